import type {PartialDate, Precision} from './model.js';

/**
 * Dates as values with a precision. A written wall clock is never converted: no function here turns a day into an
 * instant, except to learn whether the viewer's clock would show another offset.
 */

const ZONE = /T.*?(Z|[+-]\d\d:\d\d)$/;
/** Characters of an ISO text that a precision vouches for. */
const LENGTH: Readonly<Record<Precision, number>> = {year: 4, month: 7, day: 10, minute: 16, second: 19};

/** The ISO text of a date, no longer than its precision. */
export const written = (date: PartialDate): string => (date.iso ?? date.value).slice(0, LENGTH[date.precision]);
const part = (date: PartialDate, from: number, to: number): number | null => +written(date).slice(from, to) || null;

/** Year as written. */
export const yearOf = (date: PartialDate): number => part(date, 0, 4)!;
/** Month as written, 1 to 12; `null` when only the year is recorded. */
export const monthOf = (date: PartialDate): number | null => part(date, 5, 7);
/** Day of the month as written; `null` when it is not recorded. */
export const dayOf = (date: PartialDate): number | null => part(date, 8, 10);
/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`: the date without its time. */
export const dayKey = (date: PartialDate): string => written(date).slice(0, 10);
/** True when the source wrote a time of day. */
export const hasTime = (date: PartialDate): boolean => LENGTH[date.precision] > 10;
/** Offset as written: `Z`, `-05:00`; `''` where the source named none or the date has no time. */
export const zoneOf = (date: PartialDate): string => (hasTime(date) && ZONE.exec(date.iso ?? date.value)?.[1]) || '';

/** For whom a date is put in words: a BCP 47 tag and the viewer's IANA zone. */
export interface Viewer {
  readonly locale: string;
  readonly timeZone: string;
}

const formatters = new Map<string, Intl.DateTimeFormat>();
/** Formats are kept: making one costs more than a hundred uses. */
export const formatter = (locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = locale + JSON.stringify(options);
  let found = formatters.get(key);
  if (!found) formatters.set(key, (found = new Intl.DateTimeFormat(locale, options)));
  return found;
};

/** Minutes that `zone` (`Z`, `-05:00`) is ahead of UTC. */
const offset = (zone: string): number =>
  zone.length < 6 ? 0 : +`${zone[0]}1` * (+zone.slice(1, 3) * 60 + +zone.slice(4, 6));

/** Ms since the epoch of a date that has a time and an offset; `NaN` for any other. */
export const instantOf = (date: PartialDate): number => {
  const zone = zoneOf(date);
  return zone ? Date.parse(written(date).replace(/:60$/, ':59') + 'Z') - offset(zone) * 60_000 : NaN;
};

/** `UTC-05:00` where the source's offset is not the one on the viewer's clock at that moment; else `''`. */
const foreignZone = (date: PartialDate, timeZone: string): string => {
  const zone = zoneOf(date);
  if (!zone) return '';
  const here = formatter('en-US', {timeZone, timeZoneName: 'longOffset'}).format(instantOf(date)).split('GMT')[1]!;
  return offset(here) === offset(zone) ? '' : offset(zone) ? 'UTC' + zone : 'UTC';
};

const WALL = {timeZone: 'UTC', calendar: 'gregory'} as const;
const FIELDS: readonly Intl.DateTimeFormatOptions[] = [
  {year: 'numeric'},
  {month: 'short'},
  {day: 'numeric'},
  {hour: 'numeric', minute: '2-digit'},
];
const inWords = (date: PartialDate, viewer: Viewer, options: Intl.DateTimeFormatOptions): string => {
  const wall = new Date(0);
  wall.setUTCFullYear(yearOf(date), (monthOf(date) ?? 1) - 1, dayOf(date) ?? 1);
  if (hasTime(date)) wall.setUTCHours(part(date, 11, 13) ?? 0, part(date, 14, 16) ?? 0);
  const zone = options.hour ? foreignZone(date, viewer.timeZone) : '';
  return formatter(viewer.locale, {...WALL, ...options}).format(wall) + (zone && ` (${zone})`);
};

/**
 * A date in the viewer's language and in its own precision: a year as a year, a time on the clock of the place that
 * wrote it, with that clock's offset where the viewer's differs. `''` for `null`. Seconds are not spoken.
 */
export const formatDate = (date: PartialDate | null | undefined, viewer: Viewer): string => {
  if (!date) return '';
  const parts = [4, 7, 10, 16].filter(length => length <= LENGTH[date.precision]).length;
  return inWords(date, viewer, Object.assign({}, ...FIELDS.slice(0, parts)) as Intl.DateTimeFormatOptions);
};

/** The time of day alone, for a list under its day; `''` when none was written. */
export const formatTime = (date: PartialDate | null | undefined, viewer: Viewer): string =>
  date && hasTime(date) ? inWords(date, viewer, FIELDS[3]!) : '';
