/** How hard each screen of connecting and leaving is to read, as a patient meets it. */
import {expect, waitUntil} from '@open-wc/testing';
import '../../src/index.js';
import '../../src/provider-connect/panel.js';
import '../../src/opt-out-panel/panel.js';
import {GALLERY_STATES} from '../../demo/gallery-states.js';
import {grade} from '../helpers/reading-grade.js';
import {remove, stateOf} from '../helpers/gallery.js';

/** Sentences on a screen: whatever stands in a block of its own, closed dialogs aside. */
const sentencesOf = (root: ShadowRoot): string =>
  [...root.querySelectorAll<HTMLElement>('p, h1, h2, h3, h4, h5, h6, button, summary, dt, dd, li, b, a')]
    .filter(each => !each.querySelector('p, li, dl, button, a') && each.closest('dialog:not([open])') === null)
    .map(each => each.textContent.replace(/\s+/g, ' ').trim())
    .filter(text => /[a-z]/i.test(text))
    .map(text => (/[.!?:…]$/.test(text) ? text : `${text}.`))
    .join(' ');

afterEach(remove);

describe('reading grade of a screen is at most 8', () => {
  for (const {id, title} of GALLERY_STATES) {
    it(`in “${title}”`, async () => {
      const section = await stateOf(id);
      for (const tag of ['provider-connect', 'opt-out-panel']) {
        const element = section.querySelector(tag);
        if (!element) continue;
        const root = element.shadowRoot!;
        await waitUntil(() => sentencesOf(root).split(' ').length > 3, `the words of ${tag}`);
        const text = sentencesOf(root);
        expect(grade(text), `${tag}: ${text}`).to.be.at.most(8);
      }
    });
  }
});
