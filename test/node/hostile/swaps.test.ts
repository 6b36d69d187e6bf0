/**
 * Portals that fetch their next page and put it in place of the one on screen, so that the document stays for good: by
 * Turbo, htmx and Unpoly, back and forth. The tags go and come back as the portal's markup has them.
 */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser} from 'playwright-core';
import {NOBODY} from '../../../demo/simulator/world.js';
import {launchChromium, pageWith, THREE_TAGS, type PageParts} from '../host.js';
import {tokenCalls, Visit} from '../journey.js';
import {companions, remove} from './companions.js';
import {asGuest, reportsOf, useAll} from './guest.js';

interface Library {
  readonly file: string;
  /** What the portal sets before it. */
  readonly meta?: string;
  /** And after it. */
  readonly then?: string;
}

const LIBRARIES: Readonly<Record<string, Library>> = {
  Turbo: {file: '@hotwired/turbo/dist/turbo.es2017-umd.js'},
  htmx: {
    file: 'htmx.org/dist/htmx.js',
    meta: `<meta name="htmx-config" content='{"includeIndicatorStyles": false, "allowEval": false}'>`,
  },
  Unpoly: {file: 'unpoly/unpoly.js', then: 'up.log.config.banner = false; up.link.config.followSelectors.push("a");'},
};

/** These libraries make elements of text, and Turbo a sheet of its own; the portal allows them that, and us nothing. */
const POLICY = {'trusted-types': "lit-html default 'allow-duplicates'", 'style-src-elem': "'self' 'unsafe-inline'"};
const LET =
  'trustedTypes.createPolicy("default", {createHTML: text => text, createScript: text => text, createScriptURL: text => text});';

const pagesOf = ({meta = '', then = ''}: Library, library: string): PageParts => {
  const head = `${meta}<script src="/page.js"></script>`;
  const body = (title: string, rest = ''): string =>
    `<nav hx-boost="true"><a href="/">Records</a> <a href="/bills.html">Bills</a> <a href="/all.html">All</a></nav>` +
    `<h1>${title}</h1>${rest}`;
  return {
    head,
    body: body('Records of the portal', THREE_TAGS),
    files: {
      '/page.js': `${LET}${library};${then}`,
      '/bills.html': pageWith({head, body: body('Bills of the portal')}),
      '/all.html': pageWith({head, body: body('All of the portal', THREE_TAGS)}),
    },
    policy: POLICY,
  };
};

/** Notes each record that is on screen from now on, in whichever timeline. */
const lookOut = (): void => {
  const seen = new Set<string | null>();
  Object.assign(window, {seen});
  const look = (): void => {
    for (const one of document.querySelector('my-health-timeline')?.shadowRoot?.querySelectorAll('article') ?? [])
      seen.add(one.textContent);
    requestAnimationFrame(look);
  };
  look();
};
const seenBy = ({page}: Visit): Promise<(string | null)[]> =>
  page.evaluate(() => [...(window as unknown as {seen: Set<string | null>}).seen]);

describe('in a portal that swaps its pages', () => {
  let browser: Browser;
  let folder: string;
  let file: (path: string) => Promise<string>;
  before(async () => {
    [browser, {folder, file}] = await Promise.all([launchChromium(), companions()]);
  });
  after(() => Promise.all([browser.close(), remove(folder)]));

  for (const [name, library] of Object.entries(LIBRARIES)) {
    it(`by ${name}: works after each, keeps no record, and shows none to whoever comes after the patient`, async () =>
      asGuest(browser, pagesOf(library, await file(library.file)), async ({context, host, world, complaints}) => {
        await context.clock.install();
        const visit = await Visit.begin(context, host.url);
        const {page} = visit;
        const go = async (link: string): Promise<void> => {
          await page.getByRole('link', {name: link, exact: true}).click();
          await page.getByRole('heading', {name: `${link} of the portal`}).waitFor();
        };
        /** Longer than an element takes that only moves within the page. */
        const beAway = async (): Promise<void> => {
          await go('Bills');
          assert.equal(await visit.timeline.count(), 0);
          await page.clock.fastForward(2000);
        };
        await visit.ended('mount-sinai', 'human-api');
        await page.evaluate(() => Object.assign(window, {first: true}));

        await go('All');
        await visit.records.nth(49).waitFor({state: 'attached'});
        await beAway();
        await page.goBack();
        await visit.records.nth(49).waitFor({state: 'attached'});
        await go('Records');
        await visit.records.nth(49).waitFor({state: 'attached'});
        await useAll(visit);
        assert.equal(await page.evaluate(() => 'first' in window), true, 'it is one document');
        const kept = await page.evaluate(() => JSON.stringify([{...localStorage}, {...sessionStorage}, history.state]));
        assert.doesNotMatch(kept, /article|Mount Sinai|Harbor Labs|Hemoglobin|Maya/);

        await beAway();
        world.portal.signedIn = false;
        await page.evaluate(lookOut);
        await page.goBack();
        await visit.timeline.getByRole('heading', {name: 'You are signed out'}).waitFor();
        assert.deepEqual(await seenBy(visit), []);

        await beAway();
        world.portal.signedIn = true;
        await go('All');
        await visit.records.nth(49).waitFor({state: 'attached'});
        await beAway();
        world.usePatient(NOBODY);
        await page.evaluate(lookOut);
        const calls = tokenCalls(world.requests);
        await go('Records');
        await visit.event('mh-session-end', {reason: 'user-changed'});
        await visit.status('Mount Sinai', 'Not connected').waitFor();
        assert.deepEqual(await seenBy(visit), []);
        assert.equal(tokenCalls(world.requests), calls + 1);
        assert.deepEqual(await visit.violations(), []);
        assert.deepEqual(await reportsOf(page, host), []);
        assert.deepEqual(
          complaints.filter(one => !/style-src|status of 401/.test(one)),
          [],
        );
      }));
  }

  it('by Turbo, which morphs what it can: the same elements go on, and follow their attributes', async () => {
    const library = LIBRARIES['Turbo']!;
    await asGuest(browser, pagesOf(library, await file(library.file)), async ({context, host}) => {
      const visit = await Visit.whole(context, host.url);
      const {page, timeline} = visit;
      const morph = (markup: string): Promise<void> =>
        page.evaluate(markup => {
          const {Turbo} = window as unknown as {Turbo: {morphChildren(from: Element, to: Element): void}};
          const next = document.createElement('main');
          next.innerHTML = markup;
          Turbo.morphChildren(document.querySelector('main')!, next);
        }, markup);
      await page.evaluate(() => Object.assign(document.querySelector('my-health-timeline')!, {ours: true}));
      await timeline.getByRole('searchbox').fill('blood');
      await timeline.getByText(/\b\d+ records? match/).waitFor();
      // the list is drawn in steps
      await visit.records.nth(49).waitFor({state: 'attached'});
      const before = await visit.titles();

      await morph(`<h1>Morphed</h1>${THREE_TAGS}`);
      await page.getByRole('heading', {name: 'Morphed'}).waitFor();
      assert.deepEqual(await visit.titles(), before);
      assert.equal(await timeline.getByRole('searchbox').inputValue(), 'blood');

      await morph(`<h1>Morphed</h1>${THREE_TAGS.replaceAll('token-endpoint', 'data-was')}`);
      await timeline.getByText('not set up').waitFor();
      assert.equal(await visit.records.count(), 0);

      await morph(`<h1>Morphed</h1>${THREE_TAGS}`);
      await visit.records.nth(49).waitFor({state: 'attached'});
      await useAll(visit);
      assert.equal(await timeline.evaluate(element => 'ours' in element), true);
      assert.deepEqual(await visit.violations(), []);
    });
  });
});
