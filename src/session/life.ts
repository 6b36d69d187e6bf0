import {EMPTY_LIBRARY} from '../records/library.js';
import type {Checkpoint, RecordStore, StoreHead} from '../cache/store.js';
import type {Breather} from '../environment.js';
import type {ErrorCode} from '../errors.js';
import type {LibraryBuilder, Persons} from '../records/builder.js';
import type {Library} from '../records/library.js';
import type {HumanApiSource} from '../sources/human-api/more/connections.js';
import type {RecordSource, Stream} from '../sources/source.js';
import type {Ahead} from './ahead.js';
import type {SessionDocument} from './contract.js';
import type {Health} from './health.js';
import type {RouteProgress, StorageView} from './snapshot.js';
import type {Summary} from './summary.js';
import type {Surroundings} from './surroundings.js';

/** One entry of an aggregator's `/sources`, as the session needs it. */
export type Listed = Omit<HumanApiSource, 'source' | 'name'> & {readonly source?: string};

/** What an aggregator last said of its connections. */
export interface Listing {
  readonly entries: readonly Listed[];
  /** Why the last read failed; `entries` are then the last good ones. */
  readonly code?: ErrorCode;
  /** Wall ms of the last good read. */
  readonly at?: number;
  /** Wall ms at which the last connection was found to be collected: what was asked for before may lack it. */
  readonly collectedAt?: number;
  /** The same for each institution, by its id. */
  readonly collected?: ReadonlyMap<string, number>;
  /** Wall ms at which the last connection was made: what it holds may have been fetched long before. */
  readonly connectedAt?: number;
}

/** Everything that is known of one patient. It ends as a whole when the screen is blanked. */
export interface Life {
  readonly end: AbortController;
  /** Ends the passes under way, when nobody shows records any more; a later pass goes on where they stopped. */
  pause: AbortController;
  document: SessionDocument;
  readonly store: RecordStore;
  readonly notice?: StorageView['notice'];
  /** Loaded with the rest, after the first screen. */
  builder?: LibraryBuilder;
  library: Library;
  /** Counts of the library, or (`library.whole` is false) of the one that the last visit ended with. */
  summary: Summary;
  readonly breathe: Breather;
  /** The builder holds something that the library does not show. */
  dirty: boolean;
  /** The last time that everything stored was read, so that no two readings mix. */
  filled: Promise<void>;
  /** Grows with what is taken off: what was read of the store before may have it still. */
  cuts: number;
  /** The last build, so that an older one never comes after a newer one. */
  built: Promise<void>;
  /** Where every stream stood when the last visit ended has been read. */
  known: boolean;
  /** Everything that was stored has been read. */
  whole: boolean;
  readonly checkpoints: Map<string, Checkpoint>;
  /** Streams of the pass under way or last planned, by route. */
  readonly streams: Map<string, readonly Stream[]>;
  readonly sources: Map<string, Promise<RecordSource | undefined>>;
  readonly listings: Map<string, Listing>;
  /** How the record servers behave, by route. */
  readonly health: Map<string, Health>;
  /** Whom the records of the library are of, as their sources say. */
  persons: Persons;
  /** First wall ms at which a connection was seen collecting, by connection key. */
  readonly collecting: Map<string, number>;
  readonly progress: Map<string, RouteProgress>;
  /** Wall ms of the last complete pass over every route. */
  completeAt: number | null;
  /** What a first look has read of lists whose pass has not begun. */
  ahead: Ahead | undefined;
}

/** The library that the first screen is painted from. */
const libraryOf = ({first, total}: StoreHead): Library =>
  Object.freeze({
    ...EMPTY_LIBRARY,
    dated: Object.freeze(first.filter(({date}) => date)),
    undated: Object.freeze(first.filter(({date}) => !date)),
    total,
  });

/**
 * Opens the store of a patient and reads what the first screen needs; asks no record server.
 * @param known whether this browser has stored something of this patient before
 */
export const openLife = async (
  {storage, breathe}: Surroundings,
  endpoint: string,
  document: SessionDocument,
  known: boolean,
): Promise<Life> => {
  const {cache, patient} = document;
  const {store, notice} = await storage.open({endpoint, patientKey: patient.key, cache, known});
  const head = await store.head().catch(() => null);
  return {
    end: new AbortController(),
    pause: new AbortController(),
    document,
    store,
    ...(notice ? {notice} : {}),
    library: head ? libraryOf(head) : EMPTY_LIBRARY,
    summary: {places: new Map(head?.places), categories: head?.categories ?? {}},
    breathe,
    dirty: false,
    filled: Promise.resolve(),
    cuts: 0,
    built: Promise.resolve(),
    known: false,
    whole: false,
    checkpoints: new Map(),
    streams: new Map(),
    sources: new Map(),
    listings: new Map(),
    health: new Map(),
    persons: new Map(),
    collecting: new Map(),
    progress: new Map(),
    completeAt: head?.completeAt ?? null,
    ahead: undefined,
  };
};
