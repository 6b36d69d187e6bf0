import {CodedError, toCode} from '../errors.js';
import {ask} from './database.js';
import {belongsTo, newestFirst, newestOf, placeOf, replaceCheckpoint, survives} from './manifest.js';
import {MemoryStore} from './memory-store.js';
import {open, seal} from './seal.js';
import type {Connection} from './connection.js';
import type {CacheKeys} from './keys.js';
import type {Manifest, PageEntry} from './manifest.js';
import type {RowLabel} from './seal.js';
import type {Checkpoint, Erased, RecordStore, StorageNotice, StoredPage, StoreHead, StoreWrite} from './store.js';

/** Owner row: fencing epoch, and the generation that grows with every change of the manifest. */
type State = readonly [epoch: number, generation: number];

type Row = readonly [store: 'pages' | 'raws' | 'meta', name: string, row: ArrayBuffer];

interface Change {
  readonly manifest: Manifest;
  readonly rows?: readonly Row[];
  readonly dropHead?: boolean;
}

const EMPTY: Manifest = {pages: [], checkpoints: []};
/** Rounds against other tabs that write at the same time. */
const ROUNDS = 8;

/**
 * Sealed pages in IndexedDB. Everything is sealed first and the transaction opened last (reliability.md, fact 3); a
 * page, its raw payloads, its checkpoint, the manifest and the head go into one transaction (I3). Between tabs the
 * generation decides: whoever prepared a change on an older manifest prepares it again. What the storage will not
 * take any more stays in memory, so that nothing acknowledged is lost while the page is open (I1).
 */
export class SealedStore implements RecordStore {
  readonly kind = 'sealed';
  #manifest?: Manifest;
  #generation = -1;
  #queue: Promise<unknown> = Promise.resolve();
  /** Takes what the disk does not: everything once `#allSpills`, else the streams in `#unkept`. */
  readonly #spill = new MemoryStore();
  #allSpills = false;
  #notice?: StorageNotice;
  readonly #unkept = new Set<string>();
  /** Record id → page that holds it, as far as pages were read or written here. */
  readonly #places = new Map<string, Pick<PageEntry, 'stream' | 'pass' | 'index'>>();
  #closed = false;

  private constructor(
    readonly connection: Connection,
    readonly keys: CacheKeys,
    readonly maxAge: number,
    readonly names: {readonly owner: string; readonly manifest: string; readonly head: string},
  ) {}

  /**
   * Checks the owner before anything is read: rows of another patient, `kid` or key have other names, and without
   * our own owner row all that stands here is theirs and goes (I4).
   * @param maxAge ms
   * @param wipe erase what is there whoever owns it (a purge was left unfinished)
   */
  static async open(connection: Connection, keys: CacheKeys, maxAge: number, wipe = false): Promise<SealedStore> {
    const [owner, manifest, head] = await Promise.all(['owner', 'manifest', 'head'].map(keys.name));
    const ours = await connection.run('readonly', of => ask<State | undefined>(of('meta').get(owner!)));
    if (!ours || wipe) {
      await connection.run('readwrite', async of => {
        await Promise.all((['pages', 'raws', 'meta'] as const).map(store => ask(of(store).clear())));
        await ask(of('meta').put([ours?.[0] ?? 0, (ours?.[1] ?? 0) + 1], owner));
      });
    }
    return new SealedStore(connection, keys, maxAge, {owner: owner!, manifest: manifest!, head: head!});
  }

  get notice(): StorageNotice | undefined {
    return this.#notice;
  }

  async claim(): Promise<number> {
    const epoch = await this.#spill.claim();
    return this.#orSpill(epoch, () =>
      this.connection.run('readwrite', async of => {
        const [seen, generation] = await this.#state(of);
        await ask(of('meta').put([Math.max(seen, epoch - 1) + 1, generation], this.names.owner));
        return Math.max(seen, epoch - 1) + 1;
      }),
    );
  }

  async head(): Promise<StoreHead | null> {
    const spilled = await this.#spill.head();
    if (spilled || this.#allSpills || this.#closed) return spilled;
    try {
      const row = await this.connection.run('readonly', of => ask<unknown>(of('meta').get(this.names.head)));
      if (!row) return null;
      const [at, head] = (await this.#open('head', this.names.head, 0, row)) as [number, StoreHead];
      return this.#fresh(at) ? head : null;
    } catch {
      return null;
    }
  }

  async checkpoints(): Promise<readonly Checkpoint[]> {
    const spilled = await this.#spill.checkpoints();
    const {checkpoints} = await this.#orSpill(EMPTY, () => this.#load());
    // whoever asks learns that a stream is gone, so its next pass starts from nothing and can be stored
    for (const stream of this.#unkept) if (!spilled.some(one => one.stream === stream)) this.#unkept.delete(stream);
    return spilled.reduce(replaceCheckpoint, checkpoints);
  }

  async *pages(signal: AbortSignal): AsyncIterable<StoredPage> {
    yield* this.#spill.pages(signal);
    if (this.#allSpills || this.#closed) return;
    const unreadable: PageEntry[] = [];
    try {
      const {pages} = await this.#load();
      for (const entry of [...pages].sort(newestFirst)) {
        if (signal.aborted) throw new CodedError('aborted');
        const page = await this.#page(entry);
        if (page === null) unreadable.push(entry);
        else if (page) yield page;
      }
    } catch (thrown) {
      if (toCode(thrown) !== 'aborted') this.#give('storage_lost');
      throw thrown;
    } finally {
      if (unreadable.length && !this.#closed) await this.#orSpill(undefined, () => this.#forget(unreadable));
    }
  }

  commit(write: StoreWrite): Promise<void> {
    return this.#enqueue(async () => {
      const {stream} = write.checkpoint;
      if (!this.#allSpills && !this.#unkept.has(stream)) {
        try {
          return await this.#store(write);
        } catch (thrown) {
          const code = toCode(thrown);
          if (code === 'aborted') throw thrown;
          if (code !== 'storage_full') this.#give('storage_lost');
          else if (await this.#trimFor(write)) return;
        }
      }
      await this.#spill.commit(write);
    });
  }

  async raw(recordId: string): Promise<unknown> {
    const spilled = await this.#spill.raw(recordId);
    if (spilled !== null || this.#allSpills || this.#closed) return spilled;
    try {
      if (!this.#places.has(recordId)) {
        for await (const {records} of this.pages(new AbortController().signal)) {
          if (records.length && this.#places.has(recordId)) break;
        }
      }
      const place = this.#places.get(recordId);
      const entry = place && (await this.#load()).pages.find(page => placeOf(page) === placeOf(place));
      if (!entry) return null;
      const name = await this.keys.name(placeOf(entry));
      const row = await this.connection.run('readonly', of => ask<unknown>(of('raws').get(name)));
      const raws = (await this.#open('raws', name, entry.version, row)) as [string, unknown][];
      return raws.find(([id]) => id === recordId)?.[1] ?? null;
    } catch {
      return null;
    }
  }

  dropRoute(route: string): Promise<void> {
    return this.#enqueue(async () => {
      await this.#spill.dropRoute(route);
      if (this.#allSpills) return;
      await this.#orSpill(undefined, () =>
        this.#change(({pages, checkpoints}) => ({
          manifest: {
            pages: pages.filter(({stream}) => !belongsTo(stream, route)),
            checkpoints: checkpoints.filter(({stream}) => !belongsTo(stream, route)),
          },
          dropHead: true,
        })),
      );
    });
  }

  async purge(): Promise<Erased> {
    const inMemory = await this.#spill.purge();
    const {pages} = await this.#load().catch(() => this.#manifest ?? EMPTY);
    this.#closed = true;
    this.#places.clear();
    const {purgeConnection} = await import('./purge.js');
    const {stores} = await purgeConnection(this.connection);
    return {records: pages.reduce((sum, page) => sum + page.records, inMemory.records), stores};
  }

  close(): void {
    this.#closed = true;
    this.#places.clear();
    this.#spill.close();
    this.connection.close();
  }

  /** One write at a time, in the order of the calls. */
  #enqueue<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(() => {
      if (this.#closed) throw new CodedError('aborted');
      return work();
    });
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** From here on in memory. */
  #give(notice: StorageNotice): void {
    this.#notice = notice;
    this.#allSpills = true;
  }

  async #orSpill<T>(otherwise: T, work: () => Promise<T>): Promise<T> {
    if (this.#allSpills || this.#closed) return otherwise;
    try {
      return await work();
    } catch (thrown) {
      this.#give(toCode(thrown) === 'storage_full' ? 'storage_full' : 'storage_lost');
      return otherwise;
    }
  }

  #fresh(at: number): boolean {
    return Math.abs(this.connection.deps.clock.now() - at) <= this.maxAge;
  }

  #open(kind: RowLabel['kind'], name: string, version: number, row: unknown): Promise<unknown> {
    return open(this.connection.deps.crypto, this.keys, {kind, name, version}, row);
  }

  #seal(kind: RowLabel['kind'], name: string, version: number, value: unknown): Promise<ArrayBuffer> {
    return seal(this.connection.deps.crypto, this.keys, {kind, name, version}, value);
  }

  /** @throws {CodedError} `storage_lost` when our owner row is gone: evicted, or the database is another's by now. */
  async #state(of: (store: 'meta') => IDBObjectStore): Promise<State> {
    const state = await ask<State | undefined>(of('meta').get(this.names.owner));
    if (!state) throw new CodedError('storage_lost');
    return state;
  }

  /** The manifest as it stands on disk; opened only when another tab changed it. */
  async #load(): Promise<Manifest> {
    const {owner, manifest: name} = this.names;
    const [state, row] = await this.connection.run('readonly', of =>
      Promise.all([ask<State | undefined>(of('meta').get(owner)), ask<unknown>(of('meta').get(name))]),
    );
    if (!state) throw new CodedError('storage_lost');
    const [, generation] = state;
    if (this.#manifest && generation === this.#generation) return this.#manifest;
    let manifest: Manifest;
    let readable = true;
    try {
      manifest = row ? ((await this.#open('manifest', name, generation, row)) as Manifest) : EMPTY;
    } catch {
      manifest = EMPTY;
      readable = false;
    }
    this.#manifest = manifest;
    this.#generation = generation;
    const old = manifest.pages.filter(({at}) => !this.#fresh(at));
    if (!readable) await this.#change(() => ({manifest: EMPTY, dropHead: true}), true);
    else if (old.length) await this.#forget(old);
    return this.#manifest;
  }

  /** The page; `null` when it does not open; `undefined` when another tab replaced it meanwhile. */
  async #page(entry: PageEntry): Promise<StoredPage | null | undefined> {
    const name = await this.keys.name(placeOf(entry));
    const row = await this.connection.run('readonly', of => ask<unknown>(of('pages').get(name)));
    try {
      const page = (await this.#open('page', name, entry.version, row)) as StoredPage;
      this.#remember(
        page,
        [...page.records, ...page.aside.flatMap(({record}) => record ?? [])].map(({id}) => id),
      );
      return page;
    } catch {
      const {pages} = await this.#load();
      return pages.includes(entry) ? null : undefined;
    }
  }

  #remember({stream, pass, index}: StoredPage, ids: Iterable<string>): void {
    const place = {stream, pass, index};
    for (const id of ids) {
      const known = this.#places.get(id);
      if (!known || known.pass <= pass) this.#places.set(id, place);
    }
  }

  /** Pages that do not open, are too old or have to make room: they go, and the checkpoints that count them. */
  async #forget(entries: readonly PageEntry[]): Promise<void> {
    const places = new Set(entries.map(placeOf));
    const streams = new Set(entries.map(({stream}) => stream));
    for (const stream of streams) this.#unkept.add(stream);
    await this.#change(({pages, checkpoints}) => ({
      manifest: {
        pages: pages.filter(page => !places.has(placeOf(page))),
        checkpoints: checkpoints.filter(({stream}) => !streams.has(stream)),
      },
    }));
  }

  async #store(write: StoreWrite): Promise<void> {
    const {checkpoint, page, head, epoch} = write;
    const now = this.connection.deps.clock.now();
    await this.#change(
      async ({pages, checkpoints}, version) => {
        // a page whose forerunner is not stored (another tab dropped it) would put the checkpoint ahead
        const gap =
          page && page.index > 0 && !pages.some(one => placeOf(one) === placeOf({...page, index: page.index - 1}));
        if (gap) {
          this.#unkept.add(checkpoint.stream);
          return null;
        }
        const kept = pages.filter(old => survives(old, write));
        const rows: Row[] = [];
        if (page) {
          const {raws, ...stored} = page;
          const {stream, pass, index, records} = stored;
          const name = await this.keys.name(placeOf(stored));
          rows.push(
            ['pages', name, await this.#seal('page', name, version, stored)],
            ['raws', name, await this.#seal('raws', name, version, [...raws])],
          );
          kept.push({stream, pass, index, newest: newestOf(records), records: records.length, at: now, version});
        }
        if (head) {
          const oldest = kept.reduce((least, {at}) => Math.min(least, at), now);
          rows.push(['meta', this.names.head, await this.#seal('head', this.names.head, 0, [oldest, head])]);
        }
        return {manifest: {pages: kept, checkpoints: replaceCheckpoint(checkpoints, checkpoint)}, rows};
      },
      false,
      epoch,
    );
    if (this.#unkept.has(checkpoint.stream)) return this.#spill.commit(write);
    if (page) this.#remember(page, [...page.records.map(({id}) => id), ...page.raws.keys()]);
  }

  /** Makes room by giving up the oldest quarter of the cache; what does not fit even then stays in memory. */
  async #trimFor(write: StoreWrite): Promise<boolean> {
    this.#notice = 'storage_full';
    try {
      const {pages} = await this.#load();
      const others = pages.filter(({stream}) => stream !== write.checkpoint.stream).sort(newestFirst);
      if (!others.length) throw new CodedError('storage_full');
      await this.#forget(others.slice(-Math.ceil(pages.length / 4)));
      await this.#store(write);
      return true;
    } catch (thrown) {
      if (toCode(thrown) === 'aborted') throw thrown;
      this.#give('storage_full');
      return false;
    }
  }

  /**
   * Prepares a change on the newest manifest and stores it whole, or not at all.
   * @param plan gives the manifest that shall be, with the generation that its new rows carry; `null` for no change
   */
  async #change(
    plan: (manifest: Manifest, version: number) => Change | null | Promise<Change | null>,
    unreadable = false,
    epoch?: number,
  ): Promise<void> {
    const {owner, manifest: manifestName, head} = this.names;
    for (let round = 0; round < ROUNDS; round++) {
      const before = this.#manifest && (round === 0 || unreadable) ? this.#manifest : await this.#load();
      const generation = this.#generation;
      const change = await plan(before, generation + 1);
      if (!change) return;
      const {manifest, rows = [], dropHead} = change;
      const row = await this.#seal('manifest', manifestName, generation + 1, manifest);
      const left = new Set(manifest.pages.map(placeOf));
      const gone = await Promise.all(
        before.pages
          .map(placeOf)
          .filter(place => !left.has(place))
          .map(this.keys.name),
      );
      const stored = await this.connection.run('readwrite', async of => {
        const [seen, current] = await this.#state(of);
        if (epoch !== undefined && epoch < seen) throw new CodedError('aborted');
        if (current !== generation) return false;
        if (unreadable) for (const store of ['pages', 'raws'] as const) of(store).clear();
        for (const name of gone) for (const store of ['pages', 'raws'] as const) of(store).delete(name);
        for (const [store, name, sealed] of rows) of(store).put(sealed, name);
        if (dropHead) of('meta').delete(head);
        of('meta').put(row, manifestName);
        await ask(of('meta').put([Math.max(seen, epoch ?? 0), generation + 1], owner));
        return true;
      });
      if (stored) {
        this.#manifest = manifest;
        this.#generation = generation + 1;
        return;
      }
      if (unreadable) return;
    }
    throw new CodedError('storage_lost');
  }
}
