import {dayKey} from './dates.js';
import {fold} from './fold.js';
import {atOnce} from './groups.js';
import {isShownFirst, narrow, type Filter, type FilteredLibrary} from './timeline.js';
import type {Breather} from '../environment.js';
import type {Library} from './library.js';
import {sourceKey} from './model.js';
import type {Category, HealthRecord, PartialDate} from './model.js';

/** True when any day that the date allows lies within. A year alone cannot be excluded by a day of that year. */
const within = (date: PartialDate, from = '', to = ''): boolean => {
  const key = dayKey(date);
  return key.slice(0, from.length) >= from.slice(0, key.length) && key.slice(0, to.length) <= to.slice(0, key.length);
};

const texts = new WeakMap<HealthRecord, string>();
const blocksOfLists = new WeakMap<readonly HealthRecord[], readonly Block[]>();
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
/** Records whose texts stand in one string: running through it is several times faster than asking each. */
const BLOCK = 2048;
interface Block {
  /** Texts in the order of the list, parted by line feeds, which no word of a query has. */
  readonly text: string;
  /** Where each text ends. */
  readonly ends: Uint32Array;
}
const blockOf = (records: readonly HealthRecord[]): Block => {
  const all = records.map(searchText);
  let end = -1;
  return {text: all.join('\n'), ends: Uint32Array.from(all, text => (end += text.length + 1))};
};
function* makeBlocks(list: readonly HealthRecord[]): Generator<void, readonly Block[]> {
  const made: Block[] = [];
  for (let at = 0; at < list.length; at += BLOCK) {
    const records = list.slice(at, at + BLOCK);
    let length = 0;
    for (const record of records) {
      if ((length += searchText(record).length) < 100_000) continue;
      length = 0;
      yield;
    }
    made.push(blockOf(records));
    yield;
  }
  blocksOfLists.set(list, made);
  return made;
}
const blocksOf = (list: readonly HealthRecord[]): readonly Block[] =>
  blocksOfLists.get(list) ?? atOnce(makeBlocks(list));

/** Calls `visit` with the place in its block of each text that has the word. */
const scan = ({text, ends}: Block, word: string, visit: (at: number) => void): void => {
  let at = 0;
  for (let place = text.indexOf(word); place >= 0; place = text.indexOf(word, ends[at - 1]! + 1)) {
    while (ends[at]! < place) at++;
    visit(at++);
    if (at === ends.length) return;
  }
};

/** Which records of a list have every word: 1 at their places. */
const found = (list: readonly HealthRecord[], words: readonly string[]): Uint8Array => {
  const hits = new Uint8Array(list.length);
  const blocks = blocksOf(list);
  if (!blocks.length) return hits;
  // the word that is rarest where it was tried leads; few are left to be asked for the others
  const [first, ...others] = words
    .map(word => {
      let count = 0;
      if (words.length > 1) scan(blocks[0]!, word, () => count++);
      return {word, count};
    })
    .sort((a, b) => a.count - b.count)
    .map(({word}) => word);
  blocks.forEach((block, number) =>
    scan(block, first!, at => {
      const record = number * BLOCK + at;
      if (others.every(word => searchText(list[record]!).includes(word))) hits[record] = 1;
    }),
  );
  return hits;
};

/** Folds all texts of a library ahead of the first search, in slices. Without it the first search does so at once. */
export const prepareSearch = async (library: Library, breathe: Breather): Promise<void> => {
  for (const list of [library.dated, library.undated]) {
    if (blocksOfLists.has(list)) continue;
    const steps = makeBlocks(list);
    while (!steps.next().done) await breathe();
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
  let hits: Uint8Array | undefined;
  const isFrom = (record: HealthRecord): boolean =>
    !sources || record.sources.some(origin => sources.has(sourceKey(origin)));
  const isOf = ({date}: HealthRecord): boolean => (!from && !to) || (!!date && within(date, from, to));
  const shown = narrow(library, wanted, (record, at, list) => {
    if (words.length && of !== list) hits = found((of = list), words);
    if ((hits && !hits[at]) || !isFrom(record)) return false;
    if (isOf(record)) return true;
    if (!record.date && wanted(record.category)) undatedLeftOut++;
    return false;
  });
  // of the few that are asked for, without a list of all
  const has = (record: HealthRecord): boolean =>
    shown.has(record) && isFrom(record) && isOf(record) && words.every(word => searchText(record).includes(word));
  return {...shown, has, undatedLeftOut};
};

/** `YYYY-MM` (`YYYY` where no month is written) → number of records. The order of the keys says nothing. */
export const countMonths = (records: readonly HealthRecord[]): Record<string, number> => {
  const months: Record<string, number> = {};
  let month = '';
  let run = 0;
  const add = (): void => {
    if (run) months[month] = (months[month] ?? 0) + run;
  };
  for (const {date} of records) {
    if (!date) continue;
    const its = dayKey(date).slice(0, 7);
    // in a list in order those of a month stand together: to look each record's up takes five times as long
    if (its !== month) {
      add();
      [month, run] = [its, 0];
    }
    run++;
  }
  add();
  return months;
};

/** Facts in each category: what did not happen is not counted. */
export const countCategories = (records: readonly HealthRecord[]): Partial<Record<Category, number>> => {
  const counts: Partial<Record<Category, number>> = {};
  for (const {category, negated} of records) if (!negated) counts[category] = (counts[category] ?? 0) + 1;
  return counts;
};
