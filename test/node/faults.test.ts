/** A record server's fault ends in its own words and never changes the other route's records (docs/reliability.md, I10). */
import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import {after, before, describe, it} from 'node:test';
import type {AddressInfo} from 'node:net';
import type {Browser, BrowserContext} from 'playwright-core';
import {generatePatient} from '../../demo/patient/generate.js';
import type {Fault} from '../../demo/simulator/faults.js';
import {createWorld, type World} from '../../demo/simulator/world.js';
import {launchChromium} from './host.js';
import {tokenCalls, Visit} from './journey.js';
import {assertAsked, inScene} from './scene.js';

const PLACE = {fhir: 'Mount Sinai', 'human-api': 'Harbor Labs'} as const;
const ROUTE = {fhir: 'mount-sinai', 'human-api': 'human-api'} as const;
type Server = keyof typeof PLACE;
const otherOf = (server: Server): Server => (server === 'fhir' ? 'human-api' : 'fhir');

interface Row {
  readonly fault: string;
  readonly server: Server;
  readonly with: Omit<Fault, 'target'>;
  /** Word of the connection; left out where the connection stands. */
  readonly status?: string;
  /** What "What is missing" says of it. */
  readonly says?: RegExp;
  /** Which records of the route are still there; left out: none. */
  readonly keeps?: (id: string) => boolean;
}
const status = (code: number): Fault['effect'] => ({kind: 'status', status: code});

const ROWS: readonly Row[] = [
  {
    fault: '401 after renewal',
    server: 'fhir',
    with: {effect: status(401)},
    status: 'Access ended',
    says: /Not allowed/,
  },
  {
    fault: '401 after renewal',
    server: 'human-api',
    with: {effect: status(401)},
    status: 'Access ended',
    says: /Not allowed/,
  },
  {
    fault: '403 on one kind',
    server: 'fhir',
    with: {path: '/MedicationRequest', effect: status(403)},
    says: /Not allowed.*Medications/s,
    keeps: id => !id.startsWith('MedicationRequest/'),
  },
  {
    fault: '403 on one list',
    server: 'human-api',
    with: {path: '/medical/medications', effect: status(403)},
    says: /Not allowed.*Medications/s,
    keeps: id => !id.startsWith('medications/'),
  },
  {
    fault: 'a refusal of browsers',
    server: 'fhir',
    with: {effect: {kind: 'no-cors'}},
    status: 'Cannot be read here',
    says: /probably does not allow web browsers/,
  },
  {
    fault: 'a sign-in page',
    server: 'fhir',
    with: {effect: {kind: 'html'}},
    status: 'Needs you',
    says: /sign in again/,
  },
  {
    fault: 'cut-off answers of one kind',
    server: 'fhir',
    with: {path: '/Condition', effect: {kind: 'truncate'}},
    says: /Could not be read.*Conditions/s,
    keeps: id => !id.startsWith('Condition/'),
  },
  {
    fault: 'a deep answer',
    server: 'fhir',
    with: {path: '/Immunization', effect: {kind: 'deep', levels: 5000}},
    says: /Could not be read.*Immunizations/s,
    keeps: id => !id.startsWith('Immunization/'),
  },
];

/** Compares lists of ids; says only in what they differ. */
const same = (actual: readonly string[], expected: readonly string[], what: string): void => {
  const lost = expected.filter(id => !actual.includes(id));
  const more = actual.filter(id => !expected.includes(id));
  assert.ok(
    actual.length === expected.length && !lost.length && !more.length,
    `${what}: ${actual.length} of ${expected.length} ids, lost ${lost.slice(0, 5).join(' ')}, more ${more.slice(0, 5).join(' ')}`,
  );
};

describe('faults of one record server', () => {
  let browser: Browser;
  const whole = new Map<Server, string[]>();
  const inWorld = (
    test: (world: World, context: BrowserContext, url: string) => Promise<void>,
    /** Named in an answer; the browser reports it although it asks nothing there. */
    named = '',
  ): Promise<void> =>
    inScene(browser, createWorld({patient: generatePatient({records: 300})}), async scene => {
      const {world, context, url} = scene;
      await test(world, context, url);
      assertAsked(scene, [world.urls.humanApi, world.urls.fhir, named || url]);
    });
  before(async () => {
    browser = await launchChromium();
    await inWorld(async (_, context, url) => {
      const visit = await Visit.whole(context, url);
      for (const server of ['fhir', 'human-api'] as const) whole.set(server, await visit.idsOf(ROUTE[server]));
    });
  });
  after(() => browser.close());

  const missing = async (visit: Visit): Promise<string> => {
    await visit.timeline.getByRole('button', {name: 'What is missing'}).first().click();
    const dialog = visit.timeline.getByRole('dialog', {name: 'What is here and what is missing'});
    await dialog.waitFor();
    const text = await dialog.innerText();
    await dialog.getByRole('button', {name: 'Close'}).click();
    return text;
  };

  for (const {fault, server, with: how, status, says, keeps = () => false} of ROWS) {
    it(`${fault} at ${PLACE[server]}: said there, nowhere else, and over when it is over`, () =>
      inWorld(async (world, context, url) => {
        const other = otherOf(server);
        world.faults.add({target: server, ...how});
        const visit = await Visit.whole(context, url);
        same(await visit.idsOf(ROUTE[other]), whole.get(other)!, `${other} is whole`);
        same(await visit.idsOf(ROUTE[server]), whole.get(server)!.filter(keeps), 'what could be read');
        await visit.timeline.getByText('could not all be read').waitFor();
        if (says) assert.match(await missing(visit), says);
        if (status && server === 'fhir') await visit.status(PLACE[server], status).waitFor();
        await visit.status(PLACE[other], 'Up to date').first().waitFor();
        const values = new Set(world.requests.map(({authorization}) => authorization).filter(Boolean)).size;
        const calls = tokenCalls(world.requests);
        assert.ok(calls <= values, `${calls} calls of the token endpoint for ${values} tokens`);

        world.faults.clear();
        await visit.refresh();
        same(await visit.idsOf(ROUTE[server]), whole.get(server)!, 'all is there afterwards');
        same(await visit.idsOf(ROUTE[other]), whole.get(other)!, 'and elsewhere');
      }));
  }

  it('pages that lead in a circle: stops and keeps what it has', () =>
    inWorld(async (world, context, url) => {
      world.faults.add({target: 'fhir', effect: {kind: 'paging-loop'}});
      const visit = await Visit.whole(context, url);
      const ids = await visit.idsOf('mount-sinai');
      assert.ok(ids.length > 0);
      assert.equal(new Set(ids).size, ids.length);
      assert.ok(world.requests.filter(({target}) => target === 'fhir').length < 120);
      same(await visit.idsOf('human-api'), whole.get('human-api')!, 'human-api');
    }));

  /** A server that has no business here. Resolves with what it was asked. */
  const withStranger = async (test: (elsewhere: string) => Promise<void>): Promise<string[]> => {
    const asked: string[] = [];
    const stranger = createServer((request, response) => {
      asked.push(`${request.url} ${request.headers.authorization ?? ''}`);
      response.writeHead(200, {'access-control-allow-origin': '*'}).end('{}');
    });
    await new Promise<void>(done => stranger.listen(0, 'localhost', done));
    try {
      await test(`http://localhost:${(stranger.address() as AddressInfo).port}`);
    } finally {
      stranger.closeAllConnections();
      stranger.close();
    }
    return asked;
  };

  it('pages that lead elsewhere: nobody else is asked, no token leaves', async () => {
    const asked = await withStranger(async elsewhere => {
      for (const url of [`${elsewhere}/next`, `//${new URL(elsewhere).host}/next`, '/../../outside?page=2'])
        await inWorld(async (world, context, page) => {
          world.faults.add({target: 'fhir', effect: {kind: 'next', url}});
          const visit = await Visit.whole(context, page);
          const served = world.requests.filter(({target}) => target === 'fhir');
          assert.ok(served.length > 0);
          for (const {url: reached, authorization} of served)
            assert.ok(!authorization || reached.includes('/api/FHIR/R4/'), `a token went to ${reached}`);
          same(await visit.idsOf('human-api'), whole.get('human-api')!, 'human-api');
        });
    });
    assert.deepEqual(asked, []);
  });

  it('redirects: nobody else is asked, the route is refused, the other is whole', async () => {
    const asked = await withStranger(elsewhere =>
      inWorld(async (world, context, page) => {
        world.faults.add({
          target: 'human-api',
          path: '/medical/',
          effect: {kind: 'redirect', to: `${elsewhere}/sign-in`},
        });
        const visit = await Visit.whole(context, page);
        assert.match(await missing(visit), /sign in again/);
        same(await visit.idsOf('mount-sinai'), whole.get('fhir')!, 'fhir');
        world.faults.clear();
        await visit.refresh();
        same(await visit.idsOf('human-api'), whole.get('human-api')!, 'all is there afterwards');
      }, elsewhere),
    );
    assert.deepEqual(asked, []);
  });

  it('an aggregator that refuses everything on a first visit is named among what is missing', () =>
    inWorld(async (world, context, url) => {
      world.faults.add({target: 'human-api', effect: status(403)});
      const visit = await Visit.whole(context, url);
      same(await visit.idsOf('mount-sinai'), whole.get('fhir')!, 'fhir');
      assert.match(await missing(visit), /Human API/);
    }));

  it('every fifth record broken: all good ones are shown, the other route is whole', () =>
    inWorld(async (world, context, url) => {
      world.faults.add({target: 'human-api', path: '/medical/', effect: {kind: 'poison', every: 5}});
      const visit = await Visit.whole(context, url);
      const ids = await visit.idsOf('human-api');
      assert.ok(
        ids.length > 0.6 * whole.get('human-api')!.length,
        `${ids.length} of ${whole.get('human-api')!.length}`,
      );
      assert.deepEqual(
        ids.filter(id => !whole.get('human-api')!.includes(id)),
        [],
      );
      same(await visit.idsOf('mount-sinai'), whole.get('fhir')!, 'fhir');
    }));

  for (const [fault, effect] of [
    ['silence', {kind: 'stall'}],
    ['silence after the first bytes', {kind: 'stall', body: true}],
    ['no answer at all', {kind: 'offline'}],
    ['errors', status(500)],
  ] as const) {
    it(`${fault} at Mount Sinai: the other route is there long before, and it is said`, () =>
      inWorld(async (world, context, url) => {
        await context.clock.install();
        world.faults.add({target: 'fhir', effect});
        const visit = await Visit.begin(context, url);
        await visit.ended('human-api');
        same(await visit.idsOf('human-api'), whole.get('human-api')!, 'human-api');
        console.log(`${fault}: ended after ${await visit.hurry(visit.ended('mount-sinai'))} s of the page’s time`);
        await visit.status('Mount Sinai', 'Not answering').waitFor();
        same(await visit.idsOf('human-api'), whole.get('human-api')!, 'human-api');
        assert.deepEqual(await visit.idsOf('mount-sinai'), []);
      }));
  }
});
