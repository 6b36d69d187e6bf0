import {openDB} from 'idb';
import type {IDBPDatabase} from 'idb';
import type {CacheDeps} from '../../src/cache/database.js';
import type {Checkpoint, RecordStore, StoredPage, StoreHead, StoreWrite} from '../../src/cache/store.js';
import type {Clock} from '../../src/environment.js';
import type {HealthRecord} from '../../src/records/model.js';
import {databaseName} from '../../src/cache/keys.js';
import {openRecordStore} from '../../src/cache/open-store.js';
import {purgeEndpoint} from '../../src/cache/purge.js';
import {CodedError} from '../../src/errors.js';
import {throughIdb} from '../helpers/through-idb.js';

/** Time of this machine; wall time can be moved. */
export class RealClock implements Clock {
  offset = 0;
  now() {
    return Date.now() + this.offset;
  }
  monotonic() {
    return performance.now();
  }
  random() {
    return 0.5;
  }
  delay(ms: number, signal?: AbortSignal) {
    return new Promise<void>((resolve, reject) => {
      const timer = setTimeout(resolve, ms);
      signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(new CodedError('aborted'));
      });
    });
  }
}

export const realDeps = (more: Partial<CacheDeps> = {}): CacheDeps => ({
  databases: throughIdb(indexedDB),
  crypto,
  clock: new RealClock(),
  ...more,
});

const base64url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

export const newKey = () => base64url(crypto.getRandomValues(new Uint8Array(32)));
let endpoints = 0;
/** Another database for each test. */
export const newEndpoint = () => `https://portal.example/token/${Date.now()}-${Math.random()}-${endpoints++}`;

export const record = (id: string, date: string | null, title = 'Hemoglobin A1c'): HealthRecord => ({
  id,
  category: 'lab',
  title,
  date: date === null ? null : {value: date, precision: 'day'},
  codes: [],
  sources: [
    {
      route: 'r',
      institution: {id: 'i', name: 'General'},
      recordId: id,
      retrievedAt: '2026-01-01T00:00:00Z',
      date: null,
    },
  ],
  details: [],
  attachments: [],
});

export const head = (total: number, first: readonly HealthRecord[] = []): StoreHead => ({
  first,
  total,
  categories: {},
  completeAt: null,
});

export interface WriteShape {
  readonly stream?: string;
  readonly pass?: number;
  readonly index?: number;
  readonly records?: readonly HealthRecord[];
  readonly epoch?: number;
  readonly state?: Checkpoint['state'];
  readonly dropPassesBefore?: number;
  readonly head?: StoreHead;
}

/** A page with a raw payload for each record, and the checkpoint that counts it. */
export const write = ({
  stream = 'r|Observation',
  pass = 1,
  index = 0,
  records = [record(`${stream}/${pass}.${index}`, '2020-01-01')],
  epoch = 1,
  state = 'reading',
  ...rest
}: WriteShape = {}): StoreWrite => ({
  checkpoint: {stream, pass, cursor: `after ${index}`, pages: index + 1, received: (index + 1) * records.length, state},
  page: {
    stream,
    pass,
    index,
    records,
    aside: [],
    persons: [],
    read: records.length,
    supporting: 0,
    raws: new Map(records.map(({id}) => [id, {resourceType: 'Observation', id}])),
  },
  epoch,
  ...rest,
});

export const never = new AbortController().signal;

export const allPages = async (store: RecordStore, signal = never): Promise<StoredPage[]> => {
  const pages: StoredPage[] = [];
  for await (const page of store.pages(signal)) pages.push(page);
  return pages;
};

export const allIds = async (store: RecordStore): Promise<string[]> =>
  (await allPages(store)).flatMap(({records}) => records.map(({id}) => id)).sort();

export const rejection = async (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'fulfilled',
    (reason: unknown) => (reason as Error).message,
  );

export interface Visit {
  readonly endpoint: string;
  readonly patientKey?: string;
  readonly kid?: string;
  readonly key: string;
  /** Seconds. */
  readonly maxAge?: number;
  readonly deps?: Partial<CacheDeps>;
}

/** Opens the store as a page does that has just got its session document. */
export const visit = ({endpoint, patientKey = 'p_1', kid = 'k1', key, maxAge = 3600, deps}: Visit) =>
  openRecordStore({endpoint, patientKey, cache: {kid, key, maxAge}, deps: realDeps(deps)});

export const remove = (endpoint: string) => purgeEndpoint({endpoint, deps: realDeps()});

/** What a test does with a database of its own. `end` leaves nothing behind. */
export class Visits {
  readonly endpoint = newEndpoint();
  readonly key = newKey();
  readonly #open: RecordStore[] = [];

  async start(more: Partial<Visit> = {}): Promise<RecordStore> {
    const {store, notice} = await visit({endpoint: this.endpoint, key: this.key, ...more});
    if (notice || store.kind !== 'sealed') throw new Error(`the store is ${store.kind}: ${notice}`);
    this.#open.push(store);
    return store;
  }

  async peek<T>(look: (raw: RawDatabase) => Promise<T>): Promise<T> {
    const raw = await RawDatabase.open(this.endpoint);
    try {
      return await look(raw);
    } finally {
      raw.close();
    }
  }

  async end(): Promise<void> {
    for (const store of this.#open) store.close();
    await remove(this.endpoint);
  }
}

/** The database as somebody sees it who has no key. */
export class RawDatabase {
  private constructor(readonly db: IDBPDatabase) {}

  static async open(endpoint: string): Promise<RawDatabase> {
    return new RawDatabase(await openDB(await databaseName(crypto, endpoint)));
  }

  async rows(store: 'pages' | 'raws' | 'meta'): Promise<[string, unknown][]> {
    const objects = this.db.transaction(store).store;
    const [keys, values] = await Promise.all([objects.getAllKeys(), objects.getAll()]);
    return keys.map((key, index) => [key as string, values[index]]);
  }

  async all(): Promise<[string, unknown][]> {
    return [...(await this.rows('pages')), ...(await this.rows('raws')), ...(await this.rows('meta'))];
  }

  /** Sealed rows of `meta`: everything but the owner row. */
  async sealedMeta(): Promise<[string, ArrayBuffer][]> {
    return (await this.rows('meta')).filter((row): row is [string, ArrayBuffer] => row[1] instanceof ArrayBuffer);
  }

  put(store: 'pages' | 'raws' | 'meta', name: string, value: unknown): Promise<unknown> {
    return this.db.put(store, value, name);
  }

  close(): void {
    this.db.close();
  }
}

/** The same bytes with one bit turned. */
export const tampered = (row: unknown, bit: number): ArrayBuffer => {
  const bytes = new Uint8Array((row as ArrayBuffer).slice(0));
  const at = Math.floor(bit / 8) % bytes.length;
  bytes[at] = bytes[at]! ^ (1 << (bit % 8));
  return bytes.buffer;
};

/** Leaves a database as a later version of this kit would. */
export const beLater = (name: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 99);
    request.onerror = () => reject(request.error!);
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
  });
