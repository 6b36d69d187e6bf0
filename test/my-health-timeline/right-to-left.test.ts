import {expect, timeline} from './harness.js';
import {library, record} from '../helpers/snapshots.js';

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
});
