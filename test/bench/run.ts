/** `npm run bench [name…]`: prints every figure with its baseline in the same run. Build first: it measures `dist`. */
import {launchChromium} from '../node/host.js';
import {benchVisits, type Figure} from './visits.js';

const suites: Record<string, (browser: Awaited<ReturnType<typeof launchChromium>>) => Promise<Figure[]>> = {
  visits: benchVisits,
};

const wanted = process.argv.slice(2);
const browser = await launchChromium();
for (const [name, suite] of Object.entries(suites)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n${name}`);
  for (const figure of await suite(browser)) {
    const note = figure.note ? `   (${figure.note})` : '';
    console.log(`${figure.name.padEnd(56)} ${figure.value.toFixed(2).padStart(10)} ${figure.unit}${note}`);
  }
}
await browser.close();
