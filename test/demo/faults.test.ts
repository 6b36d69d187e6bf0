import {expect} from '@open-wc/testing';
import {PORTAL_PATH} from '../../demo/simulator/portal.js';
import {simulatorFetch} from '../../demo/simulator/fetch.js';
import {mayaRivera} from '../../demo/patient/maya/index.js';
import {createHarness, json} from './helpers.js';

const failure = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (reason: unknown) => reason,
  );

describe('faults', () => {
  it('apply to the requests that they name, as often as they say', async () => {
    const {world, human} = createHarness({patient: mayaRivera()});
    const off = world.faults.add({
      target: 'human-api',
      path: '/vitals',
      times: 1,
      after: 1,
      effect: {kind: 'status', status: 429, retryAfter: '7'},
    });
    expect((await human('/medical/vitals')).status).to.equal(200);
    expect((await human('/medical/issues')).status).to.equal(200);
    const busy = await human('/medical/vitals');
    expect([busy.status, busy.headers.get('retry-after')]).to.deep.equal([429, '7']);
    expect((await human('/medical/vitals')).status).to.equal(200);
    off();
    expect(world.faults.list).to.deep.equal([]);
  });

  it('cut answers off, poison entries, turn next links elsewhere', async () => {
    const {world, human, fhir} = createHarness({patient: mayaRivera()});
    world.faults.add({target: 'human-api', effect: {kind: 'truncate'}, times: 1});
    expect(await failure(json(human('/medical/vitals')))).to.include({name: 'SyntaxError'});
    world.faults.add({target: 'human-api', effect: {kind: 'poison', every: 2}, times: 1});
    expect(
      (await json<unknown[]>(human('/medical/vitals'))).filter(entry => entry === null || typeof entry !== 'object')
        .length,
    ).to.be.greaterThan(0);
    world.faults.add({target: 'fhir', effect: {kind: 'next', url: 'https://elsewhere.test/'}});
    const {link} = await json<{link: {relation: string; url: string}[]}>(fhir(`Goal?patient=${world.fhir.patientId}`));
    expect(link.find(({relation}) => relation === 'next')?.url).to.equal('https://elsewhere.test/');
  });
});

describe('the in-page network', () => {
  const url = (path: string): string => `https://human-api.test/v1/human${path}`;

  it('carries requests to the server of their origin and knows no other', async () => {
    const {world} = createHarness({patient: mayaRivera()});
    const fetch = simulatorFetch(world);
    const headers = {authorization: `Bearer ${world.tokens.issue('human-api', 60)}`};
    expect((await fetch(url('/sources'), {headers})).status).to.equal(200);
    expect(await failure(fetch('https://elsewhere.test/'))).to.be.instanceOf(TypeError);
    expect(world.requests.map(({target}) => target)).to.deep.equal(['human-api']);
  });

  it('looks like a browser: refused connections, missing CORS, custom headers, redirects, aborts', async () => {
    const {world} = createHarness({patient: mayaRivera()});
    const fetch = simulatorFetch(world);
    world.faults.add({id: 'f', target: '*', effect: {kind: 'offline'}});
    expect(await failure(fetch(url('/sources')))).to.be.instanceOf(TypeError);
    world.faults.add({id: 'f', target: '*', effect: {kind: 'no-cors'}});
    expect(await failure(fetch(url('/sources')))).to.be.instanceOf(TypeError);
    world.faults.add({id: 'f', target: '*', effect: {kind: 'redirect', to: 'https://sign-in.test/'}});
    const redirected = await fetch(`https://portal.test${PORTAL_PATH}/directory`, {redirect: 'manual'});
    expect([redirected.type, redirected.status]).to.deep.equal(['opaqueredirect', 0]);
    world.faults.clear();
    expect(await failure(fetch(url('/sources'), {headers: {'x-extra': '1'}}))).to.be.instanceOf(TypeError);
    world.faults.add({target: '*', effect: {kind: 'stall'}});
    const controller = new AbortController();
    const waiting = failure(fetch(url('/sources'), {signal: controller.signal}));
    controller.abort();
    expect(await waiting).to.include({name: 'AbortError'});
  });

  it('stops in the middle of a body, and an abort ends the wait', async () => {
    const {world} = createHarness({patient: mayaRivera()});
    world.faults.add({target: '*', effect: {kind: 'stall', body: true}});
    const controller = new AbortController();
    const response = await simulatorFetch(world)(url('/sources'), {signal: controller.signal});
    const reading = failure(response.text());
    controller.abort();
    expect(await reading).to.include({name: 'AbortError'});
  });
});
