/**
 * End to end on published records: they are served by the FHIR server of the simulator, read by the built element in a
 * browser, exported, and compared with the files. The comparison uses nothing of the product's own code.
 */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser} from 'playwright-core';
import {loadBundle} from '../../demo/simulator/fhir.js';
import type {Bundle} from '../../demo/simulator/types.js';
import {createWorld} from '../../demo/simulator/world.js';
import {DATA_FOLDER, dataIsThere, readData} from './data.js';
import {expectedDate, SUPPORTING} from './expected-dates.js';
import {launchChromium, openTimeline, startHost} from './host.js';

interface ExportedSource {
  record_id: string;
  date: {value: string; precision: string} | null;
}
interface Exported {
  missing: {state: string; count?: number; record_ids?: string[]}[];
  records: {id: string; title: string; sources: ExportedSource[]}[];
}
type Json = Record<string, unknown>;

const FILES = [
  'fhir-r4/synthea/large-3177_b1962.json.gz',
  'fhir-r4/ips/IPS_IG-bundle-01.json',
  'fhir-r4/ips/US_Epic_Connectathon_Sept.json',
  'fhir-r4/ips/AT-elga2.json.gz',
];
const ZONES = ['America/New_York', 'Asia/Kathmandu'];

/** Compares the export with what the server held. Returns the counts that the console shows. */
const compare = (exported: Exported, served: readonly Json[]): string => {
  const standsIn = new Map<string, ExportedSource[]>();
  for (const record of exported.records) {
    for (const source of record.sources) {
      standsIn.set(source.record_id, [...(standsIn.get(source.record_id) ?? []), source]);
    }
  }
  const missing = new Set(exported.missing.flatMap(entry => entry.record_ids ?? []));
  let dated = 0;
  let undated = 0;
  const clinical = served.filter(resource => !SUPPORTING.has(String(resource.resourceType)));
  for (const resource of clinical) {
    const id = `${String(resource.resourceType)}/${String(resource.id)}`;
    const found = standsIn.get(id) ?? [];
    if (missing.has(id)) {
      assert.equal(found.length, 0, `${id} stands in a record and under missing`);
      continue;
    }
    assert.equal(found.length, 1, `${id} stands in ${found.length} records`);
    const expected = expectedDate(resource);
    if (expected === undefined) continue;
    assert.equal(found[0]!.date?.value ?? null, expected, `date of ${id}`);
    if (expected === null) undated++;
    else dated++;
  }
  return `${clinical.length} clinical resources, ${exported.records.length} records, ${dated} dated, ${undated} undated, ${missing.size} under missing`;
};

if (!dataIsThere)
  console.log(`real-input: no published records at ${DATA_FOLDER}; set MY_HEALTH_DATA to run this test`);
else {
  describe('published records, read in a browser', () => {
    let browser: Browser;
    before(async () => {
      browser = await launchChromium();
    });
    after(() => browser.close());

    for (const file of FILES) {
      for (const timezoneId of ZONES) {
        it(`${file} in ${timezoneId}: nothing lost, no date moved`, async () => {
          const world = createWorld();
          world.fhir.manners.forbidden = [];
          world.fhir.manners.withheld = [];
          if (file.includes('/ips/')) world.fhir.manners.needs = {}; // many summaries have no category to search by
          loadBundle(world, readData(file) as Bundle);
          world.fhir.status = 'connected';
          const host = await startHost(world);
          try {
            const context = await browser.newContext({timezoneId});
            const page = await openTimeline(context, host.url);
            const exported = await page.evaluate(async () => {
              const timeline = document.querySelector('my-health-timeline') as unknown as {
                exportRecords(options: {format: 'json'}): Promise<Blob>;
              };
              return JSON.parse(await (await timeline.exportRecords({format: 'json'})).text()) as unknown;
            });
            const {store, patientId} = world.fhir;
            const served = store.types.flatMap(type => store.ofPatient(type, patientId));
            console.log(`${file}, ${timezoneId}: ${compare(exported as Exported, served)}`);
            await context.close();
          } finally {
            await host.stop();
          }
        });
      }
    }
  });
}
