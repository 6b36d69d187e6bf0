import type {ErrorCode} from '../errors.js';
import type {Phase, ConnectionStatus, EndReason, RouteProgress} from './snapshot.js';

/** Fields of the session events (host-contract.md §8). Opaque on purpose: never a name, date, value, text or token. */
export type SessionEventFields =
  | {readonly type: 'mh-state'; readonly state: Phase}
  | {
      readonly type: 'mh-sync';
      readonly route: string;
      readonly phase: 'start' | 'progress' | Extract<RouteProgress['phase'], 'done' | 'partial' | 'failed'>;
      readonly received: number;
    }
  | {
      readonly type: 'mh-connection';
      readonly route: string;
      readonly connection: string | null;
      readonly status: ConnectionStatus;
    }
  | {
      readonly type: 'mh-opt-out';
      readonly erased: {readonly records: number; readonly stores: number};
      readonly confirmed: boolean;
    }
  | {readonly type: 'mh-session-end'; readonly reason: EndReason}
  | {readonly type: 'mh-error'; readonly code: ErrorCode; readonly route?: string; readonly retryable: boolean};
