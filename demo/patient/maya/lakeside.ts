import {HumanKit, humanCode, midnight} from '../human-kit.js';
import {asUtc} from '../new-york.js';
import {hexId} from '../../simulator/institutions.js';
import type {HumanSourceData, JsonObject} from '../../simulator/types.js';

/** day time | title | systolic diastolic pulse */
const VISITS = `
2021-03-16 10:00|New patient visit|138 88 84
2021-04-06 15:00|Follow-up visit|132 84 78
2021-10-05 11:20|Follow-up visit|128 82 74
2022-04-12 09:40|Follow-up visit|126 80 72
2022-10-18 11:00|Follow-up visit|124 78 72
2023-05-02 10:30|Follow-up visit|124 80 70
2023-11-07 14:10|Follow-up visit|122 78 70
2024-05-21 10:00|Follow-up visit|126 78 71
2024-11-12 10:20|Follow-up visit|122 76 70
2025-05-20 09:50|Follow-up visit|120 76 69
2025-11-18 10:40|Follow-up visit|122 78 68
`;

const provider = {name: 'Dr. Ama Boateng', departmentName: 'Cardiology', address: ''};

/** The heart clinic that Mount Sinai referred to, over Human API. */
export const lakeside = (): HumanSourceData => {
  const kit = new HumanKit('Lakeside Cardiology', hexId('lakeside-cardiology-brooklyn'));
  for (const line of VISITS.trim().split('\n')) {
    const [when = '', title = '', numbers = ''] = line.split('|');
    const [day = '', time = ''] = when.split(' ');
    const [systolic = 0, diastolic = 0, pulse = 0] = numbers.split(' ').map(Number);
    const at = asUtc(day, time);
    const results = [...kit.pressure(systolic, diastolic), kit.result('heartrate', pulse)];
    kit.vitals(at, results);
    kit.add('encounters', {
      dateTime: at,
      visitType: title,
      provider,
      diagnoses: [{name: 'Essential hypertension', codes: [humanCode('icd10:I10')]}],
      reasons: [{name: 'Blood pressure'}],
      // what comes embedded stands in its own list as well
      vitalSigns: results,
      medications: [],
      patientInstruction: 'Measure your blood pressure at home.<br/>Bring your notes.',
    });
  }
  const test = (name: string, loinc: string, day: string, value: string, extra: JsonObject = {}): void => {
    kit.test(name, midnight(day), [{name, value, codes: [humanCode(`loinc:${loinc}`, name)], ...extra}]);
  };
  for (const [day, value] of [
    ['2021-03-16', 96],
    ['2022-04-12', 71],
    ['2024-05-21', 64],
    ['2025-11-18', 58],
  ] as const) {
    kit.test('NT-proBNP', midnight(day), [kit.component('ntprobnp', value)]);
  }
  test('Troponin T', '6598-7', '2021-03-16', '<0.01', {unit: 'ng/mL', refRange: '<0.01'});
  test(
    'Echocardiogram report',
    '18752-6',
    '2021-03-30',
    'ECHOCARDIOGRAM<br/>Left ventricle: normal size and function, ejection fraction 62 %.<br/>Valves: no significant disease.<br/>Impression: normal study.',
  );
  test(
    'Stress test report',
    '18752-6',
    '2021-04-06',
    'STRESS TEST<br/>Exercised for 9 minutes. No chest pain, no changes. Impression: normal.',
  );
  const done = (name: string, code: string, day: string): void => {
    kit.add('procedures', {
      name,
      dateTime: midnight(day),
      performer: {organizationName: '[object Object]'},
      codes: [humanCode(`snomed:${code}`, name)],
    });
  };
  done('Echocardiography', '40701008', '2021-03-30');
  done('Cardiac stress test', '76746007', '2021-04-06');
  done('Electrocardiogram', '29303009', '2021-03-16');
  done('Electrocardiogram', '29303009', '2023-05-02');
  done('Electrocardiogram', '29303009', '2025-05-20');
  done('Blood pressure monitoring over 24 hours', '164783007', '2022-04-19');
  const narrative = (day: string, text: string): void => {
    kit.add('narratives', {
      dateTime: asUtc(day, '17:00'),
      author: 'Dr. Ama Boateng',
      entries: [{title: 'Assessment', text}],
    });
  };
  narrative('2021-03-16', 'Chest pain, not from the heart. Echo and stress test ordered.');
  narrative('2021-04-06', 'Both tests are normal.<br/>Blood pressure is the thing to work on.');
  narrative('2023-05-02', 'Doing well on lisinopril.');
  narrative('2025-11-18', 'Blood pressure at goal for a year.');
  for (const day of ['2021-04-06', '2023-05-02', '2025-11-18']) {
    kit.add('ccds', {dateTime: asUtc(day, '18:00'), author: 'Lakeside Cardiology', name: 'Summary of care'});
  }
  kit.add('plans_of_care', {
    date: midnight('2026-05-19'),
    name: 'Planned follow-up visit',
    text: 'Every six months',
    type: 'encounter',
    provider,
  });
  kit.add('plans_of_care', {date: midnight('2021-03-30'), name: 'Echocardiogram', text: '', type: 'procedure'});
  const medicine = (name: string, rxnorm: string, start: string, extra: JsonObject = {}): void => {
    kit.add('medications', {
      name,
      productName: name,
      startDate: midnight(start),
      instructions: 'Take 1 tablet by mouth once a day',
      refillsTotal: '3',
      details: {dosage: '1 tablet', frequency: 'once a day', strength: '', route: 'oral'},
      codes: [humanCode(`rxnorm:${rxnorm}`, name)],
      ...extra,
    });
  };
  medicine('lisinopril 10 mg tablet', '314076', '2018-10-16', {endDate: midnight('2021-04-06')});
  medicine('lisinopril 20 mg tablet', '314077', '2021-04-06');
  medicine('aspirin 81 mg tablet', '243670', '2021-03-02', {endDate: midnight('2021-04-06')});
  medicine('atorvastatin 20 mg tablet', '617310', '2018-06-05');
  for (const [name, snomed, day] of [
    ['Essential hypertension', '59621000', '2021-03-16'],
    ['Type 2 diabetes mellitus', '44054006', ''],
    ['Hyperlipidemia', '55822004', ''],
    ['Noncardiac chest pain', '274668005', '2021-03-16'],
    ['Family history of heart attack', '266897007', ''],
  ] as const) {
    kit.add('issues', {
      name,
      status: 'active',
      ...(day && {dateTime: midnight(day)}),
      codes: [humanCode(`snomed:${snomed}`, name)],
    });
  }
  kit.add('allergies', {
    name: 'No known drug allergies',
    status: 'active',
    allergen: {name: '', codes: []},
    reactionsFull: [],
  });
  kit.add('instructions', {
    dateTime: asUtc('2021-03-16', '10:30'),
    name: 'Home blood pressure',
    text: 'Measure twice a day for two weeks.',
  });
  kit.add('instructions', {name: 'Low-salt diet', text: 'Less than 2 g of sodium a day.'});
  kit.add('functional_statuses', {dateTime: midnight('2021-03-16'), name: 'Walks without help', text: ''});
  kit.add('social_history', {
    source: undefined,
    entries: [
      {
        name: 'Never smoker',
        dateTime: midnight('2021-03-16'),
        codes: [{...humanCode('loinc:72166-2'), name: 'Tobacco smoking status'}],
      },
    ],
  });
  return kit.finish('clinic', '2026-02-03T15:31:00.000Z');
};
