import {interpretationOf} from '../../records/code-words.js';
import {asWritten, type Json} from '../json.js';
import {answered, firstSaid, remember, said} from './fields.js';
import type {Draft, Flag, Measurement} from '../../records/model.js';

type Comparator = NonNullable<Measurement['comparator']>;

const NUMBER = '[+-]?(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?|[+-]?\\.\\d+';
const AMOUNT = new RegExp(`^([<>]=?|[≤≥])? ?(${NUMBER}) ?(.*)$`, 's');
const INTERVAL = new RegExp(`^\\(?(${NUMBER}) ?(?:-|–|—|to) ?(${NUMBER}) ?([^\\d()][^()]*)?\\)?$`, 'i');
const BOUND = new RegExp(`^([<>]=?|[≤≥]|up to|under|below|over|above) ?(${NUMBER}) ?([^\\d:].*)?$`, 'i');
/** What can stand behind a number inside a value: a unit, not a word that changes the meaning. */
const UNIT =
  /^(?:%|°? ?[CF]|x? ?10[*^e]\d+ ?\/ ?\w+|(?:[a-zµμ]{1,5}|\[[a-z_]+\])(?: ?\/ ?[\w[\]. *^µμ²]{1,14})|mm ?hg|bpm|lbs?|oz|in|[cmkµμ]?m|[kmµμnp]?g|[dmµμ]?l|fl|(?:m|k|µ|μ)?i?u|[mµμnp]?mol|sec|inhg|kg\/m2)\.?$/i;

const SIGNS: Readonly<Record<string, Comparator>> = {
  '≤': '<=',
  '≥': '>=',
  'up to': '<=',
  under: '<',
  below: '<',
  over: '>',
  above: '>',
};
const signOf = (written: string): Comparator => SIGNS[written.toLowerCase()] ?? (written as Comparator);
const numberOf = (written: string): number => Number(written.replaceAll(',', ''));

interface Range {
  low?: number;
  high?: number;
  /** As they were written. */
  lowDigits?: string;
  highDigits?: string;
  /** True when the bound itself lies outside. */
  lowOpen?: boolean;
  highOpen?: boolean;
  /** Unit that the range names for itself. */
  unit?: string;
  words: string;
}

const wordRange = (range: Range): Range => {
  const {low, high, lowOpen, highOpen, lowDigits: from, highDigits: to} = range;
  if (low !== undefined && high !== undefined) {
    // an interval upside down is not one that we understand
    if (low > high) return {words: range.words};
    // a dash would say that the bounds belong to it
    const words =
      lowOpen || highOpen ? `${lowOpen ? '>' : '≥'} ${from!}; ${highOpen ? '<' : '≤'} ${to!}` : `${from!} – ${to!}`;
    return {...range, words};
  }
  if (low !== undefined) return {...range, words: lowOpen ? `above ${from!}` : `${from!} or more`};
  return {...range, words: highOpen ? `below ${to!}` : `up to ${to!}`};
};

/** `20.8 - 34.4`, `> 14 U/L; < 54 U/L`, `<0.3`; any other text stays words. */
export const parseRange = remember((text): Range | null => {
  const range: Range = {words: text};
  for (const part of text.split(/ ?(?:;| and ) ?/)) {
    const interval = INTERVAL.exec(part);
    const bound = BOUND.exec(part);
    if (interval) {
      range.lowDigits = interval[1]!;
      range.highDigits = interval[2]!;
      range.low = numberOf(range.lowDigits);
      range.high = numberOf(range.highDigits);
      if (interval[3]) range.unit = interval[3].trim();
    } else if (bound) {
      const sign = signOf(bound[1]!);
      const side = sign[0] === '<' ? 'high' : 'low';
      range[`${side}Digits`] = bound[2]!;
      range[side] = numberOf(bound[2]!);
      range[`${side}Open`] = sign.length === 1;
      if (bound[3]) range.unit = bound[3].trim();
    } else if (part) return {words: text};
  }
  return text ? wordRange(range) : null;
});

/** How a number stands to its range, as far as the comparator leaves no doubt. */
const flagOf = (number: number, comparator: Comparator | undefined, range: Range): Flag | undefined => {
  const {low, high, lowOpen, highOpen} = range;
  if (low === undefined && high === undefined) return undefined;
  const below = low !== undefined && (number < low || (number === low && (lowOpen || comparator === '<')));
  const above = high !== undefined && (number > high || (number === high && (highOpen || comparator === '>')));
  const down = comparator?.[0] === '<';
  const up = comparator?.[0] === '>';
  if (below && !up) return 'low';
  if (above && !down) return 'high';
  if (below || above) return undefined;
  return (down && low !== undefined) || (up && high !== undefined) ? undefined : 'normal';
};

const sameUnit = (a: string, b: string): boolean =>
  a.replace(/\s/g, '').toLowerCase() === b.replace(/\s/g, '').toLowerCase();

/** Two bounds as the text of a range. */
const boundsOf = (part: Json): string => {
  const bounds = (['low', 'high'] as const).map(side => {
    const [, sign, number] = AMOUNT.exec(said(asWritten(part, side), 60)) ?? [];
    return number && !sign ? `${side === 'low' ? '>=' : '<='} ${number}` : '';
  });
  return bounds.filter(Boolean).join('; ');
};

/** Longer texts are reports and stand in the details. */
const LONGEST_VALUE = 160;

/**
 * Writes the measured value of a component or result into `into` (human-api.md: value as text, unit sometimes inside
 * it, range as text or as two bounds). Answers with the text that is too long to be a value, or `''`.
 */
export const measure = (part: Json, ucum: boolean, into: Draft<Measurement>): string => {
  let value = answered(asWritten(part, 'value'), 100_000);
  let unit = said(part.unit, 60);
  if (value.length > LONGEST_VALUE || value.includes('\n')) return value;

  const [, sign, digits, rest = ''] = AMOUNT.exec(value) ?? [];
  let number: number | undefined;
  let comparator: Comparator | undefined;
  if (digits && (!rest || (unit ? sameUnit(rest, unit) : UNIT.test(rest)))) {
    into.number = number = numberOf(digits);
    if (sign) into.comparator = comparator = signOf(sign);
    if (rest) value = value.slice(0, -rest.length).trimEnd();
    if (!unit) unit = rest;
  }
  if (value) into.value = value;
  if (unit) into.unit = unit;
  if (unit && ucum && unit === part.unit) into.ucum = unit;

  const written = firstSaid(part, ['refRange', 'referenceRange'], 1000);
  const range = parseRange(written) ?? parseRange(boundsOf(part));
  if (range && range.unit && unit && !sameUnit(range.unit, unit)) {
    // bounds in another unit judge nothing, and no chart has a place for them
    into.range = written;
  } else if (range) {
    into.range = range.words;
    if (range.low !== undefined) into.low = range.low;
    if (range.high !== undefined) into.high = range.high;
    if (number !== undefined) {
      const flag = flagOf(number, comparator, range);
      if (flag) into.flag = flag;
    }
  }
  const interpretation = firstSaid(part, ['interpretation', 'abnormalFlag', 'flag'], 60);
  const told = interpretation ? interpretationOf(interpretation) : null;
  if (told) into.interpretation = told.words;
  if (told?.flag) into.flag = told.flag;
  return '';
};
