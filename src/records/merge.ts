import {dayKey, hasTime, instantOf} from './dates.js';
import {sortKey} from './order.js';
import {fold} from './fold.js';
import {converter, unitCode} from './units.js';
import type {Category, Coding, HealthRecord, Measurement, SourcePerson} from './model.js';

/**
 * Copies of one fact that came by several ways. They join on strong keys only: the same business identifier and no
 * date that speaks against it; or the same code in the same system with the same value and unit (or dose) on the same
 * day and, where both have a time, in the same minute. Two records of one source are two: it knows its own. A missed
 * copy is a line too many; a wrong join is a lie, so every doubt keeps records apart.
 */

/** Kinds whose value is the fact: both copies must have one, and it must be the same. */
const MEASURED: readonly Category[] = ['lab', 'vital', 'social'];
/** Kinds that a code and a day identify. Of the others (visits, notes, plans, bills …) two alike are two. */
const CODED: readonly Category[] = [...MEASURED, 'condition', 'medication', 'immunization', 'allergy', 'procedure'];
/** Kinds of which several go by the number of one order: what they have in common must be more than that. */
const NUMBERED: readonly Category[] = [...MEASURED, 'procedure', 'imaging'];
/** Codes and words that say only that something is not known: they identify nothing. */
const NOTHING_CODES =
  /^(unk|ni|na|nask|asku|nav|oth|other|unknown|null|none|n\/a|0|-|261665006|74964007|160245001|716186003|999|998|r69)$/;
const NOTHING_WORDS =
  /\b(unknown|unspecified|not (otherwise )?specified|not known|no known|other|miscellaneous|unlisted|none)\b/;

const identifies = ({system, code, display}: Coding): boolean =>
  !!system &&
  !!code &&
  !/nullflavor|data-absent|(condition|observation|encounter)-category/i.test(system) &&
  !NOTHING_CODES.test(code.toLowerCase()) &&
  !(display && NOTHING_WORDS.test(display.toLowerCase()));
export const codeKeys = (record: {readonly codes: readonly Coding[]}): string[] =>
  record.codes.filter(identifies).map(({system, code}) => `${system}|${code}`);
/** Codes under which copies of a record are looked for. What is only named by its parts is one of them: a blood pressure. */
export const copyKeys = (record: HealthRecord): string[] => [
  ...codeKeys(record),
  ...(record.category === 'vital' ? (record.components ?? []).flatMap(codeKeys) : []),
];
const shares = <T>(a: readonly T[], b: readonly T[]): boolean => a.some(one => b.includes(one));
export const sameOrigin = ({sources: [a]}: HealthRecord, {sources: [b]}: HealthRecord): boolean =>
  a!.route === b!.route && a!.institution.id === b!.institution.id;

/** Values that only say that there is none, or where it stands. */
const NO_VALUE = /^(unknown|not (known|asked|available|reported|recorded)|pending|n\/a|see .*|[-?.]+)$/;
/** The value without its unit as comparable text; `''` when there is none. */
const valueKey = ({value, number, comparator}: Measurement): string => {
  // longer numbers are alike only as they were written
  if (number !== undefined && Math.abs(number) < 2 ** 53) return `${comparator ?? ''}${number}`;
  const text = fold(value ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  return NO_VALUE.test(text) ? '' : text;
};
/** Units are the same when a number means the same in both; those that are not known, by the written words. */
const sameUnit = (a: Measurement, b: Measurement): boolean => {
  const [left, right] = [unitCode(a.ucum, a.unit), unitCode(b.ucum, b.unit)];
  if (converter(left, right)?.(1) === 1) return true;
  // milli and mega differ by their case alone
  return !(a.ucum && b.ucum) && left.charAt(0) === right.charAt(0) && fold(left) === fold(right);
};
/** What one source calls high and the other normal must be seen from both. */
const sameFlag = (a: Measurement, b: Measurement): boolean => !a.flag || !b.flag || a.flag === b.flag;
const sameValue = (a: Measurement, b: Measurement): boolean =>
  valueKey(a) === valueKey(b) && sameFlag(a, b) && (!valueKey(a) || sameUnit(a, b));

const sameParts = (a: HealthRecord, b: HealthRecord): boolean => {
  const left = a.components ?? [];
  const right = b.components ?? [];
  return (
    left.length === right.length &&
    left.every(part =>
      right.some(
        other =>
          sameValue(part, other) &&
          (shares(codeKeys(part), codeKeys(other)) ||
            (!codeKeys(part).length && !codeKeys(other).length && fold(part.title) === fold(other.title))),
      ),
    )
  );
};

const DOSE = /dos(e|age)|strength|how (much|to take)|instruction/i;
/** How much and how often, as far as it was written. */
const doseKey = (record: HealthRecord): string =>
  [
    valueKey(record),
    record.unit ?? '',
    ...record.details.filter(({label}) => DOSE.test(label)).map(({text}) => fold(text)),
  ]
    .join(' ')
    .trim()
    .replace(/\s+/g, ' ');
const told = (record: HealthRecord, label: RegExp): string =>
  fold(record.details.find(detail => label.test(detail.label))?.text ?? '').replace(/[^\p{L}\p{N}]/gu, '');
/** Details that tell two of a kind apart where both have them: the lot and the dose of a vaccine, the side of a body, a whole report. */
const TELLING = [/\blot\b/i, /^dose$/i, /^(body )?site$/i, /^result$/i];
/** What stands before the title of something that is not, or not yet, or no longer so (`code-words*.ts`). */
const LEAD =
  /^(Preliminary|No result yet|Not confirmed( yet)?|Possible|Stopped|On hold|Draft|Proposed|Planned|Ordered|Being prepared|Partly done|Withdrawn): /;
const leadOf = ({title}: HealthRecord): string => LEAD.exec(title)?.[0] ?? '';
/** An order, its supply and its bill are several things: FHIR's type of a record, where it has one. */
const typeOf = ({sources: [source]}: HealthRecord): string => /^[A-Z]\w+(?=\/)/.exec(source!.recordId)?.[0] ?? '';

/**
 * As far as both dates go they say the same: the same minute where both name their zone, else the same text. An
 * undated record says nothing against any date.
 */
const datesAgree = ({date: a}: HealthRecord, {date: b}: HealthRecord): boolean => {
  if (!a || !b) return true;
  const [x, y] = [instantOf(a), instantOf(b)];
  if (x === x && y === y) return Math.floor(x / 60_000) === Math.floor(y / 60_000);
  const [left, right] = [a, b].map(date => sortKey(date).replace('~', '')) as [string, string];
  const length = Math.min(left.length, right.length, 16);
  return left.slice(0, length) === right.slice(0, length);
};
/** The same day at least and, with two times, the same minute. */
const sameTime = (a: HealthRecord, b: HealthRecord): boolean =>
  [a, b].every(({date}) => date && dayKey(date).length === 10) && datesAgree(a, b);
const timedAlike = (a: HealthRecord, b: HealthRecord): boolean =>
  !!a.date && !!b.date && hasTime(a.date) && hasTime(b.date) && sameTime(a, b);

/** Nothing that both wrote contradicts: kind, codes of one system, value, parts, dose, lot. */
const agree = (a: HealthRecord, b: HealthRecord): boolean => {
  if (a.negated || b.negated || a.category !== b.category) return false;
  if (valueKey(a) && valueKey(b) && !sameValue(a, b)) return false;
  if (a.components?.length && b.components?.length && !sameParts(a, b)) return false;
  if (a.category === 'medication' && doseKey(a) && doseKey(b) && doseKey(a) !== doseKey(b)) return false;
  if (leadOf(a) !== leadOf(b) || (typeOf(a) && typeOf(b) && typeOf(a) !== typeOf(b))) return false;
  for (const label of TELLING) {
    const [one, other] = [told(a, label), told(b, label)];
    if (one && other && one !== other) return false;
  }
  // two ends that both know are two courses
  if (a.end && b.end && !datesAgree({...a, date: a.end}, {...b, date: b.end})) return false;
  const [left, right] = [codeKeys(a), codeKeys(b)];
  const systems = new Set(left.map(key => key.split('|')[0]));
  return shares(left, right) || !right.some(key => systems.has(key.split('|')[0]));
};

/** True when the two are copies of one fact. Says nothing of who they are about: see `personsDiffer`. */
export const isCopy = (a: HealthRecord, b: HealthRecord): boolean => {
  if (a.id === b.id || sameOrigin(a, b) || !agree(a, b)) return false;
  const {category} = a;
  if (shares(a.identifiers ?? [], b.identifiers ?? [])) {
    // a number of an order, a claim or a programme stands on all that belongs to it, on every day
    const apart = NUMBERED.includes(category) && !shares(codeKeys(a), codeKeys(b)) && fold(a.title) !== fold(b.title);
    return !apart && (MEASURED.includes(category) ? sameTime(a, b) : datesAgree(a, b));
  }
  if (!shares(copyKeys(a), copyKeys(b)) || !sameTime(a, b)) return false;
  if (category === 'visit') return timedAlike(a, b);
  if (!CODED.includes(category)) return false;
  if (MEASURED.includes(category)) {
    return sameValue(a, b) && sameParts(a, b) && (!!valueKey(a) || !!a.components?.length || timedAlike(a, b));
  }
  return category !== 'medication' || doseKey(a) === doseKey(b);
};

/** Two sources that seem to speak of different people: another birth date, or, where one is missing, no name shared. */
export const personsDiffer = (a: SourcePerson, b: SourcePerson): boolean => {
  if (a.birthDate && b.birthDate) {
    const length = Math.min(a.birthDate.length, b.birthDate.length, 10);
    return a.birthDate.slice(0, length) !== b.birthDate.slice(0, length);
  }
  const words = (person: SourcePerson): string[] => fold(person.name ?? '').match(/\p{L}{2,}/gu) ?? [];
  return words(a).length > 0 && words(b).length > 0 && !shares(words(a), words(b));
};

/**
 * Days under which copies of this record would stand: the written one, and that of the instant in UTC. Without a
 * common day (or identifier) two records cannot be copies. Empty for what a code and a day do not identify.
 */
export const daysOf = (record: HealthRecord): string[] => {
  const {date, negated, category} = record;
  if (!date || negated || !(category === 'visit' || CODED.includes(category))) return [];
  const day = dayKey(date);
  const instant = instantOf(date);
  const there = instant === instant ? new Date(instant).toISOString().slice(0, 10) : day;
  return day.length < 10 ? [] : day === there ? [day] : [day, there];
};

const unique = <T>(items: readonly T[], key: (item: T) => string): T[] => {
  const seen = new Set<string>();
  return items.filter(item => seen.size < seen.add(key(item)).size);
};

/** First by date, undated last, then by id: which copy gives the merged record its id, title and date. */
const earliestFirst = (a: HealthRecord, b: HealthRecord): number => {
  const [x, y] = [a, b].map(({date, id}) => (date ? sortKey(date) : '~') + '|' + id) as [string, string];
  return x < y ? -1 : 1;
};

const MEASUREMENT = 'value number comparator unit ucum range low high interpretation flag components'.split(' ');

/**
 * One record for several copies: the earliest one's words, everybody's sources, codes and identifiers, and the value
 * of the first that has one. The copies stay whole in `copies`, so that they can be shown separately; attachments of
 * the others stay there with them.
 */
export const mergeCopies = (copies: readonly HealthRecord[]): HealthRecord => {
  const sorted = [...copies].sort(earliestFirst);
  const all = <T>(read: (copy: HealthRecord) => readonly T[] | undefined, key: (item: T) => string): readonly T[] =>
    Object.freeze(
      unique(
        sorted.flatMap(copy => read(copy) ?? []),
        key,
      ),
    );
  // a code alone is nobody's word for it
  const named = sorted.find(({title, codes}) => codes.every(({code}) => code !== title)) ?? sorted[0]!;
  const valued = sorted.find(copy => valueKey(copy) || copy.components?.length);
  const identifiers = all(copy => copy.identifiers, String);
  const members = all(copy => copy.members, String);
  const encounter = sorted.find(copy => copy.encounter)?.encounter;
  // "active" of one and "resolved" of another are both said
  const status = [...new Set(sorted.flatMap(copy => copy.status ?? []))].join('; ');
  const end = sorted.find(copy => copy.end)?.end;
  return Object.freeze({
    ...sorted[0]!,
    title: named.title,
    ...(valued && Object.fromEntries(Object.entries(valued).filter(([key]) => MEASUREMENT.includes(key)))),
    sources: Object.freeze(sorted.flatMap(copy => copy.sources)),
    codes: all(
      copy => copy.codes,
      ({system, code}) => `${system}|${code}`,
    ),
    details: all(
      copy => copy.details,
      ({label, text}) => `${label}|${text}`,
    ),
    copies: Object.freeze(sorted),
    ...(identifiers.length && {identifiers}),
    ...(members.length && {members}),
    ...(encounter && {encounter}),
    ...(status && {status}),
    ...(end && {end}),
  });
};
