import {PAGE_RECORDS} from '../cache/store.js';
import type {Checkpoint, StoreWrite} from '../cache/store.js';
import type {MappedPage} from '../records/model.js';
import type {StreamRead} from './read-stream.js';

/** Small pages wait for more to fill a row, but not longer than this. */
const FLUSH_MS = 2000;

const NOTHING: MappedPage = {read: 0, shown: 0, supporting: 0, records: [], aside: [], persons: [], raws: new Map()};

/** One page out of several. */
const combine = (pages: readonly MappedPage[]): MappedPage => {
  if (pages.length === 1) return pages[0]!;
  const sum = (of: (page: MappedPage) => number): number => pages.reduce((all, page) => all + of(page), 0);
  return {
    read: sum(({read}) => read),
    shown: sum(({shown}) => shown),
    supporting: sum(({supporting}) => supporting),
    records: pages.flatMap(({records}) => records),
    aside: pages.flatMap(({aside}) => aside),
    persons: pages.flatMap(({persons}) => persons),
    raws: new Map(pages.flatMap(({raws}) => [...raws])),
  };
};

/** Gathers the pages of a pass into rows of the store, each written in one transaction with its checkpoint (I3). */
export class StreamWriter {
  #pending: MappedPage[] = [];
  #storedAt: number;

  /** @param mark where the pass stands */
  constructor(
    private readonly read: StreamRead,
    public mark: Checkpoint,
  ) {
    this.#storedAt = read.clock.monotonic();
  }

  /** Whether something has been read that is not stored. */
  get holds(): boolean {
    return this.#pending.length > 0;
  }

  /** Whether what is held fills a row, or has waited long enough; the first page of a pass does not wait. */
  get isDue(): boolean {
    const held = this.#pending.reduce((all, {records}) => all + records.length, 0);
    return !this.mark.pages || held >= PAGE_RECORDS || this.read.clock.monotonic() - this.#storedAt > FLUSH_MS;
  }

  add(page: MappedPage): void {
    this.#pending.push(page);
  }

  async write(checkpoint: Checkpoint, more: Partial<StoreWrite> = {}): Promise<void> {
    const {store, epoch, head, onStored} = this.read;
    const newHead = head?.();
    const write: StoreWrite = {...more, checkpoint, epoch, ...(newHead ? {head: newHead} : {})};
    await store.commit(write);
    this.mark = checkpoint;
    onStored(write);
  }

  /**
   * Stores what is held, and where the pass stands then.
   * @param end what the checkpoint says besides when the pass has ended
   */
  async flush(cursor: string | null, end?: Partial<Checkpoint>): Promise<void> {
    const pages = this.#pending.length ? this.#pending : [NOTHING];
    this.#pending = [];
    const {records, raws, read: entries, supporting, aside, persons} = combine(pages);
    const rows = Math.max(1, Math.ceil(records.length / PAGE_RECORDS));
    for (let row = 0; row < rows; row++) {
      const {mark} = this;
      const some = records.slice(row * PAGE_RECORDS, (row + 1) * PAGE_RECORDS);
      const last = row === rows - 1;
      const page = {
        stream: mark.stream,
        pass: mark.pass,
        index: mark.pages + row,
        records: some,
        // counted once, with the checkpoint that counts them
        aside: last ? aside : [],
        persons: last ? persons : [],
        read: last ? entries : 0,
        supporting: last ? supporting : 0,
        raws: new Map(some.flatMap(({id}) => (raws.has(id) ? [[id, raws.get(id)] as const] : []))),
      };
      // before the last row the cursor stays: a cut there reads this page again, into the same places
      const checkpoint = last
        ? {...mark, cursor, pages: mark.pages + rows, received: mark.received + entries, ...end}
        : {...mark};
      await this.write(last && !entries && !some.length ? {...checkpoint, pages: mark.pages} : checkpoint, {
        ...(entries || some.length ? {page} : {}),
        ...(last && end && !mark.part ? {dropPassesBefore: mark.pass} : {}),
      });
    }
    this.#storedAt = this.read.clock.monotonic();
  }
}
