import {CodedError, toCode} from '../errors.js';
import {deleteDatabase, isQuota, LATE, openDatabase, within} from './database.js';
import {SCHEMA} from './keys.js';
import type {CacheDeps, Databases, PromisedDatabase, PromisedStore, Realm} from './database.js';

/** Object stores of a cache database. Their keys are opaque and out of line; none has an index. */
export const STORES = ['pages', 'raws', 'meta'] as const;
export type StoreName = (typeof STORES)[number];
export type StoreOf = (store: StoreName) => PromisedStore;
type Body<T> = (of: StoreOf) => Promise<T>;

const OPEN_MS = 3000;
const HEAL_MS = 1000;
const RUN_MS = 5000;

const layOut = (db: PromisedDatabase): void => {
  for (const name of Array.from(db.objectStoreNames)) db.deleteObjectStore(name);
  for (const name of STORES) db.createObjectStore(name);
};

/**
 * The way to one database, mended when it breaks. When the browser's storage process dies, the page's own factory
 * stays dead in WebKit, and that of a fresh document works (reliability.md, fact 4); an evicted database opens anew
 * and empty, which its reader notices.
 */
export class Connection {
  #db?: PromisedDatabase;
  #realm?: Realm;
  /** The browser has ended the connection: not worth a wait for its deadline. */
  #ended = false;
  #closed = false;

  private constructor(
    readonly name: string,
    readonly deps: CacheDeps,
  ) {}

  /** @throws {CodedError} `storage_blocked` or `storage_unavailable`, 3 s after the call at the latest. */
  static async open(name: string, deps: CacheDeps): Promise<Connection> {
    const connection = new Connection(name, deps);
    await connection.#open(deps.freshRealm ? OPEN_MS - HEAL_MS : OPEN_MS);
    return connection;
  }

  /**
   * One transaction over all stores; `body` only sends requests and awaits them all, and nothing else. Tried once more
   * after mending, so it has to be repeatable.
   * @throws {CodedError} what `body` throws (then nothing is stored); `storage_full`; `storage_lost`.
   */
  async run<T>(mode: IDBTransactionMode, body: Body<T>) {
    for (let attempt = 0; !this.#closed; attempt++) {
      try {
        return await this.#attempt(mode, body);
      } catch (thrown) {
        if (thrown instanceof CodedError) throw thrown;
        if (isQuota(thrown)) throw new CodedError('storage_full');
        if (attempt > 0) break;
        this.#release();
        try {
          await this.#open(HEAL_MS);
        } catch {
          break;
        }
      }
    }
    throw new CodedError('storage_lost');
  }

  close(): void {
    this.#closed = true;
    this.#release();
  }

  /** The open handle, for erasing through it; nothing else is read or written any more. `close` comes after. */
  retire(): PromisedDatabase {
    this.#closed = true;
    return this.#db!;
  }

  async #attempt<T>(mode: IDBTransactionMode, body: Body<T>): Promise<T> {
    if (this.#ended) throw new DOMException('', 'InvalidStateError');
    const transaction = this.#db!.transaction(STORES, mode, {durability: 'relaxed'});
    const abort = (): void => {
      try {
        transaction.abort();
      } catch {
        // already over
      }
    };
    let thrown: unknown;
    const answer = (async () => body(store => transaction.objectStore(store)))();
    answer.catch((reason: unknown) => {
      thrown = reason;
      abort();
    });
    // a full disk shows in the transaction only; its requests just say "aborted" (fact 6)
    const done = transaction.done.catch((reason: unknown): never => {
      throw (thrown instanceof CodedError || isQuota(thrown) ? thrown : reason) as Error;
    });
    if ((await within(this.deps.clock, RUN_MS, Promise.all([done, answer.catch(() => done)]))) === LATE) {
      abort();
      throw new DOMException('', 'TimeoutError');
    }
    return await answer;
  }

  async #open(ms: number): Promise<void> {
    const {databases, freshRealm, clock} = this.deps;
    let reason: unknown;
    try {
      if (databases) return this.#adopt(await this.#openIn(databases, ms));
    } catch (thrown) {
      reason = thrown;
    }
    const blocked = toCode(reason) === 'storage_blocked';
    if (freshRealm && databases && !blocked) {
      let late = false;
      const opening = freshRealm().then(async realm => {
        try {
          const db = await this.#openIn(realm.databases, HEAL_MS);
          if (late) db.close();
          else return this.#adopt(db, realm);
        } catch {
          // no better there
        }
        realm.dispose();
        throw new CodedError('storage_unavailable');
      });
      try {
        if ((await within(clock, HEAL_MS, opening)) !== LATE) return;
      } catch {
        // falls through to the answer below
      }
      late = true;
    }
    throw new CodedError(blocked ? 'storage_blocked' : 'storage_unavailable');
  }

  async #openIn(databases: Databases, ms: number): Promise<PromisedDatabase> {
    const {clock} = this.deps;
    const open = (): Promise<PromisedDatabase> =>
      openDatabase(databases, clock, this.name, ms, {
        version: SCHEMA,
        upgrade: layOut,
        // another tab erases or upgrades: do not stand in its way
        blocking: () => this.close(),
        terminated: () => (this.#ended = true),
      });
    try {
      return await open();
    } catch (thrown) {
      // written by a later version of this kit: unreadable here, and fetched again, unless a tab of it holds it
      const isLater = (thrown as Error).name === 'VersionError';
      if (isLater && (await deleteDatabase(databases, clock, this.name, ms))) return open();
      throw thrown;
    }
  }

  #adopt(db: PromisedDatabase, realm?: Realm): void {
    this.#db = db;
    this.#realm = realm;
    this.#ended = false;
    if (this.#closed) this.#release();
  }

  #release(): void {
    this.#db?.close();
    this.#realm?.dispose();
    this.#realm = undefined;
  }
}
