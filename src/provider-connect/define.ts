import {ProviderConnect} from './provider-connect.js';

if (!customElements.get('provider-connect')) customElements.define('provider-connect', ProviderConnect);

declare global {
  interface HTMLElementTagNameMap {
    'provider-connect': ProviderConnect;
  }
}
