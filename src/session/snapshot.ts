import type {ErrorCode} from '../errors.js';
import type {Library} from '../records/library.js';
import type {Category, Institution, SourcePerson} from '../records/model.js';

export type {Library} from '../records/library.js';

/**
 * What the elements see: one frozen value, replaced as a whole. Elements read it and dispatch requests; they never
 * fetch, store or parse.
 */
export interface Snapshot {
  readonly phase: Phase;
  /** Why the screen was blanked, in phase `signed-out`. */
  readonly ended?: EndReason;
  /** The failure that phase `error` shows, or (in `ready`) why a refresh of the session itself failed. */
  readonly problem?: Problem;
  readonly patientName?: string;
  /** ISO instant since when the patient takes part. */
  readonly since?: string;
  readonly routes: readonly RouteView[];
  /** Empty until the store has said where everything stood; of an aggregator, until it has listed them. */
  readonly connections: readonly ConnectionView[];
  /** More may be connected: some aggregator has not said what is, and nothing is known against it. */
  readonly unlisted?: boolean;
  readonly accounts: readonly AccountView[];
  readonly links: Links;
  readonly library: Library;
  /** Institutions that have records on the timeline, also while only its first screen was read from the cache. */
  readonly places?: number;
  /** Records of each category, also while only the first screen was read from the cache. */
  readonly categories?: Readonly<Record<string, number>>;
  /** Empty while `library.whole` is false: nothing can be said yet. */
  readonly coverage: readonly CoverageEntry[];
  /** One per route that is read. */
  readonly progress: readonly RouteProgress[];
  readonly storage: StorageView;
  /** Wall ms of the last complete pass; `null` before the first. */
  readonly asOf: number | null;
  /** True while record servers or the host cannot be reached and the screen shows what was read before. */
  readonly stale: boolean;
  /** Kinds of requests in flight (`refresh`, `opt-out`, …): the visible state between press and confirmation. */
  readonly busy: readonly string[];
  /** An opt-out that the host has not confirmed yet (it was unreachable). */
  readonly pendingOptOut: boolean;
  /** After `opt-out` or `erase-local`: what was erased, for the receipt. */
  readonly erased?: Erasure;
}

export interface Erasure {
  readonly records: number;
  readonly stores: number;
  readonly at: number;
  readonly confirmed: boolean;
  readonly blocked: boolean;
  /** Something was erased that was locked, so that nobody could count its records. */
  readonly uncounted?: boolean;
  /** The wish to leave cannot be kept for later: nobody knows here whose it is. */
  readonly unkept?: boolean;
  /** The copy alone is being removed at this moment: nothing is shown any more, and its figures are not known yet. */
  readonly pending?: true;
}

export type Phase = 'loading' | 'ready' | 'signed-out' | 'not-eligible' | 'opted-out' | 'error';
export type EndReason = 'signed-out' | 'host' | 'user-changed' | 'idle';

export interface Problem {
  readonly code: ErrorCode;
  /** What lies behind it, where the code names what has not been done. */
  readonly why?: ErrorCode;
  readonly route?: string;
  readonly retryable: boolean;
  /** Wall ms before which a retry is pointless. */
  readonly retryAt?: number;
}

export interface RouteView {
  readonly id: string;
  readonly kind: 'aggregator' | 'direct';
  readonly protocol: string;
  readonly name: string;
  readonly institution?: Institution & {readonly kind?: string};
  /** False when this version cannot read the protocol. */
  readonly supported: boolean;
  readonly status: 'connected' | 'not_connected' | 'needs_attention';
  readonly since?: string;
  /** Absent: no connect button. */
  readonly connect?: {readonly kind: 'human-connect' | 'instant' | 'popup'; readonly url?: string};
}

/** Statuses of the `mh-connection` event (host-contract.md §8). */
export type ConnectionStatus =
  | 'collecting'
  | 'slow'
  | 'stuck'
  | 'up_to_date'
  | 'nothing_available'
  | 'needs_attention'
  | 'ended'
  | 'unavailable'
  | 'blocked'
  | 'not_connected';

export interface ConnectionView {
  /** Unique: route + the aggregator's source entry, or the route alone. */
  readonly key: string;
  readonly route: string;
  readonly routeName: string;
  readonly routeKind: 'aggregator' | 'direct';
  /** `id` of the `/sources` entry; `null` for a direct route. */
  readonly connection: string | null;
  /** The aggregator's `source`, for going straight to this institution's sign-in when reconnecting. */
  readonly sourceId?: string;
  readonly institution: Institution;
  readonly status: ConnectionStatus;
  readonly since?: string;
  /** ISO instant of the source's own last fetch, else of ours. */
  readonly fetchedAt?: string;
  /** ISO date back to which history has been collected. */
  readonly oldest?: string;
  readonly expectedMinutes?: number;
  /** For how many minutes it has been collecting, by the portal's clock. */
  readonly minutes?: number;
  /** `slow` only because time has gone: its aggregator does not say how far it is. */
  readonly untold?: true;
  /** The source's own word for its state, shown in the details only. */
  readonly sourceWord?: string;
  /** Why it does not stand well; `source_busy` while it is collected or up to date: it is asked again by itself. */
  readonly code?: ErrorCode;
  /** Wall ms until which the server asked for quiet: it is asked again by itself then, or (`unavailable`) by the patient. */
  readonly retryAt?: number;
  readonly counts: Readonly<Partial<Record<Category, number>>>;
  readonly person?: SourcePerson;
  /** Another connection gave a different name or birth date. */
  readonly personDiffers: boolean;
  /**
   * Whom its route takes the patient for without naming a place that is listed here, where that differs from what
   * somebody else says. The same in all connections of a route: nobody can tell of which of them it is the word.
   */
  readonly routePersons?: readonly SourcePerson[];
}

export interface AccountView {
  readonly route: string;
  readonly name: string;
  readonly signUpUrl?: string;
  readonly optOutUrl?: string;
}

/** Absolute URLs; a missing one removes its function from the screen. */
export interface Links {
  readonly participation?: string;
  readonly connections?: string;
  readonly directory?: string;
  readonly providerRequest?: string;
  readonly help?: string;
}

/** What can be said of one institution and category. `none` only after a complete, successful read (I9). */
export type CoverageState =
  'loaded' | 'none' | 'reading' | 'collecting' | 'refused' | 'failed' | 'blocked' | 'unsupported' | 'not_connected';

export interface CoverageEntry {
  readonly route: string;
  readonly institution: Institution;
  readonly category: Category;
  readonly state: CoverageState;
  readonly count: number;
  readonly code?: ErrorCode;
  /** With `source_busy`: wall ms before which the server is not asked again. */
  readonly retryAt?: number;
  readonly since?: string;
  readonly expectedMinutes?: number;
  /** The source holds part of this back. */
  readonly withheld?: true;
}

export interface RouteProgress {
  readonly route: string;
  readonly routeName: string;
  readonly phase: 'waiting' | 'reading' | 'done' | 'partial' | 'failed';
  readonly received: number;
  readonly streamsDone: number;
  readonly streams: number;
  /** Why it did not end well; while `reading`: how the server does not answer, and it is tried again. */
  readonly code?: ErrorCode;
}

export interface StorageView {
  /** `none` before the session document has arrived. */
  readonly kind: 'none' | 'sealed' | 'memory';
  /** Why nothing (or not everything) is kept, where that was not the host's wish. */
  readonly notice?: 'storage_unavailable' | 'storage_full' | 'storage_blocked' | 'storage_lost';
}
