import {systemUrl, titleOf} from '../../records/codes.js';
import {humanDate} from './dates.js';
import {words} from './details.js';
import {isObject, type Json} from '../json.js';
import {at, firstSaid, list, remember, said} from './fields.js';
import {measure} from './measure.js';
import {more} from './parts.js';
import type {Coding, Detail, Institution, PartialDate, RecordComponent} from '../../records/model.js';
import type {SourceContext} from '../source.js';

/** The parts that items of all resources are made of. */

const DATES = ['resultDateTime', 'dateTime', 'date', 'startDate', 'dateRange.start', 'startDateTime'];
const ENDS = ['endDate', 'dateRange.end', 'endDateTime'];

/** Names that stand where an OID is missing. */
const SYSTEM_OIDS: Readonly<Record<string, string>> = {
  loinc: '6.1',
  snomedct: '6.96',
  rxnorm: '6.88',
  cvx: '12.292',
  icd10cm: '6.90',
  icd9cm: '6.103',
  ndc: '6.69',
  cpt: '6.12',
};
/** The system's URI by its OID (or URL), else by its name. */
const uriOf = remember(systemUrl);
const named = remember(name => {
  const oid = SYSTEM_OIDS[name.toLowerCase().replace(/[^a-z\d]/g, '')];
  return systemUrl(oid ? `2.16.840.1.113883.${oid}` : name);
});
const systemOf = (code: Json): string => uriOf(said(code.codeSystem, 200)) || named(said(code.codeSystemName, 100));

/** Codes of an item, one of a kind; entries that name a system but no code say nothing. */
export const codesOf = (written: unknown, codes: Coding[] = []): Coding[] => {
  for (const entry of list(written)) {
    const code = isObject(entry) ? said(entry.code, 100) : '';
    if (!isObject(entry) || !code) continue;
    const system = systemOf(entry);
    if (codes.some(other => other.code === code && other.system === system)) continue;
    const display = said(entry.name, 300);
    codes.push(display ? {system, code, display} : {system, code});
  }
  return codes;
};

/** Words of entries that have no code: the last that can name something. */
export const wordsOfCodes = (...written: unknown[]): string =>
  written
    .flatMap(list)
    .map(entry => said(at(entry, 'name'), 300))
    .find(Boolean) ?? '';

export const idOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? said(value, 200) : '';

/** Label is the organization's name, key its id, else the source's (human-api.md). */
export const institutionOf = (item: Json, context: SourceContext): Institution => ({
  id: idOf(at(item, 'organization.id')) || idOf(item.source) || context.route,
  name: said(at(item, 'organization.name'), 200) || context.routeName,
});

/** One thing that happened: an item with several dates is several of them. */
export interface Occurrence {
  readonly date: PartialDate | null;
  readonly end?: PartialDate;
  readonly parts: readonly RecordComponent[];
  readonly texts: readonly Detail[];
}

const partsOf = (written: unknown, ucum: boolean): Pick<Occurrence, 'parts' | 'texts'> => {
  const parts: RecordComponent[] = [];
  const texts: Detail[] = [];
  // some send a single one without its list, each under a name, or lists in a list
  const each = !isObject(written)
    ? list(written).flat(3)
    : ['name', 'value', 'codes'].some(key => key in written)
      ? [written]
      : Object.values(written).slice(0, 2000);
  for (const part of each) {
    if (!isObject(part)) continue;
    const codes = codesOf(part.codes);
    const title = firstSaid(part, ['name', 'normalizedName'], 300) || titleOf('', codes) || wordsOfCodes(part.codes);
    const made: RecordComponent = {title, codes};
    const text = measure(part, ucum, made);
    if (text) texts.push({label: title || 'Result', text});
    else if (title || made.value) parts.push(made);
    const comment =
      firstSaid(part, ['componentComments', 'comments', 'comment'], 20_000) || words(part.componentComments);
    if (comment) texts.push({label: title ? `Comment: ${title}` : 'Comment', text: comment});
  }
  return {parts, texts};
};

const firstDate = (item: Json, paths: readonly string[], used: Set<string>): PartialDate | null => {
  for (const path of paths) {
    const date = humanDate(at(item, path));
    if (!date) continue;
    used.add(path.split('.')[0]!);
    return date;
  }
  return null;
};

/** What happened, and when; fields that said it are marked as used. */
export const occurrencesOf = (item: Json, stream: string, used: Set<string>): Occurrence[] => {
  if (stream === 'social_history' && list(item.entries).length) return more.now.answersByDate(item);
  const what = partsOf(item.components ?? item.results, stream === 'vitals');
  const days = new Map<string, PartialDate>();
  const dates = [item.dates].flat();
  for (const written of dates) {
    const date = humanDate(written);
    if (date) days.set(date.value, date);
  }
  if (days.size) {
    if (days.size === 1 && dates.length === 1) used.add('dates');
    return [...days.values()].map(date => ({date, ...what}));
  }
  const start = firstDate(item, DATES, used);
  const end = firstDate(item, ENDS, used);
  return [{date: start ?? end, ...(start && end && end.value !== start.value && {end}), ...what}];
};

const isPart = (part: RecordComponent, code: string, name: RegExp): boolean =>
  part.codes.some(coding => coding.code === code) || name.test(part.title);

/** Names of the parts together; the two pressures are one thing. */
export const partNames = (parts: readonly RecordComponent[]): string => {
  const isSystolic = (part: RecordComponent) => isPart(part, '8480-6', /^systolic\b/i);
  const isDiastolic = (part: RecordComponent) => isPart(part, '8462-4', /^diastolic\b/i);
  const pair = parts.some(isSystolic) && parts.some(isDiastolic);
  const names = parts.map(part => (pair && (isSystolic(part) || isDiastolic(part)) ? 'Blood pressure' : part.title));
  return [...new Set(names.filter(Boolean))].join(', ');
};

/** A single part that is the item itself: its value stands with the title. */
export const onlyPart = (name: string, parts: readonly RecordComponent[]): RecordComponent | null => {
  const [part] = parts;
  if (!part || parts.length > 1) return null;
  return !name || !part.title || part.title.toLowerCase() === name.toLowerCase() ? part : null;
};
