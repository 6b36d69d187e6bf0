import {dayKey, dayOf, monthOf, yearOf} from './dates.js';
import type {Library} from './library.js';
import type {Category, HealthRecord} from './model.js';

/** What the patient wants to see. Absent parts do not narrow. */
export interface Filter {
  /** Exactly these; absent: all but billing, which is off until asked for. */
  readonly categories?: ReadonlySet<Category>;
  /** `sourceKey`s; a merged record belongs to each of its sources. */
  readonly sources?: ReadonlySet<string>;
  /** First and last day, month or year to show, inclusive: `YYYY[-MM[-DD]]`. */
  readonly from?: string;
  readonly to?: string;
  /** Words in any order; every character is literal. */
  readonly query?: string;
}

export interface FilteredLibrary {
  /** Newest first. */
  readonly dated: readonly HealthRecord[];
  readonly undated: readonly HealthRecord[];
  /** What each category would show under the other parts of the filter, billing included. */
  readonly counts: Readonly<Partial<Record<Category, number>>>;
  /** Whether a record of the library is among them. */
  readonly has: (record: HealthRecord) => boolean;
  /** Undated records that only `from` or `to` kept out: nobody can say when they were. */
  readonly undatedLeftOut: number;
}

/** What is shown until somebody chooses: all but billing. */
export const isShownFirst = (category: Category): boolean => category !== 'billing';

const shownFirst = new WeakMap<readonly HealthRecord[], FilteredLibrary>();

/** What of a library is shown until somebody narrows it; the same answer each time. */
export const select = (library: Pick<Library, 'dated' | 'undated'>): FilteredLibrary => {
  let shown = shownFirst.get(library.dated);
  if (!shown) shownFirst.set(library.dated, (shown = narrow(library, isShownFirst)));
  return shown;
};

/** What of a library is shown: records that pass and are of a wanted category. */
export const narrow = (
  {dated, undated}: Pick<Library, 'dated' | 'undated'>,
  wanted: (category: Category) => boolean,
  passes?: (record: HealthRecord, at: number, list: readonly HealthRecord[]) => boolean,
): FilteredLibrary => {
  const counts: Partial<Record<Category, number>> = {};
  const pick = (list: readonly HealthRecord[]): HealthRecord[] =>
    list.filter((record, at) => {
      if (passes && !passes(record, at, list)) return false;
      const {category} = record;
      counts[category] = (counts[category] ?? 0) + 1;
      return wanted(category);
    });
  const has = ({category}: HealthRecord): boolean => wanted(category);
  return {dated: pick(dated), undated: pick(undated), has, counts, undatedLeftOut: 0};
};

/** Records of a day. `day: null`: the source wrote no day; then `month` may be `null` too. */
export interface DayGroup {
  readonly key: string;
  readonly day: number | null;
  readonly records: HealthRecord[];
}
export interface MonthGroup {
  readonly key: string;
  readonly month: number | null;
  readonly days: DayGroup[];
  /** Records in the month. */
  count: number;
}
export interface YearGroup {
  readonly key: string;
  readonly year: number;
  readonly months: MonthGroup[];
  count: number;
}

/**
 * Dated records, already in timeline order, as years → months → days by the written date. What has no month or no day
 * stands in a group of its own (`null`), before the months or days of its year or month. `key`s are the written
 * prefix: `1999`, `1999-11`, `1999-11-05`.
 */
export const groupByTime = (records: readonly HealthRecord[]): YearGroup[] => {
  const years: YearGroup[] = [];
  for (const record of records) {
    if (!record.date) continue;
    const key = dayKey(record.date);
    let year = years.at(-1);
    if (year?.key !== key.slice(0, 4)) {
      years.push((year = {key: key.slice(0, 4), year: yearOf(record.date), months: [], count: 0}));
    }
    let month = year.months.at(-1);
    if (month?.key !== key.slice(0, 7)) {
      year.months.push((month = {key: key.slice(0, 7), month: monthOf(record.date), days: [], count: 0}));
    }
    let day = month.days.at(-1);
    if (day?.key !== key) month.days.push((day = {key, day: dayOf(record.date), records: []}));
    day.records.push(record);
    month.count++;
    year.count++;
  }
  return years;
};
