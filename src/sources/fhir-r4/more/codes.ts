import {SOCIAL, VITAL_SIGNS} from '../types.js';
import type {Coding, RecordComponent} from '../../../records/model.js';

/** What codes of standards mean, for sources that write them without words. */

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
const COVERAGES = `AUTOPOL UNINSMOT:Car insurance
CANPRG:Help with the cost of cancer care
DENTAL DENTPRG:Dental insurance
DIS:Disability insurance
DISEASEPRG:Help with the cost of one illness
DRUGPOL PHARMACY:Medicine insurance
EHCPOL:Extended health insurance
ENDRENAL:Help with the cost of kidney care
HIP HMO PPO POS:Health insurance
HIVAIDS:Help with the cost of HIV care
LIFE TLIFE ULIFE:Life insurance
LTC:Insurance for long-term care
MCPOL:Managed care insurance
MENTPOL MENTPRG:Insurance for mental health care
MILITARY:Military health insurance
PUBLICPOL:Public health insurance
SUBSIDIZ SUBSIDMC SUBSUPP:Health insurance with public help
SUBPOL SUBPRG:Insurance for addiction care
VET:Health insurance for veterans
VISPOL:Vision insurance
WCBPOL:Insurance for accidents at work`;
// https://terminology.hl7.org/CodeSystem-adjudication.html, https://hl7.org/fhir/us/carin-bb/CodeSystem-C4BBAdjudication.html
const AMOUNTS = `submitted:Billed
eligible:Amount that can be paid for
copay:Copay
deductible:Deductible
unallocdeduct:Deductible not yet used
eligpercent:Share that is paid
tax:Tax
benefit:Paid by the insurance
coinsurance:Coinsurance
noncovered:Not covered
priorpayerpaid:Paid by another insurance
paidbypatient:Paid by the patient
paidbypatientcash:Paid by the patient in cash
paidbypatientother:Paid by the patient in another way
paidbypatienthealthaccount:Paid from a health account
paidtopatient:Paid to the patient
paidtoprovider:Paid to the provider
memberliability:Left for the patient to pay
discount:Discount
drugcost:Cost of the medicine
innetwork:In the network
outofnetwork:Outside the network
other:Other`;
// https://terminology.hl7.org/CodeSystem-claim-type.html
const CLAIMS = `institutional:Hospital or clinic
oral:Dentist
pharmacy:Pharmacy
professional:Doctor or other professional
vision:Eye care`;
// https://terminology.hl7.org/CodeSystem-diagnosis-role.html
const DIAGNOSES = `AD:Admission diagnosis
DD:Discharge diagnosis
CC:Reason for the visit
CM:Another illness
pre-op:Before surgery
post-op:After surgery
billing:For the bill`;
// by the first digit: https://nahdo.org/sopt
const PAYERS = `1:Medicare
2:Medicaid
3:Other public health insurance
4:Paid by a prison
5 6:Private health insurance
7:Managed care insurance
8:No insurance
9:Other`;

// https://terminology.hl7.org/CodeSystem-v3-ActCode.html: how a medicine is handed over, and what is consented to
const ACTS = `FF FFC FFCS FFS:First fill
FFP FFPS:First fill, part of it
RF RFC RFCS RFS:Refill
RFF RFFS RFP RFPS:Refill, part of it
TF TFS:Fill to try it
DF:Fill for a day
EM:Emergency supply
OPTIN OPTINR:Opted in
OPTOUT OPTOUTE:Opted out
INFA INFAO INFASO:Information access
IDSCL:Information disclosure
RESEARCH:Research`;
// https://terminology.hl7.org/CodeSystem-v2-0443.html, https://terminology.hl7.org/CodeSystem-v3-ParticipationType.html
const ROLES = `OP ORD:Ordered it
AP:Gave it
AUT:Wrote it
ADM:Admitted the patient
ATND:In charge of the visit
CALLBCK:Contact for questions
CON:Consultant
DIS:Discharged the patient
ESC:Escort
PART:Took part
PPRF:Main performer
PRF PRFM:Performer
REF RP:Referred the patient
SPRF:Second performer`;
// https://terminology.hl7.org/CodeSystem-v3-RoleCode.html
const FAMILY = `FAMMEMB EXT:Family member
FTH NFTH:Father
MTH NMTH GESTM:Mother
PRN NPRN:Parent
BRO NBRO:Brother
SIS NSIS:Sister
SIB NSIB:Brother or sister
HBRO:Half-brother
HSIS:Half-sister
SON NSON SONC:Son
DAU NDAU DAUC:Daughter
CHILD NCHILD:Child
GRFTH:Grandfather
GRMTH:Grandmother
MGRFTH:Mother’s father
MGRMTH:Mother’s mother
PGRFTH:Father’s father
PGRMTH:Father’s mother
UNCLE:Uncle
MUNCLE:Mother’s brother
PUNCLE:Father’s brother
AUNT:Aunt
MAUNT:Mother’s sister
PAUNT:Father’s sister
COUSN MCOUSN PCOUSN:Cousin
NEPHEW:Nephew
NIECE:Niece
HUSB:Husband
WIFE:Wife
SPS:Husband or wife
TWIN TWINBRO TWINSIS FTWIN ITWIN:Twin`;
// LOINC's names of documents, shorter
const DOCUMENTS = `34133-9:Summary of care
60591-5:Patient summary
11488-4:Consultation note
18842-5 11490-0:Discharge summary
34117-2:History and physical exam
11506-3:Progress note
28570-0:Procedure note
11504-8:Surgery note
57133-1:Referral note
18761-7:Transfer note
34108-1:Outpatient note
34111-5 59258-4:Emergency department note
34746-8:Nursing note
51847-2:Assessment and plan
18776-5:Plan of care
18748-4:Imaging report
8716-3:Vital signs
11502-2:Laboratory report
11526-1:Pathology report
11503-0:Medical records
42348-3:Advance directive
64298-3:Power of attorney
81334-5:Patient’s personal advance care plan
57016-8:Agreement to a privacy policy
59284-0:Patient’s consent
64292-6:Consent to release information`;

/** Names for sources that write none, in the order of `../types.ts`. */
const NAMES =
  'Vital signs|Respiratory rate|Heart rate|Oxygen saturation|Oxygen saturation|Body temperature|Body height|Body length|Head circumference|Body weight|Body weight|Body mass index|Blood pressure|Systolic blood pressure|Diastolic blood pressure|Mean blood pressure|Body mass index percentile|Head circumference percentile|Weight for length percentile|Blood pressure|Tobacco smoking status|History of tobacco use|Alcoholic drinks per day|History of alcohol use|Sex assigned at birth|Pregnancy status|Household members|History of occupation|History of travel'.split(
    '|',
  );
const LOINC = [...VITAL_SIGNS, ...SOCIAL].slice(0, NAMES.length).map((code, at) => [code, NAMES[at]!] as const);
/** Source of payment typology: how most US insurances are classed. */
const SOPT = 'https://nahdo.org/sopt';
/** By system. */
const WORDS: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  ['http://loinc.org', new Map([...LOINC, ...wordsIn(DOCUMENTS)])],
  ['http://dicom.nema.org/resources/ontology/DCM', wordsIn(MODALITIES)],
  ['http://terminology.hl7.org/CodeSystem/v2-0074', wordsIn(SECTIONS)],
  ['http://terminology.hl7.org/CodeSystem/v3-ActCode', wordsIn(`${COVERAGES}\n${ACTS}`)],
  ['http://terminology.hl7.org/CodeSystem/v2-0443', wordsIn(ROLES)],
  ['http://terminology.hl7.org/CodeSystem/v3-ParticipationType', wordsIn(ROLES)],
  ['http://terminology.hl7.org/CodeSystem/v3-RoleCode', wordsIn(FAMILY)],
  ['http://terminology.hl7.org/CodeSystem/adjudication', wordsIn(AMOUNTS)],
  ['http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudication', wordsIn(AMOUNTS)],
  ['http://terminology.hl7.org/CodeSystem/claim-type', wordsIn(CLAIMS)],
  ['http://terminology.hl7.org/CodeSystem/coverage-selfpay', wordsIn('pay:Self-pay')],
  ['http://terminology.hl7.org/CodeSystem/diagnosis-role', wordsIn(DIAGNOSES)],
  [SOPT, wordsIn(PAYERS)],
]);
/** What a code means where a source gave no words; `''` where nobody here knows. */
export const codeWords = ({system, code}: Coding): string =>
  WORDS.get(system)?.get(system === SOPT ? code.charAt(0) : code) ?? '';

/** What the codes of each part mean, where that is not its name. */
const meaningOf = ({title, codes}: RecordComponent): string =>
  codes.map(coding => coding.display ?? codeWords(coding)).find(words => words && words !== title) ?? '';

/** Parts of one name, such as both pressures under the name of the pair, told apart by what their codes mean. */
export const toldApart = (parts: readonly RecordComponent[]): RecordComponent[] => {
  const meanings = parts.map(meaningOf);
  const named = new Map<string, Set<string>>();
  for (const [at, {title}] of parts.entries()) named.set(title, (named.get(title) ?? new Set()).add(meanings[at]!));
  return parts.map((part, at) =>
    meanings[at] && named.get(part.title)!.size > 1 ? {...part, title: `${part.title} (${meanings[at]})`} : part,
  );
};
