import {more} from './parts.js';
import type {Category} from '../../records/model.js';

/** How a type is read: https://hl7.org/fhir/R4/resourcelist.html, dates as the clinical meaning of each type asks. */
export interface TypeRule {
  /** Fields that name it, best first. */
  readonly title: readonly string[];
  /** Fields that place it in time, best first; `meta.lastUpdated` never. */
  readonly dates: readonly string[];
  /** Fields of the few words behind the title. */
  readonly subtitle: readonly string[];
  /** The type in words, for a record without a name. */
  readonly noun: string;
  /**
   * Whether the noun stands before the title, because the title alone would say something else: 0 never, 1 unless what
   * is said first denies it, 2 always.
   */
  readonly said: 0 | 1 | 2;
  /** Fields that older formats have under these names. */
  readonly renamed: readonly string[];
  /** True for a type that only older formats have. */
  readonly gone?: boolean;
}

const OBSERVATION: TypeRule = {
  title: ['code'],
  dates: ['effective[x]', 'issued'],
  subtitle: [],
  noun: 'Result',
  said: 0,
  renamed: ['comments', 'comment', 'related', 'context'],
};

/** The rule of a type. Those of all but results come with the first page that needs them. */
export const ruleOf = (type: string): TypeRule => (type === 'Observation' ? OBSERVATION : more.now.ruleOf(type));

/** `category:types` a line. */
const CATEGORIES = `lab:Observation DiagnosticReport MolecularSequence
condition:Condition
medication:MedicationRequest MedicationStatement MedicationDispense MedicationAdministration
immunization:Immunization ImmunizationEvaluation
plan:ImmunizationRecommendation CarePlan CareTeam Goal ServiceRequest RequestGroup NutritionOrder
allergy:AllergyIntolerance
procedure:Procedure
visit:Encounter EpisodeOfCare Appointment AppointmentResponse
document:DocumentReference DocumentManifest Consent Contract
imaging:Media ImagingStudy
device:DeviceRequest DeviceUseStatement Device SupplyDelivery SupplyRequest VisionPrescription
social:FamilyMemberHistory QuestionnaireResponse
billing:Coverage Claim ClaimResponse ExplanationOfBenefit CoverageEligibilityRequest CoverageEligibilityResponse Account ChargeItem Invoice
other:Communication CommunicationRequest Task Flag AdverseEvent RiskAssessment ClinicalImpression DetectedIssue`;
const categories = new Map(
  CATEGORIES.split('\n').flatMap(line => {
    const [category, types] = line.split(':') as [Category, string];
    return types.split(' ').map(type => [type, category] as const);
  }),
);

/** Types that have a rule of their own. */
export const KNOWN_TYPES: readonly string[] = [...categories.keys()];

/** Where records of a type stand, unless they say otherwise. */
export const categoryOfType = (type: string): Category => categories.get(type) ?? 'other';

/** Types that only support others (host-contract.md §9). */
export const SUPPORTING: ReadonlySet<string> = new Set(
  'Patient Practitioner PractitionerRole Organization Location Medication Specimen Provenance Binary Endpoint Group List RelatedPerson Composition OperationOutcome'.split(
    ' ',
  ),
);

/**
 * Codes of Observation.category, DiagnosticReport.category and v2 table 0074 that put a result elsewhere than among
 * the labs. https://terminology.hl7.org/CodeSystem-observation-category.html, https://terminology.hl7.org/CodeSystem-v2-0074.html
 */
const PLACES: readonly (readonly [Category, RegExp])[] = [
  ['lab', /^(laboratory|LAB|LP7839-6|PAT|HM|CH|MB|MCB|SP|BLB|GE|IMM|TX|CG|CP|26436-6)$/],
  ['vital', /^(vital-signs|vitals?)$/],
  ['imaging', /^(imaging|RAD|CT|CUS|NM[RS]|[OR]?US|VUS|XRC|RX|LP29684-5|18748-4)$/],
  [
    'social',
    /^(social-history|survey|sdoh|activity|functional-status|disability-status|cognitive-status|(care-experience|treatment-intervention)-preference)$/,
  ],
  ['procedure', /^(procedure|therapy|LP29708-2|EC|CTH|PF|EN|AU|OTH)$/],
  ['document', /^(34117-2|51847-2|11488-4|11506-3|18842-5|28570-0|34111-5|clinical-note)$/],
  ['other', /^exam$/],
];
const leads = new Map<string, Category | undefined>();
/** Where a category code leads; `undefined` when it says nothing. */
export const categoryOfCode = (code: string): Category | undefined => {
  if (leads.has(code)) return leads.get(code);
  const found = PLACES.find(([, codes]) => codes.test(code))?.[0];
  if (leads.size < 500) leads.set(code, found);
  return found;
};

/** LOINC codes of vital signs (US Core profiles). */
export const VITAL_SIGNS = new Set(
  '85353-1 9279-1 8867-4 2708-6 59408-5 8310-5 8302-2 8306-3 9843-4 29463-7 3141-9 39156-5 85354-9 8480-6 8462-4 8478-0 59576-9 8289-1 77606-2 55284-4'.split(
    ' ',
  ),
);
/** The same of social history. */
const HISTORY = '72166-2 11367-0 74013-4 11331-6 76689-9 82810-3 63512-8 11341-5 8689-2'.split(' ');
/** With SNOMED CT's findings that summaries of other countries use for the same. */
export const SOCIAL = new Set([
  ...HISTORY,
  ...'365981007 365980008 228273003 228366006 365470003 363895004'.split(' '),
]);
