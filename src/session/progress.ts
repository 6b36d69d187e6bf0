import type {DocumentRoute} from './contract.js';
import type {Core} from './core.js';
import type {Life} from './life.js';
import type {RouteProgress} from './snapshot.js';

/**
 * How far the pass over a route is. An absent `code` takes the last one away; while reading it is the server's silence.
 */
export const setProgress = (
  core: Core,
  life: Life,
  {id, name}: DocumentRoute,
  {code, ...change}: Partial<RouteProgress>,
): void => {
  const held = life.progress.get(id) ?? {received: 0, streams: 0, streamsDone: 0};
  const {received, streams, streamsDone} = held;
  const said = code ?? (change.phase === 'reading' ? life.health.get(id)?.code : undefined);
  life.progress.set(id, {
    route: id,
    routeName: name,
    phase: 'waiting',
    received,
    streams,
    streamsDone,
    ...change,
    ...(said ? {code: said} : {}),
  });
  core.publisher.changed();
};
