/**
 * The main path by keyboard alone, on the built file: find the last HbA1c, see its history, open its source, print. At
 * every stop the tree that a screen reader is given is compared with the one in `main-path.aria.yml`; `UPDATE_ARIA=1`
 * writes that file anew, and the difference is then reviewed like any other change.
 */
import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import {after, before, describe, it} from 'node:test';
import type {Browser, Locator} from 'playwright-core';
import {mayaRivera} from '../../demo/patient/maya/index.js';
import {createWorld} from '../../demo/simulator/world.js';
import {launchChromium, startHost, type TestHost} from './host.js';
import {Visit, watch} from './journey.js';

const FILE = new URL('./main-path.aria.yml', import.meta.url);
const NOW = '2026-06-01T15:30:00Z';

const write = (stops: readonly (readonly [string, string])[]): string =>
  stops.map(([name, tree]) => `# ${name}\n${tree}\n`).join('\n');

describe('the main path, by keyboard and as a screen reader is told', () => {
  let browser: Browser;
  let host: TestHost;
  before(async () => {
    browser = await launchChromium();
    host = await startHost(
      createWorld({patient: mayaRivera()}),
      '<my-health-timeline token-endpoint="/portal/my-health/token"></my-health-timeline>',
    );
  });
  after(async () => {
    await browser.close();
    await host.stop();
  });

  it('finds the last HbA1c, sees its history, opens its source and prints', async () => {
    const {context} = await watch(
      await browser.newContext({locale: 'en-US', timezoneId: 'America/New_York', viewport: {width: 800, height: 900}}),
    );
    await context.clock.setFixedTime(NOW);
    await context.addInitScript(() => {
      const {prototype} = HTMLIFrameElement;
      const own = Object.getOwnPropertyDescriptor(prototype, 'contentWindow')!;
      Object.defineProperty(prototype, 'contentWindow', {
        ...own,
        get(this: HTMLIFrameElement) {
          const inner = own.get!.call(this) as Window;
          inner.print = () => {
            const {body, adoptedStyleSheets} = inner.document;
            const rules = adoptedStyleSheets.flatMap(({cssRules}) => [...cssRules].map(({cssText}) => cssText));
            Object.assign(window, {printed: body.textContent, rules: rules.join(' ')});
          };
          return inner;
        },
      });
    });
    const {page, timeline} = await Visit.whole(context, host.url);
    const stops: [string, string][] = [];
    const stop = async (name: string, where: Locator): Promise<void> => {
      stops.push([name, await where.ariaSnapshot()]);
    };
    /** What has focus, by its words. */
    const focused = (): Promise<string> =>
      page.evaluate(() => {
        const active = document.querySelector('my-health-timeline')!.shadowRoot!.activeElement;
        return (active?.getAttribute('aria-label') ?? active?.textContent ?? '').replace(/\s+/g, ' ').trim();
      });
    /** Presses a key until what has focus says these words. */
    const to = async (words: RegExp, key = 'Tab'): Promise<void> => {
      const met: string[] = [];
      for (let now = ''; !words.test(now); met.push(now)) {
        assert.ok(met.length < 60, `${String(words)} is not reached: ${met.join(' → ')}`);
        await page.keyboard.press(key);
        now = await focused();
      }
    };
    const dialog = timeline.getByRole('dialog');

    await timeline.getByRole('slider').waitFor();
    await to(/^Search your records$/);
    await page.keyboard.type('a1c');
    await timeline.getByText('records match').waitFor();
    assert.equal(await focused(), 'Search your records');
    await stop('What was found', timeline.locator('.count'));
    await stop('The newest of what was found', timeline.locator('article').first());

    await to(/^Hemoglobin A1c$/);
    await page.keyboard.press('Enter');
    await dialog.getByRole('img', {name: /values from/}).waitFor();
    await to(/^All values in a table$/);
    await page.keyboard.press('Enter');
    await stop('The record with its history', dialog);

    await to(/^The original, as the source sent it$/);
    await page.keyboard.press('Enter');
    await to(/Show the original$/);
    await page.keyboard.press('Enter');
    await dialog.getByText('"resourceType": "Observation"').waitFor();
    await to(/^The original, as the source sent it$/);
    await page.keyboard.press('Escape');
    await dialog.waitFor({state: 'hidden'});
    assert.equal(await focused(), 'Hemoglobin A1c', 'back where one was');

    await to(/^Print or download$/, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await to(/^Print what is shown$/);
    await page.keyboard.press('Enter');
    const printed = await page.waitForFunction(() => (window as unknown as {printed?: string}).printed);
    assert.match((await printed.jsonValue())!, /^\s*Health records of Maya R\.[^]*Hemoglobin A1c/);
    const rules = await page.evaluate(() => (window as unknown as {rules: string}).rules);
    assert.match(rules, /@page \{.*counter\(page\)/s, 'pages are numbered');
    assert.equal(await focused(), 'Print what is shown');

    await page.emulateMedia({media: 'print'});
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await stop('What every sheet of paper repeats', timeline.locator('.running'));
    await stop('What the first one says', timeline.locator('.sheet'));
    await stop('The first month on paper', timeline.locator('.part').first());
    // a table head is what browsers repeat on every page
    const display = (selector: string): Promise<string> =>
      timeline.locator(selector).evaluate(element => getComputedStyle(element).display);
    assert.equal(await display('.running'), 'table-header-group');
    assert.equal(await display('.paper'), 'table');
    assert.equal(await timeline.getByRole('searchbox').count(), 0, 'no controls on paper');
    await context.close();

    const found = write(stops);
    if (process.env.UPDATE_ARIA) writeFileSync(FILE, found);
    assert.equal(found, readFileSync(FILE, 'utf8'));
  });
});
