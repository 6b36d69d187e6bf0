/** What the kit leaves on a page: nothing outside its own tags, while it is used and after it has gone. */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser, CDPSession, Page} from 'playwright-core';
import {launchChromium} from '../host.js';
import {Visit} from '../journey.js';
import {asGuest, useAll} from './guest.js';

/** All of a page that is not the kit's own, in lists that can be compared. */
const pageItself = (page: Page): Promise<Record<string, readonly unknown[]>> =>
  page.evaluate(() => {
    const namesOf = (value: object): string[] => Reflect.ownKeys(value).map(String);
    const scrolling = ({overflow, position, pointerEvents}: CSSStyleDeclaration): string =>
      `${overflow} ${position} ${pointerEvents}`;
    return {
      markup: [document.documentElement.outerHTML],
      sheets: [document.styleSheets.length, document.adoptedStyleSheets.length],
      globals: namesOf(globalThis),
      classes: [Object, Array, String, Promise, Symbol, Element, HTMLElement, Document, Event].flatMap(one => [
        ...namesOf(one).map(name => `${one.name}.${name}`),
        ...namesOf(one.prototype as object).map(name => `${one.name}.prototype.${name}`),
      ]),
      builtIns: [fetch, JSON.parse, JSON.stringify, Promise, history.pushState, console.log, customElements.define].map(
        String,
      ),
      place: [history.length, location.href, document.title, document.cookie, window.name],
      scrolling: [document.documentElement, document.body].map(one => scrolling(getComputedStyle(one))),
    };
  });

/** What is in one list and not in the other, of everything but `but`. */
const changes = (
  before: Record<string, readonly unknown[]>,
  after: Record<string, readonly unknown[]>,
  but = '',
): unknown[] =>
  Object.keys(before)
    .filter(key => key !== but)
    .flatMap(key => [
      ...after[key]!.filter(one => !before[key]!.includes(one)).map(one => ({more: one})),
      ...before[key]!.filter(one => !after[key]!.includes(one)).map(one => ({less: one})),
    ]);

/** The kit's listeners on the page's own objects that could change what the page does: those that are not passive. */
const meddlers = async (cdp: CDPSession, scripts: ReadonlySet<string>): Promise<string[]> => {
  const found: string[] = [];
  for (const expression of ['window', 'document', 'document.documentElement', 'document.body']) {
    const {result} = await cdp.send('Runtime.evaluate', {expression});
    const {listeners} = await cdp.send('DOMDebugger.getEventListeners', {objectId: result.objectId!});
    for (const {type, passive, scriptId} of listeners) {
      if (scripts.has(scriptId) && !passive) found.push(`${expression} ${type}`);
    }
  }
  return found;
};

describe('on the page around it', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  it('leaves no style, id, global, history entry, scroll lock, focus trap or meddling listener', () =>
    asGuest(browser, {script: ''}, async ({context, host}) => {
      const visit = await Visit.begin(context, host.url);
      const {page} = visit;
      const cdp = await context.newCDPSession(page);
      const untouched = await pageItself(page);
      const scripts = new Set<string>();
      cdp.on('Debugger.scriptParsed', ({scriptId, url}) => url.includes('/assets/my-health/') && scripts.add(scriptId));
      await cdp.send('Debugger.enable');

      // the path in a variable: this module is not to resolve it
      await page.evaluate(path => import(path).then(() => undefined), '/assets/my-health/my-health.js');
      await visit.ended('mount-sinai', 'human-api');
      assert.deepEqual(changes(untouched, await pageItself(page)), [], 'while it is shown');

      await useAll(visit);
      await visit.connectThrough('Willow Creek Family Medicine');
      await visit.timeline.getByRole('button', {name: 'Print or download'}).click();
      const download = page.waitForEvent('download');
      await visit.timeline.getByRole('button', {name: 'Download all (JSON)'}).click();
      await (await download).delete();
      await visit.timeline.getByText('Your file is ready.').waitFor();
      await page.evaluate(() => {
        dispatchEvent(new Event('beforeprint'));
        dispatchEvent(new Event('afterprint'));
      });
      assert.deepEqual(changes(untouched, await pageItself(page)), [], 'after it has been used');

      await visit.optOut();
      await visit.leaving.getByRole('heading', {name: 'Your receipt: You have left My Health'}).waitFor();
      assert.deepEqual(changes(untouched, await pageItself(page)), [], 'after leaving');

      // focus goes through the page as it would without a dialog ever having been open
      await page.evaluate(() => {
        const button = document.createElement('button');
        button.textContent = 'of the page';
        document.body.prepend(button);
        button.focus();
      });
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'of the page');
      await page.keyboard.press('Tab');
      assert.notEqual(await page.evaluate(() => document.activeElement?.localName), 'body');

      await page.evaluate(() => {
        document.querySelector('button')!.remove();
        for (const tag of ['my-health-timeline', 'provider-connect', 'opt-out-panel'])
          document.querySelector(tag)!.remove();
      });
      await page.waitForFunction(() => !document.querySelector('provider-connect'));
      assert.deepEqual(changes(untouched, await pageItself(page), 'markup'), []);
      // the session stays for tags that come back, and listens passively until it ends
      assert.ok(scripts.size > 5);
      assert.deepEqual(await meddlers(cdp, scripts), []);
    }));
});
