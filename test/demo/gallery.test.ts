/** axe over every state of every element, and over every view that a patient can open in them. */
import {expect, waitUntil} from '@open-wc/testing';
import '../../src/index.js';
// what loads later is here at once, so that tests wait for acts and not for the network
import '../../src/my-health-timeline/late.js';
import '../../src/my-health-timeline/history-chart.js';
import '../../src/provider-connect/panel.js';
import '../../src/opt-out-panel/panel.js';
import {GALLERY_STATES} from '../../demo/gallery-states.js';
import {remove, stateOf} from '../helpers/gallery.js';

afterEach(remove);

describe('gallery: axe finds nothing', () => {
  for (const {id, title} of GALLERY_STATES) {
    it(`in “${title}”`, async () => {
      await expect(await stateOf(id)).to.be.accessible();
    });
  }

  for (const id of ['ready', 'partial', 'collecting']) {
    it(`in the dark (${id})`, async () => {
      document.documentElement.style.cssText = 'color-scheme: dark; background: #141b22; color: #e8edf2';
      await expect(await stateOf(id)).to.be.accessible();
    });
  }

  it('from right to left', async () => {
    document.documentElement.dir = 'rtl';
    await expect(await stateOf('ready')).to.be.accessible();
  });
});

describe('gallery: what can be pressed is at least 24 px wide and high', () => {
  const small = (root: ParentNode): string[] =>
    [...root.querySelectorAll<HTMLElement>('a[href], button, input, select, summary, [role="slider"]')]
      .filter(each => each.checkVisibility())
      // a record is pressed anywhere on it
      .map(each => [each.textContent.trim(), (each.closest('article') ?? each).getBoundingClientRect()] as const)
      .filter(([, {width, height}]) => Math.min(width, height) < 24)
      .map(([text]) => text);

  for (const {id, title} of GALLERY_STATES) {
    it(`in “${title}”, with all that can be unfolded`, async () => {
      const main = await stateOf(id);
      for (const {shadowRoot} of main.querySelectorAll('my-health-timeline, provider-connect, opt-out-panel')) {
        shadowRoot!.querySelectorAll('details').forEach(each => (each.open = true));
        expect(small(shadowRoot!)).to.deep.equal([]);
      }
    });
  }
});

describe('gallery: axe finds nothing in what the timeline opens', () => {
  /** Presses what says these words; answers when `seen` is on screen. */
  const views: readonly (readonly [string, string, RegExp, string])[] = [
    ['the record dialog with its history', 'ready', /^Hemoglobin A1c$/, 'dialog[open] .chart'],
    ['a record in another language', 'odd', /./, 'dialog[open] #record-title'],
    ['what is missing', 'partial', /^What is missing$/, 'dialog[open] .place'],
    ['what is missing while collecting', 'collecting', /^What is missing$/, 'dialog[open] .place'],
    ['print and download', 'ready', /^Print or download$/, '.panels > .panel'],
    ['more filters', 'ready', /^More filters$/, '.panels > .fields'],
    ['one kind', 'ready', /^Lab results \d/, '.active'],
  ];
  for (const [name, id, words, seen] of views) {
    it(name, async () => {
      const main = await stateOf(id);
      const {shadowRoot} = main.querySelector('my-health-timeline')!;
      const find = (): HTMLElement | undefined =>
        [...shadowRoot!.querySelectorAll<HTMLElement>(id === 'odd' ? '.open' : 'button')].find(each =>
          words.test(each.textContent.replace(/\s+/g, ' ').trim()),
        );
      await waitUntil(() => shadowRoot!.querySelector('.strip > *') && find(), 'the button', {timeout: 8000});
      find()!.click();
      await waitUntil(() => shadowRoot!.querySelector(seen), 'the view', {timeout: 8000});
      await expect(main).to.be.accessible();
    });
  }

  it('a search without a match', async () => {
    const main = await stateOf('ready');
    const {shadowRoot} = main.querySelector('my-health-timeline')!;
    await waitUntil(() => shadowRoot!.querySelector('.strip > *'), 'the late part', {timeout: 8000});
    const input = shadowRoot!.querySelector<HTMLInputElement>('input[type="search"]')!;
    input.value = 'xyzzy';
    input.dispatchEvent(new InputEvent('input', {bubbles: true, composed: true}));
    await waitUntil(() => /No record matches what you chose/.test(shadowRoot!.textContent), 'no match');
    await expect(main).to.be.accessible();
  });
});
