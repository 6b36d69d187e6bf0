/**
 * Every screen under the policy of docs/host-contract.md §11, Trusted Types required: no browser reports anything.
 * The same journey collects what is said on the console in production: nothing.
 */
import assert from 'node:assert/strict';
import {resolve} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {build} from 'vite';
import type {Browser, Locator} from 'playwright-core';
import {GALLERY_STATES} from '../../../demo/gallery-states.js';
import {launchChromium, THREE_TAGS} from '../host.js';
import {Visit} from '../journey.js';
import {asGuest, reportsOf, useAll, type Stay} from './guest.js';

/** The gallery's own script, without the elements: those come from the built file. */
const galleryScript = async (): Promise<string> => {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {write: false, lib: {entry: resolve('demo/gallery.ts'), formats: ['es']}},
  });
  const [output] = Array.isArray(result) ? result : [result];
  assert.ok(output && 'output' in output);
  return output.output[0].code;
};

describe('under the strictest policy', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  /** Nothing was reported, caught by nobody or said on the console. */
  const isClean = async (visit: Visit, {host, complaints}: Stay): Promise<void> => {
    assert.deepEqual(complaints, []);
    assert.deepEqual(await visit.violations(), []);
    assert.deepEqual(await reportsOf(visit.page, host), []);
  };

  it('every state of the gallery', async () => {
    const files = {'/gallery.js': await galleryScript()};
    const script =
      '<script type="module" src="/assets/my-health/my-health.js"></script><script type="module" src="/gallery.js"></script>';
    await asGuest(browser, {body: '', script, files}, async stay => {
      const visit = await Visit.begin(stay.context, `${stay.host.url}?state=all`);
      const {page} = visit;
      await page
        .locator('.state-of')
        .nth(GALLERY_STATES.length - 1)
        .waitFor();
      // all that loads later is fetched as soon as somebody turns to an element
      await page.evaluate(() => {
        for (const element of document.querySelectorAll('my-health-timeline, provider-connect, opt-out-panel')) {
          element.dispatchEvent(new PointerEvent('pointerover'));
        }
      });
      await page.locator('[id=ready] provider-connect').getByText('Questions and answers').waitFor();
      await page.locator('[id=ready] my-health-timeline').getByRole('button', {name: 'More filters'}).waitFor();
      await page.waitForLoadState('networkidle');
      await isClean(visit, stay);
    });
  });

  const closing = async (dialog: Locator): Promise<void> => {
    await dialog.getByRole('button', {name: /^(Close|Back)$/}).click();
    await dialog.waitFor({state: 'hidden'});
  };

  it('every screen of a patient’s way', async () => {
    await asGuest(browser, {body: `${THREE_TAGS}<my-health-timeline></my-health-timeline>`}, async stay => {
      const visit = await Visit.whole(stay.context, stay.host.url);
      const {page, connections, leaving} = visit;
      const timeline = page.locator('my-health-timeline').first();
      await useAll(await Visit.whole(stay.context, stay.host.url));
      await page.bringToFront();
      const search = timeline.getByRole('searchbox');
      const dialog = timeline.getByRole('dialog');
      const open = async (words: RegExp): Promise<void> => {
        await search.fill(words.source);
        await timeline.getByRole('article', {name: words}).first().getByRole('button').first().click();
        await dialog.getByText('Where this comes from').waitFor();
      };

      // a measurement with its chart, its values in a table, and its original
      await open(/hemoglobin a1c/i);
      await dialog.locator('svg').first().waitFor();
      await dialog.getByText('All values in a table').first().click();
      await dialog.getByText('The original, as the source sent it').click();
      await dialog
        .getByRole('button', {name: /Show the original$/})
        .first()
        .click();
      await dialog.locator('pre').waitFor();
      await closing(dialog);

      // files: a picture drawn, a note as text, a download
      await open(/electrocardiogram tracing/i);
      await dialog
        .getByRole('button', {name: /^Show: /})
        .first()
        .click();
      await dialog.getByRole('img').first().waitFor();
      const saved = page.waitForEvent('download');
      await dialog
        .getByRole('button', {name: /^Download: /})
        .first()
        .click();
      await (await saved).delete();
      await closing(dialog);

      // filters, kinds, years, what is missing
      await search.fill('');
      await timeline.getByRole('button', {name: 'More filters'}).click();
      await timeline.getByLabel('From').selectOption({index: 3});
      await timeline
        .getByRole('button', {name: /^Remove (all )?filter/})
        .first()
        .click();
      await timeline.getByRole('button', {name: /^Lab results/}).click();
      await timeline.getByRole('button', {name: /^All /}).click();
      await timeline.getByRole('button', {name: 'Go to a year'}).click();
      await timeline.getByRole('button', {name: 'What is missing'}).first().click();
      await dialog.getByText('Received, but not on the timeline').waitFor();
      await closing(dialog);

      // paper and files
      await timeline.getByRole('button', {name: 'Print or download'}).click();
      for (const [name, file] of [
        ['Download all (JSON)', 'my-health.json'],
        ['Download all (CSV, for spreadsheets)', 'my-health.csv'],
      ] as const) {
        const download = page.waitForEvent('download');
        await timeline.getByRole('button', {name}).click();
        assert.equal((await download).suggestedFilename(), file);
      }
      await timeline.getByRole('button', {name: 'Print what is shown'}).click();
      await timeline.getByText('Preparing your pages…').waitFor({state: 'hidden'});
      await page.evaluate(() => {
        dispatchEvent(new Event('beforeprint'));
        dispatchEvent(new Event('afterprint'));
      });
      await page.emulateMedia({media: 'print'});
      await page.emulateMedia({media: null});

      // connecting: answers, a place that is not listed, disconnecting, Human Connect in its frame
      await connections.getByText('Questions and answers').click();
      const connect = connections.getByRole('dialog');
      await connections.getByRole('button', {name: 'I can’t find my provider'}).click();
      await connect.getByLabel('Name of the place').fill('Greenfield Clinic');
      await connect.getByRole('button', {name: 'Send request'}).click();
      await connect.getByText('Thank you. Your portal has your request.').waitFor();
      await connect.getByRole('button', {name: 'Close'}).click();
      const row = visit.connection('Corner Pharmacy');
      await row.getByText('Details').click();
      await row.getByRole('button', {name: /^Disconnect.*Corner Pharmacy/}).click();
      await connect.getByRole('button', {name: 'Keep connected'}).click();
      await visit.connectThrough('Willow Creek Family Medicine');

      // leaving: the question, the receipt, its print; taking part again; signing out
      await visit.optOut();
      await leaving.getByRole('heading', {name: 'Your receipt: You have left My Health'}).waitFor();
      await leaving.getByRole('button', {name: 'Print this receipt'}).click();
      await leaving.getByRole('button', {name: 'Take part again'}).click();
      await visit.ended('mount-sinai', 'human-api');
      await page.evaluate(() => document.querySelector('opt-out-panel')!.endSession());
      await timeline.getByRole('heading', {name: 'You have signed out'}).waitFor();
      await isClean(visit, stay);
    });
  });

  it('every failure of the host and of a source', async () => {
    const failures = [
      ['portal', {kind: 'status', status: 401}],
      ['portal', {kind: 'html'}],
      ['portal', {kind: 'status', status: 500}],
      ['portal', {kind: 'status', status: 503, retryAfter: '3600'}],
      ['fhir', {kind: 'no-cors'}],
      ['human-api', {kind: 'status', status: 403}],
    ] as const;
    for (const [target, effect] of failures) {
      await asGuest(browser, {}, async stay => {
        stay.world.faults.add({target, effect});
        const visit = await Visit.begin(stay.context, stay.host.url);
        if (target === 'portal') await visit.timeline.getByRole('heading').first().waitFor();
        else await visit.ended('mount-sinai', 'human-api');
        await visit.event('mh-state');
        await visit.connections.locator('section').waitFor();
        await isClean(visit, {
          ...stay,
          complaints: stay.complaints.filter(one => !/^error: (Failed to load|Access to)/.test(one)),
        });
      });
    }
  });
});
