/** The built single file in unusual places of a page: the same records, everything usable, nothing reported. */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser, Locator} from 'playwright-core';
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

  it('a page that is zoomed, and pulled about otherwise: dialogs stand on the screen as a whole', () =>
    visiting(
      {
        head: '<link rel="stylesheet" href="/page.css">',
        files: {
          '/page.css':
            'body { zoom: 1.5; writing-mode: vertical-rl } main { transform: scale(2); filter: blur(0); contain: layout }',
        },
      },
      async visit => {
        await visit.ended('mount-sinai', 'human-api');
        const isOnScreen = (dialog: Locator): Promise<boolean> =>
          dialog.evaluate(element => {
            const {top, right, bottom, left} = element.getBoundingClientRect();
            return top >= 0 && left >= 0 && right <= innerWidth && bottom <= innerHeight;
          });
        const {timeline, connections, leaving, records} = visit;
        const opened: readonly (readonly [Locator, Locator])[] = [
          [timeline, records.first().getByRole('button').first()],
          [connections, connections.getByRole('button', {name: /^Connect (another|a) place/})],
          [leaving, leaving.getByRole('button', {name: 'Leave My Health…'})],
        ];
        for (const [tag, button] of opened) {
          await button.press('Enter');
          const dialog = tag.getByRole('dialog');
          await dialog.waitFor();
          assert.equal(await isOnScreen(dialog), true);
          await dialog.press('Escape');
          await dialog.waitFor({state: 'hidden'});
        }
      },
    ));

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

  it('a frame of no origin, which may keep nothing and send no forms', () => {
    const tags = THREE_TAGS.replaceAll(' token-endpoint', ' credentials="include" token-endpoint');
    const parts: PageParts = {
      body: '<iframe src="/frame.html" title="My Health" sandbox="allow-scripts"></iframe>',
      script: '',
      head: '<link rel="stylesheet" href="/frame.css">',
      files: {
        '/frame.html': pageWith({body: tags}),
        '/frame.css': 'iframe { inline-size: 100%; block-size: 90vh; border: 0 }',
      },
      policy: {'frame-src': "'self'"},
    };
    return asGuest(browser, parts, async ({context, host, world, complaints}) => {
      // what such a frame's portal has to allow: its scripts, its endpoint and the record servers to nobody by name
      world.urls.page = 'null:';
      await context.route('**/assets/my-health/*', async route => {
        const response = await route.fetch();
        await route.fulfill({response, headers: {...response.headers(), 'access-control-allow-origin': '*'}});
      });
      const visit = (await Visit.begin(context, host.url)).within('iframe');
      const {timeline, connections, leaving, records} = visit;
      await records.nth(49).waitFor({state: 'attached'});
      await timeline.getByText('Your records are not saved on this device.').waitFor();
      await useAll(visit);

      await timeline.getByRole('combobox', {name: 'Go to a year'}).selectOption({index: 5});
      await timeline.getByRole('button', {name: 'Go to a year'}).press('Enter');
      await timeline.locator('[id^=y-]:focus').waitFor();

      await connections.getByRole('button', {name: 'I can’t find my provider'}).click();
      const dialog = connections.getByRole('dialog');
      await dialog.getByRole('textbox', {name: 'Name of the place'}).fill('Elm Street Clinic');
      await dialog.getByRole('textbox', {name: 'Name of the place'}).press('Enter');
      await dialog.locator('#ask-sent').waitFor();
      await dialog.getByRole('button', {name: 'Close'}).click();

      await visit.optOut();
      await leaving.getByRole('heading', {name: 'Your receipt: You have left My Health'}).waitFor();
      assert.deepEqual(complaints, []);
    });
  });

  it('shadow roots that the markup closes, one in the other', () => {
    const shell = (inner: string): string =>
      `<portal-shell><template shadowrootmode="closed" shadowrootdelegatesfocus>${inner}</template></portal-shell>`;
    return visiting(
      {
        body: shell(`<h1>Health</h1>${shell(THREE_TAGS)}`),
        head: '<script src="/shell.js"></script>',
        files: {
          '/shell.js': `
            window.shells = [];
            customElements.define('portal-shell', class extends HTMLElement {
              constructor() {
                super();
                shells.push(this.attachInternals());
              }
            });`,
        },
      },
      async (visit, {world}) => {
        await visit.ended('mount-sinai', 'human-api');
        assert.equal(tokenCalls(world.requests), 1);
        const said = await visit.page.evaluate(async () => {
          const {shells} = window as unknown as {shells: ElementInternals[]};
          const root = shells[1]!.shadowRoot!.querySelector('my-health-timeline')!.shadowRoot!;
          const {length} = root.querySelectorAll('article');
          root.querySelector<HTMLElement>('article button')!.click();
          while (!root.activeElement?.closest('dialog')) await new Promise(requestAnimationFrame);
          const {top, bottom} = root.querySelector('dialog')!.getBoundingClientRect();
          return {length, isOnScreen: top >= 0 && bottom <= innerHeight};
        });
        assert.deepEqual(said, {length: 50, isOnScreen: true});
      },
    );
  });

  it('markup that stands before the elements are defined, and is set up in any order', () =>
    visiting({body: THREE_TAGS.replaceAll('token-endpoint', 'data-later'), script: ''}, async (visit, {world}) => {
      const {page, timeline, connections, leaving, records} = visit;
      const endpoint = '/portal/my-health/token';
      // a field of its own, as frameworks leave it that know nothing of the class yet
      await timeline.evaluate(
        (element, tokenEndpoint) => void Object.assign(element, {tokenEndpoint, pageSize: 20}),
        endpoint,
      );
      await connections.evaluate((element, to) => element.setAttribute('token-endpoint', to), endpoint);
      await page.evaluate(path => import(path).then(() => undefined), '/assets/my-health/my-health.js');
      await leaving.getByText('not set up').waitFor();
      await leaving.evaluate((element, to) => element.setAttribute('token-endpoint', to), endpoint);
      await visit.ended('mount-sinai', 'human-api');
      assert.equal(await records.count(), 20);
      await connections.getByRole('button', {name: /^Connect (another|a) place/}).waitFor();
      await leaving.getByRole('button', {name: 'Leave My Health…'}).waitFor();
      assert.equal(tokenCalls(world.requests), 1);
    }));
});
