/** What it costs to turn FHIR resources into records, against parsing the same text. */
import '../helpers/all-loaded.js';
import {generateFhir} from '../../demo/patient/generate.js';
import {median, type Figure} from './figure.js';
import {mapFhir} from '../helpers/map-page.js';
import type {SourceContext} from '../../src/sources/source.js';

const COUNT = 10_000;
const PAGE = 100;
const ROUNDS = 15;
/** Rounds until the engine has compiled what it is going to; the first alone is what a patient's first read meets. */
const WARM_UP = 6;

const context: SourceContext = {
  route: 'mount-sinai',
  routeName: 'Mount Sinai',
  baseUrl: 'https://fhir.example/R4/',
  institution: {id: 'mount-sinai', name: 'Mount Sinai'},
  patientId: 'eGenerated1',
  token: () => Promise.resolve(null),
};

export const figures = async (): Promise<Figure[]> => {
  const resources = generateFhir({records: COUNT, seed: 3}).slice(0, COUNT);
  const texts: string[] = [];
  for (let from = 0; from < resources.length; from += PAGE) {
    const entry = resources.slice(from, from + PAGE).map(resource => ({resource, search: {mode: 'match'}}));
    texts.push(JSON.stringify({resourceType: 'Bundle', type: 'searchset', entry}));
  }
  const parse: number[] = [];
  const map: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await new Promise(resolve => setTimeout(resolve));
    const started = performance.now();
    const bundles = texts.map(text => JSON.parse(text) as {entry: unknown[]});
    const parsed = performance.now();
    let shown = 0;
    for (const {entry} of bundles) {
      const page = {stream: 'Observation', entries: entry, next: null, retrievedAt: '2026-01-01T00:00:00Z'};
      shown += mapFhir(page, context).records.length;
    }
    const mapped = performance.now();
    if (shown === 0) throw new Error('nothing was mapped');
    parse.push(parsed - started);
    map.push(mapped - parsed);
  }
  const [parsing, mapping] = [parse, map].map(times => median(times.slice(WARM_UP)));
  const share = (mapped: number, parsed: number): number => mapped / (1.5 * parsed + 100);
  return [
    {name: `JSON.parse of ${COUNT} resources`, value: parsing!, unit: 'ms'},
    {name: `normalising ${COUNT} resources`, value: mapping!, unit: 'ms'},
    {name: '  share of 1.5 × JSON.parse + 100 ms', value: share(mapping!, parsing!), unit: '×', goal: '≤ 1'},
    {name: '  the same of the first round, nothing compiled yet', value: share(map[0]!, parse[0]!), unit: '×'},
  ];
};
