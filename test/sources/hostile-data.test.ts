import '../helpers/all-loaded.js';
import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {executeServerCommand} from '@web/test-runner-commands';
import {cleanText} from '../../src/records/text.js';
import {RESOURCES} from '../../src/sources/human-api/resources.js';
import {mapFhir, mapHuman} from '../helpers/map-page.js';
import type {HealthRecord, MappedPage} from '../../src/records/model.js';
import type {SourceContext} from '../../src/sources/source.js';

/** Published records broken at random, and published attacks in every text field (read in place, where they are). */
type Json = Record<string, unknown>;
const list = async (folder: string): Promise<string[]> =>
  (await executeServerCommand<{paths: string[] | null}, string>('data-list', folder)).paths ?? [];
const load = async (path: string): Promise<string> =>
  (await executeServerCommand<{text: string}, string>('data-read', path)).text;

const context: SourceContext = {
  route: 'r',
  routeName: 'Route',
  baseUrl: 'https://x.example/',
  token: () => Promise.resolve(null),
};
const page = (entries: readonly unknown[], stream = 'x') => ({
  stream,
  entries,
  next: null,
  retrievedAt: '2026-01-01T00:00:00Z',
});
const fhir = (resource: unknown): MappedPage => mapFhir(page([{resource}]), context);
const human = (stream: string, item: unknown): MappedPage => mapHuman(page([item], stream), context);
const isSound = ({read, shown, supporting, aside, records}: MappedPage): void => {
  expect(shown + supporting + aside.length).to.equal(read);
  for (const {title, details, components = []} of records) {
    expect(title.trim()).to.not.equal('');
    expect(title + JSON.stringify([details, components])).to.not.contain('[object');
  }
};

/** The leaves of a value, each with a way to put something else into a copy. */
const leaves = (value: unknown, path: readonly string[] = []): (readonly string[])[] =>
  typeof value === 'object' && value !== null
    ? [
        ...(path.length ? [path] : []),
        ...Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key])),
      ]
    : [path];
const put = (value: unknown, path: readonly string[], what: unknown): unknown => {
  const copy = structuredClone(value) as Json;
  let spot = copy;
  for (const step of path.slice(0, -1)) spot = spot[step] as Json;
  spot[path.at(-1)!] = what;
  return copy;
};

const strange = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1e308,
    '',
    ' ',
    '#',
    '#x',
    '__proto__',
    'Patient/',
    'urn:uuid:',
    '\ud800',
    '9999-99-99',
    [],
    {},
    [[]],
    [null],
    [{}],
    {coding: [null, 7]},
    {reference: 5},
    {start: {}},
  ),
  fc.constant(JSON.parse('{"__proto__":{"status":"x"},"constructor":1,"hasOwnProperty":2}') as unknown),
  fc.jsonValue({maxDepth: 3}),
);

describe('Published records, broken', function () {
  let resources: Json[] = [];
  before(async () => {
    const paths = (await list('fhir-r4')).filter(path => /us-core|ips\/|ndjson/.test(path));
    for (const path of paths) {
      const text = await load(path);
      const docs = path.includes('ndjson') ? text.trim().split('\n') : [text];
      for (const doc of docs.map(each => JSON.parse(each) as Json)) {
        const entries = doc.entry as {resource?: Json}[] | undefined;
        resources.push(...(entries ? entries.flatMap(({resource: inner}) => (inner ? [inner] : [])) : [doc]));
      }
    }
    if (!resources.length)
      console.log('The folder of published records is absent (MY_HEALTH_DATA): own samples alone.');
    else expect(resources.length).to.be.greaterThan(1000);
    resources = [
      ...resources,
      {resourceType: 'Observation', id: '1', status: 'final', code: {text: 'A'}, valueString: 'x'},
    ];
  });

  it('throw nothing and lose nothing', () => {
    fc.assert(
      fc.property(fc.nat(), fc.array(fc.tuple(fc.nat(), strange), {minLength: 1, maxLength: 4}), (which, changes) => {
        let resource: Json = resources[which % resources.length]!;
        for (const [where, what] of changes) {
          const paths = leaves(resource);
          if (paths.length) resource = put(resource, paths[where % paths.length]!, what) as Json;
        }
        isSound(fhir(resource));
      }),
      {numRuns: 1500},
    );
  }).timeout(60_000);

  it('take a wrong type in each field of each type', () => {
    const seen = new Set<string>();
    let tried = 0;
    for (const resource of resources) {
      for (const field of Object.keys(resource)) {
        const kind = `${String(resource.resourceType)}.${field}`;
        if (field === 'resourceType' || seen.has(kind)) continue;
        seen.add(kind);
        for (const wrong of [null, 7, 'x', true, [], {}, [7, null, [{}]], {a: {b: 1}}]) {
          isSound(fhir({...resource, [field]: wrong}));
          tried++;
        }
      }
    }
    expect(tried).to.be.greaterThan(30);
  }).timeout(60_000);
});

const concept = (text: string) => ({text, coding: [{system: text, code: text, display: text}]});
/** One resource of each kind with the text in every field that holds text. */
const full = (text: string): Json[] =>
  [
    'Observation',
    'Condition',
    'MedicationRequest',
    'Immunization',
    'AllergyIntolerance',
    'Procedure',
    'Encounter',
    'DocumentReference',
    'DiagnosticReport',
    'CarePlan',
    'Goal',
    'QuestionnaireResponse',
  ].map(resourceType => ({
    resourceType,
    id: '1',
    language: text,
    text: {status: 'additional', div: text},
    code: concept(text),
    type: resourceType === 'Encounter' ? [concept(text)] : concept(text),
    vaccineCode: concept(text),
    medicationCodeableConcept: concept(text),
    category: [concept(text)],
    title: text,
    description: resourceType === 'Goal' ? {text} : text,
    valueString: text,
    note: [{text, authorString: text}],
    performer: [{actor: {display: text}}],
    reasonCode: [concept(text)],
    dosageInstruction: [{text, patientInstruction: text}],
    reaction: [{manifestation: [concept(text)], description: text}],
    interpretation: [concept(text)],
    referenceRange: [{text}],
    component: [{code: concept(text), valueString: text}],
    identifier: [{system: text, value: text}],
    lotNumber: text,
    conclusion: text,
    item: [{text, answer: [{valueString: text}]}],
    content: [{attachment: {title: text, contentType: text, url: text}}],
    presentedForm: [{title: text, contentType: text, url: text}],
    location: [{location: {display: text}}],
    contained: [{resourceType: 'Organization', id: 'c', name: text}],
  }));
const item = (text: string): Json => ({
  id: '1',
  organization: {id: 'o', name: text},
  name: text,
  status: text,
  visitType: text,
  codes: [{code: text, codeSystem: text, codeSystemName: text, name: text}],
  provider: {name: text, departmentName: text, address: {street: [text], city: text}},
  components: [{name: text, value: text, unit: text, refRange: text, componentComments: text}],
  results: [{name: text, value: text, unit: text}],
  entries: [{name: text, title: text, text, codes: [{name: text}]}],
  allergen: {name: text},
  reactionsFull: [{name: text, reactionType: text}],
  text,
  instructions: text,
});
const strings = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(strings)
      : [];
/** What must never depend on text. */
const frame = ({category, date, details, codes}: HealthRecord): unknown => [
  category,
  date,
  details.length > 0,
  codes.length > 0,
];

describe('Published attacks', () => {
  it('stand in every text field as the text that they are, and change nothing else', async () => {
    const own = [
      '<img src=x onerror=alert(1)>',
      '<script>alert(1)</script>',
      '"><svg onload=alert(1)>',
      'javascript:alert(1)',
    ];
    const attacks = [
      ...own,
      ...((await list('security')).length
        ? [
            ...(JSON.parse(await load('security/xss-payloadbox.json.gz')) as string[]),
            ...(JSON.parse(await load('security/xss-h5sc.json')) as {data: string}[]).map(({data}) => data),
            ...(JSON.parse(await load('security/xss-dompurify.json')) as {payload: string}[]).map(
              ({payload}) => payload,
            ),
          ]
        : []),
    ];
    if (attacks.length > own.length) expect(attacks.length).to.be.greaterThan(3000);
    const plain = full('Plain words').map(resource => frame(fhir(resource).records[0]!));
    for (const attack of attacks) {
      const text = `A ${attack}`;
      const shown = cleanText(text, 500);
      full(text).forEach((resource, at) => {
        const mapped = fhir(resource);
        isSound(mapped);
        const [record] = mapped.records;
        expect(frame(record!), attack).to.deep.equal(plain[at]);
        // markup is kept, not taken out or made of it: the whole attack is there as text
        expect(
          strings(record).some(each => each.includes(shown)),
          attack,
        ).to.equal(true);
      });
      for (const stream of ['test_results', 'encounters', 'narratives', 'allergies'])
        isSound(human(stream, item(text)));
    }
  }).timeout(60_000);

  it('in one Human API item each are still one record each', () => {
    for (const stream of RESOURCES.keys()) isSound(human(stream, item('<b onclick=alert(1)>x</b>')));
  });
});

describe('10,000 texts that turn the direction of writing', () => {
  const mark = fc.constantFrom(
    '\u202a',
    '\u202b',
    '\u202c',
    '\u202d',
    '\u202e',
    '\u2066',
    '\u2067',
    '\u2068',
    '\u2069',
    '\u200e',
    '\u200f',
    '\u061c',
    '\n',
    'a',
    'ש',
    'ع',
    ' ',
    '(',
    '1',
    '\u200d',
    '<br>',
  );
  it('change nothing outside of their box', () => {
    fc.assert(
      fc.property(fc.string({unit: mark, maxLength: 30}), written => {
        const {records} = fhir({
          resourceType: 'Procedure',
          id: '1',
          code: {text: `A${written}`},
          note: [{text: written}],
        });
        const {title, details} = records[0]!;
        for (const text of [title, ...details.map(detail => detail.text)]) {
          expect(text).to.not.match(/[\u202a-\u202e]/);
          for (const line of text.split('\n')) {
            let open = 0;
            for (const letter of line) {
              if (/[\u2066-\u2068]/.test(letter)) open++;
              else if (letter === '\u2069') expect(--open).to.be.at.least(0);
            }
            expect(open).to.equal(0);
          }
        }
      }),
      {numRuns: 10_000},
    );
  }).timeout(60_000);
});
