/** Code that a page of records needs and that does not come: what was read stays, the rest is said to be missing. */
import assert from 'node:assert/strict';
import {it} from 'node:test';
import {mayaRivera} from '../../demo/patient/maya/index.js';
import {createWorld} from '../../demo/simulator/world.js';
import {launchChromium, startHost} from './host.js';
import type {Page} from 'playwright-core';

interface Exported {
  readonly missing: readonly {category?: string; state: string}[];
  readonly records: readonly {category: string}[];
}
const exported = (page: Page): Promise<Exported> =>
  page.evaluate(async () => {
    const file = await document.querySelector('my-health-timeline')!.exportRecords({format: 'json'});
    return JSON.parse(await file.text()) as Exported;
  });
const kindsOf = ({records}: Exported): Set<string> => new Set(records.map(({category}) => category));

it('records that need it are missing, and said to be; a later reading brings them', async () => {
  const world = createWorld({patient: mayaRivera()});
  world.humanApi.sources.length = 0;
  const [browser, host] = await Promise.all([launchChromium(), startHost(world)]);
  try {
    const page = await (await browser.newContext()).newPage();
    let shut = true;
    await page.route(/\/assets\/my-health\/more-/, route => (shut ? route.abort() : route.continue()));
    await page.addInitScript(() =>
      addEventListener('mh-sync', ({phase}) => {
        document.documentElement.dataset.phase = phase;
      }),
    );
    await page.goto(host.url);
    await page.locator('html[data-phase=partial]').waitFor();

    const part = await exported(page);
    assert.ok(kindsOf(part).has('lab') && !kindsOf(part).has('medication'));
    assert.ok(part.missing.some(({category, state}) => category === 'medication' && state === 'failed'));
    const timeline = page.locator('my-health-timeline');
    await timeline.getByText('could not all be read').waitFor();

    shut = false;
    await page.evaluate(() => document.querySelector('my-health-timeline')!.refresh());
    const whole = await exported(page);
    assert.ok(kindsOf(whole).has('medication') && whole.records.length > part.records.length);
    assert.ok(!whole.missing.some(({category, state}) => category === 'medication' && state === 'failed'));
  } finally {
    await Promise.all([browser.close(), host.stop()]);
  }
});

it('a method whose code does not come fails with a code, and works once it does', async () => {
  const [browser, host] = await Promise.all([launchChromium(), startHost(createWorld({patient: mayaRivera()}))]);
  try {
    const page = await (await browser.newContext()).newPage();
    let shut = true;
    await page.route(/\/assets\/my-health\/(export-file|actions)-/, route => (shut ? route.abort() : route.continue()));
    await page.goto(host.url);
    await page.locator('my-health-timeline article').first().waitFor();
    const failures = await page.evaluate(async () => {
      const timeline = document.querySelector('my-health-timeline')!;
      const wishes = await Promise.allSettled([timeline.exportRecords({format: 'json'}), timeline.refresh()]);
      return wishes.map(wish => (wish.status === 'rejected' ? String(wish.reason) : wish.status));
    });
    assert.deepEqual(failures, ['CodedError: host_unreachable', 'CodedError: host_unreachable']);

    shut = false;
    await page.evaluate(() => document.querySelector('my-health-timeline')!.refresh());
    assert.ok((await exported(page)).records.length > 0);
  } finally {
    await Promise.all([browser.close(), host.stop()]);
  }
});

it('what reads a kind of places is fetched again with the next wish', async () => {
  const [browser, host] = await Promise.all([launchChromium(), startHost(createWorld({patient: mayaRivera()}))]);
  try {
    const page = await (await browser.newContext()).newPage();
    let shut = true;
    await page.route(/\/assets\/my-health\/human-api-/, route =>
      shut ? route.fulfill({status: 503}) : route.continue(),
    );
    await page.goto(host.url);
    const timeline = page.locator('my-health-timeline');
    await timeline.getByText('could not all be read').waitFor();
    const before = (await exported(page)).records.length;

    shut = false;
    await page.evaluate(() => document.querySelector('my-health-timeline')!.refresh());
    const whole = await exported(page);
    assert.ok(whole.records.length > before);
    assert.ok(!whole.missing.some(({state}) => state === 'failed'));
  } finally {
    await Promise.all([browser.close(), host.stop()]);
  }
});

for (const chunk of ['look', 'read']) {
  it(`without ${chunk}-*.js, which a newer version has replaced, no place says what nobody knows`, async () => {
    const [browser, host] = await Promise.all([launchChromium(), startHost(createWorld({patient: mayaRivera()}))]);
    try {
      const page = await (await browser.newContext()).newPage();
      await page.route(new RegExp(`/assets/my-health/${chunk}-`), route => route.fulfill({status: 404}));
      await page.goto(host.url);
      await page.locator('my-health-timeline').getByText('reload this page').waitFor();
      const connect = page.locator('provider-connect');
      await connect.getByText('Your portal cannot be reached').waitFor();
      assert.equal(await connect.getByText(/Looking up|No place is connected/).count(), 0);
    } finally {
      await Promise.all([browser.close(), host.stop()]);
    }
  });
}

it('cards and signs that do not come leave every record on its own, and that is said', async () => {
  const world = createWorld({patient: mayaRivera()});
  // the first list is not of results
  world.humanApi.refused.push('test_results');
  const [browser, host] = await Promise.all([launchChromium(), startHost(world)]);
  try {
    const page = await (await browser.newContext()).newPage();
    // without the disk either: they stand in its file
    await page.route(/\/assets\/my-health\/store-/, route => route.abort());
    await page.goto(host.url);
    const timeline = page.locator('my-health-timeline');
    await timeline.locator('article[part=record]').nth(9).waitFor();
    assert.ok((await timeline.locator('.tile path[d=""]').count()) > 0);
    await timeline.getByText('This part did not load').waitFor();
  } finally {
    await Promise.all([browser.close(), host.stop()]);
  }
});
