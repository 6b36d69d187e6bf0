import {
  recordKey,
  type Category,
  type HealthRecord,
  type Institution,
  type RecordOrigin,
} from '../src/records/model.js';

/** Records for the gallery: few, and each there for a reason. */

export const PLACES = {
  sinai: {route: 'mount-sinai', institution: {id: 'mount-sinai', name: 'Mount Sinai'}},
  harbor: {route: 'human-api', institution: {id: 'harbor', name: 'Harbor Labs'}},
  lakeside: {route: 'human-api', institution: {id: 'lakeside', name: 'Lakeside Cardiology'}},
  corner: {route: 'human-api', institution: {id: 'corner', name: 'Corner Pharmacy'}},
} as const satisfies Record<string, {route: string; institution: Institution}>;
export type Place = keyof typeof PLACES;

/** Wall ms of the gallery's "now". */
export const GALLERY_NOW = Date.UTC(2026, 1, 20, 15, 30);

const precisionOf = (text: string): 'year' | 'month' | 'day' | 'minute' | 'second' =>
  text.length === 4 ? 'year' : text.length === 7 ? 'month' : text.length === 10 ? 'day' : 'second';

let count = 0;

const origin = (place: Place, recordId: string, date: HealthRecord['date']): RecordOrigin => ({
  ...PLACES[place],
  recordId,
  retrievedAt: '2026-02-20T15:28:00Z',
  date,
});

/** One record; `date` in the precision in which it is written. */
export const record = (
  place: Place,
  category: Category,
  title: string,
  date: string | null,
  more: Partial<HealthRecord> = {},
): HealthRecord => {
  const recordId = `gallery/${++count}`;
  const {route, institution} = PLACES[place];
  const when = date === null ? null : {value: date, precision: precisionOf(date)};
  return {
    id: recordKey(route, institution.id, recordId),
    category,
    title,
    date: when,
    codes: [],
    sources: [origin(place, recordId, when)],
    details: [],
    attachments: [],
    ...more,
  };
};

const LOINC = 'http://loinc.org';
const a1c = (place: Place, date: string, value: number, more: Partial<HealthRecord> = {}): HealthRecord =>
  record(place, 'lab', 'Hemoglobin A1c', date, {
    value: String(value),
    number: value,
    unit: '%',
    ucum: '%',
    range: '4.0 – 5.6',
    low: 4,
    high: 5.6,
    ...(value > 5.6 && {interpretation: 'High', flag: 'high' as const}),
    codes: [{system: LOINC, code: '4548-4', display: 'Hemoglobin A1c'}],
    ...more,
  });

const visit = record('sinai', 'visit', 'Diabetes follow-up', '2026-02-17T09:30:00-05:00', {
  subtitle: 'Dr. Nikolai Petrov, Internal Medicine',
});
const during = {encounter: visit.id};
const copies = [a1c('sinai', '2026-02-17T09:55:00-05:00', 6.3, during), a1c('harbor', '2026-02-17', 6.3)];

/** What a good day looks like. */
export const RECORDS: readonly HealthRecord[] = [
  visit,
  {...a1c('sinai', '2026-02-17T09:55:00-05:00', 6.3, during), sources: copies.flatMap(({sources}) => sources), copies},
  record('sinai', 'vital', 'Blood pressure', '2026-02-17T09:35:00-05:00', {
    ...during,
    components: [
      {
        title: 'Systolic blood pressure',
        value: '122',
        number: 122,
        unit: 'mmHg',
        codes: [{system: LOINC, code: '8480-6'}],
      },
      {
        title: 'Diastolic blood pressure',
        value: '78',
        number: 78,
        unit: 'mmHg',
        codes: [{system: LOINC, code: '8462-4'}],
      },
    ],
  }),
  record('sinai', 'lab', 'C-reactive protein', '2026-02-17T09:55:00-05:00', {
    ...during,
    value: '< 0.3',
    number: 0.3,
    comparator: '<',
    unit: 'mg/L',
    range: 'up to 5',
    high: 5,
  }),
  record('corner', 'medication', 'metformin 1,000 mg tablet', '2026-01-05', {
    subtitle: 'Take 1 tablet twice a day with meals',
    status: 'Active',
  }),
  record('lakeside', 'visit', 'Follow-up visit', '2025-11-18T15:40:00.000Z', {subtitle: 'Dr. Ama Boateng, Cardiology'}),
  record('lakeside', 'document', 'Assessment', '2025-11-18T22:00:00.000Z', {
    details: [{label: 'Assessment', text: 'Blood pressure at goal for a year.'}],
  }),
  record('sinai', 'imaging', 'Mammogram, both sides', '2025-11-11T08:30:00-05:00', {status: 'Final'}),
  a1c('sinai', '2025-10-21T10:25:00-04:00', 6.1),
  record('sinai', 'immunization', 'Influenza, seasonal, injectable', '2025-10-21'),
  record('sinai', 'procedure', 'Stitches for cut on right hand', '2025-07-08T17:50:00-04:00'),
  record('sinai', 'document', 'Letter from cardiology', '2021-04-06T16:00:00-04:00', {
    attachments: [{title: 'Letter from cardiology', contentType: 'application/pdf', size: 48_213, inline: true}],
  }),
  record('sinai', 'procedure', 'Not done: Cardiac catheterization', '2021-03-03', {negated: true, status: 'Not done'}),
  a1c('sinai', '2018-10-16T15:55:00-04:00', 8.9),
  record('sinai', 'condition', 'Type 2 diabetes mellitus', '2017-06-06', {status: 'Active'}),
  record('sinai', 'immunization', 'Not done: Influenza, seasonal, injectable', '2013-11-05', {
    negated: true,
    status: 'Not done',
  }),
  record('sinai', 'immunization', 'Hepatitis B, pediatric', '1999-11'),
  record('sinai', 'condition', 'Recurrent tonsillitis', '1990', {status: 'Resolved'}),
];

export const UNDATED: readonly HealthRecord[] = [
  record('sinai', 'allergy', 'No known drug allergy', null, {negated: true}),
  record('lakeside', 'condition', 'Hyperlipidemia', null, {status: 'Active'}),
];

/** Titles as the world writes them: very long, right to left, without spaces. */
export const ODD_RECORDS: readonly HealthRecord[] = [
  record(
    'sinai',
    'lab',
    'Comprehensive metabolic panel with estimated glomerular filtration rate by the 2021 CKD-EPI creatinine equation',
    '2025-05-01',
    {
      value: 'See the report of the laboratory for the values of the single analytes',
    },
  ),
  record('harbor', 'lab', 'تحليل الدم الشامل', '2025-04-02', {value: '13.2', unit: 'g/dL', language: 'ar'}),
  record('lakeside', 'procedure', 'Pneumonoultramicroscopicsilicovolcanoconiosisdiagnostik', '2025-03-03'),
  record('corner', 'medication', '<b>aspirin</b> & "quotes"', '2025-02-04'),
];

/** Many records, for the state of a long life. */
export const manyRecords = (total: number): HealthRecord[] =>
  Array.from({length: total}, (_, index) => {
    const day = new Date(GALLERY_NOW - index * 7 * 86_400_000).toISOString().slice(0, 10);
    const value = 5.2 + ((index * 7) % 30) / 10;
    return index % 3 === 0
      ? a1c('harbor', day, Number(value.toFixed(1)))
      : record(
          index % 2 ? 'sinai' : 'lakeside',
          index % 5 ? 'vital' : 'visit',
          index % 5 ? 'Body weight' : 'Office visit',
          day,
          {
            ...(index % 5 && {value: String(70 + (index % 9)), unit: 'kg'}),
          },
        );
  });
