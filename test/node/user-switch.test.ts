/** Another patient signs in at the same endpoint: nothing of the first is painted or left (docs/reliability.md, I4). */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser, BrowserContext} from 'playwright-core';
import {generatePatient} from '../../demo/patient/generate.js';
import type {PatientData} from '../../demo/simulator/types.js';
import {createWorld, type World} from '../../demo/simulator/world.js';
import {launchChromium} from './host.js';
import {Visit} from './journey.js';
import {inScene} from './scene.js';

const FIRST = 'zzfirst-patient';

/** Every record of this patient says so in its title. */
const first = (): PatientData => {
  const patient = generatePatient({records: 400, seed: 11});
  for (const resource of patient.fhir.resources) if ('code' in resource) resource['code'] = {text: FIRST};
  for (const {lists} of patient.sources)
    for (const record of Object.values(lists).flat()) if (typeof record['name'] === 'string') record['name'] = FIRST;
  return patient;
};
const second = (): PatientData => generatePatient({records: 300, seed: 12});

/** Notes from the first frame on whether the text was ever in the timeline. */
const lookFor = (text: string): void => {
  Object.assign(window, {wasSeen: false});
  const look = (): void => {
    if (document.querySelector('my-health-timeline')?.shadowRoot?.textContent.includes(text))
      Object.assign(window, {wasSeen: true});
    requestAnimationFrame(look);
  };
  look();
};
const wasSeen = (visit: Visit): Promise<boolean> =>
  visit.page.evaluate(() => (window as unknown as {wasSeen: boolean}).wasSeen);

describe('another patient at the same endpoint', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  const inWorld = (test: (world: World, context: BrowserContext, url: string) => Promise<void>): Promise<void> =>
    inScene(browser, createWorld({patient: first()}), ({world, context, url}) => test(world, context, url));

  const nothingOfFirst = async (visit: Visit): Promise<void> => {
    const exported = JSON.stringify(await visit.exported());
    assert.ok(!exported.includes(FIRST));
    assert.ok(exported.includes('Observation/'));
  };

  it('sees nothing of the first on the next visit, and its copy goes', () =>
    inWorld(async (world, context, url) => {
      const one = await Visit.whole(context, url);
      assert.ok((await one.records.first().textContent())!.includes(FIRST));
      const kept = new Set(await one.storedKeys());
      assert.ok(kept.size > 2);
      await one.page.close();

      world.usePatient(second());
      await context.addInitScript(lookFor, FIRST);
      const other = await Visit.whole(context, url);
      assert.equal(await wasSeen(other), false);
      await nothingOfFirst(other);
      const left = async (): Promise<number> => (await other.storedKeys()).filter(key => kept.has(key)).length;
      await other.until('nothing of the first is stored', async () => (await left()) === 0);
      await other.event('mh-session-end', {reason: 'user-changed'});
    }));

  it('blanks the pages that are still open, and takes their place at the next press', () =>
    inWorld(async (world, context, url) => {
      const open = await Visit.whole(context, url);
      world.usePatient(second());
      const other = await Visit.whole(context, url);
      await open.event('mh-session-end', {reason: 'user-changed'});
      await open.timeline.getByRole('heading', {name: 'Someone else has signed in'}).waitFor();
      assert.equal(await open.records.count(), 0);
      await nothingOfFirst(other);
      await open.timeline.getByRole('button', {name: 'Show my records'}).click();
      await open.records.first().waitFor({state: 'attached'});
      await nothingOfFirst(open);
    }));

  it('is noticed when a renewal of a token brings the other key', () =>
    inWorld(async (world, context, url) => {
      const open = await Visit.whole(context, url);
      world.usePatient(second());
      await Promise.all([open.event('mh-session-end', {reason: 'user-changed'}), open.refresh()]);
      await open.records.first().waitFor({state: 'attached'});
      // the passes over the first one's records were stopped, and are none of these
      await open.passes('human-api', 2);
      await open.ended('mount-sinai');
      await nothingOfFirst(open);
    }));
});
