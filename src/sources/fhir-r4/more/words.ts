import {statusWords} from '../../../records/code-words.js';
import {cleanText} from '../../../records/text.js';
import {isObject, type Json} from '../../json.js';
import {list, own} from '../resource.js';
import {conceptWords, joined, labelOf as nameOf, MOST_TEXT, quantityText, words} from '../words.js';
import {timingText} from './dosage.js';
import type {Neighbours} from '../references.js';

const LABELS: Readonly<Record<string, string>> = {
  asserter: 'Reported by',
  author: 'Written by',
  authoredOn: 'Written on',
  custodian: 'Kept by',
  dispenseRequest: 'Supply',
  docStatus: 'Status of the document',
  dosage: 'How to take it',
  dosageInstruction: 'How to take it',
  expectedSupplyDuration: 'Lasts',
  numberOfRepeatsAllowed: 'Refills',
  validityPeriod: 'Valid',
  udiCarrier: 'Device identifier (UDI)',
  doseAndRate: 'Dose',
  individual: 'Who',
  isActive: 'Active ingredient',
  lotNumber: 'Lot number',
  note: 'Note',
  participant: 'Who took part',
  reasonCode: 'Reason',
  reasonReference: 'Reason',
  recorder: 'Recorded by',
  requester: 'Ordered by',
  serviceProvider: 'Place',
  statusReason: 'Reason for the status',
  statusReasonCodeableConcept: 'Reason for the status',
  statusReasonReference: 'Reason for the status',
  vaccineCode: 'Vaccine',
};
/** Of any field. */
export const labelOf = (key: string): string =>
  Object.hasOwn(LABELS, key) ? LABELS[key]! : nameOf(key.replace(RARER_TYPES, ''));
const RARER_TYPES = /(?<=[a-z])(UnsignedInt|Decimal|Money)$/;

const SKIPPED = new Set([
  'id',
  'extension',
  'modifierExtension',
  'linkId',
  // insurers' arithmetic, line by line; the totals are shown
  'adjudication',
  'sequence',
  'focal',
  'uid',
  'sopClass',
  'data',
  'contained',
  'text',
]);
/** Keys whose composite value says nothing without a label. */
const TOLD = new Set([
  'expectedSupplyDuration',
  'validityPeriod',
  'admitSource',
  'dischargeDisposition',
  'origin',
  'destination',
  'onsetAge',
  'onsetRange',
  'onsetPeriod',
]);
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
  'authorString',
  'time',
]);

/** A value of a datatype that results rarely have; `undefined` for every other. */
const typedText = (value: Json, near: Neighbours, container: Json, depth: number): string | undefined => {
  const has = (key: string): boolean => Object.hasOwn(value, key);
  const told = (part: unknown): string => words(part, near, container, depth + 1);
  // a number that was written as a text, or a unit alone
  if (typeof value.unit === 'string') return quantityText(value);
  if (has('numerator') || has('denominator')) {
    const [over = '', under = ''] = [value.numerator, value.denominator].map(told);
    // a titer
    if (/\d$/.test(over) && /^\d+$/.test(under)) return `${over}:${under}`;
    return under ? `${over || '?'} / ${under}` : over;
  }
  if (has('dimensions') && has('period')) {
    const points = cleanText(value.data, 1e6).split(' ').filter(Boolean).length;
    return points ? `Recorded curve, ${points} points` : 'Recorded curve';
  }
  if (has('repeat') && isObject(value.repeat)) return timingText(value, told);
  if (has('start') || has('end')) {
    const [start, end] = [cleanText(value.start, 40), cleanText(value.end, 40)];
    if (start === end) return start;
    return start && end ? `${start} – ${end}` : start ? `from ${start}` : `until ${end}`;
  }
  const isCoding =
    has('system') || has('display') || (typeof value.code === 'string' && Object.keys(value).length === 1);
  if (has('code') && isCoding) return conceptWords(value);
  if (has('system') && has('value')) return cleanText(value.value, 200);
  if (has('contentType')) return cleanText(value.title, 200);
  return undefined;
};

/** A value made of parts that no datatype of its own is known for: each part in words, labelled where it needs to be. */
export const compositeText = (value: Json, near: Neighbours, container: Json, depth: number): string => {
  const typed = typedText(value, near, container, depth);
  if (typed !== undefined) return typed;
  const never = own(value, 'doNotPerform') === true;
  const parts: string[] = [];
  let length = 0;
  for (const key of Object.keys(value)) {
    if ((never && key === 'doNotPerform') || SKIPPED.has(key) || key.startsWith('_') || key.endsWith('Sequence'))
      continue;
    const inner = value[key];
    // of a name or a number it says nothing, of a diagnosis it says which
    if (key === 'use' && typeof inner === 'string') continue;
    const text = words(inner, near, container, depth + 1);
    length += text.length;
    if (length > MOST_TEXT) {
      parts.push('…');
      break;
    }
    if (text)
      parts.push(
        (isObject(list(inner)[0]) && !TOLD.has(key)) || PLAIN.has(key)
          ? text
          : `${labelOf(key)}: ${statusWords(text) || text}`,
      );
  }
  return `${never ? 'Do not do: ' : ''}${joined(parts, ', ')}`;
};

/** Behind the text of a note, who wrote it and when. */
export const besides = (value: Json, near: Neighbours, container: Json, depth: number): string => {
  const rest = compositeText(value, near, container, depth);
  return rest && ` (${rest})`;
};
