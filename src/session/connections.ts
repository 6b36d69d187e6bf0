import {isReading, readable} from './facts.js';
import {marksOf} from './marks.js';
import {withPersons} from './persons.js';
import {quietOf, saidUntil} from './quiet.js';
import {sourceKey} from '../records/model.js';
import type {Checkpoint} from '../cache/store.js';
import type {ErrorCode} from '../errors.js';
import type {Institution} from '../records/model.js';
import type {DocumentRoute} from './contract.js';
import type {Life, Listed, Listing} from './life.js';
import type {ConnectionStatus, ConnectionView} from './snapshot.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export const connectionKey = (route: string, connection: string | null): string =>
  connection === null ? route : `${route}|${connection}`;

/** Known words of human-api.md; any other one needs attention and is never dropped. */
const WORDS: Readonly<Record<string, ConnectionStatus>> = {
  inProgress: 'collecting',
  ok: 'up_to_date',
  noDataAvailable: 'nothing_available',
};

/** Since when a connection collects, in wall ms: a first history since connecting, a later fetch since it was seen. */
const collectingSince = (life: Life, route: string, listed: Listed, now: number): number => {
  const key = connectionKey(route, listed.id);
  const first = listed.historyStatus !== 'completed' && !listed.resyncing ? Date.parse(listed.since ?? '') : NaN;
  if (!life.collecting.has(key)) life.collecting.set(key, now);
  return Number.isNaN(first) ? life.collecting.get(key)! : first;
};

/** What an aggregator says of a connection. */
export const saidOf = (listed: Listed): ConnectionStatus => {
  const {syncStatus: {status: word, details} = {}, historyStatus: history, resyncing} = listed;
  const said = word === undefined ? 'collecting' : (WORDS[word] ?? 'needs_attention');
  const troubled = said === 'needs_attention' || (details !== undefined && details !== '' && details !== 'ok');
  if (troubled && said !== 'nothing_available') return 'needs_attention';
  const unfinished = said === 'up_to_date' && history !== undefined && history !== 'completed';
  return resyncing || unfinished ? 'collecting' : said;
};

const statusOfListed = (
  life: Life,
  route: string,
  listed: Listed,
  now: number,
): Pick<ConnectionView, 'status' | 'minutes'> => {
  const status = saidOf(listed);
  if (status === 'needs_attention') return {status};
  if (status !== 'collecting') {
    life.collecting.delete(connectionKey(route, listed.id));
    return {status};
  }
  // a clock that is behind the server's would make it begin later than now
  const age = Math.max(0, now - collectingSince(life, route, listed, now));
  if (age > 2 * HOUR) return {status: age > 48 * HOUR ? 'stuck' : 'slow'};
  return {status: 'collecting', minutes: Math.floor(age / MINUTE)};
};

/** Neither says how far it is, nor that anything is wrong: `/sources` may leave all of that out. */
const isSilent = ({syncStatus, historyStatus, resyncing}: Listed): boolean =>
  syncStatus?.status === undefined && historyStatus === undefined && !resyncing;

/** Still on its way: more may come without anybody doing anything. */
export const isCollecting = (status: ConnectionStatus): boolean =>
  status === 'collecting' || status === 'slow' || status === 'stuck';

/** An aggregator has all that there is for now, so that a list of it tells what there is none of. */
export const isCollected = (status: ConnectionStatus): boolean =>
  status === 'up_to_date' || status === 'nothing_available';

const TROUBLES: Readonly<Partial<Record<ErrorCode, ConnectionStatus>>> = {
  source_refused: 'ended',
  source_sign_in: 'needs_attention',
  source_blocked: 'blocked',
};

type Wrong = Pick<ConnectionView, 'status' | 'code' | 'retryAt'>;

/** A server that asked for so much quiet that its reads have ended, also where some of them had ended well. */
const BUSY: Wrong = {status: 'unavailable', code: 'source_busy'};

/** What the reads of a route say of all its connections; `null` when they say nothing against them. */
const trouble = (
  marks: readonly Checkpoint[],
  code?: ErrorCode,
): {status: ConnectionStatus; code: ErrorCode} | null => {
  const worst = code ?? (marks.length && marks.every(({code}) => code) ? (marks[0]!.code as ErrorCode) : undefined);
  if (!worst) return null;
  return {status: TROUBLES[worst] ?? 'unavailable', code: worst};
};

/** A browser that has read the list of connections since then gets there: the way is open again. */
const isOver = (code: ErrorCode, marks: readonly Checkpoint[], listing?: Listing): boolean =>
  (code === 'source_blocked' || code === 'source_unreachable') &&
  !listing?.code &&
  marks.every(({endedAt = Infinity}) => endedAt < (listing?.at ?? 0));

const iso = (ms: number | undefined): string | undefined => (ms ? new Date(ms).toISOString() : undefined);

const direct = (life: Life, route: DocumentRoute): Partial<ConnectionView> & {status: ConnectionStatus} => {
  const marks = marksOf(life, route.id);
  const progress = life.progress.get(route.id);
  const last = Math.max(0, ...marks.map(({completedAt}) => completedAt ?? 0));
  const common = {since: route.since ?? undefined, fetchedAt: iso(last)};
  if (route.status === 'not_connected') return {status: 'not_connected'};
  const wrong = trouble(marks, progress?.phase === 'partial' ? undefined : progress?.code);
  if (route.status === 'needs_attention')
    return {...common, status: 'needs_attention', ...(wrong ? {code: wrong.code} : {})};
  const quiet = quietOf(life, route.id);
  const retry = quiet && {retryAt: saidUntil(quiet)};
  if (quiet?.ends) return {...common, ...BUSY, ...retry};
  if (wrong) return {...common, ...wrong, ...(wrong.code === 'source_busy' ? retry : {})};
  // until every list of a first pass has ended
  const first = !marks.length || marks.some(({completedAt, endedAt}) => !completedAt && !endedAt);
  const reading = !!progress && isReading(progress);
  // its pass goes on by itself when the quiet is over
  const busy = reading && quiet;
  return {
    ...common,
    // what nobody has begun to read is not here, whoever will read it
    status: first && (reading || !progress) ? 'collecting' : 'up_to_date',
    ...(busy ? {code: 'source_busy', ...retry} : {}),
  };
};

/** Whether nobody can say yet that all connections are known: an aggregator that can be read has not named its own. */
export const awaitsList = ({document, listings}: Life): boolean =>
  document.routes.some(route => route.kind === 'aggregator' && readable(route) && !listings.has(route.id));

/**
 * Every connection of every route that this version can read, as far as it is known: of another route nobody knows
 * how it stands, and its view says so (`RouteView.supported`).
 */
export const connectionsOf = (life: Life, now: number, supports: (protocol: string) => boolean): ConnectionView[] => {
  const counted = life.summary.places;
  const views: ConnectionView[] = [];
  const add = (
    route: DocumentRoute,
    connection: string | null,
    institution: Institution,
    more: Partial<ConnectionView> & {status: ConnectionStatus},
  ): void => {
    views.push({
      key: connectionKey(route.id, connection),
      route: route.id,
      routeName: route.name,
      routeKind: route.kind === 'aggregator' ? 'aggregator' : 'direct',
      connection,
      institution,
      counts: counted.get(sourceKey({route: route.id, institution}))?.counts ?? {},
      personDiffers: false,
      ...more,
    });
  };
  for (const route of life.document.routes) {
    if (!supports(route.protocol)) continue;
    if (route.kind !== 'aggregator') {
      add(route, null, route.institution ?? {id: route.id, name: route.name}, direct(life, route));
      continue;
    }
    const listing = life.listings.get(route.id);
    const progress = life.progress.get(route.id);
    const silent = progress?.phase === 'reading' ? progress.code : undefined;
    const marks = marksOf(life, route.id);
    const said = trouble(marks, listing?.code ?? silent);
    const quiet = quietOf(life, route.id);
    const retry = quiet && {retryAt: saidUntil(quiet)};
    const failing = said && !silent && isOver(said.code, marks, listing) ? null : said;
    const isBusy = quiet && (failing ? failing.code === 'source_busy' : quiet.ends);
    const wrong = isBusy ? {...BUSY, ...retry} : failing;
    // its pass goes on by itself when the quiet is over: a place that waits its turn has not failed
    const waits = !wrong && progress && isReading(progress) ? retry : undefined;
    for (const listed of listing?.entries ?? []) {
      const standing = statusOfListed(life, route.id, listed, now);
      // nobody says that there is more to come; only where all was asked for and nothing has come, something is stuck
      const untold =
        isSilent(listed) &&
        (standing.status === 'slow' || standing.status === 'stuck') &&
        (!marks.length || counted.has(sourceKey({...listed, route: route.id})));
      add(route, listed.id, listed.institution, {
        ...standing,
        ...(untold ? {status: 'slow', untold} : {}),
        since: listed.since,
        fetchedAt: listed.syncStatus?.synchedAt,
        oldest: listed.oldest,
        sourceId: listed.source,
        expectedMinutes: listed.expectedMinutes,
        ...(standing.status === 'needs_attention'
          ? {sourceWord: [listed.syncStatus?.status, listed.syncStatus?.details].filter(Boolean).join(' / ')}
          : {}),
        ...waits,
        ...wrong,
      });
    }
    // known from its records only: /sources could not be read, or not yet
    const stands = wrong ?? (waits && {status: 'collecting', ...waits});
    if (listing?.at !== undefined || !stands) continue;
    const known = [...counted].filter(([place]) => place.startsWith(`${route.id}|`));
    for (const [place, {institution}] of known) add(route, null, institution, {...stands, key: place});
    // nothing is known but that the aggregator itself cannot be read: it is named, or its silence would pass for "none"
    if (known.length === 0) add(route, null, {id: route.id, name: route.name}, stands);
  }
  return withPersons(views, life.persons);
};
