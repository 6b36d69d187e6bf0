/** The built single file in unusual places of a page: the same records, everything usable, nothing reported. */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser} from 'playwright-core';
import {launchChromium, pageWith, THREE_TAGS, type PageParts} from '../host.js';
import {tokenCalls, Visit} from '../journey.js';
import {asGuest, reportsOf, useAll, type Stay} from './guest.js';

describe('in an unusual place', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  const visiting = (parts: PageParts, test: (visit: Visit, stay: Stay) => Promise<void>): Promise<void> =>
    asGuest(browser, parts, async stay => {
      const visit = await Visit.begin(stay.context, stay.host.url);
      await test(visit, stay);
      assert.deepEqual(await visit.violations(), []);
      assert.deepEqual(await reportsOf(visit.page, stay.host), []);
      assert.deepEqual(
        stay.complaints.filter(one => !one.includes('style-src')),
        [],
      );
    });

  it('a page that is written from right to left', () =>
    visiting({html: 'lang="en" dir="rtl"'}, async visit => {
      await visit.ended('mount-sinai', 'human-api');
      await useAll(visit);
      const [icon, text] = await visit.timeline
        .locator('article')
        .first()
        .evaluate(article => {
          const {left, right} = article.getBoundingClientRect();
          const title = article.querySelector('button')!.getBoundingClientRect();
          return [title.right <= right && title.right - left > (right - left) / 2, getComputedStyle(article).direction];
        });
      assert.equal(text, 'rtl');
      assert.ok(icon, 'titles begin on the right');
      const sideways = await visit.page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.equal(sideways, 0);
    }));

  it('the shadow root of another element', () =>
    visiting(
      {
        body: '<portal-shell></portal-shell>',
        head: '<script src="/shell.js"></script>',
        files: {
          '/shell.js': `
            customElements.define('portal-shell', class extends HTMLElement {
              connectedCallback() {
                const root = this.attachShadow({mode: 'open'});
                const main = document.createElement('main');
                for (const tag of ['provider-connect', 'my-health-timeline', 'opt-out-panel']) {
                  const element = document.createElement(tag);
                  element.setAttribute('token-endpoint', '/portal/my-health/token');
                  main.append(element);
                }
                root.append(main);
              }
            });`,
        },
      },
      async (visit, {world}) => {
        // their events come out to the document
        await visit.ended('mount-sinai', 'human-api');
        assert.equal(tokenCalls(world.requests), 1);
        await useAll(visit);
      },
    ));

  it('a tab that is opened later', () =>
    visiting(
      {
        body: `<section class="tab">${THREE_TAGS}</section>`,
        head: '<link rel="stylesheet" href="/tab.css">',
        files: {'/tab.css': '.tab { display: none } .tab.open { display: block }'},
      },
      async visit => {
        await visit.ended('mount-sinai', 'human-api');
        assert.equal(await visit.records.count(), 50);
        assert.equal(await visit.records.first().isVisible(), false);
        await visit.page.evaluate(() => document.querySelector('.tab')!.classList.add('open'));
        await visit.records.first().waitFor({state: 'visible'});
        await useAll(visit);
      },
    ));

  it('other places of the page, one after the other', () =>
    visiting({}, async (visit, {world}) => {
      await visit.ended('mount-sinai', 'human-api');
      await visit.showEarlier();
      const before = await visit.titles();
      for (let round = 0; round < 3; round++) {
        await visit.page.evaluate(async () => {
          const aside = document.createElement('aside');
          document.body.prepend(aside);
          for (const tag of ['my-health-timeline', 'provider-connect', 'opt-out-panel']) {
            const element = document.querySelector(tag)!;
            element.remove();
            aside.append(element);
          }
          await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
        });
      }
      assert.deepEqual(await visit.titles(), before);
      assert.equal(tokenCalls(world.requests), 1);
      await visit.page.evaluate(() => {
        for (const tag of ['my-health-timeline', 'provider-connect', 'opt-out-panel'])
          document.querySelector(tag)!.remove();
      });
      await visit.page.evaluate(() => {
        for (const tag of ['provider-connect', 'my-health-timeline', 'opt-out-panel']) {
          const element = document.createElement(tag);
          element.setAttribute('token-endpoint', '/portal/my-health/token');
          document.querySelector('main')!.append(element);
        }
      });
      await visit.records.nth(49).waitFor({state: 'attached'});
      assert.equal(tokenCalls(world.requests), 1, 'new elements join the session that is there');
      await useAll(visit);
    }));

  it('a frame of the portal', () =>
    visiting(
      {
        body: '<iframe src="/frame.html" title="My Health"></iframe>',
        script: '',
        head: '<link rel="stylesheet" href="/frame.css">',
        files: {
          '/frame.html': pageWith({}),
          '/frame.css': 'iframe { inline-size: 100%; block-size: 90vh; border: 0 }',
        },
        policy: {'frame-src': "'self' http://localhost:*"},
      },
      async visit => {
        const inside = visit.within('iframe');
        await inside.records.nth(49).waitFor({state: 'attached'});
        await useAll(inside);
      },
    ));
});
