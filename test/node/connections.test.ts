/** Connections from end to end: whose records they bring, made again, made in two tabs, cut off in the middle, forged. */
import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import {after, before, describe, it} from 'node:test';
import type {AddressInfo} from 'node:net';
import type {Browser, BrowserContext} from 'playwright-core';
import {mayaRivera} from '../../demo/patient/maya/index.js';
import {createWorld, type World} from '../../demo/simulator/world.js';
import {launchChromium} from './host.js';
import {recordRequests, Visit} from './journey.js';
import {inScene} from './scene.js';

const HARBOR = 'Harbor Labs';

describe('connections', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  const inWorld = (
    test: (world: World, context: BrowserContext, url: string) => Promise<void>,
    patient = mayaRivera(),
  ): Promise<void> => inScene(browser, createWorld({patient}), ({world, context, url}) => test(world, context, url));

  /** Whose labs are somebody else's. */
  const withMona = (more: Record<string, unknown> = {}): ReturnType<typeof mayaRivera> => {
    const maya = mayaRivera();
    const mona = {name: 'Mona Rivers', dob: '1971-09-30', ...more};
    const sources = maya.sources.map(source => {
      const {demographics} = source.lists;
      const lists = {
        ...source.lists,
        ...(demographics && {demographics: demographics.map(one => ({...one, ...mona}))}),
      };
      return {...source, lists};
    });
    return {...maya, sources};
  };

  it('of two people are flagged, with the names that the places gave, and not one record of theirs is merged', () =>
    inWorld(async (_, context, url) => {
      const visit = await Visit.whole(context, url);
      const flag = visit.connections.getByRole('group', {name: 'Are these all you?'});
      await flag.getByText('Maya Rivera, born Apr 12, 1986').waitFor();
      await flag.getByText('Mona Rivers, born Sep 30, 1971').waitFor();
      for (const place of [HARBOR, 'Mount Sinai'])
        await visit.connections
          .locator('[part=connection]')
          .filter({hasText: place})
          .getByText('differs from another place')
          .waitFor();
      const {records} = await visit.exported();
      const mixed = records.filter(({sources}) => new Set(sources.map(({institution}) => institution.name)).size > 1);
      const places = mixed.map(({sources}) => sources.map(({institution}) => institution.name));
      assert.deepEqual(
        places.filter(names => names.includes(HARBOR) && names.includes('Mount Sinai')),
        [],
      );
    }, withMona()));

  it('of somebody whose place is not named are flagged once, until the place that spoke of them is disconnected', () =>
    inWorld(
      async (_, context, url) => {
        const visit = await Visit.whole(context, url);
        const flag = visit.connections.getByRole('group', {name: 'Are these all you?'});
        await flag.getByText('Mount Sinai: Maya Rivera, born Apr 12, 1986').waitFor();
        await flag.getByText('Through Human API: Mona Rivers, born Sep 30, 1971').waitFor();
        assert.equal(await flag.getByRole('listitem').count(), 2);
        await visit.connection(HARBOR).getByText('Details').click();
        await visit
          .connection(HARBOR)
          .getByRole('button', {name: /^Disconnect/})
          .click();
        await visit.connections.getByRole('dialog').getByRole('button', {name: 'Disconnect', exact: true}).click();
        await visit.connection(HARBOR).waitFor({state: 'detached'});
        await flag.waitFor({state: 'detached'});
      },
      withMona({organization: undefined}),
    ));

  it('of one person are not flagged, and copies of their records are merged', () =>
    inWorld(async (_, context, url) => {
      const visit = await Visit.whole(context, url);
      await visit.status(HARBOR, 'Up to date').waitFor();
      assert.equal(await visit.connections.getByText('Are these all you?').count(), 0);
      const {records} = await visit.exported();
      assert.ok(
        records.some(({sources}) => {
          const names = sources.map(({institution}) => institution.name);
          return names.includes(HARBOR) && names.includes('Mount Sinai');
        }),
      );
    }));

  for (const [fault, effect, status] of [
    ['refused (401)', {kind: 'status', status: 401}, 'Access ended'],
    ['refused (403)', {kind: 'status', status: 403}, 'Access ended'],
    ['answered by a sign-in page', {kind: 'html'}, 'Needs you'],
    ['not allowed to browsers', {kind: 'no-cors'}, 'Cannot be read here'],
    ['cut off', {kind: 'truncate'}, 'Not answering'],
  ] as const) {
    it(`whose list is ${fault}: the aggregator is named with its state, and a new one is not claimed to be made`, () =>
      inWorld(async (world, context, url) => {
        const over = world.faults.add({target: 'human-api', path: '/sources', effect});
        const visit = await Visit.begin(context, url);
        const card = visit.connections.locator('[part=connection]').filter({hasText: status});
        await card.first().waitFor();
        await visit.status('Mount Sinai', 'Up to date').waitFor();
        assert.equal(await visit.connections.getByRole('button', {name: /^Disconnect: (?!Mount Sinai)/}).count(), 0);
        await visit.connections.getByRole('button', {name: 'Connect another place'}).click();
        const dialog = visit.connections.getByRole('dialog');
        await dialog.getByRole('searchbox').fill('willow');
        await dialog.getByRole('button', {name: /^Willow/}).click();
        await visit.humanConnect.getByRole('button', {name: 'Sign in and share'}).click();
        await visit.humanConnect.getByRole('button', {name: 'Finish'}).click();
        await dialog.getByRole('heading', {name: 'We could not check what was connected.'}).waitFor();
        over();
        await dialog.getByRole('button', {name: 'Try again'}).click();
        await dialog.getByRole('heading', {name: 'Connected: Willow Creek Family Medicine'}).waitFor();
      }));
  }

  it('made again double no record', () =>
    inWorld(async (world, context, url) => {
      const before = await (await Visit.whole(context, url)).idsOf('human-api');
      const harbor = world.humanApi.sources.find(({name}) => name === HARBOR)!;
      harbor.collection = {kind: 'error', word: 'credentialsExpired', at: Date.now()};
      const visit = await Visit.whole(context, url);
      await visit
        .connection(HARBOR)
        .getByRole('button', {name: /^Connect again/})
        .click();
      await visit.humanConnect.getByRole('heading', {name: `Sign in to ${HARBOR}`}).waitFor();
      await visit.humanConnect.getByRole('button', {name: 'Sign in and share'}).click();
      await visit.humanConnect.getByRole('button', {name: 'Finish'}).click();
      await visit.connections.getByText('No record is shown twice').waitFor();
      await visit.connections.getByRole('button', {name: 'Done'}).click();
      harbor.collection = {kind: 'done', at: Date.now()};
      await visit.refresh();
      const ids = await visit.idsOf('human-api');
      assert.equal(new Set(ids).size, ids.length);
      assert.deepEqual(ids, before);
      assert.equal(world.humanApi.sources.length, 3);
    }));

  it('made in a tab that is gone are there in the next one', () =>
    inWorld(async (world, context, url) => {
      const visit = await Visit.whole(context, url);
      await visit.connections.getByRole('button', {name: 'Connect another place'}).click();
      const dialog = visit.connections.getByRole('dialog');
      await dialog.getByRole('searchbox').fill('willow');
      await dialog.getByRole('button', {name: /^Willow/}).click();
      await visit.humanConnect.getByRole('button', {name: 'Sign in and share'}).click();
      await visit.humanConnect.getByRole('button', {name: 'Finish'}).waitFor();
      await visit.page.close();
      const next = await Visit.begin(context, url);
      await next.status('Willow Creek Family Medicine', 'Collecting').waitFor();
      assert.equal(world.humanApi.sources.length, 4);
    }));

  it('are made in one tab at a time; a tab that is gone locks nobody out', () =>
    inWorld(async (_, context, url) => {
      const open = async (): Promise<Visit> => {
        const visit = await Visit.begin(context, url);
        await visit.status(HARBOR, 'Up to date').waitFor();
        await visit.connections.getByRole('button', {name: 'Connect another place'}).click();
        const dialog = visit.connections.getByRole('dialog');
        await dialog.getByRole('searchbox').fill('willow');
        await dialog.getByRole('button', {name: /^Willow/}).click();
        return visit;
      };
      const first = await open();
      await first.humanConnect.getByRole('button', {name: 'Sign in and share'}).waitFor();
      const second = await open();
      await second.connections.getByRole('heading', {name: 'You are connecting a place in another tab'}).waitFor();
      assert.equal(await second.connections.locator('iframe').count(), 0);
      await first.page.close();
      await second.connections.getByRole('dialog').getByRole('button', {name: 'Close'}).first().click();
      const third = await open();
      await third.humanConnect.getByRole('button', {name: 'Sign in and share'}).waitFor();
    }));

  it('are not touched by 10,000 forged messages, from a real frame of another origin and from the page', () =>
    inWorld(async (world, context, url) => {
      const forger = createServer((_, response) =>
        response.writeHead(200, {'content-type': 'text/html'}).end('<title>Forger</title>'),
      );
      await new Promise<void>(done => forger.listen(0, 'localhost', done));
      try {
        const elsewhere = `http://localhost:${(forger.address() as AddressInfo).port}/`;
        const visit = await Visit.whole(context, url);
        await visit.connections.getByRole('button', {name: 'Connect another place'}).click();
        const dialog = visit.connections.getByRole('dialog');
        await dialog.getByRole('searchbox').fill('willow');
        await dialog.getByRole('button', {name: /^Willow/}).click();
        await visit.humanConnect.getByRole('button', {name: 'Sign in and share'}).waitFor();
        const asked = world.requests.length;
        // a window of another origin that holds on to this page, as an opened portal link would
        const page = visit.page;
        await page.evaluate(() => {
          const heard: string[] = [];
          Object.assign(window, {heard});
          window.addEventListener('message', ({origin}) => heard.push(origin));
        });
        const [stranger] = await Promise.all([
          context.waitForEvent('page'),
          page.evaluate(address => void window.open(address), elsewhere),
        ]);
        await stranger.waitForLoadState();
        const close = {type: 'hapi-connect-close', status: 'SUCCESS', sessionResults: {connectedSources: [{id: 'x'}]}};
        await stranger.evaluate(message => {
          for (let n = 0; n < 5000; n++) (window.opener as Window).postMessage(message, '*');
        }, close);
        await page.evaluate(message => {
          for (let n = 0; n < 5000; n++) window.postMessage(message, '*');
        }, close);
        await page.waitForFunction(() => (window as unknown as {heard: string[]}).heard.length === 10_000);
        const origins = await page.evaluate(() => [...new Set((window as unknown as {heard: string[]}).heard)]);
        assert.deepEqual(origins.sort(), [new URL(url).origin, new URL(elsewhere).origin].sort());
        await visit.humanConnect.getByRole('button', {name: 'Sign in and share'}).waitFor();
        assert.equal(world.requests.length, asked, 'nobody was asked anything because of them');
        assert.deepEqual(
          world.humanApi.sources.map(({name}) => name),
          [HARBOR, 'Lakeside Cardiology', 'Corner Pharmacy'],
        );
      } finally {
        forger.closeAllConnections();
        forger.close();
      }
    }));

  it('disconnected at one device leave the timeline at the other', () =>
    inWorld(async (world, context, url) => {
      const visit = await Visit.whole(context, url);
      assert.ok((await visit.idsOf('mount-sinai')).length > 0);
      await visit.page.close();
      world.fhir.status = 'not_connected';
      const next = await Visit.begin(context, url);
      await next.ended('human-api');
      await next.status('Mount Sinai', 'Not connected').waitFor();
      await next.until('no record of it is left', async () => (await next.idsOf('mount-sinai')).length === 0);
      assert.ok((await next.idsOf('human-api')).length > 0);
    }));

  it('left offline: five tabs go blank, nothing is read, and the portal is told after a second yes', () =>
    inWorld(async (world, context, url) => {
      const visits: Visit[] = [];
      for (let n = 0; n < 5; n++) visits.push(await Visit.whole(context, url));
      const [visit, ...others] = visits as [Visit, ...Visit[]];
      const offline = world.faults.add({target: 'portal', effect: {kind: 'offline'}});
      const asked = recordRequests(world.requests).length;
      await visit.page.bringToFront();
      await visit.leaving.getByRole('button', {name: 'Leave My Health…'}).press('Enter');
      const blank = others.map(({page}) =>
        page.waitForFunction(
          () => !document.querySelector('my-health-timeline')!.shadowRoot!.querySelector('article'),
          undefined,
          {polling: 20},
        ),
      );
      const pressed = performance.now();
      const leave = visit.leaving.getByRole('dialog').getByRole('button', {name: 'Leave and remove'});
      await Promise.all([...blank, leave.click()]);
      console.log(`four other tabs blank after ${Math.round(performance.now() - pressed)} ms`);
      await visit.leaving.getByRole('heading', {name: 'Your receipt: You asked to leave My Health'}).waitFor();
      await visit.leaving.getByText('Not confirmed yet').waitFor();
      await visit.event('mh-opt-out', {confirmed: false});
      assert.equal(world.portal.participation.status, 'active');
      const wish = await visit.page.evaluate(() =>
        Object.entries(localStorage).filter(([key]) => key.endsWith('.opt-out')),
      );
      assert.equal(wish.length, 1);
      assert.match(wish[0]![1] as string, /^[\w-]{43} \d{13}$/);
      offline();
      const next = await Visit.begin(context, url);
      await next.leaving.getByText('Your portal does not know yet').first().waitFor();
      assert.equal(world.portal.participation.status, 'active', 'not told before the patient says yes');
      assert.equal(await next.records.count(), 0);
      assert.equal(recordRequests(world.requests).length, asked, 'nothing is read');
      assert.equal(await next.storedRows(), 0);
      await next.leaving.getByRole('button', {name: 'Yes, tell my portal now'}).click();
      await next.leaving.getByText('Your portal has confirmed it').waitFor();
      assert.equal(world.portal.participation.status, 'opted_out');
    }));
});
