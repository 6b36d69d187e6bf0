import {interpretationOf} from '../../records/code-words.js';
import {cleanText} from '../../records/text.js';
import {asWritten, isObject, type Json} from '../json.js';
import {isUnclear, leadFor, statusesOf} from './leads.js';
import {more} from './parts.js';
import {answerText, at, codesAt, codings, conceptText, keysOf, list, meaningful, own} from './resource.js';
import {rangeText, words} from './words.js';
import type {Draft, Flag, Measurement, RecordComponent} from '../../records/model.js';
import type {Neighbours} from './references.js';

/** Values of Observations and of their components. https://hl7.org/fhir/R4/observation.html */

const COMPARATORS = ['<', '<=', '>=', '>'] as const;
const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' && isFinite(value) ? value : undefined;

/** https://terminology.hl7.org/CodeSystem-referencerange-meaning.html: a range is the normal one unless it says otherwise. */
const USUAL = /^(normal|reference|type|$)/i;
const isUsual = (range: unknown): boolean =>
  [...codesAt(range, 'type'), conceptText(own(range, 'type'))].some(said => USUAL.test(said));

/** Each in words, with whom it is for (sexes, ages, risk levels); bounds only when there is exactly one. */
const addRange = (draft: Draft<Measurement>, ranges: readonly unknown[], near: Neighbours, container: Json): void => {
  const texts = ranges
    .map(range => {
      const text = meaningful(own(range, 'text'), 1000) || rangeText(range);
      const whom = [own(range, 'type'), ...list(own(range, 'appliesTo'))]
        .map(concept => conceptText(concept))
        .filter(said => (ranges.length > 1 ? said : !USUAL.test(said)))
        .join(', ');
      const age = isObject(own(range, 'age')) ? `age ${words(own(range, 'age'), near, container)}` : '';
      const label = [whom, age].filter(Boolean).join(', ');
      return text && (label ? `${label}: ${text}` : text);
    })
    .filter(Boolean);
  if (texts.length) draft.range = cleanText(texts.join('; '), 1000);
  // what is dangerous, or wanted of a treatment, is no usual range
  const usual = ranges.filter(isUsual);
  if (usual.length !== 1) return;
  const [lower, upper] = [own(usual[0], 'low'), own(usual[0], 'high')];
  const low = numberOf(own(lower, 'value'));
  const high = numberOf(own(upper, 'value'));
  // bounds in another unit, or upside down, judge nothing
  if ((low !== undefined && high !== undefined && low > high) || !inUnit(draft, lower) || !inUnit(draft, upper)) return;
  if (low !== undefined) draft.low = low;
  if (high !== undefined) draft.high = high;
};
/** True unless a bound names another unit than the value has: by code where both have one, else as written. */
const inUnit = ({unit, ucum}: Draft<Measurement>, bound: unknown): boolean => {
  const code = own(bound, 'code');
  if (ucum !== undefined && typeof code === 'string') return ucum === code;
  const written = own(bound, 'unit') ?? code;
  return unit === undefined || typeof written !== 'string' || unit.toLowerCase() === written.trim().toLowerCase();
};

/** As the source said; where it said nothing, as the number stands to its range. */
const addFlag = (draft: Draft<Measurement>, said: readonly unknown[]): void => {
  const texts: string[] = [];
  let flag: Flag | undefined;
  for (const concept of said) {
    const known =
      codings(concept)
        .map(coding => interpretationOf(coding.code))
        .find(Boolean) ?? interpretationOf(conceptText(concept));
    // "normal" beside anything else is not the whole of it
    if (!flag || flag === 'normal') flag = known?.flag ?? flag;
    texts.push(known?.words ?? conceptText(concept));
  }
  const {number, low, high, comparator} = draft;
  if (!said.length && number !== undefined && !comparator) {
    if (high !== undefined && number > high) flag = 'high';
    else if (low !== undefined && number < low) flag = 'low';
    else if (low !== undefined || high !== undefined) flag = 'normal';
  }
  const interpretation = cleanText([...new Set(texts.filter(Boolean))].join(', '), 300);
  if (interpretation) draft.interpretation = interpretation;
  if (flag) draft.flag = flag;
};

const addValue = (draft: Draft<Measurement>, key: string, value: unknown, near: Neighbours, container: Json): void => {
  if (key === 'valueQuantity' && isObject(value)) {
    const number = cleanText(asWritten(value, 'value'), 60);
    const unit = cleanText(value.unit ?? value.code, 60);
    const comparator = COMPARATORS.find(known => known === value.comparator);
    // a sign that nobody here knows is shown, and its number is not taken for an exact one
    const sign = comparator ?? cleanText(value.comparator, 20);
    if (number) draft.value = sign ? `${sign} ${number}` : number;
    if (numberOf(value.value) !== undefined && sign === (comparator ?? '')) draft.number = value.value as number;
    if (comparator) draft.comparator = comparator;
    if (unit) draft.unit = unit;
    const ucum = cleanText(value.code, 60);
    if (ucum && /unitsofmeasure\.org|2\.16\.840\.1\.113883\.6\.8$/.test(cleanText(value.system, 200)))
      draft.ucum = ucum;
  } else if (key === 'valueInteger' && numberOf(value) !== undefined) {
    draft.value = String(value);
    draft.number = value as number;
  } else {
    const text = words(value, near, container) || answerText(value);
    if (text) draft.value = text;
  }
};

/** The same reason as an extension of the value that is not there, or of its number. */
const reasonBeside = (source: Json): unknown => {
  for (const path of ['_value[x].extension', 'value[x].extension', 'value[x]._value.extension']) {
    const found = at(source, path).find(each => String(own(each, 'url')).endsWith('/data-absent-reason'));
    if (found) return {coding: [{code: own(found, 'valueCode')}]};
  }
  return undefined;
};

/** Value, unit, range and interpretation of an Observation or a component; why there is no value, when it says so. */
export const measure = (source: Json, near: Neighbours, container: Json): Measurement => {
  const draft: Draft<Measurement> = {};
  for (const key of keysOf(source, 'value[x]'))
    if (draft.value === undefined) addValue(draft, key, own(source, key), near, container);
  if (draft.value === undefined) {
    const absent = own(source, 'dataAbsentReason') ?? reasonBeside(source);
    if (absent !== undefined) draft.value = more.now.absentWords(absent);
  }
  addRange(draft, list(own(source, 'referenceRange')), near, container);
  addFlag(draft, list(own(source, 'interpretation')));
  return draft;
};

/** A part by its name, and before it what makes it no plain fact: contained results have a status of their own. */
const partOf = (part: Json, near: Neighbours, container: Json): RecordComponent => {
  const lead =
    own(part, 'resourceType') === undefined
      ? null
      : leadFor(part, 'Observation', 'lab', statusesOf(part), near, isUnclear(part));
  const name = conceptText(own(part, 'code')) || 'Part without a name';
  const title = lead ? `${lead.words}: ${name}` : name;
  const codes = codings(own(part, 'code'));
  const measured = measure(part, near, container);
  if (!lead?.negated) return {title, codes, ...measured};
  // what is no fact has no place in a chart
  const {value, unit, range} = measured;
  return {title, codes: [], ...(value && {value}), ...(unit && {unit}), ...(range && {range})};
};

/** Components of a result, and results that a report or panel carries inside itself, as its parts; each of those once. */
export const componentsOf = (
  resource: Json,
  near: Neighbours,
  container = resource,
  seen = new Set<unknown>(),
): RecordComponent[] => {
  const parts = list(own(resource, 'component'))
    .filter(isObject)
    .map(part => partOf(part, near, container));
  for (const reference of [...list(own(resource, 'result')), ...list(own(resource, 'hasMember'))]) {
    const text = own(reference, 'reference');
    const inner = typeof text === 'string' && text.startsWith('#') ? near.find(reference, container) : undefined;
    if (!inner || seen.has(inner)) continue;
    seen.add(inner);
    const part = partOf(inner, near, container);
    const below = componentsOf(inner, near, container, seen);
    // the name of a panel alone says nothing
    if (!below.length || part.value !== undefined) parts.push(part);
    parts.push(...below);
  }
  return parts;
};
