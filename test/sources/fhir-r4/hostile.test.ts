import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {anyone, BASE, coded, concept, detail, mapEntries, observation, recordOf, type Json} from './bench.js';

const fieldsOf = (resource: Json): string[] => Object.keys(resource);
const SAMPLES: Json[] = [
  observation('o', {
    category: [coded('laboratory')],
    valueQuantity: {value: 1, unit: 'mg', system: 'http://unitsofmeasure.org', code: 'mg'},
    referenceRange: [{low: {value: 1}, high: {value: 2}}],
    interpretation: [coded('H')],
    component: [{code: concept('C'), valueString: 'x'}],
    hasMember: [{reference: 'Observation/p'}],
    encounter: {reference: 'Encounter/e'},
    performer: [{reference: '#c'}],
    contained: [{resourceType: 'Practitioner', id: 'c', name: [{family: 'F'}]}],
  }),
  {
    resourceType: 'MedicationRequest',
    id: 'm',
    status: 'active',
    intent: 'order',
    medicationReference: {reference: '#m'},
    contained: [{resourceType: 'Medication', id: 'm', code: concept('M')}],
    authoredOn: '2020-01-01',
    dosageInstruction: [
      {timing: {repeat: {frequency: 2, period: 1, periodUnit: 'd'}}, doseAndRate: [{doseQuantity: {value: 1}}]},
    ],
    subject: {reference: 'Patient/me'},
  },
  {
    resourceType: 'Condition',
    id: 'c',
    clinicalStatus: coded('active'),
    verificationStatus: coded('confirmed'),
    code: concept('X'),
    onsetPeriod: {start: '2001'},
    abatementDateTime: '2003',
    subject: {reference: 'Patient/me'},
  },
  {
    resourceType: 'Encounter',
    id: 'e',
    class: {code: 'AMB'},
    type: [concept('T')],
    period: {start: '2001', end: '2002'},
    participant: [{individual: {display: 'D'}}],
    location: [{location: {display: 'L'}}],
  },
  {
    resourceType: 'DocumentReference',
    id: 'd',
    status: 'current',
    type: concept('N'),
    date: '2020-01-01T00:00:00Z',
    context: {period: {start: '2020'}, encounter: [{reference: 'Encounter/e'}]},
    content: [{attachment: {contentType: 'text/plain', data: 'aGk=', size: 2, url: 'Binary/1'}}],
  },
  {
    resourceType: 'DiagnosticReport',
    id: 'r',
    status: 'final',
    code: concept('R'),
    result: [{reference: 'Observation/o'}, {reference: '#i'}],
    contained: [{resourceType: 'Observation', id: 'i', code: concept('I'), valueInteger: 1}],
    presentedForm: [{url: 'Binary/2'}],
  },
  {
    resourceType: 'QuestionnaireResponse',
    id: 'q',
    questionnaire: 'x/y|1',
    authored: '2020',
    item: [{text: 'Q', answer: [{valueCoding: {code: 'a'}, item: [{text: 'R', answer: [{valueBoolean: true}]}]}]}],
  },
  {
    resourceType: 'ExplanationOfBenefit',
    id: 'b',
    item: [{productOrService: concept('V'), net: {value: 1, currency: 'USD'}}],
    billablePeriod: {start: '2020'},
    total: [{category: coded('x'), amount: {value: 1}}],
  },
  {resourceType: 'Patient', id: 'me', name: [{given: ['A'], family: 'B'}], birthDate: '1980-01-01'},
  {resourceType: 'Bundle', type: 'searchset', entry: [{resource: observation('n')}]},
];

const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1e308,
    '',
    ' ',
    'x',
    '#',
    '#x',
    'Patient/you',
    'urn:uuid:',
    '__proto__',
    'constructor',
    [],
    {},
    [[]],
    [null],
    [{}],
    [[[]]],
    {coding: null},
    {coding: [null, 7, {}]},
    {reference: 5},
    {reference: '#self'},
    {text: {}},
    {value: {}},
    {start: {}},
    {repeat: 7},
  ),
  fc.jsonValue({maxDepth: 4}),
);
/** Puts an odd value somewhere into a copy of a resource. */
const mutate = (resource: Json, where: readonly number[], what: unknown): Json => {
  const copy = structuredClone(resource);
  let spot: Record<string, unknown> | unknown[] = copy;
  for (const step of where) {
    const keys = Object.keys(spot);
    const key = keys[step % Math.max(1, keys.length)];
    if (key === undefined) break;
    const inner = spot[key];
    if (typeof inner === 'object' && inner !== null && step % 3) spot = inner as Record<string, unknown>;
    else {
      spot[key] = what;
      break;
    }
  }
  return copy;
};

describe('FHIR: hostile and broken input', () => {
  it('throws for nothing, loses nothing, and costs no good neighbour', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(SAMPLES.length - 1), fc.array(fc.nat(50), {minLength: 1, maxLength: 6}), odd), {
          minLength: 1,
          maxLength: 6,
        }),
        broken => {
          const good = observation('good', {code: concept('Good')});
          const entries = [
            ...broken.map(([which, where, what]) => ({resource: mutate(SAMPLES[which]!, where, what)})),
            {resource: good},
          ];
          const {records} = mapEntries(entries);
          expect(records.some(({title}) => title === 'Good')).to.equal(true);
          for (const record of records) {
            expect(record.title.trim()).to.not.equal('');
            expect(record.title).to.not.contain('[object');
            expect(JSON.stringify(record.details)).to.not.contain('[object');
          }
        },
      ),
      {numRuns: 1500},
    );
  });

  it('takes anything at all for an entry', () => {
    fc.assert(
      fc.property(fc.array(odd), entries => void mapEntries(entries, anyone)),
      {numRuns: 500},
    );
  });

  it('survives a wrong type in every field', () => {
    for (const sample of SAMPLES) {
      for (const field of fieldsOf(sample).filter(name => name !== 'resourceType' && name !== 'id')) {
        for (const wrong of [null, 5, 'x', true, [], {}, [[]], [7], {a: {b: {c: 1}}}]) {
          mapEntries([{resource: {...sample, [field]: wrong}}], anyone);
        }
      }
    }
  });

  it('is not taken in by names of the language', () => {
    const text = `{"resourceType":"Observation","id":"1","__proto__":{"status":"entered-in-error","polluted":true},"constructor":{"x":1},"toString":5,"code":{"text":"A","toString":1}}`;
    const {records} = mapEntries(
      [
        {resource: JSON.parse(text) as Json},
        {resource: {resourceType: 'constructor', id: '1'}},
        {resource: {resourceType: '__proto__', id: '1'}},
      ],
      anyone,
    );
    expect(records.map(({title}) => title)).to.include('A');
    expect(({} as {polluted?: boolean}).polluted).to.equal(undefined);
    expect(records).to.have.length(3);
  });

  it('ends where references lead in a circle', () => {
    const circle = {
      resourceType: 'Procedure',
      id: '1',
      code: concept('P'),
      performer: [{actor: {reference: '#a'}}],
      contained: [{resourceType: 'PractitionerRole', id: 'a', practitioner: {reference: '#a'}, code: [{}]}],
    };
    expect(mapEntries([{resource: circle}]).records[0]!.title).to.equal('P');
  });

  it('caps long lists, long texts and deep nests', () => {
    let nest: unknown = 'x';
    for (let depth = 0; depth < 60; depth++) nest = {inner: nest};
    const resource = observation('1', {
      note: Array.from({length: 5000}, (_, index) => ({text: `note ${index}`})),
      method: {text: 'm'.repeat(100_000)},
      extra: nest,
      ...Object.fromEntries(Array.from({length: 500}, (_, index) => [`field${index}`, 'x'])),
    });
    const [record] = mapEntries([{resource}]).records;
    // two fields of 20,000 letters each
    expect(JSON.stringify(record).length).to.be.lessThan(45_000);
  });

  it('keeps addresses of attachments as text for the origin check, whatever they are', () => {
    const resource = {
      resourceType: 'DocumentReference',
      id: '1',
      type: concept('N'),
      content: ['javascript:alert(1)', 'https://evil.example/x', `${BASE}/Binary/1`].map(url => ({attachment: {url}})),
    };
    expect(mapEntries([{resource}]).records[0]!.attachments.map(({url}) => url)).to.have.length(3);
  });
});

describe('FHIR: a resource that is nested widely', () => {
  it('costs no more work than one record is worth, and says that there is more', () => {
    let asked = 0;
    const leaf = {
      get part() {
        asked++;
        return 'text';
      },
    };
    const wide = (inner: unknown): unknown =>
      Array.from({length: 30}, () => Object.fromEntries(Array.from({length: 12}, (_, at) => [`part${at}`, inner])));
    const record = recordOf({resourceType: 'Basic', extra: wide(wide(wide(leaf)))});
    expect(asked).to.be.lessThan(5001);
    expect(detail(record, 'Extra')).to.contain('…');
  });
});
