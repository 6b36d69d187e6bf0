/** What stands on paper: by the button, in a frame of its own, and where the page is printed. */
import {aggregated, coverage, library, on, record, QUEST} from '../helpers/snapshots.js';
import {expect, printedBy, timeline, waitUntil, whilePrinting} from './harness.js';
import type {HealthRecord} from '../../src/records/model.js';

const records = Array.from({length: 60}, (_, at) =>
  record(at % 2 ? 'lab' : 'vital', `Result ${at}`, `${2020 - (at % 30)}-01-01`),
);
const missing = [coverage('document', {state: 'refused', count: 0})];

describe('my-health-timeline: on paper', () => {
  it('stands exactly what the filter shows, all of it, and the screen is as it was before', async () => {
    const page = await timeline({library: library(records), coverage: missing});
    expect(page.records).to.have.length(50);
    const first = page.records[0];
    const [lines, running, sheet] = await whilePrinting(page, () => [
      page.paper,
      page.find('.running')!.textContent,
      page.find('.sheet')!.textContent,
    ]);
    expect(lines).to.have.length(60);
    expect(sheet).to.contain('all records');
    // what every page repeats
    expect(running).to.match(/^\s*Health records of Maya R\.\s*Shown: all records\s*Printed /);
    expect(sheet).to.contain('Mount Sinai, directly: Documents and notes (Not allowed)');
    expect(page.paper).to.deep.equal([]);
    expect(page.records).to.have.length(50);
    expect(page.records[0], 'the screen was not touched').to.equal(first);
    await page.press('Lab results 30');
    const [few, said] = await whilePrinting(page, () => [page.paper, page.find('.sheet')!.textContent] as const);
    expect(few).to.have.length(30);
    expect(said).to.contain('Shown: Lab results');
  });

  it('stands the same in the frame that the button prints, which is gone afterwards', async () => {
    const page = await timeline({library: library(records), coverage: missing});
    await page.press('Lab results 30');
    await page.press('Print or download');
    const onPage = await whilePrinting(page, () => page.paper.join(' '));
    const {text, lines, gone} = await printedBy(() => page.press('Print what is shown'));
    expect(lines).to.equal(30);
    expect(gone).to.equal(true);
    expect(text).to.match(/^Health records of Maya R\. ?Shown: Lab results ?Printed /);
    expect(text).to.contain('Missing from this print').and.to.contain('Documents and notes (Not allowed)');
    for (const title of onPage.match(/Result \d+/g)!) expect(text).to.contain(title);
    await waitUntil(() => !page.text.includes('Preparing your pages'), 'the end of it');
  });

  it('says of each record when, what, how much, what kind, from where and when fetched', async () => {
    const visit = record('visit', 'Office visit', '2026-03-14T09:00', {
      end: on('2026-03-14T09:30'),
      subtitle: 'Dr. Osei',
    });
    const result = record('lab', 'Hemoglobin A1c', '2026-03-14', {
      encounter: visit.id,
      value: '6.8',
      unit: '%',
      range: '4.0 – 5.6',
      flag: 'high',
    });
    const theirs: HealthRecord = {...result, id: 'q', sources: [aggregated('t/1', QUEST, result.date)]};
    const merged = {...result, sources: [...result.sources, ...theirs.sources], copies: [result, theirs]};
    const page = await timeline({library: library([visit, merged, record('document', 'Letter', null)])});
    const lines = await whilePrinting(page, () => page.paper);
    expect(lines).to.deep.equal([
      'Mar 14, 2026 Office visit Dr. Osei Visit · 9:00 AM · until 9:30 AM · Mount Sinai directly · fetched Mar 20, 2026',
      'Mar 14, 2026 Hemoglobin A1c 6.8 % ▲ High usual 4.0 – 5.6 Lab result · 2 copies: Mount Sinai directly, Quest Diagnostics via Human API · fetched Mar 20, 2026',
      'No date recorded Letter Document · Mount Sinai directly · fetched Mar 20, 2026',
    ]);
    await page.press(/^show separately/);
    const apart = await whilePrinting(page, () => page.paper);
    expect(apart.filter(line => /one of several copies/.test(line))).to.have.length(2);
  });

  it('stands what is folded on the screen', async () => {
    const visit = record('visit', 'Office visit', '2026-03-14');
    const inside = Array.from({length: 8}, (_, at) => record('lab', `Part ${at}`, '2026-03-14', {encounter: visit.id}));
    const page = await timeline({library: library([visit, ...inside])});
    expect(page.find<HTMLDetailsElement>('.list details')!.open).to.equal(false);
    expect(await whilePrinting(page, () => page.paper)).to.have.length(9);
    expect(page.find<HTMLDetailsElement>('.list details')!.open).to.equal(false);
  });

  it('does not stand what has been taken off the screen', async () => {
    const page = await timeline({library: library(records)});
    await page.press('Print or download');
    await page.set({phase: 'signed-out', ended: 'idle', library: library([])});
    expect(await whilePrinting(page, () => page.paper)).to.deep.equal([]);
    expect(page.find('.paper')).to.equal(null);
    expect(page.text).not.to.contain('Result');
  });
});
