import {deleteDatabase, LATE, openDatabase, within} from './database.js';
import {databaseName} from './keys.js';
import {clearTombstone, putTombstone} from './tombstone-writes.js';
import {hasTombstone, readTombstones} from './tombstones.js';
import type {CacheDeps, PromisedDatabase} from './database.js';
import type {Ledger} from './ledger.js';
import type {Manifest} from './manifest.js';
import type {Erased} from './store.js';

/*
 * Erasing, so that it holds at any cut: tombstone first, then (the caller has dropped the key) clear through an open
 * handle, close, delete. Every step has a deadline and none depends on the one before. What stays locked cannot be
 * read without the key, and goes at the next start. Where the page's own storage has ended for good, all of it is done
 * through a fresh document: without a tombstone the next visit would open the copy with the same key.
 */

const STEP_MS = 1000;

export interface Purged extends Erased {
  /** Rows found before and left after, over all object stores; `null` when they could not be counted. */
  readonly rowsBefore: number | null;
  readonly rowsAfter: number | null;
  /** The database could not be removed yet; the next start finishes. */
  readonly blocked: boolean;
}

const NOTHING: Purged = {records: 0, stores: 0, rowsBefore: 0, rowsAfter: 0, blocked: false};

const rows = async (deps: CacheDeps, db: PromisedDatabase, clear: boolean): Promise<number | null> => {
  try {
    const names = Array.from(db.objectStoreNames);
    if (!names.length) return 0;
    const transaction = db.transaction(names, clear ? 'readwrite' : 'readonly');
    const count = async (name: string): Promise<number> => {
      const store = transaction.objectStore(name);
      const clearing = async () => clear && store.clear();
      return (await Promise.all([store.count(), clearing()]))[0];
    };
    const answer = await within(deps.clock, STEP_MS, Promise.all([Promise.all(names.map(count)), transaction.done]));
    return answer === LATE ? null : answer[0].reduce((sum, rows) => sum + rows, 0);
  } catch {
    return null;
  }
};

/** `undefined`: there is no such document, or it is one already. */
const inFreshRealm = async <T>(
  {freshRealm, ...deps}: CacheDeps,
  act: (deps: CacheDeps) => Promise<T>,
): Promise<T | undefined> => {
  const realm = await freshRealm?.().catch(() => undefined);
  if (!realm) return undefined;
  try {
    return await act({...deps, databases: realm.databases});
  } finally {
    realm.dispose();
  }
};

const erase = async (deps: CacheDeps, name: string, db: PromisedDatabase | undefined): Promise<Purged> => {
  if (!(await putTombstone(deps, name))) {
    const purged = await inFreshRealm(deps, fresh => erase(fresh, name, db));
    if (purged) return purged;
  }
  const rowsBefore = db ? await rows(deps, db, true) : null;
  const rowsAfter = db && rowsBefore !== null ? await rows(deps, db, false) : null;
  db?.close();
  const gone = await deleteDatabase(deps.databases!, deps.clock, name, STEP_MS);
  if (gone) await clearTombstone(deps, name);
  return {records: 0, stores: 1, rowsBefore, rowsAfter: gone ? 0 : rowsAfter, blocked: !gone};
};

/** Erases the database behind an open store and closes it, with the number of records that were in it. Never rejects. */
export const purgeLedger = async (ledger: Ledger): Promise<Purged> => {
  const {connection} = ledger;
  const {deps, name} = connection;
  const manifest = ledger.known ?? (await within(deps.clock, STEP_MS, ledger.load()).catch(() => LATE));
  const purged = await erase(deps, name, connection.retire());
  connection.close();
  const records = manifest === LATE ? 0 : (manifest as Manifest).pages.reduce((sum, page) => sum + page.records, 0);
  return {...purged, records};
};

/**
 * Erases what this browser keeps for a token endpoint, whoever stored it; needs no key. `records` is 0: without the
 * key nobody can count them. Creates nothing where there is nothing. Never rejects.
 */
export const purgeEndpoint = async ({endpoint, deps}: {endpoint: string; deps: CacheDeps}): Promise<Purged> => {
  const {databases} = deps;
  if (!databases) return NOTHING;
  let name: string | undefined;
  let absent = false;
  let db: PromisedDatabase | undefined;
  try {
    name = await databaseName(deps.crypto, endpoint);
    db = await openDatabase(databases, deps.clock, name, STEP_MS, {
      upgrade: (_db, transaction) => {
        absent = true;
        transaction.abort();
      },
    });
  } catch {
    if (absent || !name) return NOTHING;
    const purged = await inFreshRealm(deps, fresh => purgeEndpoint({endpoint, deps: fresh}));
    if (purged) return purged;
  }
  return await erase(deps, name, db);
};

/** Finishes what earlier visits could not; returns how many databases are still held. Never rejects. */
export const finishPurges = async (deps: CacheDeps): Promise<number> => {
  let held = 0;
  for (const name of await readTombstones(deps)) {
    // the page that began it may have ended it, and begun anew, while another name was waited for
    if (!(await hasTombstone(deps, name))) continue;
    if (await deleteDatabase(deps.databases!, deps.clock, name, STEP_MS)) await clearTombstone(deps, name);
    else held++;
  }
  return held;
};
