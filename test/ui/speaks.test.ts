import {expect, fixtureSync, html, waitUntil} from '@open-wc/testing';
import '../../src/my-health-timeline/define.js';
import '../../src/opt-out-panel/define.js';
import '../../src/provider-connect/define.js';
// what loads later is here at once, so that tests wait for acts and not for the network
import '../../src/my-health-timeline/late.js';
import '../../src/opt-out-panel/panel.js';
import '../../src/provider-connect/panel.js';
import {problemText} from '../../src/ui/problem-strings.js';
import {snapshot, StandInStore} from '../helpers/snapshots.js';
import type {Snapshot} from '../../src/session/snapshot.js';

const ERROR: Partial<Snapshot> = {phase: 'error', problem: {code: 'host_error', retryable: true}};
const textOf = ({shadowRoot}: Element): string => shadowRoot!.textContent.replace(/\s+/g, ' ');
const alertsOf = ({shadowRoot}: Element): string[] =>
  [...shadowRoot!.querySelectorAll('[role=alert]')].map(each => each.textContent.trim());

describe('a portal that fails', () => {
  for (const [what, tags] of [
    ['the timeline first', ['my-health-timeline', 'provider-connect', 'opt-out-panel']],
    ['the connections first', ['provider-connect', 'opt-out-panel', 'my-health-timeline']],
    ['the way to leave alone', ['opt-out-panel']],
  ] as const) {
    it(`is told by each element, and said aloud once, each time: ${what}`, async () => {
      const store = new StandInStore(snapshot(ERROR));
      const box = fixtureSync(html`<div></div>`);
      const elements = tags.map(tag => Object.assign(document.createElement(tag), {store}));
      box.append(...elements);
      const said = problemText('host_error');
      for (let time = 0; time < 2; time++) {
        await waitUntil(() => elements.every(one => textOf(one).includes(said)), 'told', {timeout: 8000});
        expect(elements.map(alertsOf)).to.deep.equal(tags.map((_, at) => (at ? [] : [said])));
        store.set({phase: 'loading', problem: undefined});
        await waitUntil(() => elements.every(one => !textOf(one).includes(said)), 'gone');
        store.set(ERROR);
      }
    });
  }
});
