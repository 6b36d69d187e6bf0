import {cleanText} from '../../records/text.js';
import {asWritten, isObject, type Json} from '../json.js';
import {more} from './parts.js';
import {codings, conceptText, list, meaningful, own} from './resource.js';
import type {Neighbours} from './references.js';

/**
 * Any FHIR datatype as a few words for people, told apart by its shape, so that one function serves every field of
 * every type. https://hl7.org/fhir/R4/datatypes.html
 */
/** More text of one value than this is no record; a little less than a detail holds, with room for the sign that there is more. */
export const MOST_TEXT = 19_000;
const DEEPEST = 8;

/** What of a result is not named after its field. */
const LABELS = new Map([
  ['issued', 'Result given on'],
  ['performer', 'Done by'],
]);
const TYPED =
  /(?<=[a-z])(String|PositiveInt|Quantity|CodeableConcept|Reference|DateTime|Period|Boolean|Range|Ratio|Canonical|Uri|Code|Attachment|Timing)$/;
/** Of a field of a result: `bodySite` → `Body site`, `doseNumberPositiveInt` → `Dose number`. */
export const labelOf = (key: string): string => {
  let label = LABELS.get(key);
  if (label === undefined) {
    label = sentence(key.replace(TYPED, ''));
    if (LABELS.size < 500) LABELS.set(key, label);
  }
  return label;
};

/** `FamilyMemberHistory` → `Family member history`. */
export const sentence = (camel: string): string => {
  const words = cleanText(camel, 80)
    .replace(/[^\w,]+|_/g, ' ')
    .replace(/(?<=[a-z\d])(?=[A-Z])/g, ' ')
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const UNITS: Readonly<Record<string, string>> = {
  s: 'second',
  min: 'minute',
  h: 'hour',
  d: 'day',
  wk: 'week',
  mo: 'month',
  a: 'year',
};
/** A UCUM unit of time as a word: `57`, `a` → `years`; `''` for every other unit. */
export const timeUnit = (code: string, number: unknown): string => {
  const unit = Object.hasOwn(UNITS, code) ? UNITS[code]! : '';
  return unit && (Number(number) === 1 ? unit : `${unit}s`);
};

export const joined = (texts: readonly string[], between: string): string =>
  texts.length === 1 ? texts[0]! : cleanText([...new Set(texts.filter(Boolean))].join(between), MOST_TEXT + 999);

/** A Quantity, comparator included: `< 5 mg`. */
export const quantityText = (value: Json): string => {
  const number = cleanText(asWritten(value, 'value'), 60);
  const written = cleanText(own(value, 'unit') ?? own(value, 'code') ?? own(value, 'currency'), 60);
  // UCUM's unit of what has none, and codes that only machines read
  const unit = /^\d+$/.test(written) ? '' : timeUnit(written, number) || written;
  return number && [cleanText(own(value, 'comparator'), 20), number, unit].filter(Boolean).join(' ');
};

const between = (low: string, high: string): string =>
  low && high ? `${low} – ${high}` : low ? `${low} or more` : high && `up to ${high}`;
/** A Range or an Observation's reference range; `''` without a bound. */
export const rangeText = (value: unknown): string => {
  const [low, high] = [own(value, 'low'), own(value, 'high')].map(bound => (isObject(bound) ? bound : {}));
  const unit = cleanText(own(high, 'unit'), 60);
  const first = quantityText(low!);
  // the unit once, when both bounds have the same
  const start =
    unit && own(high, 'value') !== undefined && first.endsWith(` ${unit}`) ? first.slice(0, -unit.length - 1) : first;
  return between(start, quantityText(high!));
};

const nameText = (value: Json): string =>
  cleanText(own(value, 'text'), 200) ||
  cleanText(
    [...list(own(value, 'prefix')), ...list(own(value, 'given')), own(value, 'family')]
      .map(part => cleanText(part, 80))
      .filter(Boolean)
      .join(' '),
  );

/** The name of a person, place, substance or record that a reference leads to. */
export const nameOf = (resource: Json | undefined, near: Neighbours, depth = 0): string => {
  if (!resource || depth > 2) return '';
  const name = list(own(resource, 'name'))[0];
  if (name !== undefined) return isObject(name) ? nameText(name) : cleanText(name, 200);
  for (const key of [
    'code',
    'vaccineCode',
    'medicationCodeableConcept',
    'type',
    'deviceName',
    'description',
    'title',
    'practitioner',
    'organization',
    'ingredient',
  ]) {
    // of several ingredients each is in it
    const named = list(own(resource, key)).slice(0, key === 'ingredient' ? 20 : 1);
    const text = joined(
      named.map(part =>
        words(
          own(part, 'itemCodeableConcept') ?? own(part, 'itemReference') ?? own(part, 'name') ?? part,
          near,
          resource,
          depth + 2,
        ),
      ),
      ' + ',
    );
    if (text) return text;
  }
  return '';
};

/** A Reference: what it is called there, else what it is called here; never its address. */
export const referenceText = (value: Json, near: Neighbours, container: Json, depth = 0): string =>
  cleanText(own(value, 'display'), 300) || nameOf(near.find(value, container), near, depth);

/** Systems whose words are known here for some codes. */
const KNOWN = /loinc|dicom|v[23]-|djudi|claim|sopt|pay|s-role/;

/** A concept's name; for a code that came without words, those that are known here. */
export const conceptWords = (value: Json, known = codings(value)): string => {
  const text = conceptText(value, known);
  const [only] = known;
  return (only && text === only.code && KNOWN.test(only.system) && more.now.codeWords(only)) || text;
};

/** True for a Dosage of an order, a statement or an administration. */
const isDosage = (value: Json): boolean =>
  (Object.hasOwn(value, 'text') && ['route', 'dose', 'maxDosePerPeriod'].some(key => Object.hasOwn(value, key))) ||
  ['doseAndRate', 'asNeededBoolean', 'asNeededCodeableConcept', 'patientInstruction', 'additionalInstruction'].some(
    key => Object.hasOwn(value, key),
  ) ||
  (isObject(own(value, 'timing')) && !Object.hasOwn(value, 'code'));

export function words(value: unknown, near: Neighbours, container: Json, depth = 0): string {
  if (value === true) return 'Yes';
  if (value === false) return 'No';
  if (typeof value === 'string' || typeof value === 'number') return cleanText(value, MOST_TEXT);
  if (Array.isArray(value)) {
    if (value.length < 2) return words(value[0], near, container, depth);
    const said: string[] = [];
    let length = 0;
    for (const item of value) {
      const text = words(item, near, container, depth);
      length += text.length + 2;
      // that there is more must be seen
      if (length > MOST_TEXT) {
        said.push(`… +${value.length - said.length}`);
        break;
      }
      said.push(text);
    }
    return joined(said, '; ');
  }
  if (!isObject(value) || depth > DEEPEST) return '';
  if (near.left-- <= 0) return '…';
  const has = (key: string): boolean => Object.hasOwn(value, key);
  if (has('coding')) return conceptWords(value);
  // some parts hold a Reference under this name
  if (typeof value.reference === 'string') return referenceText(value, near, container, depth);
  if (has('family') || has('given')) return nameText(value);
  if (isDosage(value))
    return cleanText(
      more.now.dosageText(value, part => words(part, near, container, depth + 1)),
      MOST_TEXT,
    );
  if (value.text && typeof value.text === 'string') {
    const text = meaningful(value.text, MOST_TEXT);
    return text && Object.keys(value).length > 1 ? text + more.now.besides(value, near, container, depth) : text;
  }
  if (typeof value.value === 'number') return quantityText(value);
  if (has('low') || has('high')) return rangeText(value);
  // a Reference that gives a name but no address
  if (has('display') && (has('type') || has('identifier') || Object.keys(value).length === 1))
    return cleanText(value.display, 300);
  return more.now.compositeText(value, near, container, depth);
}
