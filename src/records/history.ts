import {sortKey} from './order.js';
import {codeKeys} from './merge.js';
import {converter, unitCode} from './units.js';
import {sourceKey} from './model.js';
import type {Library} from './library.js';
import type {HealthRecord, Measurement, PartialDate, RecordComponent} from './model.js';

/** A value of a history as its source wrote it, and where it stands in its series. */
export interface HistoryPoint {
  readonly record: HealthRecord;
  /** What was measured: the record itself or one of its components. */
  readonly measured: Measurement;
  readonly date: PartialDate | null;
  /** Ms of the beginning of the written date, its wall clock read as UTC. For placing only, never for words. */
  readonly at: number;
  /** In the unit of the series. */
  readonly number: number;
  readonly low?: number;
  readonly high?: number;
}

/** Points of one unit, oldest first. Values of other units stand in other series. */
export interface HistorySeries {
  readonly title: string;
  /** Unit of every `number`, as the newest point's source writes it for people; `''` for none. */
  readonly unit: string;
  readonly points: readonly HistoryPoint[];
}

export interface History {
  readonly title: string;
  /** `pair`: `series` holds systolic and diastolic values, and `pairs` the readings that they were taken in. */
  readonly kind: 'single' | 'pair';
  readonly series: readonly HistorySeries[];
  readonly pairs: readonly BloodPressure[];
  /** Values that no chart can hold (words, titres, no date), newest first. */
  readonly others: readonly Unplotted[];
}

export interface Unplotted {
  readonly record: HealthRecord;
  readonly measured: Measurement;
}

export interface BloodPressure {
  readonly date: PartialDate;
  readonly at: number;
  readonly systolic?: HistoryPoint;
  readonly diastolic?: HistoryPoint;
}

// https://hl7.org/fhir/R4/bp.html
const LOINC = 'http://loinc.org|';
const SYSTOLIC = LOINC + '8480-6';
const DIASTOLIC = LOINC + '8462-4';
const PANELS = [LOINC + '85354-9', LOINC + '55284-4', LOINC + '35094-2'];

type Coded = HealthRecord | RecordComponent;
interface Found {
  readonly record: HealthRecord;
  readonly measured: Coded;
}
const hasValue = (item: Measurement): boolean => item.value !== undefined || item.number !== undefined;

/** Every value in the library that carries one of the codes; what did not happen is left out. */
const find = (records: Iterable<HealthRecord>, wanted: ReadonlySet<string>): Found[] => {
  const found: Found[] = [];
  for (const record of records) {
    if (record.negated) continue;
    const matches = (item: Coded): boolean => hasValue(item) && codeKeys(item).some(key => wanted.has(key));
    // each part of a reading that was taken several times; the last first, as a series is turned round in the end
    const measured = matches(record) ? [record] : [...(record.components ?? [])].reverse().filter(matches);
    for (const each of measured) found.push({record, measured: each});
  }
  return found;
};

const start = (date: PartialDate): number => {
  const text = sortKey(date).replace('~', '').replace(/:60$/, ':59');
  // date-only forms are UTC by themselves
  return Date.parse(text.length > 10 ? text + 'Z' : text);
};

const seriesOf = (title: string, found: readonly Found[]): HistorySeries[] => {
  const series: {unit: string; code: string; points: HistoryPoint[]}[] = [];
  for (const {record, measured} of found) {
    const {date} = record;
    const {number, low, high, unit, ucum} = measured;
    if (number === undefined || !date) continue;
    const code = unitCode(ucum, unit);
    // the newest come first, and give each series its unit
    let home = series.find(one => converter(code, one.code));
    if (!home) series.push((home = {unit: unit ?? ucum ?? '', code, points: []}));
    const convert = converter(code, home.code)!;
    home.points.push({
      record,
      measured,
      date,
      at: start(date),
      number: convert(number),
      ...(low !== undefined && {low: convert(low)}),
      ...(high !== undefined && {high: convert(high)}),
    });
  }
  return series.map(({unit, points}) => ({title, unit, points: points.reverse()}));
};

const history = (title: string, found: readonly Found[]): History => ({
  title,
  kind: 'single',
  series: seriesOf(title, found),
  pairs: [],
  others: found.filter(({record, measured}) => !record.date || measured.number === undefined),
});

const originAndTime = ({record}: HistoryPoint): string => `${sourceKey(record.sources[0]!)}|${record.date!.value}`;

/**
 * Values of one reading, oldest first: parts of one record, or two results of one source with the same written time;
 * in one unit.
 */
const pairUp = (systolic: readonly HistorySeries[], diastolic: readonly HistorySeries[]): BloodPressure[] => {
  const pairs: BloodPressure[] = [];
  const open = diastolic.flatMap(({unit, points}) => points.map(point => ({unit, point})));
  const take = (unit: string, matches: (point: HistoryPoint) => boolean): HistoryPoint | undefined => {
    const at = open.findIndex(one => one.unit === unit && matches(one.point));
    return at < 0 ? undefined : open.splice(at, 1)[0]!.point;
  };
  for (const {unit, points} of systolic)
    for (const upper of points) {
      const lower =
        take(unit, point => point.record === upper.record) ??
        take(unit, point => originAndTime(point) === originAndTime(upper));
      pairs.push({date: upper.date!, at: upper.at, systolic: upper, ...(lower && {diastolic: lower})});
    }
  for (const {point} of open) pairs.push({date: point.date!, at: point.at, diastolic: point});
  const order = new Map(pairs.map(pair => [pair, sortKey(pair.date)]));
  return pairs.sort((a, b) => (order.get(a)! < order.get(b)! ? -1 : order.get(a) === order.get(b) ? 0 : 1));
};

const bloodPressure = (title: string, records: readonly HealthRecord[]): History => {
  const upper = history('Systolic', find(records, new Set([SYSTOLIC])));
  const lower = history('Diastolic', find(records, new Set([DIASTOLIC])));
  return {
    title,
    kind: 'pair',
    series: [...upper.series, ...lower.series],
    pairs: pairUp(upper.series, lower.series),
    others: [...upper.others, ...lower.others],
  };
};

/**
 * Histories of what a record measured: one for a plain result, one for each part of a composite one, one for a blood
 * pressure. Only values that share a code in the same system belong together; nothing is matched by its name. Empty
 * for records that measure nothing, carry no code, or did not happen.
 */
export const historiesOf = (library: Pick<Library, 'dated' | 'undated'>, record: HealthRecord): History[] => {
  if (record.negated) return [];
  const records = [...library.dated, ...library.undated];
  const parts: readonly Coded[] = [record, ...(record.components ?? [])];
  const isPressure = (key: string): boolean => key === SYSTOLIC || key === DIASTOLIC || PANELS.includes(key);
  const histories: History[] = [];
  if (parts.some(part => codeKeys(part).some(isPressure))) histories.push(bloodPressure(record.title, records));
  for (const part of parts) {
    const keys = codeKeys(part);
    if (!hasValue(part) || keys.some(isPressure)) continue;
    const found = find(records, new Set(keys));
    if (found.length) histories.push(history(part.title, found));
  }
  return histories;
};
