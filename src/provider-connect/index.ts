export {ProviderConnect} from './provider-connect.js';
export {MhConnectRequestEvent} from './events.js';
export type {ConnectStrings} from './provider-connect.js';
