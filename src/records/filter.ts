import {dayKey} from './dates.js';
import {fold} from './fold.js';
import {isShownFirst, narrow, type Filter, type FilteredLibrary} from './timeline.js';
import type {Breather} from '../environment.js';
import type {Library} from './library.js';
import type {Category, HealthRecord, PartialDate} from './model.js';

/** `route|institution id`: one source of the filter. */
export const sourceKey = (origin: {readonly route: string; readonly institution: {readonly id: string}}): string =>
  `${origin.route}|${origin.institution.id}`;

/** True when any day that the date allows lies within. A year alone cannot be excluded by a day of that year. */
const within = (date: PartialDate, from = '', to = ''): boolean => {
  const key = dayKey(date);
  return key.slice(0, from.length) >= from.slice(0, key.length) && key.slice(0, to.length) <= to.slice(0, key.length);
};

const texts = new WeakMap<HealthRecord, string>();
const columns = new WeakMap<readonly HealthRecord[], string[]>();
/** All words under which a record can be found, folded. */
const searchText = (record: HealthRecord): string => {
  let text = texts.get(record);
  if (text === undefined) {
    const {components = [], copies = []} = record;
    const words: (string | undefined)[] = [record.date?.value, record.language];
    for (const item of [record, ...components, ...copies]) {
      words.push(item.title, item.value, item.unit, item.interpretation);
      for (const {code, display} of item.codes) words.push(code, display);
    }
    words.push(record.subtitle, record.status);
    for (const {institution} of record.sources) words.push(institution.name);
    for (const detail of record.details) words.push(detail.text);
    for (const {title} of record.attachments) words.push(title);
    texts.set(record, (text = fold(words.filter(Boolean).join('\n'))));
  }
  return text;
};
/** The folded texts of a list, in its order; made once for each list. */
const columnOf = (records: readonly HealthRecord[]): readonly string[] => {
  let column = columns.get(records);
  if (!column) columns.set(records, (column = records.map(searchText)));
  return column;
};

/** Folds all texts of a library ahead of the first search, in slices. Without it the first search does so at once. */
export const prepareSearch = async (library: Library, breathe: Breather): Promise<void> => {
  let length = 0;
  for (const list of [library.dated, library.undated]) {
    for (const record of list) {
      if ((length += searchText(record).length) > 100_000) {
        length = 0;
        await breathe();
      }
    }
    columnOf(list);
  }
};

/** The words of a query, folded; the longest first, because it is the rarest. */
export const queryWords = (query = ''): string[] =>
  [...new Set(fold(query).split(/\s+/))].filter(Boolean).sort((a, b) => b.length - a.length);

/** Pure: what of a library a filter shows. */
export const filterLibrary = (library: Library, filter: Filter): FilteredLibrary => {
  const {categories, sources, from, to} = filter;
  const words = queryWords(filter.query);
  const wanted = (category: Category): boolean => (categories ? categories.has(category) : isShownFirst(category));
  let undatedLeftOut = 0;
  let of: readonly HealthRecord[] | undefined;
  let column: readonly string[] = [];
  const shown = narrow(library, wanted, (record, at, list) => {
    if (words.length && of !== list) column = columnOf((of = list));
    for (const word of words) if (!column[at]!.includes(word)) return false;
    if (sources && !record.sources.some(origin => sources.has(sourceKey(origin)))) return false;
    const {category, date} = record;
    if (!from && !to) return true;
    if (!date && wanted(category)) undatedLeftOut++;
    return !!date && within(date, from, to);
  });
  return {...shown, undatedLeftOut};
};

/** `YYYY-MM` (`YYYY` where no month is written) → number of records. The order of the keys says nothing. */
export const countMonths = (records: readonly HealthRecord[]): Record<string, number> => {
  const months: Record<string, number> = {};
  for (const {date} of records) {
    if (!date) continue;
    const key = dayKey(date).slice(0, 7);
    months[key] = (months[key] ?? 0) + 1;
  }
  return months;
};

/** Facts in each category: what did not happen is not counted. */
export const countCategories = (records: readonly HealthRecord[]): Partial<Record<Category, number>> => {
  const counts: Partial<Record<Category, number>> = {};
  for (const {category, negated} of records) if (!negated) counts[category] = (counts[category] ?? 0) + 1;
  return counts;
};
