import {CodedError} from '../errors.js';
import {
  anew,
  belongsTo,
  newestFirst,
  newestOf,
  placeOf,
  recordIds,
  replaceCheckpoint,
  survives,
  without,
} from './manifest.js';
import type {Checkpoint, Erased, RecordStore, StorageNotice, StoredPage, StoreHead, StoreWrite} from './store.js';

interface MemoryPage {
  readonly page: StoredPage;
  readonly raws: ReadonlyMap<string, unknown>;
  readonly newest: string;
}

/** Keeps everything in this tab, and nothing after it. */
export class MemoryStore implements RecordStore {
  readonly kind = 'memory';
  #pages = new Map<string, MemoryPage>();
  #checkpoints: readonly Checkpoint[] = [];
  #head: StoreHead | null = null;
  #epoch = 0;
  #closed = false;

  constructor(readonly notice?: StorageNotice) {}

  claim(): Promise<number> {
    return Promise.resolve(++this.#epoch);
  }

  head(): Promise<StoreHead | null> {
    return Promise.resolve(this.#head);
  }

  checkpoints(): Promise<readonly Checkpoint[]> {
    return Promise.resolve(this.#checkpoints);
  }

  async *pages(signal: AbortSignal): AsyncIterable<StoredPage> {
    for (const {page} of [...this.#pages.values()].sort(newestFirst)) {
      if (signal.aborted) throw new CodedError('aborted');
      yield await Promise.resolve(page);
    }
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a refusal is a rejection, as in the sealed store
  async commit(write: StoreWrite): Promise<void> {
    const {checkpoint, page, head, epoch} = write;
    if (this.#closed || epoch < this.#epoch) throw new CodedError('aborted');
    this.#epoch = epoch;
    this.#filter(old => survives(old, write));
    if (page) {
      const {raws, ...stored} = page;
      this.#pages.set(placeOf(page), {page: stored, raws, newest: newestOf(page.records)});
    }
    this.#checkpoints = replaceCheckpoint(this.#checkpoints, checkpoint);
    if (head) this.#head = head;
  }

  raw(recordId: string): Promise<unknown> {
    const newest = [...this.#pages.values()]
      .filter(({raws}) => raws.has(recordId))
      .reduce<MemoryPage | null>((best, page) => (best && best.page.pass > page.page.pass ? best : page), null);
    return Promise.resolve(newest?.raws.get(recordId) ?? null);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- as above
  async dropRoute(route: string, epoch = this.#epoch): Promise<void> {
    if (epoch < this.#epoch) throw new CodedError('aborted');
    this.#filter(({stream}) => !belongsTo(stream, route));
    this.#checkpoints = this.#checkpoints.filter(({stream}) => !belongsTo(stream, route));
    this.#head = null;
  }

  dropInstitution(route: string, institution: string): Promise<void> {
    for (const [place, {page, ...rest}] of this.#pages) {
      if (!belongsTo(page.stream, route)) continue;
      const left = without(page, {route, institution});
      const ids = new Set(recordIds(left));
      const raws = new Map([...rest.raws].filter(([id]) => ids.has(id)));
      this.#pages.set(place, {...rest, page: left, raws});
    }
    this.#checkpoints = this.#checkpoints.map(mark => (belongsTo(mark.stream, route) ? anew(mark) : mark));
    this.#head = null;
    return Promise.resolve();
  }

  purge(): Promise<Erased> {
    const records = [...this.#pages.values()].reduce((sum, page) => sum + page.page.records.length, 0);
    this.close();
    return Promise.resolve({records, stores: 0});
  }

  close(): void {
    this.#closed = true;
    this.#pages.clear();
    this.#checkpoints = [];
    this.#head = null;
  }

  #filter(keep: (page: StoredPage) => boolean): void {
    for (const [place, {page}] of this.#pages) if (!keep(page)) this.#pages.delete(place);
  }
}
