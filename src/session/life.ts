import {CodedError} from '../errors.js';
import {EMPTY_LIBRARY, LibraryBuilder} from '../records/library.js';
import type {Checkpoint, RecordStore, StoredPage, StoreHead} from '../cache/store.js';
import type {ErrorCode} from '../errors.js';
import type {Library} from '../records/library.js';
import type {SourcePerson} from '../records/model.js';
import type {HumanApiSource} from '../sources/human-api/connections.js';
import type {RecordSource, Stream} from '../sources/source.js';
import type {SessionDocument} from './contract.js';
import type {RouteProgress, StorageView} from './snapshot.js';
import type {Surroundings} from './surroundings.js';

/** One entry of an aggregator's `/sources`, as the session needs it. */
export type Listed = Omit<HumanApiSource, 'source' | 'name'>;

/** What an aggregator last said of its connections. */
export interface Listing {
  readonly entries: readonly Listed[];
  /** Why the last read failed; `entries` are then the last good ones. */
  readonly code?: ErrorCode;
  /** Wall ms of the last good read. */
  readonly at?: number;
}

/** Everything that is known of one patient. It ends as a whole when the screen is blanked. */
export interface Life {
  readonly end: AbortController;
  /** Ends the passes under way, when nobody shows records any more; a later pass goes on where they stopped. */
  pause: AbortController;
  document: SessionDocument;
  /** Hash of the patient key. */
  readonly owner: string;
  readonly store: RecordStore;
  readonly notice?: StorageView['notice'];
  readonly builder: LibraryBuilder;
  library: Library;
  /** The builder holds something that the library does not show. */
  dirty: boolean;
  /** The last build, so that an older one never comes after a newer one. */
  built: Promise<void>;
  /** Everything that was stored has been read. */
  whole: boolean;
  readonly checkpoints: Map<string, Checkpoint>;
  /** Streams of the pass under way or last planned, by route. */
  readonly streams: Map<string, readonly Stream[]>;
  readonly sources: Map<string, Promise<RecordSource | undefined>>;
  readonly listings: Map<string, Listing>;
  /** Name and birth date that sources gave, by `route|institution id`. */
  readonly persons: Map<string, SourcePerson>;
  /** First wall ms at which a connection was seen collecting, by connection key. */
  readonly collecting: Map<string, number>;
  readonly progress: Map<string, RouteProgress>;
  /** Wall ms of the last complete pass over every route. */
  completeAt: number | null;
}

/** The library that the first screen is painted from. */
const libraryOf = ({first, total}: StoreHead): Library =>
  Object.freeze({
    ...EMPTY_LIBRARY,
    dated: Object.freeze(first.filter(({date}) => date)),
    undated: Object.freeze(first.filter(({date}) => !date)),
    total,
  });

/** Opens the store of a patient and reads what the first screen needs; asks no record server. */
export const openLife = async (
  {storage, breathe}: Surroundings,
  endpoint: string,
  document: SessionDocument,
  owner: string,
): Promise<Life> => {
  const {cache, patient} = document;
  const {store, notice} = await storage.open({endpoint, patientKey: patient.key, cache});
  const head = await store.head().catch(() => null);
  return {
    end: new AbortController(),
    pause: new AbortController(),
    document,
    owner,
    store,
    ...(notice ? {notice} : {}),
    builder: new LibraryBuilder(breathe),
    library: head ? libraryOf(head) : EMPTY_LIBRARY,
    dirty: false,
    built: Promise.resolve(),
    whole: false,
    checkpoints: new Map(),
    streams: new Map(),
    sources: new Map(),
    listings: new Map(),
    persons: new Map(),
    collecting: new Map(),
    progress: new Map(),
    completeAt: head?.completeAt ?? null,
  };
};

/** Takes a page into the library. */
export const keep = (life: Life, page: StoredPage): void => {
  life.builder.put(page.stream, page.pass, page.index, page);
  for (const person of page.persons) life.persons.set(`${person.route}|${person.institutionId}`, person);
  life.dirty = true;
};

/**
 * Reads everything that is stored into the library, yielding on the way. Again after another tab has stored more.
 * @throws {CodedError} `aborted`
 */
export const fill = async (life: Life, breathe: () => Promise<void>): Promise<void> => {
  const {store, builder, checkpoints, end} = life;
  const pages: StoredPage[] = [];
  let all = true;
  try {
    for await (const page of store.pages(end.signal)) {
      pages.push(page);
      await breathe();
    }
  } catch (thrown) {
    if (end.signal.aborted) throw thrown;
    all = false; // the storage ended on the way: what was read before stays good
  }
  const marks = await store.checkpoints();
  if (end.signal.aborted) throw new CodedError('aborted');
  if (all) builder.clear();
  for (const page of pages) keep(life, page);
  checkpoints.clear();
  for (const mark of marks) {
    checkpoints.set(mark.stream, mark);
    if (mark.state === 'complete') builder.dropPassesBefore(mark.stream, mark.pass);
  }
  life.dirty = life.whole = true;
};

/** Brings the library to what the builder holds now. */
export const rebuild = (life: Life): Promise<void> =>
  (life.built = life.built.then(async () => {
    life.dirty = false;
    life.library = await life.builder.build();
  }));

/** The small row that paints the next visit's first screen. */
export const headOf = ({dated, undated, total}: Library, completeAt: number | null): StoreHead => {
  const months: Record<string, number> = {};
  const categories: Record<string, number> = {};
  for (const {date, category} of dated) {
    const month = date!.value.slice(0, date!.precision === 'year' ? 4 : 7);
    months[month] = (months[month] ?? 0) + 1;
    categories[category] = (categories[category] ?? 0) + 1;
  }
  for (const {category} of undated) categories[category] = (categories[category] ?? 0) + 1;
  const first = dated.slice(0, FIRST);
  return {
    first: first.length < FIRST ? [...first, ...undated.slice(0, FIRST - first.length)] : first,
    total,
    undated: undated.length,
    months,
    categories,
    completeAt,
  };
};

const FIRST = 50;
