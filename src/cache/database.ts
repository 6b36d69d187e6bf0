import {CodedError} from '../errors.js';
import type {Clock} from '../environment.js';

/*
 * IndexedDB with deadlines: an open or delete behind a blocked connection fires nothing more (reliability.md, fact 5).
 * The shapes below are what the cache uses of `idb`; `foreign.ts` gives the same for the factory of another document.
 */

/**
 * Object store whose requests are promises. Each rejects when its transaction aborts, so none may go unwatched; and a
 * call may throw before it returns one, so several are made in async functions of their own.
 */
export interface PromisedStore {
  get(key: string): Promise<unknown>;
  getAllKeys(): Promise<IDBValidKey[]>;
  count(): Promise<number>;
  put(value: unknown, key: string): Promise<unknown>;
  delete(key: string): Promise<void>;
  clear(): Promise<void>;
}

export interface PromisedTransaction {
  objectStore(name: string): PromisedStore;
  /** Resolves when all of it is stored, rejects when nothing is. */
  readonly done: Promise<void>;
  abort(): void;
}

export interface PromisedDatabase {
  readonly objectStoreNames: DOMStringList;
  /** In an upgrade only, like `deleteObjectStore`. */
  createObjectStore(name: string): unknown;
  deleteObjectStore(name: string): void;
  transaction(names: readonly string[], mode: IDBTransactionMode, options?: IDBTransactionOptions): PromisedTransaction;
  close(): void;
}

export interface OpenCallbacks {
  upgrade?(db: PromisedDatabase, from: number, to: number | null, transaction: PromisedTransaction): void;
  /** An older connection stands in the way. */
  blocked?(): void;
  /** This connection stands in the way of an upgrade or a deletion. */
  blocking?(): void;
  /** The browser has ended the connection. */
  terminated?(): void;
}

/** Where databases are opened and deleted; `idb` itself fits. */
export interface Databases {
  openDB(name: string, version?: number, callbacks?: OpenCallbacks): Promise<PromisedDatabase>;
  deleteDB(name: string): Promise<void>;
}

/** What the cache takes from outside. */
export interface CacheDeps {
  /** Absent where the browser offers none (or its getter throws). */
  readonly databases?: Databases;
  readonly crypto: Crypto;
  readonly clock: Clock;
  /** Those of a fresh same-origin document, which work where the page's own lost their server. */
  readonly freshRealm?: () => Promise<Realm>;
}

export interface Realm {
  readonly databases: Databases;
  dispose(): void;
}

/** Answer of `within` when the deadline passed first. */
export const LATE = Symbol('late');

/** `work`, or `LATE` after `ms`. What `work` does afterwards, a rejection included, is ignored. */
export const within = async <T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | typeof LATE> => {
  const stop = new AbortController();
  try {
    return await Promise.race([work, clock.delay(ms, stop.signal).then((): typeof LATE => LATE)]);
  } finally {
    stop.abort();
  }
};

/** Name of the transaction error, not its class: it became a class of its own (fact 6). */
export const isQuota = (thrown: unknown): boolean => (thrown as Error | null)?.name === 'QuotaExceededError';

export interface OpenOptions extends Pick<OpenCallbacks, 'blocking' | 'terminated'> {
  /** Absent: whatever version is there. */
  readonly version?: number;
  /** Runs in the upgrade; `abort()` of the transaction leaves no database behind. */
  readonly upgrade: (db: PromisedDatabase, transaction: PromisedTransaction) => void;
}

/**
 * @throws {CodedError} `storage_blocked` or `storage_unavailable` after `ms`; what comes later is closed.
 * @throws {DOMException} as the browser says.
 */
export const openDatabase = async (
  {openDB}: Databases,
  clock: Clock,
  name: string,
  ms: number,
  {version, upgrade, ...watch}: OpenOptions,
): Promise<PromisedDatabase> => {
  let blocked = false;
  const opening = openDB(name, version, {
    ...watch,
    upgrade: (db, _from, _to, transaction) => {
      // an aborted upgrade shows in the opening, too
      transaction.done.catch(() => undefined);
      upgrade(db, transaction);
    },
    blocked: () => (blocked = true),
  });
  const db = await within(clock, ms, opening);
  if (db !== LATE) return db;
  opening.then(
    late => late.close(),
    () => undefined,
  );
  throw new CodedError(blocked ? 'storage_blocked' : 'storage_unavailable');
};

/** True when the database is gone within `ms`; false when something holds it (the browser goes on trying). */
export const deleteDatabase = async (
  {deleteDB}: Databases,
  clock: Clock,
  name: string,
  ms: number,
): Promise<boolean> => {
  try {
    return (await within(clock, ms, deleteDB(name))) !== LATE;
  } catch {
    return false;
  }
};
