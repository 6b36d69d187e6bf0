import {statusWords} from '../../records/code-words.js';
import {recordKey} from '../../records/model.js';
import {cleanText} from '../../records/text.js';
import {isNoneKnown, isUnclear, leadFor, statusesOf} from './leads.js';
import {more} from './parts.js';
import {nameOfRecord} from './names.js';
import {at, codesAt, conceptText, keysOf, meaningful, own, spanOf, type Span} from './resource.js';
import {categoryOfCode, categoryOfType, ruleOf, SOCIAL, VITAL_SIGNS} from './types.js';
import {componentsOf, measure} from './values.js';
import {labelOf, sentence, words} from './words.js';
import type {Json} from '../json.js';
import type {Category, Coding, Detail, Draft, HealthRecord, Institution} from '../../records/model.js';
import {MOST_VALUES, type Neighbours} from './references.js';

/** Signs of a laboratory, where the source does not say what kind of observation it is. */
const SAMPLED = ['specimen', 'referenceRange'];
const NUMERIC = ['valueQuantity', 'valueRatio', 'valueInteger', 'valueRange'];

const isLaboratory = (resource: Json, codes: readonly Coding[], said: readonly string[]): boolean =>
  SAMPLED.some(key => own(resource, key) !== undefined) ||
  (!said.length &&
    (codes.some(({system}) => system === 'http://loinc.org') || NUMERIC.some(key => own(resource, key) !== undefined)));

const categoryOf = (resource: Json, type: string, codes: readonly Coding[]): Category => {
  if (type === 'Media')
    return codesAt(resource, 'modality').length || codesAt(resource, 'type').includes('image') ? 'imaging' : 'document';
  if (type !== 'Observation' && type !== 'DiagnosticReport') return categoryOfType(type);
  let said = codesAt(resource, 'category');
  if (!said.length)
    said = at(resource, 'category.text').map(text => cleanText(text, 100).toLowerCase().replaceAll(' ', '-'));
  for (const code of said) {
    const found = categoryOfCode(code);
    if (found) return found;
  }
  if (codes.some(({code}) => VITAL_SIGNS.has(code))) return 'vital';
  if (codes.some(({code}) => SOCIAL.has(code))) return 'social';
  if (own(resource, 'imagingStudy') !== undefined) return 'imaging';
  return type === 'Observation' && !isLaboratory(resource, codes, said) ? 'other' : categoryOfType(type);
};

/** Types whose name is made of several fields, whatever any one of them says. */
const NAMED_BY_PARTS = /^(FamilyMemberHistory|QuestionnaireResponse)$/;
const VISITS = ['encounter', 'context.encounter', 'context'];

/** Fields that stand elsewhere in the record, or say nothing to a person. */
const HIDDEN = new Set(
  'resourceType id meta implicitRules language text contained extension modifierExtension identifier intent primarySource subject patient beneficiary for status clinicalStatus lifecycleStatus component result hasMember encounter interpretation referenceRange presentedForm content doNotPerform'.split(
    ' ',
  ),
);
const MOST_DETAILS = 99;
const LONGEST = 20_000;
/** Longer texts are reports: they begin as the value, and stand in the details in full. */
const LONGEST_VALUE = 600;

const detailsOf = (resource: Json, type: string, shown: ReadonlySet<string>, near: Neighbours): Detail[] => {
  const details: Detail[] = [];
  for (const key of Object.keys(resource)) {
    if (HIDDEN.has(key) || shown.has(key) || /^(_|value|instantiates)/.test(key)) continue;
    const value = resource[key];
    const written = meaningful(
      // a whole report may stand in one text
      (typeof value === 'string' && cleanText(value, LONGEST)) ||
        (key === 'class' && more.now.encounterClassWords(codesAt(resource, key)[0] ?? '')) ||
        words(value, near, resource),
      LONGEST,
    );
    // a code that only machines write
    const text =
      written.length < 40 && /^[a-z]+(-[a-z]+)*$/.test(written)
        ? sentence((/tatus|outcome/.test(key) && statusWords(written)) || written)
        : written;
    const label = type === 'Observation' ? labelOf(key) : more.now.labelOf(key);
    // a reason as a code and as a reference is one reason
    if (text && !details.some(known => known.text === text && known.label === label)) details.push({label, text});
    if (details.length >= MOST_DETAILS) break;
  }
  return details;
};

/**
 * Whether the narrative says more than the fields: what US Core asks of care plans, what its author marked as
 * additional, and all that there is of a resource without a name.
 */
const tells = (resource: Json, type: string, nameless: boolean): boolean => {
  const narrative = own(resource, 'text');
  return narrative !== undefined && (nameless || type === 'CarePlan' || own(narrative, 'status') === 'additional');
};

/** Where and when a resource was read. */
export interface Reading {
  readonly route: string;
  readonly institution: Institution;
  readonly retrievedAt: string;
}

/** The record of a resource, and whether its source says that it should not be there. */
export const toRecord = (
  resource: Json,
  type: string,
  recordId: string,
  reading: Reading,
  near: Neighbours,
): {record: HealthRecord; mistaken: boolean} => {
  const {route, institution, retrievedAt} = reading;
  near.left = MOST_VALUES;
  const key = (id: string): string => recordKey(route, institution.id, id);
  const rule = ruleOf(type);
  const {name: named, codes, field} = nameOfRecord(resource, type, rule, near);
  const shown = new Set([field, type === 'Observation' ? 'dataAbsentReason' : '']);
  const name = (!NAMED_BY_PARTS.test(type) && named) || more.now.specialName(resource, type, near) || named;
  const category = categoryOf(resource, type, codes);

  let span: Span | null = null;
  for (const path of rule.dates) {
    for (const found of at(resource, path)) {
      span = spanOf(found);
      if (!span) continue;
      // a Timing says more than its first date
      if (at(found, 'event').length < 2 && own(found, 'repeat') === undefined) shown.add(keysOf(resource, path)[0]!);
      break;
    }
    if (span) break;
  }
  const date = span?.date ?? null;
  let end = span?.end;
  // abatement ends what onset began: https://hl7.org/fhir/R4/condition.html
  if (type === 'Condition') {
    const abated = at(resource, 'abatement[x]').map(spanOf).find(Boolean);
    if (abated && abated.date.value !== date?.value) {
      // when it had begun for good is told beside
      if (end) shown.delete('onsetPeriod');
      end = abated.end ?? abated.date;
    }
  }

  const statuses = statusesOf(resource);
  const unclear = isUnclear(resource);
  const lead = leadFor(resource, type, category, statuses, near, unclear);
  const none = isNoneKnown(name, codes);
  // what a visit was for names it where nothing else does
  const cause = name
    ? ''
    : at(resource, 'reasonCode')
        .map(reason => conceptText(reason))
        .find(Boolean);
  const full = name
    ? rule.said > (lead?.negated ? 1 : 0)
      ? `${rule.noun}: ${name}`
      : name
    : cause
      ? `${rule.noun}: ${cause}`
      : `${rule.noun} without a name`;
  const record: Draft<HealthRecord> = {
    id: key(recordId),
    category,
    title: (none && !/^(no|none|nk)/i.test(full) ? 'None known: ' : lead ? `${lead.words}: ` : '') + full,
    date,
    codes,
    sources: [{route, institution, recordId, retrievedAt, date}],
    details:
      type === 'QuestionnaireResponse'
        ? detailsOf(resource, type, shown.add('item'), near).concat(more.now.answersOf(resource, near))
        : detailsOf(resource, type, shown, near),
    // a result has one place for a file
    attachments:
      type === 'Observation' && own(resource, 'valueAttachment') === undefined ? [] : more.now.attachmentsOf(resource),
  };
  if (unclear) record.details = [...more.now.unclear(resource, category, near).details, ...record.details];
  const told = tells(resource, type, !name);
  if (told || type !== 'Observation' || own(resource, 'extension') !== undefined)
    record.details = [...record.details, ...more.now.detailsBeside(resource, near, told)];
  if (none || lead?.negated) record.negated = true;
  if (end) record.end = end;
  const clinical = own(resource, 'clinicalStatus');
  const said = clinical === undefined ? '' : more.now.clinicalWords(clinical);
  const status =
    said || statuses.map(([from, code]) => (/^(in|ver)/.test(from) ? '' : statusWords(code))).find(Boolean);
  if (status) record.status = status;
  for (const path of rule.subtitle) {
    const text = words(at(resource, path).slice(0, 2), near, resource);
    if (text && text !== name) {
      record.subtitle = cleanText(text, 300);
      break;
    }
  }
  if (type === 'Observation') Object.assign(record, measure(resource, near, resource));
  if (record.value && record.value.length > LONGEST_VALUE) {
    const text = cleanText(own(resource, 'valueString'), LONGEST) || record.value;
    record.details = [{label: 'Result', text}, ...record.details];
    record.value = cleanText(text, LONGEST_VALUE);
  }
  const components = componentsOf(resource, near);
  if (components.length)
    record.components =
      new Set(components.map(({title}) => title)).size < components.length
        ? more.now.toldApart(components)
        : components;
  const identifiers: string[] = [];
  for (const found of at(resource, 'identifier')) {
    const system = cleanText(own(found, 'system'), 300);
    const value = cleanText(own(found, 'value'), 300);
    if (system && value) identifiers.push(`${system}|${value}`);
  }
  if (identifiers.length) record.identifiers = identifiers;
  for (const path of VISITS) {
    const visit = at(resource, path).map(found => near.idOf(found, resource, 'Encounter'))[0];
    if (visit?.startsWith('Encounter/')) record.encounter ??= key(visit);
  }
  const members = [...at(resource, 'result'), ...at(resource, 'hasMember')]
    .map(found => near.idOf(found, resource, 'Observation'))
    .filter(Boolean);
  if (members.length) record.members = members.map(key);
  const language = cleanText(own(resource, 'language'), 35);
  if (language) record.language = language;
  return {record, mistaken: statuses.some(([, code]) => /entered.in.error/i.test(code))};
};
