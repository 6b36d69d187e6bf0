/**
 * A page (its renderer is killed) or the whole browser (SIGKILL, over a profile on the disk) ends at random points of a
 * 5,000-record sync and the page is opened again, until one visit gets through: every record is then there exactly
 * once. `KILLS=200 POWER_CUTS=50` end them more often.
 */
import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import type {BrowserContext} from 'playwright-core';
import type {PatientData} from '../../demo/simulator/types.js';
import {generatePatient} from '../../demo/patient/generate.js';
import {createWorld, type World} from '../../demo/simulator/world.js';
import {Random} from '../../demo/simulator/random.js';
import {launchChromium, openProfile, startHost} from './host.js';
import {recordRequests, Visit, watch} from './journey.js';

const KILLS = Number(process.env.KILLS ?? 20);
const POWER_CUTS = Number(process.env.POWER_CUTS ?? 5);
const SEED = Number(process.env.SEED ?? Date.now() % 100_000);
/** Visits that are cut off before one gets through. */
const A_ROUND = 3;

/** What is stored outlives each kill. */
interface Victim {
  readonly context: BrowserContext;
  kill(visit: Visit): Promise<void>;
  end(): Promise<void>;
}

const inRenderer = async (): Promise<Victim> => {
  const browser = await launchChromium();
  const {context} = await watch(await browser.newContext());
  return {
    context,
    async kill({page}) {
      const cdp = await context.newCDPSession(page);
      const crashed = page.waitForEvent('crash');
      cdp.send('Page.crash').catch(() => undefined); // never answers
      await crashed;
      await page.close();
    },
    end: () => browser.close(),
  };
};

const inProfile = async (): Promise<Victim> => {
  const folder = mkdtempSync(join(tmpdir(), 'kills-'));
  const open = async () => {
    const browser = await openProfile(folder);
    await watch(browser.context);
    return browser;
  };
  let browser = await open();
  return {
    get context() {
      return browser.context;
    },
    async kill() {
      await browser.kill();
      browser = await open();
    },
    async end() {
      await browser.close();
      rmSync(folder, {recursive: true, force: true, maxRetries: 5});
    },
  };
};

/** Resolves when the record servers have been asked this often, or every route has been read. */
const asked = async (world: World, visit: Visit, times: number): Promise<void> => {
  let isOver = false;
  const over = visit.ended('mount-sinai', 'human-api').then(
    () => (isOver = true),
    () => (isOver = true),
  );
  while (!isOver && recordRequests(world.requests).length < times)
    await Promise.race([over, new Promise(done => setImmediate(done))]);
};

/** Whether some route's pass has begun and not all have ended. */
const isReading = async (visit: Visit): Promise<boolean> => {
  const phases = await visit.events('mh-sync');
  const ends = new Set(phases.filter(({phase}) => phase === 'done').map(({route}) => route));
  return phases.some(({phase}) => phase === 'start') && ends.size < 2;
};

/** Every record of both routes is shown, once. */
const assertExact = async (visit: Visit, {fhir}: World, patient: PatientData): Promise<void> => {
  const clinical = fhir.store.types
    .flatMap(type => fhir.store.ofPatient(type, fhir.patientId))
    .filter(({resourceType}) => !['Patient', 'Medication', 'Practitioner', 'Organization'].includes(resourceType))
    .map(({resourceType, id}) => `${resourceType}/${id}`)
    .sort();
  assert.deepEqual(await visit.idsOf('mount-sinai'), clinical, `FHIR, seed ${SEED}`);
  const all = await visit.idsOf('human-api');
  assert.equal(new Set(all).size, all.length, `Human API, no id twice, seed ${SEED}`);
  const shown = new Set(all.map(id => id.split('#')[0]!));
  const supporting = /^(profile|demographics|organizations)\//;
  const human = patient.sources
    .flatMap(({lists}) => Object.entries(lists).flatMap(([list, rows]) => rows.map(({id}) => `${list}/${id}`)))
    .filter(id => !supporting.test(id) && !shown.has(id));
  assert.deepEqual(human, [], `Human API, seed ${SEED}`);
};

const WAYS = [
  {what: 'the renderer', times: KILLS, begin: inRenderer},
  {what: 'the browser, as a power cut does,', times: POWER_CUTS, begin: inProfile},
];

describe('kills', () => {
  for (const {what, times, begin} of WAYS)
    it(`${what} ended ${times} times in the middle of reading: nothing lost, nothing doubled`, async () => {
      const random = new Random(SEED);
      const patient = generatePatient({records: 5000, seed: 5});
      let kills = 0;
      let midSync = 0;
      while (kills < times) {
        const world = createWorld({patient});
        const host = await startHost(world);
        const victim = await begin();
        try {
          for (let cut = 0; cut < A_ROUND && kills < times; cut++, kills++) {
            world.requests.length = 0;
            const visit = await Visit.begin(victim.context, host.url);
            await asked(world, visit, random.int(1, 24));
            if (await isReading(visit)) midSync++;
            await victim.kill(visit);
          }
          await assertExact(await Visit.whole(victim.context, host.url), world, patient);
        } finally {
          await victim.end();
          await host.stop();
        }
      }
      console.log(`${what} ended ${kills} times, ${midSync} of them while reading, seed ${SEED}: exact`);
      assert.ok(midSync >= 0.6 * kills, `${midSync} of ${kills} kills came while records were being read`);
    });
});
