import {CodedError} from '../errors.js';
import type {Clock} from '../environment.js';

/*
 * IndexedDB as promises, each with a deadline: an open or delete behind a blocked connection fires nothing more
 * (reliability.md, fact 5). Not `idb`: that library opens through the page's own `indexedDB` and recognises objects
 * by `instanceof`, so it cannot drive the factory of a fresh realm, which is what heals WebKit (fact 4).
 */

/** What the cache takes from outside. */
export interface CacheDeps {
  /** Absent where the browser offers none (or its getter throws). */
  readonly indexedDB?: IDBFactory;
  readonly crypto: Crypto;
  readonly clock: Clock;
  /** The factory of a fresh same-origin document, which works where the page's own lost its server. */
  readonly freshRealm?: () => Promise<Realm>;
}

export interface Realm {
  readonly indexedDB: IDBFactory;
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

/** Result of one request. */
export const ask = <T = unknown>(request: IDBRequest): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result as T);
    request.onerror = () => reject(request.error!);
  });

export interface OpenOptions {
  /** Absent: whatever version is there. */
  readonly version?: number;
  /** Runs in the upgrade; `abort()` of the transaction leaves no database behind. */
  readonly upgrade: (db: IDBDatabase, transaction: IDBTransaction) => void;
}

/**
 * @throws {CodedError} `storage_blocked` or `storage_unavailable` after `ms`; what comes later is closed.
 * @throws {DOMException} as the browser says.
 */
export const openDatabase = async (
  factory: IDBFactory,
  clock: Clock,
  name: string,
  ms: number,
  {version, upgrade}: OpenOptions,
): Promise<IDBDatabase> => {
  let late = false;
  let blocked = false;
  const opened = new Promise<IDBDatabase>((resolve, reject) => {
    const request = factory.open(name, version);
    request.onupgradeneeded = () => upgrade(request.result, request.transaction!);
    request.onblocked = () => (blocked = true);
    request.onerror = () => reject(request.error!);
    request.onsuccess = () => (late ? request.result.close() : resolve(request.result));
  });
  const db = await within(clock, ms, opened);
  if (db === LATE) {
    late = true;
    throw new CodedError(blocked ? 'storage_blocked' : 'storage_unavailable');
  }
  return db;
};

/** True when the database is gone within `ms`; false when something holds it (the browser goes on trying). */
export const deleteDatabase = async (factory: IDBFactory, clock: Clock, name: string, ms: number): Promise<boolean> => {
  try {
    return (
      (await within(
        clock,
        ms,
        Promise.resolve().then(() => ask(factory.deleteDatabase(name))),
      )) !== LATE
    );
  } catch {
    return false;
  }
};
