import '../../src/my-health-timeline/history-chart.js';
import {expect, timeline, waitUntil} from './harness.js';
import {coverage, library, record} from '../helpers/snapshots.js';
import {a1c} from './records.js';

/** Left edge of the first place where `text` stands in `element`. */
const leftOf = (element: Element, text: string): number => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    const at = node.data.indexOf(text);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + text.length);
    return range.getBoundingClientRect().left;
  }
  throw new Error(`“${text}” is not there`);
};

describe('a page that reads from right to left', () => {
  beforeEach(() => document.documentElement.setAttribute('dir', 'rtl'));
  afterEach(() => document.documentElement.removeAttribute('dir'));

  it('keeps a sentence that begins with a number in its own order, at the starting edge', async () => {
    const harness = await timeline({
      library: library([record('lab', 'Glucose', '2026-02-17'), record('lab', 'Sodium', '2026-02-16')]),
    });
    const sentence = harness.find('.count')!;
    expect(leftOf(sentence, '2')).to.be.below(leftOf(sentence, 'records'));
    expect(getComputedStyle(sentence).textAlign).to.equal('right');
  });

  it('does so in a record, its history and the names of its places', async () => {
    const harness = await timeline({library: library([a1c('2026-02-01', 6.8), a1c('2025-02-01', 6.4)])});
    await harness.open('Hemoglobin A1c');
    await waitUntil(() => harness.find('figcaption'), 'the history', {timeout: 8000});
    const caption = harness.find('figcaption')!;
    expect(leftOf(caption, 'Hemoglobin')).to.be.below(leftOf(caption, '%'));
    harness.findAll<HTMLDetailsElement>('details').forEach(each => (each.open = true));
    const range = harness.find('figure tbody td:nth-child(3)')!;
    expect(leftOf(range, '4.0'), 'a range runs upwards').to.be.below(leftOf(range, '5.6'));
    const place = harness.find('.legend li')!;
    expect(leftOf(place, 'Mount Sinai')).to.be.below(leftOf(place, 'directly'));
    const question = harness.findAll('summary').find(each => each.textContent.includes('Not mine'))!;
    expect(leftOf(question, 'Not mine')).to.be.below(leftOf(question, '?'));
  });

  it('goes back in time to the right, in a history as in the overview of all years', async () => {
    const harness = await timeline({
      library: library([a1c('2026-02-01', 6.8), a1c('2024-02-01', 6.6), a1c('2021-02-01', 6.4)]),
    });
    await harness.complete();
    const middle = (each: Element): number => {
      const {left, right} = each.getBoundingClientRect();
      return (left + right) / 2;
    };
    const isMirrored = (what: string, newer: Element, older: Element): void => {
      expect(middle(newer), what).to.be.below(middle(older));
    };
    await waitUntil(() => harness.findAll('.spark').length === 3, 'the small lines');
    const ends = ['2026', '2021'].map(year => harness.findAll('.scale text').find(each => each.textContent === year)!);
    isMirrored('the overview', ends[0]!, ends[1]!);
    const spark = harness.find('.spark')!;
    expect(middle(spark.querySelector('.own')!), 'a small line').to.be.below(middle(spark));
    await harness.open('Hemoglobin A1c');
    await waitUntil(() => harness.find('.chart'), 'the history', {timeout: 8000});
    const marks = harness.findAll('.chart .mark');
    isMirrored('values', marks.at(-1)!, marks[0]!);
    const years = harness.findAll('.chart .years text');
    isMirrored('years', years.at(-1)!, years[0]!);
    // mirrored twice is as written
    const turned = [years[0]!, years[0]!.closest('.years')!].map(each => getComputedStyle(each).transform);
    expect(turned, 'a year').to.deep.equal(Array(2).fill('matrix(-1, 0, 0, 1, 0, 0)'));
    const amount = harness.find('.chart .amounts')!;
    expect(middle(amount), 'amounts stand where reading begins').to.be.above(middle(harness.find('.chart .plot')!));
  });

  it('does so where something is missing', async () => {
    const harness = await timeline({
      library: library([record('lab', 'Sodium', '2026-02-17')]),
      coverage: [coverage('lab'), coverage('document', {state: 'refused', code: 'source_refused', count: 0})],
    });
    await harness.press('What is missing');
    await waitUntil(() => harness.find('.place'), 'the places', {timeout: 8000});
    const place = harness.find('.place')!.firstElementChild!;
    expect(leftOf(place, 'Mount Sinai')).to.be.below(leftOf(place, 'directly'));
  });
});
