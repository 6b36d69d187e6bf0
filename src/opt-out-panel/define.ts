import {warnOfSecondVersion} from '../ui/second-version.js';
import {OptOutPanel} from './opt-out-panel.js';
import type {MhOptOutRequestEvent} from './events.js';

if (!customElements.get('opt-out-panel')) customElements.define('opt-out-panel', OptOutPanel);
warnOfSecondVersion('opt-out-panel', OptOutPanel);

export type {SessionEventMap} from '../ui/events.js';

declare global {
  interface HTMLElementTagNameMap {
    'opt-out-panel': OptOutPanel;
  }
  interface HTMLElementEventMap {
    'mh-opt-out-request': MhOptOutRequestEvent;
  }
}
