/**
 * Portals that keep their pages in the browser: by a service worker, and in the back/forward cache. What was so when
 * they were kept is not shown as what is so now, and never to somebody else.
 */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser} from 'playwright-core';
import {generatePatient} from '../../../demo/patient/generate.js';
import {launchChromium, pageWith, type PageParts} from '../host.js';
import {recordRequests, tokenCalls, Visit} from '../journey.js';
import {asGuest, type Stay} from './guest.js';

const HEAD = '<script src="/page.js"></script>';

/** Keeps what `keeps` says of a request by its address alone, whatever was sent with it, and gives that out first. */
const portal = (keeps: string, more = ''): PageParts => ({
  files: {
    '/start.html': pageWith({head: HEAD, script: '', body: '<h1>Start</h1>'}),
    '/page.js': `
      trustedTypes.createPolicy('default', {createScriptURL: url => url});
      navigator.serviceWorker.register('/worker.js');
      ${more}`,
    '/worker.js': `
      addEventListener('install', () => skipWaiting());
      addEventListener('activate', event => event.waitUntil(clients.claim()));
      const answer = async request => {
        const {url} = request;
        const cache = await caches.open('portal');
        const kept = await cache.match(url);
        if (kept) return kept;
        const fresh = await fetch(request);
        if (fresh.ok) await cache.put(url, fresh.clone());
        return fresh;
      };
      addEventListener('fetch', event => {
        const {request} = event;
        if (${keeps}) event.respondWith(answer(request));
      });`,
  },
  policy: {'worker-src': "'self'", 'trusted-types': "lit-html default 'allow-duplicates'"},
});

const PAGES = "request.mode === 'navigate' || request.url.includes('/assets/')";
/** Portals may have a page at the address that answers calls as well. */
const A_PAGE_AT_THE_ENDPOINT = `
  caches.open('portal').then(cache =>
    cache.put('/portal/my-health/token', new Response('<p>Health</p>', {headers: {'content-type': 'text/html'}})));`;

/** The first visit to a page that the worker is in charge of. */
const controlled = async ({context, host}: Stay): Promise<Visit> => {
  const page = await context.newPage();
  await page.goto(`${host.url}start.html`);
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await page.close();
  return Visit.whole(context, host.url);
};

const other = generatePatient({records: 30, seed: 12});

describe('in a portal that is kept in the browser', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchChromium([], ['--disable-back-forward-cache']);
  });
  after(() => browser.close());

  it('by a service worker that keeps pages and scripts: works, and shows nothing while there is no line', () =>
    asGuest(browser, portal(PAGES, A_PAGE_AT_THE_ENDPOINT), async stay => {
      const {context, host} = stay;
      const shown = await (await controlled(stay)).titles();
      await context.setOffline(true);
      const offline = await Visit.begin(context, host.url);
      await offline.timeline.getByText('Your portal cannot be reached').waitFor();
      assert.equal(await offline.records.count(), 0);
      await context.setOffline(false);
      const again = await Visit.whole(context, host.url);
      assert.deepEqual(await again.titles(), shown);
      assert.deepEqual(await again.violations(), []);
    }));

  it('by a service worker that keeps what the portal says: cannot run safely', () =>
    asGuest(browser, portal(`!request.url.includes('/directory')`), async stay => {
      const {context, host, world} = stay;
      await (await controlled(stay)).page.close();
      world.usePatient(other);
      const {length} = world.requests;
      const next = await Visit.begin(context, host.url);
      await next.timeline.getByText('This page or browser does not look safe for health records.').waitFor();
      assert.equal(await next.records.count(), 0);
      assert.deepEqual(
        (await next.events('mh-error')).map(({code}) => code),
        ['unsafe_page'],
      );
      assert.equal(world.requests.length, length);
    }));

  it('by a service worker that keeps records: shows the next patient none of them, and says why', () =>
    asGuest(browser, portal(`request.headers.has('authorization')`), async stay => {
      const {context, host, world} = stay;
      await (await controlled(stay)).page.close();
      world.usePatient(other);
      const next = await Visit.begin(context, host.url);
      await next.ended('human-api');
      assert.deepEqual(
        (await next.exported()).records.flatMap(({sources}) => sources).filter(({route}) => route === 'human-api'),
        [],
      );
      await next.event('mh-error', {route: 'human-api', code: 'unsafe_page'});
    }));

  it('in its back/forward cache: shows no record before the portal has said who is there', () =>
    asGuest(
      browser,
      {
        head: HEAD,
        files: {
          '/page.js': `
            addEventListener('pageshow', ({persisted}) => {
              const {shadowRoot} = document.querySelector('my-health-timeline');
              if (persisted) window.first = shadowRoot?.querySelectorAll('article').length;
            });`,
          '/away.html': pageWith({body: '<h1>Away</h1>', script: ''}),
        },
      },
      async ({context, host, world}) => {
        const visit = await Visit.whole(context, host.url);
        const {page, records, timeline} = visit;
        const awayAndBack = async (meanwhile: () => void): Promise<void> => {
          await page.evaluate(() => Reflect.deleteProperty(window, 'first'));
          await page.goto(`${host.url}away.html`);
          meanwhile();
          await page.evaluate(() => history.back());
          await page.waitForFunction(() => 'first' in window);
          assert.equal(await page.evaluate(() => (window as unknown as {first: number}).first), 0);
        };
        const shown = await visit.titles();
        const asked = recordRequests(world.requests).length;

        await awayAndBack(() => undefined);
        await records.nth(49).waitFor({state: 'attached'});
        assert.deepEqual(await visit.titles(), shown);
        assert.equal(recordRequests(world.requests).length, asked);
        assert.equal(tokenCalls(world.requests), 2);

        const ids = new Set(await visit.idsOf('mount-sinai'));
        await awayAndBack(() => world.usePatient(other));
        await visit.event('mh-session-end', {reason: 'user-changed'});
        await records.first().waitFor();
        assert.deepEqual(
          (await visit.idsOf('mount-sinai')).filter(id => ids.has(id)),
          [],
        );

        await awayAndBack(() => (world.portal.signedIn = false));
        await timeline.getByRole('heading', {name: 'You are signed out'}).waitFor();
        assert.equal(await records.count(), 0);
      },
    ));
});
