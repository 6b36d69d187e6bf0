import type {Category, HealthRecord, Institution, SetAside, SourcePerson} from '../records/model.js';
import type {StreamState} from '../sources/source.js';

/**
 * Where records wait between visits. Two implementations, one behaviour: `SealedStore` (IndexedDB, AES-GCM with the
 * host's key) and `MemoryStore` (nothing leaves the tab).
 */
export interface RecordStore {
  readonly kind: 'sealed' | 'memory';
  /** Why nothing, or not everything, is kept any more; may appear after any call, and then all goes on in memory. */
  readonly notice?: StorageNotice;
  /** Answers only a part of what it acknowledged: the storage has ended, or had to give something up. */
  readonly parted?: boolean;
  /** Raises the fencing epoch and returns it: from now on, writes of earlier claims are refused. */
  claim(): Promise<number>;
  /** The small row that paints the first screen; `null` on a first visit. */
  head(): Promise<StoreHead | null>;
  /** Where every stream stands. Read it after `pages`: a stream that lost a page there is not listed any more. */
  checkpoints(): Promise<readonly Checkpoint[]>;
  /**
   * All pages, newest first; an unreadable row is dropped and its stream's checkpoint with it.
   * @throws {CodedError} `storage_lost` when the storage ends on the way: what is missing is then unknown.
   */
  pages(signal: AbortSignal): AsyncIterable<StoredPage>;
  /**
   * Page and checkpoint in one transaction: the checkpoint never runs ahead (I3). A page is the last of its pass when
   * it is written: pages that stood behind it, or belong to later passes, are replaced.
   * A stream that is not stored begins with page 0, or with a checkpoint that counts no page, of a pass over the whole
   * list; a later page stands on the one before it, and a part on what it is a part of. Anything else stays in memory,
   * because its checkpoint would run ahead.
   * @throws {CodedError} `aborted` when a newer epoch has been seen, or the store is closed; never for full or lost
   *   storage: what cannot be stored stays in memory and `notice` says so.
   */
  commit(write: StoreWrite): Promise<void>;
  /** Raw payload of one record; `null` when it is not kept. */
  raw(recordId: string): Promise<unknown>;
  /**
   * Removes the streams of a route, or one stream of it (`route|stream.id`).
   * @param epoch of a writer; absent: whoever writes meanwhile
   * @throws {CodedError} `aborted` when a newer epoch has been seen
   */
  dropRoute(route: string, epoch?: number): Promise<void>;
  /**
   * Takes one institution off a route (after a disconnect) and leaves the others: from then on nothing answers what was
   * stored of it, in later visits neither. The route's streams are next read whole and from their beginning.
   */
  dropInstitution(route: string, institution: string): Promise<void>;
  /** Erases everything; resolves with what there was. Never rejects: what stays locked is undecryptable. */
  purge(): Promise<Erased>;
  close(): void;
}

/** A page of at most `PAGE_RECORDS` records of one pass over one stream. */
export interface StoredPage {
  /** `route|stream.id` */
  readonly stream: string;
  /** Passes over a stream are numbered; a complete pass replaces the pages of the earlier ones. */
  readonly pass: number;
  readonly index: number;
  readonly records: readonly HealthRecord[];
  readonly aside: readonly SetAside[];
  readonly persons: readonly SourcePerson[];
  /** Entries read and entries that only support others, for the sum that nothing vanishes from. */
  readonly read: number;
  readonly supporting: number;
}

/** How far a stream has been read. Stored in the transaction of the page that it counts. */
export interface Checkpoint {
  readonly stream: string;
  readonly pass: number;
  /** Cursor of the next page; `null` with `state: 'complete'` after the last. */
  readonly cursor: string | null;
  readonly pages: number;
  readonly received: number;
  readonly state: StreamState;
  /** Why it ended, when it did not end well. */
  readonly code?: string;
  readonly withheld?: true;
  /** Wall ms of the last complete pass; survives a later pass that fails. */
  readonly completedAt?: number;
  /** Wall ms at which this pass began; one that stopped on the way goes on only while it is young. */
  readonly startedAt?: number;
  /** Wall ms at which this pass ended, however it did. */
  readonly endedAt?: number;
  /** Wall ms until which the server has asked not to be asked; in the mark of a route, which stands for no list. */
  readonly retryAt?: number;
  /** This pass reads only what the source has changed since the one before. */
  readonly part?: true;
  /** First pass whose pages count: the last complete one over the whole list. Absent: `pass`. */
  readonly base?: number;
  /** Wall ms at which that pass began. Absent: the next pass reads the whole list. */
  readonly wholeAt?: number;
  /** Wall ms at which the last complete pass began, whole or part: what was changed before has been read. */
  readonly seenAt?: number;
  /** What the stream's entries can become, so that coverage can be said before the source is asked again. */
  readonly categories?: readonly Category[];
  /** `Stream.also`. */
  readonly also?: readonly Category[];
}

export interface StoreWrite {
  readonly checkpoint: Checkpoint;
  readonly page?: StoredPage & {readonly raws: ReadonlyMap<string, unknown>};
  /** Drop this stream's pages of passes before this one (its pass is complete). */
  readonly dropPassesBefore?: number;
  readonly head?: StoreHead;
  /** Fencing epoch of the writer; a store refuses an older one than it has seen. */
  readonly epoch: number;
}

/** What the first screen needs, without reading the pages. */
export interface StoreHead {
  /** The newest records that the first screen shows, sorted. */
  readonly first: readonly HealthRecord[];
  /** All records, dated and undated. */
  readonly total: number;
  readonly categories: Readonly<Record<string, number>>;
  /** `route|institution id` → what it has on the timeline. */
  readonly places?: readonly (readonly [
    string,
    {readonly institution: Institution; readonly counts: Readonly<Partial<Record<Category, number>>>},
  ])[];
  /** Wall ms of the last complete pass over every route; `null` before the first. */
  readonly completeAt: number | null;
}

/** Why nothing, or not everything, is kept in this browser. */
export type StorageNotice = 'storage_unavailable' | 'storage_full' | 'storage_blocked' | 'storage_lost';

export interface Erased {
  readonly records: number;
  readonly stores: number;
}

/** Records a sealed row holds at most (design.md). */
export const PAGE_RECORDS = 200;
