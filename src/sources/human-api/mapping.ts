import {leadOf, statusWords} from '../../records/code-words.js';
import {titleOf} from '../../records/codes.js';
import {recordKey} from '../../records/model.js';
import {isNoneCode, isNoneWords} from '../../records/none-known.js';
import {detailsOf, words} from './details.js';
import {codesOf, idOf, institutionOf, occurrencesOf, onlyPart, partNames, wordsOfCodes} from './items.js';
import {isObject, type Json} from '../json.js';
import {at, list, said} from './fields.js';
import {more} from './parts.js';
import {RESOURCES, UNKNOWN_RESOURCE, type Resource} from './resources.js';
import type {Draft, HealthRecord, Institution, MappedPage, SetAside, SourcePerson} from '../../records/model.js';
import type {SourceContext, SourcePage} from '../source.js';

/** More parts or dates than this in one item are an attack or a defect, not a record. */
const MOST_PARTS = 2000;
const NAMES = ['name', 'visitType', 'productName', 'allergen.name', 'title'];

/** Words for what should not be there: FHIR's, CDA's, and those of systems that have their own. */
const MISTAKEN = /^(?:(?:entered[-_ ])?in[-_ ]error|nullified|erroneous|void(?:ed)?|deleted|invalid)$/i;
const NONE_OF: readonly string[] = ['allergy', 'condition', 'medication', 'immunization', 'procedure'];

const NO_FILES: HealthRecord['attachments'] = [];

interface Reading {
  readonly stream: string;
  readonly resource: Resource;
  readonly institution: Institution;
  readonly page: SourcePage;
  readonly context: SourceContext;
}

const recordsOf = (item: Json, id: string, reading: Reading): HealthRecord[] => {
  const {resource, stream, institution, page, context} = reading;
  const {category, noun} = resource;
  const {route} = context;
  const used = new Set<string>();
  const occurrences = occurrencesOf(item, stream, used);
  const codes = codesOf(at(item, 'allergen.codes'), codesOf(item.codes));
  const field = NAMES.find(path => said(at(item, path), 500));
  const named = (field && said(at(item, field), 500)) || titleOf('', codes);
  if (field) used.add(field);
  const status = said(item.status, 100);
  const lead = status ? leadOf(category, status) : null;
  // a number alone ("1") is a dose of nobody knows what
  const subtitle = resource.subtitle
    .map(path => words(at(item, path), 200))
    .find(text => text && text !== named && !/^[\d.,]+$/.test(text));
  const notes = category === 'document' ? more.now.entryDetails(item) : [];
  const rest = detailsOf(item, used);
  const members = category === 'visit' ? more.now.membersOf(item, route, institution) : [];

  return occurrences.map((occurrence, index) => {
    const {date, end, parts, texts} = occurrence;
    const only = onlyPart(named, parts);
    const name =
      named ||
      partNames(parts).slice(0, 300) ||
      wordsOfCodes(at(item, 'allergen.codes'), item.codes) ||
      words(item.reasons, 200) ||
      said(item.type, 200) ||
      notes.map(({label}) => label).find(label => label !== 'Text') ||
      said(item.text, 120);
    const allCodes = only
      ? [...codes, ...only.codes.filter(code => !codes.some(other => other.code === code.code))]
      : codes;
    const none = NONE_OF.includes(category) && (isNoneWords(name) || allCodes.some(isNoneCode));
    const first = none && !/^no(ne|t)?\b/i.test(name) ? 'None known: ' : lead ? `${lead.words}: ` : '';
    const recordId = `${stream}/${id}${index ? `#${index + 1}` : ''}`;
    const state = status && statusWords(status);
    const record: Draft<HealthRecord> = {
      ...only,
      id: recordKey(route, institution.id, recordId),
      category,
      title: first + (name || noun),
      date,
      codes: allCodes,
      sources: [{route, institution, recordId, retrievedAt: page.retrievedAt, date}],
      details: notes.length || texts.length ? [...notes, ...texts, ...rest] : rest,
      attachments: NO_FILES,
    };
    if (subtitle) record.subtitle = subtitle;
    if (state) record.status = state;
    if (none || lead?.negated) record.negated = true;
    if (end) record.end = end;
    if (!only && parts.length) record.components = parts;
    if (members.length) record.members = members;
    return record;
  });
};

/** One raw page of a resource as records, an item a step; for `whenLoaded`. Pure; no content makes it throw. */
export function* mapPage(page: SourcePage, context: SourceContext): Generator<void, MappedPage> {
  const stream = page.stream;
  const resource = RESOURCES.get(stream) ?? UNKNOWN_RESOURCE;
  const records: HealthRecord[] = [];
  const aside: SetAside[] = [];
  const persons: SourcePerson[] = [];
  const raws = new Map<string, unknown>();
  let shown = 0;
  let supporting = 0;
  for (const item of page.entries) {
    yield;
    const leave = (reason: SetAside['reason'], state: SetAside['state'] = 'unreadable', more: Partial<SetAside> = {}) =>
      aside.push({state, route: context.route, category: resource.category, type: stream, reason, ...more});
    if (!isObject(item)) {
      leave('not_an_object');
      continue;
    }
    const institution = institutionOf(item, context);
    const id = idOf(item.id);
    if (!resource.noun) {
      const person = stream === 'organizations' ? null : more.now.personOf(item, context);
      if (person) persons.push(person);
      supporting++;
    } else if (!id) leave('no_id', 'unreadable', {institution});
    else if (
      ['components', 'results', 'entries', 'dates', 'codes'].some(key => list(item[key]).flat(3).length > MOST_PARTS)
    ) {
      leave('too_large', 'unreadable', {institution, recordId: `${stream}/${id}`});
    } else {
      const made = recordsOf(item, id, {stream, resource, institution, page, context});
      if (MISTAKEN.test(said(item.status, 100))) {
        leave('entered_in_error', 'entered_in_error', {institution, recordId: `${stream}/${id}`, record: made[0]!});
      } else {
        shown++;
        records.push(...made);
      }
      for (const record of made) raws.set(record.id, item);
    }
  }
  return {read: page.entries.length, shown, supporting, records, aside, persons, raws};
}
