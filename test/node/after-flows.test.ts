/**
 * A record server fails right after a connect flow (docs/reliability.md, rows 5, 6, 9 to 13 and 15): what the portal
 * has confirmed is said, the row says how its place answers, and nothing else is claimed.
 */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser} from 'playwright-core';
import {generatePatient} from '../../demo/patient/generate.js';
import {mayaRivera} from '../../demo/patient/maya/index.js';
import type {Effect} from '../../demo/simulator/faults.js';
import {createWorld, type World} from '../../demo/simulator/world.js';
import {launchChromium} from './host.js';
import {Visit} from './journey.js';
import {inScene} from './scene.js';

const HARBOR = 'Harbor Labs';
const SINAI = 'Mount Sinai';

/** How a server fails, and the word of the row then; of a direct place, which nobody has reached before, where it is another. */
const FAULTS: readonly (readonly [row: string, effect: Effect, word: string, direct?: string])[] = [
  ['5 refused (401)', {kind: 'status', status: 401}, 'Access ended'],
  ['6 refused (403)', {kind: 'status', status: 403}, 'Access ended'],
  ['9 asked too often, for two minutes', {kind: 'status', status: 429, retryAfter: '120'}, 'Busy'],
  ['10 broken', {kind: 'status', status: 500}, 'Not answering'],
  ['1 offline', {kind: 'offline'}, 'Not answering'],
  ['11 a sign-in page', {kind: 'html'}, 'Needs you'],
  ['12 a redirect', {kind: 'redirect', to: 'http://login.invalid/'}, 'Needs you'],
  ['13 not allowed to browsers any more', {kind: 'no-cors'}, 'Not answering', 'Cannot be read here'],
  ['14 cut off', {kind: 'truncate'}, 'Not answering'],
  ['15 silent', {kind: 'stall'}, 'Not answering'],
];

describe('a record server that fails after a flow', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  const begin = async (
    prepare: (world: World) => void,
    test: (visit: Visit, world: World) => Promise<void>,
    patient = generatePatient({records: 40}),
  ): Promise<void> => {
    const world = createWorld({patient});
    prepare(world);
    await inScene(browser, world, async ({context, url}) => {
      await context.clock.install();
      const visit = await Visit.begin(context, url);
      await visit.ended('human-api');
      await visit.connections.getByText('Questions and answers').waitFor();
      await test(visit, world);
      assert.deepEqual(await visit.violations(), []);
    });
  };
  const finish = async (visit: Visit): Promise<void> => {
    await visit.humanConnect.getByRole('button', {name: 'Sign in and share'}).click();
    await visit.humanConnect.getByRole('button', {name: 'Finish'}).waitFor();
  };
  const press = (visit: Visit, place: string, name: RegExp): Promise<void> =>
    visit.connection(place).getByRole('button', {name}).click();
  const heading = (visit: Visit, name: string): Promise<void> =>
    visit.connections.getByRole('dialog').getByRole('heading', {name}).waitFor();
  const unsure = async (visit: Visit, word: string, over: () => void, done: () => Promise<void>): Promise<void> => {
    await visit.hurry(heading(visit, 'We could not check what was connected.'));
    await visit.status(HARBOR, word).waitFor();
    assert.equal(await visit.connections.getByText(/^(Now connected|Connected):|works again/).count(), 0);
    over();
    // a server that asked for quiet gets it from a press as well
    if (word === 'Busy') await visit.page.clock.runFor(400_000);
    await visit.connections.getByRole('dialog').getByRole('button', {name: 'Try again'}).click();
    await done();
  };

  for (const [row, effect, word, direct = word] of FAULTS) {
    it(`${row}, Human Connect finished: not claimed before it is known, and known at the next press`, () =>
      begin(
        () => undefined,
        async (visit, world) => {
          await visit.connections.getByRole('button', {name: 'Connect another place'}).click();
          await visit.connections.getByRole('searchbox').fill('willow');
          await visit.connections.getByRole('button', {name: /^Willow/}).click();
          await finish(visit);
          const over = world.faults.add({target: 'human-api', effect});
          await visit.humanConnect.getByRole('button', {name: 'Finish'}).click();
          await unsure(visit, word, over, () => heading(visit, 'Connected: Willow Creek Family Medicine'));
        },
      ));

    it(`${row}, connected again: not claimed before it is known, and known at the next press`, () =>
      begin(
        world => {
          const harbor = world.humanApi.sources.find(({name}) => name === HARBOR)!;
          harbor.collection = {kind: 'error', word: 'credentialsExpired', at: Date.now()};
        },
        async (visit, world) => {
          await press(visit, HARBOR, /^Connect again/);
          await finish(visit);
          const over = world.faults.add({target: 'human-api', effect});
          await visit.humanConnect.getByRole('button', {name: 'Finish'}).click();
          await unsure(visit, word, over, () =>
            visit.connections.getByText('The connection works again.').first().waitFor(),
          );
        },
        mayaRivera(),
      ));

    it(`${row}, checked again: asked, as the portal says, and the row says how the place answers`, () =>
      begin(
        () => undefined,
        async (visit, world) => {
          await visit.connection(HARBOR).getByText('Details').click();
          const over = world.faults.add({target: 'human-api', effect});
          await press(visit, HARBOR, /^Check again/);
          await visit.hurry(visit.connections.getByText(`${HARBOR} was asked for new records`).waitFor());
          await visit.status(HARBOR, word).waitFor();
          over();
        },
      ));

    // a direct place that asks for quiet gets it, and goes on being read: see below
    if (!row.startsWith('9'))
      it(`${row}, connected at once: connected, says the portal, and the row says how the place answers`, () =>
        begin(
          world => (world.fhir.status = 'not_connected'),
          async (visit, world) => {
            world.faults.add({target: 'fhir', effect});
            await press(visit, SINAI, /^Connect/);
            await heading(visit, `Connected: ${SINAI}`);
            await visit.connections.getByRole('button', {name: 'Done'}).click();
            await visit.hurry(visit.status(SINAI, direct).waitFor());
            assert.equal(await visit.status(SINAI, 'Up to date').count(), 0);
          },
        ));
  }

  for (const [what, retryAfter] of [
    ['two minutes', '120'],
    ['a day', '86400'],
  ] as const) {
    it(`9 asked for quiet of ${what}, connected at once: not up to date until it has been read, and read then`, () =>
      begin(
        world => (world.fhir.status = 'not_connected'),
        async (visit, world) => {
          const over = world.faults.add({target: 'fhir', effect: {kind: 'status', status: 503, retryAfter}});
          await press(visit, SINAI, /^Connect/);
          await heading(visit, `Connected: ${SINAI}`);
          await visit.connections.getByRole('button', {name: 'Done'}).click();
          await visit.until('the place is asked', async () => {
            await visit.page.clock.runFor(100);
            return world.requests.some(({target}) => target === 'fhir');
          });
          const [word, says]: readonly [string, RegExp] =
            retryAfter === '120'
              ? ['Collecting', /This place is busy right now\. This page tries again by itself at .+[AP]M\./]
              : ['Busy', /This place asked for a pause\. What was read before stays\. Check again after .+[AP]M\./];
          for (let minute = 0; minute < 2; minute++) {
            await visit.status(SINAI, word).waitFor();
            await visit.connection(SINAI).getByText(says).waitFor();
            await visit.page.clock.runFor(30_000);
          }
          assert.equal(await visit.status(SINAI, 'Up to date').count(), 0);
          over();
          if (retryAfter === '120') {
            await visit.hurry(visit.status(SINAI, 'Up to date').waitFor());
            return;
          }
          // quiet for so long is not waited out by this page, nor cut short by a press or a page that is opened anew
          const asked = world.requests.filter(({target}) => target === 'fhir').length;
          await press(visit, SINAI, /^Check again/);
          await visit.hurry(
            visit
              .connection(SINAI)
              .getByText(/This place is busy\. Try again after .+[AP]M\./)
              .waitFor(),
          );
          await visit.page.reload();
          await visit.hurry(visit.connection(SINAI).getByText(says).waitFor());
          await visit.ended('human-api');
          assert.equal(world.requests.filter(({target}) => target === 'fhir').length, asked);
        },
      ));
  }
});
