import {OptOutPanel} from './opt-out-panel.js';

if (!customElements.get('opt-out-panel')) customElements.define('opt-out-panel', OptOutPanel);

declare global {
  interface HTMLElementTagNameMap {
    'opt-out-panel': OptOutPanel;
  }
}
