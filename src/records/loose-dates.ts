import {parseFhirDate} from './fhir-dates.js';
import {cleanText} from './text.js';
import type {PartialDate} from './model.js';

/** Dates in the notations that older systems pass on. The text stays as written; `iso` says how it is read. */

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const monthNumber = (name: string): string =>
  String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1).padStart(2, '0');
const two = (digits: string): string => digits.padStart(2, '0');
const NAME =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const TIME =
  '(?:[ T,]+(?:at )?(\\d{1,2}:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?(?: ?[ap]\\.?m\\.?)?)? ?(z|utc|gmt|(?:gmt|utc)?[+-]\\d\\d:?\\d\\d)?(?: ?\\([^()]*\\))?)?';
const forms: readonly (readonly [string, (...parts: string[]) => string])[] = [
  // Mon Jul 07 2014 14:40:26 GMT-0700 (PDT) · July 7, 2014 · Jul 7th 2014
  [`(?:[a-z]{3,9},? )?${NAME} (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})`, (m, d, y) => `${y}-${monthNumber(m)}-${two(d)}`],
  // Mon, 07 Jul 2014 · 07-Jul-2014
  [`(?:[a-z]{3,9},? )?(\\d{1,2})[ -]${NAME}[ -](\\d{4})`, (d, m, y) => `${y}-${monthNumber(m)}-${two(d)}`],
  [`${NAME},? (\\d{4})`, (m, y) => `${y}-${monthNumber(m)}`],
  // 01/27/1958 · 03-05-1985: US order, unless only the other order is a date
  [
    '(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4})',
    (a, b, y) => (+a > 12 && +b <= 12 ? `${y}-${two(b)}-${two(a)}` : `${y}-${two(a)}-${two(b)}`),
  ],
  ['(\\d{1,2})/(\\d{4})', (m, y) => `${y}-${two(m)}`],
  ['(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})', (y, m, d) => `${y}-${two(m)}-${two(d)}`],
];
const patterns = forms.map(([source, read]) => [new RegExp(`^${source}${TIME}$`, 'i'), read] as const);
// HL7 v2 and CDA: https://hl7.org/fhir/R4/… has no such form; HL7 v2.5.1 §2.A.77 TS
const HL7_STAMP = /^(\d{4})(\d\d)(?:(\d\d)(?:(\d\d)(\d\d)(?:(\d\d)(\.\d+)?)?([+-]\d{4})?)?)?$/;

const clock = (written = ''): string => {
  const match = /^(\d{1,2})(:\d\d(?::\d\d(?:\.\d+)?)?)(?: ?([ap]))?/i.exec(written);
  if (!match) return '';
  const [, hour, rest, half] = match;
  const hours = half ? (+hour! % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : +hour!;
  return half && (+hour! > 12 || +hour! < 1) ? 'T99' : `T${two(String(hours))}${rest}`;
};
const zone = (written = ''): string => {
  const digits = written.replace(/^(gmt|utc)(?=[+-])/i, '').replace(':', '');
  return digits && (/^[+-]/.test(digits) ? `${digits.slice(0, 3)}:${digits.slice(3)}` : 'Z');
};

const isoOf = (text: string): string => {
  const stamp = HL7_STAMP.exec(text);
  if (stamp) {
    const [, y, mo, d, h, mi, s, fraction, z] = stamp;
    return `${y}-${mo}${d ? '-' + d : ''}${h ? `T${h}:${mi}${s ? ':' + s + (fraction ?? '') : ''}${zone(z)}` : ''}`;
  }
  for (const [pattern, read] of patterns) {
    const parts = pattern.exec(text)?.slice(1);
    if (!parts) continue;
    const day = read(...parts.slice(0, -2));
    const time = day.length > 7 ? clock(parts.at(-2)) : '';
    return day + time + (time && zone(parts.at(-1)));
  }
  return '';
};

/**
 * Any date that can be read in one way only: FHIR's notations, JavaScript's `toString`, HL7 v2 stamps, months by
 * name, and numbers in US order (month first). Two-digit years, and days that no calendar has, are `null`.
 */
export const parseLooseDate = (written: unknown): PartialDate | null => {
  if (typeof written !== 'string' || written.length > 80) return null;
  const direct = parseFhirDate(written);
  if (direct) return direct;
  const text = cleanText(written);
  const read = parseFhirDate(text) ?? parseFhirDate(isoOf(text));
  return read && {value: written, precision: read.precision, iso: read.value};
};
