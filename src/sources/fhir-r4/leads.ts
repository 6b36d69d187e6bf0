import {leadOf, statusWords} from '../../records/code-words.js';
import {isNoneCode, isNoneWords} from '../../records/none-known.js';
import {cleanText} from '../../records/text.js';
import {more} from './parts.js';
import {localId} from './references.js';
import {isObject, type Json} from '../json.js';
import {at, codesAt, own, textAt} from './resource.js';
import type {Category, Coding} from '../../records/model.js';
import type {Lead} from '../../records/code-words.js';
import type {Neighbours} from './references.js';

/**
 * What must be said before a title, so that nothing is shown as if it happened when it did not.
 * https://hl7.org/fhir/R4/resource.html#modifier
 */

/** True for a statement that there is nothing to state. */
export const isNoneKnown = (title: string, codes: readonly Coding[]): boolean =>
  codes.some(isNoneCode) || isNoneWords(title);

const STATUS_FIELDS = ['status', 'lifecycleStatus', 'docStatus', 'verificationStatus', 'intent'];

/** Every status and intent of a resource, with its field: its codes, and its words where no code is a standard's. */
export const statusesOf = (resource: Json): (readonly [field: string, code: string])[] => {
  const found: (readonly [string, string])[] = [];
  for (const field of STATUS_FIELDS) {
    if (own(resource, field) === undefined) continue;
    const codes = codesAt(resource, field).map(code => (/^\d/.test(code) ? more.now.certaintyOf(code) : code));
    const known = codes.some(code => statusWords(code) !== code);
    const told = known
      ? codes
      : [...at(resource, `${field}.text`), ...at(resource, `${field}.coding.display`), ...codes].map(text =>
          cleanText(text, 200),
        );
    for (const code of new Set(told)) if (code) found.push([field, code]);
  }
  return found;
};

/** Said of what is about somebody else than the patient in whose record it stands. */
const OTHERS: Lead = {words: 'About somebody else', negated: true};

/** True when a part of a resource, or how it is to be read, may have been changed, or it is made up for testing. */
export const isUnclear = (resource: Json): boolean =>
  codesAt(resource, 'meta.security').includes('HTEST') ||
  own(resource, 'modifierExtension') !== undefined ||
  own(resource, 'implicitRules') !== undefined ||
  Object.values(resource).some(
    parts => Array.isArray(parts) && parts.some(part => isObject(part) && Object.hasOwn(part, 'modifierExtension')),
  );

/** True when what a reference leads to is a person, and not the one whose id is given. */
const isAnother = (reference: unknown, resource: Json, whose: string, near: Neighbours): boolean => {
  const text = textAt(reference, 'reference');
  const found = localId(text) ? undefined : near.find(reference, resource);
  const local = localId(text) || localId(`${textAt(found, 'resourceType')}/${textAt(found, 'id')}`);
  const type = local.split('/')[0] || textAt(reference, 'type');
  return type === 'RelatedPerson' || (type === 'Patient' && local !== whose && text !== whose);
};

/**
 * The lead of a resource's title; negation goes before every other. `null` when the title can stand alone.
 * @param unclear what `isUnclear` says of it
 */
export const leadFor = (
  resource: Json,
  type: string,
  category: Category,
  statuses: readonly (readonly [string, string])[],
  near: Neighbours,
  unclear: boolean,
): Lead | null => {
  // an order is taken, a dose is given
  const wording = type === 'MedicationAdministration' || type === 'MedicationDispense' ? 'immunization' : category;
  let lead: Lead | null = null;
  const add = (status: string): void => {
    if (!lead?.negated) {
      const found = leadOf(wording, status);
      if (found && (!lead || found.negated)) lead = found;
    }
  };
  if (type !== 'Observation') more.now.saidBeside(resource, type).forEach(add);
  for (const [field, status] of statuses) {
    // a plan is what a care plan is; Epic calls medicines that a patient reports "plan"
    if (field === 'intent' && status === 'plan' && (type === 'CarePlan' || own(resource, 'reportedBoolean') === true))
      continue;
    // allergies are rarely confirmed by a test; that is said as a detail
    if (type === 'AllergyIntolerance' && status === 'unconfirmed') continue;
    // what is intended has not been taken
    add(status === 'intended' ? 'planned' : status);
  }
  if (
    own(resource, 'dataAbsentReason') !== undefined &&
    codesAt(resource, 'dataAbsentReason').includes('not-performed')
  )
    add('not-done');
  // what was seen of a baby or a donor stands in the record of the mother
  // https://hl7.org/fhir/R4/observation-definitions.html#Observation.focus
  const subject = textAt(resource, 'subject.reference');
  const whose = localId(subject) || subject;
  const others = ['focus', 'subject'].some(
    key => own(resource, key) !== undefined && at(resource, key).some(each => isAnother(each, resource, whose, near)),
  );
  if (others && !(lead as Lead | null)?.negated) return OTHERS;
  // it could mean the opposite: https://hl7.org/fhir/R4/extensibility.html#modifierExtension
  return !(lead as Lead | null)?.negated && unclear ? (more.now.unclear(resource, wording, near).lead ?? lead) : lead;
};
