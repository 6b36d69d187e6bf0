import {visit} from './tombstones.js';
import type {CacheDeps} from './database.js';

/* What changes tombstones: loaded with the erasing that needs it, not with every first screen. */

/** False when it could not be written. */
export const putTombstone = (deps: CacheDeps, name: string): Promise<boolean> =>
  visit(deps, true, false, async store => {
    await store.put(1, name);
    return true;
  });

/** The database stays, empty: another page may be writing its own name into it. */
export const clearTombstone = (deps: CacheDeps, name: string): Promise<unknown> =>
  visit<unknown>(deps, true, undefined, store => store.delete(name));
