import {leadOf} from '../../records/code-words.js';
import {at, codesAt, own, textAt, type Json} from './resource.js';
import type {Category, Coding} from '../../records/model.js';
import type {Lead} from '../../records/code-words.js';

/**
 * What must be said before a title, so that nothing is shown as if it happened when it did not.
 * https://hl7.org/fhir/R4/resource.html#modifier
 */

// SNOMED CT "no known …", and https://hl7.org/fhir/uv/ips/CodeSystem-absent-unknown-uv-ips.html
const NONE_KNOWN =
  /^(716186003|409137002|429625007|428607008|428197003|1003774007|160244002|160243008|160245001|1828[78]900[15]|787481004|787482006|787480003|no-(known|[a-z]+-info)[a-z-]*)$/;
// NKA and NKDA are how clinics write it; "no known X" in the source's own words.
const NONE_KNOWN_WORDS =
  /^(nkd?a|nkma|(none|nil)( known)?$|not on file$|(patient )?denies |no (known|current|active|significant|history of) |none known|no (allergies|medications|problems|procedures)\b)/i;

/** True for a statement that there is nothing to state; CVX 998 is "no vaccine administered". */
export const isNoneKnown = (title: string, codes: readonly Coding[]): boolean =>
  codes.some(({system, code}) => NONE_KNOWN.test(code) || (code === '998' && system.endsWith('/cvx'))) ||
  NONE_KNOWN_WORDS.test(title);

const STATUS_FIELDS = ['status', 'lifecycleStatus', 'docStatus', 'verificationStatus', 'intent'];
/** How sure a finding is, where a source says it in SNOMED CT. */
const CERTAINTY: Readonly<Record<string, string>> = {
  410516002: 'refuted',
  410594000: 'refuted',
  723511001: 'refuted',
  410590009: 'unconfirmed',
  415684004: 'unconfirmed',
  410592001: 'provisional',
};

/** Every status and intent of a resource, with its field: its codes, else its words. */
export const statusesOf = (resource: Json): (readonly [field: string, code: string])[] => {
  const found: (readonly [string, string])[] = [];
  for (const field of STATUS_FIELDS) {
    if (own(resource, field) === undefined) continue;
    const codes = codesAt(resource, field);
    for (const code of codes) found.push([field, CERTAINTY[code] ?? code]);
    const text = codes.length ? '' : textAt(resource, `${field}.text`);
    if (text) found.push([field, text]);
  }
  return found;
};

/** Said of a record whose meaning its source has changed in a way that nobody here can read. */
const UNCLEAR: Lead = {words: 'Not clear', negated: true};

/** Said of what is about somebody else than the patient in whose record it stands. */
const OTHERS: Lead = {words: 'About somebody else', negated: true};

/** The lead of a resource's title; negation goes before every other. `null` when the title can stand alone. */
export const leadFor = (
  resource: Json,
  type: string,
  category: Category,
  statuses: readonly (readonly [string, string])[],
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
  if (own(resource, 'doNotPerform') === true) add('do-not-perform');
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
  // what could have happened
  if (own(resource, 'actuality') === 'potential') add('option');
  // what was seen of a baby or a donor stands in the record of the mother
  // https://hl7.org/fhir/R4/observation-definitions.html#Observation.focus
  const whose = textAt(resource, 'subject.reference');
  const focus = at(resource, 'focus.reference').some(
    each => /(^|\/)(RelatedPerson|Patient)\//.test(String(each)) && each !== whose,
  );
  if (focus && !(lead as Lead | null)?.negated) return OTHERS;
  // it could mean the opposite: https://hl7.org/fhir/R4/extensibility.html#modifierExtension
  return !(lead as Lead | null)?.negated && at(resource, 'modifierExtension').length ? UNCLEAR : lead;
};
