/**
 * Leaving when the portal fails (docs/reliability.md, rows for opt-out): the local copy goes at once whatever the portal
 * answers, nothing is read again, and the portal is told only after the same patient was asked again.
 */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser} from 'playwright-core';
import {generatePatient} from '../../demo/patient/generate.js';
import {createWorld, type World} from '../../demo/simulator/world.js';
import {launchChromium} from './host.js';
import {recordRequests, Visit} from './journey.js';
import {FAILURES} from './portal-failures.js';
import {inScene} from './scene.js';

const LEAVING = {path: '/my-health/participation', method: 'POST'};

describe('leaving', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  const begin = (
    test: (visit: Visit, world: World) => Promise<void>,
    more: {readonly cache?: boolean} = {},
  ): Promise<void> =>
    inScene(browser, createWorld({patient: generatePatient({records: 40}), ...more}), async ({world, context, url}) =>
      test(await Visit.whole(context, url), world),
    );
  const erased = async (visit: Visit): Promise<void> => {
    await visit.timeline.locator('article').first().waitFor({state: 'detached'});
    await visit.until('nothing is stored', async () => (await visit.storedRows()) === 0);
  };
  const leave = async (visit: Visit): Promise<void> => {
    // by key: the page may still grow above the button, and a pointer would miss it
    await visit.leaving.getByRole('button', {name: 'Leave My Health…'}).press('Enter');
    await visit.leaving.getByRole('button', {name: 'Leave and remove'}).click();
  };

  for (const {row, effect} of FAILURES) {
    // a portal whose answer was lost has done what it was asked for
    const hasDone = effect.kind === 'truncate' || (effect.kind === 'stall' && effect.body);
    it(`${row}: the copy is gone at once, and the portal is told after asking again`, () =>
      begin(async (visit, world) => {
        const over = world.faults.add({target: 'portal', ...LEAVING, effect});
        await leave(visit);
        await erased(visit);
        await visit.leaving.getByText('Not confirmed yet').first().waitFor();
        // a portal that was only slow would still do what it was asked for, and a browser sends once more what a kept
        // connection lost: the fault ends after the answer
        if (effect.kind === 'stall')
          await visit.until('the portal is asked', async () => {
            await visit.page.evaluate(() => 0);
            return world.requests.some(({url}) => url.endsWith(LEAVING.path));
          });
        else await visit.leaving.getByRole('heading', {name: /^Your receipt/}).waitFor();
        if (effect.kind === 'status' && effect.retryAfter)
          await visit.leaving.getByText(/Try again after .*\d:\d\d\s[AP]M\.$/).waitFor();
        over();
        world.requests.length = 0;
        await visit.page.reload();
        if (!hasDone) {
          await visit.leaving.getByText('Your portal does not know yet').first().waitFor();
          assert.equal(world.portal.participation.status, 'active');
          assert.deepEqual(recordRequests(world.requests), []);
          await visit.leaving.getByRole('button', {name: 'Yes, tell my portal now'}).click();
        }
        await visit.leaving.getByText('Your portal has confirmed it.').waitFor();
        assert.equal(world.portal.participation.status, 'opted_out');
        assert.equal(await visit.storedRows(), 0);
        assert.deepEqual(await visit.violations(), []);
      }));
  }

  const KEEPS_NOTHING = {cache: false};
  /** A page that the portal has not answered, in a browser that keeps nothing. */
  const unknown = (test: (visit: Visit, world: World, over: () => void) => Promise<void>): Promise<void> =>
    begin(async (before, world) => {
      const [context, url] = [before.page.context(), before.page.url()];
      await before.page.close();
      const over = world.faults.add({target: 'portal', effect: {kind: 'offline'}});
      const visit = await Visit.begin(context, url);
      await visit.leaving.getByText('My Health cannot be opened right now').waitFor();
      await leave(visit);
      await visit.leaving.getByText('So we do not know who you are, and cannot keep your wish').waitFor();
      assert.equal(world.portal.participation.status, 'active');
      world.requests.length = 0;
      await test(visit, world, over);
    }, KEEPS_NOTHING);
  const wishes = (visit: Visit): Promise<string[]> =>
    visit.page.evaluate(() => Object.keys(localStorage).filter(key => key.endsWith('.opt-out')));

  it('nobody knows whose wish it is: that page tells the portal, after a second yes', () =>
    unknown(async (visit, world, over) => {
      over();
      await visit.leaving.getByRole('button', {name: 'Yes, tell my portal now'}).click();
      await visit.leaving.getByText('Your portal has confirmed it.').waitFor();
      assert.equal(world.portal.participation.status, 'opted_out');
      assert.deepEqual(recordRequests(world.requests), []);
    }));

  it('nobody knows whose wish it is: it ends with that page, as the page says', () =>
    unknown(async (visit, world, over) => {
      assert.deepEqual(await wishes(visit), []);
      over();
      await visit.page.reload();
      await visit.ended('mount-sinai', 'human-api');
      assert.equal(world.portal.participation.status, 'active');
    }));

  it('a browser that keeps no records keeps the wish all the same, for the same patient only', () =>
    begin(async (visit, world) => {
      const over = world.faults.add({target: 'portal', effect: {kind: 'offline'}});
      await leave(visit);
      await visit.leaving.getByRole('button', {name: 'Yes, tell my portal now'}).waitFor();
      over();
      const {key} = world.patient;
      world.patient.key = 'p_other';
      await visit.page.reload();
      await visit.ended('mount-sinai', 'human-api');
      assert.equal(await visit.leaving.getByText('Your portal does not know yet').count(), 0);
      world.patient.key = key;
      await visit.page.reload();
      await visit.leaving.getByRole('button', {name: 'Yes, tell my portal now'}).click();
      await visit.leaving.getByText('Your portal has confirmed it.').waitFor();
      assert.deepEqual(await wishes(visit), []);
    }, KEEPS_NOTHING));

  it('the copy on this device alone needs no portal and no record server, and every tab says that it is removed', () =>
    begin(async (visit, world) => {
      const other = await Visit.whole(visit.page.context(), visit.page.url());
      for (const target of ['portal', 'fhir', 'human-api'] as const)
        world.faults.add({target, effect: {kind: 'offline'}});
      await visit.leaving.getByRole('button', {name: 'Remove the copy on this device…'}).click();
      await visit.leaving.getByRole('button', {name: 'Remove the copy', exact: true}).click();
      for (const tab of [visit, other]) {
        await tab.leaving.getByRole('heading', {name: 'Your receipt: The copy on this device'}).waitFor();
        await tab.timeline.getByText('The copy on this device is removed.').waitFor();
        await erased(tab);
      }
      assert.equal(world.portal.participation.status, 'active');
    }));
});
