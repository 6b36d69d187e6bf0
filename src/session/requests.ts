import type {Erased} from '../cache/store.js';

/**
 * What an element may ask of its session. One object per wish; `Session.dispatch` answers with the type that
 * `RequestResults` names, or rejects with a `CodedError`.
 */
export type SessionRequest =
  /** Read everything again now, whatever `fresh_for` says. Resolves when every route's pass has ended. */
  | {readonly type: 'refresh'}
  /** Resolves when everything that is stored stands in the snapshot, not only what the first screen was painted from. */
  | {readonly type: 'load-stored'}
  /** Ask the token endpoint again (after `error`, `signed-out`, `idle`). */
  | {readonly type: 'restart'}
  /** Fresh session document and `/sources`: the truth after any connect flow. */
  | {readonly type: 'reload-connections'}
  /** The address of Human Connect with a connect token that is good now. */
  | {
      readonly type: 'connect-frame';
      readonly route: string;
      readonly sourceId?: string;
      /** The frame refused the last token: another one is fetched although its time has not run out. */
      readonly renew?: true;
    }
  /** One POST for an instant direct connection. */
  | {readonly type: 'connect-instant'; readonly route: string}
  | {readonly type: 'disconnect'; readonly route: string; readonly connection: string | null}
  | {readonly type: 'resync'; readonly route: string; readonly connection: string | null}
  | {readonly type: 'search-directory'; readonly query: string; readonly cursor?: string; readonly signal?: AbortSignal}
  | {readonly type: 'request-provider'; readonly name: string; readonly place: string; readonly website: string}
  | {readonly type: 'opt-out'}
  | {readonly type: 'opt-in'}
  /** Remove the copy on this device without opting out. */
  | {readonly type: 'erase-local'}
  /** Host sign-out: blank everywhere, drop tokens and key. */
  | {readonly type: 'end-session'}
  /** The original payload of one record (any of its sources' ids). */
  | {readonly type: 'raw'; readonly recordId: string}
  | {readonly type: 'attachment'; readonly recordId: string; readonly index: number};

export interface OptOutResult {
  readonly erased: Erased;
  /** The host said yes. False while it could not be reached: it is asked again later. */
  readonly confirmed: boolean;
}

export interface DirectoryEntry {
  readonly id: string;
  readonly name: string;
  readonly route: string;
  readonly aliases: readonly string[];
  readonly kind?: string;
  readonly address?: string;
  readonly city?: string;
  readonly state?: string;
  readonly website?: string;
  readonly portalName?: string;
  /** Only on the host's own origin. */
  readonly logoUrl?: string;
  readonly sourceId?: string;
}

export interface DirectoryPage {
  readonly institutions: readonly DirectoryEntry[];
  readonly nextCursor: string | null;
}

export interface RequestResults {
  refresh: void;
  'load-stored': void;
  restart: void;
  'reload-connections': void;
  'connect-frame': {readonly url: string; readonly origin: string};
  'connect-instant': void;
  disconnect: void;
  resync: void;
  'search-directory': DirectoryPage;
  'request-provider': void;
  'opt-out': OptOutResult;
  'opt-in': OptOutResult;
  'erase-local': Erased;
  'end-session': void;
  raw: unknown;
  attachment: Blob;
}

/** What the elements hold on to: implemented by `Session`, and by stand-ins in tests and the gallery. */
export interface SessionStore<S> {
  getState(): S;
  /** Called after every change, at most once a frame. Returns the way to stop. */
  subscribe(listener: () => void): () => void;
  dispatch<R extends SessionRequest>(request: R): Promise<RequestResults[R['type']]>;
}
