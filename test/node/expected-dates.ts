/**
 * Which field dates which FHIR type, written down a second time for the end-to-end test: it must not use the code that
 * it checks. Paths in order of preference; a Period counts by its start, else by its end.
 */
const DATED_BY: Record<string, readonly string[]> = {
  Observation: ['effectiveDateTime', 'effectivePeriod', 'effectiveInstant', 'effectiveTiming.event.0', 'issued'],
  DiagnosticReport: ['effectiveDateTime', 'effectivePeriod', 'issued'],
  Condition: ['onsetDateTime', 'onsetPeriod', 'recordedDate', 'abatementDateTime', 'abatementPeriod'],
  MedicationRequest: ['authoredOn'],
  MedicationStatement: ['effectiveDateTime', 'effectivePeriod'],
  MedicationDispense: ['whenHandedOver', 'whenPrepared'],
  MedicationAdministration: ['effectiveDateTime', 'effectivePeriod'],
  Immunization: ['occurrenceDateTime'],
  Procedure: ['performedDateTime', 'performedPeriod'],
  Encounter: ['period'],
  AllergyIntolerance: ['onsetDateTime', 'onsetPeriod', 'recordedDate'],
  DocumentReference: ['context.period', 'date'],
  CarePlan: ['period'],
  CareTeam: ['period'],
  Goal: ['startDate'],
  ServiceRequest: ['occurrenceDateTime', 'occurrencePeriod', 'authoredOn'],
  ImagingStudy: ['started'],
  FamilyMemberHistory: ['date'],
  QuestionnaireResponse: ['authored'],
  ExplanationOfBenefit: ['billablePeriod', 'created'],
  Claim: ['billablePeriod', 'created'],
  Coverage: ['period'],
};

interface Json {
  [key: string]: unknown;
}

const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, key) => (inner as Json | undefined)?.[key], value);

/** Text of the date that places the resource in time; `null` when it has none; `undefined` for types not listed. */
export const expectedDate = (resource: Json): string | null | undefined => {
  const fields = DATED_BY[String(resource.resourceType)];
  if (!fields) return undefined;
  for (const field of fields) {
    const value = at(resource, field);
    if (typeof value === 'string') return value;
    const {start, end} = (value ?? {}) as {start?: unknown; end?: unknown};
    if (typeof start === 'string') return start;
    if (typeof end === 'string') return end;
  }
  return null;
};

/** Types that only support others (host-contract.md §9) and need not stand in a record. */
export const SUPPORTING: ReadonlySet<string> = new Set([
  'Patient',
  'Practitioner',
  'PractitionerRole',
  'Organization',
  'Location',
  'Medication',
  'Specimen',
  'Provenance',
  'Binary',
  'Endpoint',
  'Group',
  'List',
  'RelatedPerson',
  'Composition',
  'OperationOutcome',
]);
