import {isRetryable} from '../errors.js';
import {snapshotOf} from './view.js';
import type {ErrorCode} from '../errors.js';
import type {Core} from './core.js';
import type {SessionEventFields} from './events.js';
import type {Snapshot} from './snapshot.js';

/** Changes reach the screen at most so often while records come in. */
export const INTERVAL_MS = 250;

/** An element that shares the session. */
export interface Participant {
  /** Only an element that shows records starts reading them. */
  readonly reads: boolean;
  /** Added to every call to the host. */
  readonly hostHeaders?: () => Record<string, string>;
  /** Sends a session event; called on the first connected participant only. */
  readonly emit: (event: SessionEventFields) => void;
}

/** Turns the state of a session into frozen snapshots and opaque events. */
export class Publisher {
  readonly participants = new Set<Participant>();
  readonly listeners = new Set<() => void>();
  readonly #core: Core;
  #snapshot: Snapshot;
  #at = -Infinity;
  /** The publication that is planned; another one in between takes its place. */
  #planned: object | undefined;
  /** What the last events said. */
  #told = new Map<string, string>();

  constructor(core: Core) {
    this.#core = core;
    this.#snapshot = this.#make();
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** Whether somebody shows records. */
  get reads(): boolean {
    return [...this.participants].some(({reads}) => reads);
  }

  /** Whether anybody is there. */
  get watched(): boolean {
    return this.participants.size > 0;
  }

  headers(): Record<string, string> {
    return Object.assign({}, ...[...this.participants].map(({hostHeaders}) => hostHeaders?.() ?? {})) as Record<
      string,
      string
    >;
  }

  /** Publishes at once when `urgent` (a phase, an answer to the patient), else at most four times a second. */
  changed(urgent = false): void {
    void this.#core.rest?.keepBuilt(this.#core);
    const {clock} = this.#core.surroundings;
    const wait = this.#at + INTERVAL_MS - clock.monotonic();
    if (urgent || wait <= 0) {
      this.#flush();
    } else if (!this.#planned) {
      const plan = (this.#planned = {});
      clock.delay(wait).then(
        () => this.#planned === plan && this.#flush(),
        () => undefined,
      );
    }
  }

  emit(event: SessionEventFields): void {
    const [first] = this.participants;
    first?.emit(event);
  }

  #make(): Snapshot {
    const core = this.#core;
    const veiled = core.veiled && core.phase === 'ready';
    return snapshotOf({
      phase: veiled ? (core.problem ? 'error' : 'loading') : core.phase,
      ended: core.ended,
      problem: core.problem,
      document: veiled ? undefined : core.document,
      life: veiled ? undefined : core.life,
      busy: [...core.busy.keys()],
      pendingOptOut: core.pendingOptOut,
      erased: core.erased,
      now: core.portalTime(),
      supports: protocol => core.surroundings.supports(protocol),
      ...(core.rest ? {rest: core.rest} : {}),
    });
  }

  #flush(): void {
    this.#planned = undefined;
    this.#at = this.#core.surroundings.clock.monotonic();
    this.#snapshot = this.#make();
    for (const listener of [...this.listeners]) listener();
    this.#tell();
  }

  /** What has changed since the last snapshot, as events. */
  #tell(): void {
    const {phase, problem, connections, progress} = this.#snapshot;
    const told = new Map<string, string>();
    const say = (key: string, value: string, event: SessionEventFields): void => {
      told.set(key, value);
      if (this.#told.get(key) === value) events.delete(key);
      else events.set(key, event);
    };
    const events = new Map<string, SessionEventFields>();
    // of a route one failure is told: that of its records takes the place of that of its list
    const failure = (code: ErrorCode, route?: string): void =>
      say(`error ${route ?? ''}`, code, {
        type: 'mh-error',
        code,
        ...(route ? {route} : {}),
        retryable: isRetryable(code),
      });
    say('state', phase, {type: 'mh-state', state: phase});
    for (const {key, route, connection, status} of connections) {
      say(`connection ${key}`, status, {type: 'mh-connection', route, connection, status});
    }
    for (const {route, routeKind, code} of connections) if (code && routeKind === 'aggregator') failure(code, route);
    for (const {route, code} of [problem ?? {}, ...progress]) if (code) failure(code, route);
    this.#told = told;
    for (const event of events.values()) this.emit(event);
  }
}
