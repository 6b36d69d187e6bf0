import {within} from '../cache/database.js';
import {CodedError, isRetryable, toCode} from '../errors.js';
import {orAlready} from './already.js';
import {takeOff} from './disconnect.js';
import {rebuild} from './fill.js';
import {busyFor} from './renew.js';
import {untilAllowed} from './quiet.js';
import {expectPatient, PRESSED, stillHere, tellSignedOut} from './still-here.js';
import {tokensOf} from './token-client.js';
import type {Core} from './core.js';
import type {DocumentRoute, SessionDocument} from './contract.js';
import type {Life} from './life.js';
import type {RequestResults, SessionRequest} from './requests.js';

const FILL_MS = 60_000;

const lifeOf = (core: Core): Life => {
  if (!core.life) throw new CodedError('aborted');
  return core.life;
};

const routeOf = (life: Life, id: string): DocumentRoute => {
  const route = life.document.routes.find(one => one.id === id);
  if (!route) throw new CodedError('connect_failed');
  return route;
};

/** @throws {CodedError} `host_refused` when the host offers no such function */
const linkOf = (core: Core, name: 'connections' | 'directory' | 'provider_request'): string => {
  const link = core.document?.links?.[name];
  if (!link) throw new CodedError('host_refused');
  return link;
};

/** What is loaded before it can be done; ending and starting a session need nothing. */
export type Wish = Exclude<SessionRequest, {type: 'end-session' | 'restart'}>;

/** Failures that the patient is shown as a state of the whole screen, or not at all. */
const TOLD: ReadonlySet<string> = new Set(['aborted', 'host_signed_out', 'host_not_eligible']);

/**
 * Everything that elements may ask of a session, but what they ask for first: loaded with the first wish. A failure is
 * told as an event too.
 */
export const act = async (core: Core, request: Wish): Promise<RequestResults[Wish['type']]> => {
  try {
    return await perform(core, request);
  } catch (thrown) {
    const code = toCode(thrown);
    tellSignedOut(core, code);
    const route = 'route' in request ? {route: request.route} : {};
    if (!TOLD.has(code)) core.publisher.emit({type: 'mh-error', code, ...route, retryable: isRetryable(code)});
    throw thrown;
  }
};

/** What is possible without a session, unless it has become another patient's: this page is not theirs to leave by. */
const isOutside = ({ended}: Core, type: Wish['type']): boolean =>
  (type === 'opt-out' || type === 'erase-local') && ended !== 'user-changed';

/**
 * Ended by the page or for want of input: the portal may still know the patient, and a page that refreshes by the clock
 * would bring the records back for whoever sits there. Where the portal itself has ended it, it is asked again.
 */
const isOver = ({phase, ended}: Core): boolean => phase === 'signed-out' && ended !== 'signed-out';

const perform = async (core: Core, request: Wish): Promise<RequestResults[Wish['type']]> => {
  if (isOver(core) && !isOutside(core, request.type)) throw new CodedError('aborted');
  switch (request.type) {
    case 'refresh':
      return refresh(core);
    case 'load-stored':
      return loadStored(core, lifeOf(core));
    case 'reload-connections':
      return reload(core);
    case 'connect-frame':
      return connectFrame(core, request);
    case 'connect-instant':
      return connections(core, 'connect', request.route, null);
    case 'disconnect':
      return connections(core, 'disconnect', request.route, request.connection);
    case 'resync':
      return connections(core, 'resync', request.route, request.connection);
    case 'search-directory':
    case 'request-provider': {
      const {searchDirectory, requestProvider} = await import('./directory.js');
      return request.type === 'search-directory'
        ? searchDirectory(core, linkOf(core, 'directory'), request)
        : requestProvider(core, linkOf(core, 'provider_request'), request);
    }
    case 'opt-out':
    case 'opt-in': {
      const {optOut, optIn} = await import('./participation.js');
      return request.type === 'opt-out' ? optOut(core) : optIn(core);
    }
    case 'erase-local':
      return (await import('./erasing.js')).eraseLocal(core);
    case 'raw':
      return lifeOf(core).store.raw(request.recordId);
    case 'attachment':
      return (await import('./attachment.js')).openAttachment(core, lifeOf(core), request);
    default:
      return request satisfies never;
  }
};

/** Of such a route the portal has nothing new to tell; any other it may have connected or mended meanwhile. */
const stands = ({token, status}: DocumentRoute): boolean => !!token && (!status || status === 'connected');

/** Resolves when every route's pass has ended, well or not; how it ended stands in the snapshot. */
const refresh = async (core: Core): Promise<void> => {
  const {life} = core;
  if (!life) await core.start();
  // somebody looks at the answer: a busy portal is not waited for, and not asked before the time that it named
  else if ((core.problem || !life.document.routes.every(stands)) && !busyFor(core))
    await core.take(core.host.session({}, PRESSED)).catch(core.fail.bind(core));
  await filled(core);
  await core.read(true);
};

/** Resolves when what is stored has been read: no pass begins before. Not later than after a minute. */
const filled = async ({life, publisher, surroundings}: Core): Promise<void> => {
  if (!life || life.whole) return;
  let look = (): void => undefined;
  const done = new Promise<void>(resolve => {
    look = () => (life.whole || life.end.signal.aborted) && resolve();
  });
  publisher.listeners.add(look);
  await within(surroundings.clock, FILL_MS, done);
  publisher.listeners.delete(look);
};

/**
 * Until then the library may hold the first screen alone: a file of it would pass for all there is.
 * @throws {CodedError} `storage_blocked` when it takes longer than a minute
 */
const loadStored = async (core: Core, life: Life): Promise<void> => {
  await filled(core);
  if (core.life !== life) throw new CodedError('aborted');
  if (!life.whole) throw new CodedError('storage_blocked');
  // what was built last is all there is, unless something has come since
  await (life.dirty ? rebuild(life) : life.built);
  core.publisher.changed(true);
};

/** The truth after any connect flow: a fresh session document, then `/sources`, then what is new. */
const reload = async (core: Core): Promise<void> => {
  const known = (life: Life | undefined): string =>
    JSON.stringify([
      life?.document.routes.map(({id, status, since, token}) => [id, status, since, !token]),
      [...(life?.listings.values() ?? [])].map(({entries}) => entries.map(({id}) => id)),
    ]);
  const before = known(core.life);
  const key = core.life?.document.patient.key;
  await core.take(core.host.session({}, PRESSED));
  const {life} = core;
  if (key) expectPatient(core, key);
  if (!life) return;
  await (await core.engine()).list(life, true);
  if (known(life) !== before) core.tabs?.post({type: 'reload'});
  void core.read(false);
};

const connectFrame = async (
  core: Core,
  {route: id, sourceId, renew}: SessionRequest & {type: 'connect-frame'},
): Promise<{url: string; origin: string}> => {
  const {key} = lifeOf(core).document.patient;
  await stillHere(core, key);
  const token = await tokensOf(core).connectToken(id, renew);
  expectPatient(core, key);
  const {connect} = routeOf(lifeOf(core), id);
  if (!connect?.url || connect.kind !== 'human-connect') throw new CodedError('connect_failed');
  if (!token) throw new CodedError('connect_expired');
  const url = new URL(`${connect.url}/`);
  url.searchParams.set('token', token);
  url.searchParams.set('mode', 'auth');
  if (sourceId) url.searchParams.set('pinnedProviders', sourceId);
  return {url: url.href, origin: url.origin};
};

/** Whether a connection has ended, in the words of the host and its aggregator: a list that cannot be read says nothing. */
const isGone = (
  {routes}: SessionDocument,
  {listings}: Life,
  {id, kind}: DocumentRoute,
  connection: string | null,
): boolean => {
  const route = routes.find(one => one.id === id);
  if (!route || kind !== 'aggregator') return route?.status !== 'connected' && route?.status !== 'needs_attention';
  const listing = listings.get(id);
  return !!listing && !listing.code && !listing.entries.some(one => one.id === connection);
};

/** A wish is granted when the host says so: what it has not disconnected keeps its records. */
const connections = async (
  core: Core,
  action: 'connect' | 'disconnect' | 'resync',
  id: string,
  connection: string | null,
): Promise<void> => {
  const life = lifeOf(core);
  const route = routeOf(life, id);
  const isAggregator = route.kind === 'aggregator';
  const link = linkOf(core, 'connections');
  const {key} = life.document.patient;
  if (action === 'resync') await untilAllowed(core, life, id, life.end.signal, true);
  await stillHere(core, key);
  expectPatient(core, key);
  const listed = life.listings.get(id)?.entries.find(one => one.id === connection);
  const list = async (): Promise<void> => (await core.engine()).list(life, true);
  const asked = core.host.document(link, {action, route: id, ...(connection === null ? {} : {connection})}, PRESSED);
  const answer = orAlready(core, asked, async fresh => {
    if (core.life !== life || action === 'resync' || fresh.patient.key !== key) return false;
    if (action === 'connect') return fresh.routes.some(one => one.id === id && one.status === 'connected');
    if (isAggregator) await list();
    return isGone(fresh, life, route, connection);
  });
  const takeOffGone = async (document: SessionDocument): Promise<SessionDocument> => {
    const isTheirs = core.life === life && document.patient.key === key;
    if (action === 'disconnect' && isTheirs && isGone(document, life, route, connection))
      await takeOff(core, life, route.id, connection, listed);
    return document;
  };
  // of a direct place the answer says it, of an aggregator's its list
  const document = await core.take(isAggregator ? answer : answer.then(takeOffGone));
  if (core.life === life) await list();
  if (isAggregator) await takeOffGone(document);
  // other tabs read the copy anew, which it is off by now
  core.tabs?.post({type: 'reload'});
  expectPatient(core, key);
  if (core.life !== life) return;
  core.publisher.changed(true);
  // an aggregator keeps all its institutions in the same lists: only all of a list says what has left it
  if (isAggregator) void core.read(true, [id], true);
  else if (action !== 'disconnect') void core.read(true, [id]);
  void core.read(false);
};
