import {FaultBoard, type Target} from './faults.js';
import {FhirStore} from './fhir-store.js';
import {INSTITUTIONS, type InstitutionEntry} from './institutions.js';
import {Random} from './random.js';
import {TokenOffice} from './tokens.js';
import type {HumanSourceData, PatientData} from './types.js';

export interface WorldOptions {
  seed?: number;
  /** Wall ms; default: the real clock. */
  now?: () => number;
  delay?: (ms: number, signal?: AbortSignal) => Promise<void>;
  patient?: PatientData;
  /** Whether the portal lets records be kept in the browser. Default true. */
  cache?: boolean;
  /** Lifetime of record tokens in seconds. */
  tokenLifetime?: number;
  /** How many times faster than in life an aggregator collects. */
  speed?: number;
  directory?: readonly InstitutionEntry[];
}

/** How the aggregator's collection from one institution goes. */
export type Collection =
  | {kind: 'collecting'; startedAt: number; minutes: number; again?: boolean}
  | {kind: 'done'; at: number}
  | {kind: 'none'; at: number}
  /** Anything that is not one of the documented words. */
  | {kind: 'error'; word: string; at: number};

export interface HumanSource extends HumanSourceData {
  collection: Collection;
}

/** How this FHIR server behaves where servers differ. The defaults are an Epic sandbox's. */
export interface FhirManners {
  /** Searches of a type answered with 400 unless this parameter is given. */
  needs: Record<string, string>;
  /** Types answered with 403. */
  forbidden: string[];
  /** Types whose bundles say that a part is held back (59204). */
  withheld: string[];
  /** Types that the capability statement names; null: the usual list and whatever is stored. */
  declares: string[] | null;
  next: 'absolute' | 'relative' | 'long';
  /** How often one paging session may be continued before it has expired (4113). */
  sessionUses: number;
  contentType: string;
  total: 'page' | 'all' | 'none';
  searchMode: boolean;
  binary: 'json' | 'raw';
  unauthorized: 'empty-string' | 'outcome' | 'empty';
  maxCount: number;
}

/** One request that reached a simulated server, for tests that count and look for tokens. */
export interface RequestNote {
  target: Target;
  method: string;
  url: string;
  authorization: string | null;
  accept: string | null;
  at: number;
}

/** The state of one simulated world: one patient, one portal, one aggregator, one FHIR server. */
export interface World {
  readonly random: Random;
  now(): number;
  delay(ms: number, signal?: AbortSignal): Promise<void>;
  /** Bases without a trailing slash. `page` limits CORS to that page; empty: any page. */
  urls: {page: string; portal: string; humanApi: string; humanConnect: string; fhir: string};
  patient: {key: string; displayName: string};
  portal: {
    signedIn: boolean;
    eligible: boolean;
    /** A value that every call must carry in `X-CSRF-Token`. */
    csrf: string | null;
    participation: {status: 'active' | 'opted_out'; since: string};
    cache: {kid: string; key: string; max_age: number} | null;
    freshFor: number;
    idleTimeout: number;
    tokenLifetime: number;
    connectLifetime: number;
    /** What patients asked for that the directory does not have. */
    providerRequests: {name: string; place: string; website: string}[];
    /** How the direct route is connected. */
    directConnect: 'instant' | 'popup' | 'none';
  };
  directory: readonly InstitutionEntry[];
  humanApi: {
    sources: HumanSource[];
    speed: number;
    /** `limit` above 500. */
    overLimit: 'clamp' | 'refuse';
    /** The next place to be connected has the records of somebody else. */
    otherPerson: boolean;
    /** Lists answered with 403. */
    refused: string[];
  };
  fhir: {
    status: 'connected' | 'not_connected' | 'needs_attention';
    since: string;
    patientId: string;
    institution: {id: string; name: string; kind: string};
    store: FhirStore;
    manners: FhirManners;
  };
  readonly tokens: TokenOffice;
  readonly faults: FaultBoard;
  readonly requests: RequestNote[];
  /** Another patient signs in: other records, other key, new tokens. */
  usePatient(data: PatientData): void;
  /** A new key: what browsers keep so far becomes unreadable. */
  renewCacheKey(): void;
}

const realDelay = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DOMException('The request was aborted', 'AbortError'));
    });
  });

export const NOBODY: PatientData = {
  key: 'p_nobody',
  displayName: '',
  fhir: {
    patientId: 'e.nobody',
    institution: {id: 'mount-sinai', name: 'Mount Sinai', kind: 'hospital'},
    since: '2026-02-03T15:00:00Z',
    resources: [],
  },
  sources: [],
};

export const createWorld = (options: WorldOptions = {}): World => {
  const random = new Random(options.seed ?? 1);
  const now = options.now ?? ((): number => Date.now());
  const newCache = (): World['portal']['cache'] =>
    options.cache === false ? null : {kid: `k${random.hex(6)}`, key: random.base64url(32), max_age: 2_592_000};

  const world: World = {
    random,
    now,
    delay: options.delay ?? realDelay,
    urls: {
      page: '',
      portal: 'https://portal.test',
      humanApi: 'https://human-api.test',
      humanConnect: 'https://human-connect.test',
      fhir: 'https://fhir.test',
    },
    patient: {key: '', displayName: ''},
    portal: {
      signedIn: true,
      eligible: true,
      csrf: null,
      participation: {status: 'active', since: '2026-02-03T15:00:00Z'},
      cache: null,
      freshFor: 900,
      idleTimeout: 900,
      tokenLifetime: options.tokenLifetime ?? 600,
      connectLifetime: 3600,
      providerRequests: [],
      directConnect: 'instant',
    },
    directory: options.directory ?? INSTITUTIONS,
    humanApi: {sources: [], speed: options.speed ?? 1, overLimit: 'clamp', otherPerson: false, refused: []},
    fhir: {
      status: 'connected',
      since: '',
      patientId: '',
      institution: NOBODY.fhir.institution,
      store: new FhirStore(),
      manners: {
        needs: {Observation: 'category', CarePlan: 'category'},
        forbidden: ['FamilyMemberHistory', 'MedicationAdministration'],
        withheld: ['DocumentReference'],
        declares: null,
        next: 'absolute',
        sessionUses: Infinity,
        contentType: 'application/fhir+json; charset=utf-8',
        total: 'page',
        searchMode: true,
        binary: 'json',
        unauthorized: 'empty-string',
        maxCount: 1000,
      },
    },
    tokens: new TokenOffice(now, random),
    faults: new FaultBoard(random),
    requests: [],
    renewCacheKey() {
      world.portal.cache = newCache();
    },
    usePatient(data) {
      world.patient = {key: data.key, displayName: data.displayName};
      world.portal.cache = newCache();
      world.portal.participation = {status: 'active', since: data.fhir.since};
      world.tokens.revokeAll();
      world.humanApi.sources = data.sources.map(source => ({
        ...source,
        collection: {kind: 'done', at: now() - 7_200_000},
      }));
      const store = new FhirStore();
      store.load(data.fhir.resources);
      const {patientId, institution, since} = data.fhir;
      const status = store.size > 0 ? 'connected' : 'not_connected';
      Object.assign(world.fhir, {patientId, institution, since, status, store});
    },
  };
  world.usePatient(options.patient ?? NOBODY);
  return world;
};
