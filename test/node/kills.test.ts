/**
 * The renderer is killed at random points of a 5,000-record sync and the page opened again, until one visit gets
 * through: every record is then there exactly once. `KILLS=200` kills more often.
 */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser} from 'playwright-core';
import {generatePatient} from '../../demo/patient/generate.js';
import {createWorld, type World} from '../../demo/simulator/world.js';
import {Random} from '../../demo/simulator/random.js';
import {launchChromium, startHost} from './host.js';
import {recordRequests, Visit, watch} from './journey.js';

const KILLS = Number(process.env.KILLS ?? 20);
const SEED = Number(process.env.SEED ?? Date.now() % 100_000);

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

describe('renderer kills', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  it(`${KILLS} kills in the middle of reading: nothing lost, nothing doubled`, async () => {
    const random = new Random(SEED);
    const patient = generatePatient({records: 5000, seed: 5});
    let kills = 0;
    let midSync = 0;
    let rounds = 0;
    while (kills < KILLS) {
      rounds++;
      const world = createWorld({patient});
      const host = await startHost(world);
      const {context} = await watch(await browser.newContext());
      try {
        for (let ofRound = 0; ofRound < 3 && kills < KILLS; ofRound++) {
          world.requests.length = 0;
          const visit = await Visit.begin(context, host.url);
          await asked(world, visit, random.int(1, 24));
          const phases = await visit.events('mh-sync');
          const cdp = await context.newCDPSession(visit.page);
          const crashed = visit.page.waitForEvent('crash');
          cdp.send('Page.crash').catch(() => undefined); // never answers
          await crashed;
          await visit.page.close();
          kills++;
          const ends = new Set(phases.filter(({phase}) => phase === 'done').map(({route}) => route));
          if (phases.some(({phase}) => phase === 'start') && ends.size < 2) midSync++;
        }
        const last = await Visit.whole(context, host.url);
        const clinical = world.fhir.store.types
          .flatMap(type => world.fhir.store.ofPatient(type, world.fhir.patientId))
          .filter(({resourceType}) => !['Patient', 'Medication', 'Practitioner', 'Organization'].includes(resourceType))
          .map(({resourceType, id}) => `${resourceType}/${id}`)
          .sort();
        assert.deepEqual(await last.idsOf('mount-sinai'), clinical, `FHIR, seed ${SEED}`);
        const human = patient.sources.flatMap(({lists}) =>
          Object.entries(lists).flatMap(([list, rows]) => rows.map(({id}) => `${list}/${id}`)),
        );
        const shown = new Set((await last.idsOf('human-api')).map(id => id.split('#')[0]!));
        const all = await last.idsOf('human-api');
        assert.equal(new Set(all).size, all.length, `Human API, no id twice, seed ${SEED}`);
        const supporting = /^(profile|demographics|organizations)\//;
        assert.deepEqual(
          human.filter(id => !supporting.test(id) && !shown.has(id)),
          [],
          `Human API, seed ${SEED}`,
        );
      } finally {
        await context.close();
        await host.stop();
      }
    }
    console.log(`${kills} renderer kills, ${midSync} of them while reading, in ${rounds} rounds, seed ${SEED}: exact`);
    assert.ok(midSync >= 0.6 * kills, `${midSync} of ${kills} kills came while records were being read`);
  });
});
