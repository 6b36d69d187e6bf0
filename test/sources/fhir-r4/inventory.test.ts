import {expect} from '@open-wc/testing';
import {executeServerCommand} from '@web/test-runner-commands';
import {SUPPORTING} from '../../../src/sources/fhir-r4/types.js';
import {anyone, page, type Json} from './bench.js';
import {mapFhir} from '../../helpers/map-page.js';

/**
 * Published records that are read in place: nothing is lost, no date is moved. The patient's id is not checked here:
 * these files hold many patients.
 */
const list = async (folder: string): Promise<string[]> =>
  (await executeServerCommand<{paths: string[] | null}, string>('data-list', folder)).paths ?? [];
const load = async (path: string): Promise<string> =>
  (await executeServerCommand<{text: string}, string>('data-read', path)).text;

interface Row {
  readonly resources: number;
  readonly byType: Record<string, number>;
}
/** What INVENTORY.tsv says of each file. */
const inventory = async (): Promise<Map<string, Row>> => {
  const [head, ...lines] = (await load('INVENTORY.tsv')).split('\n').map(line => line.split('\t'));
  const column = (name: string): number => head!.indexOf(name);
  return new Map(
    lines
      .filter(line => line[0])
      .map(line => {
        const types = (line[column('by_type')] ?? '').split(' ').filter(Boolean);
        const byType = Object.fromEntries(types.map(each => [each.split(':')[0]!, Number(each.split(':')[1])]));
        return [line[0]!, {resources: Number(line[column('resources')]), byType}];
      }),
  );
};

/** The documents of a file: one, one a line, or the DSTU2 collection's entries. */
const documents = (path: string, text: string): Json[] => {
  if (path.includes('ndjson'))
    return text
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line) as Json);
  const parsed = JSON.parse(text) as Json;
  return Array.isArray(parsed.documents) ? (parsed.documents as {raw: Json}[]).map(({raw}) => raw) : [parsed];
};

/**
 * How many of each type a document holds, counted independently of the mapping. The same id at the same address (or at
 * none) is the same resource.
 */
const count = (value: unknown, into: Record<string, number>, seen: Map<string, unknown>, address?: unknown): void => {
  if (typeof value !== 'object' || value === null) return;
  const {resourceType, entry, resource, fullUrl, id} = value as Json;
  if (resource !== undefined) return count(resource, into, seen, fullUrl);
  if (resourceType === 'Bundle') {
    if (Array.isArray(entry)) for (const item of entry) count(item, into, seen);
  } else if (typeof resourceType === 'string') {
    const key = `${resourceType}/${String(id)}`;
    if (typeof id === 'string' && seen.has(key) && (!address || seen.get(key) === address)) return;
    if (!seen.has(key)) seen.set(key, address);
    into[resourceType] = (into[resourceType] ?? 0) + 1;
  }
};

const entriesOf = (docs: readonly Json[]): unknown[] => docs.map(doc => ('resource' in doc ? doc : {resource: doc}));
/** Every date of a record must stand, letter for letter, in its own raw payload. */
const moved = (mapped: ReturnType<typeof mapFhir>): string[] =>
  mapped.records.flatMap(({id, date, end}) => {
    const raw = JSON.stringify(mapped.raws.get(id));
    return [date, end].flatMap(each => (each && !raw.includes(`"${each.value}"`) ? [`${id}: ${each.value}`] : []));
  });

describe('FHIR over published records', function () {
  this.timeout(60_000);
  let files: string[] = [];

  before(async function () {
    files = (await list('fhir-r4')).filter(path => !path.endsWith('.txt'));
    if (!files.length)
      console.log('The folder of published records is absent (MY_HEALTH_DATA): nothing is checked here.');
  });

  it('loses nothing, moves no date, and finds what INVENTORY.tsv counts', async () => {
    if (!files.length) return void expect(files).to.deep.equal([]);
    const known = await inventory();
    const lines: string[] = [];
    const total = {read: 0, shown: 0, undated: 0, supporting: 0, aside: 0};
    for (const path of files) {
      const docs = documents(path, await load(path));
      const mapped = mapFhir(page(entriesOf(docs)), anyone);
      const counted: Record<string, number> = {};
      const seen = new Map<string, unknown>();
      for (const doc of docs) count(doc, counted, seen);

      expect(mapped.shown + mapped.supporting + mapped.aside.length, path).to.equal(mapped.read);
      expect(moved(mapped), path).to.deep.equal([]);
      expect(new Set(mapped.records.map(({id}) => id)).size, path).to.equal(mapped.records.length);
      // every resource that is not only support is on the timeline or in a counted list
      const clinical = Object.entries(counted).filter(([type]) => !SUPPORTING.has(type));
      const accounted: Record<string, number> = {};
      for (const {sources} of mapped.records) {
        const type = sources[0]!.recordId.split('/')[0]!;
        accounted[type] = (accounted[type] ?? 0) + 1;
      }
      for (const {type, state} of mapped.aside)
        if (type !== 'Entry' || state !== 'unreadable') accounted[type] = (accounted[type] ?? 0) + 1;
      expect(accounted, path).to.deep.equal(Object.fromEntries(clinical));
      // every entry is read, those that stand in several bundles of a file included
      const row = known.get(path);
      if (row) expect(mapped.read, `${path}: resources`).to.be.at.least(row.resources - (row.byType.Bundle ?? 0));

      const undated = mapped.records.filter(({date}) => !date).length;
      const reasons: Record<string, number> = {};
      for (const {reason} of mapped.aside) reasons[reason] = (reasons[reason] ?? 0) + 1;
      total.read += mapped.read;
      total.shown += mapped.shown;
      total.undated += undated;
      total.supporting += mapped.supporting;
      total.aside += mapped.aside.length;
      if (!path.includes('us-core-examples') || mapped.aside.length) {
        const why = Object.entries(reasons)
          .map(([reason, each]) => `${reason} ${each}`)
          .join(', ');
        lines.push(
          `${path}: read ${mapped.read} (inventory ${row?.resources ?? '–'}), shown ${mapped.shown}, undated ${undated}, supporting ${mapped.supporting}, aside ${mapped.aside.length}${why && ` (${why})`}`,
        );
      }
      for (const {title, details} of mapped.records) {
        expect(title.trim(), path).to.not.match(/^$|^unknown$|^undefined|\[object/i);
        expect(
          details.every(({label, text}) => label && text),
          path,
        ).to.equal(true);
      }
    }
    console.log(`${lines.join('\n')}\nin all: ${JSON.stringify(total)}`);
    expect(total.read).to.be.greaterThan(10_000);
  });

  it('never shows an older format as if it were R4, and never crashes on it', async () => {
    if (!files.length) return void expect(files).to.deep.equal([]);
    const [path] = await list('fhir-dstu2');
    const docs = documents(path!, await load(path!));
    const mapped = mapFhir(page(docs), anyone);
    const older: Record<string, number> = {};
    for (const {type, reason} of mapped.aside) older[`${type} ${reason}`] = (older[`${type} ${reason}`] ?? 0) + 1;
    console.log(
      `${path}: read ${mapped.read}, shown ${mapped.shown}, supporting ${mapped.supporting}, aside ${JSON.stringify(older)}`,
    );
    expect(mapped.shown + mapped.supporting + mapped.aside.length).to.equal(mapped.read);
    expect(moved(mapped)).to.deep.equal([]);
    const aside = mapped.aside.filter(({reason}) => reason === 'older_format').length;
    expect(aside).to.be.greaterThan(mapped.shown * 5);
    // what has no sign of its age reads the same in R4
    expect(new Set(mapped.records.map(({category}) => category))).to.not.include('allergy');
  });

  it('takes 138 good and bad resource texts', async () => {
    if (!files.length) return void expect(files).to.deep.equal([]);
    const cases = JSON.parse(await load('robustness/fhir-validator-cases.json.gz')) as {name: string; text: string}[];
    let parsed = 0;
    for (const {name, text} of cases) {
      let doc: unknown;
      try {
        doc = JSON.parse(text);
      } catch {
        continue;
      }
      parsed++;
      const mapped = mapFhir(page([{resource: doc}]), anyone);
      expect(mapped.shown + mapped.supporting + mapped.aside.length, name).to.equal(mapped.read);
      expect(moved(mapped), name).to.deep.equal([]);
    }
    console.log(
      `robustness/fhir-validator-cases.json.gz: ${parsed} of ${cases.length} parse as JSON, all are accounted for`,
    );
    expect(parsed).to.be.greaterThan(100);
  });

  it('takes every naughty string and every attack for text', async () => {
    if (!files.length) return void expect(files).to.deep.equal([]);
    const strings = [
      ...(JSON.parse(await load('robustness/naughty-strings.json')) as string[]),
      ...(JSON.parse(await load('security/xss-payloadbox.json.gz')) as string[]),
    ];
    for (const text of strings) {
      const resource = {
        resourceType: 'Procedure',
        id: '1',
        code: {text},
        note: [{text}],
        status: text,
        performedDateTime: text,
        performer: [{actor: {display: text}}],
      };
      const {records, aside} = mapFhir(page([{resource}]), anyone);
      expect(records.length + aside.length, text).to.equal(1);
      expect((records[0] ?? aside[0]!.record!).title.trim(), text).to.not.equal('');
    }
    expect(strings.length).to.be.greaterThan(3000);
  });
});
