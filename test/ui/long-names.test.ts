/** Names of places as long as they come, without a space: nothing leaves a screen of 320 px. */
import {expect, fixtureSync, html, waitUntil} from '@open-wc/testing';
import '../../src/my-health-timeline/define.js';
import '../../src/opt-out-panel/define.js';
import '../../src/provider-connect/define.js';
// what loads later is here at once, so that tests wait for acts and not for the network
import '../../src/my-health-timeline/late.js';
import '../../src/opt-out-panel/panel.js';
import '../../src/provider-connect/panel.js';
import {GALLERY_STATES, type Tag} from '../../demo/gallery-states.js';
import {StandInStore} from '../helpers/snapshots.js';
import type {Snapshot} from '../../src/session/snapshot.js';

const LONG = 'Donaudampfschifffahrtsgesellschaftskapitänspatientenverwaltungsklinikum';
const NAMES = /^(Mount Sinai|Harbor Labs|Lakeside Cardiology|Corner Pharmacy|Human API|Maya Rivera|Mona Rivers)$/;
/** Space around the elements on such a screen. */
const WIDTH = 288;

/** The same, with every place, route and person named so. */
const renamed = (value: unknown): unknown => {
  if (typeof value === 'string') return NAMES.test(value) ? LONG : value;
  if (Array.isArray(value)) return value.map(renamed);
  if (!value || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, renamed(each)]));
};

/** What stands out of the element, by its own words; what scrolls by itself may. */
const outside = (element: HTMLElement): string[] => {
  const {left, right} = element.getBoundingClientRect();
  return [...element.shadowRoot!.querySelectorAll('.root *, [part=base] *')]
    .filter(each => !each.closest('.chips, .scroll, .visually-hidden, svg, dialog'))
    .filter(each => {
      const box = each.getBoundingClientRect();
      return box.width > 1 && (box.right > right + 1 || box.left < left - 1);
    })
    .map(each => `${each.localName}: ${each.textContent.trim()}`);
};

describe('long names on a phone', () => {
  for (const id of ['ready', 'reading', 'collecting', 'first-visit', 'person-differs', 'opted-out']) {
    for (const tag of ['my-health-timeline', 'provider-connect', 'opt-out-panel'] satisfies Tag[]) {
      it(`break within <${tag}>: ${id}`, async () => {
        const {snapshot} = GALLERY_STATES.find(state => state.id === id)!;
        const box = fixtureSync<HTMLElement>(html`<div></div>`);
        box.style.inlineSize = `${WIDTH}px`;
        const element = Object.assign(document.createElement(tag), {
          store: new StandInStore(renamed(snapshot) as Snapshot),
        });
        box.append(element);
        element.dispatchEvent(new Event('pointerover'));
        const root = element.shadowRoot!;
        const isWhole = (): unknown => root.querySelector('dialog') ?? (id === 'opted-out' && root.querySelector('h2'));
        await waitUntil(isWhole, 'the late part', {timeout: 8000});
        root.querySelectorAll('details').forEach(each => (each.open = true));
        expect(outside(element)).to.deep.equal([]);
      });
    }
  }
});
