import {EMPTY_LIBRARY} from '../records/library.js';
import type {SessionDocument} from './contract.js';
import type {Life} from './life.js';
import type {Rest} from './core.js';
import type {Links, Phase, Problem, RouteView, Snapshot, StorageView} from './snapshot.js';

/** What a snapshot is made of. */
export interface Facts {
  readonly phase: Phase;
  readonly ended?: Snapshot['ended'];
  readonly problem?: Problem;
  readonly document?: SessionDocument;
  readonly life?: Life;
  readonly busy: readonly string[];
  readonly pendingOptOut: boolean;
  readonly erased?: Snapshot['erased'];
  /** Wall ms by the portal's clock. */
  readonly now: number;
  readonly supports: (protocol: string) => boolean;
  /** Once loaded. */
  readonly rest?: Pick<Rest, 'awaitsList' | 'connectionsOf' | 'coverageOf'>;
}

const CONNECT_KINDS = ['human-connect', 'instant', 'popup'] as const;

type Filled<T> = {readonly [K in keyof T]?: Exclude<T[K], null | undefined | '' | false>};
/** Without the fields that nothing is known of. */
const filled = <T extends object>(fields: T): Filled<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value)) as Filled<T>;

const routeView = (route: SessionDocument['routes'][number], supported: boolean): RouteView => {
  const kind = CONNECT_KINDS.find(one => one === route.connect?.kind);
  const url = route.connect?.url ?? undefined;
  const {institution} = route;
  return {
    id: route.id,
    kind: route.kind === 'aggregator' ? 'aggregator' : 'direct',
    protocol: route.protocol,
    name: route.name,
    ...filled({
      institution: institution && {id: institution.id, name: institution.name, ...filled({kind: institution.kind})},
      since: route.since,
      // a frame or a popup needs an address that may be opened
      connect: kind && (kind === 'instant' || url) && {kind, ...filled({url})},
    }),
    supported,
    status:
      route.status === 'not_connected' || route.status === 'needs_attention'
        ? route.status
        : route.kind !== 'aggregator' || route.token
          ? 'connected'
          : 'not_connected',
  };
};

const linksOf = (links: SessionDocument['links']): Links =>
  filled({
    participation: links?.participation,
    connections: links?.connections,
    directory: links?.directory,
    providerRequest: links?.provider_request,
    help: links?.help,
  });

const deepFreeze = <T>(value: T): T => {
  for (const inner of Object.values(value as object)) {
    if (typeof inner === 'object' && inner !== null && !Object.isFrozen(inner)) deepFreeze(inner);
  }
  return Object.freeze(value);
};

const UNREACHED = /unreachable|timeout|busy|error|blocked$/;

const storageOf = ({store, notice}: Life): StorageView => ({
  kind: store.kind,
  ...filled({notice: store.notice ?? notice}),
});

/** The one frozen value that elements see. Tokens and keys have no way into it. */
export const snapshotOf = (facts: Facts): Snapshot => {
  const {document, life, ended, problem, erased, phase} = facts;
  const connections = (life?.known ? facts.rest?.connectionsOf(life, facts.now, facts.supports) : undefined) ?? [];
  const progress = [...(life?.progress.values() ?? [])];
  const behind = progress.some(({phase, code}) => phase !== 'done' && UNREACHED.test(code ?? ''));
  return deepFreeze({
    phase,
    ...filled({
      ended,
      problem,
      patientName: document?.patient.display_name,
      since: document?.participation.since,
      erased,
      unlisted: life && facts.rest?.awaitsList(life),
    }),
    routes: (document?.routes ?? []).map(route => routeView(route, facts.supports(route.protocol))),
    connections,
    accounts: (document?.accounts ?? []).map(({route, name, sign_up_url, opt_out_url}) => ({
      route,
      name,
      ...filled({signUpUrl: sign_up_url, optOutUrl: opt_out_url}),
    })),
    links: linksOf(document?.links),
    library: life?.library ?? EMPTY_LIBRARY,
    places: life?.summary.places.size ?? 0,
    categories: life?.summary.categories ?? {},
    coverage: (life && facts.rest?.coverageOf(life, connections)) ?? [],
    progress: progress.map(one => ({...one})),
    storage: life ? storageOf(life) : {kind: 'none' as const},
    asOf: life?.completeAt ?? null,
    // newer than nothing nothing can be
    stale: phase === 'ready' && (!!problem || (behind && !!life?.library.total)),
    busy: facts.busy,
    pendingOptOut: facts.pendingOptOut,
  });
};
