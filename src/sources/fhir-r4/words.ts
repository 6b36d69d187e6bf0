import {cleanText} from '../../records/text.js';
import {statusWords} from '../../records/code-words.js';
import {dosageText, isDosage, repeatText, timeUnit} from './dosage.js';
import {conceptText, isObject, list, meaningful, own, type Json} from './resource.js';
import type {Neighbours} from './references.js';

/**
 * Any FHIR datatype as a few words for people, told apart by its shape, so that one function serves every field of
 * every type. https://hl7.org/fhir/R4/datatypes.html
 */
const MOST_ITEMS = 12;
const MOST_INNER = 6;
const MOST_TEXT = 600;
const DEEPEST = 4;

const LABELS: Readonly<Record<string, string>> = {
  asserter: 'Reported by',
  author: 'Written by',
  authoredOn: 'Written on',
  custodian: 'Kept by',
  dispenseRequest: 'Supply',
  dosage: 'How to take it',
  dosageInstruction: 'How to take it',
  expectedSupplyDuration: 'Lasts',
  numberOfRepeatsAllowed: 'Refills',
  validityPeriod: 'Valid',
  udiCarrier: 'Device identifier (UDI)',
  doseAndRate: 'Dose',
  individual: 'Who',
  issued: 'Result given on',
  lotNumber: 'Lot number',
  note: 'Note',
  participant: 'Who took part',
  performer: 'Done by',
  reasonCode: 'Reason',
  reasonReference: 'Reason',
  recorder: 'Recorded by',
  requester: 'Ordered by',
  serviceProvider: 'Place',
  statusReason: 'Reason for the status',
  vaccineCode: 'Vaccine',
};
const TYPED =
  /(?<=[a-z])(String|PositiveInt|Quantity|CodeableConcept|Reference|DateTime|Period|Boolean|Range|Ratio|Canonical|Uri|Code|Attachment)$/;
const labels = new Map(Object.entries(LABELS));
/** `bodySite` → `Body site`, `doseNumberPositiveInt` → `Dose number`. */
export const labelOf = (key: string): string => {
  let label = labels.get(key);
  if (label === undefined) {
    label = sentence(key.replace(TYPED, ''));
    if (labels.size < 500) labels.set(key, label);
  }
  return label;
};

/** `FamilyMemberHistory` → `Family member history`. */
export const sentence = (camel: string): string => {
  const words = cleanText(camel, 80)
    .replace(/[\W_]+/g, ' ')
    .replace(/(?<=[a-z\d])(?=[A-Z])/g, ' ')
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const SKIPPED = new Set([
  'id',
  'extension',
  'modifierExtension',
  'linkId',
  // insurers' arithmetic, line by line; the totals are shown
  'adjudication',
  'sequence',
  'use',
  'focal',
  'uid',
  'sopClass',
  'data',
  'contained',
  'text',
]);
/** Keys whose composite value says nothing without a label. */
const TOLD = new Set(['expectedSupplyDuration', 'validityPeriod']);
/** Keys whose text stands for itself inside a composite; every other bare value is labelled. */
const PLAIN = new Set([
  'contentString',
  'description',
  'display',
  'name',
  'value',
  'comment',
  'title',
  'family',
  'given',
]);

const joined = (texts: readonly string[], between: string): string =>
  texts.length === 1 ? texts[0]! : cleanText([...new Set(texts.filter(Boolean))].join(between), MOST_TEXT);

/** A Quantity, comparator included: `< 5 mg`. */
export const quantityText = (value: Json): string => {
  const number = cleanText(own(value, 'value'), 60);
  const written = cleanText(own(value, 'unit') ?? own(value, 'code') ?? own(value, 'currency'), 60);
  const unit = timeUnit(written, number) || written;
  return number && [cleanText(own(value, 'comparator'), 5), number, unit].filter(Boolean).join(' ');
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
    const text = words(list(own(resource, key))[0], near, resource, depth + 2);
    if (text) return text;
  }
  return '';
};

/** A Reference: what it is called there, else what it is called here; never its address. */
export const referenceText = (value: Json, near: Neighbours, container: Json, depth = 0): string =>
  cleanText(own(value, 'display'), 300) || nameOf(near.find(value, container), near, depth);

export function words(value: unknown, near: Neighbours, container: Json, depth = 0): string {
  if (value === true) return 'Yes';
  if (value === false) return 'No';
  if (typeof value === 'string' || typeof value === 'number') return cleanText(value, MOST_TEXT);
  if (Array.isArray(value)) {
    if (value.length < 2) return words(value[0], near, container, depth);
    return joined(
      value.slice(0, depth ? MOST_INNER : MOST_ITEMS).map(item => words(item, near, container, depth)),
      '; ',
    );
  }
  if (!isObject(value) || depth > DEEPEST) return '';
  const has = (key: string): boolean => Object.hasOwn(value, key);
  if (has('coding')) return conceptText(value);
  if (has('reference')) return referenceText(value, near, container, depth);
  if (has('family') || has('given')) return nameText(value);
  if (isDosage(value))
    return cleanText(
      dosageText(value, part => words(part, near, container, depth + 1)),
      MOST_TEXT,
    );
  if (value.text && typeof value.text === 'string') return meaningful(value.text, MOST_TEXT);
  if (typeof value.value === 'number') return quantityText(value);
  if (has('low') || has('high')) return rangeText(value);
  if (has('numerator'))
    return [value.numerator, value.denominator].map(part => words(part, near, container, depth + 1)).join(' / ');
  if (has('repeat') && isObject(value.repeat)) {
    const often = repeatText(value.repeat);
    if (often || !has('code')) return often;
  }
  if (has('start') || has('end')) {
    const [start, end] = [cleanText(value.start, 40), cleanText(value.end, 40)];
    return start && end ? `${start} – ${end}` : start ? `from ${start}` : end && `until ${end}`;
  }
  if (has('code') && (has('system') || has('display'))) return conceptText(value);
  // a Reference that gives a name but no address
  if (has('display') && (has('type') || has('identifier'))) return cleanText(value.display, 300);
  if (has('system') && has('value')) return cleanText(value.value, 200);
  if (has('contentType')) return cleanText(value.title, 200);
  const parts: string[] = [];
  for (const key of Object.keys(value).slice(0, 40)) {
    if (SKIPPED.has(key) || key.startsWith('_') || key.endsWith('Sequence')) continue;
    const inner = value[key];
    const text = words(inner, near, container, depth + 1);
    if (text)
      parts.push(
        (isObject(list(inner)[0]) && !TOLD.has(key)) || PLAIN.has(key)
          ? text
          : `${labelOf(key)}: ${statusWords(text) || text}`,
      );
    if (parts.length >= MOST_ITEMS) break;
  }
  return joined(parts, ', ');
}
