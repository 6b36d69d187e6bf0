import {deleteDB, openDB} from 'idb';
import {openRecordStore} from '../cache/open-store.js';
import type {CacheDeps, Databases} from '../cache/database.js';
import type {Clock} from '../environment.js';
import type {Storage} from './surroundings.js';

/*
 * The disk of the real browser: loaded before the first screen only where something is stored.
 */

/** `idb`, where there is an IndexedDB for it. */
const databases = (): Databases | undefined => {
  try {
    return globalThis.indexedDB && ({openDB, deleteDB} as Databases);
  } catch {
    return undefined;
  }
};

const depsOf = (clock: Clock): CacheDeps => {
  const own = databases();
  return {
    ...(own ? {databases: own} : {}),
    crypto,
    clock,
    freshRealm: async () => (await import('./fresh-realm.js')).freshRealm(),
  };
};

export const browserStorage = (clock: Clock): Omit<Storage, 'prepare'> => ({
  async open({endpoint, patientKey, cache}) {
    const sealed = cache && {kid: cache.kid, key: cache.key, maxAge: cache.max_age ?? 30 * 86_400};
    const {store, notice} = await openRecordStore({
      endpoint,
      patientKey,
      ...(sealed ? {cache: sealed} : {}),
      deps: depsOf(clock),
    });
    return {store, ...(notice ? {notice} : {})};
  },
  async purge(endpoint) {
    const {purgeEndpoint} = await import('../cache/purge.js');
    return purgeEndpoint({endpoint, deps: depsOf(clock)});
  },
  async finishPurges() {
    const {finishPurges} = await import('../cache/purge.js');
    await finishPurges(depsOf(clock));
  },
});
