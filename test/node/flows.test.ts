/**
 * Each call that connecting or leaving makes to the portal × each way in which it can fail (docs/reliability.md, rows
 * for connect and opt-out): said in words with a next step, nothing is claimed or lost meanwhile, and the same press
 * works once the fault is over.
 */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser, BrowserContext, Locator, Page} from 'playwright-core';
import {generatePatient} from '../../demo/patient/generate.js';
import type {Fault} from '../../demo/simulator/faults.js';
import {createWorld, type World} from '../../demo/simulator/world.js';
import {launchChromium, startHost, type TestHost} from './host.js';
import {Visit, watch} from './journey.js';
import {FAILURES} from './portal-failures.js';

const CONNECT = '<provider-connect token-endpoint="/portal/my-health/token"></provider-connect>';
const LEAVE = '<opt-out-panel token-endpoint="/portal/my-health/token"></opt-out-panel>';
const HARBOR = 'Harbor Labs';
const SINAI = 'Mount Sinai';

interface Flow {
  readonly name: string;
  readonly tag: string;
  /** The call that fails. */
  readonly call: {readonly path: string; readonly method: string};
  /** Puts the world where the flow begins. */
  readonly begin?: (world: World) => void;
  /** From the page as it opened to the press that makes the call. */
  readonly press: (visit: Visit) => Promise<void>;
  /** The press that tries again, where what failed is said. */
  readonly again: (visit: Visit) => Promise<void>;
  /** What the patient sees when it has worked. */
  readonly done: (visit: Visit, world: World) => Promise<void>;
  /** Nothing has happened as long as it has not. */
  readonly untouched?: (world: World) => void;
}

const dialogOf = (visit: Visit): Locator => visit.connections.getByRole('dialog');
const inDialog =
  (name: string) =>
  (visit: Visit): Promise<void> =>
    dialogOf(visit).getByRole('button', {name, exact: true}).click();
const search = async (visit: Visit): Promise<void> => {
  await visit.connections.getByRole('button', {name: /^Connect a(nother)? place/}).click();
  await dialogOf(visit).getByRole('searchbox').fill('willow');
};
const openDetails = (visit: Visit, place: string): Promise<void> =>
  visit.connection(place).getByText('Details').click();
const checkAgain = (visit: Visit): Promise<void> =>
  visit
    .connection(HARBOR)
    .getByRole('button', {name: /^Check again/})
    .click();

const FLOWS: readonly Flow[] = [
  {
    name: 'opening Human Connect with a token that has run out',
    tag: CONNECT,
    call: {path: '/my-health/token', method: 'POST'},
    begin: world => (world.portal.connectLifetime = 0),
    press: async visit => {
      await search(visit);
      await dialogOf(visit)
        .getByRole('button', {name: /^Willow/})
        .click();
    },
    again: inDialog('Try again'),
    done: async (visit, world) => {
      world.portal.connectLifetime = 3600;
      await visit.humanConnect.locator('h1').waitFor();
      await dialogOf(visit).getByRole('button', {name: 'Close'}).first().click();
      await dialogOf(visit).waitFor({state: 'hidden'});
    },
  },
  {
    name: 'connecting at once',
    tag: CONNECT,
    call: {path: '/my-health/connections', method: 'POST'},
    begin: world => (world.fhir.status = 'not_connected'),
    press: visit =>
      visit
        .connection(SINAI)
        .getByRole('button', {name: /^Connect/})
        .click(),
    again: inDialog('Try again'),
    done: async visit => {
      await dialogOf(visit)
        .getByRole('heading', {name: `Connected: ${SINAI}`})
        .waitFor();
      await inDialog('Done')(visit);
    },
    untouched: world => assert.equal(world.fhir.status, 'not_connected'),
  },
  {
    name: 'disconnecting',
    tag: CONNECT,
    call: {path: '/my-health/connections', method: 'POST'},
    press: async visit => {
      await openDetails(visit, HARBOR);
      await visit
        .connection(HARBOR)
        .getByRole('button', {name: /^Disconnect/})
        .click();
      await inDialog('Disconnect')(visit);
    },
    again: inDialog('Disconnect'),
    done: visit => visit.connections.getByText(`${HARBOR} is disconnected`).waitFor(),
    untouched: world => assert.ok(world.humanApi.sources.some(({name}) => name === HARBOR)),
  },
  {
    name: 'asking for news',
    tag: CONNECT,
    call: {path: '/my-health/connections', method: 'POST'},
    press: async visit => {
      await openDetails(visit, HARBOR);
      await checkAgain(visit);
    },
    again: checkAgain,
    done: visit => visit.connections.getByText(`${HARBOR} was asked for new records`).waitFor(),
    untouched: world =>
      assert.deepEqual([...new Set(world.humanApi.sources.map(one => one.collection.kind))], ['done']),
  },
  {
    name: 'searching the directory',
    tag: CONNECT,
    call: {path: '/my-health/directory?q=willow', method: 'GET'},
    press: search,
    again: inDialog('Try again'),
    done: visit =>
      dialogOf(visit)
        .getByRole('button', {name: /^Willow/})
        .waitFor(),
  },
  {
    name: 'asking for a provider',
    tag: CONNECT,
    call: {path: '/my-health/provider-requests', method: 'POST'},
    press: async visit => {
      await visit.connections.getByRole('button', {name: 'I can’t find my provider'}).click();
      await dialogOf(visit).getByLabel('Name of the place').fill('Hill Clinic');
      await inDialog('Send request')(visit);
    },
    again: inDialog('Send request'),
    done: async (visit, world) => {
      await dialogOf(visit).getByText('Your portal has your request').waitFor();
      assert.deepEqual(world.portal.providerRequests, [{name: 'Hill Clinic', place: '', website: ''}]);
    },
    untouched: world => assert.deepEqual(world.portal.providerRequests, []),
  },
  {
    name: 'taking part again',
    tag: LEAVE,
    call: {path: '/my-health/participation', method: 'POST'},
    begin: world => (world.portal.participation = {status: 'opted_out', since: '2026-02-03T15:00:00Z'}),
    press: visit => visit.leaving.getByRole('button', {name: 'Take part again'}).click(),
    again: visit => visit.leaving.getByRole('button', {name: 'Take part again'}).click(),
    done: visit => visit.leaving.getByRole('button', {name: 'Leave My Health…'}).waitFor(),
    untouched: world => assert.equal(world.portal.participation.status, 'opted_out'),
  },
];

/** Resolves when the call has been made, or when the first of its answer is here. */
const isAsked = (page: Page, {call}: Flow, answer: boolean): Promise<unknown> => {
  const isCall = (url: string, method: string): boolean => url.includes(call.path) && method === call.method;
  return answer
    ? page.waitForResponse(response => isCall(response.url(), response.request().method()))
    : page.waitForRequest(request => isCall(request.url(), request.method()));
};

describe('connecting and leaving when the portal fails', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  for (const flow of FLOWS) {
    describe(flow.name, () => {
      let world: World;
      let host: TestHost;
      let context: BrowserContext;
      let errors: string[];
      const data = generatePatient({records: 40});

      before(async () => {
        world = createWorld({patient: data});
        host = await startHost(world, flow.tag);
      });
      after(() => host.stop());

      for (const {row, effect, says, blanks, within} of FAILURES) {
        // the answer to a request for a provider has no body that could be cut off
        const ofBody = effect.kind === 'truncate' || (effect.kind === 'stall' && effect.body);
        if (ofBody && flow.call.path.endsWith('provider-requests')) continue;
        it(row, async () => {
          world.faults.clear();
          world.usePatient(data);
          Object.assign(world.portal, {providerRequests: [], connectLifetime: 3600, eligible: true});
          flow.begin?.(world);
          errors = [];
          ({context} = await watch(await browser.newContext()));
          context.on('weberror', error => errors.push(String(error.error())));
          if (within) await context.clock.install();
          try {
            const visit = await Visit.begin(context, host.url);
            const element = flow.tag === CONNECT ? visit.connections : visit.leaving;
            // all of the element is there
            await element.locator('dialog').waitFor({state: 'attached'});
            const fault: Fault = {target: 'portal', ...flow.call, effect};
            const over = world.faults.add(fault);
            const asked = within ? isAsked(visit.page, flow, !!ofBody) : undefined;
            await flow.press(visit);
            await asked;
            if (within) await visit.page.clock.runFor(1000 * within);
            await element.getByText(says).filter({visible: true}).first().waitFor();
            // a portal whose answer was lost has done what it was asked for
            if (!ofBody) flow.untouched?.(world);
            if (blanks) {
              await element.locator('dialog[open]').waitFor({state: 'detached'});
              assert.equal(await element.getByRole('listitem').filter({hasText: HARBOR}).count(), 0);
            }
            over();
            if (!blanks) {
              await flow.again(visit);
              await flow.done(visit, world);
            }
            assert.doesNotMatch(await visit.page.locator('body').ariaSnapshot(), /simulated|Simulated/);
            assert.deepEqual(errors, []);
            assert.deepEqual(await visit.violations(), []);
          } finally {
            await context.close();
          }
        });
      }
    });
  }
});
