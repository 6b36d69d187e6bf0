/**
 * What the patient's own browser does wrong while `<provider-connect>` and `<opt-out-panel>` are used, done for real
 * (docs/reliability.md, rows 19, 20, 23, 25 and 26): storage that does not open, that another page holds, that is taken
 * away; renderers that are killed; pages that are frozen.
 */
import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import type {Browser, BrowserContext, Locator, Page} from 'playwright-core';
import {mayaRivera} from '../../demo/patient/maya/index.js';
import {createWorld} from '../../demo/simulator/world.js';
import {launchChromium, openProfile, startHost} from './host.js';
import {recordRequests, Visit, watch} from './journey.js';
import {inScene, type Scene} from './scene.js';

const HARBOR = 'Harbor Labs';
const SINAI = 'Mount Sinai';
const WILLOW = 'Willow Creek Family Medicine';
/** A page of the portal without the kit. */
const PLAIN = {files: {'/plain.html': '<!doctype html><title>Another page</title>'}};

const devtools = (page: Page): ReturnType<BrowserContext['newCDPSession']> => page.context().newCDPSession(page);
const dialog = ({connections}: Visit): Locator => connections.getByRole('dialog');

const place = ({leaving}: Visit, name: string): Locator => leaving.locator('[part=place]').filter({hasText: name});
const copy = (visit: Visit): Locator => place(visit, 'The copy in this browser');

/** Opens Human Connect for a place of the directory. */
const open = async (visit: Visit): Promise<void> => {
  await visit.connections.getByRole('button', {name: /^Connect a(nother)? place/}).click();
  await dialog(visit).getByRole('searchbox').fill('willow');
  await dialog(visit)
    .getByRole('button', {name: /^Willow/})
    .click();
  await visit.humanConnect.getByRole('button', {name: 'Sign in and share'}).waitFor();
};
const share = async (visit: Visit): Promise<void> => {
  await visit.humanConnect.getByRole('button', {name: 'Sign in and share'}).click();
  await visit.humanConnect.getByRole('button', {name: 'Finish'}).click();
  await dialog(visit)
    .getByRole('heading', {name: `Connected: ${WILLOW}`})
    .waitFor();
  await dialog(visit).getByRole('button', {name: 'Done'}).click();
};
/** Connects and disconnects, so that each kind of call and its end are seen. */
const connectAndDisconnect = async (visit: Visit): Promise<void> => {
  await visit.status(HARBOR, 'Up to date').waitFor();
  await open(visit);
  await share(visit);
  await visit.status(WILLOW, 'Collecting').waitFor();
  await visit.connection(HARBOR).getByText('Details').click();
  await visit
    .connection(HARBOR)
    .getByRole('button', {name: /^Disconnect/})
    .click();
  await dialog(visit).getByRole('button', {name: 'Disconnect', exact: true}).click();
  await visit.connections.getByText(`${HARBOR} is disconnected`).waitFor();
};
const left = (visit: Visit): Promise<void> => visit.leaving.getByText('Your portal has confirmed it.').waitFor();

/** The cache's databases that are there; the list of unfinished removals is none. */
const caches = (page: Page): Promise<string[]> =>
  page.evaluate(async () =>
    (await indexedDB.databases()).map(({name}) => name!).filter(name => !name.endsWith('.tombstones')),
  );

/** A page that opened the cache's database and never lets go of it, as an older version of anything might. */
const holder = async ({context, url}: Scene): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(`${url}plain.html`);
  await page.evaluate(async () => {
    const found = (await indexedDB.databases()).find(({name}) => !name!.endsWith('.tombstones'))!;
    await new Promise<void>((done, fail) => {
      const request = indexedDB.open(found.name!);
      request.onsuccess = () => {
        Object.assign(window, {held: request.result});
        done();
      };
      request.onerror = () => fail(request.error!);
    });
  });
  return page;
};

describe('faults of the browser', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  const begin = (test: (scene: Scene) => Promise<void>): Promise<void> =>
    inScene(browser, createWorld({patient: mayaRivera()}), test, {page: PLAIN});

  it('19 a browser that lets pages store nothing: places connect, nothing is claimed of storage, leaving works', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'my-health-blocked-'));
    mkdirSync(join(folder, 'Default'));
    // what a person sets under "block all site data"
    const settings = {profile: {default_content_setting_values: {cookies: 2}}};
    writeFileSync(join(folder, 'Default', 'Preferences'), JSON.stringify(settings));
    const world = createWorld({patient: mayaRivera()});
    const host = await startHost(world);
    const profile = await openProfile(folder);
    try {
      const {context} = await watch(profile.context);
      const visit = await Visit.whole(context, host.url);
      const refused = await visit.page.evaluate(() => {
        try {
          localStorage.getItem('');
          return '';
        } catch (error) {
          return (error as Error).name;
        }
      });
      assert.equal(refused, 'SecurityError');
      await copy(visit).getByText('Not known').waitFor();
      await connectAndDisconnect(visit);
      await visit.optOut();
      await left(visit);
      await copy(visit).getByText('This browser has not freed its storage yet.').waitFor();
      await visit.leaving.getByText('Not yet', {exact: true}).waitFor();
      assert.equal(world.portal.participation.status, 'opted_out');
    } finally {
      await profile.close();
      await host.stop();
      rmSync(folder, {recursive: true, force: true, maxRetries: 3});
    }
  });

  it('20 storage that another page holds: places connect within the time of a visit', () =>
    begin(async scene => {
      const {context, url} = scene;
      await (await Visit.whole(context, url)).page.close();
      const held = await holder(scene);
      // somebody else's removal waits for the holder, and every opening waits for that
      await held.evaluate(async () => {
        const found = (await indexedDB.databases()).find(({name}) => !name!.endsWith('.tombstones'))!;
        const removal = indexedDB.deleteDatabase(found.name!);
        await new Promise(blocked => (removal.onblocked = blocked));
      });
      const visit = await Visit.begin(context, url);
      await visit.ended('human-api', 'mount-sinai');
      await copy(visit).getByText('Not known').waitFor();
      await connectAndDisconnect(visit);
    }));

  it('20 storage that another page holds: a copy that cannot go is said to be locked, and is gone after the next start', () =>
    begin(async scene => {
      const {context, url, world} = scene;
      const visit = await Visit.whole(context, url);
      const held = await holder(scene);
      await visit.page.bringToFront();
      await visit.optOut();
      await left(visit);
      await copy(visit).getByText('Locked for good').waitFor();
      await visit.leaving.getByText('0 that can be read').waitFor();
      await visit.leaving.getByText('Not yet', {exact: true}).waitFor();
      assert.equal(await visit.records.count(), 0);
      await visit.page.close();
      const again = await Visit.begin(context, url);
      await again.leaving.getByText('You have left My Health.').first().waitFor();
      await held.close();
      await again.page.reload();
      await again.leaving.getByText('You have left My Health.').first().waitFor();
      await again.until('it is gone', async () => (await caches(again.page)).length === 0);
      assert.equal(world.portal.participation.status, 'opted_out');
    }));

  it('23 storage taken away while places are shown: they connect and disconnect, and leaving claims what is true', () =>
    begin(async ({context, url, world}) => {
      const visit = await Visit.whole(context, url);
      const session = await devtools(visit.page);
      await session.send('Storage.clearDataForOrigin', {origin: new URL(url).origin, storageTypes: 'indexeddb'});
      await connectAndDisconnect(visit);
      await visit.optOut();
      await left(visit); // Chromium does not always tell the page itself what its storage holds after such a loss
      const other = await Visit.begin(context, `${url}plain.html`);
      await other.until('nothing is stored', async () => (await other.storedRows()) === 0);
      assert.equal(world.portal.participation.status, 'opted_out');
    }));

  /** Ends the renderer in the middle of whatever it does. */
  const kill = async (page: Page): Promise<void> => {
    const crashed = page.waitForEvent('crash');
    const session = await devtools(page);
    session.send('Page.crash').catch(() => undefined); // nobody is left to answer
    await crashed;
    await page.close();
  };

  for (const [when, effect] of [
    ['while the portal has not heard of it', {kind: 'stall'}],
    ['when the portal has done it and its answer is on the way', {kind: 'stall', body: true}],
  ] as const) {
    const done = 'body' in effect;
    it(`25 a tab killed while it leaves, ${when}: the next one reads nothing, finishes the removal, and asks or knows`, () =>
      begin(async ({context, url, world}) => {
        const visit = await Visit.whole(context, url);
        const path = '/my-health/participation';
        const over = world.faults.add({target: 'portal', path, effect});
        await visit.optOut();
        await visit.until('the portal is asked', () =>
          Promise.resolve(world.requests.some(one => one.url.endsWith(path))),
        );
        await kill(visit.page);
        over();
        world.requests.length = 0;
        const next = await Visit.begin(context, url);
        if (!done) {
          await next.leaving.getByText('Your portal does not know yet').first().waitFor();
          assert.equal(world.portal.participation.status, 'active');
          await next.leaving.getByRole('button', {name: 'Yes, tell my portal now'}).click();
        }
        await left(next);
        await next.until('nothing is stored', async () => (await next.storedRows()) === 0);
        assert.deepEqual(recordRequests(world.requests), []);
      }));

    it(`25 a tab killed while it connects, ${when}: the next one says what the portal knows`, () =>
      begin(async ({context, url, world}) => {
        world.fhir.status = 'not_connected';
        const visit = await Visit.begin(context, url);
        await visit.status(SINAI, 'Not connected').waitFor();
        const path = '/my-health/connections';
        const over = world.faults.add({target: 'portal', path, effect});
        await visit
          .connection(SINAI)
          .getByRole('button', {name: /^Connect/})
          .click();
        await visit.until('the portal is asked', () =>
          Promise.resolve(world.requests.some(one => one.url.endsWith(path))),
        );
        await kill(visit.page);
        over();
        const next = await Visit.begin(context, url);
        await next.status(SINAI, done ? 'Up to date' : 'Not connected').waitFor();
        if (done) return;
        await next
          .connection(SINAI)
          .getByRole('button', {name: /^Connect/})
          .click();
        await dialog(next)
          .getByRole('heading', {name: `Connected: ${SINAI}`})
          .waitFor();
      }));

    it(`25 a tab killed while it disconnects, ${when}: the next one says what the portal knows`, () =>
      begin(async ({context, url, world}) => {
        const visit = await Visit.whole(context, url);
        const path = '/my-health/connections';
        const over = world.faults.add({target: 'portal', path, effect});
        await visit.connection(SINAI).getByText('Details').click();
        await visit
          .connection(SINAI)
          .getByRole('button', {name: /^Disconnect/})
          .click();
        await dialog(visit).getByRole('button', {name: 'Disconnect', exact: true}).click();
        await visit.until('the portal is asked', () =>
          Promise.resolve(world.requests.some(one => one.url.endsWith(path))),
        );
        await kill(visit.page);
        over();
        const next = await Visit.begin(context, url);
        await next.status(SINAI, done ? 'Not connected' : 'Up to date').waitFor();
        if (done) await next.until('its records are gone', async () => (await next.idsOf('mount-sinai')).length === 0);
        else assert.ok((await next.idsOf('mount-sinai')).length > 0);
      }));
  }

  const freeze = async (page: Page, state: 'frozen' | 'active'): Promise<void> =>
    void (await (await devtools(page)).send('Page.setWebLifecycleState', {state}));

  it('26 a tab frozen in the middle of a flow: another one says so, and can go on', () =>
    begin(async ({context, url}) => {
      const first = await Visit.whole(context, url);
      await open(first);
      const second = await Visit.begin(context, url);
      await freeze(first.page, 'frozen');
      await second.page.bringToFront();
      await second.status(HARBOR, 'Up to date').waitFor();
      await second.connections.getByRole('button', {name: 'Connect another place'}).click();
      await dialog(second).getByRole('searchbox').fill('willow');
      await dialog(second)
        .getByRole('button', {name: /^Willow/})
        .click();
      await dialog(second).getByRole('heading', {name: 'You are connecting a place in another tab'}).waitFor();
      await dialog(second).getByRole('button', {name: 'Go on here'}).click();
      await share(second);
      await freeze(first.page, 'active');
      await first.page.bringToFront();
      await dialog(first).getByRole('button', {name: 'Close'}).first().click();
      await first.status(WILLOW, 'Collecting').waitFor();
    }));

  it('26 a tab frozen while another leaves: it shows nothing once it wakes', () =>
    begin(async ({context, url}) => {
      const first = await Visit.whole(context, url);
      const second = await Visit.whole(context, url);
      await freeze(first.page, 'frozen');
      await second.optOut();
      await left(second);
      await freeze(first.page, 'active');
      await first.leaving.getByText('You have left My Health.').first().waitFor();
      assert.equal(await first.records.count(), 0);
      assert.equal(await first.connections.locator('[part=connection]').count(), 0);
      await first.until('nothing is stored', async () => (await second.storedRows()) === 0);
    }));
});
