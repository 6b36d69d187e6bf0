import {LATE, openDatabase, within} from './database.js';
import type {CacheDeps, PromisedDatabase, PromisedStore} from './database.js';

/*
 * A tombstone names a cache database whose erasing has begun. It holds nothing else, and lives in a database of its
 * own, so that it stands while the other cannot be opened. An erasing that a closed tab cut off is finished by the
 * next visit.
 */

const TOMBSTONES = 'my-health.tombstones';
const STORE = 'names';
const STEP_MS = 1000;

/**
 * One request over the names, with a deadline; `otherwise` when it cannot be made.
 * @param create false: a database that is not there is not made
 */
export const visit = async <T>(
  {databases, clock}: CacheDeps,
  create: boolean,
  otherwise: T,
  act: (store: PromisedStore) => Promise<T>,
): Promise<T> => {
  let db: PromisedDatabase | undefined;
  try {
    db = await openDatabase(databases!, clock, TOMBSTONES, STEP_MS, {
      version: 1,
      upgrade: (fresh, transaction) => (create ? void fresh.createObjectStore(STORE) : transaction.abort()),
    });
    const transaction = db.transaction([STORE], create ? 'readwrite' : 'readonly');
    const done = await within(clock, STEP_MS, Promise.all([act(transaction.objectStore(STORE)), transaction.done]));
    return done === LATE ? otherwise : done[0];
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
