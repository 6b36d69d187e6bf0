import {dayKey} from '../../records/dates.js';
import {humanDate} from './dates.js';
import {isObject, type Json} from '../json.js';
import {remember, said} from './fields.js';
import {more} from './parts.js';
import type {Detail} from '../../records/model.js';

/** Fields that stand elsewhere in the record, or say nothing to a person. */
export const HIDDEN = new Set(
  'id source organization createdAt updatedAt humanId patient href ccd codes name status components results entries'.split(
    ' ',
  ),
);
const MOST_DETAILS = 200;
const MOST_TEXT = 19_000;

const LABELS: Readonly<Record<string, string>> = {
  dosageInfo: 'How to take it',
  patientInstruction: 'Instructions',
  performer: 'Done by',
  author: 'Written by',
  text: 'Text',
};

/** `reactionsFull` → `Reactions`, `visitType` → `Visit type`. */
export const labelOf = remember(key => {
  if (Object.hasOwn(LABELS, key)) return LABELS[key]!;
  const text = said(key, 80)
    .replace(/(?<=[a-z])(Full|Codes|Total|DateTime)$/, '')
    .replace(/(?<=[a-z\d])(?=[A-Z])|_/g, ' ')
    .toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
});

/** Any value as text for people; `''` when it says nothing. A day stays the day that it is. */
export const words = (value: unknown, max = MOST_TEXT, depth = 0): string => {
  // who ordered a result
  if (isObject(value) && Object.keys(value).join() === 'name') return said(value.name, max);
  if (isObject(value) || Array.isArray(value)) return more.now.partsInWords(value, max, depth);
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  const date = typeof value === 'string' && value.length < 80 && /\d{4}/.test(value) ? humanDate(value) : null;
  return date ? (date.precision === 'day' ? dayKey(date) : date.value) : said(value, max);
};

/** Everything else that the item says, as labelled lines in the order in which it came. */
export const detailsOf = (item: Json, used: ReadonlySet<string>): Detail[] => {
  const details: Detail[] = [];
  for (const key of Object.keys(item)) {
    if (HIDDEN.has(key) || used.has(key)) continue;
    if (details.length >= MOST_DETAILS) {
      details.push({label: 'More', text: '…'});
      break;
    }
    const value = item[key];
    // the parts of a medicine's `details` are lines of their own
    if (key === 'details' && isObject(value)) details.push(...detailsOf(value, used));
    else {
      const text = words(value, key === 'text' ? 100_000 : MOST_TEXT);
      if (text) details.push({label: labelOf(key), text});
    }
  }
  return details;
};
