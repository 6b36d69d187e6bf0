import {CodedError, toCode} from '../errors.js';
import {Ledger} from './ledger.js';
import {belongsTo, EMPTY, newestFirst, placeOf, recordIds, replaceCheckpoint, rowOf, without} from './manifest.js';
import {MemoryStore} from './memory-store.js';
import {planLeave, planWrite} from './plan.js';
import type {PageEntry, PagePlace} from './manifest.js';
import type {Rows} from './rows.js';
import type {Checkpoint, Erased, RecordStore, StorageNotice, StoredPage, StoreHead, StoreWrite} from './store.js';

/**
 * Sealed pages in IndexedDB. A page, its raw payloads, its checkpoint, the manifest and the head go into one
 * transaction (I3). What the storage does not take stays in memory, so that nothing acknowledged is lost while the
 * page is open (I1); the next visit reads it again from where the disk stands.
 */
export class SealedStore implements RecordStore {
  readonly kind = 'sealed';
  parted = false;
  /** `null` once closed: the keys go with it. */
  #ledger: Ledger | null;
  /** True once nothing goes to the disk any more. */
  #lost = false;
  #notice?: StorageNotice;
  /** Takes what the disk does not. */
  readonly #spill = new MemoryStore();
  /** Streams whose checkpoint the caller believes stored. */
  #told = new Set<string>();
  /** Record id → page that holds it, as far as pages were read or written here. */
  readonly #places = new Map<string, PagePlace>();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(rows: Rows) {
    this.#ledger = new Ledger(rows);
  }

  get notice(): StorageNotice | undefined {
    return this.#notice;
  }

  async claim(): Promise<number> {
    const epoch = await this.#spill.claim();
    return this.#try(epoch, ledger => ledger.claim(epoch));
  }

  async head(): Promise<StoreHead | null> {
    const spilled = await this.#spill.head();
    return spilled ?? ((!this.#lost && (await this.#ledger?.head())) || null);
  }

  async checkpoints(): Promise<readonly Checkpoint[]> {
    const spilled = await this.#spill.checkpoints();
    const {checkpoints} = await this.#try(EMPTY, ledger => ledger.load());
    const all = spilled.reduce(replaceCheckpoint, checkpoints);
    this.#told = new Set(all.map(({stream}) => stream));
    return all;
  }

  async *pages(signal: AbortSignal): AsyncIterable<StoredPage> {
    yield* this.#spill.pages(signal);
    const unreadable: PageEntry[] = [];
    const done = new Set<string>();
    try {
      // once more where another tab replaced pages while these were read
      const ledger = this.#ledger;
      for (let whole = this.#lost; ledger && !whole;) {
        whole = true;
        for (const entry of [...(await ledger.load()).pages].sort(newestFirst)) {
          if (signal.aborted || !this.#ledger) throw new CodedError('aborted');
          const key = rowOf(entry);
          if (done.has(key)) continue;
          done.add(key);
          const page = await this.#page(ledger, entry);
          if (page) yield page;
          else if ((await ledger.load()).pages.some(one => rowOf(one) === key)) unreadable.push(entry);
          else whole = false;
        }
      }
    } catch (thrown) {
      if (toCode(thrown) === 'aborted') throw thrown;
      this.#give('storage_lost');
      throw new CodedError('storage_lost');
    } finally {
      if (unreadable.length) await this.#try(true, ledger => ledger.forget(unreadable));
    }
  }

  commit(write: StoreWrite): Promise<void> {
    return this.#enqueue(async ledger => {
      const told = this.#told.has(write.checkpoint.stream);
      try {
        if (!this.#lost && (await this.#store(ledger, write))) return;
      } catch (thrown) {
        const code = toCode(thrown);
        if (code === 'aborted') throw thrown;
        if (code !== 'storage_full') this.#give('storage_lost');
        else if (await this.#trim(ledger, write)) return;
      }
      this.parted ||= told;
      await this.#spill.commit(write);
    });
  }

  async raw(recordId: string): Promise<unknown> {
    const spilled = await this.#spill.raw(recordId);
    if (spilled !== null || this.#lost || !this.#ledger) return spilled;
    try {
      if (!this.#places.has(recordId)) {
        const reading = this.pages(new AbortController().signal)[Symbol.asyncIterator]();
        while (!this.#places.has(recordId) && !(await reading.next()).done);
        await reading.return?.();
      }
      const place = this.#places.get(recordId);
      const entry = place && (await this.#ledger.load()).pages.find(page => placeOf(page) === placeOf(place));
      // another tab may have taken its institution off in the meantime
      const page = entry && (await this.#page(this.#ledger, entry));
      if (!page || !recordIds(page).includes(recordId)) return null;
      const raws = (await this.#ledger.read('raws', entry)) as [string, unknown][] | null;
      return raws?.find(([id]) => id === recordId)?.[1] ?? null;
    } catch {
      return null;
    }
  }

  dropRoute(route: string, epoch?: number): Promise<void> {
    return this.#enqueue(async () => {
      const others = <T extends {readonly stream: string}>(all: readonly T[]) =>
        all.filter(({stream}) => !belongsTo(stream, route));
      await this.#try(true, ledger =>
        ledger.change(
          ({pages, checkpoints}) => ({
            manifest: {pages: others(pages), checkpoints: others(checkpoints)},
            rows: [['meta', 'head', null]],
          }),
          epoch,
        ),
      );
      await this.#spill.dropRoute(route);
      for (const stream of this.#told) if (belongsTo(stream, route)) this.#told.delete(stream);
    });
  }

  dropInstitution(route: string, institution: string): Promise<void> {
    return this.#enqueue(async () => {
      await this.#spill.dropInstitution(route, institution);
      this.#places.clear();
      await this.#try(true, ledger => ledger.change(manifest => planLeave(route, institution, manifest)));
    });
  }

  async purge(): Promise<Erased> {
    const ledger = this.#ledger;
    const inMemory = await this.#spill.purge();
    if (!ledger) return inMemory;
    const {purgeLedger} = await import('./purge.js');
    this.#forgetAll();
    const {records, stores} = await purgeLedger(ledger);
    return {records: records + inMemory.records, stores};
  }

  close(): void {
    this.#ledger?.connection.close();
    this.#forgetAll();
    this.#spill.close();
  }

  #forgetAll(): void {
    this.#ledger = null;
    this.#places.clear();
    this.#told.clear();
  }

  /** One write at a time, in the order of the calls. */
  #enqueue<T>(work: (ledger: Ledger) => Promise<T>): Promise<T> {
    const turn = this.#queue.then(() => {
      if (!this.#ledger) throw new CodedError('aborted');
      return work(this.#ledger);
    });
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** From here on in memory. */
  #give(notice: StorageNotice): void {
    this.#notice = notice;
    this.#lost = true;
    this.parted ||= this.#told.size > 0;
  }

  async #try<T>(otherwise: T, work: (ledger: Ledger) => Promise<T>): Promise<T> {
    if (this.#lost || !this.#ledger) return otherwise;
    try {
      return await work(this.#ledger);
    } catch (thrown) {
      const code = toCode(thrown);
      if (code === 'aborted') throw thrown;
      this.#give(code === 'storage_full' ? code : 'storage_lost');
      return otherwise;
    }
  }

  async #page(ledger: Ledger, entry: PageEntry): Promise<StoredPage | null> {
    const stored = (await ledger.read('pages', entry)) as StoredPage | null;
    if (!stored) return null;
    const page = (ledger.known?.gone ?? [])
      .filter(({route, upTo}) => entry.version <= upTo && belongsTo(entry.stream, route))
      .reduce((left, gone) => without(left, gone), stored);
    this.#remember(page, recordIds(page));
    return page;
  }

  #remember({stream, pass, index}: PagePlace, ids: Iterable<string>): void {
    const place = {stream, pass, index};
    for (const id of ids) if ((this.#places.get(id)?.pass ?? 0) <= pass) this.#places.set(id, place);
  }

  /** False when the stream has to stay in memory; see `planWrite`. */
  async #store(ledger: Ledger, write: StoreWrite): Promise<boolean> {
    const stored = await ledger.change(
      manifest => planWrite(ledger.now(), write, manifest, this.#told.has(write.checkpoint.stream)),
      write.epoch,
    );
    this.#told.add(write.checkpoint.stream);
    if (stored && write.page) this.#remember(write.page, write.page.raws.keys());
    return stored;
  }

  /** Makes room by giving up the oldest quarter of the cache, once; what does not fit even then stays in memory. */
  async #trim(ledger: Ledger, write: StoreWrite): Promise<boolean> {
    this.#notice = 'storage_full';
    try {
      const {pages} = await ledger.load();
      const others = pages.filter(({stream}) => stream !== write.checkpoint.stream).sort(newestFirst);
      if (others.length) {
        this.parted = true;
        await ledger.forget(others.slice(-Math.ceil(pages.length / 4)));
        return await this.#store(ledger, write);
      }
    } catch (thrown) {
      if (toCode(thrown) === 'aborted') throw thrown;
    }
    this.#give('storage_full');
    return false;
  }
}
