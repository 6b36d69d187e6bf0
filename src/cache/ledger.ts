import {CodedError} from '../errors.js';
import {ask} from './database.js';
import {EMPTY, placeOf} from './manifest.js';
import {open, seal} from './seal.js';
import type {Connection} from './connection.js';
import type {CacheKeys} from './keys.js';
import type {Manifest, PageEntry} from './manifest.js';
import type {RowLabel} from './seal.js';

/** Owner row: fencing epoch, and the generation that grows with every change of the manifest. */
type State = readonly [epoch: number, generation: number];

/** The manifest that shall be, and what is stored with it. */
export interface Change {
  readonly manifest: Manifest;
  /** Rows to put, or (`null`) to delete, by logical name. */
  readonly rows?: readonly (readonly [store: 'pages' | 'raws' | 'meta', logical: string, row: ArrayBuffer | null])[];
}

/** Rounds against other tabs that write at the same time. */
const ROUNDS = 8;

const KINDS = {pages: 'page', raws: 'raws'} as const;

/**
 * The sealed rows of one patient and their table of contents. Everything is sealed first and the transaction opened
 * last (reliability.md, fact 3); the manifest and the rows that it names change in one transaction. Between tabs the
 * generation decides: whoever prepared a change on an older manifest prepares it again.
 */
export class Ledger {
  #manifest?: Manifest;
  #generation = -1;

  private constructor(
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
  static async open(connection: Connection, keys: CacheKeys, maxAge: number, wipe: boolean): Promise<Ledger> {
    const owner = await keys.name('owner');
    const ours = await connection.run('readonly', of => ask<State | undefined>(of('meta').get(owner)));
    if (!ours || wipe) {
      await connection.run('readwrite', of => {
        for (const store of ['pages', 'raws', 'meta'] as const) of(store).clear();
        return ask(of('meta').put([ours?.[0] ?? 0, (ours?.[1] ?? 0) + 1], owner));
      });
    }
    return new Ledger(connection, keys, maxAge, owner);
  }

  /** The manifest as last seen, without a look at the disk. */
  get known(): Manifest | undefined {
    return this.#manifest;
  }

  /** Wall time, for display and ages only. */
  now(): number {
    return this.connection.deps.clock.now();
  }

  /** Whether something written at `at` may still be used; a clock that jumped makes it old, too. */
  isFresh(at: number): boolean {
    return Math.abs(this.now() - at) <= this.maxAge;
  }

  /** Raises the fencing epoch above all earlier ones, and to `least` at least. */
  claim(least: number): Promise<number> {
    return this.connection.run('readwrite', async of => {
      const [seen, generation] = await this.#state(of);
      const epoch = Math.max(seen + 1, least);
      await ask(of('meta').put([epoch, generation], this.owner));
      return epoch;
    });
  }

  /** The manifest as it stands on disk; opened only when another tab changed it. */
  async load(): Promise<Manifest> {
    const name = await this.keys.name('manifest');
    const [state, row] = await this.connection.run('readonly', of =>
      Promise.all([this.#state(of), ask(of('meta').get(name))]),
    );
    if (this.#manifest && state[1] === this.#generation) return this.#manifest;
    const [, generation] = state;
    let manifest = EMPTY;
    let readable = true;
    try {
      if (row) manifest = (await this.open('manifest', name, generation, row)) as Manifest;
    } catch {
      readable = false;
    }
    this.#manifest = manifest;
    this.#generation = generation;
    const old = manifest.pages.filter(({at}) => !this.isFresh(at));
    if (!readable) await this.#reset();
    else if (old.length) await this.forget(old);
    return this.#manifest;
  }

  /**
   * Stores a change whole, or not at all.
   * @param plan prepares it on the newest manifest, with the generation that its new rows carry; `null`: no change
   * @param epoch of the writer
   * @returns false when there was nothing to change
   * @throws {CodedError} `aborted` when a newer epoch has been seen, `storage_full`, `storage_lost`
   */
  async change(
    plan: (manifest: Manifest, version: number) => Promise<Change | null> | Change | null,
    epoch?: number,
  ): Promise<boolean> {
    const manifestName = await this.keys.name('manifest');
    for (let round = 0; round < ROUNDS; round++) {
      const before = (round === 0 && this.#manifest) || (await this.load());
      const generation = this.#generation;
      const change = await plan(before, generation + 1);
      if (!change) return false;
      const {manifest, rows = []} = change;
      const left = new Set(manifest.pages.map(placeOf));
      const gone = before.pages.map(placeOf).filter(place => !left.has(place));
      const [sealed, goneNames, names] = await Promise.all([
        this.seal('manifest', manifestName, generation + 1, manifest),
        Promise.all(gone.map(this.keys.name)),
        Promise.all(rows.map(([, logical]) => this.keys.name(logical))),
      ]);
      const stored = await this.connection.run('readwrite', async of => {
        const [seen, current] = await this.#state(of);
        if (epoch !== undefined && epoch < seen) throw new CodedError('aborted');
        if (current !== generation) return false;
        for (const name of goneNames) for (const store of ['pages', 'raws'] as const) of(store).delete(name);
        rows.forEach(([store, , row], index) =>
          row ? of(store).put(row, names[index]) : of(store).delete(names[index]!),
        );
        of('meta').put(sealed, manifestName);
        await ask(of('meta').put([Math.max(seen, epoch ?? 0), generation + 1], this.owner));
        return true;
      });
      if (stored) {
        this.#manifest = manifest;
        this.#generation = generation + 1;
        return true;
      }
    }
    throw new CodedError('storage_lost');
  }

  /** Pages that do not open, are too old or have to make room: they go, and the checkpoints that count them. */
  forget(entries: readonly PageEntry[]): Promise<boolean> {
    const places = new Set(entries.map(placeOf));
    const streams = new Set(entries.map(({stream}) => stream));
    return this.change(({pages, checkpoints}) => ({
      manifest: {
        pages: pages.filter(page => !places.has(placeOf(page))),
        checkpoints: checkpoints.filter(({stream}) => !streams.has(stream)),
      },
    }));
  }

  /** What stands in a page's row; `null` when it does not open. @throws {CodedError} `storage_lost` */
  async read(store: 'pages' | 'raws', entry: PageEntry): Promise<unknown> {
    const name = await this.keys.name(placeOf(entry));
    const row = await this.connection.run('readonly', of => ask(of(store).get(name)));
    return this.open(KINDS[store], name, entry.version, row).catch(() => null);
  }

  /** A row of `meta` that exists or not. */
  async readMeta(kind: 'head'): Promise<unknown> {
    const name = await this.keys.name(kind);
    const row = await this.connection.run('readonly', of => ask(of('meta').get(name)));
    return row && this.open(kind, name, 0, row);
  }

  open(kind: RowLabel['kind'], name: string, version: number, row: unknown): Promise<unknown> {
    return open(this.connection.deps.crypto, this.keys, {kind, name, version}, row);
  }

  seal(kind: RowLabel['kind'], name: string, version: number, value: unknown): Promise<ArrayBuffer> {
    return seal(this.connection.deps.crypto, this.keys, {kind, name, version}, value);
  }

  /** An unreadable manifest: its pages cannot be told from each other any more, and go. */
  async #reset(): Promise<void> {
    await this.connection.run('readwrite', async of => {
      const [epoch, generation] = await this.#state(of);
      if (generation !== this.#generation) return;
      for (const store of ['pages', 'raws', 'meta'] as const) of(store).clear();
      await ask(of('meta').put([epoch, generation + 1], this.owner));
    });
    this.#generation++;
  }

  /** @throws {CodedError} `storage_lost` when our owner row is gone: evicted, or the database is another's by now. */
  async #state(of: (store: 'meta') => IDBObjectStore): Promise<State> {
    const state = await ask<State | undefined>(of('meta').get(this.owner));
    if (!state) throw new CodedError('storage_lost');
    return state;
  }
}
