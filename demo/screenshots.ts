import {mkdirSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {chromium, type Browser, type BrowserContextOptions, type Page} from 'playwright-core';
import {findChromium} from '../test/runner/browsers.mjs';
import {shootFlows} from './flow-pictures.js';
import {GALLERY_STATES} from './gallery-states.js';
import {startDemo} from './start.js';

/**
 * Pictures of the demo: `tsx demo/screenshots.ts [folder]`. Without a folder only the README's picture is made
 * (`docs/timeline.png`); with one, every view, every
 * state of the gallery, and connecting and leaving step by step.
 */

interface View {
  name: string;
  path: string;
  width: number;
  height?: number;
  full?: boolean;
  options?: BrowserContextOptions;
}

const VIEWS: readonly View[] = [
  {name: 'phone', path: '', width: 390, height: 844},
  {name: 'phone-whole', path: '', width: 390, full: true},
  {name: 'desktop', path: '', width: 1280, height: 900},
  {name: 'desktop-whole', path: '', width: 1280, full: true},
  {name: 'dark', path: '?theme=dark', width: 1280, height: 900},
  {name: 'dark-phone', path: '?theme=dark', width: 390, height: 844},
  ...['parish', 'childrens', 'metro'].flatMap(hospital => [
    {name: `${hospital}`, path: `?hospital=${hospital}&theme=light`, width: 1280, height: 900},
    {name: `${hospital}-dark`, path: `?hospital=${hospital}&theme=dark`, width: 1280, height: 900},
    {name: `${hospital}-phone`, path: `?hospital=${hospital}&theme=light`, width: 390, height: 844},
  ]),
  {name: 'right-to-left', path: '?dir=rtl', width: 1280, height: 900},
  {name: 'right-to-left-phone', path: '?dir=rtl', width: 390, height: 844},
  {name: 'forced-colors', path: '', width: 1280, height: 900, options: {forcedColors: 'active'}},
  // 1280 px at 400 %
  {name: 'zoomed', path: '', width: 320, height: 640},
];

/** Chromium paints no more than 16,384 device pixels in one piece. */
const MAX_HEIGHT = 8000;

/** Until the timeline shows records and nothing moves any more. */
const settled = async (page: Page): Promise<void> => {
  await page.locator('my-health-timeline article[part~=record]').first().waitFor({timeout: 30_000});
  await page.waitForLoadState('networkidle');
};

const shoot = async (
  browser: Browser,
  url: string,
  view: View,
  file: string,
  ready: (page: Page) => Promise<void>,
): Promise<void> => {
  const context = await browser.newContext({
    viewport: {width: view.width, height: view.height ?? 900},
    deviceScaleFactor: 2,
    locale: 'en-US',
    timezoneId: 'America/New_York',
    colorScheme: 'light',
    reducedMotion: 'reduce',
    ...view.options,
  });
  const page = await context.newPage();
  await page.goto(url + view.path);
  await ready(page);
  if (view.full) {
    // sections out of view are not painted (content-visibility), so the window is made as tall as the page
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({width: view.width, height: Math.min(height, MAX_HEIGHT)});
    await page.waitForLoadState('networkidle');
  }
  await page.screenshot({path: file});
  await context.close();
  process.stdout.write(`${file}\n`);
};

// one pixel a pixel: it is shown 1280 px wide at most, and every clone carries it
const README: View = {name: 'timeline', path: '', width: 1280, height: 1240, options: {deviceScaleFactor: 1}};
const folder = process.argv[2];
const executablePath = findChromium();
if (!executablePath) throw new Error('No Chromium found. Set CHROME_PATH.');

const demo = await startDemo({port: 0, watch: false});
const browser = await chromium.launch({executablePath, args: ['--no-sandbox']});
try {
  if (folder === undefined) {
    await shoot(browser, demo.url, README, resolve('docs/timeline.png'), settled);
  } else {
    mkdirSync(folder, {recursive: true});
    for (const view of VIEWS) await shoot(browser, demo.url, view, join(folder, `${view.name}.png`), settled);
    for (const width of [390, 1280]) {
      await shootFlows(browser, demo, width, name => join(folder, `flow-${name}-${width}.png`));
    }
    for (const {id} of GALLERY_STATES) {
      for (const [size, width] of [
        ['phone', 390],
        ['desktop', 1280],
      ] as const) {
        const view = {name: id, path: `gallery?state=${id}`, width, full: true};
        await shoot(browser, demo.url, view, join(folder, `state-${id}-${size}.png`), async page => {
          await page.locator('.state-of').first().waitFor();
          await page.waitForLoadState('networkidle');
        });
      }
    }
  }
} finally {
  await browser.close();
  await demo.stop();
}
