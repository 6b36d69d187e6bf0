/** A patient's whole way, on the built single file under the strict policy of docs/host-contract.md §11. */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser, BrowserContext} from 'playwright-core';
import {mayaRivera} from '../../demo/patient/maya/index.js';
import {createWorld, type World} from '../../demo/simulator/world.js';
import {launchChromium} from './host.js';
import {tokenCalls, Visit} from './journey.js';
import {assertAsked, inScene} from './scene.js';

describe('a patient’s way', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  /** Runs a test in a fresh world and context; at its end no policy was violated and nobody else was asked. */
  const visit = (
    test: (context: BrowserContext, url: string, world: World) => Promise<Visit[]>,
    world = createWorld({patient: mayaRivera()}),
  ): Promise<void> =>
    inScene(
      browser,
      world,
      async scene => {
        for (const one of await test(scene.context, scene.url, world)) assert.deepEqual(await one.violations(), []);
        const {humanApi, humanConnect, fhir} = world.urls;
        assertAsked(scene, [humanApi, humanConnect, fhir]);
      },
      {options: {timezoneId: 'America/New_York'}},
    );

  it('shows records of four institutions with place and way, from one token call', () =>
    visit(async (context, url, world) => {
      const visit = await Visit.whole(context, url);
      assert.equal(tokenCalls(world.requests), 1);
      assert.equal(await visit.records.count(), 50);
      await visit.timeline.getByText(/\b\d+ records from 4 places/).waitFor();
      for (
        let step = 0;
        step < 20 && (await visit.timeline.getByRole('button', {name: /^Show earlier/}).count());
        step++
      )
        await visit.showEarlier();
      const text = await visit.records.allTextContents();
      assert.ok(text.length > 300, `${text.length} records on screen`);
      const unlabelled = text.filter(one => !/(Mount Sinai\s+directly|via Human API)/.test(one));
      assert.deepEqual(unlabelled, []);
      for (const label of [
        /Mount Sinai\s+directly/,
        /Harbor Labs\s+via Human API/,
        /Lakeside Cardiology\s+via Human API/,
        /Corner Pharmacy\s+via Human API/,
      ])
        assert.ok(
          text.some(one => label.test(one)),
          `${label.source} on screen`,
        );
      return [visit];
    }));

  it('connects a place through Human Connect; its records are offered and then shown', () =>
    visit(async (context, url, world) => {
      await context.clock.install();
      const visit = await Visit.whole(context, url);
      await visit.showEarlier(); // from here on the patient is reading
      await visit.connectThrough('Willow Creek Family Medicine');
      await visit.status('Willow Creek Family Medicine', 'Collecting').waitFor();
      await visit.timeline.getByText('Still collecting from Willow Creek Family Medicine.').waitFor();
      await visit.passes('human-api', 2); // what the first look at the new place brought
      const before = await visit.titles();

      world.humanApi.sources.at(-1)!.collection = {kind: 'done', at: Date.now()};
      await context.clock.fastForward('02:10');
      const offer = visit.timeline.getByRole('button', {name: /new records? — show$/});
      await offer.waitFor();
      await visit.ended('human-api');
      assert.deepEqual(await visit.titles(), before, 'nothing moves until the patient asks');
      await offer.click();
      await visit.records.filter({hasText: 'Willow Creek Family Medicine'}).first().waitFor({state: 'attached'});
      await visit.status('Willow Creek Family Medicine', 'Up to date').waitFor();
      return [visit];
    }));

  it('connects Mount Sinai at once and reads it', () =>
    visit(async (context, url, world) => {
      world.fhir.status = 'not_connected';
      const visit = await Visit.begin(context, url);
      await visit.ended('human-api');
      assert.equal(world.requests.filter(({target}) => target === 'fhir').length, 0);
      await visit
        .connection('Mount Sinai')
        .getByRole('button', {name: /^Connect.*Mount Sinai/})
        .click();
      const dialog = visit.connections.getByRole('dialog');
      await dialog.getByRole('heading', {name: 'Connected: Mount Sinai'}).waitFor();
      await dialog.getByRole('button', {name: 'Done'}).click();
      await visit.ended('mount-sinai');
      await visit.status('Mount Sinai', 'Up to date').waitFor();
      assert.ok((await visit.idsOf('mount-sinai')).length > 200);
      return [visit];
    }));

  it('leaves: what will happen, then a receipt, every tab blank; comes back clean', () =>
    visit(async (context, url, world) => {
      const visit = await Visit.whole(context, url);
      const other = await Visit.whole(context, url);
      assert.ok((await other.records.count()) > 0);
      assert.ok((await visit.storedRows()) > 0);
      await visit.page.bringToFront();

      await visit.leaving.getByRole('button', {name: 'Leave My Health…'}).click();
      const dialog = visit.leaving.getByRole('dialog', {name: 'Leave My Health?'});
      await dialog.getByText('It is removed right away, in all tabs.').waitFor();
      await dialog.getByText('Leaving My Health here does not remove your data at Human API.').waitFor();
      assert.equal(world.portal.participation.status, 'active', 'nothing happens before the confirmation');

      const blank = other.page.waitForFunction(
        () => !document.querySelector('my-health-timeline')!.shadowRoot!.querySelector('article'),
        undefined,
        {polling: 20},
      );
      await Promise.all([blank, dialog.getByRole('button', {name: 'Leave and remove'}).click()]);
      await other.timeline.getByRole('heading', {name: 'You have left My Health'}).waitFor();
      await visit.timeline.getByRole('heading', {name: 'You have left My Health'}).waitFor();
      assert.equal(await visit.records.count(), 0);

      await visit.leaving.getByRole('heading', {name: 'Your receipt: You have left My Health'}).waitFor();
      const receipt = await visit.leaving.locator('[part=receipt]').innerText();
      assert.match(receipt, /Records in this browser before\s+[1-9]\d{2}\b/);
      assert.match(receipt, /Records in this browser after\s+0/);
      assert.match(receipt, /Storage areas removed\s+[1-9]/);
      await visit.event('mh-opt-out', {confirmed: true});
      assert.equal(world.portal.participation.status, 'opted_out');
      assert.equal(await visit.storedRows(), 0);

      const asked = world.requests.length;
      await visit.leaving.getByRole('button', {name: 'Take part again'}).click();
      await visit.records.first().waitFor();
      await visit.until('everything is read anew', async () => {
        const here = (await visit.records.count()) > 0;
        return (
          here && ['fhir', 'human-api'].every(one => world.requests.slice(asked).some(({target}) => target === one))
        );
      });
      assert.equal(await visit.leaving.locator('[part=receipt]').count(), 0);
      return [visit, other];
    }));

  it('lets a place go: its records leave the timeline, the others stay', () =>
    visit(async (context, url) => {
      const visit = await Visit.whole(context, url);
      const direct = await visit.idsOf('mount-sinai');
      const row = visit.connection('Corner Pharmacy');
      await row.getByText('Details').click();
      await row.getByRole('button', {name: /^Disconnect.*Corner Pharmacy/}).click();
      await visit.connections.getByRole('dialog').getByRole('button', {name: 'Disconnect', exact: true}).click();
      await visit.connections.getByText('Corner Pharmacy is disconnected.').waitFor();
      await visit.timeline.getByText(/\b\d+ records from 3 places/).waitFor();
      const {records} = await visit.exported();
      assert.deepEqual(
        records.filter(({sources}) => sources.some(({institution}) => institution.name === 'Corner Pharmacy')),
        [],
      );
      assert.deepEqual(await visit.idsOf('mount-sinai'), direct);
      return [visit];
    }));

  it('opens a record, what is missing, and the files to take along without breaking the page’s policy', () =>
    visit(async (context, url) => {
      const visit = await Visit.whole(context, url);
      const {timeline} = visit;
      await visit.records.first().getByRole('button').first().click();
      const record = timeline.getByRole('dialog');
      await record.getByText('Where this comes from').waitFor();
      await record.getByRole('button', {name: /^(Close|Back)$/}).click();
      await timeline.getByRole('button', {name: 'What is missing'}).first().click();
      await timeline.getByRole('dialog', {name: 'What is here and what is missing'}).waitFor();
      await timeline.getByRole('dialog').getByRole('button', {name: 'Close'}).click();
      await timeline.getByRole('searchbox').fill('blood');
      await timeline.getByText(/\b\d+ records? match/).waitFor();
      await visit.connections.getByText('Questions and answers').click();
      await visit.connections.getByRole('button', {name: 'I can’t find my provider'}).click();
      await visit.connections.getByRole('dialog', {name: 'When your provider is not listed'}).waitFor();
      return [visit];
    }));
});
