import type {ErrorCode} from '../errors.js';
import type {ConnectionStatus, EndReason} from '../session/snapshot.js';

/**
 * Session events (host-contract.md §8): they fire once, from the first connected element, bubble and cross shadow
 * roots. Fields are opaque on purpose: never a name, date, value, text or token.
 */
class SessionEvent extends Event {
  constructor(type: string) {
    super(type, {bubbles: true, composed: true});
  }
}

export type MhState = 'setup' | 'loading' | 'ready' | 'signed-out' | 'not-eligible' | 'opted-out' | 'error';

/** What the elements can show has changed. */
export class MhStateEvent extends SessionEvent {
  static readonly type = 'mh-state';
  readonly state: MhState;
  constructor(fields: {state: MhState}) {
    super(MhStateEvent.type);
    this.state = fields.state;
  }
}

/** A pass over a route starts, advances (at most four times a second), or has ended and is stored. */
export class MhSyncEvent extends SessionEvent {
  static readonly type = 'mh-sync';
  readonly route: string;
  readonly phase: 'start' | 'progress' | 'done' | 'partial' | 'failed';
  /** Entries received in this pass so far. */
  readonly received: number;
  constructor(fields: {route: string; phase: MhSyncEvent['phase']; received: number}) {
    super(MhSyncEvent.type);
    this.route = fields.route;
    this.phase = fields.phase;
    this.received = fields.received;
  }
}

/** The state of one connection has changed. */
export class MhConnectionEvent extends SessionEvent {
  static readonly type = 'mh-connection';
  readonly route: string;
  /** The aggregator's id of the connection; `null` on a direct route. */
  readonly connection: string | null;
  readonly status: ConnectionStatus;
  constructor(fields: {route: string; connection: string | null; status: ConnectionStatus}) {
    super(MhConnectionEvent.type);
    this.route = fields.route;
    this.connection = fields.connection;
    this.status = fields.status;
  }
}

/** The copy in this browser has been erased after an opt-out; `confirmed` is the host's yes. */
export class MhOptOutEvent extends SessionEvent {
  static readonly type = 'mh-opt-out';
  readonly erased: {readonly records: number; readonly stores: number};
  readonly confirmed: boolean;
  constructor(fields: {erased: {records: number; stores: number}; confirmed: boolean}) {
    super(MhOptOutEvent.type);
    this.erased = fields.erased;
    this.confirmed = fields.confirmed;
  }
}

/** The session is over and the screen blank. */
export class MhSessionEndEvent extends SessionEvent {
  static readonly type = 'mh-session-end';
  readonly reason: EndReason;
  constructor(fields: {reason: EndReason}) {
    super(MhSessionEndEvent.type);
    this.reason = fields.reason;
  }
}

/** A coded failure reached the screen. */
export class MhErrorEvent extends SessionEvent {
  static readonly type = 'mh-error';
  readonly code: ErrorCode;
  readonly route?: string;
  readonly retryable: boolean;
  constructor(fields: {code: ErrorCode; route?: string; retryable: boolean}) {
    super(MhErrorEvent.type);
    this.code = fields.code;
    this.route = fields.route;
    this.retryable = fields.retryable;
  }
}

/** The session's events by name. They bubble, so any element, the document and the window may listen. */
export interface SessionEventMap {
  'mh-state': MhStateEvent;
  'mh-sync': MhSyncEvent;
  'mh-connection': MhConnectionEvent;
  'mh-opt-out': MhOptOutEvent;
  'mh-session-end': MhSessionEndEvent;
  'mh-error': MhErrorEvent;
}

declare global {
  /* eslint-disable @typescript-eslint/no-empty-object-type -- a merged interface adds its members by extending */
  interface HTMLElementEventMap extends SessionEventMap {}
  interface DocumentEventMap extends SessionEventMap {}
  interface WindowEventMap extends SessionEventMap {}
  /* eslint-enable @typescript-eslint/no-empty-object-type */
}
