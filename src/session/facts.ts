import type {DocumentRoute} from './contract.js';

/** Whether there is anything to read on a route. */
export const readable = ({token, base_url, status}: DocumentRoute): boolean =>
  !!token && !!base_url && status !== 'not_connected';
