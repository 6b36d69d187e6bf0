/** The kit as a guest in pages that are not its own: what it does there, and what it leaves behind. */
import assert from 'node:assert/strict';
import type {Browser, BrowserContext, Page} from 'playwright-core';
import {mayaRivera} from '../../../demo/patient/maya/index.js';
import {createWorld, type World} from '../../../demo/simulator/world.js';
import {startHost, type PageParts, type TestHost} from '../host.js';
import {watch, type Exported, type Visit} from '../journey.js';

export interface Stay {
  readonly context: BrowserContext;
  readonly host: TestHost;
  readonly world: World;
  /** Errors that no script caught, and what was said on the console. */
  readonly complaints: readonly string[];
}

/** Runs a test on a page of a portal in a fresh context. */
export const asGuest = async (
  browser: Browser,
  parts: PageParts,
  test: (stay: Stay) => Promise<void>,
  world = createWorld({patient: mayaRivera()}),
): Promise<void> => {
  const host = await startHost(world, parts);
  const {context} = await watch(await browser.newContext({timezoneId: 'America/New_York', acceptDownloads: true}));
  const complaints: string[] = [];
  context.on('weberror', error => complaints.push(error.error().message));
  context.on('console', message => {
    // a record server's refusal of one kind of record is the browser's own line, and no fault of the page
    const refused = message.text().startsWith('Failed to load resource') && /\/api\//.test(message.location().url);
    if (!refused) complaints.push(`${message.type()}: ${message.text()}`);
  });
  try {
    await test({context, host, world, complaints});
  } finally {
    await context.close();
    await host.stop();
  }
};

/** Breaks the policy on purpose and waits for the report: whatever came before it has arrived by then. */
export const reportsOf = async (page: Page, host: TestHost): Promise<readonly string[]> => {
  const last = host.reports.length;
  await page.evaluate(() => document.body.setAttribute('style', 'top: 0'));
  for (const end = Date.now() + 10_000; !host.reports.slice(last).some(one => one.startsWith('style-src-attr'));) {
    assert.ok(Date.now() < end, 'the browser reports what breaks the policy');
    await page.evaluate(() => new Promise(done => setTimeout(done, 20)));
  }
  const all = [...host.reports];
  const own = all.findLastIndex(one => one.startsWith('style-src-attr'));
  return all.filter((_, at) => at !== own);
};

/** What the patient has been shown, in a form that two visits can be compared by. */
export const told = ({records, missing}: Exported): string[] =>
  [
    ...records.map(record => JSON.stringify(record, (name, value: unknown) => (name === 'retrieved_at' ? '' : value))),
    ...missing.map(one => JSON.stringify(one)),
  ].sort();

/** Goes once through what the three tags are for; fails when any of it does not work. */
export const useAll = async (visit: Visit): Promise<void> => {
  const {timeline, connections, leaving, records} = visit;
  // what loads later has come, and moves nothing any more under the pointer
  await timeline.getByRole('button', {name: 'More filters'}).waitFor();
  await connections.getByText('Questions and answers').waitFor();
  await leaving.locator('[part=place]').first().waitFor();
  await visit.showEarlier();
  assert.equal(await records.count(), 100);

  await timeline.getByRole('searchbox').fill('blood');
  await timeline.getByText(/\b\d+ records? match/).waitFor();
  await timeline.getByRole('searchbox').fill('');

  await records.first().getByRole('button').first().click();
  const dialog = timeline.getByRole('dialog');
  await dialog.getByText('Where this comes from').waitFor();
  await dialog.getByRole('button', {name: /^(Close|Back)$/}).click();
  await dialog.waitFor({state: 'hidden'});

  await connections.getByRole('button', {name: /^Connect (another|a) place/}).click();
  const connect = connections.getByRole('dialog');
  await connect.getByRole('searchbox').fill('Willow');
  await connect.getByRole('button', {name: 'Willow Creek Family Medicine'}).waitFor();
  await connect.getByRole('button', {name: 'Close'}).click();
  await connect.waitFor({state: 'hidden'});

  // by key: how high the records above are shows when they first come near the view, and moves the button then
  await leaving.getByRole('button', {name: 'Leave My Health…'}).press('Enter');
  const leave = leaving.getByRole('dialog', {name: 'Leave My Health?'});
  await leave.getByText('It is removed right away, in all tabs.').waitFor();
  await leave.getByRole('button', {name: 'Stay in My Health'}).click();
  await leave.waitFor({state: 'hidden'});
};
