import {warnOfSecondVersion} from '../ui/second-version.js';
import {ProviderConnect} from './provider-connect.js';
import type {MhConnectRequestEvent} from './events.js';

if (!customElements.get('provider-connect')) customElements.define('provider-connect', ProviderConnect);
warnOfSecondVersion('provider-connect', ProviderConnect);

export type {SessionEventMap} from '../ui/events.js';

declare global {
  interface HTMLElementTagNameMap {
    'provider-connect': ProviderConnect;
  }
  interface HTMLElementEventMap {
    'mh-connect-request': MhConnectRequestEvent;
  }
}
