import {CodedError} from '../errors.js';
import {LibraryBuilder} from '../records/builder.js';
import type {StoredPage, StoreHead} from '../cache/store.js';
import type {Library} from '../records/library.js';
import type {Life} from './life.js';

/** Takes a page into the library. */
export const keep = (life: Life, page: StoredPage): void => {
  life.builder?.put(page.stream, page.pass, page.index, page);
  for (const person of page.persons) life.persons.set(`${person.route}|${person.institutionId}`, person);
  life.dirty = true;
};

/**
 * Reads everything that is stored into the library, yielding on the way. Again after another tab has stored more.
 * @throws {CodedError} `aborted`
 */
export const fill = async (life: Life, breathe: () => Promise<void>): Promise<void> => {
  const {store, checkpoints, end} = life;
  const builder = (life.builder ??= new LibraryBuilder(breathe));
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
  const marks = all ? await store.checkpoints() : [...checkpoints.values()];
  if (end.signal.aborted) throw new CodedError('aborted');
  if (all) builder.clear();
  for (const page of pages) keep(life, page);
  // without all pages a checkpoint would say more than is known: those streams are read anew
  checkpoints.clear();
  for (const mark of marks) {
    checkpoints.set(mark.stream, mark);
    if (mark.state === 'complete') builder.dropPassesBefore(mark.stream, mark.base ?? mark.pass);
  }
  life.dirty = life.whole = true;
};

/** Brings the library to what the builder holds now. */
export const rebuild = (life: Life): Promise<void> =>
  (life.built = life.built.then(async () => {
    life.dirty = false;
    if (life.builder) life.library = await life.builder.build();
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
