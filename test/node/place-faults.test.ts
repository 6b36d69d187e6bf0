/**
 * What connected places do wrong, as `<provider-connect>` and `<opt-out-panel>` show it over real HTTP
 * (docs/reliability.md, rows 3, 4, 16, 17, 29 and 30).
 */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser, Locator} from 'playwright-core';
import {mayaRivera} from '../../demo/patient/maya/index.js';
import type {Effect} from '../../demo/simulator/faults.js';
import {createWorld, type World} from '../../demo/simulator/world.js';
import {launchChromium, startHost} from './host.js';
import {recordRequests, tokenCalls, Visit, watch} from './journey.js';

const HARBOR = 'Harbor Labs';
const SINAI = 'Mount Sinai';
const WILLOW = 'Willow Creek Family Medicine';
const HOUR = 3_600_000;

describe('places that fail', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  interface Scene {
    readonly visit: Visit;
    readonly world: World;
    /** The page and all servers are this much later, at once, as after a sleep. */
    readonly later: (ms: number) => Promise<void>;
  }
  /** @param wrong how far the clock of the patient's computer is from that of all servers, in ms */
  const begin = async (
    prepare: (world: World) => void,
    test: (scene: Scene) => Promise<void>,
    wrong = 0,
  ): Promise<void> => {
    let ahead = 0;
    const world = createWorld({patient: mayaRivera(), now: () => Date.now() + ahead});
    world.portal.idleTimeout = 0;
    prepare(world);
    const host = await startHost(world);
    const {context} = await watch(await browser.newContext());
    try {
      await context.clock.install({time: Date.now() + wrong});
      const visit = await Visit.begin(context, host.url);
      const later = async (ms: number): Promise<void> => {
        ahead += ms;
        await visit.page.clock.fastForward(ms);
      };
      await test({visit, world, later});
      assert.deepEqual(await visit.violations(), []);
      assert.deepEqual(await visit.events('mh-session-end'), []);
    } finally {
      await context.close();
      await host.stop();
    }
  };
  const dialog = ({connections}: Visit): Locator => connections.getByRole('dialog');
  const search = async (visit: Visit, query: string): Promise<void> => {
    await visit.connections.getByRole('button', {name: /^Connect a(nother)? place/}).click();
    await dialog(visit).getByRole('searchbox').fill(query);
  };
  const share = async (visit: Visit): Promise<void> => {
    await search(visit, 'willow');
    await dialog(visit)
      .getByRole('button', {name: /^Willow/})
      .click();
    await visit.humanConnect.getByRole('button', {name: 'Sign in and share'}).click();
    await visit.humanConnect.getByRole('button', {name: 'Finish'}).waitFor();
  };
  const connected = async (visit: Visit, place: string): Promise<void> => {
    await dialog(visit)
      .getByRole('heading', {name: `Connected: ${place}`})
      .waitFor();
    await dialog(visit).getByRole('button', {name: 'Done'}).click();
  };
  const whole = (visit: Visit): Promise<void> => visit.ended('human-api', 'mount-sinai');
  const nothing = (): void => undefined;

  it('3 no line in the middle of reading: what was known stays, nothing is said to be up to date, and it goes on', () =>
    begin(
      world => (world.fhir.status = 'not_connected'),
      async ({visit, world}) => {
        await visit.ended('human-api');
        const slow = world.faults.add({target: 'fhir', effect: {kind: 'latency', ms: 100}});
        await visit
          .connection(SINAI)
          .getByRole('button', {name: /^Connect/})
          .click();
        await connected(visit, SINAI);
        const reads = (): number => recordRequests(world.requests).filter(line => line.includes('/R4/')).length;
        await visit.until('some lists are read', async () => {
          await visit.page.clock.runFor(20);
          return reads() > 6;
        });
        const over = world.faults.add({target: 'fhir', effect: {kind: 'offline'}});
        slow();
        await visit.hurry(visit.status(SINAI, 'Not answering').waitFor());
        await visit.connection(SINAI).getByText('What was read before stays').waitFor();
        assert.equal(await visit.status(HARBOR, 'Up to date').count(), 1);
        over();
        await visit
          .connection(SINAI)
          .getByRole('button', {name: /^Check again/})
          .click();
        await visit.hurry(visit.status(SINAI, 'Up to date').waitFor());
      },
    ));

  it('4 refused once (401) after Human Connect: renewed unseen, once', () =>
    begin(nothing, async ({visit, world}) => {
      await whole(visit);
      await share(visit);
      world.faults.add({target: 'human-api', path: '/sources', effect: {kind: 'status', status: 401}, times: 1});
      world.requests.length = 0;
      await visit.humanConnect.getByRole('button', {name: 'Finish'}).click();
      await connected(visit, WILLOW);
      await visit.status(WILLOW, 'Collecting').waitFor();
      await visit.status(HARBOR, 'Up to date').waitFor();
      assert.equal(tokenCalls(world.requests), 2, 'one to learn who is here, one for the new token');
    }));

  it('4 refused once (401) while it is read: neither the row nor the ways to leave say anything of it', () =>
    begin(
      world => world.faults.add({target: '*', path: '/api/FHIR', effect: {kind: 'status', status: 401}, times: 1}),
      async ({visit, world}) => {
        await whole(visit);
        await visit.status(SINAI, 'Up to date').waitFor();
        await visit.leaving.getByText('Kept, locked').waitFor();
        assert.equal(tokenCalls(world.requests), 2);
        await visit.optOut();
        await visit.leaving.getByText('Your portal has confirmed it.').waitFor();
      },
    ));

  /** The list of connections with something that is none in front of each. */
  const broken = (body: unknown): unknown =>
    (body as unknown[]).flatMap((entry, n) => [[null, 17, 'text', {id: {}}][n % 4], entry]);
  it('16 malformed rows in the list of connections: the others stand as they are', () =>
    begin(
      world => world.faults.add({target: 'human-api', path: '/sources', effect: {kind: 'edit', edit: broken}}),
      async ({visit}) => {
        await whole(visit);
        for (const place of [HARBOR, 'Lakeside Cardiology', 'Corner Pharmacy', SINAI])
          await visit.status(place, 'Up to date').waitFor();
        assert.equal(await visit.connections.locator('[part=connection]').count(), 4);
        await share(visit);
        await visit.humanConnect.getByRole('button', {name: 'Finish'}).click();
        await connected(visit, WILLOW);
      },
    ));

  const spoilt: Effect = {
    kind: 'edit',
    edit: body => {
      const {institutions, ...rest} = body as {institutions: object[]};
      return {...rest, institutions: [null, 'text', {id: 7, name: 'Willow Bad', route: 'human-api'}, ...institutions]};
    },
  };
  it('16 malformed rows in the directory: the others are found and can be connected', () =>
    begin(nothing, async ({visit, world}) => {
      world.faults.add({target: 'portal', path: '/my-health/directory', effect: spoilt});
      await whole(visit);
      await share(visit);
      await visit.humanConnect.getByRole('button', {name: 'Finish'}).click();
      await connected(visit, WILLOW);
    }));

  for (const [what, effect] of [
    ['deep', {kind: 'deep', levels: 5000}],
    ['huge', {kind: 'huge', bytes: 33 * 2 ** 20}],
  ] as const) {
    it(`17 a ${what} list of connections: that route says so, the others stand, and a connect claims nothing`, () =>
      begin(nothing, async ({visit, world}) => {
        await whole(visit);
        await share(visit);
        const over = world.faults.add({target: 'human-api', path: '/sources', effect});
        await visit.humanConnect.getByRole('button', {name: 'Finish'}).click();
        await dialog(visit).getByRole('heading', {name: 'We could not check what was connected.'}).waitFor();
        await visit.status(HARBOR, 'Not answering').waitFor();
        assert.equal(await visit.status(SINAI, 'Up to date').count(), 1);
        over();
        await dialog(visit).getByRole('button', {name: 'Try again'}).click();
        await connected(visit, WILLOW);
        await visit.status(HARBOR, 'Up to date').waitFor();
      }));

    it(`17 a ${what} directory: said in words, and Human Connect's own search is the way`, () =>
      begin(nothing, async ({visit, world}) => {
        await whole(visit);
        const institutions =
          what === 'deep'
            ? `${'['.repeat(2_000_000)}${']'.repeat(2_000_000)}`
            : `[${JSON.stringify('x'.repeat(effect.kind === 'huge' ? effect.bytes : 0))}]`;
        const over = await spoilDirectory(visit, `{"institutions":${institutions}}`);
        await search(visit, 'willow');
        await dialog(visit).getByRole('alert').filter({hasText: 'The search did not work.'}).waitFor();
        await dialog(visit)
          .getByRole('button', {name: /^Search at Human API/})
          .waitFor();
        await over();
        await dialog(visit).getByRole('button', {name: 'Try again'}).click();
        await dialog(visit)
          .getByRole('button', {name: /^Willow/})
          .waitFor();
        assert.ok(world.requests.length);
      }));
  }

  /** Another answer of the directory until the returned is called. */
  const spoilDirectory = async ({page}: Visit, body: string): Promise<() => Promise<void>> => {
    const pattern = '**/my-health/directory?*';
    await page.route(pattern, route => route.fulfill({contentType: 'application/json', body}));
    return () => page.unroute(pattern);
  };

  it('29 an aggregator that needs its time: stage and rest are said, then that it is slow, then that it is stuck', () =>
    begin(nothing, async ({visit, world, later}) => {
      await whole(visit);
      await share(visit);
      world.humanApi.speed = 0;
      await visit.humanConnect.getByRole('button', {name: 'Finish'}).click();
      await dialog(visit).getByText('takes about an hour on average').waitFor();
      await connected(visit, WILLOW);
      const row = visit.connection(WILLOW);
      for (const [ms, word, says] of [
        [0, 'Collecting', /About (60|20|\d\d) minutes to go/],
        [1.5 * HOUR, 'Collecting', /This should be done soon/],
        [1.5 * HOUR, 'Taking longer', /Check again later/],
        [48 * HOUR, 'Stuck', /Connect this place again/],
      ] as const) {
        if (ms) await later(ms);
        await visit.hurry(visit.status(WILLOW, word).waitFor());
        await row.getByText(says).waitFor();
        assert.equal(await visit.status(WILLOW, 'Up to date').count(), 0);
      }
      assert.equal(await visit.status(HARBOR, 'Up to date').count(), 1);
      world.humanApi.speed = 1e6;
      await row.getByText('Details').click();
      await visit.connections.getByRole('button', {name: 'Connect another place'}).waitFor();
      await visit.hurry(visit.status(WILLOW, 'Up to date').waitFor());
    }));

  for (const hours of [-24, 1, 3, 72]) {
    it(`30 a clock that is ${hours} h off: a new place is said to be collecting, and asks for no more than it should`, () =>
      begin(
        nothing,
        async ({visit, world}) => {
          await whole(visit);
          world.requests.length = 0;
          await share(visit);
          await visit.humanConnect.getByRole('button', {name: 'Finish'}).click();
          await connected(visit, WILLOW);
          await visit.status(WILLOW, 'Collecting').waitFor();
          await visit.status(HARBOR, 'Up to date').waitFor();
          assert.ok(tokenCalls(world.requests) <= 3, `${tokenCalls(world.requests)} token calls`);
          await visit.optOut();
          await visit.leaving.getByText('Your portal has confirmed it.').waitFor();
        },
        hours * HOUR,
      ));
  }

  it('30 eight hours of sleep with a frame open: the flow goes on, tokens are new, and nobody asks in a loop', () =>
    begin(nothing, async ({visit, world, later}) => {
      await whole(visit);
      await share(visit);
      world.requests.length = 0;
      await later(8 * HOUR);
      await visit.humanConnect.getByRole('button', {name: 'Finish'}).click();
      await connected(visit, WILLOW);
      await visit.status(HARBOR, 'Up to date').waitFor();
      assert.ok(tokenCalls(world.requests) <= 3, `${tokenCalls(world.requests)} token calls`);
      await visit.optOut();
      await visit.leaving.getByText('Your portal has confirmed it.').waitFor();
    }));
});
