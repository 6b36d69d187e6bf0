import {library, record} from '../helpers/snapshots.js';
import {expect, timeline, waitUntil} from './harness.js';
import type {HealthRecord} from '../../src/records/model.js';

const labs = (n: number): HealthRecord[] =>
  Array.from({length: n}, (_, at) => record('lab', `Result ${at}`, `20${10 + (at % 15)}-05-05`));

describe('my-health-timeline: numbers', () => {
  it('are the same before and after the rest has come from the cache', async () => {
    const all = [...labs(70), record('billing', 'Claim', '2020-01-01'), record('visit', 'Visit', '2009-01-01')];
    const known = {places: 3, categories: {lab: 70, billing: 1, visit: 1}};
    const page = await timeline({library: library(all.slice(0, 50), {total: 72, whole: false}), ...known});
    const numbers = (): string[] => [
      page.text.match(/[\d,]+ records? from \d+ places?/)![0],
      ...page.findAll('.chips .chip').map(chip => chip.textContent.replace(/\s+/g, ' ').trim()),
    ];
    const before = numbers();
    expect(before).to.deep.equal([
      '72 records from 3 places',
      'All 71',
      'Visits 1',
      'Lab results 70',
      'Insurance and billing 1',
    ]);
    expect(page.count, 'what is not known yet is not said').to.equal('');
    await page.set({library: library(all), ...known});
    expect(numbers()).to.deep.equal(before);
    expect(page.count).to.equal('71 records. Insurance and billing (1) is off.');
  });

  it('belong to what is on screen while something newer waits', async () => {
    const old = labs(3);
    const page = await timeline({library: library(old), places: 1});
    page.find('.open')!.dispatchEvent(new Event('pointerdown', {bubbles: true, composed: true}));
    await page.set({library: library([...old, record('lab', 'New', '2026-01-01')]), places: 2});
    expect(page.text).to.contain('3 records from 1 place').and.to.contain('1 new record — show');
    await page.press(/new record/);
    expect(page.text).to.contain('4 records from 2 places');
  });

  it('say nothing of places that are not known', async () => {
    const page = await timeline({library: library(labs(2), {whole: false}), places: undefined});
    expect(page.text)
      .to.match(/2 records ·/)
      .and.not.match(/place/);
  });

  it('neither invite nor claim anything while connected places have not been asked', async () => {
    const page = await timeline({library: library([], {whole: false}), connections: [], progress: [], asOf: null});
    await page.complete();
    await waitUntil(() => /Reading your records/.test(page.text), 'the first read');
    expect(page.text).not.to.match(/Connect a hospital|0 records|from 0|from 1 place/);
  });
});
