import type {TypeRule} from '../types.js';
import {sentence} from '../words.js';

// type | noun (`:` behind it: said before the title; `::` also of what did not happen) | title | dates | subtitle
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
Consent|Consent::|scope category|dateTime|policyRule
Contract|Contract::|title type|issued applies|
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
Coverage|Insurance::|type payor class.name|period|payor
Claim|Claim::|item.productOrService type|billablePeriod created|provider
ClaimResponse|Answer to a claim::|type|created|insurer
ExplanationOfBenefit|Insurance statement::|item.productOrService type|billablePeriod created|provider
CoverageEligibilityRequest|Insurance check::|item.category item.productOrService|serviced[x] created|
CoverageEligibilityResponse|Insurance check::|insurance.item.category purpose|serviced[x] created|
Account|Account::|name type|servicePeriod|
ChargeItem|Charge::|code|occurrence[x] enteredDate|
Invoice|Invoice::|type|date|
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
  Communication: 'notDone notDoneReason',
  Condition: 'dateRecorded assertedDate context',
  DeviceUseStatement: 'whenUsed indication',
  DiagnosticReport: 'codedDiagnosis image context',
  DocumentReference: 'indexed created class',
  Encounter: 'patient reason indication',
  FamilyMemberHistory: 'notDone notDoneReason',
  Goal: 'status',
  Immunization: 'wasNotGiven notGiven date explanation vaccinationProtocol',
  MedicationAdministration: 'notGiven wasNotGiven reasonNotGiven effectiveTimeDateTime effectiveTimePeriod',
  MedicationDispense: 'notDone notDoneReasonCodeableConcept notDoneReasonReference',
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
      noun: noun.replace(/:+/, ''),
      said: noun.endsWith('::') ? 2 : noun.endsWith(':') ? 1 : 0,
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
    said: 1,
    renamed: [],
    gone: GONE.test(type),
  };
