/** What works without a network on an open page: leaving, the end of a session, taking the copy away (fault matrix, row 2). */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser, Page} from 'playwright-core';
import {generatePatient} from '../../demo/patient/generate.js';
import {createWorld, type World} from '../../demo/simulator/world.js';
import {launchChromium, startHost} from './host.js';
import {Visit, watch} from './journey.js';

const databases = (page: Page): Promise<string[]> =>
  page.evaluate(async () => (await indexedDB.databases()).map(({name}) => name ?? '').sort());

describe('offline, on a page that has read everything', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  const offline = async (test: (visit: Visit, world: World, other: Visit) => Promise<void>): Promise<void> => {
    const world = createWorld({patient: generatePatient({records: 60})});
    const host = await startHost(world);
    const {context} = await watch(await browser.newContext());
    try {
      const other = await Visit.whole(context, host.url);
      const visit = await Visit.whole(context, host.url);
      // a page that nobody has touched: nothing was pressed that would have fetched more
      await visit.page.waitForLoadState('networkidle');
      await context.setOffline(true);
      await test(visit, world, other);
    } finally {
      await context.close();
      await host.stop();
    }
  };
  const blank = (visit: Visit): Promise<void> => visit.timeline.locator('article').first().waitFor({state: 'detached'});

  it('leaving erases the copy at once, in every tab, and says that the portal does not know yet', () =>
    offline(async (visit, world, other) => {
      assert.equal((await databases(visit.page)).length, 1);
      const result = await visit.page.evaluate(() => document.querySelector('opt-out-panel')!.optOut());
      assert.ok(result.erased.records > 0);
      assert.equal(result.confirmed, false);
      await Promise.all([visit, other].map(blank));
      // the list of erasings under way stays, and is empty
      assert.deepEqual(
        (await databases(visit.page)).filter(name => name !== 'my-health.tombstones'),
        [],
      );
      assert.equal(world.portal.participation.status, 'active');
    }));

  it('the end of the session blanks every tab', () =>
    offline(async (visit, _, other) => {
      await visit.page.evaluate(() => document.querySelector('my-health-timeline')!.endSession());
      await Promise.all([visit, other].map(blank));
    }));
});
