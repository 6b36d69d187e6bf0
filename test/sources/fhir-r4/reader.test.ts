import {expect} from '@open-wc/testing';
import type {CodedError} from '../../../src/errors.js';
import {
  BASE,
  bundle,
  context,
  FakeServer,
  mapEntries,
  observation,
  outcome,
  readAll,
  signal,
  sourceOn,
  type Json,
} from './bench.js';
import {createFhirSource} from '../../../src/sources/fhir-r4/source.js';

const FIRST = 'Observation?patient=me&_count=100';
const of = (...ids: string[]) => ids.map(id => observation(id));
const statement = (types: readonly string[], more: Json = {}): Json => ({
  resourceType: 'CapabilityStatement',
  fhirVersion: '4.0.1',
  rest: [{mode: 'server', resource: types.map(type => ({type, searchParam: [{name: 'patient'}]}))}],
  ...more,
});
const planOf = async (server: FakeServer) => (await sourceOn(server).plan(signal())).map(({id}) => id);

describe('FHIR reader: plan', () => {
  it('asks for every type that is declared with a search by patient, ours first, then the person', async () => {
    const server = new FakeServer({
      metadata: statement(['Flag', 'Practitioner', 'Condition', 'Observation', 'AuditEvent']),
    });
    expect(await planOf(server)).to.deep.equal(['Observation', 'Condition', 'Flag', 'Patient']);
  });

  it('leaves out types that cannot be searched by patient', async () => {
    const rest = [
      {
        resource: [
          {type: 'Goal', searchParam: [{name: 'category'}]},
          {type: 'Condition', searchParam: [{name: 'patient'}]},
        ],
      },
    ];
    expect(await planOf(new FakeServer({metadata: statement([], {rest})}))).to.deep.equal(['Condition', 'Patient']);
  });

  for (const [name, answer] of [
    ['refused', 'source_refused'],
    ['missing', 'source_not_found'],
    ['without types', {resourceType: 'CapabilityStatement', rest: 'none'}],
  ] as const) {
    it(`asks for the usual types where metadata is ${name}`, async () => {
      const plan = await planOf(new FakeServer({metadata: answer}));
      expect(plan).to.have.length(23);
      expect(plan).to.include.members([
        'Observation',
        'MedicationDispense',
        'QuestionnaireResponse',
        'ExplanationOfBenefit',
      ]);
    });
  }

  it('names the categories that each stream can become', async () => {
    const streams = await sourceOn(new FakeServer({metadata: statement(['Observation', 'Encounter'])})).plan(signal());
    expect(streams.map(({categories, also}) => [categories, also])).to.deep.equal([
      [
        ['lab', 'vital', 'social', 'other'],
        ['imaging', 'procedure'],
      ],
      [['visit'], undefined],
      [[], undefined],
    ]);
  });

  it('refuses a server of an older version by name', async () => {
    for (const old of [
      {resourceType: 'Conformance'},
      statement(['Observation'], {fhirVersion: '3.0.1'}),
      statement([], {fhirVersion: '1.0.2'}),
    ]) {
      const error: unknown = await sourceOn(new FakeServer({metadata: old}))
        .plan(signal())
        .catch((thrown: unknown) => thrown);
      expect((error as CodedError).code).to.equal('source_older_format');
    }
  });

  it('does without metadata when the types are known, and hands them out when it has read them', async () => {
    const server = new FakeServer({metadata: statement(['Observation'])});
    let kept: readonly string[] = [];
    await sourceOn(server, {onTypes: types => (kept = types)}).plan(signal());
    expect(kept).to.deep.equal(['Observation']);
    const again = new FakeServer({});
    await sourceOn(again, {types: kept}).plan(signal());
    expect(again.asked).to.deep.equal([]);
  });

  it('does not go on when it was stopped', async () => {
    const stop = new AbortController();
    const server = new FakeServer(() => {
      stop.abort();
      return 'aborted';
    });
    const error: unknown = await sourceOn(server)
      .plan(stop.signal)
      .catch((thrown: unknown) => thrown);
    expect((error as CodedError).code).to.equal('aborted');
  });
});

describe('FHIR reader: pages', () => {
  it('reads one page, with the only Accept that Epic answers in JSON', async () => {
    const server = new FakeServer({[FIRST]: bundle(of('a', 'b'))});
    const {pages, code, ids} = await readAll(server, 'Observation');
    expect(code).to.equal('');
    expect(ids).to.deep.equal(['a', 'b']);
    expect(pages[0]).to.deep.include({stream: 'Observation', next: null, retrievedAt: '2026-02-03T15:00:00.000Z'});
    expect(server.accepts).to.deep.equal(['application/fhir+json']);
  });

  for (const [name, next, asked] of [
    ['absolute', `${BASE}/Observation?sessionID=17-1`, 'Observation?sessionID=17-1'],
    ['relative to the base', 'Observation?page=2', 'Observation?page=2'],
    ['relative to the page', '?sessionID=17-2', 'Observation?sessionID=17-2'],
    ['from the root', '/api/FHIR/R4/Observation?x=1', 'Observation?x=1'],
    ['on the base itself', `${BASE}?_getpages=1`, '?_getpages=1'],
    ['longer than 2 kB', `${BASE}/Observation?c=${'x'.repeat(3000)}`, `Observation?c=${'x'.repeat(3000)}`],
  ] as const) {
    it(`follows a next link that is ${name}`, async () => {
      const server = new FakeServer({[FIRST]: bundle(of('a'), next), [asked]: bundle(of('b'))});
      const {ids, code} = await readAll(server, 'Observation');
      expect([ids, code]).to.deep.equal([['a', 'b'], '']);
    });
  }

  it('goes on from a checkpoint', async () => {
    const server = new FakeServer({
      [FIRST]: bundle(of('a'), 'Observation?page=2'),
      'Observation?page=2': bundle(of('b')),
    });
    const {pages} = await readAll(server, 'Observation');
    const again = await readAll(server, 'Observation', pages[0]!.next);
    expect(again.ids).to.deep.equal(['b']);
  });

  it('sends the category of a narrow stream, and encodes the patient', async () => {
    const server = new FakeServer(() => bundle([]));
    const source = createFhirSource({...context, patientId: 'a/b&c'}, server);
    for await (const {entries} of source.read(
      {id: 'Observation?category=laboratory', categories: []},
      null,
      signal(),
    )) {
      expect(entries).to.have.length(0);
    }
    expect(server.asked).to.deep.equal(['Observation?patient=a%2Fb%26c&category=laboratory&_count=100']);
  });

  it('reads the patient as one page', async () => {
    const server = new FakeServer({
      'Patient/me': {
        resourceType: 'Patient',
        id: 'me',
        name: [{given: ['Maya'], family: 'Rivera'}],
        birthDate: '1980-02-03',
      },
    });
    const {pages} = await readAll(server, 'Patient');
    const {persons, supporting} = mapEntries(pages[0]!.entries);
    expect(supporting).to.equal(1);
    expect(persons).to.deep.equal([
      {route: 'mount-sinai', institutionId: 'ms', name: 'Maya Rivera', birthDate: '1980-02-03'},
    ]);
  });

  it('reads an empty bundle as a complete answer', async () => {
    const {pages, code} = await readAll(
      new FakeServer({[FIRST]: {resourceType: 'Bundle', type: 'searchset', total: 0}}),
      'Observation',
    );
    expect([pages.length, pages[0]!.entries.length, code]).to.deep.equal([1, 0, '']);
  });

  for (const body of [{}, {hello: 1}, {resourceType: 5}] as Json[]) {
    it(`refuses ${JSON.stringify(body)} as no answer`, async () => {
      expect((await readAll(new FakeServer({[FIRST]: body}), 'Observation')).code).to.equal('source_invalid');
    });
  }
});

describe('FHIR reader: loops and foreign addresses', () => {
  it('stops where a next link leads back, and keeps what it has', async () => {
    const server = new FakeServer({
      [FIRST]: bundle(of('a'), 'Observation?page=2'),
      'Observation?page=2': bundle(of('b'), `${BASE}/${FIRST}`),
    });
    const {ids, code} = await readAll(server, 'Observation');
    expect([ids, code]).to.deep.equal([['a', 'b'], 'source_paging']);
    expect(server.asked).to.have.length(2);
  });

  it('stops where ever new links bring nothing new', async () => {
    const server: FakeServer = new FakeServer((_, nth) =>
      bundle(of('a'), `Observation?page=${nth}-${server.asked.length}`),
    );
    const {code} = await readAll(server, 'Observation');
    expect(code).to.equal('source_paging');
    expect(server.asked.length).to.be.lessThan(6);
  });

  it('stops where empty pages go on and on', async () => {
    const server: FakeServer = new FakeServer(() => bundle([], `Observation?page=${server.asked.length}`));
    expect((await readAll(server, 'Observation')).code).to.equal('source_paging');
  });

  for (const next of [
    'https://evil.example/Observation?page=2',
    '//evil.example/x',
    'http://fhir.example/api/FHIR/R4/Observation',
    'javascript:alert(1)',
    'http://[',
    `https://fhir.example/other/Observation`,
  ]) {
    it(`does not follow ${next}`, async () => {
      const server = new FakeServer({[FIRST]: bundle(of('a'), next)});
      const {ids, code} = await readAll(server, 'Observation');
      expect(ids).to.deep.equal(['a']);
      expect(code).to.equal('source_off_origin');
      expect(server.asked).to.deep.equal([FIRST]);
    });
  }
});

describe('FHIR reader: what a server says beside its records', () => {
  const entry = (resource: Json, mode = 'outcome'): Json => ({resource, search: {mode}});

  it('takes "nothing found" (4101) as nothing', async () => {
    const {pages, code} = await readAll(
      new FakeServer({[FIRST]: bundle([], undefined, {entry: [entry(outcome('4101'))]})}),
      'Observation',
    );
    expect(code).to.equal('');
    expect(pages[0]!.withheld).to.equal(undefined);
    const mapped = mapEntries(pages[0]!.entries);
    expect([mapped.read, mapped.supporting, mapped.records.length, mapped.aside.length]).to.deep.equal([1, 1, 0, 0]);
  });

  it('says that part is held back (59204), and keeps the rest', async () => {
    const body = bundle([], undefined, {entry: [entry(observation('a'), 'match'), entry(outcome('59204'))]});
    const {pages} = await readAll(new FakeServer({[FIRST]: body}), 'Observation');
    expect(pages[0]!.withheld).to.equal(true);
    expect(mapEntries(pages[0]!.entries).records).to.have.length(1);
  });

  it('knows the outcome entry without its mode', async () => {
    const body = bundle([], undefined, {entry: [{resource: outcome('59204')}]});
    expect((await readAll(new FakeServer({[FIRST]: body}), 'Observation')).pages[0]!.withheld).to.equal(true);
  });

  it('takes an error inside a 200 as a refusal', async () => {
    const body = bundle([], undefined, {entry: [entry(outcome('4115', 'error'))]});
    expect((await readAll(new FakeServer({[FIRST]: body}), 'Observation')).code).to.equal('source_unsupported');
    expect((await readAll(new FakeServer({[FIRST]: outcome('4115', 'fatal')}), 'Observation')).code).to.equal(
      'source_unsupported',
    );
  });

  it('keeps records that come beside an error', async () => {
    const body = bundle([], undefined, {entry: [entry(observation('a'), 'match'), entry(outcome('4115', 'error'))]});
    const {ids, code} = await readAll(new FakeServer({[FIRST]: body}), 'Observation');
    expect([ids.includes('a'), code]).to.deep.equal([true, '']);
  });

  for (const [name, expired] of [
    ['in a 200', outcome('4113', 'error')],
    ['as a 400', 'source_bad_request'],
    ['as a 404', 'source_not_found'],
  ] as const) {
    it(`begins the search again when its next link has expired, ${name}`, async () => {
      const server = new FakeServer((url, nth) => {
        if (url === FIRST) return bundle(of('a', 'b'), `Observation?session=${nth}`);
        return url === 'Observation?session=0' ? expired : bundle(of('c'));
      });
      const {ids, code} = await readAll(server, 'Observation');
      expect([ids, code]).to.deep.equal([['a', 'b', 'c'], '']);
    });
  }

  it('begins again from an expired checkpoint', async () => {
    const server = new FakeServer(url => (url === FIRST ? bundle(of('a')) : outcome('4113', 'error')));
    expect((await readAll(server, 'Observation', `${BASE}/Observation?session=old`)).ids).to.deep.equal(['a']);
  });

  it('gives up when it expires again and again', async () => {
    const server: FakeServer = new FakeServer(url =>
      url === FIRST ? bundle(of('a'), `Observation?s=${server.asked.length}`) : outcome('4113', 'error'),
    );
    const {ids, code} = await readAll(server, 'Observation');
    expect([ids, code]).to.deep.equal([['a'], 'source_paging']);
    expect(server.asked.length).to.be.lessThan(8);
  });

  it('does not take a refusal on the way for an expiry', async () => {
    const server = new FakeServer({
      [FIRST]: bundle(of('a'), 'Observation?page=2'),
      'Observation?page=2': 'source_refused',
    });
    const {ids, code} = await readAll(server, 'Observation');
    expect([ids, code]).to.deep.equal([['a'], 'source_refused']);
  });
});

describe('FHIR reader: narrower searches', () => {
  const narrowed = (id: string, code: Parameters<NonNullable<ReturnType<typeof sourceOn>['narrow']>>[1]) =>
    sourceOn(new FakeServer({})).narrow!({id, categories: ['lab']}, code);

  it('says that a bare search is not done there', async () => {
    expect((await readAll(new FakeServer({[FIRST]: 'source_bad_request'}), 'Observation')).code).to.equal(
      'source_unsupported',
    );
    expect((await readAll(new FakeServer({[FIRST]: 'source_refused'}), 'Observation')).code).to.equal('source_refused');
  });

  for (const [type, count, one] of [
    ['Observation', 8, 'Observation?category=vital-signs'],
    ['Condition', 3, 'Condition?category=problem-list-item'],
    ['MedicationRequest', 8, 'MedicationRequest?intent=order'],
    ['DocumentReference', 1, 'DocumentReference?category=clinical-note'],
    ['CarePlan', 1, 'CarePlan?category=assess-plan'],
  ] as const) {
    it(`asks for ${type} more narrowly where it was refused`, () => {
      for (const code of ['source_unsupported', 'source_refused', 'source_not_found'] as const) {
        const ids = narrowed(type, code).map(({id}) => id);
        expect(ids).to.have.length(count);
        expect(ids).to.include(one);
      }
    });
  }

  it('does not narrow after a fault, nor what is narrow, nor other types', () => {
    expect(narrowed('Observation', 'source_busy')).to.deep.equal([]);
    expect(narrowed('Observation?category=exam', 'source_refused')).to.deep.equal([]);
    expect(narrowed('Goal', 'source_refused')).to.deep.equal([]);
    expect(narrowed('constructor', 'source_refused')).to.deep.equal([]);
  });

  it('gives each narrow stream its own categories', () => {
    const categories = narrowed('Observation', 'source_refused').map(stream => stream.categories[0]);
    expect(categories).to.deep.equal(['lab', 'vital', 'social', 'social', 'other', 'imaging', 'procedure', 'social']);
  });

  it('asks narrowly from the start once a narrow search has been answered', async () => {
    const lab = 'Observation?category=laboratory';
    const source = sourceOn(
      new FakeServer((url, nth) =>
        url === 'metadata' ? statement(['Observation', 'Goal']) : nth ? bundle([]) : 'source_refused',
      ),
    );
    const planned = async (): Promise<string[]> => (await source.plan(signal())).map(({id}) => id);
    const first = async (): Promise<unknown> =>
      source
        .read({id: lab, categories: ['lab']}, null, signal())
        [Symbol.asyncIterator]()
        .next();

    source.narrow!({id: 'Observation', categories: []}, 'source_refused');
    await first().catch(() => undefined);
    // who refuses everything may do a plain search when the way is open again
    expect(await planned())
      .to.include('Observation')
      .and.to.not.include(lab);
    await first();
    expect(await planned())
      .to.include(lab)
      .and.to.not.include('Observation');
  });
});

describe('FHIR reader: medicines that are only referenced', () => {
  const request = (id: string, reference: Json): Json => ({
    resourceType: 'MedicationRequest',
    id,
    status: 'active',
    subject: {reference: 'Patient/me'},
    medicationReference: reference,
  });
  const URL = 'MedicationRequest?patient=me&_count=100';
  const aspirin = {resourceType: 'Medication', id: 'm1', code: {text: 'Aspirin 100 mg'}};

  it('reads each once and names its orders on every page', async () => {
    const one = {reference: 'Medication/m1'};
    const server = new FakeServer({
      [URL]: bundle([request('a', one), request('b', one)], 'MedicationRequest?page=2'),
      'MedicationRequest?page=2': bundle([request('c', one)]),
      'Medication/m1': aspirin,
    });
    const {pages} = await readAll(server, 'MedicationRequest');
    expect(server.asked.filter(url => url === 'Medication/m1')).to.have.length(1);
    const titles = pages.flatMap(({entries}) => mapEntries(entries).records.map(({title}) => title));
    expect(titles).to.deep.equal(['Aspirin 100 mg', 'Aspirin 100 mg', 'Aspirin 100 mg']);
  });

  it('does not ask where there is a display, a contained one or one on the page', async () => {
    const server = new FakeServer({
      [URL]: bundle([
        request('a', {reference: 'Medication/m2', display: 'Ibuprofen'}),
        {
          ...request('b', {reference: '#in'}),
          contained: [{resourceType: 'Medication', id: 'in', code: {text: 'Codeine'}}],
        },
        request('c', {reference: 'Medication/m1'}),
        aspirin,
      ]),
    });
    const {pages} = await readAll(server, 'MedicationRequest');
    expect(server.asked).to.deep.equal([URL]);
    expect(mapEntries(pages[0]!.entries).records.map(({title}) => title)).to.deep.equal([
      'Ibuprofen',
      'Codeine',
      'Aspirin 100 mg',
    ]);
  });

  it('goes on without a medicine that cannot be read', async () => {
    const server = new FakeServer({[URL]: bundle([request('a', {reference: 'Medication/gone'})])});
    const {pages, code} = await readAll(server, 'MedicationRequest');
    expect(code).to.equal('');
    expect(mapEntries(pages[0]!.entries).records[0]!.title).to.equal('Medicine without a name');
  });

  it('reads no more than a sane number', async () => {
    const many = Array.from({length: 400}, (_, index) => request(`r${index}`, {reference: `Medication/x${index}`}));
    const server = new FakeServer({[URL]: bundle(many)});
    await readAll(server, 'MedicationRequest');
    expect(server.asked.length).to.equal(201);
  });
});

describe('FHIR attachments', () => {
  it('unwraps a Binary', async () => {
    const server = new FakeServer({
      'Binary/1': {resourceType: 'Binary', contentType: 'text/plain; charset=utf-8', data: btoa('hello')},
    });
    const blob = await sourceOn(server).fetchAttachment('Binary/1', signal());
    expect([blob.type, await blob.text()]).to.deep.equal(['text/plain', 'hello']);
  });
  it('leaves JSON that is the file itself', async () => {
    const blob = await sourceOn(new FakeServer({'Binary/1': {resourceType: 'Binary', data: '***'}})).fetchAttachment(
      'Binary/1',
      signal(),
    );
    expect(await blob.text()).to.contain('***');
  });
  it('opens files that the record carries, itself or in a contained Binary, and asks nobody', async () => {
    const payload = {
      resourceType: 'DocumentReference',
      id: '1',
      contained: [{resourceType: 'Binary', id: 'b', contentType: 'text/html', data: btoa('<p>contained')}],
      content: [
        {attachment: {contentType: 'text/plain;charset=utf-8', data: btoa('inline').replace(/^../, '$&\n')}},
        {attachment: {url: '#b'}},
        {attachment: {contentType: 'text/plain', data: '***'}},
        {attachment: {url: '#nowhere'}},
      ],
    };
    const server = new FakeServer({});
    const source = sourceOn(server);
    const page = {stream: 'DocumentReference', entries: [{resource: payload}], next: null, retrievedAt: ''};
    const {records} = await source.map(page);
    expect(records[0]!.attachments).to.deep.equal([
      {title: '', contentType: 'text/plain', inline: true},
      {title: '', contentType: 'text/html', inline: true},
      {title: '', contentType: 'text/plain', inline: true},
    ]);
    const open = async (index: number): Promise<string[]> => {
      const blob = await source.fetchAttachment('', signal(), {payload, index});
      return [blob.type, await blob.text()];
    };
    expect(await open(0)).to.deep.equal(['text/plain', 'inline']);
    expect(await open(1)).to.deep.equal(['text/html', '<p>contained']);
    const error: unknown = await open(2).catch((thrown: unknown) => thrown);
    expect((error as CodedError).code).to.equal('source_invalid');
    expect(server.asked).to.deep.equal([]);
  });
  it('never leaves the origin', async () => {
    const error: unknown = await sourceOn(new FakeServer({}))
      .fetchAttachment('https://evil.example/a', signal())
      .catch((thrown: unknown) => thrown);
    expect((error as CodedError).code).to.equal('source_off_origin');
  });
  it('lists the files of a record that can be opened, and says which are in its raw payload', async () => {
    const raw = {
      resourceType: 'DocumentReference',
      id: '1',
      content: [{attachment: {contentType: 'x/empty'}}, {attachment: {url: 'Binary/1'}}, {attachment: {data: 'aGk='}}],
    };
    const source = sourceOn(new FakeServer({}));
    const {records} = await source.map({
      stream: 'DocumentReference',
      entries: [{resource: raw}],
      next: null,
      retrievedAt: '',
    });
    expect(records[0]!.attachments.map(file => file.inline)).to.deep.equal([undefined, true]);
  });
});

describe('FHIR reading: bombs', () => {
  const many = Array<unknown>(1_000_000).fill(null);
  for (const [name, entry] of [
    ['in one answer', many],
    ['in Bundles inside it', [{resource: {resourceType: 'Bundle', entry: many}}, {resource: observation('1')}]],
  ] as const) {
    it(`a million entries ${name} end that search, and cost no others`, async () => {
      const server = new FakeServer(url =>
        url.startsWith('Observation') ? {resourceType: 'Bundle', entry} : bundle([observation('1')]),
      );
      const {pages, code} = await readAll(server, 'Observation');
      expect([pages.length, code]).to.deep.equal([0, 'source_too_large']);
      expect((await readAll(server, 'Condition')).ids).to.deep.equal(['1']);
    });
  }
});
