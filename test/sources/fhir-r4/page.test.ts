import {expect} from '@open-wc/testing';
import {anyone, BASE, bundle, coded, concept, context, mapAll, mapEntries, observation, type Json} from './bench.js';

const about = (subject: unknown, more: Json = {}): Json => ({...observation('1'), subject, ...more});
const patient = (id: string, more: Json = {}): Json => ({resourceType: 'Patient', id, name: [{family: 'X'}], ...more});
const urn = 'urn:uuid:0b1c2d3e-0000-4000-8000-000000000001';

describe("FHIR: another patient's resource", () => {
  const others: [string, Json, Json[]][] = [
    ['relative', about({reference: 'Patient/you'}), []],
    ['relative with a version', about({reference: 'Patient/you/_history/3'}), []],
    ['absolute', about({reference: `${BASE}/Patient/you`}), []],
    ['on another server', about({reference: 'https://other.example/fhir/Patient/you'}), []],
    ['as an address where a Reference should be', {resourceType: 'Observation', id: '1', subject: 'Patient/you'}, []],
    ['a urn of a patient on the page', about({reference: urn}), [{fullUrl: urn, resource: patient('you')}]],
    ['contained', about({reference: '#p'}, {contained: [patient('p')]}), []],
    ['with a slash behind it', about({reference: 'Patient/you/'}), []],
    ['with a space behind it', about({reference: 'Patient/you '}), []],
    ['with a question behind it', about({reference: 'Patient/you?x=1'}), []],
    ['with a part behind it', about({reference: `${BASE}/Patient/you#x`}), []],
    ['in small letters', about({reference: 'patient/you'}), []],
    // only the patient's own number would say that it is theirs, and searches are not answered like this
    ['conditional', about({reference: 'Patient?identifier=1|2'}), []],
    [
      'contained under the same id, with another number',
      about({reference: '#me'}, {contained: [patient('me', {identifier: [{value: '2'}]})]}),
      [{resource: patient('me', {identifier: [{value: '1'}]})}],
    ],
    ['in the field "patient"', {resourceType: 'Immunization', id: '1', patient: {reference: 'Patient/you'}}, []],
    ['in the field "beneficiary"', {resourceType: 'Coverage', id: '1', beneficiary: {reference: 'Patient/you'}}, []],
    ['in a list', {resourceType: 'Account', id: '1', subject: [{reference: 'Patient/you'}]}, []],
    ['a participant', {resourceType: 'Appointment', id: '1', participant: [{actor: {reference: 'Patient/you'}}]}, []],
  ];
  for (const [name, resource, beside] of others) {
    it(`is set aside: ${name}`, () => {
      const {records, aside, raws} = mapEntries([{resource}, ...beside]);
      expect(records).to.have.length(0);
      expect(aside.map(({state, reason}) => [state, reason])).to.deep.equal([['other_patient', 'other_patient']]);
      // nothing of it is kept
      expect(raws.size).to.equal(0);
      expect(aside[0]).to.not.have.any.keys('record', 'recordId');
    });
  }

  const mine: [string, Json, unknown[]][] = [
    ['relative', about({reference: 'Patient/me'}), []],
    ['absolute', about({reference: `${BASE}/Patient/me`}), []],
    ['through a proxy', about({reference: 'https://vendor.example/R4/Patient/me'}), []],
    ['a urn of the patient', about({reference: urn}), [{fullUrl: urn, resource: patient('me')}]],
    ['a urn that leads nowhere', about({reference: urn}), []],
    [
      'contained with our identifier',
      about({reference: '#p'}, {contained: [patient('p', {identifier: [{value: 'me'}]})]}),
      [],
    ],
    ['contained without saying who', about({reference: '#p'}, {contained: [{resourceType: 'Patient', id: 'p'}]}), []],
    [
      'conditional, with our number',
      about({reference: 'Patient?identifier=1%7C2'}),
      [{resource: patient('me', {identifier: [{value: '2'}]})}],
    ],
    ['with a version', about({reference: `${BASE}/Patient/me/_history/1`}), []],
    ['with a slash behind it', about({reference: 'Patient/me/'}), []],
    [
      'contained with our number',
      about({reference: '#p'}, {contained: [patient('p', {identifier: [{value: '1'}]})]}),
      [{resource: patient('me', {identifier: [{value: '1'}]})}],
    ],
    ['by identifier', about({identifier: {value: 'you'}}), []],
    ['a group', about({reference: 'Group/you'}), []],
    ['a device', about({reference: 'Device/you'}), []],
    ['no subject', about(undefined), []],
    ['a broken subject', about(7), []],
    [
      'two people, one of them ours',
      {resourceType: 'Account', id: '1', subject: [{reference: 'Patient/you'}, {reference: 'Patient/me'}]},
      [],
    ],
  ];
  for (const [name, resource, beside] of mine) {
    it(`is not: ${name}`, () => expect(mapEntries([{resource}, ...beside]).records).to.have.length(1));
  }

  it('is not looked for where the patient is not known', () => {
    expect(mapAll([about({reference: 'Patient/you'})], anyone).records).to.have.length(1);
  });
  it('gives no name of another patient', () => {
    expect(mapAll([patient('you'), patient('me', {birthDate: '1980-01-01'})]).persons).to.deep.equal([
      {route: 'mount-sinai', institutionId: 'ms', name: 'X', birthDate: '1980-01-01'},
    ]);
  });
});

describe('FHIR: entries of a page', () => {
  const ids = (entries: unknown[]) => mapEntries(entries).records.map(({sources}) => sources[0]!.recordId);

  it('takes the id from the address where there is none', () => {
    const {id: _id, ...nameless} = observation('x');
    expect(_id).to.equal('x');
    expect(ids([{fullUrl: `${BASE}/Observation/9`, resource: nameless}])).to.deep.equal(['Observation/9']);
    expect(ids([{fullUrl: urn, resource: nameless}])).to.deep.equal([`Observation/${urn.slice(9)}`]);
    const {aside} = mapEntries([{resource: nameless}]);
    expect(aside[0]).to.include({state: 'unreadable', reason: 'no_id', type: 'Observation', category: 'lab'});
  });

  it('counts the same resource once', () => {
    const {read, supporting, records} = mapAll([observation('1'), observation('1')]);
    expect([read, supporting, records.length]).to.deep.equal([2, 1, 1]);
  });

  it('keeps two resources of two servers that share an id', () => {
    const of = (server: string, text: string) => ({
      fullUrl: `https://${server}.example/Observation/1`,
      resource: observation('1', {code: {text}}),
    });
    const {records} = mapEntries([of('a', 'Sodium'), of('b', 'Iron'), of('a', 'Sodium')]);
    expect(records.map(({title}) => title)).to.deep.equal(['Sodium', 'Iron']);
    expect(records.map(({sources}) => sources[0]!.recordId)).to.deep.equal(['Observation/1', 'Observation/1~2']);
  });

  it('counts the same resource once, whatever its address says of versions', () => {
    const urls = ['https://a.example/Observation/1', 'https://a.example/Observation/1/_history/3', ''];
    for (const order of [urls, [...urls].reverse()]) {
      const {records, supporting} = mapEntries(order.map(fullUrl => ({fullUrl, resource: observation('1')})));
      expect([records.length, supporting]).to.deep.equal([1, 2]);
    }
  });

  for (const type of ['searchset', 'collection', 'document', 'transaction', 'history', 'batch-response']) {
    it(`opens a ${type} inside the answer`, () => {
      expect(ids([{resource: bundle([observation('1'), observation('2')], undefined, {type})}])).to.deep.equal([
        'Observation/1',
        'Observation/2',
      ]);
    });
  }

  it('does not open bundles without end', () => {
    let nest: Json = observation('1');
    for (let depth = 0; depth < 200; depth++) nest = bundle([nest]);
    const {read, aside} = mapAll([nest]);
    expect([read, aside[0]?.reason]).to.deep.equal([1, 'too_deep']);
  });

  it('counts answers without a resource as support, and what is no answer as unreadable', () => {
    const {supporting, aside} = mapEntries([
      {response: {status: '201'}},
      {request: {method: 'DELETE'}},
      {},
      null,
      7,
      'x',
      [],
      {resource: 5},
      {resource: {id: '1'}},
    ]);
    expect(supporting).to.equal(2);
    expect(aside.map(({reason}) => reason)).to.deep.equal([
      'no_type',
      'not_an_object',
      'not_an_object',
      'not_an_object',
      'not_an_object',
      'no_type',
      'no_type',
    ]);
  });

  it('keeps the raw payload of each record', () => {
    const resource = observation('1');
    expect(mapAll([resource]).raws.get('mount-sinai|ms|Observation/1')).to.equal(resource);
  });

  it('takes resources that stand there without an entry', () => {
    expect(mapEntries([observation('1')]).records).to.have.length(1);
  });

  it('names the institution after the route where the session names none', () => {
    const {institution: _institution, ...without} = context;
    expect(_institution?.id).to.equal('ms');
    expect(mapAll([observation('1')], without).records[0]!.sources[0]!.institution).to.deep.equal({
      id: 'mount-sinai',
      name: 'Mount Sinai',
    });
  });

  it('finds visits and members by urn, by address and by id, and leaves alone what it cannot tell', () => {
    const visit = {fullUrl: urn, resource: {resourceType: 'Encounter', id: 'e1', status: 'finished'}};
    const encounterOf = (reference: unknown) =>
      mapEntries([{resource: observation('1', {encounter: {reference}})}, visit]).records[0]!.encounter?.split('|')[2];
    expect(encounterOf(urn)).to.equal('Encounter/e1');
    expect(encounterOf(`${BASE}/Encounter/e2`)).to.equal('Encounter/e2');
    expect(encounterOf('Encounter/e3')).to.equal('Encounter/e3');
    expect(encounterOf('urn:uuid:77')).to.equal('Encounter/77');
    for (const odd of ['Encounter?identifier=1|2', '#inside', '', 'nonsense', null, 5, 'Patient/me']) {
      expect(encounterOf(odd), String(odd)).to.equal(undefined);
    }
  });

  it('names people and places of the page where a reference has no words', () => {
    const [record] = mapAll([
      observation('1', {
        performer: [{reference: 'Practitioner/p'}, {reference: 'Organization/o'}, {reference: 'PractitionerRole/r'}],
      }),
      {resourceType: 'Practitioner', id: 'p', name: [{prefix: ['Dr.'], given: ['Ada'], family: 'Stone'}]},
      {resourceType: 'Organization', id: 'o', name: 'Acme Lab'},
      {resourceType: 'PractitionerRole', id: 'r', practitioner: {display: 'Nurse Lee'}},
    ]).records;
    expect(record!.details).to.deep.include({label: 'Done by', text: 'Dr. Ada Stone; Acme Lab; Nurse Lee'});
  });
});

describe('FHIR: older formats are refused by name', () => {
  const CASES: [string, Json][] = [
    [
      'DSTU2 condition',
      {resourceType: 'Condition', code: concept('X'), clinicalStatus: 'active', dateRecorded: '2020-01-01'},
    ],
    ['STU3 condition', {resourceType: 'Condition', code: concept('X'), assertedDate: '2020-01-01'}],
    [
      'DSTU2 immunization',
      {resourceType: 'Immunization', wasNotGiven: true, date: '2020-01-01', vaccineCode: concept('X')},
    ],
    ['STU3 dose', {resourceType: 'MedicationAdministration', notGiven: true, medicationCodeableConcept: concept('X')}],
    ['DSTU2 dose', {resourceType: 'MedicationAdministration', wasNotGiven: true, effectiveTimeDateTime: '2020-01-01'}],
    ['STU3 dispense', {resourceType: 'MedicationDispense', notDone: true, medicationCodeableConcept: concept('X')}],
    ['STU3 family history', {resourceType: 'FamilyMemberHistory', notDone: true, relationship: concept('Mother')}],
    ['STU3 message', {resourceType: 'Communication', notDone: true, topic: [concept('X')]}],
    ['STU3 use of a device', {resourceType: 'DeviceUseStatement', whenUsed: {start: '2020'}}],
    ['STU3 immunization', {resourceType: 'Immunization', notGiven: false, vaccineCode: concept('X')}],
    ['DSTU2 allergy', {resourceType: 'AllergyIntolerance', substance: concept('X'), status: 'unconfirmed'}],
    ['DSTU2 observation', {resourceType: 'Observation', code: concept('X'), category: coded('laboratory')}],
    [
      'STU3 observation',
      {resourceType: 'Observation', code: concept('X'), comment: 'x', context: {reference: 'Encounter/1'}},
    ],
    ['DSTU2 order', {resourceType: 'MedicationOrder', medicationCodeableConcept: concept('X')}],
    [
      'DSTU2 statement',
      {
        resourceType: 'MedicationStatement',
        patient: {reference: 'Patient/me'},
        medicationCodeableConcept: concept('X'),
      },
    ],
    ['STU3 statement', {resourceType: 'MedicationStatement', taken: 'n', medicationCodeableConcept: concept('X')}],
    ['STU3 procedure', {resourceType: 'Procedure', notDone: true, code: concept('X')}],
    ['DSTU2 encounter', {resourceType: 'Encounter', class: 'inpatient', patient: {reference: 'Patient/me'}}],
    ['STU3 goal', {resourceType: 'Goal', status: 'in-progress', description: {text: 'X'}}],
    ['STU3 document', {resourceType: 'DocumentReference', indexed: '2020-01-01', type: concept('X')}],
    ['STU3 referral', {resourceType: 'ReferralRequest', status: 'active'}],
  ];
  for (const [name, resource] of CASES) {
    it(name, () => {
      const {records, aside} = mapAll([{id: '1', ...resource}]);
      expect(records).to.have.length(0);
      expect(aside[0]).to.include({
        state: 'unsupported',
        reason: 'older_format',
        type: resource.resourceType as string,
        recordId: `${resource.resourceType as string}/1`,
      });
    });
  }
  it("but another patient's is another patient's first", () => {
    const {aside} = mapAll([
      {resourceType: 'Condition', id: '1', clinicalStatus: 'active', subject: {reference: 'Patient/you'}},
    ]);
    expect(aside[0]).to.include({reason: 'other_patient'});
    expect(aside[0]).to.not.have.property('recordId');
  });
  it('by the address of the server', () => {
    const {aside} = mapEntries([
      {fullUrl: 'https://x.example/FHIR/DSTU2/Procedure/1', resource: {resourceType: 'Procedure', id: '1'}},
    ]);
    expect(aside[0]!.reason).to.equal('older_format');
  });
});
