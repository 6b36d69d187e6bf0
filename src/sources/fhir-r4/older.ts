import {isObject, own, type Json} from './resource.js';

/**
 * Signs of FHIR DSTU2 and STU3, by their own names: types that R4 no longer has, fields that R4 renamed, and codes that
 * became concepts. https://hl7.org/fhir/R4/diff.html
 */
const GONE =
  /^(MedicationOrder|DiagnosticOrder|ProcedureRequest|ReferralRequest|DeviceUseRequest|BodySite|Imaging(ObjectSelection|Manifest)|Conformance|(Eligibility|Process|Order)(Request|Response)|Order|Sequence|DataElement|DeviceComponent|ServiceDefinition)$/;

const RENAMED: Readonly<Record<string, string>> = {
  AllergyIntolerance: 'substance status assertedDate',
  CarePlan: 'context relatedPlan participant',
  CareTeam: 'context',
  Condition: 'dateRecorded assertedDate context',
  DiagnosticReport: 'codedDiagnosis image context',
  DocumentReference: 'indexed created class',
  Encounter: 'patient reason indication',
  Goal: 'status',
  Immunization: 'wasNotGiven notGiven date explanation vaccinationProtocol',
  MedicationRequest: 'context definition',
  MedicationStatement: 'patient wasNotTaken taken reasonNotTaken',
  Observation: 'comments comment related context',
  Procedure: 'notPerformed reasonNotPerformed notDone context',
  QuestionnaireResponse: 'context',
};
/** Fields that were a code (a string) and are a CodeableConcept or Coding in R4. */
const WERE_CODES = ['clinicalStatus', 'verificationStatus', 'class'];

const renamed = new Map(Object.entries(RENAMED).map(([type, fields]) => [type, fields.split(' ')]));

/** True for a resource in an older FHIR format, which an R4 mapping would misread. */
export const isOlder = (resource: Json, type: string, fullUrl: string): boolean =>
  (renamed.get(type)?.some(key => Object.hasOwn(resource, key)) ?? GONE.test(type)) ||
  WERE_CODES.some(key => typeof own(resource, key) === 'string') ||
  (/^(Observation|DiagnosticReport)$/.test(type) && isObject(own(resource, 'category'))) ||
  /\/(dstu2|stu3)\//i.test(fullUrl);
