/** `npm run bench [name…]`: prints every figure with its baseline in the same run. Build first: it measures `dist`. */
import {spawnSync} from 'node:child_process';
import {launchChromium} from '../node/host.js';
import {benchDirectory} from './directory.js';
import {benchInPage} from './in-page.js';
import {benchInteractions} from './interactions.js';
import {benchPrint} from './print.js';
import {benchTimeline} from './timeline.js';
import {benchVisits} from './visits.js';
import type {Figure} from './figure.js';
import type {Browser} from 'playwright-core';

const suites: Record<string, (browser: Browser) => Promise<Figure[]>> = {
  visits: benchVisits,
  normalise: browser => benchInPage(browser, 'normalise.ts'),
  timeline: benchTimeline,
  interactions: benchInteractions,
  print: benchPrint,
  directory: benchDirectory,
  cache: browser => benchInPage(browser, 'cache.ts'),
};

const wanted = process.argv.slice(2);
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);
const browser = await launchChromium();
for (const [name, suite] of Object.entries(suites)) {
  if (!isWanted(name)) continue;
  console.log(`\n${name}`);
  for (const figure of await suite(browser)) {
    const notes = [figure.goal && `goal ${figure.goal}`, figure.note].filter(Boolean).join('; ');
    const value = figure.value.toFixed(2).padStart(10);
    console.log(`${figure.name.padEnd(56)} ${value} ${figure.unit}${notes ? `   (${notes})` : ''}`);
  }
}
await browser.close();
if (isWanted('library')) {
  console.log('\nlibrary');
  spawnSync('npx', ['tsx', 'test/bench/records-library.ts'], {stdio: 'inherit', shell: process.platform === 'win32'});
}
