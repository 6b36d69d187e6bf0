import {Hono, type Context} from 'hono';
import {searchDirectory} from './directory.js';
import {FHIR_PATH} from './fhir.js';
import {disconnectSource, HUMAN_PATH} from './human-api.js';
import {serve, type App} from './serve.js';
import {returnPage, signInPage} from './sign-in-page.js';
import type {JsonObject} from './types.js';
import type {World} from './world.js';

/** Where the portal's handlers stand on its origin. */
export const PORTAL_PATH = '/portal/my-health';

type Status = 400 | 401 | 403 | 404 | 405 | 409;
const NO_STORE = {'cache-control': 'no-store'};
const refuse = (status: Status, error: string, description: string, headers: Record<string, string> = {}): Response =>
  Response.json({error, error_description: description}, {status, headers: {...NO_STORE, ...headers}});

/** The session document (host-contract.md §2). */
export const sessionDocument = (world: World): JsonObject => {
  const {portal, patient, fhir, humanApi, tokens} = world;
  const active = portal.participation.status === 'active';
  const bearer = (audience: 'human-api' | 'fhir'): JsonObject => {
    const {value, expiresIn} = tokens.current(audience, portal.tokenLifetime);
    return {access_token: value, token_type: 'Bearer', expires_in: expiresIn};
  };
  const connectToken = (): JsonObject => {
    const {value, expiresIn} = tokens.current('human-connect', portal.connectLifetime);
    return {kind: 'human-connect', url: world.urls.humanConnect, token: value, expires_in: expiresIn};
  };
  const routes = [
    {
      id: 'human-api',
      kind: 'aggregator',
      protocol: 'human-api',
      name: 'Human API',
      base_url: world.urls.humanApi + HUMAN_PATH,
      token: humanApi.sources.length > 0 ? bearer('human-api') : null,
      connect: connectToken(),
    },
    {
      id: 'mount-sinai',
      kind: 'direct',
      protocol: 'fhir-r4',
      name: 'Mount Sinai',
      institution: fhir.institution,
      status: fhir.status,
      ...(fhir.status !== 'not_connected' && {since: fhir.since}),
      base_url: world.urls.fhir + FHIR_PATH,
      patient_id: fhir.patientId,
      token: fhir.status === 'not_connected' ? null : bearer('fhir'),
      ...(portal.directConnect === 'instant' && {connect: {kind: 'instant'}}),
      ...(portal.directConnect === 'popup' && {connect: {kind: 'popup', url: '/portal/my-health/popup'}}),
    },
  ];
  return {
    version: 1,
    patient: {key: patient.key, display_name: patient.displayName},
    participation: portal.participation,
    ...(active && portal.cache && {cache: portal.cache}),
    fresh_for: portal.freshFor,
    idle_timeout: portal.idleTimeout,
    routes: active ? routes : [],
    accounts: [
      {
        route: 'human-api',
        name: 'Human API',
        sign_up_url: `${world.urls.humanConnect}/account`,
        opt_out_url: `${world.urls.humanConnect}/opt-out`,
      },
    ],
    links: {
      participation: `${PORTAL_PATH}/participation`,
      connections: `${PORTAL_PATH}/connections`,
      directory: `${PORTAL_PATH}/directory`,
      provider_request: `${PORTAL_PATH}/provider-requests`,
      help: '/portal/help/my-health',
    },
  };
};

const ROUTES = ['human-api', 'mount-sinai'];

/** The portal's backend: what a host has to write, in one file. */
export const createPortal = (world: World): App => {
  const app = new Hono();
  const {portal, tokens} = world;
  const session = (): Response => Response.json(sessionDocument(world), {headers: NO_STORE});

  app.use(`${PORTAL_PATH}/*`, async (context, next) => {
    if (/\/(logos|popup)/.test(context.req.path)) return next();
    if (!portal.signedIn) return refuse(401, 'signed_out', 'Sign in to the portal');
    if (portal.csrf !== null && context.req.header('x-csrf-token') !== portal.csrf) {
      return refuse(403, 'csrf_failed', 'X-CSRF-Token is missing or wrong');
    }
    if (!portal.eligible) return refuse(403, 'not_eligible', 'My Health is not offered to this patient');
    return next();
  });

  /** The body of a POST of version 1, or the refusal. */
  const body = async (context: Context): Promise<JsonObject | Response> => {
    if (!(context.req.header('content-type') ?? '').startsWith('application/json')) {
      return refuse(400, 'invalid_request', 'Content-Type must be application/json');
    }
    const parsed: unknown = await context.req.json().catch(() => null);
    if (typeof parsed !== 'object' || parsed === null) return refuse(400, 'invalid_request', 'Body must be an object');
    if ((parsed as JsonObject)['version'] !== 1) return refuse(400, 'unsupported_version', 'version must be 1');
    return parsed as JsonObject;
  };
  const post = (path: string, answer: (asked: JsonObject) => Response): void => {
    app.post(PORTAL_PATH + path, async context => {
      const asked = await body(context);
      return asked instanceof Response ? asked : answer(asked);
    });
    app.all(PORTAL_PATH + path, () => refuse(405, 'method_not_allowed', 'Use POST', {allow: 'POST'}));
  };

  post('/token', ({refresh, reason}) => {
    if (refresh === undefined) return session();
    if (typeof refresh !== 'string' || !ROUTES.includes(refresh)) return refuse(400, 'unknown_route', 'No such route');
    if (!['expiring', 'rejected', 'connect'].some(known => known === reason)) {
      return refuse(400, 'invalid_request', 'reason must be expiring, rejected or connect');
    }
    if (reason === 'connect') tokens.issue('human-connect', portal.connectLifetime);
    else tokens.issue(refresh === 'human-api' ? 'human-api' : 'fhir', portal.tokenLifetime);
    return session();
  });

  post('/participation', ({action}) => {
    const since = new Date(world.now()).toISOString();
    if (action === 'opt_out') {
      portal.participation = {status: 'opted_out', since};
      tokens.revokeAll();
    } else if (action === 'opt_in') {
      if (portal.participation.status !== 'active') {
        portal.participation = {status: 'active', since};
        if (portal.cache) world.renewCacheKey();
      }
    } else return refuse(400, 'invalid_request', 'action must be opt_out or opt_in');
    return session();
  });

  post('/connections', ({action, route, connection}) => {
    if (portal.participation.status !== 'active') return refuse(409, 'opted_out', 'The patient does not take part');
    if (!ROUTES.some(known => known === route)) return refuse(404, 'unknown_route', 'No such route');
    const {fhir, humanApi} = world;
    if (route === 'mount-sinai') {
      if (action === 'connect') {
        if (fhir.status !== 'connected') fhir.since = new Date(world.now()).toISOString();
        fhir.status = 'connected';
      } else if (action === 'disconnect') fhir.status = 'not_connected';
      else if (action !== 'resync') return refuse(400, 'invalid_request', 'Unknown action');
      return session();
    }
    if (action === 'connect') return refuse(400, 'use_human_connect', 'This route connects through Human Connect');
    const source = humanApi.sources.find(({id}) => id === connection);
    if (!source) return refuse(404, 'unknown_connection', 'No such connection');
    if (action === 'disconnect') disconnectSource(world, source.id);
    else if (action === 'resync') {
      source.collection = {kind: 'collecting', startedAt: world.now(), minutes: 20, again: true};
    } else return refuse(400, 'invalid_request', 'Unknown action');
    return session();
  });

  post('/provider-requests', ({name, place, website}) => {
    if (typeof name !== 'string' || name.trim() === '') return refuse(400, 'invalid_request', 'name is required');
    const text = (value: unknown): string => (typeof value === 'string' ? value : '');
    portal.providerRequests.push({name, place: text(place), website: text(website)});
    return new Response(null, {status: 202, headers: NO_STORE});
  });

  app.get(`${PORTAL_PATH}/directory`, context => {
    const {q = '', limit = '20', cursor} = context.req.query();
    const size = Math.min(50, Math.max(1, Number(limit) || 20));
    const {institutions, nextCursor} = searchDirectory(world.directory, q, size, cursor ?? null);
    return Response.json(
      {
        institutions: institutions.map(entry => ({...entry, logo_url: `${PORTAL_PATH}/logos/${entry.id}.svg`})),
        next_cursor: nextCursor,
      },
      {headers: NO_STORE},
    );
  });

  const page = (text: string): Response => new Response(text, {headers: {...NO_STORE, 'content-type': 'text/html'}});
  app.get(`${PORTAL_PATH}/popup`, () => page(signInPage(world.fhir.institution.name, `${PORTAL_PATH}/popup/return`)));
  app.get(`${PORTAL_PATH}/popup/return`, context => {
    const allowed = context.req.query('answer') === 'allow';
    if (allowed) Object.assign(world.fhir, {status: 'connected', since: new Date(world.now()).toISOString()});
    return page(returnPage('mount-sinai', allowed));
  });

  app.get(`${PORTAL_PATH}/logos/:file`, context => {
    const id = context.req.param('file').replace(/\.svg$/, '');
    const entry = world.directory.find(one => one.id === id);
    const hue = [...id].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 360, 7);
    const initials =
      (entry?.name ?? '?')
        .match(/\b[A-Z]/g)
        ?.slice(0, 2)
        .join('') ?? '?';
    const svg =
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" rx="9" fill="hsl(${hue} 45% 34%)"/>` +
      `<text x="20" y="26" text-anchor="middle" font-family="system-ui,sans-serif" font-size="16" font-weight="600" fill="#fff">${initials}</text></svg>`;
    return new Response(svg, {headers: {'content-type': 'image/svg+xml', 'cache-control': 'max-age=3600'}});
  });

  app.notFound(() => refuse(404, 'not_found', 'No such address'));

  return serve(world, 'portal', app, {headers: 'any', methods: ['GET', 'POST'], credentials: true});
};
