import {
  allergyVerification,
  codedIn,
  concept,
  ICD10,
  SNOMED,
  verification,
  type Code,
  type FhirKit,
} from '../fhir-kit.js';
import {newYork} from '../new-york.js';
import type {JsonObject} from '../../simulator/types.js';

/** name | SNOMED CT | ICD-10-CM | onset | end | recorded; dates in the precision of the chart, `-` for none */
const CONDITIONS = `
Recurrent tonsillitis|90176007|J35.01|1990|1992-03|-
Closed fracture of left wrist|263102004|S62.102A|1997-02-03|1997-03-20|1997-02-03
Chickenpox|38907003|B01.9|1993|1993|-
Migraine without aura|56097005|G43.009|2006-10|-|2006-10-17
Seasonal allergic rhinitis|367498001|J30.2|2009|-|2010-06-01
Iron deficiency anemia|87522002|D50.9|2013-11-05|2014-12|2013-11-05
Gestational diabetes|11687002|O24.419|2014-03-11|2014-06-12|2014-03-11
Prediabetes|714628002|R73.03|2016-05-24|2017-06-06|2016-05-24
Type 2 diabetes mellitus|44054006|E11.9|2017-06-06|-|2017-06-06
Hyperlipidemia|55822004|E78.5|2018-06-05|-|2018-06-05
Essential hypertension|59621000|I10|2018-06-05|-|2018-10-16
Obesity, class 1|443371000124107|E66.9|2018|2021|2018-06-05
Vitamin D deficiency|34713006|E55.9|2024-10-08|-|2024-10-08
COVID-19|840539006|U07.1|2022-01-06|2022-01-20|2022-01-06
Laceration of right hand|284549007|S61.411A|2025-07-08|2025-07-29|2025-07-08
Low back pain|279039007|M54.50|-|-|-
Dry eyes|46152009|H04.129|-|-|-
`;

/** Conditions, allergies, procedures, family history, social history. */
export const addHistory = (kit: FhirKit): void => {
  const given = (text: string | undefined): string | null => (text && text !== '-' ? text : null);
  for (const line of CONDITIONS.trim().split('\n')) {
    const [name = '', snomed = '', icd = '', onset, end, recorded] = line.split('|');
    const codes: Code[] = [
      {system: SNOMED, code: snomed, display: name},
      {system: ICD10, code: icd, display: name},
    ];
    const [start, stop, written] = [given(onset), given(end), given(recorded)];
    kit.condition(name, codes, {
      ...(start && {onsetDateTime: start}),
      ...(stop && {abatementDateTime: stop}),
      ...(written && {recordedDate: written}),
    });
  }
  const coronary = {system: SNOMED, code: '53741008', display: 'Coronary artery disease'};
  kit.condition('Coronary artery disease', [coronary], {recordedDate: '2021-03-02'}, verification('refuted'));
  const asthma = {system: SNOMED, code: '195967001', display: 'Asthma'};
  kit.condition('Asthma', [asthma], {recordedDate: '2012-05-22'}, verification('entered-in-error'));

  const allergy = (text: string, snomed: string, fields: JsonObject): void => {
    kit.add('AllergyIntolerance', {
      clinicalStatus: codedIn('allergyintolerance-clinical', 'active'),
      ...allergyVerification('confirmed'),
      code: concept(text, {system: SNOMED, code: snomed, display: text}),
      patient: kit.patient,
      ...fields,
    });
  };
  allergy('No known drug allergy', '409137002', {recordedDate: newYork('2008-05-13', '09:10')});
  allergy('Tree pollen', '419263009', {
    onsetDateTime: '2009',
    category: ['environment'],
    reaction: [{manifestation: [{text: 'Sneezing, itchy eyes'}], severity: 'mild'}],
  });
  allergy('Peanut', '91935009', {recordedDate: '1998-08-18', ...allergyVerification('refuted')});

  const procedure = (text: string, snomed: string, when: string | null, fields: JsonObject = {}): void => {
    kit.procedure(text, snomed, when ? {performedDateTime: when} : {}, fields);
  };
  procedure('Removal of tonsils', '173422009', '1992-03');
  procedure('Cast on left wrist', '274474001', newYork('1997-02-03', '21:00'));
  procedure('Removal of wisdom teeth', '234957008', '2005');
  kit.procedure('Assisted vaginal birth', '177157003', {
    performedPeriod: {start: newYork('2014-06-12', '13:20'), end: newYork('2014-06-12', '14:05')},
  });
  procedure('Retinal photography', '314971001', newYork('2019-09-17', '13:00'));
  procedure('Retinal photography', '314971001', newYork('2022-10-04', '13:30'));
  procedure('Retinal photography', '314971001', newYork('2025-10-07', '13:15'));
  procedure('Diabetes foot exam', '401191002', newYork('2021-01-19', '09:50'));
  procedure('Diabetes foot exam', '401191002', newYork('2024-04-16', '09:50'));
  procedure('Electrocardiogram', '29303009', newYork('2021-03-02', '22:52'));
  procedure('Stitches for cut on right hand', '18557009', newYork('2025-07-08', '17:50'));
  procedure('Cardiac catheterization', '41976001', newYork('2021-03-03', '08:00'), {
    status: 'not-done',
    statusReason: {text: 'Stress test was normal'},
  });
  procedure('Ear tube placement', '172676009', null);

  const smoking = {system: 'http://loinc.org', code: '72166-2', display: 'Tobacco smoking status'};
  kit.answer('social-history', smoking, 'Never smoked', newYork('2008-05-13', '09:05'));
  kit.answer('social-history', smoking, 'Never smoked', newYork('2018-06-05', '09:05'));
  kit.answer('social-history', smoking, 'Never smoked', newYork('2026-02-17', '09:35'));
  const alcohol = {system: 'http://loinc.org', code: '74013-4', display: 'Alcoholic drinks per day'};
  kit.answer('social-history', alcohol, 'Less than 1', newYork('2018-06-05', '09:05'));
  const activity = {system: 'http://loinc.org', code: '68516-4', display: 'Minutes of exercise on a usual day'};
  kit.answer('social-history', activity, '20', newYork('2018-06-05', '09:05'));
  kit.answer('social-history', activity, '45', newYork('2025-04-15', '09:35'));
  const mood = {system: 'http://loinc.org', code: '44261-6', display: 'PHQ-9 total score'};
  kit.answer('survey', mood, '3 of 27', newYork('2020-04-21', '13:10'));

  for (const [relation, text] of [
    ['Mother', 'Type 2 diabetes'],
    ['Father', 'Heart attack at 61'],
  ] as const) {
    kit.add('FamilyMemberHistory', {
      status: 'completed',
      patient: kit.patient,
      date: '2008-05-13',
      relationship: {text: relation},
      condition: [{code: {text}}],
    });
  }
};
