/** A session-replay recorder on the page: nothing that the three tags show or are told is in what it records. */
import assert from 'node:assert/strict';
import {after, before, it} from 'node:test';
import type {Browser} from 'playwright-core';
import {launchChromium} from '../host.js';
import {Visit} from '../journey.js';
import {companions, remove} from './companions.js';
import {asGuest, useAll} from './guest.js';

let browser: Browser;
let folder: string;
let script: string;
before(async () => {
  const [opened, page] = await Promise.all([launchChromium(), companions()]);
  browser = opened;
  folder = page.folder;
  script = await page.bundle(`
    import {record} from '@rrweb/record';
    globalThis.recorded = [];
    globalThis.begin = () => record({emit: event => recorded.push(JSON.stringify(event))});`);
});
after(() => Promise.all([browser.close(), remove(folder)]));

const WORDS = ['Mount Sinai', 'Harbor Labs', 'Hemoglobin', 'Maya', 'Atorvastatin', 'Willow Creek', 'blood'];

/** Uses the page while it is recorded. @returns which of the words are in the recording */
const overheard = async (withoutMarks: boolean): Promise<string[]> => {
  let found: string[] = [];
  const parts = {
    head: '<script src="/recorder.js"></script>',
    files: {'/recorder.js': script},
    // a recorder draws with inline styles; the page of this test allows its vendor that
    policy: {'style-src': "'self' 'unsafe-inline'", 'worker-src': 'blob:'},
  };
  await asGuest(browser, parts, async ({context, host}) => {
    const visit = await Visit.whole(context, host.url);
    const {page} = visit;
    if (withoutMarks) {
      await page.evaluate(() => {
        for (const tag of ['my-health-timeline', 'provider-connect', 'opt-out-panel']) {
          document.querySelector(tag)!.shadowRoot!.firstElementChild!.removeAttribute('class');
        }
      });
    }
    await page.evaluate(() => (globalThis as unknown as {begin: () => void}).begin());
    await useAll(visit);
    const text = await page.evaluate(() => (globalThis as unknown as {recorded: string[]}).recorded.join('\n'));
    assert.ok(text.includes('my-health-timeline'), 'the page itself is recorded');
    found = WORDS.filter(word => text.includes(word));
  });
  return found;
};

it('records nothing of what is shown, searched or opened', async () => {
  assert.deepEqual(await overheard(false), []);
});

it('would record it all without the marks', async () => {
  const found = await overheard(true);
  for (const word of ['Mount Sinai', 'Harbor Labs', 'blood']) assert.ok(found.includes(word), found.join(', '));
});
