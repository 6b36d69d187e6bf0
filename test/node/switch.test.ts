/**
 * Another patient signs in to the portal in the middle of connecting or leaving (docs/reliability.md, row 27): nothing
 * of the first one stays on screen, and nothing that the first one wished is done to the second.
 */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser, BrowserContext} from 'playwright-core';
import {generatePatient} from '../../demo/patient/generate.js';
import {sessionDocument} from '../../demo/simulator/portal.js';
import type {PatientData} from '../../demo/simulator/types.js';
import {createWorld, type World} from '../../demo/simulator/world.js';
import {launchChromium, startHost} from './host.js';
import {tokenCalls, Visit, watch} from './journey.js';

const FIRST = 'zzfirst';
const HARBOR = 'zzfirst Labs';
const SINAI = 'Mount Sinai';

/** Their records, and the place of theirs that the second does not know, say so. */
const first = (): PatientData => {
  const patient = generatePatient({records: 40, seed: 11});
  for (const resource of patient.fhir.resources) if ('code' in resource) resource['code'] = {text: FIRST};
  const [one, ...others] = patient.sources;
  return {
    ...patient,
    sources: [{...one!, name: HARBOR, organization: {...one!.organization, name: HARBOR}}, ...others],
  };
};
const second = (): PatientData => {
  const patient = generatePatient({records: 30, seed: 12});
  return {...patient, sources: patient.sources.slice(1)};
};

interface Press {
  readonly name: string;
  readonly begin?: (world: World) => void;
  /** Up to the last press but one. */
  readonly prepare: (visit: Visit) => Promise<void>;
  readonly press: (visit: Visit) => Promise<void>;
  /** Where its answer comes from. */
  readonly path: string;
  /** Something is open on the screen before the last press. */
  readonly asks?: true;
}
const button = (visit: Visit, name: RegExp | string): Promise<void> =>
  visit.page.getByRole('button', {name, exact: true}).click();
const details = (visit: Visit, place: string): Promise<void> => visit.connection(place).getByText('Details').click();

const PRESSES: readonly Press[] = [
  {
    name: 'connect at once',
    begin: world => (world.fhir.status = 'not_connected'),
    prepare: visit => visit.status(SINAI, 'Not connected').waitFor(),
    press: visit =>
      visit
        .connection(SINAI)
        .getByRole('button', {name: /^Connect/})
        .click(),
    path: '/my-health/connections',
  },
  {
    name: 'Human Connect',
    prepare: async visit => {
      await button(visit, 'Connect another place');
      await visit.connections.getByRole('dialog').getByRole('searchbox').fill('willow');
    },
    press: visit =>
      visit.connections
        .getByRole('dialog')
        .getByRole('button', {name: /^Willow/})
        .click(),
    path: '',
    asks: true,
  },
  ...[HARBOR, SINAI].map((place): Press => ({
    name: `disconnect ${place === SINAI ? 'a direct place' : 'one of an aggregator'}`,
    prepare: async visit => {
      await details(visit, place);
      await visit
        .connection(place)
        .getByRole('button', {name: /^Disconnect/})
        .click();
    },
    press: visit => button(visit, 'Disconnect'),
    path: '/my-health/connections',
    asks: true,
  })),
  {
    name: 'check again',
    prepare: visit => details(visit, HARBOR),
    press: visit =>
      visit
        .connection(HARBOR)
        .getByRole('button', {name: /^Check again/})
        .click(),
    path: '/my-health/connections',
  },
  {
    name: 'ask for a provider',
    prepare: async visit => {
      await button(visit, 'I can’t find my provider');
      await visit.connections.getByLabel('Name of the place').fill('zzfirst Clinic');
    },
    press: visit => button(visit, 'Send request'),
    path: '',
    asks: true,
  },
  {
    name: 'leave',
    prepare: visit => button(visit, 'Leave My Health…'),
    press: visit => button(visit, 'Leave and remove'),
    path: '/my-health/participation',
    asks: true,
  },
  {
    name: 'take part again',
    begin: world => (world.portal.participation = {status: 'opted_out', since: '2026-02-03T15:00:00Z'}),
    prepare: visit => visit.leaving.getByRole('button', {name: 'Take part again'}).waitFor(),
    press: visit => button(visit, 'Take part again'),
    path: '/my-health/participation',
  },
];

describe('another patient signs in', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  const begin = async (
    test: (visit: Visit, world: World, context: BrowserContext, url: string) => Promise<void>,
    prepare: (world: World) => void = () => undefined,
  ): Promise<void> => {
    const world = createWorld({patient: first()});
    prepare(world);
    const host = await startHost(world);
    const {context} = await watch(await browser.newContext());
    try {
      const visit = await Visit.begin(context, host.url);
      if (world.portal.participation.status === 'active') await visit.ended('human-api');
      await visit.leaving.locator('dialog').waitFor({state: 'attached'});
      await visit.connections
        .getByText('Questions and answers')
        .or(visit.connections.getByText('You have left'))
        .waitFor();
      await test(visit, world, context, host.url);
      assert.deepEqual(await visit.violations(), []);
    } finally {
      await context.close();
      await host.stop();
    }
  };
  /** The second has everything that they had, and nothing more. */
  const untouched = (world: World, opted: World['portal']['participation']['status'] = 'active'): void => {
    assert.equal(world.fhir.status, 'connected');
    assert.equal(world.portal.participation.status, opted);
    assert.deepEqual(
      world.humanApi.sources.map(({name, collection}) => [name, collection.kind]),
      second().sources.map(({name}) => [name, 'done']),
    );
    assert.deepEqual(world.portal.providerRequests, []);
  };
  const nothingOfFirst = async (visit: Visit): Promise<void> => {
    await visit.page.locator('dialog[open]').waitFor({state: 'detached'});
    const text = await visit.page.locator('body').ariaSnapshot();
    assert.doesNotMatch(text, /zzfirst/);
    assert.doesNotMatch(text, /Your receipt|was asked|is disconnected|was stopped|Now connected|Done\./);
  };
  /** What the page shows in the end is the second's. */
  const showsSecond = async (visit: Visit): Promise<void> => {
    const back = visit.timeline.getByRole('button', {name: 'Show my records'});
    await visit.until('the second sees records, and nothing of the first', async () => {
      // a page that asked by itself goes on by itself
      if (await back.isVisible()) await back.click({timeout: 2000}).catch(() => undefined);
      const shown = await visit.page.locator('body').ariaSnapshot();
      return !shown.includes(FIRST) && (await visit.records.count()) > 0;
    });
    await nothingOfFirst(visit);
  };

  for (const {name, begin: world, prepare, press, path, asks} of PRESSES) {
    it(`before a press (${name}): the second is shown, and nothing was done to them`, () =>
      begin(async (visit, world) => {
        await prepare(visit);
        world.usePatient(second());
        await press(visit);
        await showsSecond(visit);
        untouched(world);
      }, world));

    if (path)
      it(`while a press is answered (${name}): what was done is claimed for nobody`, () =>
        begin(async (visit, world) => {
          await prepare(visit);
          const edit = (): unknown => {
            world.usePatient(second());
            return sessionDocument(world);
          };
          world.faults.add({target: 'portal', path, times: 1, effect: {kind: 'edit', edit}});
          await press(visit);
          await showsSecond(visit);
          untouched(world);
        }, world));

    if (asks)
      it(`in another tab (${name}): what was asked is asked no more`, () =>
        begin(async (visit, world, context, url) => {
          await prepare(visit);
          world.usePatient(second());
          await Visit.whole(context, url);
          await visit.page.bringToFront();
          await showsSecond(visit);
          untouched(world);
        }, world));
  }

  it('in another tab, while the frame is open: it goes', () =>
    begin(async (visit, world, context, url) => {
      const [, human] = PRESSES as [Press, Press];
      await human.prepare(visit);
      await human.press(visit);
      await visit.humanConnect.getByRole('button', {name: 'Sign in and share'}).waitFor();
      world.usePatient(second());
      await Visit.whole(context, url);
      await visit.page.bringToFront();
      await showsSecond(visit);
      assert.equal(await visit.connections.locator('iframe').count(), 0);
      untouched(world);
    }));

  it('while the frame is open, and the patient closes it: the places of the second are no news of the first', () =>
    begin(async (visit, world) => {
      const [, human] = PRESSES as [Press, Press];
      await human.prepare(visit);
      await human.press(visit);
      await visit.humanConnect.getByRole('button', {name: 'Sign in and share'}).waitFor();
      world.usePatient(second());
      await visit.connections.getByRole('dialog').getByRole('button', {name: 'Close'}).first().click();
      await showsSecond(visit);
      untouched(world);
    }));

  it('while a sign-in runs in a window of its own', () =>
    begin(
      async (visit, world, context) => {
        await Promise.all([
          context.waitForEvent('page'),
          visit
            .connection(SINAI)
            .getByRole('button', {name: /^Connect/})
            .click(),
        ]);
        await visit.connections.getByRole('heading', {name: `Sign in at ${SINAI}`}).waitFor();
        world.usePatient(second());
        await visit.page.bringToFront();
        await visit.connections.getByRole('button', {name: 'I have finished'}).click();
        await showsSecond(visit);
        untouched(world);
      },
      world => {
        world.fhir.status = 'not_connected';
        world.portal.directConnect = 'popup';
      },
    ));

  it('after the first has removed the copy: their receipt goes with them', () =>
    begin(async (visit, world) => {
      await button(visit, 'Remove the copy on this device…');
      await button(visit, 'Remove the copy');
      await visit.leaving.getByRole('heading', {name: /^Your receipt/}).waitFor();
      world.usePatient(second());
      await visit.refresh();
      await showsSecond(visit);
    }));

  it('after a wish that the portal has not heard: it waits for the first, and asks nothing of the second', () =>
    begin(async (visit, world, context, url) => {
      const over = world.faults.add({target: 'portal', effect: {kind: 'offline'}});
      await visit.optOut();
      await visit.leaving.getByRole('button', {name: 'Yes, tell my portal now'}).waitFor();
      over();
      const own = first();
      world.usePatient(second());
      // the same page, the same press
      await button(visit, 'Yes, tell my portal now');
      await showsSecond(visit);
      untouched(world);
      await visit.optOut();
      await visit.leaving.getByText('Your portal has confirmed it.').waitFor();
      world.usePatient(own);
      const next = await Visit.begin(context, url);
      await next.leaving.getByText('Your portal does not know yet').first().waitFor();
      assert.equal(world.portal.participation.status, 'active');
    }));

  it('in another tab, after the first has left here: the receipt is gone without a press, and nobody is asked for it', () =>
    begin(async (visit, world, context, url) => {
      await visit.optOut();
      await visit.leaving.getByText('Your portal has confirmed it.').waitFor();
      world.requests.length = 0;
      world.usePatient(second());
      const other = await Visit.begin(context, url);
      await other.ended('human-api', 'mount-sinai');
      await visit.leaving.getByText('Sign in to your portal again').waitFor();
      assert.equal(await visit.leaving.locator('[part=receipt]').count(), 0);
      await visit.event('mh-session-end', {reason: 'user-changed'});
      assert.equal(tokenCalls(world.requests), 1, 'of the other tab');
    }));
});
