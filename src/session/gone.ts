import type {Core} from './core.js';
import type {Listed} from './life.js';

/** Tells that connections have ended: no list has them any more, so no change between two snapshots can tell it. */
export const tellGone = ({publisher}: Core, route: string, gone: readonly Listed[]): void => {
  for (const {id} of gone) publisher.emit({type: 'mh-connection', route, connection: id, status: 'not_connected'});
};
