import {CATEGORIES, type Category, type HealthRecord} from '../src/records/model.js';
import {GALLERY_NOW, manyRecords, ODD_RECORDS, PLACES, RECORDS, UNDATED, type Place} from './gallery-records.js';
import type {
  ConnectionView,
  CoverageEntry,
  CoverageState,
  Library,
  Links,
  Problem,
  RouteProgress,
  RouteView,
  Snapshot,
} from '../src/session/snapshot.js';

export type Tag = 'my-health-timeline' | 'provider-connect' | 'opt-out-panel';

/** One state of the gallery. Without a snapshot the plain tags are shown. */
export interface GalleryState {
  readonly id: string;
  readonly title: string;
  readonly tags: readonly Tag[];
  readonly snapshot?: Snapshot;
}

const ALL: readonly Tag[] = ['my-health-timeline', 'provider-connect', 'opt-out-panel'];
const MINUTE = 60_000;

const LINKS: Links = {
  participation: '/portal/my-health/participation',
  connections: '/portal/my-health/connections',
  directory: '/portal/my-health/directory',
  providerRequest: '/portal/my-health/provider-requests',
  help: '/portal/help/my-health',
};

const HUMAN_API: RouteView = {
  id: 'human-api',
  kind: 'aggregator',
  protocol: 'human-api',
  name: 'Human API',
  supported: true,
  status: 'connected',
  connect: {kind: 'human-connect', url: 'https://human-connect.example'},
};
const NO_STEP: RouteView = {
  id: 'mount-sinai',
  kind: 'direct',
  protocol: 'fhir-r4',
  name: 'Mount Sinai',
  institution: {id: 'mount-sinai', name: 'Mount Sinai', kind: 'hospital'},
  supported: true,
  status: 'connected',
  since: '2026-02-03T15:00:00Z',
};
const SINAI: RouteView = {...NO_STEP, connect: {kind: 'instant'}};

const connection = (place: Place, more: Partial<ConnectionView> = {}): ConnectionView => {
  const {route, institution} = PLACES[place];
  const direct = route === 'mount-sinai';
  const counts: Partial<Record<Category, number>> = {};
  for (const {category, sources} of [...RECORDS, ...UNDATED]) {
    if (sources.some(source => source.institution.id === institution.id))
      counts[category] = (counts[category] ?? 0) + 1;
  }
  return {
    key: direct ? route : `${route}|${institution.id}`,
    route,
    routeName: direct ? 'Mount Sinai' : 'Human API',
    routeKind: direct ? 'direct' : 'aggregator',
    connection: direct ? null : institution.id,
    institution,
    status: 'up_to_date',
    since: '2026-02-03T15:00:00Z',
    fetchedAt: '2026-02-20T15:28:00Z',
    counts,
    personDiffers: false,
    ...more,
  };
};
/** Whom a place takes the patient for. */
const person = (place: Place, name: string, birthDate: string): Partial<ConnectionView> => ({
  person: {route: PLACES[place].route, institutionId: PLACES[place].institution.id, name, birthDate},
});
const CONNECTIONS = [
  connection('sinai', person('sinai', 'Maya Rivera', '1986-04-12')),
  connection('harbor', person('harbor', 'Maya Rivera', '1986-04-12')),
  connection('lakeside'),
  connection('corner', person('corner', 'Maya Rivera', '1986-04-12')),
];

const FIRST_PLACE = connection('lakeside', {
  status: 'collecting',
  since: '2026-02-20T15:28:00Z',
  expectedMinutes: 60,
  counts: {},
});

const library = (dated: readonly HealthRecord[], undated: readonly HealthRecord[] = []): Library => ({
  dated,
  undated,
  aside: [],
  total: dated.length + undated.length,
  whole: true,
  version: 1,
});

const coverageOf = (
  connections: readonly ConnectionView[],
  other: (view: ConnectionView, category: Category) => CoverageState = () => 'none',
): CoverageEntry[] =>
  connections.flatMap(view =>
    CATEGORIES.map(category => {
      const count = view.counts[category] ?? 0;
      return {
        route: view.route,
        institution: view.institution,
        category,
        count,
        state: count > 0 ? ('loaded' as const) : other(view, category),
      };
    }),
  );

const progress = (
  route: RouteView,
  phase: RouteProgress['phase'],
  received: number,
  done: number,
  streams: number,
): RouteProgress => ({
  route: route.id,
  routeName: route.name,
  phase,
  received,
  streamsDone: done,
  streams,
});

/** A good day; every state is a variation of it. */
const READY: Snapshot = {
  phase: 'ready',
  patientName: 'Maya R.',
  since: '2026-02-03T15:00:00Z',
  routes: [HUMAN_API, SINAI],
  connections: CONNECTIONS,
  accounts: [
    {
      route: 'human-api',
      name: 'Human API',
      signUpUrl: 'https://human-connect.example/account',
      optOutUrl: 'https://human-connect.example/opt-out',
    },
  ],
  links: LINKS,
  library: library(RECORDS, UNDATED),
  places: CONNECTIONS.length,
  coverage: coverageOf(CONNECTIONS),
  progress: [progress(HUMAN_API, 'done', 165, 16, 16), progress(SINAI, 'done', 495, 26, 26)],
  storage: {kind: 'sealed'},
  asOf: GALLERY_NOW - 2 * MINUTE,
  stale: false,
  busy: [],
  pendingOptOut: false,
};

/** Nothing of the patient's on the screen. */
const BLANK: Snapshot = {
  ...READY,
  patientName: undefined,
  routes: [],
  connections: [],
  accounts: [],
  links: {},
  library: library([]),
  coverage: [],
  progress: [],
  storage: {kind: 'none'},
  asOf: null,
};

const hostProblem = (code: Problem['code'], retryable: boolean): Problem => ({
  code,
  retryable,
  ...(retryable && {retryAt: GALLERY_NOW + 2 * MINUTE}),
});

const withConnections = (
  connections: readonly ConnectionView[],
  more: Partial<Snapshot> = {},
  other?: Parameters<typeof coverageOf>[1],
): Snapshot => ({
  ...READY,
  connections,
  coverage: coverageOf(connections, other),
  ...more,
});

const state = (id: string, title: string, snapshot: Snapshot, tags: readonly Tag[] = ALL): GalleryState => ({
  id,
  title,
  tags,
  snapshot,
});

/** The copy on this device is taken away; the patient still takes part. */
const FORGOTTEN: Snapshot = {
  ...READY,
  library: library([]),
  coverage: [],
  progress: [],
  storage: {kind: 'memory'},
  asOf: null,
};

/** Every state that a patient can meet. */
export const GALLERY_STATES: readonly GalleryState[] = [
  {id: 'setup', title: 'Plain tags, nothing set', tags: ALL},
  state('loading', 'The session is being asked for', {...BLANK, phase: 'loading'}),
  state('first-visit', 'First visit, nothing connected yet', {
    ...READY,
    routes: [
      {...HUMAN_API, status: 'not_connected'},
      {...SINAI, status: 'not_connected'},
    ],
    connections: [connection('sinai', {status: 'not_connected', counts: {}})],
    places: 0,
    library: library([]),
    coverage: [],
    progress: [],
    asOf: null,
  }),
  state('first-collecting', 'The first place is connected, nothing has come yet', {
    ...withConnections([FIRST_PLACE], {}, () => 'collecting'),
    library: library([]),
    progress: [],
    asOf: null,
  }),
  state(
    'popup',
    'A place that asks for a sign-in in its own window',
    withConnections([connection('harbor'), connection('sinai', {status: 'not_connected', counts: {}})], {
      routes: [
        HUMAN_API,
        {...SINAI, status: 'not_connected', connect: {kind: 'popup', url: 'https://mount-sinai.example/sign-in'}},
      ],
    }),
    ['provider-connect'],
  ),
  state('reading', 'First read under way', {
    ...READY,
    library: library(RECORDS.slice(0, 6)),
    coverage: coverageOf(CONNECTIONS, () => 'reading'),
    progress: [progress(HUMAN_API, 'reading', 40, 3, 16), progress(SINAI, 'reading', 212, 11, 26)],
    asOf: null,
  }),
  state('partial', 'One source failed, one kind is refused', {
    ...withConnections(
      [
        connection('sinai'),
        connection('harbor'),
        connection('lakeside'),
        connection('corner', {status: 'unavailable', code: 'source_error', counts: {}}),
      ],
      {},
      (view, category) => (view.institution.id === 'corner' ? 'failed' : category === 'billing' ? 'refused' : 'none'),
    ),
    progress: [
      {...progress(HUMAN_API, 'partial', 120, 14, 16), code: 'source_error'},
      progress(SINAI, 'done', 495, 26, 26),
    ],
  }),
  state('ready', 'Everything is there', READY),
  state('empty', 'Connected, and nothing was found', {
    ...withConnections([connection('harbor', {status: 'nothing_available', counts: {}})]),
    library: library([]),
    coverage: coverageOf([connection('harbor', {counts: {}})]),
  }),
  state(
    'collecting',
    'Human API is still collecting',
    withConnections(
      [
        connection('sinai'),
        connection('harbor', {
          status: 'collecting',
          since: '2026-02-20T15:18:00Z',
          expectedMinutes: 60,
          minutes: 10,
          oldest: '2021-03-01',
        }),
        connection('lakeside', {status: 'slow', since: '2026-02-20T12:40:00Z', expectedMinutes: 60}),
        connection('corner', {status: 'stuck', since: '2026-02-17T12:40:00Z', counts: {}}),
      ],
      {},
      view => (view.route === 'human-api' ? 'collecting' : 'none'),
    ),
  ),
  state(
    'refused',
    'Access has ended at one place',
    withConnections(
      [
        connection('sinai', {status: 'ended', code: 'source_refused'}),
        connection('harbor'),
        connection('lakeside'),
        connection('corner', {status: 'needs_attention', sourceWord: 'credentialsExpired'}),
      ],
      {routes: [HUMAN_API, {...SINAI, status: 'needs_attention'}]},
      view => (view.route === 'mount-sinai' ? 'refused' : 'none'),
    ),
  ),
  state(
    'source-sign-in',
    'A page to sign in to comes in place of the records of one place',
    withConnections(
      [connection('sinai', {status: 'needs_attention', code: 'source_sign_in'}), connection('harbor')],
      {},
      view => (view.route === 'mount-sinai' ? 'failed' : 'none'),
    ),
  ),
  state(
    'no-connect',
    'A place that the portal gives no way to connect',
    withConnections([connection('harbor'), connection('sinai', {status: 'not_connected', counts: {}})], {
      routes: [HUMAN_API, {...NO_STEP, status: 'not_connected'}],
    }),
    ['provider-connect'],
  ),
  state(
    'blocked',
    'A source does not allow browsers',
    withConnections(
      [
        connection('sinai', {status: 'blocked', code: 'source_blocked', counts: {}}),
        connection('harbor'),
        connection('lakeside'),
      ],
      {library: library(RECORDS.filter(({sources}) => sources.every(({route}) => route === 'human-api')))},
      view => (view.route === 'mount-sinai' ? 'blocked' : 'none'),
    ),
  ),
  state('unsupported', 'A route of a later version', {
    ...READY,
    routes: [
      ...READY.routes,
      {
        ...SINAI,
        id: 'later',
        name: 'Later Health',
        protocol: 'fhir-r7',
        institution: {id: 'later', name: 'Later Health'},
        supported: false,
      },
    ],
  }),
  state(
    'person-differs',
    'One source names another person',
    withConnections([
      connection('sinai', {...person('sinai', 'Maya Rivera', '1986-04-12'), personDiffers: true}),
      connection('harbor', {...person('harbor', 'Mona Rivers', '1971-09-30'), personDiffers: true}),
    ]),
  ),
  state('offline', 'Offline: what was read before', {
    ...READY,
    stale: true,
    asOf: GALLERY_NOW - 190 * MINUTE,
    problem: hostProblem('host_unreachable', true),
  }),
  state('signed-out', 'Signed out', {...BLANK, phase: 'signed-out', ended: 'signed-out'}),
  state('host-ended', 'The portal ended the session', {...BLANK, phase: 'signed-out', ended: 'host'}),
  state('user-changed', 'Another person signed in', {...BLANK, phase: 'signed-out', ended: 'user-changed'}),
  state('idle', 'Away for a while', {...BLANK, phase: 'signed-out', ended: 'idle'}),
  state('not-eligible', 'Not offered to this patient', {...BLANK, phase: 'not-eligible'}),
  state('copy-going', 'The copy on this device is being removed', {
    ...FORGOTTEN,
    erased: {records: 0, stores: 0, at: GALLERY_NOW, confirmed: true, blocked: false, pending: true},
  }),
  state('copy-removed', 'The copy on this device is removed', {
    ...FORGOTTEN,
    erased: {records: 612, stores: 1, at: GALLERY_NOW, confirmed: true, blocked: false},
  }),
  state('opted-out', 'Opted out', {
    ...BLANK,
    phase: 'opted-out',
    accounts: READY.accounts,
    links: LINKS,
    erased: {records: 612, stores: 1, at: GALLERY_NOW, confirmed: true, blocked: false},
  }),
  state('opt-out-pending', 'Opted out, the portal does not know yet', {
    ...BLANK,
    phase: 'opted-out',
    accounts: READY.accounts,
    links: LINKS,
    pendingOptOut: true,
    erased: {records: 612, stores: 1, at: GALLERY_NOW, confirmed: false, blocked: false},
  }),
  state('opt-out-telling', 'Opted out in another tab, the portal is being told', {
    ...BLANK,
    phase: 'opted-out',
    accounts: READY.accounts,
    links: LINKS,
    busy: ['opt-out'],
    pendingOptOut: true,
    erased: {records: 0, stores: 0, at: GALLERY_NOW, confirmed: true, blocked: false, pending: true},
  }),
  state('host-waited-for', 'The portal has asked for quiet, and is waited for', {
    ...BLANK,
    phase: 'loading',
    problem: {...hostProblem('host_busy', true), retryAt: GALLERY_NOW + 5 * MINUTE},
  }),
  state('host-busy', 'The portal is busy', {...BLANK, phase: 'error', problem: hostProblem('host_busy', true)}),
  state('host-sign-in', 'The portal asks to sign in', {
    ...BLANK,
    phase: 'error',
    problem: hostProblem('host_sign_in', false),
  }),
  state('host-error', 'The portal made a mistake', {
    ...BLANK,
    phase: 'error',
    problem: hostProblem('host_invalid', false),
  }),
  state('unsafe-page', 'The page around is not safe', {
    ...BLANK,
    phase: 'error',
    problem: hostProblem('unsafe_page', false),
  }),
  ...(['storage_unavailable', 'storage_full', 'storage_blocked', 'storage_lost'] as const).map(notice =>
    state(
      notice.replace('_', '-'),
      `Storage notice: ${notice.replace('storage_', '')}`,
      {...READY, storage: {kind: 'memory', notice}},
      ['my-health-timeline', 'opt-out-panel'],
    ),
  ),
  state('busy', 'Between the press and the answer', {...READY, busy: ['refresh', 'opt-out', 'connect-instant']}),
  state('odd', 'Text as the world writes it', {...READY, library: library(ODD_RECORDS)}, ['my-health-timeline']),
  state('large', '2,000 records', {...READY, library: library(manyRecords(2000))}, ['my-health-timeline']),
];
