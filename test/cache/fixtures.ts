import type {CacheDeps} from '../../src/cache/database.js';
import type {Checkpoint, RecordStore, StoredPage, StoreHead, StoreWrite} from '../../src/cache/store.js';
import type {Clock} from '../../src/environment.js';
import type {HealthRecord} from '../../src/records/model.js';
import {CodedError} from '../../src/errors.js';

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
  indexedDB,
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
  undated: 0,
  months: {},
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
