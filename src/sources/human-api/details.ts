import {dayKey} from '../../records/dates.js';
import {humanDate} from './dates.js';
import {isObject, remember, said, type Json} from './json.js';
import type {Detail} from '../../records/model.js';

/** Fields that stand elsewhere in the record, or say nothing to a person. */
const HIDDEN = new Set(
  'id source organization createdAt updatedAt humanId patient href ccd codes name status components results entries'.split(
    ' ',
  ),
);
/** What is said of an object inside an item, in this order; everything else of it stays in the original. */
const PARTS =
  'name prefix given family suffix title text value unit status severity reactionType dosage strength frequency route departmentName organizationName specialty street city state zip country organization address description comment comments note notes'.split(
    ' ',
  );
const MOST_DETAILS = 40;
/** Of a list inside another; that there is more is seen. */
const MOST_PARTS = 50;

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
export const words = (value: unknown, max = 4000, depth = 0): string => {
  if (!isObject(value) && !Array.isArray(value)) {
    if (typeof value === 'boolean') return value ? 'Yes' : 'No';
    const date = typeof value === 'string' && value.length < 80 && /\d{4}/.test(value) ? humanDate(value) : null;
    return date ? (date.precision === 'day' ? dayKey(date) : date.value) : said(value, max);
  }
  if (depth > 4) return '';
  const texts: string[] = [];
  let length = 0;
  const tell = (part: unknown): void => {
    const text = words(part, max, depth + 1);
    length += text.length;
    texts.push(text);
  };
  if (Array.isArray(value)) {
    for (const item of value) {
      if (length > max || (depth && texts.length >= MOST_PARTS)) {
        texts.push('…');
        break;
      }
      tell(item);
    }
  } else {
    for (const key of PARTS) if (Object.hasOwn(value, key)) tell(value[key]);
    // what has none of them is told by whatever it has
    if (!length)
      for (const key of Object.keys(value).slice(0, MOST_PARTS))
        if (!HIDDEN.has(key) && length <= max) tell(value[key]);
  }
  // a name's parts belong together, everything else is a list
  const separator = Array.isArray(value) ? (depth && value.every(item => typeof item === 'string') ? ' ' : '; ') : ', ';
  const joined = isObject(value) && 'family' in value ? ' ' : separator;
  const told = [...new Set(texts.filter(Boolean))].join(joined);
  return told.length > max ? `${told.slice(0, max - 1)}…` : told;
};

/** Everything else that the item says, as labelled lines in the order in which it came. */
export const detailsOf = (item: Json, used: ReadonlySet<string>): Detail[] => {
  const details: Detail[] = [];
  for (const key of Object.keys(item)) {
    if (details.length >= MOST_DETAILS) break;
    if (HIDDEN.has(key) || used.has(key)) continue;
    const value = item[key];
    // the parts of a medicine's `details` are lines of their own
    if (key === 'details' && isObject(value)) details.push(...detailsOf(value, used));
    else {
      const text = words(value, key === 'text' ? 100_000 : 4000);
      if (text) details.push({label: labelOf(key), text});
    }
  }
  return details;
};
