import type {Breather, Clock} from '../environment.js';
import type {RecordStore} from '../cache/store.js';
import type {RecordSource, SourceContext} from '../sources/source.js';
import type {SessionDocument} from './contract.js';
import type {StorageView} from './snapshot.js';

/** What happens to the page. `frozen` and `restored` are the back/forward cache. */
export type PageSignal = 'visible' | 'hidden' | 'online' | 'focus' | 'input' | 'frozen' | 'restored';

export interface Page {
  visible(): boolean;
  /** @returns the way to stop. */
  on(listener: (signal: PageSignal) => void): () => void;
}

/** A BroadcastChannel, as far as it is needed. */
export interface Channel {
  post(message: unknown): void;
  close(): void;
}

/** A key-value memo that outlives the page (localStorage). Holds hashes and times only; never throws. */
export interface Memo {
  get(key: string): string | null;
  set(key: string, value: string | null): void;
}

export interface StoreRequest {
  readonly endpoint: string;
  readonly patientKey: string;
  readonly cache?: SessionDocument['cache'];
  /** False: nothing of this patient is stored, as far as is known, and the disk is left alone until it is needed. */
  readonly known?: boolean;
}

/** Storage of this browser, as the session uses it. */
export interface Storage {
  /** Something is stored and will soon be asked for: what is needed for that may be fetched meanwhile. */
  prepare?(): void;
  open(request: StoreRequest): Promise<{store: RecordStore; notice?: StorageView['notice']}>;
  /** Erases what this browser holds for an endpoint, whoever it was of. */
  purge(endpoint: string): Promise<{records: number; stores: number; blocked: boolean}>;
  /** Goes on with erasures that an earlier page could not end. */
  finishPurges(): Promise<void>;
}

/** What a session takes from the browser: everything, so that it runs in a test without a page. */
export interface Surroundings {
  readonly clock: Clock;
  readonly breathe: Breather;
  readonly page: Page;
  readonly memo: Memo;
  /** Resolves when the page's own scripts have had their turn: one of them may set what calls of the host need. */
  ready?(): Promise<void>;
  /** Resolves when what the elements show now has been painted, or nobody would see it. */
  painted?(): Promise<void>;
  readonly storage: Storage;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** SHA-256 of a text, base64url. */
  hash(value: string): Promise<string>;
  channel(name: string, listener: (message: unknown) => void): Channel | undefined;
  /** Web Locks; absent where the browser has none. */
  readonly locks?: {request<T>(name: string, options: {signal?: AbortSignal}, hold: () => Promise<T>): Promise<T>};
  /** The source that speaks a protocol; `undefined` when this version knows none. */
  source(protocol: string, context: SourceContext): Promise<RecordSource | undefined>;
  /** Whether this version can read a protocol. */
  supports(protocol: string): boolean;
  /** Whether built-ins are there, and still do what they say (a host page may have replaced them). */
  selfTest(): boolean;
}
