import {sentence} from './words.js';
import type {Category} from '../../records/model.js';

/** How a type is read: https://hl7.org/fhir/R4/resourcelist.html, dates as the clinical meaning of each type asks. */
export interface TypeRule {
  readonly category: Category;
  /** Fields that name it, best first. */
  readonly title: readonly string[];
  /** Fields that place it in time, best first; `meta.lastUpdated` never. */
  readonly dates: readonly string[];
  /** Fields of the few words behind the title. */
  readonly subtitle: readonly string[];
  /** The type in words, for a record without a name. */
  readonly noun: string;
  /** True when the noun stands before the title, because the title alone would say something else. */
  readonly said: boolean;
}

// type | category | noun (`:` behind it: said before the title) | title | dates | subtitle
const TABLE = `Observation|lab|Result|code|effective[x] issued|
DiagnosticReport|lab|Report|code category|effective[x] issued|
Condition|condition|Condition|code category|onset[x] recordedDate abatement[x]|
MedicationRequest|medication|Medicine|medication[x]|authoredOn|dosageInstruction
MedicationStatement|medication|Medicine|medication[x]|effective[x]|dosage
MedicationDispense|medication|Medicine|medication[x]|whenHandedOver whenPrepared|dosageInstruction
MedicationAdministration|medication|Medicine|medication[x]|effective[x]|dosage
Immunization|immunization|Vaccine|vaccineCode|occurrence[x]|
ImmunizationEvaluation|immunization|Vaccine check|targetDisease|date|
ImmunizationRecommendation|plan|Recommended vaccine:|recommendation.vaccineCode recommendation.targetDisease|date|
AllergyIntolerance|allergy|Allergy|code reaction.substance|onset[x] recordedDate|reaction.manifestation
Procedure|procedure|Procedure|code category|performed[x]|
Encounter|visit|Visit|type|period|location.location serviceProvider participant.individual
EpisodeOfCare|visit|Episode of care|type diagnosis.condition|period|managingOrganization
Appointment|visit|Appointment:|serviceType appointmentType description specialty reasonCode|start requestedPeriod|participant.actor
AppointmentResponse|visit|Answer to an appointment:|comment actor|start|
DocumentReference|document|Document|type description category content.attachment.title|context.period date|author
DocumentManifest|document|Documents|type description|created|author
Consent|document|Consent:|scope category|dateTime|
Contract|document|Contract:|title type|issued applies|
Media|imaging|Picture or recording|content.title type modality bodySite|created[x] issued|
ImagingStudy|imaging|Imaging study|description procedureCode modality series.modality|started|series.bodySite
CarePlan|plan|Care plan|title category description activity.detail.code|period created|author
CareTeam|plan|Care team:|name category participant.member|period|
Goal|plan|Goal:|description|start[x]|
ServiceRequest|plan|Order:|code category|occurrence[x] authoredOn|requester
RequestGroup|plan|Set of orders:|code action.title|authoredOn|
NutritionOrder|plan|Diet:|oralDiet.type oralDiet.instruction supplement.type supplement.productName enteralFormula.baseFormulaType|dateTime|
DeviceRequest|device|Ordered device:|code[x]|occurrence[x] authoredOn|
DeviceUseStatement|device|Device|device|timing[x] recordedOn|
Device|device|Device|deviceName.name type modelNumber|manufactureDate|
SupplyDelivery|device|Supplies|suppliedItem.item[x] type|occurrence[x]|
SupplyRequest|device|Ordered supplies:|item[x] category|authoredOn occurrence[x]|
VisionPrescription|device|Glasses or lenses:|lensSpecification.product|dateWritten created|prescriber
FamilyMemberHistory|social|Family history:|relationship condition.code name|date|
QuestionnaireResponse|social|Questionnaire:|questionnaire|authored|
Coverage|billing|Insurance:|type payor class.name|period|payor
Claim|billing|Claim:|item.productOrService type|billablePeriod created|provider
ClaimResponse|billing|Answer to a claim:|type|created|insurer
ExplanationOfBenefit|billing|Insurance statement:|item.productOrService type|billablePeriod created|provider
CoverageEligibilityRequest|billing|Insurance check:|item.category item.productOrService|serviced[x] created|
CoverageEligibilityResponse|billing|Insurance check:|insurance.item.category purpose|serviced[x] created|
Account|billing|Account:|name type|servicePeriod|
ChargeItem|billing|Charge:|code|occurrence[x] enteredDate|
Invoice|billing|Invoice:|type|date|
MolecularSequence|lab|Gene sequence:|observedAllele type|date|
Communication|other|Message:|topic reasonCode payload.contentString category|sent received|sender
CommunicationRequest|other|Requested message:|reasonCode payload.contentString category|occurrence[x] authoredOn|
Task|other|Task:|description code|executionPeriod authoredOn|
Flag|other|Alert:|code|period|
AdverseEvent|other|Unwanted event:|event suspectEntity.instance|date recordedDate|
RiskAssessment|other|Risk:|code prediction.outcome|occurrence[x]|
ClinicalImpression|other|Assessment:|code description summary|effective[x] date|
DetectedIssue|other|Possible problem:|code detail|identified[x]|`;

const RULES = new Map<string, TypeRule>();
for (const line of TABLE.split('\n')) {
  const [type, category, noun, title, dates, subtitle] = line.split('|') as [
    string,
    Category,
    string,
    string,
    string,
    string,
  ];
  const fields = (written: string): string[] => written.split(' ').filter(Boolean);
  RULES.set(type, {
    category,
    title: fields(title),
    dates: fields(dates),
    subtitle: fields(subtitle),
    noun: noun.replace(':', ''),
    said: noun.endsWith(':'),
  });
}

/** Types that have a rule of their own. */
export const KNOWN_TYPES: readonly string[] = [...RULES.keys()];

/** The rule of a type; any type without its own is shown with its name in words. */
export const ruleOf = (type: string): TypeRule =>
  RULES.get(type) ?? {
    category: 'other',
    title: ['title', 'code', 'name', 'description', 'type', 'category', 'topic'],
    dates:
      'occurrence[x] effective[x] performed[x] period date dateTime created authoredOn recorded issued start'.split(
        ' ',
      ),
    subtitle: [],
    noun: sentence(type) || 'Record',
    said: true,
  };

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
const CATEGORIES: readonly (readonly [Category, RegExp])[] = [
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
  const found = CATEGORIES.find(([, codes]) => codes.test(code))?.[0];
  if (leads.size < 500) leads.set(code, found);
  return found;
};

/** LOINC codes of vital signs, and their names for sources that write none (US Core profiles). */
const VITALS = `85353-1:Vital signs
9279-1:Respiratory rate
8867-4:Heart rate
2708-6:Oxygen saturation
59408-5:Oxygen saturation
8310-5:Body temperature
8302-2:Body height
8306-3:Body length
9843-4:Head circumference
29463-7:Body weight
3141-9:Body weight
39156-5:Body mass index
85354-9:Blood pressure
8480-6:Systolic blood pressure
8462-4:Diastolic blood pressure
8478-0:Mean blood pressure
59576-9:Body mass index percentile
8289-1:Head circumference percentile
77606-2:Weight for length percentile
55284-4:Blood pressure`;
/** The same for social history. */
const HISTORY = `72166-2:Tobacco smoking status
11367-0:History of tobacco use
74013-4:Alcoholic drinks per day
11331-6:History of alcohol use
76689-9:Sex assigned at birth
82810-3:Pregnancy status
63512-8:Household members
11341-5:History of occupation
8689-2:History of travel`;
const wordsOf = (lines: string): [string, string][] =>
  lines.split('\n').map(line => line.split(':') as [string, string]);
export const VITAL_SIGNS: ReadonlyMap<string, string> = new Map(wordsOf(VITALS));
/** With SNOMED CT's findings that summaries of other countries use for the same. */
export const SOCIAL: ReadonlyMap<string, string> = new Map([
  ...wordsOf(HISTORY),
  ...'365981007 365980008 228273003 228366006 365470003 363895004'
    .split(' ')
    .map((code): [string, string] => [code, '']),
]);
/** Names of those LOINC codes. */
export const LOINC_WORDS: ReadonlyMap<string, string> = new Map([...VITAL_SIGNS, ...SOCIAL]);
