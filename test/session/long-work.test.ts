import {expect} from '@open-wc/testing';
import {LibraryBuilder} from '../../src/records/builder.js';
import {summarize} from '../../src/session/summary.js';
import {createFhirSource} from '../../src/sources/fhir-r4/source.js';
import {createHumanApiSource} from '../../src/sources/human-api/source.js';
import type {SourceContext} from '../../src/sources/source.js';
import type {SourceHttp} from '../../src/sources/http.js';
import type {HealthRecord} from '../../src/records/model.js';

/** Record `index`, and with `copies` every second one is a copy of the one before, by another route. */
const make = (index: number, copies: boolean): HealthRecord => {
  const fact = copies ? index >> 1 : index;
  const route = copies && index % 2 ? 'b' : 'a';
  const date = {
    value: new Date(Date.UTC(2026, 0, 1) - fact * 3_600_000).toISOString().slice(0, 10),
    precision: 'day',
  } as const;
  const recordId = `Observation/${index}`;
  const institution = {id: route, name: route};
  return {
    id: `${route}|${route}|${recordId}`,
    category: 'lab',
    title: 'Glucose',
    date,
    value: String(fact % 97),
    number: fact % 97,
    codes: [{system: 'http://loinc.org', code: String(1000 + (fact % 500))}],
    sources: [{route, institution, recordId, retrievedAt: '2026-01-01T00:00:00Z', date}],
    details: [],
    attachments: [],
  };
};

const CONTEXT: SourceContext = {
  route: 'r',
  routeName: 'Route',
  baseUrl: 'https://records.example/',
  token: () => Promise.resolve(null),
};
const HTTP = {} as SourceHttp;

describe('long work', () => {
  const COUNT = 6000;

  for (const [name, source, stream, entry] of [
    [
      'FHIR server',
      createFhirSource(CONTEXT, HTTP),
      'Observation',
      (id: number) => ({resource: {resourceType: 'Observation', id: `${id}`, code: {text: 'Glucose'}}}),
    ],
    [
      'aggregator',
      createHumanApiSource(CONTEXT, HTTP),
      'test_results',
      (id: number) => ({id: `${id}`, name: 'Glucose'}),
    ],
  ] as const) {
    it(`breathes often while a page of a ${name} that keeps to no length becomes records`, async () => {
      const entries = Array.from({length: COUNT}, (_, id) => entry(id));
      let breaths = 0;
      const page = {stream, entries, next: null, retrievedAt: '2026-01-01T00:00:00Z'};
      const {records} = await source.map(page, () => (breaths++, Promise.resolve()));
      expect(records).to.have.length(COUNT);
      expect(breaths).to.be.at.least(COUNT / 40);
    });
  }

  for (const copies of [false, true]) {
    it(`breathes often while ${copies ? 'copies are joined' : 'records are sorted'} and counted`, async () => {
      let breaths = 0;
      const breathe = (): Promise<void> => (breaths++, Promise.resolve());
      const builder = new LibraryBuilder(breathe);
      for (let at = 0; at < COUNT; at += 200) {
        const records = Array.from({length: 200}, (_, index) => make(at + index, copies));
        builder.put('a|Observation', 1, at / 200, {records, aside: [], persons: []});
      }
      const library = await builder.build();
      expect(library.total).to.equal(copies ? COUNT / 2 : COUNT);
      // at most 40 records, or five joined copies, between two breaths
      expect(breaths).to.be.at.least(copies ? COUNT / 2 / 5 : COUNT / 40);
      breaths = 0;
      const {places} = await summarize(library, breathe);
      expect([...places.values()].reduce((sum, {counts}) => sum + counts.lab!, 0)).to.equal(COUNT);
      expect(breaths).to.be.at.least(library.total / 500 - 1);
    });
  }
});
