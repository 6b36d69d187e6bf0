import type {CodedError} from '../../src/errors.js';
import type {Category, HealthRecord, RecordOrigin} from '../../src/records/model.js';
import type {RequestResults, SessionRequest, SessionStore} from '../../src/session/requests.js';
import type {ConnectionView, CoverageEntry, Library, RouteView, Snapshot} from '../../src/session/snapshot.js';

/** 20 March 2026, noon UTC: the moment at which the tests' records were read. */
export const READ_AT = '2026-03-20T12:00:00Z';

export const MOUNT_SINAI = {id: 'mount-sinai', name: 'Mount Sinai'};
export const QUEST = {id: 'quest', name: 'Quest Diagnostics'};
export const PHARMACY = {id: 'corner', name: 'Corner Pharmacy'};

export const direct = (recordId: string, date: HealthRecord['date'] = null): RecordOrigin => ({
  route: 'mount-sinai',
  institution: MOUNT_SINAI,
  recordId,
  retrievedAt: READ_AT,
  date,
});

export const aggregated = (recordId: string, institution = QUEST, date: HealthRecord['date'] = null): RecordOrigin => ({
  route: 'human-api',
  institution,
  recordId,
  retrievedAt: READ_AT,
  date,
});

const precisionOf = (value: string): 'year' | 'month' | 'day' | 'minute' =>
  value.length === 4 ? 'year' : value.length === 7 ? 'month' : value.length === 10 ? 'day' : 'minute';

/** A date in any precision, from its text. */
export const on = (value: string): NonNullable<HealthRecord['date']> => ({value, precision: precisionOf(value)});

let serial = 0;

/** A record of Mount Sinai with a title and a date; everything else on request. */
export const record = (
  category: Category,
  title: string,
  date: string | null,
  more: Partial<HealthRecord> = {},
): HealthRecord => {
  const partial = date === null ? null : on(date);
  const origin = direct(`Test/${++serial}`, partial);
  return {
    id: `${origin.route}|${origin.institution.id}|${origin.recordId}`,
    category,
    title,
    date: partial,
    codes: [],
    sources: [origin],
    details: [],
    attachments: [],
    ...more,
  };
};

const newestFirst = (a: HealthRecord, b: HealthRecord): number =>
  (b.date?.value ?? '') > (a.date?.value ?? '') ? 1 : -1;

let version = 0;

/** A library of these records, sorted; each call is a newer version. */
export const library = (records: readonly HealthRecord[], more: Partial<Library> = {}): Library => ({
  dated: records.filter(each => each.date).sort(newestFirst),
  undated: records.filter(each => !each.date),
  aside: [],
  total: records.length,
  whole: true,
  version: ++version,
  ...more,
});

export const HUMAN_API_ROUTE: RouteView = {
  id: 'human-api',
  kind: 'aggregator',
  protocol: 'human-api',
  name: 'Human API',
  supported: true,
  status: 'connected',
  connect: {kind: 'human-connect', url: 'https://connect.example'},
};

export const MOUNT_SINAI_ROUTE: RouteView = {
  id: 'mount-sinai',
  kind: 'direct',
  protocol: 'fhir-r4',
  name: 'Mount Sinai',
  institution: {...MOUNT_SINAI, kind: 'hospital'},
  supported: true,
  status: 'connected',
  since: '2026-02-03T15:00:00Z',
  connect: {kind: 'instant'},
};

export const connection = (more: Partial<ConnectionView> = {}): ConnectionView => ({
  key: 'mount-sinai',
  route: 'mount-sinai',
  routeName: 'Mount Sinai',
  routeKind: 'direct',
  connection: null,
  institution: MOUNT_SINAI,
  status: 'up_to_date',
  fetchedAt: READ_AT,
  counts: {},
  personDiffers: false,
  ...more,
});

export const coverage = (category: Category, more: Partial<CoverageEntry> = {}): CoverageEntry => ({
  route: 'mount-sinai',
  institution: MOUNT_SINAI,
  category,
  state: 'loaded',
  count: 1,
  ...more,
});

/** A signed-in patient, everything read, nothing found; every field on request. */
export const snapshot = (more: Partial<Snapshot> = {}): Snapshot => ({
  phase: 'ready',
  patientName: 'Maya R.',
  since: '2026-02-03T15:00:00Z',
  routes: [HUMAN_API_ROUTE, MOUNT_SINAI_ROUTE],
  connections: [connection()],
  accounts: [],
  links: {},
  library: library([]),
  coverage: [],
  progress: [],
  storage: {kind: 'sealed'},
  asOf: Date.parse(READ_AT),
  stale: false,
  busy: [],
  pendingOptOut: false,
  ...more,
});

/** The snapshot before the token endpoint has answered. */
export const loadingSnapshot = (): Snapshot =>
  snapshot({phase: 'loading', routes: [], connections: [], storage: {kind: 'none'}, asOf: null});

type Answer<R extends SessionRequest> = RequestResults[R['type']] | CodedError | Promise<RequestResults[R['type']]>;

/**
 * Stands in for a session: `set` publishes a snapshot, `requests` lists what elements asked for, `answers` says what
 * they get (an Error is thrown; without an answer the request resolves with nothing).
 */
export class StandInStore implements SessionStore<Snapshot> {
  readonly requests: SessionRequest[] = [];
  readonly answers: Partial<{[T in SessionRequest['type']]: (request: SessionRequest & {type: T}) => unknown}> = {};
  readonly #listeners = new Set<() => void>();
  #state: Snapshot;

  constructor(state: Snapshot = snapshot()) {
    this.#state = state;
  }

  /** How many elements listen at this moment. */
  get listeners(): number {
    return this.#listeners.size;
  }

  getState(): Snapshot {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async dispatch<R extends SessionRequest>(request: R): Promise<RequestResults[R['type']]> {
    this.requests.push(request);
    const answer = this.answers[request.type] as ((request: R) => Answer<R>) | undefined;
    const result = await answer?.(request);
    if (result instanceof Error) throw result;
    return result as RequestResults[R['type']];
  }

  set(change: Partial<Snapshot>): void {
    this.#state = {...this.#state, ...change};
    for (const listener of this.#listeners) listener();
  }
}
