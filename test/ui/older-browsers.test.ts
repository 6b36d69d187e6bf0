/** Browsers that have `AbortSignal.any` and no `light-dark()` yet: colours of the system stand in for those of the kit. */
import {expect, fixtureSync, html, waitUntil} from '@open-wc/testing';
import '../../src/my-health-timeline/define.js';
import '../../src/opt-out-panel/define.js';
import '../../src/provider-connect/define.js';
// what loads later is here at once, so that tests wait for acts and not for the network
import '../../src/my-health-timeline/late.js';
import '../../src/opt-out-panel/panel.js';
import '../../src/provider-connect/panel.js';
import {library, record, snapshot, StandInStore} from '../helpers/snapshots.js';

const TAGS = ['my-health-timeline', 'provider-connect', 'opt-out-panel'] as const;

/** The same sheets as such a browser reads them: it knows no function of that name. */
const grownOld = (root: ShadowRoot): CSSStyleSheet[] =>
  root.adoptedStyleSheets.map(({cssRules}) => {
    const sheet = new CSSStyleSheet();
    const text = [...cssRules].map(({cssText}) => cssText).join('\n');
    sheet.replaceSync(text.replaceAll('light-dark(', 'unknown-to-it('));
    return sheet;
  });

/** Opacity of a computed colour: `rgb(0, 0, 0)`, `rgba(0, 0, 0, 0)`, `color(srgb 0 0 0 / 0.5)`. */
const opacity = (color: string): number =>
  Number(/^rgba\(.*, ([\d.]+)\)$|\/ ([\d.]+)\)$/.exec(color)?.slice(1).find(Boolean) ?? 1);

describe('a browser without light-dark()', () => {
  for (const scheme of ['light', 'dark']) {
    for (const tag of TAGS) {
      it(`reads dialogs and buttons of <${tag}> on paper, ${scheme}`, async () => {
        const store = new StandInStore(
          snapshot({library: library([record('lab', 'Sodium', '2026-03-01'), record('lab', 'Zinc', '2025-03-01')])}),
        );
        const element = Object.assign(document.createElement(tag), {store});
        const box = fixtureSync<HTMLElement>(html`<div></div>`);
        box.style.colorScheme = scheme;
        box.append(element);
        element.dispatchEvent(new Event('pointerover'));
        const root = element.shadowRoot!;
        await waitUntil(() => root.querySelector('dialog'), 'the late part', {timeout: 8000});
        root.adoptedStyleSheets = grownOld(root);
        const dialog = root.querySelector('dialog')!;
        dialog.innerHTML =
          '<div class="dialog-head"></div><button class="button primary">Yes</button><a href="/">Go</a>';
        dialog.showModal();
        const look = (selector: string): CSSStyleDeclaration => getComputedStyle(root.querySelector(selector)!);
        for (const selector of ['dialog', '.dialog-head', '.button.primary', ...(tag === TAGS[0] ? ['.strip'] : [])]) {
          expect(opacity(look(selector).backgroundColor), selector).to.equal(1);
        }
        expect(look('.button.primary').backgroundColor).not.to.equal(look('dialog').backgroundColor);
        expect(look('.button.primary').color).not.to.equal(look('.button.primary').backgroundColor);
        expect(look('dialog').color).not.to.equal(look('dialog').backgroundColor);
        expect(look('dialog a').color).not.to.equal(look('dialog').color);
      });
    }
  }
});
