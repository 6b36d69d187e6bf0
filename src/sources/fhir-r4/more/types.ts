import {SOCIAL, VITAL_SIGNS, type TypeRule} from '../types.js';
import {sentence} from '../words.js';
import type {Coding} from '../../../records/model.js';

// type | noun (`:` behind it: said before the title) | title | dates | subtitle
const TABLE = `DiagnosticReport|Report|code category|effective[x] issued|
Condition|Condition|code category|onset[x] recordedDate abatement[x]|
MedicationRequest|Medicine|medication[x]|authoredOn|dosageInstruction
MedicationStatement|Medicine|medication[x]|effective[x]|dosage
MedicationDispense|Medicine|medication[x]|whenHandedOver whenPrepared|dosageInstruction
MedicationAdministration|Medicine|medication[x]|effective[x]|dosage
Immunization|Vaccine|vaccineCode|occurrence[x]|
ImmunizationEvaluation|Vaccine check|targetDisease|date|
ImmunizationRecommendation|Recommended vaccine:|recommendation.vaccineCode recommendation.contraindicatedVaccineCode recommendation.targetDisease|date|
AllergyIntolerance|Allergy|code reaction.substance|onset[x] recordedDate|reaction.manifestation
Procedure|Procedure|code category|performed[x]|
Encounter|Visit|type|period|location.location serviceProvider participant.individual
EpisodeOfCare|Episode of care|type diagnosis.condition|period|managingOrganization
Appointment|Appointment:|serviceType appointmentType description specialty reasonCode|start requestedPeriod|participant.actor
AppointmentResponse|Answer to an appointment:|comment actor|start|
DocumentReference|Document|type description category content.attachment.title|context.period date|author
DocumentManifest|Documents|type description|created|author
Consent|Consent:|scope category|dateTime|
Contract|Contract:|title type|issued applies|
Media|Picture or recording|content.title type modality bodySite|created[x] issued|
ImagingStudy|Imaging study|description procedureCode modality series.modality|started|series.bodySite
CarePlan|Care plan|title category description activity.detail.code|period created|author
CareTeam|Care team:|name category participant.member|period|
Goal|Goal:|description|start[x]|
ServiceRequest|Order:|code category|occurrence[x] authoredOn|requester
RequestGroup|Set of orders:|code action.title|authoredOn|
NutritionOrder|Diet:|oralDiet.type oralDiet.instruction supplement.type supplement.productName enteralFormula.baseFormulaType|dateTime|
DeviceRequest|Ordered device:|code[x]|occurrence[x] authoredOn|
DeviceUseStatement|Device|device|timing[x] recordedOn|
Device|Device|deviceName.name type modelNumber||
SupplyDelivery|Supplies|suppliedItem.item[x] type|occurrence[x]|
SupplyRequest|Ordered supplies:|item[x] category|authoredOn occurrence[x]|
VisionPrescription|Glasses or lenses:|lensSpecification.product|dateWritten created|prescriber
FamilyMemberHistory|Family history:|relationship condition.code name|date|
QuestionnaireResponse|Questionnaire:|questionnaire|authored|
Coverage|Insurance:|type payor class.name|period|payor
Claim|Claim:|item.productOrService type|billablePeriod created|provider
ClaimResponse|Answer to a claim:|type|created|insurer
ExplanationOfBenefit|Insurance statement:|item.productOrService type|billablePeriod created|provider
CoverageEligibilityRequest|Insurance check:|item.category item.productOrService|serviced[x] created|
CoverageEligibilityResponse|Insurance check:|insurance.item.category purpose|serviced[x] created|
Account|Account:|name type|servicePeriod|
ChargeItem|Charge:|code|occurrence[x] enteredDate|
Invoice|Invoice:|type|date|
MolecularSequence|Gene sequence:|observedAllele type|date|
Communication|Message:|topic reasonCode payload.contentString category|sent received|sender
CommunicationRequest|Requested message:|reasonCode payload.contentString category|occurrence[x] authoredOn|
Task|Task:|description code|executionPeriod authoredOn|
Flag|Alert:|code|period|
AdverseEvent|Unwanted event:|event suspectEntity.instance|date recordedDate|
RiskAssessment|Risk:|code prediction.outcome|occurrence[x]|
ClinicalImpression|Assessment:|code description summary|effective[x] date|
DetectedIssue|Possible problem:|code detail|identified[x]|`;

/**
 * Signs of FHIR DSTU2 and STU3, by their own names: types that R4 no longer has, and fields that R4 renamed.
 * https://hl7.org/fhir/R4/diff.html
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
  Procedure: 'notPerformed reasonNotPerformed notDone context',
  QuestionnaireResponse: 'context',
};

const fields = (written = ''): string[] => written.split(' ').filter(Boolean);

const rules = new Map(
  TABLE.split('\n').map(line => {
    const [type, noun, title, dates, subtitle] = line.split('|') as [string, string, string, string, string];
    const rule: TypeRule = {
      title: fields(title),
      dates: fields(dates),
      subtitle: fields(subtitle),
      noun: noun.replace(':', ''),
      said: noun.endsWith(':'),
      renamed: fields(RENAMED[type]),
    };
    return [type, rule];
  }),
);

/** The rule of a type; any type without its own is shown with its name in words. */
export const ruleOf = (type: string): TypeRule =>
  rules.get(type) ?? {
    title: ['title', 'code', 'name', 'description', 'type', 'category', 'topic'],
    dates:
      'occurrence[x] effective[x] performed[x] period date dateTime created authoredOn recorded issued start'.split(
        ' ',
      ),
    subtitle: [],
    noun: sentence(type) || 'Record',
    said: true,
    renamed: [],
    gone: GONE.test(type),
  };

/** `codes:words` a line. */
const wordsIn = (lines: string): Map<string, string> =>
  new Map(
    lines.split('\n').flatMap(line => {
      const [codes, words] = line.split(':') as [string, string];
      return codes.split(' ').map(code => [code, words] as const);
    }),
  );
// https://dicom.nema.org/medical/dicom/current/output/chtml/part16/sect_CID_29.html
const MODALITIES = `BMD:Bone density scan
CR DX RG:X-ray
CT:CT scan
ECG:ECG
ES:Endoscopy
IO PX:X-ray of the teeth
IVUS US:Ultrasound
MG:Mammogram
MR:MRI
NM:Nuclear medicine scan
OP OPT:Picture of the eye
PT:PET scan
RF XA:X-ray in motion
SM:Microscope pictures
XC:Photograph`;
// https://terminology.hl7.org/CodeSystem-v2-0074.html
const SECTIONS = `AU:Hearing
BG:Blood gases
BLB:Blood bank
CG GE:Genetics
CH:Chemistry
CP:Cell tests
CT:CT scan
CTH:Heart catheter
CUS:Heart ultrasound
EC:ECG
EN:Nerve tests
HM:Blood cells
IMM:Immune system
LAB:Laboratory
MB MCB MYC:Germs
NMR:MRI
NMS:Nuclear medicine scan
OUS:Pregnancy ultrasound
PAT SP:Tissue
PF:Lung function
RAD RX XRC:X-ray and scans
RUS VUS:Ultrasound
SR:Blood serum
TX:Drugs and poisons
VR:Viruses`;
// https://terminology.hl7.org/ValueSet-v3-ActCoverageTypeCode.html
const COVERAGES = `DENTAL DENTPRG:Dental insurance
DRUGPOL:Medicine insurance
EHCPOL:Extended health insurance
HIP HMO PPO POS:Health insurance
PUBLICPOL:Public health insurance
WCBPOL:Insurance for accidents at work`;

/** Names for sources that write none, in the order of `types.ts`. */
const NAMES =
  'Vital signs|Respiratory rate|Heart rate|Oxygen saturation|Oxygen saturation|Body temperature|Body height|Body length|Head circumference|Body weight|Body weight|Body mass index|Blood pressure|Systolic blood pressure|Diastolic blood pressure|Mean blood pressure|Body mass index percentile|Head circumference percentile|Weight for length percentile|Blood pressure|Tobacco smoking status|History of tobacco use|Alcoholic drinks per day|History of alcohol use|Sex assigned at birth|Pregnancy status|Household members|History of occupation|History of travel'.split(
    '|',
  );
const LOINC = [...VITAL_SIGNS, ...SOCIAL].slice(0, NAMES.length).map((code, at) => [code, NAMES[at]!] as const);
/** By system: vital signs and social history, ways of taking pictures, sections of a laboratory, kinds of insurance. */
const WORDS: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  ['http://loinc.org', new Map(LOINC)],
  ['http://dicom.nema.org/resources/ontology/DCM', wordsIn(MODALITIES)],
  ['http://terminology.hl7.org/CodeSystem/v2-0074', wordsIn(SECTIONS)],
  ['http://terminology.hl7.org/CodeSystem/v3-ActCode', wordsIn(COVERAGES)],
]);
/** What a code means where a source gave no words; `''` where nobody here knows. */
export const codeWords = ({system, code}: Coding): string => WORDS.get(system)?.get(code) ?? '';
