import type {Draft, HealthRecord} from '../records/model.js';
import type {Checkpoint, StoredPage, StoreWrite} from './store.js';

/** What is known of a stored page without opening it. */
export interface PageEntry {
  readonly stream: string;
  readonly pass: number;
  readonly index: number;
  /** Newest date in it as text, `''` for none: pages are read in this order. */
  readonly newest: string;
  readonly records: number;
  /** Wall ms of its writing, for `max_age`. */
  readonly at: number;
  /** Generation in which it was written, from 1; an older copy of its row does not open. */
  readonly version: number;
}

/** The sealed table of contents: which pages there are, and how far each stream got. */
export interface Manifest {
  readonly pages: readonly PageEntry[];
  readonly checkpoints: readonly Checkpoint[];
  /** Institutions that were taken off their route while pages with their records stand. */
  readonly gone?: readonly Gone[];
}

/** Nothing of this institution is answered out of pages of this generation or an earlier one. */
export interface Gone {
  readonly route: string;
  readonly institution: string;
  readonly upTo: number;
}

export const EMPTY: Manifest = {pages: [], checkpoints: []};

export type PagePlace = Pick<StoredPage, 'stream' | 'pass' | 'index'>;

/** Logical name of a page's row: writing the same page again replaces it. */
export const placeOf = ({stream, pass, index}: PagePlace): string => JSON.stringify([stream, pass, index]);

/** What a page is told from another one by that was written at its place. */
export const rowOf = (page: PageEntry): string => `${placeOf(page)}${page.version}`;

/**
 * Whether a page outlives a write: not when a complete pass replaces it, and not when the write starts its pass anew
 * before it (what stood behind belongs to a pass that was given up).
 */
export const survives = (old: PagePlace, {checkpoint, page, dropPassesBefore = 0}: StoreWrite): boolean =>
  old.stream !== checkpoint.stream ||
  (old.pass >= dropPassesBefore &&
    (!page || old.pass < page.pass || (old.pass === page.pass && old.index < page.index)));

/** A page without what is of one institution. */
export const without = <P extends Pick<StoredPage, 'records' | 'aside' | 'persons'>>(
  page: P,
  {route, institution}: Pick<Gone, 'route' | 'institution'>,
): P => {
  const of = (one: {readonly route: string; readonly institution?: {readonly id: string}} | undefined): boolean =>
    one?.route === route && one.institution?.id === institution;
  return {
    ...page,
    records: page.records.filter(({sources}) => !of(sources[0])),
    aside: page.aside.filter(entry => !of(entry)),
    persons: page.persons.filter(person => person.route !== route || person.institutionId !== institution),
  };
};

/** Ids of everything in a page that may be opened, set aside or not. */
export const recordIds = ({records, aside}: Pick<StoredPage, 'records' | 'aside'>): string[] => [
  ...records.map(({id}) => id),
  ...aside.flatMap(({record}) => (record ? [record.id] : [])),
];

/** The next pass reads the whole list from its beginning: rows have left it, and offsets in it have moved. */
export const anew = (mark: Checkpoint): Checkpoint => {
  const next: Draft<Checkpoint> = {...mark, cursor: null};
  delete next.wholeAt;
  return next;
};

export const newestOf = (records: readonly HealthRecord[]): string =>
  records.reduce((newest, {date}) => (date && date.value > newest ? date.value : newest), '');

/** Order of reading: newest first, undated last. */
export const newestFirst = (a: {readonly newest: string}, b: {readonly newest: string}): number =>
  a.newest < b.newest ? 1 : a.newest > b.newest ? -1 : 0;

export const replaceCheckpoint = (all: readonly Checkpoint[], checkpoint: Checkpoint): readonly Checkpoint[] => [
  ...all.filter(({stream}) => stream !== checkpoint.stream),
  checkpoint,
];

/** Says of a stream's route that not all of its lists are stored; it goes with the next pass over all of them. */
export const unfinished = (stream: string): Checkpoint => ({
  stream: stream.slice(0, stream.indexOf('|') + 1),
  pass: 1,
  cursor: null,
  pages: 0,
  received: 0,
  state: 'reading',
});

/** Whether a stream belongs to a route (`human-api`) or to a part of it that ends at a `|`. */
export const belongsTo = (stream: string, route: string): boolean => stream === route || stream.startsWith(`${route}|`);
