import {CodedError, toCode} from '../errors.js';
import {STORES} from './connection.js';
import {belongsTo, EMPTY, placeOf, replaceCheckpoint, rowOf, unfinished} from './manifest.js';
import {Rows} from './rows.js';
import {seal} from './seal.js';
import type {StoreName, StoreOf} from './connection.js';
import type {Manifest, PageEntry} from './manifest.js';

/** Owner row: fencing epoch, and the generation that grows with every change of the manifest. */
export type State = readonly [epoch: number, generation: number];

/** The manifest that shall be, and what is stored with it. */
export interface Change {
  readonly manifest: Manifest;
  /** What to seal and put, or (`null`) to delete, by logical name. */
  readonly rows?: readonly (readonly [store: StoreName, logical: string, value: unknown])[];
}

/** Rounds against other tabs that write at the same time. */
const ROUNDS = 8;

/**
 * The sealed rows of one patient and their table of contents. Everything is sealed first and the transaction opened
 * last (reliability.md, fact 3); the manifest and the rows that it names change in one transaction. Between tabs the
 * generation decides: whoever prepared a change on an older manifest prepares it again.
 */
export class Ledger extends Rows {
  #manifest?: Manifest;
  #state: State = [0, -1];

  constructor({connection, keys, maxAge, owner}: Rows) {
    super(connection, keys, maxAge, owner);
  }

  /** The manifest as last seen, without a look at the disk. */
  get known(): Manifest | undefined {
    return this.#manifest;
  }

  /** Raises the fencing epoch above all earlier ones, and to `least` at least. */
  claim(least: number): Promise<number> {
    return this.connection.run('readwrite', async of => {
      const [seen, generation] = await this.#readState(of);
      const epoch = Math.max(seen + 1, least);
      await of('meta').put([epoch, generation], this.owner);
      return epoch;
    });
  }

  /** The manifest as it stands on disk; opened only when another tab changed it. */
  async load(): Promise<Manifest> {
    const name = await this.keys.name('manifest');
    const [state, row] = await this.connection.run(
      'readonly',
      async of => [await this.#readState(of), await of('meta').get(name)] as const,
    );
    let manifest: Manifest | null = EMPTY;
    if (this.#manifest && state[1] === this.#state[1]) manifest = this.#manifest;
    else if (row) manifest = (await this.open('meta', 'manifest', state[1], row).catch(() => null)) as Manifest | null;
    if (!manifest) {
      await this.#reset(state[1]);
      return this.load();
    }
    // together: a change that is prepared meanwhile stands on the one that its generation is of
    this.#state = state;
    this.#manifest = manifest;
    const old = manifest.pages.filter(({at}) => !this.isFresh(at));
    if (old.length) await this.forget(old);
    return this.#manifest;
  }

  /**
   * Stores a change whole, or not at all.
   * @param plan prepares it on the newest manifest; new pages have `version: 0` and get theirs here; `null`: no change
   * @param epoch of the writer
   * @returns false when there was nothing to change
   * @throws {CodedError} `aborted` when a newer epoch has been seen, `storage_full`, `storage_lost`
   */
  async change(plan: (manifest: Manifest) => Change | null, epoch?: number): Promise<boolean> {
    for (let round = 0; round < ROUNDS; round++) {
      const before = (round === 0 && this.#manifest) || (await this.load());
      const [known, generation] = this.#state;
      const change = plan(before);
      if (!change) return false;
      const {rows = []} = change;
      const kept = new Set(change.manifest.pages);
      const gone = before.pages.filter(page => !kept.has(page));
      const manifest = {
        ...change.manifest,
        pages: change.manifest.pages.map(page => (page.version ? page : {...page, version: generation + 1})),
        // a mark stands as long as a page does that it looks into
        gone: (change.manifest.gone ?? before.gone ?? []).filter(({route, upTo}) =>
          change.manifest.pages.some(({stream, version}) => version && version <= upTo && belongsTo(stream, route)),
        ),
      };
      // all at once: each await is a turn of the crypto threads
      const [goneNames, ...sealed] = await Promise.all([
        Promise.all(gone.map(page => this.keys.name(placeOf(page)))),
        this.#seal('meta', 'manifest', generation + 1, manifest),
        ...rows.map(([store, logical, value]) =>
          this.#seal(store, logical, logical === 'head' ? 0 : generation + 1, value),
        ),
      ]);
      const state: State = [Math.max(known, epoch ?? 0), generation + 1];
      try {
        await this.connection.run('readwrite', async of => {
          // sent together, without waiting for the state: when it is not the expected one, all of it is taken back
          const [seen] = await Promise.all([
            this.#readState(of),
            ...goneNames.flatMap(name => (['pages', 'raws'] as const).map(async store => of(store).delete(name))),
            ...sealed.map(async ([store, name, row]) => (row ? of(store).put(row, name) : of(store).delete(name))),
            ...[state].map(async next => of('meta').put(next, this.owner)),
          ]);
          if (epoch !== undefined && epoch < seen[0]) throw new CodedError('aborted');
          if (seen[0] !== known || seen[1] !== generation) throw new CodedError('storage_blocked');
        });
      } catch (thrown) {
        if (toCode(thrown) !== 'storage_blocked') throw thrown;
        continue;
      }
      this.#manifest = manifest;
      this.#state = state;
      return true;
    }
    throw new CodedError('storage_lost');
  }

  /**
   * Pages that do not open, are too old or have to make room: they go, and the checkpoints that count them. A mark
   * says of their routes that something is missing, or what is left would pass for all of it.
   */
  forget(entries: readonly PageEntry[]): Promise<boolean> {
    const rows = new Set(entries.map(rowOf));
    return this.change(({pages, checkpoints}) => {
      const isGone = (page: PageEntry): boolean => rows.has(rowOf(page));
      const streams = new Set(pages.filter(isGone).map(({stream}) => stream));
      // another tab may have written all of them anew
      if (!streams.size) return null;
      return {
        manifest: {
          pages: pages.filter(page => !isGone(page)),
          checkpoints: [...streams].map(unfinished).reduce(
            replaceCheckpoint,
            checkpoints.filter(({stream}) => !streams.has(stream)),
          ),
        },
      };
    });
  }

  /** What stands in a page's row; `null` when it does not open. @throws {CodedError} `storage_lost` */
  read(store: 'pages' | 'raws', entry: PageEntry): Promise<unknown> {
    return this.row(store, placeOf(entry), entry.version);
  }

  async #seal(store: StoreName, logical: string, version: number, value: unknown) {
    const name = await this.keys.name(logical);
    const row =
      value === null ? null : await seal(this.connection.deps.crypto, this.keys, {store, name, version}, value);
    return [store, name, row] as const;
  }

  /** An unreadable manifest: its pages cannot be told from each other any more, and go. */
  #reset(generation: number): Promise<void> {
    return this.connection.run('readwrite', async of => {
      const state = await this.#readState(of);
      if (state[1] !== generation) return;
      for (const store of STORES) await of(store).clear();
      await of('meta').put([state[0], generation + 1], this.owner);
    });
  }

  /** @throws {CodedError} `storage_lost` when our owner row is gone: evicted, or the database is another's by now. */
  async #readState(of: StoreOf): Promise<State> {
    const state = (await of('meta').get(this.owner)) as State | undefined;
    if (!state) throw new CodedError('storage_lost');
    return state;
  }
}
