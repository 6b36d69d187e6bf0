import {systemUrl, titleOf} from '../../records/codes.js';
import {parseFhirDate} from '../../records/fhir-dates.js';
import {cleanText} from '../../records/text.js';
import {isObject} from '../json.js';
import type {Coding, PartialDate} from '../../records/model.js';

/*
 * Safe access to parsed FHIR JSON: whatever a server sent in whatever place, every function here answers with a value
 * of its own type and never throws. https://hl7.org/fhir/R4/datatypes.html
 */
/** A value as a list: an array as it is, nothing as empty. */
export const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

/** Own property of an object; `undefined` for everything else, inherited names included. */
export const own = (value: unknown, key: string): unknown =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;

const paths = new Map<string, readonly string[]>();
const NONE: readonly unknown[] = [];

const add = (child: unknown, into: unknown[]): void => {
  if (Array.isArray(child)) for (const item of child) add(item, into);
  else if (child !== undefined && child !== null) into.push(child);
};

const isItem = (value: unknown): boolean => value !== undefined && value !== null && !Array.isArray(value);
/** Values right below an object; a list that has neither gaps nor lists in it as it stands, without a copy. */
const below = (parent: unknown, step: string): readonly unknown[] => {
  if (!step.endsWith(']')) {
    const child = own(parent, step);
    if (child === undefined || child === null) return NONE;
    if (!Array.isArray(child)) return [child];
    if (child.every(isItem)) return child;
  }
  const found: unknown[] = [];
  for (const key of keysOf(parent, step)) add(own(parent, key), found);
  return found;
};

/** Every value at a path: dots go down, lists are walked through, `name[x]` stands for each typed name. */
export const at = (value: unknown, path: string): readonly unknown[] => {
  let steps = paths.get(path);
  if (!steps) paths.set(path, (steps = path.split('.')));
  let found = below(value, steps[0]!);
  // most paths lead nowhere in most resources
  for (let index = 1; index < steps.length && found.length; index++) {
    const step = steps[index]!;
    found = found.length === 1 ? below(found[0], step) : found.flatMap(parent => below(parent, step));
  }
  return found;
};

/** Names behind a step: itself, or for `effective[x]` those among `effectiveDateTime`, `effectivePeriod` … that are there. */
export const keysOf = (object: unknown, step: string): readonly string[] => {
  if (!isObject(object)) return NO_KEYS;
  if (!step.endsWith('[x]')) return [step];
  const stem = step.slice(0, -3);
  let found: string[] | undefined;
  // without a list of all keys: this is asked several times of every resource
  for (const key in object) {
    if (key.length > stem.length && key.startsWith(stem) && key[stem.length]! < 'a' && Object.hasOwn(object, key))
      (found ??= []).push(key);
  }
  return found ?? NO_KEYS;
};
const NO_KEYS: readonly string[] = [];

/** The first text at a path, cleaned; `''` when there is none. */
export const textAt = (value: unknown, path: string): string => {
  for (const found of at(value, path)) {
    const text = typeof found === 'string' ? cleanText(found) : '';
    if (text) return text;
  }
  return '';
};

// A name that says nothing is no name.
const VAGUE =
  /^(unknown|unk|undefined|null|n\/?a|unspecified|not (specified|known)|no information|-+|\.+|\?+)( \([a-z ]+\))?$/i;
const isVague = (text: string): boolean => text.length < 40 && VAGUE.test(text);
export const meaningful = (value: unknown, max?: number): string => {
  if (value === undefined) return '';
  const text = cleanText(value, max);
  return isVague(text) ? '' : text;
};

// The same few systems come thousands of times.
const systems = new Map<string, string>();
const systemOf = (written: unknown): string => {
  if (typeof written !== 'string') return '';
  let url = systems.get(written);
  if (url === undefined) {
    url = systemUrl(written);
    if (systems.size < 500) systems.set(written, url);
  }
  return url;
};

const rawCodings = (value: unknown): readonly unknown[] =>
  isObject(value) && Object.hasOwn(value, 'coding') ? list(value.coding) : [value];

/** The codings of a CodeableConcept, or a Coding itself. */
export const codings = (value: unknown): Coding[] => {
  const found: Coding[] = [];
  for (const item of rawCodings(value)) {
    const code = cleanText(own(item, 'code'), 200);
    const display = cleanText(own(item, 'display'), 500);
    const system = systemOf(own(item, 'system'));
    if (display) found.push({system, code, display});
    else if (code) found.push({system, code});
  }
  return found;
};

/** A code that is made of words, as HL7's own lists have them (`no-known-food-allergies`), as words; any other as it is. */
const spoken = (code: string): string =>
  code.length < 60 && /^[a-z]{2,}(-[a-z]+)+$/.test(code)
    ? code.charAt(0).toUpperCase() + code.slice(1).replaceAll('-', ' ')
    : code;

/** The name of a CodeableConcept or Coding: its text, else the best known system's words, else a code. */
export const conceptText = (value: unknown, known: readonly Coding[] = codings(value)): string => {
  const said = meaningful(own(value, 'text'), 500);
  if (said) return said;
  let text = titleOf('', known);
  // words that say nothing, such as "Unknown", give way to others, and are not made better by their code
  if (isVague(text))
    text = titleOf(
      '',
      known.filter(({display = 'a code'}) => !isVague(display)),
    );
  if (isVague(text)) return '';
  return known.some(({display}) => display === text) ? text : spoken(text);
};

/** What a concept says as an answer, where "unknown" says something. */
export const answerText = (value: unknown): string =>
  conceptText(value) || cleanText(own(value, 'text'), 500) || titleOf('', codings(value));

/** Codes alone, as written and of whatever system, for comparing with the specification's own value sets. */
export const codesAt = (value: unknown, path: string): readonly string[] => {
  const items = at(value, path);
  if (!items.length) return items as readonly string[];
  const codes: string[] = [];
  for (const item of items) {
    if (typeof item === 'string') codes.push(item);
    else {
      for (const coding of rawCodings(item)) {
        const code = own(coding, 'code');
        if (typeof code === 'string') codes.push(code);
      }
    }
  }
  return codes;
};

/** When something was or began, and its end where that is another date. */
export interface Span {
  readonly date: PartialDate;
  readonly end?: PartialDate;
}

/** Some servers write a zone without its colon, or a space before the time. */
const dateOf = (value: unknown): PartialDate | null => {
  const exact = parseFhirDate(value);
  if (exact || typeof value !== 'string') return exact;
  const read = parseFhirDate(value.replace(/ (?=\d\d:)/, 'T').replace(/(\d\d)(\d\d)$/, '$1:$2'));
  return read && {value, precision: read.precision, iso: read.value};
};

/** A date, dateTime, instant, Period (its end, when that is all it has) or Timing; `null` for anything else. */
export const spanOf = (value: unknown): Span | null => {
  if (!isObject(value)) {
    const date = dateOf(value);
    return date && {date};
  }
  const start = dateOf(own(value, 'start'));
  const end = dateOf(own(value, 'end'));
  if (start) return end && end.value !== start.value ? {date: start, end} : {date: start};
  if (end) return {date: end};
  for (const event of at(value, 'event')) {
    const date = dateOf(event);
    if (date) return {date};
  }
  const bounds = own(own(value, 'repeat'), 'boundsPeriod');
  return bounds === undefined ? null : spanOf({start: own(bounds, 'start'), end: own(bounds, 'end')});
};
