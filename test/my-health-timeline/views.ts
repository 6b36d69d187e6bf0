/** Every view that a patient can open over records of every kind, and the way to it. */
import '../../src/my-health-timeline/history-chart.js';
import {CATEGORIES, type HealthRecord} from '../../src/records/model.js';
import {aggregated, coverage, direct, library, on, record, MOUNT_SINAI, QUEST} from '../helpers/snapshots.js';
import {waitUntil, type Harness} from './harness.js';
import {a1c, LOINC, pressure} from './records.js';
import type {Snapshot} from '../../src/session/snapshot.js';

const visit = record('visit', 'Office visit', '2026-03-14T09:00', {end: on('2026-03-14T09:40'), subtitle: 'Dr. Osei'});
const results = ['Sodium', 'Chloride', 'Calcium', 'Albumin', 'Glucose', 'Potassium'].map(title =>
  record('lab', title, '2026-03-14', {encounter: visit.id, value: '1', unit: 'mmol/L', flag: 'normal'}),
);
const panel = record('lab', 'Metabolic panel', '2026-03-14', {
  encounter: visit.id,
  members: results.map(({id}) => id),
});
const kinds = CATEGORIES.map(category =>
  record(category, `A record of ${category}`, '2024-05-01', {
    subtitle: 'Something more',
    status: 'Active',
    details: [{kind: 'note', text: 'As written there.'}],
    codes: [{system: LOINC, code: '1-8', display: 'Something'}],
    attachments: [{title: 'Letter', contentType: 'text/plain', source: {route: 'mount-sinai', url: 'x'}}],
  } as unknown as Partial<HealthRecord>),
);
const mine = record('lab', 'Ferritin', '2025-02-02', {value: '40', unit: 'ng/mL', sources: [direct('Observation/1')]});
const theirs = {...mine, id: 'human-api|quest|t/1', sources: [aggregated('t/1', QUEST)]};
const merged = {...mine, sources: [...mine.sources, ...theirs.sources], copies: [mine, theirs]};
const withdrawn = record('lab', 'Magnesium', '2019-03-12', {value: '7.9', unit: 'mmol/L'});

const all: readonly HealthRecord[] = [
  visit,
  panel,
  ...results,
  ...kinds,
  merged,
  a1c('2026-02-01', 6.8),
  a1c('2025-02-01', 6.4, {sources: [aggregated('t/2', QUEST, on('2025-02-01'))]}),
  a1c('2020-02-01', 5.4, {value: '< 5.4', comparator: '<'}),
  a1c('2018-02-01', 48, {unit: 'mmol/mol', ucum: 'mmol/mol'}),
  a1c('2017-02-01', 47, {unit: 'mmol/mol', ucum: 'mmol/mol'}),
  pressure('2026-01-05', 142, 91),
  pressure('2025-01-05', 128, 82),
  pressure('2024-01-05', 122, 78),
  record('condition', 'Asthma', '1999'),
  record('immunization', 'Not given: influenza vaccine', null, {negated: true}),
  record('visit', 'Besuch', '2001-11', {language: 'de'}),
];

/** A patient with all of it. */
export const whole = (more: Partial<Snapshot> = {}): Partial<Snapshot> => ({
  library: library(all, {
    aside: [
      {
        state: 'entered_in_error',
        route: 'mount-sinai',
        institution: MOUNT_SINAI,
        type: 'Observation',
        category: 'lab',
        recordId: 'Observation/9',
        reason: 'entered_in_error',
        record: withdrawn,
      },
      {state: 'unreadable', route: 'human-api', institution: QUEST, type: 'Narrative', reason: 'wrong_shape'},
    ],
  }),
  coverage: [
    coverage('lab', {count: 20}),
    coverage('document', {state: 'refused', code: 'source_refused', count: 0}),
    coverage('vital', {route: 'human-api', institution: QUEST, state: 'failed', code: 'source_busy', count: 0}),
  ],
  ...more,
});

const opened = async (page: Harness, words: string, seen: string): Promise<void> => {
  await page.press(words);
  await waitUntil(() => page.find(seen), seen, {timeout: 8000});
};

type Views = Record<string, (page: Harness) => Promise<unknown>>;

/** Of the list and what stands around it. */
export const LIST_VIEWS: Views = {
  'the list, with visits, reports, undated records and foreign words': () => Promise.resolve(),
  'what was folded in a report': page => page.press(/^Show 3/),
  'all kinds named': page => page.press(/more$/),
  'one kind chosen': page => page.press(/^Vital signs/),
  'filters open and in use': async page => {
    await opened(page, 'More filters', '.fields');
    await page.choose('From', '2025');
    await page.choose('Place', 'Quest');
    await waitUntil(() => page.find('.active'), 'the filters in use');
  },
  'a search with marked matches': async page => {
    await page.type('a1c');
    await waitUntil(() => page.find('mark'), 'a mark');
  },
  'a search without a match': async page => {
    await page.type('xyzzy');
    await waitUntil(() => page.find('.state'), 'no match');
  },
  'copies shown separately': async page => {
    await page.press(/^show separately/);
    await waitUntil(() => page.button(/^show as one/), 'the way back');
  },
  'hidden records': async page => {
    await page.open('Asthma');
    await page.press(/^Not mine or wrong/);
    await page.press('Hide on this screen');
    await waitUntil(() => page.button('Show again'), 'the way back');
  },
  'new records that wait': async page => {
    page.element.dispatchEvent(new Event('pointerdown'));
    await page.set({library: library([...all, record('lab', 'Newest', '2026-04-01')])});
    await waitUntil(() => page.button(/^1 new record/), 'the offer');
  },
  'new records that were added': async page => {
    page.element.dispatchEvent(new Event('pointerdown'));
    await page.set({library: library([...all, record('lab', 'Newest', '2026-04-01')])});
    await page.press(/^1 new record/);
    await waitUntil(() => page.find('.new'), 'the sign');
  },
  'an earlier year, after a jump': async page => {
    await page.press('Go');
  },
  'what is missing, with every list open': async page => {
    await opened(page, 'What is missing', 'dialog[open] .coverage');
    await page.press(/^1 × Lab results/);
    await page.press(/^1 × Narrative/);
    await waitUntil(() => page.findAll('.aside-list li').length === 2, 'both entries');
  },
  'what is missing, as a table': async page => {
    await opened(page, 'What is missing', 'dialog[open] .coverage');
    page.dialog!.style.inlineSize = '960px';
  },
  'a record that its source took back': async page => {
    await opened(page, 'What is missing', 'dialog[open] .coverage');
    await page.press(/^1 × Lab results/);
    await page.press('Magnesium');
    await waitUntil(() => /Magnesium/.test(page.find('#record-title')?.textContent ?? ''), 'the record');
  },
  'print and download': page => opened(page, 'Print or download', '.panels > .panel'),
};

/** Of one record. */
export const RECORD_VIEWS: Views = {
  'a history in two units, with its tables': async page => {
    await page.open('Hemoglobin A1c');
    await waitUntil(() => page.findAll('.chart').length === 2, 'two charts', {timeout: 8000});
    for (const details of page.findAll<HTMLDetailsElement>('dialog[open] details')) details.open = true;
    await page.settled();
  },
  'a blood pressure as a pair': async page => {
    await page.open('Blood pressure');
    await waitUntil(() => page.find('.chart'), 'the chart', {timeout: 8000});
    for (const details of page.findAll<HTMLDetailsElement>('dialog[open] details')) details.open = true;
    await page.settled();
  },
  'a visit with what belongs to it': page => page.open('Office visit'),
  'a record from two places': page => page.open('Ferritin'),
  'a record in another language': page => page.open('Besuch'),
  'what did not happen': page => page.open('Not given: influenza vaccine'),
  ...Object.fromEntries(
    kinds
      .filter(({category}) => category !== 'billing')
      .map(({category, title}) => [
        `a record of ${category}, all of it open`,
        async (page: Harness) => {
          await page.open(title);
          for (const details of page.findAll<HTMLDetailsElement>('dialog[open] details')) details.open = true;
          await page.settled();
        },
      ]),
  ),
};
