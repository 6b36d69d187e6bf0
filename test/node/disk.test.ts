/**
 * What is left in the files of a browser's profile: record text, tokens and keys must not be, at any moment
 * (docs/reliability.md). A control text shows that the search finds what is there.
 */
import assert from 'node:assert/strict';
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import {generatePatient} from '../../demo/patient/generate.js';
import type {JsonObject, PatientData} from '../../demo/simulator/types.js';
import {createWorld, type World} from '../../demo/simulator/world.js';
import {openProfile, startHost} from './host.js';
import {Visit, watch} from './journey.js';

const CONTROL = 'qzcontrol-7741';
const IN_RECORDS = Array.from({length: 40}, (_, index) => `qzsentinel-${String(index).padStart(2, '0')}`);

/** A patient in whose records the sentinels stand: titles, remarks and values, on both routes. */
const markedPatient = (): PatientData => {
  const patient = generatePatient({records: 1500, seed: 3});
  const observations = patient.fhir.resources.filter(({resourceType}) => resourceType === 'Observation');
  IN_RECORDS.slice(0, 20).forEach((sentinel, index) => {
    const resource = observations[index * 7]!;
    if (index % 2) resource['note'] = [{text: `Seen: ${sentinel}`}];
    else resource['code'] = {text: sentinel};
  });
  const tests = patient.sources.flatMap(({lists}) => lists.test_results ?? []);
  IN_RECORDS.slice(20).forEach((sentinel, index) => {
    const test = tests[index * 5]! as JsonObject;
    if (index % 2) test['components'] = [{name: sentinel, value: '7', unit: 'mg'}];
    else test['name'] = sentinel;
  });
  return {...patient, displayName: 'qzname-5518'};
};

/** Everything that must not be on disk, as bytes. */
const secrets = (world: World): Map<string, Buffer> => {
  const key = world.portal.cache!.key;
  const texts = [
    ...IN_RECORDS,
    world.patient.displayName,
    world.patient.key,
    key,
    ...new Set(world.requests.flatMap(({authorization}) => authorization?.replace('Bearer ', '') ?? [])),
  ];
  const bytes = new Map<string, Buffer>([['raw cache key', Buffer.from(key, 'base64url')]]);
  for (const text of texts) {
    bytes.set(text, Buffer.from(text));
    bytes.set(`${text} (UTF-16)`, Buffer.from(text, 'utf16le'));
  }
  return bytes;
};

/** Which of these are somewhere in the files of a folder. */
const hits = (folder: string, wanted: ReadonlyMap<string, Buffer>): string[] => {
  const found: string[] = [];
  for (const entry of readdirSync(folder, {recursive: true, withFileTypes: true})) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    let content: Buffer;
    try {
      content = readFileSync(path);
    } catch {
      // a running browser takes its own files away
      continue;
    }
    for (const [name, bytes] of wanted) if (content.includes(bytes)) found.push(`${name} in ${path}`);
  }
  return found;
};

describe('the files of the browser’s profile', () => {
  const inProfile = async (test: (folder: string, world: World, url: string) => Promise<void>): Promise<void> => {
    const folder = mkdtempSync(join(tmpdir(), 'my-health-profile-'));
    const host = await startHost(createWorld({patient: markedPatient()}));
    try {
      await test(folder, host.world, host.url);
    } finally {
      await host.stop();
      rmSync(folder, {recursive: true, force: true, maxRetries: 3});
    }
  };

  it('hold none of the sentinels at any moment of two visits and of leaving', () =>
    inProfile(async (folder, world, url) => {
      // the host drops its key when the patient leaves: what was a secret once stays one
      const wanted = new Map<string, Buffer>();
      const moments: string[] = [];
      const scan = (moment: string): void => {
        if (world.portal.cache) for (const [name, bytes] of secrets(world)) wanted.set(name, bytes);
        assert.deepEqual(hits(folder, wanted), [], moment);
        moments.push(moment);
      };
      const open = async () => {
        const browser = await openProfile(folder);
        await watch(browser.context);
        return browser;
      };
      let browser = await open();
      let visit = await Visit.begin(browser.context, url);
      await visit.event('mh-sync', {phase: 'start'});
      scan('reading has begun');
      await visit.until('something is stored', async () => (await visit.storedRows()) >= 3);
      scan('the first pages are stored');
      await visit.ended('mount-sinai', 'human-api');
      scan('everything is stored');
      const exported = JSON.stringify(await visit.exported());
      for (const sentinel of IN_RECORDS) assert.ok(exported.includes(sentinel), `${sentinel} was read`);
      scan('the records were exported');
      await visit.refresh();
      scan('everything was read again');
      await visit.page.evaluate(control => localStorage.setItem('control', control), CONTROL);
      await browser.close();
      scan('the browser was closed');
      const control = new Map([
        ['control', Buffer.from(CONTROL)],
        ['control (UTF-16)', Buffer.from(CONTROL, 'utf16le')],
      ]);
      assert.ok(hits(folder, control).length, 'a search finds what is there');

      browser = await open();
      visit = await Visit.whole(browser.context, url);
      scan('a second visit');
      await visit.page.close();
      scan('its page was closed');
      await browser.kill();
      scan('the browser was killed while nothing was read');

      browser = await open();
      world.renewCacheKey();
      visit = await Visit.whole(browser.context, url);
      scan('the host has another key');
      await visit.optOut();
      await visit.event('mh-opt-out', {confirmed: true});
      assert.equal(await visit.storedRows(), 0);
      scan('the patient has left');
      await browser.close();
      scan('the browser was closed after that');
      console.log(`profile at ${moments.length} moments: 0 hits of ${wanted.size} byte patterns`);
    }));

  it('hold none of the sentinels after a kill in the middle of reading', () =>
    inProfile(async (folder, world, url) => {
      world.faults.add({target: 'fhir', effect: {kind: 'latency', ms: 300}});
      world.faults.add({target: 'human-api', effect: {kind: 'latency', ms: 300}});
      const browser = await openProfile(folder);
      await watch(browser.context);
      const visit = await Visit.begin(browser.context, url);
      await visit.event('mh-sync', {phase: 'progress'});
      await visit.until('something is stored', async () => (await visit.storedRows()) >= 3);
      await browser.kill();
      assert.deepEqual(hits(folder, secrets(world)), []);

      world.faults.clear();
      const next = await openProfile(folder);
      await watch(next.context);
      const whole = await Visit.whole(next.context, url);
      const ids = await whole.idsOf('mount-sinai');
      assert.equal(new Set(ids).size, ids.length, 'nothing stands there twice');
      const exported = JSON.stringify(await whole.exported());
      for (const sentinel of IN_RECORDS) assert.ok(exported.includes(sentinel), `${sentinel} was read after the kill`);
      await next.close();
      assert.deepEqual(hits(folder, secrets(world)), []);
    }));
});
