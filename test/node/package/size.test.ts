/** What a first visit costs: bytes of the kit until 50 records are painted, all three tags on the page. */
import assert from 'node:assert/strict';
import {it} from 'node:test';
import {mayaRivera} from '../../../demo/patient/maya/index.js';
import {createWorld} from '../../../demo/simulator/world.js';
import {launchChromium, startHost} from '../host.js';
import {budget} from '../../../build/size.mjs';

const {fiftyRecords, contract} = budget;

/** Notes what has come from the kit's folder in the frame in which the fiftieth record stands. */
const note = `
  const look = () => {
    const records = document.querySelector('my-health-timeline')?.shadowRoot?.querySelectorAll('article[part=record]');
    if ((records?.length ?? 0) < 50) return requestAnimationFrame(look);
    globalThis.cost = performance
      .getEntriesByType('resource')
      .filter(({name}) => name.includes('/assets/my-health/'))
      .map(({name, encodedBodySize}) => [name.split('/').pop(), encodedBodySize]);
  };
  requestAnimationFrame(look);`;

it('a first visit stays within build/budget.json until 50 records are painted', async context => {
  const world = createWorld({patient: mayaRivera()});
  const [browser, host] = await Promise.all([launchChromium(), startHost(world)]);
  try {
    const page = await browser.newPage();
    await page.addInitScript(note);
    await page.goto(host.url);
    await page.waitForFunction(() => 'cost' in globalThis, undefined, {timeout: 20_000});
    const cost = await page.evaluate(() => (globalThis as unknown as {cost: [string, number][]}).cost);
    const bytes = cost.reduce((sum, [, size]) => sum + size, 0);
    context.diagnostic(`${bytes} bytes: ${cost.map(([file, size]) => `${file} ${size}`).join(', ')}`);
    if (bytes > contract) context.diagnostic(`${bytes - contract} bytes more than docs/host-contract.md §10 promises`);
    assert.ok(bytes >= fiftyRecords.lower && bytes <= fiftyRecords.upper, `${bytes} bytes until 50 records`);
  } finally {
    await Promise.all([browser.close(), host.stop()]);
  }
});
