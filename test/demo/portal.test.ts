import {expect} from '@open-wc/testing';
import {directoryAnswer} from '../../src/session/contract-more.js';
import {sessionDocument} from '../../src/session/contract-schema.js';
import {generateDirectory} from '../../demo/simulator/institutions.js';
import {mayaRivera} from '../../demo/patient/maya/index.js';
import {createHarness, json, type Json} from './helpers.js';

interface Route {
  id: string;
  status?: string;
  token: {access_token: string; expires_in: number} | null;
  connect: {token?: string};
}
interface Document extends Json {
  routes: Route[];
  cache?: {kid: string; key: string};
  participation: {status: string};
}
const ASK = {version: 1};

describe('simulated portal: token endpoint', () => {
  it('answers the session document of the host contract, never to be stored', async () => {
    const {post} = createHarness({patient: mayaRivera()});
    const response = await post('/token', ASK);
    expect(response.status).to.equal(200);
    expect(response.headers.get('cache-control')).to.equal('no-store');
    const document = await json<Document>(response);
    expect(sessionDocument.safeParse(document).error?.issues).to.equal(undefined);
    expect(document.routes.map(({id}) => id)).to.deep.equal(['human-api', 'mount-sinai']);
    const key = document.cache?.key ?? '';
    expect(atob(key.replaceAll('-', '+').replaceAll('_', '/')).length).to.equal(32);
  });

  it('takes POST only, and only requests of version 1', async () => {
    const {post, get} = createHarness();
    const read = await get('/token');
    expect([read.status, read.headers.get('allow')]).to.deep.equal([405, 'POST']);
    expect((await post('/token', {version: 2})).status).to.equal(400);
    expect((await post('/token', ASK, {'content-type': 'text/plain'})).status).to.equal(400);
    expect((await post('/token', {...ASK, refresh: 'elsewhere', reason: 'expiring'})).status).to.equal(400);
    expect((await post('/token', {...ASK, refresh: 'human-api', reason: 'boredom'})).status).to.equal(400);
  });

  it('keeps tokens while they are good and renews the one that is asked for', async () => {
    const {post} = createHarness({patient: mayaRivera()});
    const tokens = (document: Document): (string | undefined)[] =>
      document.routes.map(({token}) => token?.access_token);
    const first = tokens(await json<Document>(post('/token', ASK)));
    expect(tokens(await json<Document>(post('/token', ASK)))).to.deep.equal(first);
    const renewed = tokens(await json<Document>(post('/token', {...ASK, refresh: 'mount-sinai', reason: 'rejected'})));
    expect(renewed[0]).to.equal(first[0]);
    expect(renewed[1]).not.to.equal(first[1]);
  });

  it('renews the connect token for its own reason', async () => {
    const {post} = createHarness();
    const connect = (document: Document): unknown => document.routes[0]?.connect.token;
    const first = connect(await json<Document>(post('/token', ASK)));
    expect(
      connect(await json<Document>(post('/token', {...ASK, refresh: 'human-api', reason: 'connect'}))),
    ).not.to.equal(first);
  });

  it('has no Human API token before the first source is connected', async () => {
    const {post} = createHarness();
    expect((await json<Document>(post('/token', ASK))).routes[0]?.token).to.equal(null);
  });

  it('says 401 when signed out, 403 not_eligible, and 403 for a wrong CSRF token', async () => {
    const {world, post} = createHarness();
    world.portal.csrf = 'c1';
    expect(await json(post('/token', ASK))).to.include({error: 'csrf_failed'});
    expect((await post('/token', ASK, {'x-csrf-token': 'c1'})).status).to.equal(200);
    world.portal.eligible = false;
    const refused = await post('/token', ASK, {'x-csrf-token': 'c1'});
    expect([refused.status, (await json(refused))['error']]).to.deep.equal([403, 'not_eligible']);
    world.portal.signedIn = false;
    expect((await post('/token', ASK)).status).to.equal(401);
  });
});

describe('simulated portal: links', () => {
  it('opts out and in again, with another cache key', async () => {
    const {post} = createHarness({patient: mayaRivera()});
    const before = await json<Document>(post('/token', ASK));
    const out = await json<Document>(post('/participation', {...ASK, action: 'opt_out'}));
    expect(out.participation.status).to.equal('opted_out');
    expect(out.routes).to.deep.equal([]);
    expect(out).not.to.have.property('cache');
    const back = await json<Document>(post('/participation', {...ASK, action: 'opt_in'}));
    expect(back.participation.status).to.equal('active');
    expect(back.cache?.kid).not.to.equal(before.cache?.kid);
  });

  it('connects directly at once, disconnects and collects again', async () => {
    const {world, post, human} = createHarness({patient: mayaRivera()});
    const direct = async (action: string): Promise<Route | undefined> =>
      (await json<Document>(post('/connections', {...ASK, action, route: 'mount-sinai'}))).routes[1];
    expect(await direct('disconnect')).to.include({status: 'not_connected', token: null});
    expect(await direct('connect')).to.include({status: 'connected'});
    const [first] = await json<{id: string}[]>(human('/sources'));
    await post('/connections', {...ASK, action: 'resync', route: 'human-api', connection: first?.id});
    expect(world.humanApi.sources[0]?.collection.kind).to.equal('collecting');
    await post('/connections', {...ASK, action: 'disconnect', route: 'human-api', connection: first?.id});
    expect(world.humanApi.sources.map(({name}) => name)).to.deep.equal(['Lakeside Cardiology', 'Corner Pharmacy']);
    expect(
      (await post('/connections', {...ASK, action: 'resync', route: 'human-api', connection: 'x'})).status,
    ).to.equal(404);
  });

  it('suggests on an empty query and finds by alias, place and without accents', async () => {
    const {get} = createHarness();
    const names = async (query: string): Promise<string[]> => {
      const answer = await json(get(`/directory?q=${encodeURIComponent(query)}&limit=20`));
      expect(directoryAnswer.safeParse(answer).success).to.equal(true);
      return (answer['institutions'] as {name: string; city: string}[]).map(({name, city}) => `${name}, ${city}`);
    };
    expect(await names(''))
      .to.include('Willow Creek Family Medicine, Yonkers')
      .and.to.have.length(8);
    expect((await names('st marys')).length).to.equal(4);
    expect(await names('clinica miami')).to.deep.equal(['Clínica San Rafael, Miami']);
    expect(await names('MSHS')).to.deep.equal(['Mount Sinai, New York']);
    expect(await names('no such place')).to.deep.equal([]);
  });

  it('pages through a national directory without loss', async () => {
    const {get} = createHarness({directory: generateDirectory(32_000)});
    const seen = new Set<string>();
    let cursor: string | null = '';
    let pages = 0;
    while (cursor !== null) {
      const answer: Json = await json(
        get(`/directory?q=cedar%20pharmacy&limit=50${cursor && `&cursor=${encodeURIComponent(cursor)}`}`),
      );
      for (const {id} of answer['institutions'] as {id: string}[]) seen.add(id);
      cursor = answer['next_cursor'] as string | null;
      pages++;
    }
    expect(pages).to.be.greaterThan(2);
    expect(seen.size).to.be.within((pages - 1) * 50 + 1, pages * 50);
  });

  it('takes a wish for a missing provider', async () => {
    const {world, post} = createHarness();
    expect(
      (await post('/provider-requests', {...ASK, name: 'Dr. Vega', place: 'Yonkers', website: ''})).status,
    ).to.equal(202);
    expect(world.portal.providerRequests).to.deep.equal([{name: 'Dr. Vega', place: 'Yonkers', website: ''}]);
    expect((await post('/provider-requests', {...ASK, name: ' '})).status).to.equal(400);
  });
});
