import {expect} from '@open-wc/testing';
import {loadBundle} from '../../demo/simulator/fhir.js';
import {generatePatient} from '../../demo/patient/generate.js';
import {mayaRivera} from '../../demo/patient/maya/index.js';
import type {Resource} from '../../demo/simulator/types.js';
import {createHarness, json, type Harness} from './helpers.js';

interface SearchSet {
  total?: number;
  link: {relation: string; url: string}[];
  entry: {resource: Resource & {issue?: {details: {coding: {code: string}[]}}[]}; search?: {mode: string}}[];
}
const maya = mayaRivera();
const nextOf = (bundle: SearchSet): string | undefined => bundle.link.find(({relation}) => relation === 'next')?.url;
const outcomeCodes = (bundle: SearchSet): (string | undefined)[] =>
  bundle.entry
    .filter(({resource}) => resource.resourceType === 'OperationOutcome')
    .map(({resource}) => resource.issue?.[0]?.details.coding[0]?.code);

const readAll = async (harness: Harness, first: string): Promise<Resource[]> => {
  const found: Resource[] = [];
  for (let url: string | undefined = first; url;) {
    const bundle: SearchSet = await json<SearchSet>(harness.fhir(url));
    found.push(
      ...bundle.entry.map(({resource}) => resource).filter(({resourceType}) => resourceType !== 'OperationOutcome'),
    );
    url = nextOf(bundle);
  }
  return found;
};

describe('simulated FHIR server', () => {
  it('pages through opaque next links until every resource has come once', async () => {
    const harness = createHarness({patient: generatePatient({records: 1000})});
    const {patientId} = harness.world.fhir;
    const first = await json<SearchSet>(
      harness.fhir(`Observation?patient=${patientId}&category=laboratory&_count=100`),
    );
    expect(nextOf(first)).to.match(/\?sessionID=17-[0-9a-f]+-100$/);
    expect(first.total).to.equal(100);
    const found = await readAll(harness, `Observation?patient=${patientId}&category=laboratory&_count=100`);
    expect(new Set(found.map(({id}) => id)).size).to.equal(found.length);
    expect(found.length).to.equal(
      harness.world.fhir.store.all('Observation').filter(one => JSON.stringify(one['category']).includes('laboratory'))
        .length,
    );
  });

  it('writes next links relative or very long on request, and lets sessions expire', async () => {
    const harness = createHarness({patient: generatePatient({records: 300})});
    const {world, fhir} = harness;
    const ask = `Encounter?patient=${world.fhir.patientId}&_count=5`;
    world.fhir.manners.next = 'relative';
    expect(nextOf(await json<SearchSet>(fhir(ask)))).to.match(/^Encounter\?sessionID=/);
    world.fhir.manners.next = 'long';
    expect(nextOf(await json<SearchSet>(fhir(ask)))?.length).to.be.greaterThan(2048);
    world.fhir.manners.next = 'absolute';
    world.fhir.manners.sessionUses = 0;
    const expired = await fhir(nextOf(await json<SearchSet>(fhir(ask))) ?? '');
    expect(expired.status).to.equal(400);
    expect(await expired.text()).to.contain('4113');
  });

  it('puts outcomes into 200 bundles: nothing found, and something held back', async () => {
    const {world, fhir} = createHarness({patient: maya});
    const ask = async (type: string): Promise<SearchSet> =>
      json<SearchSet>(fhir(`${type}?patient=${world.fhir.patientId}`));
    expect(outcomeCodes(await ask('Condition'))).to.deep.equal([]);
    expect(outcomeCodes(await ask('DocumentReference'))).to.deep.equal(['59204']);
    world.fhir.store.remove('Device', 'eDevi.00001');
    const empty = await ask('Device');
    expect(outcomeCodes(empty)).to.deep.equal(['4101']);
    expect(empty.entry[0]?.search?.mode).to.equal('outcome');
  });

  it('answers XML unless JSON is asked for', async () => {
    const {world, fhir} = createHarness({patient: maya});
    for (const accept of ['*/*', null]) {
      const response = await fhir(`Goal?patient=${world.fhir.patientId}`, accept);
      expect(response.headers.get('content-type')).to.contain('application/fhir+xml');
      const xml = new DOMParser().parseFromString(await response.text(), 'application/xml');
      expect(xml.querySelector('parsererror')).to.equal(null);
      expect(xml.documentElement.namespaceURI).to.equal('http://hl7.org/fhir');
      expect(xml.querySelectorAll('Goal').length).to.equal(4);
    }
  });

  it('answers 400 to a bare Observation search, 403 for some types and for other patients', async () => {
    const {world, fhir} = createHarness({patient: maya});
    const patient = `patient=${world.fhir.patientId}`;
    expect((await fhir(`Observation?${patient}`)).status).to.equal(400);
    world.fhir.manners.needs = {};
    expect((await fhir(`Observation?${patient}`)).status).to.equal(200);
    expect((await fhir(`FamilyMemberHistory?${patient}`)).status).to.equal(403);
    expect((await fhir('Condition?patient=somebody')).status).to.equal(403);
    expect((await fhir('Condition')).status).to.equal(400);
    expect((await fhir(`Poem?${patient}`)).status).to.equal(404);
  });

  it('refuses bad tokens with an empty JSON string', async () => {
    const {fhir} = createHarness({patient: maya});
    const response = await fhir('Condition?patient=x', 'application/fhir+json', null);
    expect([response.status, await response.text()]).to.deep.equal([401, '""']);
  });

  it('reads by reference, and gives files as resource or as bytes', async () => {
    const {world, fhir} = createHarness({patient: maya});
    expect(await json(fhir(`Patient/${world.fhir.patientId}`))).to.include({birthDate: '1986-04-12'});
    expect((await fhir('Medication/nothing')).status).to.equal(404);
    expect(await json(fhir('Binary/eBinary.ecg'))).to.include({resourceType: 'Binary', contentType: 'image/png'});
    const file = await (await fhir('Binary/eBinary.ecg', 'image/png')).blob();
    const picture = await createImageBitmap(file);
    expect([picture.width, picture.height]).to.deep.equal([480, 120]);
  });

  it('says in its capability statement which types can be searched by patient', async () => {
    const {fhir} = createHarness({patient: maya});
    const {rest} = await json<{rest: {resource: {type: string; searchParam?: {name: string}[]}[]}[]}>(
      fhir('metadata', undefined, null),
    );
    const searchable = rest[0]?.resource.filter(({searchParam}) => searchParam?.some(({name}) => name === 'patient'));
    const types = searchable?.map(({type}) => type) ?? [];
    expect(types).to.include.members(['Observation', 'Communication', 'ExplanationOfBenefit']);
    expect(types).not.to.include('Medication');
  });

  const bundle = {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      {fullUrl: 'urn:uuid:11', resource: {resourceType: 'Patient', id: '11'}},
      {fullUrl: 'urn:uuid:22', resource: {resourceType: 'Practitioner', identifier: [{system: 's', value: '7'}]}},
      {
        fullUrl: 'urn:uuid:33',
        resource: {
          resourceType: 'Condition',
          id: '33',
          subject: {reference: 'urn:uuid:11'},
          recorder: {reference: 'Practitioner?identifier=s|7'},
          asserter: {reference: 'urn:uuid:22'},
        },
      },
      {fullUrl: 'urn:uuid:44'},
    ],
  } as const;

  it('takes any Bundle and rewrites its references as a server does', async () => {
    const {world, fhir} = createHarness();
    expect(loadBundle(world, bundle, {patientId: 'eNew'})).to.equal('eNew');
    const {entry} = await json<SearchSet>(fhir('Condition?patient=eNew'));
    expect(entry[0]?.resource).to.deep.include({
      subject: {reference: 'Patient/eNew'},
      recorder: {reference: 'Practitioner/22'},
      asserter: {reference: 'Practitioner/22'},
    });
    expect(await json(fhir('Practitioner/22'))).to.include({id: '22'});
  });

  it('leaves references as they are by option, and still finds the patient', async () => {
    const {world, fhir} = createHarness();
    expect(loadBundle(world, bundle, {rewriteReferences: false})).to.equal('11');
    const {entry} = await json<SearchSet>(fhir('Condition?patient=11'));
    expect(entry[0]?.resource['subject']).to.deep.equal({reference: 'urn:uuid:11'});
  });
});
