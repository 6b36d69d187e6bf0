import {SOCIAL, VITAL_SIGNS} from '../types.js';
import type {Coding} from '../../../records/model.js';

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
const COVERAGES = `DENTAL DENTPRG:Dental insurance
DRUGPOL:Medicine insurance
EHCPOL:Extended health insurance
HIP HMO PPO POS:Health insurance
PUBLICPOL:Public health insurance
WCBPOL:Insurance for accidents at work`;

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
/** By system: vital signs, social history and documents, ways of taking pictures, sections of a laboratory, kinds of insurance. */
const WORDS: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  ['http://loinc.org', new Map([...LOINC, ...wordsIn(DOCUMENTS)])],
  ['http://dicom.nema.org/resources/ontology/DCM', wordsIn(MODALITIES)],
  ['http://terminology.hl7.org/CodeSystem/v2-0074', wordsIn(SECTIONS)],
  ['http://terminology.hl7.org/CodeSystem/v3-ActCode', wordsIn(`${COVERAGES}\n${ACTS}`)],
  ['http://terminology.hl7.org/CodeSystem/v2-0443', wordsIn(ROLES)],
  ['http://terminology.hl7.org/CodeSystem/v3-ParticipationType', wordsIn(ROLES)],
  ['http://terminology.hl7.org/CodeSystem/v3-RoleCode', wordsIn(FAMILY)],
]);
/** What a code means where a source gave no words; `''` where nobody here knows. */
export const codeWords = ({system, code}: Coding): string => WORDS.get(system)?.get(code) ?? '';
