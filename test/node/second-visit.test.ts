/** What a returning patient gets from the copy in this browser, and when the record servers are asked again. */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser, BrowserContext} from 'playwright-core';
import {mayaRivera} from '../../demo/patient/maya/index.js';
import {createWorld, type World} from '../../demo/simulator/world.js';
import {launchChromium, startHost} from './host.js';
import {recordRequests, Visit, watch} from './journey.js';

/** Notes how many record requests had been sent at the first frame with 50 records. */
const noteFirstScreen = (servers: readonly string[]): void => {
  const first = {requests: 0, records: 0, requestsThen: -1};
  Object.assign(window, {first});
  const send = window.fetch;
  window.fetch = (target, init) => {
    const url = target instanceof Request ? target.url : String(target);
    if (servers.some(server => url.startsWith(server)) && !url.endsWith('/sources')) first.requests++;
    return send(target, init);
  };
  const look = (): void => {
    first.records = document.querySelector('my-health-timeline')?.shadowRoot?.querySelectorAll('article').length ?? 0;
    if (first.records >= 50 && first.requestsThen < 0) first.requestsThen = first.requests;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
};
interface FirstScreen {
  readonly requests: number;
  readonly records: number;
  readonly requestsThen: number;
}

describe('a second visit', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  const visits = async (world: World, test: (context: BrowserContext, url: string) => Promise<void>): Promise<void> => {
    const host = await startHost(world);
    const {context} = await watch(await browser.newContext());
    try {
      await test(context, host.url);
    } finally {
      await context.close();
      await host.stop();
    }
  };
  const demoWorld = (): World => createWorld({patient: mayaRivera()});

  it('paints 50 records before any record request', () => {
    const world = demoWorld();
    world.portal.freshFor = 0;
    return visits(world, async (context, url) => {
      const first = await Visit.whole(context, url);
      const shown = await first.titles();
      await first.page.close();
      for (const target of ['fhir', 'human-api'] as const) world.faults.add({target, effect: {kind: 'stall'}});
      await context.addInitScript(noteFirstScreen, [world.urls.fhir, world.urls.humanApi]);
      const second = await Visit.begin(context, url);
      const firstScreen = (): FirstScreen => (window as unknown as {first: FirstScreen}).first;
      await second.page.waitForFunction(() => {
        const {requestsThen, requests} = (window as unknown as {first: FirstScreen}).first;
        return requestsThen >= 0 && requests > 0;
      });
      assert.equal((await second.page.evaluate(firstScreen)).requestsThen, 0);
      assert.deepEqual(await second.titles(), shown, 'the same first screen');
    });
  });

  it('asks no record server before fresh_for has passed, unless the patient asks', () => {
    const world = demoWorld();
    return visits(world, async (context, url) => {
      const first = await Visit.whole(context, url);
      const ids = await first.idsOf('mount-sinai');
      await first.page.close();
      world.requests.length = 0;
      const second = await Visit.whole(context, url);
      assert.deepEqual(recordRequests(world.requests), []);
      assert.deepEqual(await second.idsOf('mount-sinai'), ids, 'and all records are there');

      await second.refresh();
      assert.ok(recordRequests(world.requests).length > 0);

      world.portal.freshFor = 0;
      await second.page.close();
      world.requests.length = 0;
      await Visit.whole(context, url);
      assert.ok(recordRequests(world.requests).length > 0);
    });
  });

  it('keeps nothing on disk where the host gives no key', () => {
    const world = createWorld({patient: mayaRivera(), cache: false});
    return visits(world, async (context, url) => {
      const first = await Visit.whole(context, url);
      const ids = await first.idsOf('mount-sinai');
      assert.equal(await first.storedRows(), 0);
      assert.deepEqual(await first.page.evaluate(() => localStorage.length), 0);
      await first.page.close();
      world.requests.length = 0;
      const second = await Visit.whole(context, url);
      assert.ok(recordRequests(world.requests).length > 0, 'everything is read again');
      assert.deepEqual(await second.idsOf('mount-sinai'), ids);
    });
  });

  it('drops what an older key sealed and reads it again', () => {
    const world = demoWorld();
    return visits(world, async (context, url) => {
      const first = await Visit.whole(context, url);
      const ids = await first.idsOf('human-api');
      await first.page.close();
      world.renewCacheKey();
      world.requests.length = 0;
      const second = await Visit.whole(context, url);
      assert.ok(recordRequests(world.requests).length > 0);
      assert.deepEqual(await second.idsOf('human-api'), ids);
    });
  });
});
