/** What a visit costs: bytes of the kit until 50 records are painted, all three tags on the page. */
import assert from 'node:assert/strict';
import {it} from 'node:test';
import {mayaRivera} from '../../../demo/patient/maya/index.js';
import {createWorld, type World} from '../../../demo/simulator/world.js';
import {launchChromium, openTimeline, startHost} from '../host.js';
import {budget, weighVisits} from '../../../build/size.mjs';
import type {BrowserContext} from 'playwright-core';

const {fiftyRecords, fiftyRecordsFhir, returningVisit, contract} = budget;

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

/** The first look waits two seconds for a server, then loads the rest: bytes are measured here, not this machine's speed. */
const patient = `
  const later = setTimeout;
  setTimeout = (work, ms, ...more) => (ms === 2000 ? 0 : later(work, ms, ...more));`;

/** `[file, bytes]` of the kit until 50 records stand. */
const costOf = async (context: BrowserContext, url: string): Promise<[string, number][]> => {
  const page = await context.newPage();
  await page.addInitScript(patient);
  await page.addInitScript(note);
  await page.goto(url);
  await page.waitForFunction(() => 'cost' in globalThis, undefined, {timeout: 20_000});
  return page.evaluate(() => (globalThis as unknown as {cost: [string, number][]}).cost);
};

const withBoth = (): World => createWorld({patient: mayaRivera()});

const fhirAlone = (): World => {
  const world = withBoth();
  world.humanApi.sources.length = 0;
  return world;
};

const visits = new Map(weighVisits());

for (const [visit, bounds, worldOf] of [
  ['first, places over Human API', fiftyRecords, withBoth],
  ['first, a FHIR server alone', fiftyRecordsFhir, fhirAlone],
  ['returning, with any places', returningVisit, withBoth],
] as const) {
  it(`a visit (${visit}) stays within build/budget.json until 50 records are painted`, async test => {
    const world = worldOf();
    const [browser, host] = await Promise.all([launchChromium(), startHost(world)]);
    try {
      const context = await browser.newContext();
      if (bounds === returningVisit) await (await openTimeline(context, host.url)).close();
      const cost = await costOf(context, host.url);
      const bytes = cost.reduce((sum, [, size]) => sum + size, 0);
      test.diagnostic(`${bytes} bytes: ${cost.map(([file, size]) => `${file} ${size}`).join(', ')}`);
      if (bytes > contract) test.diagnostic(`${bytes - contract} bytes more than docs/host-contract.md §10 promises`);
      assert.ok(bytes >= bounds.lower && bytes <= bounds.upper, `${bytes} bytes until 50 records`);
      assert.equal(bytes, visits.get(visit), 'the table of README.md counts other files than the visit loads');
    } finally {
      await Promise.all([browser.close(), host.stop()]);
    }
  });
}
