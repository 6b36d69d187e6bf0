import {setProgress} from './progress.js';
import type {ErrorCode} from '../errors.js';
import type {DocumentRoute} from './contract.js';
import type {Core} from './core.js';
import type {Life} from './life.js';

/** Of whose life, by its end, a pass was said to have started and not to have ended; by route. */
const begun = new WeakMap<Core, Map<string, AbortController>>();
const begunOf = (core: Core): Map<string, AbortController> => {
  const ends = begun.get(core) ?? new Map<string, AbortController>();
  begun.set(core, ends);
  return ends;
};

type End = 'done' | 'partial' | 'failed';
const tellEnd = (core: Core, id: string, phase: End, received = 0): void => {
  // where nobody is there who could tell it, it is told before the next one starts
  if (core.publisher.watched) begunOf(core).delete(id);
  core.publisher.emit({type: 'mh-sync', route: id, phase, received});
};

/** Something is read: of a pass that goes on, no second start is told. */
export const beginPass = (core: Core, life: Life, {id}: DocumentRoute): void => {
  const before = begunOf(core).get(id);
  if (before === life.end || life.end.signal.aborted) return;
  if (before) tellEnd(core, id, 'partial');
  begunOf(core).set(id, life.end);
  core.publisher.emit({type: 'mh-sync', route: id, phase: 'start', received: 0});
};

/** The pass is stopped: what it has read is stored, and another one reads the rest. */
export const stopPass = (core: Core, life: Life, id: string): void => {
  if (begunOf(core).get(id) === life.end) tellEnd(core, id, 'partial', life.progress.get(id)?.received);
};

/** The pass has ended and is stored, or needed no reading. */
export const endPass = (core: Core, life: Life, route: DocumentRoute, phase: End, code?: ErrorCode): void => {
  setProgress(core, life, route, {phase, ...(code ? {code} : {})});
  core.publisher.changed(true);
  tellEnd(core, route.id, phase, life.progress.get(route.id)!.received);
};
