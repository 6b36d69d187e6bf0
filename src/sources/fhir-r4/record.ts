import {encounterClassWords, statusWords} from '../../records/code-words.js';
import {recordKey} from '../../records/model.js';
import {cleanText} from '../../records/text.js';
import {answersOf} from './answers.js';
import {attachmentsOf} from './attachments.js';
import {isNoneKnown, leadFor, statusesOf} from './leads.js';
import {
  at,
  codesAt,
  codings,
  conceptText,
  isObject,
  keysOf,
  meaningful,
  own,
  spanOf,
  textAt,
  type Json,
  type Span,
} from './resource.js';
import {categoryOfCode, ruleOf, SOCIAL, VITAL_SIGNS, type TypeRule} from './types.js';
import {componentsOf, measure} from './values.js';
import {labelOf, sentence, words} from './words.js';
import type {Category, Coding, Detail, HealthRecord, Institution} from '../../records/model.js';
import type {Neighbours} from './references.js';

/** Signs of a laboratory, where the source does not say what kind of observation it is. */
const SAMPLED = ['specimen', 'referenceRange'];
const NUMERIC = ['valueQuantity', 'valueRatio', 'valueInteger', 'valueRange'];

const isLaboratory = (resource: Json, codes: readonly Coding[]): boolean =>
  SAMPLED.some(key => own(resource, key) !== undefined) ||
  (own(resource, 'category') === undefined &&
    (codes.some(({system}) => system === 'http://loinc.org') || NUMERIC.some(key => own(resource, key) !== undefined)));

const categoryOf = (resource: Json, type: string, rule: TypeRule, codes: readonly Coding[]): Category => {
  if (type === 'Media')
    return codesAt(resource, 'modality').length || codesAt(resource, 'type').includes('image') ? 'imaging' : 'document';
  if (type !== 'Observation' && type !== 'DiagnosticReport') return rule.category;
  let said = codesAt(resource, 'category');
  if (!said.length)
    said = at(resource, 'category.text').map(text => cleanText(text, 100).toLowerCase().replaceAll(' ', '-'));
  for (const code of said) {
    const found = categoryOfCode(code);
    if (found) return found;
  }
  if (codes.some(({code}) => VITAL_SIGNS.test(code))) return 'vital';
  if (codes.some(({code}) => SOCIAL.test(code))) return 'social';
  if (own(resource, 'imagingStudy') !== undefined) return 'imaging';
  return type === 'Observation' && !isLaboratory(resource, codes) ? 'other' : rule.category;
};

interface Name {
  readonly name: string;
  readonly codes: readonly Coding[];
  /** The field that it came from. */
  readonly field: string;
}
const NAMELESS: Name = {name: '', codes: [], field: ''};

/** What names a resource, and the codes behind it. */
const nameOfRecord = (resource: Json, type: string, rule: TypeRule, near: Neighbours): Name => {
  for (const path of rule.title) {
    const names: string[] = [];
    const codes: Coding[] = [];
    for (const found of at(resource, path).slice(0, 20)) {
      let name: string;
      if (isObject(found) && !Object.hasOwn(found, 'reference')) {
        const its = codings(found);
        codes.push(...its);
        name = conceptText(found, its) || (its.length ? '' : words(found, near, resource));
      } else {
        const target = near.find(found, resource);
        if (target) codes.push(...codings(own(target, 'code')));
        name = words(found, near, resource);
      }
      name = meaningful(name, 500);
      if (name && name !== type && names.length < 3 && !names.includes(name)) names.push(name);
    }
    if (names.length) return {name: names.join(', '), codes, field: keysOf(resource, path)[0] ?? path};
  }
  return NAMELESS;
};

/** Names of the types that no list of fields can make. */
const specialName = (resource: Json, type: string): string => {
  if (type === 'Encounter')
    return codesAt(resource, 'class').map(encounterClassWords).find(Boolean) ?? conceptText(own(resource, 'class'));
  if (type === 'FamilyMemberHistory') {
    const who = conceptText(own(resource, 'relationship')) || textAt(resource, 'name');
    const what = at(resource, 'condition.code')
      .map(code => conceptText(code))
      .filter(Boolean)
      .join(', ');
    return [who, what].filter(Boolean).join(' – ');
  }
  if (type === 'QuestionnaireResponse') {
    const url = textAt(resource, 'questionnaire').replace(/\|.*/, '');
    return textAt(resource, '_questionnaire.extension.valueString') || url.replace(/.*[/#]/, '');
  }
  return '';
};

/** Fields that stand elsewhere in the record, or say nothing to a person. */
const HIDDEN = new Set(
  'resourceType id meta implicitRules language text contained extension modifierExtension identifier intent primarySource subject patient beneficiary for status clinicalStatus lifecycleStatus docStatus component result hasMember encounter interpretation referenceRange dataAbsentReason presentedForm content doNotPerform instantiatesCanonical instantiatesUri'.split(
    ' ',
  ),
);
const MOST_DETAILS = 40;

const detailsOf = (resource: Json, shown: ReadonlySet<string>, near: Neighbours): Detail[] => {
  const details: Detail[] = [];
  for (const key of Object.keys(resource)) {
    if (HIDDEN.has(key) || shown.has(key) || key.startsWith('_') || key.startsWith('value')) continue;
    const written = words(resource[key], near, resource);
    // a code that only machines write
    const text = /^[a-z]+(-[a-z]+)*$/.test(written) ? sentence(statusWords(written) || written) : written;
    if (text) details.push({label: labelOf(key), text});
    if (details.length >= MOST_DETAILS) break;
  }
  return details;
};

/** Where and when a resource was read. */
export interface Place {
  readonly route: string;
  readonly institution: Institution;
  readonly retrievedAt: string;
}

type Draft = {-readonly [K in keyof HealthRecord]: HealthRecord[K]};

/** The record of a resource, and whether its source says that it should not be there. */
export const toRecord = (
  resource: Json,
  type: string,
  recordId: string,
  place: Place,
  near: Neighbours,
): {record: HealthRecord; mistaken: boolean} => {
  const {route, institution, retrievedAt} = place;
  const key = (id: string): string => recordKey(route, institution.id, id);
  const rule = ruleOf(type);
  const {name: named, codes, field} = nameOfRecord(resource, type, rule, near);
  const shown = new Set([field]);
  const name = (type === 'Encounter' && named) || specialName(resource, type) || named;
  const category = categoryOf(resource, type, rule, codes);

  let span: Span | null = null;
  for (const path of rule.dates) {
    for (const found of at(resource, path)) {
      span = spanOf(found);
      if (span) break;
    }
    if (span) {
      shown.add(keysOf(resource, path)[0]!);
      break;
    }
  }
  const date = span?.date ?? null;
  let end = span?.end;
  // abatement ends what onset began: https://hl7.org/fhir/R4/condition.html
  if (type === 'Condition' && !end) {
    const abated = at(resource, 'abatement[x]').map(spanOf).find(Boolean);
    if (abated && abated.date.value !== date?.value) end = abated.end ?? abated.date;
  }

  const statuses = statusesOf(resource);
  const lead = leadFor(resource, type, category, statuses);
  const none = isNoneKnown(name, codes);
  const full = !name ? `${rule.noun} without a name` : rule.said && !lead?.negated ? `${rule.noun}: ${name}` : name;
  const record: Draft = {
    id: key(recordId),
    category,
    title: (none && !/^(no|none|nk)/i.test(full) ? 'None known: ' : lead ? `${lead.words}: ` : '') + full,
    date,
    codes,
    sources: [{route, institution, recordId, retrievedAt, date}],
    details:
      type === 'QuestionnaireResponse'
        ? detailsOf(resource, shown.add('item'), near).concat(answersOf(resource, near))
        : detailsOf(resource, shown, near),
    attachments: attachmentsOf(resource),
  };
  if (none || lead?.negated) record.negated = true;
  if (end) record.end = end;
  const said = codesAt(resource, 'clinicalStatus').map(statusWords).find(Boolean);
  const status =
    said ?? statuses.map(([from, code]) => (/^(in|ver)/.test(from) ? '' : statusWords(code))).find(Boolean);
  if (status) record.status = status;
  for (const path of rule.subtitle) {
    const text = words(at(resource, path).slice(0, 2), near, resource);
    if (text && text !== name) {
      record.subtitle = cleanText(text, 300);
      break;
    }
  }
  if (type === 'Observation') Object.assign(record, measure(resource, near, resource));
  const components = componentsOf(resource, near);
  if (components.length) record.components = components;
  const identifiers: string[] = [];
  for (const found of at(resource, 'identifier')) {
    const system = cleanText(own(found, 'system'), 300);
    const value = cleanText(own(found, 'value'), 300);
    if (system && value) identifiers.push(`${system}|${value}`);
  }
  if (identifiers.length) record.identifiers = identifiers;
  for (const path of ['encounter', 'context.encounter', 'context']) {
    const visit = at(resource, path).map(found => near.idOf(found, resource, 'Encounter'))[0];
    if (visit?.startsWith('Encounter/')) record.encounter ??= key(visit);
  }
  const members = [...at(resource, 'result'), ...at(resource, 'hasMember')]
    .map(found => near.idOf(found, resource, 'Observation'))
    .filter(Boolean);
  if (members.length) record.members = members.map(key);
  const language = cleanText(own(resource, 'language'), 35);
  if (language) record.language = language;
  return {record, mistaken: statuses.some(([, code]) => code === 'entered-in-error')};
};
