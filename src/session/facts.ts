import type {DocumentRoute} from './contract.js';
import type {RouteProgress} from './snapshot.js';

/** Whether there is anything to read on a route. */
export const readable = ({token, base_url, status}: DocumentRoute): boolean =>
  !!token && !!base_url && status !== 'not_connected';

/** A pass over a route is under way, or waits for its turn. */
export const isReading = ({phase}: Pick<RouteProgress, 'phase'>): boolean => phase === 'reading' || phase === 'waiting';
