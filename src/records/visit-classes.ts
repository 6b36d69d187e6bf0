/** v3 ActEncounterCode, https://terminology.hl7.org/ValueSet-v3-ActEncounterCode.html, v2 table 0004 and Epic's words. */
const ENCOUNTER_CLASSES = `AMB O OUTPATIENT AMBULATORY:Outpatient visit
EMER E EMERGENCY:Emergency visit
IMP I ACUTE INPATIENT:Hospital stay
NONAC:Hospital stay, not acute
OBSENC OBS:Hospital stay for observation
PRENC P PREADMIT:Before a hospital stay
SS:Short hospital stay
HH HOME:Home visit
VR VIRTUAL TELEHEALTH:Video or phone visit
FLD FIELD:Care away from a clinic
DAYTIME:Day visit
R:Repeating visit
B:Maternity visit
URG URGENTCARE:Urgent care visit
WELLNESS:Wellness visit
SNF:Nursing home stay
HOSPICE:Hospice care`;
const classes = new Map<string, string>();
for (const line of ENCOUNTER_CLASSES.split('\n')) {
  const [codes, words] = line.split(':') as [string, string];
  for (const code of codes.split(' ')) classes.set(code, words);
}
/** What kind of visit a class code names; `''` when the code is not known. */
export const encounterClassWords = (code: string): string => classes.get(code.trim().toUpperCase()) ?? '';
