import {LibraryBuilder} from '../../src/records/builder.js';
import {exportCsv, exportJson} from '../../src/records/export.js';
import {filterLibrary, prepareSearch} from '../../src/records/filter.js';
import {groupByTime} from '../../src/records/timeline.js';
import {nest, groupsOf} from '../../src/records/groups.js';
import {prepareView} from '../../src/records/prepare-view.js';
import {CATEGORIES, recordKey} from '../../src/records/model.js';
import {parseFhirDate} from '../../src/records/fhir-dates.js';
import type {HealthRecord} from '../../src/records/model.js';

/** What the pure layer costs at many records: `npx tsx test/bench/records-library.ts [records]`. Prints, judges nothing. */

const total = Number(process.argv[2] ?? 100_000);
const two = (part: number): string => String(part).padStart(2, '0');
const record = (at: number): HealthRecord => {
  const institution = {id: `i${at % 5}`, name: `Hospital ${at % 5}`};
  const route = at % 5 ? 'human-api' : 'direct';
  const recordId = `Observation/${at}`;
  const day = `${1980 + ((at * 7) % 45)}-${two(1 + (at % 12))}-${two(1 + (at % 28))}`;
  const date = parseFhirDate(at % 3 ? `${day}T${two(at % 24)}:${two(at % 60)}:00-05:00` : day);
  const number = (at % 97) / 10;
  return {
    id: recordKey(route, institution.id, recordId),
    category: CATEGORIES[at % CATEGORIES.length]!,
    title: `Hemoglobin A1c measurement number ${at}`,
    date,
    value: String(number),
    number,
    unit: '%',
    ucum: '%',
    codes: [
      {system: 'http://loinc.org', code: `${at % 400}-4`, display: 'Hemoglobin A1c/Hemoglobin.total in Blood'},
      {system: 'urn:oid:1.2.3', code: String(at % 400)},
    ],
    identifiers: [`urn:oid:1.2.3.4|${at}`],
    ...(at % 10 ? {encounter: recordKey(route, institution.id, `Observation/${at - (at % 150)}`)} : {}),
    sources: [{route, institution, recordId, retrievedAt: '2026-01-05T10:00:00Z', date}],
    details: [{label: 'Ordered by', text: 'Dr. José Weiß, Internal Medicine'}],
    attachments: [],
  };
};

/** Ms of processor time: wall time says little on a machine that others use. */
const now = (): number => {
  const {user, system} = process.cpuUsage();
  return (user + system) / 1000;
};
/** Longest stretch between two breaths. */
let last = now();
let longest = 0;
let breaths = 0;
const breathe = (): Promise<void> => {
  longest = Math.max(longest, now() - last);
  breaths++;
  return new Promise(resolve =>
    setImmediate(() => {
      last = now();
      resolve();
    }),
  );
};
const measure = async (name: string, run: () => unknown): Promise<void> => {
  longest = breaths = 0;
  const begin = (last = now());
  await run();
  const end = now();
  const slices = breaths ? `, ${breaths} breaths, longest slice ${Math.max(longest, end - last).toFixed(1)} ms` : '';
  console.log(`${name}: ${(end - begin).toFixed(1)} ms${slices}`);
};

const builder = new LibraryBuilder(breathe);
for (let page = 0; page * 200 < total; page++) {
  const records = Array.from({length: Math.min(200, total - page * 200)}, (_, at) => record(page * 200 + at));
  builder.put('r|Observation', 1, page, {records, aside: [], persons: []});
}
console.log(`${total} records`);
let library = await builder.build();
await measure('build again (nothing new)', async () => (library = await builder.build()));
const fresh = new LibraryBuilder(breathe);
const all = [...library.dated];
for (let page = 0; page * 200 < all.length; page++) {
  const records = all.slice(page * 200, page * 200 + 200).map(one => ({...one}));
  fresh.put('r|Observation', 1, page, {records, aside: [], persons: []});
}
await measure('build from nothing', async () => (library = await fresh.build()));
await measure('prepare search', () => prepareSearch(library, breathe));
for (const query of ['jose weiss 99', 'zzz', 'hemoglobin', 'a']) {
  const times = Array.from({length: 9}, () => {
    const from = performance.now();
    filterLibrary(library, {query});
    return performance.now() - from;
  });
  const [first] = times;
  const middle = times.sort((a, b) => a - b)[4]!;
  console.log(
    `search ${query}: ${middle.toFixed(1)} ms (median of 9; the first took ${first!.toFixed(1)} ms; goal 20 ms)`,
  );
}
await measure('filter by category and time', () =>
  filterLibrary(library, {categories: new Set(['lab']), from: '1999'}),
);
await measure('group by time', () => groupByTime(library.dated));
await measure('prepare the view', () => prepareView(library, breathe));
await measure('nest the first 50', () => nest(library.dated.slice(0, 50), groupsOf(library), () => true));
const input = {library, missing: [], locale: 'en', exportedAt: '2026-01-05T10:00:00Z'};
for (const [name, chunks] of [
  ['export JSON', exportJson],
  ['export CSV', exportCsv],
] as const) {
  await measure(name, async () => {
    for (const chunk of chunks(input)) await (chunk && breathe());
  });
}
