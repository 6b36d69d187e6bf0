import {sendKeys} from '@web/test-runner-commands';
import {aggregated, library, on, record} from '../helpers/snapshots.js';
import {expect, printedBy, timeline, waitUntil, type Harness} from './harness.js';

const a1c = (date: string, number: number, more = {}) =>
  record('lab', 'Hemoglobin A1c', date, {
    value: String(number),
    number,
    unit: '%',
    low: 4,
    high: 5.6,
    range: '4.0 – 5.6',
    codes: [{system: 'http://loinc.org', code: '4548-4'}],
    ...more,
  });

/** Presses Tab until the thing that says `words` has focus. */
const go = async (page: Harness, words: string | RegExp): Promise<void> => {
  const there = (): boolean => (typeof words === 'string' ? page.focused === words : words.test(page.focused));
  const met: string[] = [];
  while (!there() && met.length < 40) {
    met.push(page.focused);
    await sendKeys({press: 'Tab'});
  }
  if (!there()) throw new Error(`“${String(words)}” is not reached: ${met.join(' → ')}`);
};
const press = async (page: Harness, key: string): Promise<void> => {
  await sendKeys({press: key});
  await page.settled();
};

describe('my-health-timeline: by keyboard alone', () => {
  it('finds the last HbA1c, sees its history, opens its source, and prints', async () => {
    const page = await timeline({
      library: library([
        a1c('2026-03-14', 6.8, {flag: 'high', interpretation: 'High'}),
        a1c('2025-03-14', 6.4),
        a1c('2024-03-14', 6.1, {sources: [aggregated('test_results/7', undefined, on('2024-03-14'))]}),
        record('lab', 'Sodium', '2026-03-15', {value: '140', unit: 'mmol/L'}),
        record('visit', 'Annual visit', '2026-03-14'),
      ]),
    });
    page.store.answers.raw = () => ({resourceType: 'Observation', id: '123'});

    page.find('input[type="search"]')!.focus();
    await sendKeys({type: 'a1c'});
    await waitUntil(() => page.count === '3 records match', 'the number of matches');
    expect(page.focused, 'typing keeps its place').to.equal('Search your records');

    await go(page, 'Hemoglobin A1c');
    expect(page.textOf('Hemoglobin A1c')).to.contain('6.8 % ▲ High');
    await press(page, 'Enter');
    await waitUntil(() => page.dialog, 'the record');
    await waitUntil(() => page.find('dialog .chart'), 'its history');
    expect(page.find('dialog .chart')!.getAttribute('aria-label')).to.match(
      /^3 values from Mar 14, 2024 to Mar 14, 2026, between 6\.1 % and 6\.8 %/,
    );
    await go(page, 'All values in a table');
    await press(page, 'Enter');
    const rows = page.findAll('dialog figure tbody tr').map(row => row.textContent.replace(/\s+/g, ' ').trim());
    expect(rows).to.have.length(3);
    expect(rows[0]).to.match(/^Mar 14, 2026 6\.8 % High 4\.0 – 5\.6 Mount Sinai directly$/);
    expect(rows[2]).to.contain('Quest Diagnostics via Human API');

    expect(page.dialogText).to.match(/Where this comes from Mount Sinai directly date there: Mar 14, 2026/);
    await go(page, 'The original, as the source sent it');
    await press(page, 'Enter');
    await go(page, 'Show the original');
    await press(page, 'Enter');
    await waitUntil(() => /"resourceType": "Observation"/.test(page.dialogText), 'the original');

    await press(page, 'Escape');
    await waitUntil(() => !page.dialog, 'the dialog to close');
    expect(page.focused, 'back where one was').to.equal('Hemoglobin A1c');

    // from the top again: not every driver holds Shift
    page.find('input[type="search"]')!.focus();
    await go(page, 'Print or download');
    await press(page, 'Enter');
    await press(page, 'Tab');
    expect(page.focused, 'not the kinds of records, which stand between').to.equal('Print what is shown');
    const {text, lines, gone} = await printedBy(() => press(page, 'Enter'));
    expect(text).to.contain('Shown: “a1c”').and.to.contain('6.1 %').and.not.contain('Sodium');
    expect({lines, gone}).to.deep.equal({lines: 3, gone: true});
    expect(page.focused).to.equal('Print what is shown');
  });
});
