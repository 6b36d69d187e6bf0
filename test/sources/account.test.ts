import '../helpers/all-loaded.js';
import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {LibraryBuilder} from '../../src/records/builder.js';
import {exportJson} from '../../src/records/export.js';
import {mapFhir, mapHuman} from '../helpers/map-page.js';
import type {LibraryPage} from '../../src/records/builder.js';
import type {SourceContext} from '../../src/sources/source.js';

/**
 * docs/host-contract.md §9: every clinical resource that was read stands in exactly one exported record's `sources`,
 * or under `missing`.
 */
type Json = Record<string, unknown>;
interface Exported {
  readonly missing: readonly {state: string; count?: number; record_ids?: string[]}[];
  readonly records: readonly {sources: readonly {route: string; institution: {id: string}; record_id: string}[]}[];
}

const context = (route: string): SourceContext => ({
  route,
  routeName: route,
  baseUrl: 'https://x.example/',
  institution: {id: route, name: route},
  token: () => Promise.resolve(null),
});
const FHIR = {...context('mount-sinai'), patientId: 'me'};
const HUMAN = context('human-api');
/** Every answer has its own time. */
const readAt = (nth: number): string => new Date(Date.UTC(2026, 0, 1) + nth).toISOString();
const fhirPage = (entries: readonly unknown[], pass = 0): LibraryPage =>
  mapFhir({stream: 'x', entries, next: null, retrievedAt: readAt(pass)}, FHIR);
const humanPage = (stream: string, entries: readonly unknown[], pass = 0): LibraryPage =>
  mapHuman({stream, entries, next: null, retrievedAt: readAt(pass)}, HUMAN);

const exported = async (pages: readonly (readonly [stream: string, pass: number, page: LibraryPage])[]) => {
  const builder = new LibraryBuilder(() => Promise.resolve());
  pages.forEach(([stream, pass, page], index) => builder.put(stream, pass, index, page));
  const library = await builder.build();
  const chunks = exportJson({library, missing: [], locale: 'en', exportedAt: readAt(0)});
  return JSON.parse([...chunks].join('')) as Exported;
};
/** Source ids in the file, those of several dates told by their `#n`. */
const idsIn = ({records}: Exported): string[] =>
  records.flatMap(({sources}) => sources.map(({record_id}) => record_id)).sort();
const missingIds = ({missing}: Exported): string[] => missing.flatMap(({record_ids = []}) => record_ids).sort();
const counted = ({missing}: Exported, state: string): number =>
  missing.filter(entry => entry.state === state).reduce((sum, {count = 0}) => sum + count, 0);

const observation = (id: string, more: Json = {}): Json => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: {coding: [{system: 'http://loinc.org', code: '2345-7', display: 'Glucose'}]},
  subject: {reference: 'Patient/me'},
  effectiveDateTime: '2020-01-02',
  valueQuantity: {value: 5, unit: 'mmol/L'},
  ...more,
});
const entry = (resource: Json) => ({resource});
const shot = (id: string, dates: unknown, more: Json = {}): Json => ({
  id,
  source: 's',
  organization: {id: 'o', name: 'O'},
  name: 'Flu',
  dates,
  ...more,
});

describe('Nothing vanishes on the way to the file', () => {
  it('the same resource from two searches stands once', async () => {
    const pages = [
      ['Observation?category=laboratory', 1, fhirPage([entry(observation('1')), entry(observation('2'))])],
      ['Observation?category=exam', 1, fhirPage([entry(observation('2')), entry(observation('3'))])],
    ] as const;
    expect(idsIn(await exported(pages))).to.deep.equal(['Observation/1', 'Observation/2', 'Observation/3']);
  });

  it('the same resource twice in one page stands once, in both protocols', async () => {
    const pages = [
      ['Observation', 1, fhirPage([entry(observation('1')), entry(observation('1'))])],
      [
        'immunizations',
        1,
        humanPage('immunizations', [shot('i', ['2019-10-01', '2020-10-01']), shot('i', ['2019-10-01', '2020-10-01'])]),
      ],
    ] as const;
    expect(idsIn(await exported(pages))).to.deep.equal(['Observation/1', 'immunizations/i', 'immunizations/i#2']);
  });

  it('what has no id is counted, also beside what came and went', async () => {
    const {resourceType, status, code} = observation('');
    const nameless = entry({resourceType, status, code});
    const wrong = entry(observation('x', {status: 'entered-in-error'}));
    const file = await exported([
      ['a', 1, fhirPage([wrong, nameless])],
      // the record is right again, and two more cannot be told apart
      ['b', 1, fhirPage([entry(observation('x')), nameless, nameless], 1)],
    ]);
    expect(idsIn(file)).to.deep.equal(['Observation/x']);
    expect(counted(file, 'unreadable')).to.equal(3);
  });

  it('an item that loses one of its dates loses that record', async () => {
    const file = await exported([
      ['immunizations', 1, humanPage('immunizations', [shot('i', ['2018-10-01', '2019-10-01', '2020-10-01'])])],
      ['immunizations', 2, humanPage('immunizations', [shot('i', ['2018-10-01', '2019-10-01'])], 1)],
    ]);
    expect(idsIn(file)).to.deep.equal(['immunizations/i', 'immunizations/i#2']);
  });

  it('an item of several dates that was a mistake is one, with all its dates', async () => {
    const file = await exported([
      ['immunizations', 1, humanPage('immunizations', [shot('i', ['2018-10-01', '2019-10-01'])])],
      [
        'immunizations',
        2,
        humanPage('immunizations', [shot('i', ['2018-10-01', '2019-10-01'], {status: 'entered in error'})], 1),
      ],
    ]);
    expect([idsIn(file), missingIds(file)]).to.deep.equal([[], ['immunizations/i']]);
  });

  it('merged copies keep every id', async () => {
    const loinc = {code: '2345-7', codeSystem: '2.16.840.1.113883.6.1'};
    const test = {
      id: 't',
      source: 's',
      name: 'Glucose',
      codes: [loinc],
      resultDateTime: '2020-01-02',
      components: [{name: 'Glucose', value: '5', unit: 'mmol/L'}],
    };
    const file = await exported([
      ['Observation', 1, fhirPage([entry(observation('1'))])],
      ['test_results', 1, humanPage('test_results', [test])],
    ]);
    expect(file.records).to.have.length(1);
    expect(idsIn(file)).to.deep.equal(['Observation/1', 'test_results/t']);
  });

  it('holds for any mixture of good, broken, foreign and repeated entries, read in any order of passes', async () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const kind = fc.constantFrom('good', 'good', 'mistake', 'foreign', 'older', 'nameless', 'junk');
    const fhir = fc.array(fc.tuple(kind, id), {maxLength: 8});
    const human = fc.array(
      fc.tuple(fc.constantFrom('good', 'mistake', 'nameless', 'junk'), id, fc.integer({min: 0, max: 3})),
      {maxLength: 6},
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fhir, human), {minLength: 1, maxLength: 3}), async passes => {
        const pages: [string, number, LibraryPage][] = [];
        /** What a source said last of each id: how many records, or that it is set aside. */
        const last = new Map<string, number>();
        const lost = {unreadable: 0, other_patient: 0};
        passes.forEach(([clinical, shots], pass) => {
          const entries = clinical.map(([what, name]): unknown => {
            if (what === 'junk') return (lost.unreadable++, 7);
            if (what === 'nameless') return (lost.unreadable++, entry({...observation(''), id: undefined}));
            if (what === 'foreign')
              return (lost.other_patient++, entry(observation(`f${name}`, {subject: {reference: 'Patient/you'}})));
            // each id has one nature within a pass, as on a server
            const key = `Observation/${what}-${name}`;
            last.set(key, what === 'good' ? 1 : 0);
            return entry(
              observation(`${what}-${name}`, {
                valueQuantity: {value: name.charCodeAt(0), unit: 'mmol/L'},
                ...(what === 'mistake' && {status: 'entered-in-error'}),
                ...(what === 'older' && {comments: 'x'}),
              }),
            );
          });
          pages.push(['Observation', pass, fhirPage(entries, pages.length)]);
          const items = shots.map(([what, name, dates]): unknown => {
            if (what === 'junk') return (lost.unreadable++, null);
            if (what === 'nameless') return (lost.unreadable++, {name: 'Flu'});
            last.set(`immunizations/${name}`, what === 'good' ? Math.max(1, dates) : 0);
            const days = Array.from({length: dates}, (_, at) => `201${at}-10-01`);
            return shot(name, days, what === 'mistake' ? {status: 'entered in error'} : {});
          });
          // an item stands once on a page; the page's last word counts
          for (const item of items)
            pages.push(['immunizations', pass, humanPage('immunizations', [item], pages.length)]);
        });
        const file = await exported(pages);
        const expected = [...last].flatMap(([key, records]) =>
          Array.from({length: records}, (_, at) => (at ? `${key}#${at + 1}` : key)),
        );
        expect(idsIn(file)).to.deep.equal(expected.sort());
        expect(missingIds(file)).to.deep.equal(
          [...last]
            .filter(([, records]) => !records)
            .map(([key]) => key)
            .sort(),
        );
        expect(counted(file, 'unreadable')).to.equal(lost.unreadable);
        expect(counted(file, 'other_patient')).to.equal(lost.other_patient);
        for (const {sources} of file.records) expect(sources.length).to.be.greaterThan(0);
      }),
      {numRuns: 300},
    );
  });
});
