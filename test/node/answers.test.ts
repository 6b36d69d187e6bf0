/** Each answer of the host (docs/host-contract.md §2) ends in its own state, in words, with a next step. */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser, BrowserContext} from 'playwright-core';
import {generatePatient} from '../../demo/patient/generate.js';
import type {Effect} from '../../demo/simulator/faults.js';
import {createWorld, type World} from '../../demo/simulator/world.js';
import {launchChromium} from './host.js';
import {tokenCalls, Visit} from './journey.js';
import {inScene} from './scene.js';

interface Row {
  readonly answer: string;
  readonly effect: Effect;
  readonly state: 'signed-out' | 'not-eligible' | 'error';
  readonly code?: string;
  /** What the timeline says. */
  readonly says: RegExp;
  /** Its button; a state that the patient cannot change has none. */
  readonly step?: 'Show my records' | 'Try again';
}

const status = (code: number, retryAfter?: string): Effect => ({
  kind: 'status',
  status: code,
  ...(retryAfter === undefined ? {} : {retryAfter}),
});
const refusal = (body: object): Effect => ({kind: 'edit', edit: () => body});
const again = {state: 'error', step: 'Try again'} as const;

const ROWS: readonly Row[] = [
  {
    answer: '401',
    effect: status(401),
    state: 'signed-out',
    says: /Sign in to your portal again/,
    step: 'Show my records',
  },
  {answer: '403 without a reason', effect: status(403), ...again, code: 'host_refused', says: /did not allow this/},
  {answer: '400', effect: status(400), ...again, code: 'host_refused', says: /help desk can tell you why/},
  {answer: '409', effect: status(409), ...again, code: 'host_refused', says: /did not allow this/},
  {answer: '500', effect: status(500), ...again, code: 'host_error', says: /Your portal has a problem/},
  {answer: '502', effect: status(502), ...again, code: 'host_error', says: /Wait a few minutes/},
  {
    answer: '503 for a day',
    effect: status(503, '86400'),
    ...again,
    code: 'host_busy',
    says: /Your portal is busy/,
  },
  {
    answer: '429 for longer than anybody lives',
    effect: status(429, '99999999999'),
    ...again,
    code: 'host_busy',
    says: /Your portal is busy/,
  },
  {
    answer: 'a redirect to a sign-in page',
    effect: {kind: 'redirect', to: 'https://login.invalid/'},
    ...again,
    code: 'host_sign_in',
    says: /asks you to sign in/,
  },
  {answer: '200 with a page', effect: {kind: 'html'}, ...again, code: 'host_sign_in', says: /Sign in, then try again/},
  {
    answer: '200 with JSON that is no session document',
    effect: refusal({hello: 'world'}),
    ...again,
    code: 'host_sign_in',
    says: /asks you to sign in/,
  },
  {answer: '200 cut off', effect: {kind: 'truncate'}, ...again, code: 'host_sign_in', says: /asks you to sign in/},
  {
    answer: 'no connection',
    effect: {kind: 'offline'},
    ...again,
    code: 'host_unreachable',
    says: /Check your internet connection/,
  },
];

describe('answers of the host', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  const inWorld = (
    test: (world: World, context: BrowserContext, url: string, said: string[]) => Promise<void>,
  ): Promise<void> =>
    inScene(browser, createWorld({patient: generatePatient({records: 120})}), async ({world, context, url}) => {
      const said: string[] = [];
      context.on('console', message => said.push(message.text()));
      context.on('weberror', error => said.push(String(error.error())));
      await test(world, context, url, said);
      assert.doesNotMatch(said.join('\n'), /Simulated fault|Uncaught|Bearer/);
    });
  const token = {target: 'portal', path: '/my-health/token'} as const;

  for (const {answer, effect, state, code, says, step} of ROWS) {
    it(`${answer}: ${state}, and back`, () =>
      inWorld(async (world, context, url) => {
        const remove = world.faults.add({...token, effect});
        const visit = await Visit.begin(context, url);
        await visit.timeline.getByText(says).waitFor();
        await visit.event('mh-state', {state});
        if (code) await visit.event('mh-error', {code});
        assert.doesNotMatch(await visit.page.locator('body').ariaSnapshot(), /Simulated fault|simulated_/);
        assert.equal(await visit.records.count(), 0);
        assert.equal(await visit.storedRows(), 0);
        assert.deepEqual(
          world.requests.filter(({target}) => target !== 'portal'),
          [],
          'no record server is asked',
        );
        await visit.connections.getByRole('button', {name: 'Try again'}).waitFor();
        await visit.leaving.getByText(/^\s*(Sign in to your portal again|My Health cannot be opened)/).waitFor();
        remove();
        await visit.timeline.getByRole('button', {name: step!}).click();
        await visit.records.first().waitFor({state: 'attached'});
        await visit.ended('mount-sinai', 'human-api');
        assert.deepEqual(await visit.violations(), []);
      }));
  }

  it('403 not_eligible: said in words, and the copy in this browser goes', () =>
    inWorld(async (world, context, url) => {
      const first = await Visit.whole(context, url);
      assert.ok((await first.storedRows()) > 0);
      await first.page.close();
      world.portal.eligible = false;
      const visit = await Visit.begin(context, url);
      await visit.timeline.getByRole('heading', {name: 'My Health is not available to you'}).waitFor();
      await visit.timeline.getByText(/Ask your portal’s support/).waitFor();
      await visit.event('mh-state', {state: 'not-eligible'});
      await visit.connections.getByText(/not open to your account/).waitFor();
      await visit.until('the copy is gone', async () => (await visit.storedRows()) === 0);
    }));

  for (const code of [429, 503]) {
    it(`${code} with Retry-After: said, waited for at least that long, then all is there`, () =>
      inWorld(async (world, context, url) => {
        world.faults.add({...token, times: 1, effect: status(code, '2')});
        const visit = await Visit.begin(context, url);
        await visit.timeline.getByText(/busy/i).waitFor();
        await visit.records.first().waitFor({state: 'attached'});
        const [first, second] = world.requests.filter(({target}) => target === 'portal');
        assert.ok(second!.at - first!.at >= 2000, `asked again after ${second!.at - first!.at} ms`);
      }));
  }

  it('503 with a Retry-After that makes no sense: asked again later, by itself', () =>
    inWorld(async (world, context, url) => {
      await context.clock.install();
      world.faults.add({...token, times: 1, effect: status(503, 'soon')});
      const visit = await Visit.begin(context, url);
      await visit.hurry(visit.records.first().waitFor({state: 'attached'}));
      assert.equal(tokenCalls(world.requests), 2);
    }));

  it('401 in the middle: every record leaves the screen', () =>
    inWorld(async (world, context, url) => {
      const visit = await Visit.whole(context, url);
      const other = await Visit.whole(context, url);
      world.portal.signedIn = false;
      world.tokens.revokeAll();
      await Promise.all([visit.event('mh-session-end', {reason: 'signed-out'}), visit.refresh()]);
      for (const each of [visit, other]) {
        await each.timeline.getByRole('heading', {name: 'You are signed out'}).waitFor();
        assert.equal(await each.records.count(), 0);
      }
    }));

  it('no connection in the middle: the records stay and say as of when', () =>
    inWorld(async (world, context, url) => {
      await context.clock.install();
      const visit = await Visit.whole(context, url);
      const shown = await visit.records.count();
      for (const target of ['portal', 'fhir', 'human-api'] as const)
        world.faults.add({target, effect: {kind: 'offline'}});
      console.log(`page time until the pass has ended: ${await visit.hurry(visit.refresh())} s`);
      await visit.timeline.getByText(/As of .*Newer records cannot be read/).waitFor();
      assert.equal(await visit.records.count(), shown);
    }));
});
