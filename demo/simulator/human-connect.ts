import {Hono} from 'hono';
import {generateSource} from '../patient/generate.js';
import {connectSource} from './human-api.js';
import {accountPage, connectPage} from './human-connect-page.js';
import {searchDirectory} from './directory.js';
import {serve, type App} from './serve.js';
import type {HumanSourceData, JsonObject} from './types.js';
import {hexId, type InstitutionEntry} from './institutions.js';
import type {World} from './world.js';

const HTML = {'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store'};

/** What a connect token is worth, in the words of Human Connect's messages (host-contract.md §4). */
const statusOf = (
  world: World,
  token: unknown,
): 'SUCCESS' | 'MISSING_SESSION_TOKEN' | 'SESSION_TOKEN_INVALID' | 'SESSION_TOKEN_EXPIRED' => {
  switch (world.tokens.judge(typeof token === 'string' ? token : null, 'human-connect')) {
    case 'good':
      return 'SUCCESS';
    case 'missing':
      return 'MISSING_SESSION_TOKEN';
    case 'unknown':
      return 'SESSION_TOKEN_INVALID';
    case 'expired':
      return 'SESSION_TOKEN_EXPIRED';
  }
};

/** Somebody whom no place of the demo's patients knows. */
const OTHER_PERSON = {name: 'Mona Rivers', dob: '1971-09-30'};

/** What a place has about the patient, or about somebody else when the demo is told so. */
const dataOf = (world: World, entry: InstitutionEntry): HumanSourceData => {
  const data = generateSource(entry, {records: 48, now: world.now()});
  if (!world.humanApi.otherPerson) return data;
  world.humanApi.otherPerson = false;
  const {source, organization} = data;
  const person = {id: hexId(`${source} person`), source, organization, ...OTHER_PERSON};
  return {...data, lists: {...data.lists, demographics: [person]}};
};

const summary = ({id, source, name}: HumanSourceData): JsonObject => ({id, source, name});

/** The aggregator's connect service: one page and the few calls that it makes to its own origin. */
export const createHumanConnect = (world: World): App => {
  const app = new Hono();

  const place = ({id, name, kind, address, city, state, portal_name, source_id}: InstitutionEntry): JsonObject => ({
    ...{id, name, kind, address, city, state, portal_name, source_id},
  });

  app.get('/', () => new Response(connectPage(), {headers: HTML}));
  app.get('/account', () => new Response(accountPage('account'), {headers: HTML}));
  app.get('/opt-out', () => new Response(accountPage('opt-out'), {headers: HTML}));

  app.get('/institutions', context => {
    const {q = '', pinned = ''} = context.req.query();
    const reachable = world.directory.filter(entry => entry.source_id !== undefined);
    const first = pinned
      ? reachable.filter(({source_id: id}) => id !== undefined && pinned.split(',').includes(id))
      : [];
    const {institutions} = searchDirectory(reachable, q, 20, null);
    return Response.json({institutions: [...first, ...institutions.filter(one => !first.includes(one))].map(place)});
  });

  app.post('/session', async context => {
    const {token} = await context.req.json<JsonObject>();
    const status = statusOf(world, token);
    if (status !== 'SUCCESS') return Response.json({status}, {status: 401});
    return Response.json({currentConnections: world.humanApi.sources.map(summary)});
  });

  app.post('/connect', async context => {
    const {token, institution} = await context.req.json<JsonObject>();
    const status = statusOf(world, token);
    if (status !== 'SUCCESS') return Response.json({status}, {status: 401});
    const entry = world.directory.find(one => one.id === institution && one.source_id !== undefined);
    if (!entry) return Response.json({status: 'UNKNOWN_SOURCE'}, {status: 404});
    const known = world.humanApi.sources.find(({source}) => source === entry.source_id);
    // signing in again renews what is there; it never makes a second connection
    if (known) {
      known.collection = {kind: 'collecting', startedAt: world.now(), minutes: 20, again: true};
      return Response.json(summary(known));
    }
    return Response.json(summary(connectSource(world, dataOf(world, entry))));
  });

  return serve(world, 'human-connect', app, {headers: [], methods: ['GET', 'POST'], credentials: false});
};
