import {at, list, own, textAt} from './resource.js';
import {categoryOfType, SUPPORTING} from './types.js';
import type {Category} from '../../records/model.js';
import type {Stream} from '../source.js';

/** Epic answers XML to anything else. */
export const FHIR_JSON = 'application/fhir+json';

/** What is asked for where a server does not say what it has; the most wanted first. */
const DEFAULT =
  'Observation Condition MedicationRequest DiagnosticReport Encounter AllergyIntolerance Immunization Procedure DocumentReference MedicationStatement MedicationDispense MedicationAdministration CarePlan CareTeam Goal ServiceRequest ImagingStudy FamilyMemberHistory Coverage ExplanationOfBenefit Device QuestionnaireResponse'.split(
    ' ',
  );
/** Searchable by patient, but not about the patient's care. */
const NOT_CARE = new Set(['AuditEvent', 'Person', 'MeasureReport', 'Bundle', 'Basic']);

/** Searches that take the place of a refused one, as US Core asks for them. */
const NARROWER: Readonly<Record<string, string>> = {
  Observation: 'category laboratory vital-signs social-history survey exam imaging procedure activity',
  Condition: 'category problem-list-item encounter-diagnosis health-concern',
  MedicationRequest: 'intent order plan proposal original-order reflex-order filler-order instance-order option',
  DocumentReference: 'category clinical-note',
  CarePlan: 'category assess-plan',
};

/** Types whose entries become several categories: those that they are the place for, and those that they also hold. */
const EVERY: Readonly<Record<string, Pick<Stream, 'categories' | 'also'>>> = {
  Observation: {categories: ['lab', 'vital', 'social', 'other'], also: ['imaging', 'procedure']},
  DiagnosticReport: {categories: ['lab'], also: ['imaging', 'procedure', 'document']},
  Media: {categories: [], also: ['imaging', 'document']},
  Patient: {categories: []},
};
const ONLY: Readonly<Record<string, Category>> = {
  laboratory: 'lab',
  'vital-signs': 'vital',
  'social-history': 'social',
  survey: 'social',
  activity: 'social',
  exam: 'other',
  imaging: 'imaging',
  procedure: 'procedure',
};

const streamOf = (type: string): Stream => ({
  id: type,
  ...(Object.hasOwn(EVERY, type) ? EVERY[type]! : {categories: [categoryOfType(type)]}),
});

/** Streams of the types in a list, then the patient's own entry. */
export const streamsOf = (types: readonly string[]): Stream[] =>
  [...types.filter(type => type !== 'Patient'), 'Patient'].map(streamOf);

/** Narrower streams for a bare search; none for a search that is narrow already. */
export const narrower = ({id, categories, also = []}: Stream): Stream[] => {
  const [parameter, ...values] = Object.hasOwn(NARROWER, id) ? NARROWER[id]!.split(' ') : [];
  return values.map(value => {
    const only = id === 'Observation' && ONLY[value];
    const feeds = !only ? {categories} : also.includes(only) ? {categories: [], also: [only]} : {categories: [only]};
    return {id: `${id}?${parameter}=${value}`, ...feeds};
  });
};

/** Address of a stream's first page, relative to the base. */
export const firstUrl = (stream: string, patientId: string): string => {
  const [type, query] = stream.split('?') as [string, string?];
  const id = encodeURIComponent(patientId);
  return type === 'Patient' ? `Patient/${id}` : `${type}?patient=${id}${query ? `&${query}` : ''}&_count=100`;
};

/** Types that a capability statement declares with a search by patient, in our order; the default list without one. */
export const declaredTypes = (statement: unknown): readonly string[] => {
  const declared = new Set<string>();
  for (const resource of at(statement, 'rest.resource')) {
    const type = own(resource, 'type');
    if (
      typeof type === 'string' &&
      /^[A-Z][A-Za-z]{2,60}$/.test(type) &&
      !SUPPORTING.has(type) &&
      !NOT_CARE.has(type) &&
      list(own(resource, 'searchParam')).some(parameter => own(parameter, 'name') === 'patient')
    ) {
      declared.add(type);
    }
  }
  return declared.size ? [...DEFAULT.filter(type => declared.delete(type)), ...declared] : DEFAULT;
};

/** True for a capability statement of DSTU2 or STU3. */
export const isOlderServer = (statement: unknown): boolean =>
  own(statement, 'resourceType') === 'Conformance' || /^[0-3]\./.test(textAt(statement, 'fhirVersion'));
