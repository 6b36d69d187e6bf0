import {ask, LATE, openDatabase, within} from './database.js';
import type {CacheDeps} from './database.js';

/*
 * A tombstone names a cache database whose erasing has begun. It holds nothing else, and lives in a database of its
 * own, so that it stands while the other cannot be opened. An erasing that a closed tab cut off is finished by the
 * next visit.
 */

const TOMBSTONES = 'my-health.tombstones';
const STORE = 'names';
const STEP_MS = 1000;

const visit = async <T>(deps: CacheDeps, create: boolean, otherwise: T, act: (store: IDBObjectStore) => IDBRequest) => {
  let db: IDBDatabase | undefined;
  try {
    db = await openDatabase(deps.indexedDB!, deps.clock, TOMBSTONES, STEP_MS, {
      version: 1,
      upgrade: (fresh, transaction) => (create ? void fresh.createObjectStore(STORE) : transaction.abort()),
    });
    const done = await within(
      deps.clock,
      STEP_MS,
      ask<T>(act(db.transaction(STORE, create ? 'readwrite' : 'readonly').objectStore(STORE))),
    );
    return done === LATE ? otherwise : done;
  } catch {
    return otherwise;
  } finally {
    db?.close();
  }
};

/** Names whose erasing is not finished. */
export const readTombstones = async (deps: CacheDeps): Promise<readonly string[]> =>
  (await visit<IDBValidKey[]>(deps, false, [], store => store.getAllKeys())).map(String);

export const hasTombstone = async (deps: CacheDeps, name: string): Promise<boolean> =>
  (await readTombstones(deps)).includes(name);

export const putTombstone = (deps: CacheDeps, name: string): Promise<unknown> =>
  visit<unknown>(deps, true, undefined, store => store.put(1, name));

export const clearTombstone = (deps: CacheDeps, name: string): Promise<unknown> =>
  visit<unknown>(deps, true, undefined, store => store.delete(name));
