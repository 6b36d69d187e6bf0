import {STORES} from './connection.js';
import {open} from './unseal.js';
import type {Connection, StoreName} from './connection.js';
import type {CacheKeys} from './keys.js';
import type {State} from './ledger.js';
import type {StoreHead} from './store.js';

/** The sealed rows of one patient, as far as the first screen needs them: whose they are, and how one is read. */
export class Rows {
  constructor(
    readonly connection: Connection,
    readonly keys: CacheKeys,
    readonly maxAge: number,
    readonly owner: string,
  ) {}

  /**
   * Checks the owner before anything is read: rows of another patient, `kid` or key have other names, and without
   * our own owner row all that stands here is theirs and goes (I4).
   * @param maxAge ms
   * @param wipe erase what is there, whoever owns it
   */
  static async open(connection: Connection, keys: CacheKeys, maxAge: number, wipe: boolean): Promise<Rows> {
    const owner = await keys.name('owner');
    // looked at where it is cleared: another tab may have come first
    await connection.run('readwrite', async of => {
      const ours = (await of('meta').get(owner)) as State | undefined;
      if (ours && !wipe) return;
      for (const store of STORES) await of(store).clear();
      // no tab takes what begins here for what it knows of before
      await of('meta').put([ours?.[0] ?? 0, (ours?.[1] ?? connection.deps.clock.now()) + 1], owner);
    });
    return new Rows(connection, keys, maxAge, owner);
  }

  /** Wall time, for display and ages only. */
  now(): number {
    return this.connection.deps.clock.now();
  }

  /** Whether something written at `at` may still be used; a clock that jumped makes it old, too. */
  isFresh(at: number): boolean {
    return Math.abs(this.now() - at) <= this.maxAge;
  }

  /** What the first screen is painted from: one row is read. `null` when there is none, or an old one. */
  async head(): Promise<StoreHead | null> {
    try {
      const [at, head] = ((await this.row('meta', 'head', 0)) ?? []) as [number, StoreHead];
      return head && this.isFresh(at) ? head : null;
    } catch {
      return null;
    }
  }

  /** What stands in a row; `null` when it does not open. @throws {CodedError} `storage_lost` */
  async row(store: StoreName, logical: string, version: number): Promise<unknown> {
    const name = await this.keys.name(logical);
    const row = await this.connection.run('readonly', of => of(store).get(name));
    return this.open(store, logical, version, row).catch(() => null);
  }

  /** @throws {CodedError} `storage_lost` when it does not open */
  async open(store: StoreName, logical: string, version: number, row: unknown): Promise<unknown> {
    return open(this.connection.deps.crypto, this.keys, {store, name: await this.keys.name(logical), version}, row);
  }
}
