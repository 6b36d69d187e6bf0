import {CodedError} from '../../src/errors.js';
import {
  aggregated,
  connection,
  coverage,
  library,
  on,
  record,
  QUEST,
  MOUNT_SINAI,
  MOUNT_SINAI_ROUTE,
} from '../helpers/snapshots.js';
import {expect, timeline, waitUntil} from './harness.js';
import {a1c, pressure} from './records.js';

describe('my-health-timeline: new records', () => {
  it('fill in freely until somebody reads', async () => {
    const first = record('lab', 'First', '2020-01-01');
    const page = await timeline({library: library([first])});
    await page.set({library: library([first, record('lab', 'Second', '2021-01-01')])});
    expect(page.titles).to.deep.equal(['Second', 'First']);
  });

  it('wait while somebody reads, are announced, and come on request', async () => {
    const first = record('lab', 'First', '2020-01-01');
    const page = await timeline({library: library([first])});
    page.element.dispatchEvent(new Event('pointerdown'));
    await page.set({
      library: library([first, record('lab', 'Second', '2021-01-01'), record('lab', 'Third', '2019-01-01')]),
    });
    expect(page.titles).to.deep.equal(['First']);
    await waitUntil(() => page.button('2 new records — show'), 'the offer');
    expect(page.button('2 new records — show')!.closest('[role="status"]')).to.not.equal(null);
    await page.press('2 new records — show');
    expect(page.titles).to.deep.equal(['Second', 'First', 'Third']);
    expect(page.focused).to.equal('Second');
    expect(page.textOf('Second')).to.contain('New');
    expect(page.textOf('First')).not.to.contain('New');
  });

  it('that are older than all on screen move nothing, and need no asking', async () => {
    const records = Array.from({length: 10}, (_, at) => record('lab', `Result ${at}`, `2025-01-${28 - at}`));
    const page = await timeline({library: library(records)}, {'page-size': '10'});
    page.element.dispatchEvent(new Event('pointerdown'));
    await page.set({library: library([...records, record('lab', 'Old', '1999')])});
    expect(page.button(/new record/)).to.equal(undefined);
    expect(page.button(/^Show earlier/)!.textContent).to.contain('10 of 11');
  });

  it('do not keep what has been taken away', async () => {
    const records = [record('lab', 'Mine', '2020-01-01'), record('lab', 'Disconnected', '2021-01-01')];
    const page = await timeline({library: library(records)});
    page.element.dispatchEvent(new Event('pointerdown'));
    await page.set({library: library(records.slice(0, 1))});
    expect(page.titles).to.deep.equal(['Mine']);
  });

  it('come along when the patient looks for something', async () => {
    const first = record('lab', 'First', '2020-01-01');
    const page = await timeline({library: library([first])});
    page.element.dispatchEvent(new Event('pointerdown'));
    await page.set({library: library([first, record('lab', 'Second', '2021-01-01')])});
    await page.type('sec');
    expect(page.titles).to.deep.equal(['Second']);
  });
});

describe('my-health-timeline: histories', () => {
  it('draws a line with ranges, sources, gaps and bounds, and the same as a table', async () => {
    const theirs = {sources: [aggregated('t/1', QUEST, on('2020-03-01'))]};
    const page = await timeline({
      library: library([
        a1c('2026-03-14', 6.8, {flag: 'high', interpretation: 'High'}),
        a1c('2025-09-01', 6.4),
        a1c('2020-03-01', 5.4, {...theirs, value: '< 5.4', comparator: '<'}),
      ]),
    });
    await page.open('Hemoglobin A1c');
    await waitUntil(() => page.find('.chart'), 'the chart', {timeout: 8000});
    const chart = page.find('.chart')!;
    expect(chart.getAttribute('aria-label')).to.match(
      /^3 values from Mar 1, 2020 to Mar 14, 2026, between 5\.4 % and 6\.8 %\.$/,
    );
    expect(chart.querySelectorAll('.mark')).to.have.length(3);
    expect(chart.querySelectorAll('.mark.open')).to.have.length(1);
    expect(chart.querySelectorAll('.band')).to.have.length(3);
    expect(chart.querySelectorAll('.limit'), 'where the usual range ends').to.have.length(6);
    expect(chart.querySelectorAll('.line.gap')).to.have.length(1);
    expect(page.find('.legend')!.textContent).to.contain('Mount Sinai').and.to.contain('Quest Diagnostics');
    await page.press('All values in a table');
    const rows = page.findAll('figure tbody tr').map(row => row.textContent.replace(/\s+/g, ' ').trim());
    expect(rows[0]).to.match(/^Mar 14, 2026 6\.8 % High 4\.0 – 5\.6 Mount Sinai directly$/);
    expect(rows[2]).to.contain('< 5.4 %').and.to.contain('Quest Diagnostics via Human API');
    await expect(page.element).to.be.accessible();
  });

  it('has the history of a record that is opened while a first read is under way', async () => {
    const progress = {route: 'mount-sinai', routeName: 'Mount Sinai', received: 2, streams: 4, streamsDone: 1};
    const page = await timeline({
      library: library([a1c('2026-03-14', 6.8), a1c('2025-09-01', 6.4)]),
      asOf: null,
      progress: [{...progress, phase: 'reading'}],
    });
    await page.open('Hemoglobin A1c');
    await waitUntil(() => page.find('.chart'), 'the chart', {timeout: 8000});
    expect(page.find('.chart')!.getAttribute('aria-label')).to.match(/^2 values /);
  });

  it('shows both values of a blood pressure in one chart, and in one row for each reading', async () => {
    const page = await timeline({
      library: library([pressure('2026-01-05', 142, 78), pressure('2025-01-05', 118)]),
    });
    await page.open('Blood pressure');
    await waitUntil(() => page.find('.chart'), 'the chart', {timeout: 8000});
    expect(page.findAll('.chart')).to.have.length(1);
    const rows = page.findAll('figure tbody tr').map(row => row.textContent.replace(/\s+/g, ' ').trim());
    expect(rows[0]).to.match(/^Jan 5, 2026 142\/78 mmHg Systolic: High Systolic: 90 – 120 ?Diastolic: 60 – 80 /);
    expect(rows[1]).to.match(/^Jan 5, 2025 Systolic: 118 mmHg Systolic: 90 – 120 /);
    expect(rows).to.have.length(2);
  });

  it('never joins different units', async () => {
    const other = {unit: 'mmol/mol', ucum: 'mmol/mol'};
    const page = await timeline({
      library: library([
        a1c('2026-03-14', 6.8),
        a1c('2025-03-14', 6.4),
        a1c('2024-03-14', 48, other),
        a1c('2023-03-14', 47, other),
      ]),
    });
    await page.open('Hemoglobin A1c');
    await waitUntil(() => page.find('.chart'), 'the charts', {timeout: 8000});
    expect(page.findAll('figcaption').map(each => each.textContent.trim())).to.deep.equal([
      'Hemoglobin A1c, in %',
      'Hemoglobin A1c, in mmol/mol',
    ]);
  });

  it('writes years and amounts in letters that grow with the text of the page', async () => {
    const page = await timeline({library: library([a1c('2026-03-14', 6.8), a1c('2021-03-14', 6.4)])});
    await page.open('Hemoglobin A1c');
    await waitUntil(() => page.find('.chart'), 'the chart', {timeout: 8000});
    const height = (text: string): number =>
      [...page.findAll<Element>('.chart text')].find(each => each.textContent.trim() === text)!.getBoundingClientRect()
        .height;
    const before = ['2022', '6'].map(height);
    page.element.style.fontSize = '32px';
    // Firefox makes the box of letters whole pixels high
    ['2022', '6'].forEach((text, at) => expect(height(text) / before[at]!, text).to.be.closeTo(2, 0.3));
  });

  it('draws a small line on the card from three values on', async () => {
    const two = await timeline({library: library([a1c('2026-03-14', 6.8), a1c('2025-03-14', 6.4)])});
    await two.complete();
    expect(two.findAll('.spark')).to.have.length(0);
    const three = await timeline({
      library: library([a1c('2026-03-14', 6.8), a1c('2025-03-14', 6.4), a1c('2024-03-14', 6.1)]),
    });
    await three.complete();
    await waitUntil(() => three.findAll('.spark').length === 3, 'three small lines');
    expect(three.find('.spark')!.getAttribute('aria-label')).to.equal('3 values over time');
    // they come when the list has long been read: nothing may move
    const heights = three.records.map(record => record.getBoundingClientRect().height);
    three.findAll('.spark').forEach(spark => spark.remove());
    expect(three.records.map(record => record.getBoundingClientRect().height)).to.deep.equal(heights);
  });
});

describe('my-health-timeline: what is missing', () => {
  const state = {
    library: library([record('lab', 'Sodium', '2020-01-01')], {
      aside: [
        {
          state: 'entered_in_error',
          route: 'mount-sinai',
          type: 'Observation',
          category: 'lab',
          reason: 'entered_in_error',
        },
      ],
    }),
    coverage: [
      coverage('lab', {count: 233}),
      coverage('medication', {state: 'none', count: 0}),
      coverage('document', {state: 'refused', code: 'source_refused', count: 0}),
      coverage('vital', {route: 'human-api', institution: QUEST, state: 'failed', code: 'source_busy', count: 0}),
    ],
  } as const;

  it('does not call access ended where a place keeps back some kinds only', async () => {
    const page = await timeline(state);
    await page.press('What is missing');
    await waitUntil(() => page.dialog, 'the dialog', {timeout: 8000});
    expect(page.dialogText).to.contain('This place does not share all of these with this portal.');
    expect(page.dialogText).not.to.contain('ended its access');
  });

  it('says from when a place may be asked again that asked for a pause', async () => {
    const page = await timeline({
      ...state,
      coverage: [
        coverage('vital', {state: 'failed', code: 'source_busy', retryAt: new Date().setHours(23, 58), count: 0}),
      ],
    });
    await page.press('What is missing');
    await waitUntil(() => page.dialog, 'the dialog', {timeout: 8000});
    expect(page.dialogText).to.match(/This place is busy\. Try again after 11:58\sPM\./);
  });

  it('names a place of a protocol that this version cannot read, and never as one of which more will come', async () => {
    const later = {...MOUNT_SINAI_ROUTE, id: 'later', protocol: 'later', name: 'Later', supported: false};
    const page = await timeline({
      ...state,
      routes: [MOUNT_SINAI_ROUTE, {...later, institution: {id: 'later', name: 'Later Health', kind: 'hospital'}}],
    });
    await page.press('What is missing');
    await waitUntil(() => page.dialog, 'the dialog', {timeout: 8000});
    expect(page.dialogText).to.match(/Later Health directly This version cannot read records from this place\./);
    const file = JSON.parse(await (await page.element.exportRecords({format: 'json'})).text()) as {missing: unknown[]};
    // the same two fields as beside records, whatever else the host says of it
    const institution = {id: 'later', name: 'Later Health'};
    expect(file.missing).to.deep.include({route: 'later', institution, state: 'unsupported'});
  });

  it('names in files a connected place of which nothing could be read by kind', async () => {
    const page = await timeline({
      ...state,
      coverage: [],
      connections: [
        connection({status: 'needs_attention', counts: {}}),
        connection({key: 'other', route: 'other', institution: QUEST, status: 'not_connected', counts: {}}),
      ],
    });
    const file = JSON.parse(await (await page.element.exportRecords({format: 'json'})).text()) as {missing: unknown[]};
    expect(file.missing).to.deep.include({route: 'mount-sinai', institution: MOUNT_SINAI, state: 'failed'});
    expect(JSON.stringify(file.missing)).not.to.contain('other');
  });

  it('lists on request what is not on the timeline, and says of what its source took back that it did', async () => {
    const wrong = record('lab', 'Potassium', '2019-03-12', {value: '7.9', unit: 'mmol/L'});
    const others = Array.from({length: 130}, (_, at) => ({
      state: 'unsupported' as const,
      route: 'human-api',
      institution: QUEST,
      type: 'MedicationOrder',
      recordId: `MedicationOrder/${at}`,
      reason: 'older_format' as const,
    }));
    const page = await timeline({
      ...state,
      library: library([record('lab', 'Sodium', '2020-01-01')], {
        aside: [
          {...state.library.aside[0]!, institution: MOUNT_SINAI, recordId: 'Observation/9', record: wrong},
          ...others,
        ],
      }),
    });
    await page.press('What is missing');
    await waitUntil(() => page.dialog, 'the dialog', {timeout: 8000});
    expect(page.dialogText).not.to.contain('Potassium');
    await page.press(/^1 × Lab results/);
    await waitUntil(() => /Potassium 7\.9 mmol\/L ✕ Withdrawn by the source/.test(page.dialogText), 'the entry');
    expect(page.dialogText).to.match(
      /Mar 12, 2019 · It was entered by mistake\. · Mount Sinai directly · its number there: Observation\/9/,
    );
    await page.press(/^130 × MedicationOrder/);
    const listed = (): number => page.findAll('.aside-list li').length;
    await waitUntil(() => listed() === 101, 'a hundred of the others');
    expect(page.dialogText).to.contain('It is in an older format.');
    await page.press('Show more (showing 100 of 130)');
    expect(listed()).to.equal(131);
    await expect(page.element).to.be.accessible();
    await page.press('Potassium');
    await waitUntil(() => /Potassium/.test(page.find('#record-title')?.textContent ?? ''), 'the record');
    expect(page.dialogText).to.contain('Mount Sinai has marked this as entered by mistake. It does not count');
    await expect(page.element).to.be.accessible();
    await page.press('Close');
    expect(page.focused).to.equal('Potassium');
  });

  it('says for each place what is here, what is not, why, and what to do', async () => {
    const page = await timeline(state);
    await page.press('What is missing');
    await waitUntil(() => page.dialog, 'the dialog', {timeout: 8000});
    expect(page.headings).to.include('3 What is here and what is missing').and.to.include('4 Mount Sinai directly');
    expect(page.dialogText).to.match(/Here ?Lab results 233/);
    expect(page.dialogText).to.match(/Asked, and none there ?Medications/);
    expect(page.dialogText).to.match(
      /Not allowed ?Documents and notes This place does not share all of these with this portal/,
    );
    expect(page.dialogText).to.match(/Could not be read ?Vital signs This place is busy/);
    expect(page.dialogText).to.contain('1 × Lab results: marked by the source as entered by mistake');
    await expect(page.element).to.be.accessible();
    await page.press('Try again');
    expect(page.store.requests).to.deep.equal([{type: 'refresh'}]);
    await page.set({busy: ['refresh']});
    expect(page.button('Trying again…')!.getAttribute('aria-disabled')).to.equal('true');
    await page.press('Close');
    expect(page.focused).to.equal('What is missing');
  });

  it('can be reached from an empty screen', async () => {
    const page = await timeline({...state, library: library([])});
    await page.press('What is missing');
    await waitUntil(() => page.dialog, 'the dialog', {timeout: 8000});
  });
});

describe('my-health-timeline: taking it along', () => {
  const records = Array.from({length: 60}, (_, at) =>
    record(at % 2 ? 'lab' : 'vital', `Result ${at}`, `${2020 - (at % 30)}-01-01`),
  );

  it('exports all that is loaded, whatever the filter', async () => {
    const page = await timeline({
      library: library(records),
      coverage: [coverage('document', {state: 'refused'}), coverage('visit', {state: 'reading'}), coverage('lab')],
    });
    await page.press('Lab results 30');
    const file = await page.element.exportRecords({format: 'json'});
    expect(file.type).to.equal('application/json');
    const {
      records: exported,
      missing,
      version,
    } = JSON.parse(await file.text()) as {
      version: number;
      records: {title: string}[];
      missing: {category: string; state: string}[];
    };
    expect(version).to.equal(1);
    expect(exported.map(({title}) => title)).to.have.members(records.map(({title}) => title));
    expect(missing.map(({category, state}) => `${category} ${state}`)).to.deep.equal([
      'document refused',
      'visit collecting',
    ]);
    const csv = await (await page.element.exportRecords({format: 'csv'})).text();
    expect(csv.split('\r\n').filter(line => line.includes('Result'))).to.have.length(60);
  });

  it('exports what this browser has stored, not only what the first screen was painted from', async () => {
    const whole = library(records);
    const page = await timeline({library: {...whole, dated: whole.dated.slice(0, 5), whole: false}});
    page.store.answers['load-stored'] = () => page.store.set({library: whole});
    const text = await (await page.element.exportRecords({format: 'json'})).text();
    expect((JSON.parse(text) as {records: unknown[]}).records).to.have.length(60);
    page.store.answers['load-stored'] = () => Promise.reject(new CodedError('storage_blocked'));
    const refused = await page.element.exportRecords({format: 'csv'}).catch((thrown: Error) => thrown.message);
    expect(refused).to.equal('storage_blocked');
  });

  it('refuses a format that is none, by a code', async () => {
    const page = await timeline({library: library([record('lab', 'Sodium', '2020-01-01')])});
    for (const wrong of [{format: 'xml'}, undefined]) {
      const failure: unknown = await page.element
        .exportRecords(wrong as unknown as {format: 'json'})
        .catch((thrown: unknown) => thrown);
      expect((failure as {code?: string}).code).to.equal('bad_argument');
    }
  });

  it('exports nothing when nobody is signed in', async () => {
    const page = await timeline({phase: 'signed-out'});
    const failure = await page.element.exportRecords({format: 'json'}).then(
      () => '',
      (error: Error) => error.message,
    );
    expect(failure).to.equal('aborted');
  });

  it('offers print and downloads, and says when the file is ready', async () => {
    const page = await timeline({library: library(records)});
    await page.press('Print or download');
    await waitUntil(() => page.button('Print what is shown'), 'the panel', {timeout: 8000});
    expect(page.text).to.contain('Prints exactly what is shown by your search and filters: 60 records.');
    await expect(page.element).to.be.accessible();
    const {click} = HTMLAnchorElement.prototype;
    let name = '';
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      name = this.download;
    };
    await page.press('Download all (CSV, for spreadsheets)');
    await waitUntil(() => page.text.includes('Your file is ready.'), 'the file');
    HTMLAnchorElement.prototype.click = click;
    expect(name).to.equal('my-health.csv');
  });
});
