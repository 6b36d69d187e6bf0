import {expect} from '@open-wc/testing';
import {clinicalTime} from '../../demo/simulator/human-records.js';
import {connectSource} from '../../demo/simulator/human-api.js';
import {generatePatient, generateSource} from '../../demo/patient/generate.js';
import {mayaRivera} from '../../demo/patient/maya/index.js';
import type {HumanRecord} from '../../demo/simulator/types.js';
import {createHarness, json, NOON} from './helpers.js';

const MINUTE = 60_000;
const maya = mayaRivera();
const list = (response: Promise<Response>): Promise<HumanRecord[]> => json<HumanRecord[]>(response);

describe('simulated Human API', () => {
  it('hands out bare arrays, 50 by default and at most 500', async () => {
    const {world, human} = createHarness({patient: generatePatient({records: 6000})});
    expect(await list(human('/medical/test_results'))).to.have.length(50);
    expect(await list(human('/medical/test_results?limit=900'))).to.have.length(500);
    world.humanApi.overLimit = 'refuse';
    expect((await human('/medical/test_results?limit=900')).status).to.equal(400);
    expect((await human('/medical/test_results?limit=0')).status).to.equal(400);
  });

  it('pages by offset until a short page, nothing lost or doubled', async () => {
    const {human} = createHarness({patient: maya});
    const all = await list(human('/medical/medications?limit=500'));
    const paged: HumanRecord[] = [];
    for (let offset = 0; ; offset += 20) {
      const page = await list(human(`/medical/medications?limit=20&offset=${offset}`));
      paged.push(...page);
      if (page.length < 20) break;
    }
    expect(all.length).to.equal(maya.sources.flatMap(({lists}) => lists.medications ?? []).length);
    expect(paged).to.deep.equal(all);
  });

  it('orders by clinical date, newest first, undated last', async () => {
    const {human} = createHarness({patient: maya});
    for (const resource of ['test_results', 'medications', 'issues', 'vitals'] as const) {
      const times = (await list(human(`/medical/${resource}?limit=500`))).map(record => clinicalTime(resource, record));
      const dated = times.filter(time => time !== null);
      expect(times.slice(0, dated.length)).to.deep.equal(dated.toSorted((left, right) => right - left));
    }
    const results = await list(human('/medical/test_results?limit=500'));
    expect(results.at(-1)?.['resultDateTime']).to.equal('');
    expect(results.at(-2)?.['resultDateTime']).to.equal('01/27/2012');
  });

  it('narrows to a source and to what was updated since', async () => {
    const {human} = createHarness({patient: maya});
    const lakeside = maya.sources[1]?.source ?? '';
    const own = await list(human(`/medical/test_results?limit=500&source=${lakeside}`));
    expect(own.length).to.be.greaterThan(0);
    expect(own.every(({source}) => source === lakeside)).to.equal(true);
    expect(await list(human('/medical/vitals?updated_since=20300101T000000Z'))).to.deep.equal([]);
    expect((await list(human('/medical/vitals?updated_since=20200101T000000Z'))).length).to.equal(11);
    expect((await human('/medical/vitals?updated_since=2020-01-01')).status).to.equal(400);
  });

  it('refuses missing, unknown and expired tokens', async () => {
    const {world, human, pass} = createHarness({patient: maya});
    expect((await human('/sources', null)).status).to.equal(401);
    expect((await human('/sources', 'made-up')).status).to.equal(401);
    expect((await human('/sources', world.tokens.issue('fhir', 600))).status).to.equal(401);
    const token = world.tokens.issue('human-api', 600);
    expect((await human('/sources', token)).status).to.equal(200);
    pass(601_000);
    expect((await human('/sources', token)).status).to.equal(401);
  });

  it('answers 404 for a profile that is not there and for unknown lists', async () => {
    const bare = {...maya, sources: maya.sources.map(source => ({...source, profile: undefined}))};
    expect((await createHarness({patient: bare}).human('/medical/profile')).status).to.equal(404);
    const {world, human} = createHarness({patient: maya});
    expect(await json(human('/medical/profile'))).to.include({name: 'Maya Rivera'});
    expect((await human('/medical/horoscopes')).status).to.equal(404);
    world.humanApi.refused = ['vitals'];
    expect((await human('/medical/vitals')).status).to.equal(403);
  });

  it('collects over time: listed before its first data, recent records first, then done', async () => {
    const {world, human, pass} = createHarness();
    const place = {id: 'willow', name: 'Willow Creek', kind: 'clinic', source_id: 'a'.repeat(24)} as const;
    connectSource(world, generateSource(place, {records: 200, now: NOON}), 60);
    const entry = async (): Promise<{syncStatus: {status: string}; historySync?: {status: string}}> =>
      (await json<[{syncStatus: {status: string}; historySync?: {status: string}}]>(human('/sources')))[0];
    expect(await list(human('/medical/test_results?limit=500'))).to.deep.equal([]);
    expect((await entry()).syncStatus.status).to.equal('inProgress');
    pass(20 * MINUTE);
    const early = await list(human('/medical/test_results?limit=500'));
    pass(41 * MINUTE);
    const late = await list(human('/medical/test_results?limit=500'));
    expect(early.length).to.be.within(1, late.length - 1);
    // offsets have shifted: what came later stands between what was there
    expect(late.slice(0, early.length)).not.to.deep.equal(early);
    const ids = new Set(late.map(({id}) => id));
    expect(early.every(({id}) => ids.has(id))).to.equal(true);
    expect((await entry()).syncStatus.status).to.equal('ok');
    expect((await entry()).historySync?.status).to.equal('completed');
  });

  it('names states that are not documented in its own words', async () => {
    const {world, human} = createHarness({patient: maya});
    const [first, second] = world.humanApi.sources;
    if (first) first.collection = {kind: 'error', word: 'credentialsExpired', at: NOON};
    if (second) second.collection = {kind: 'none', at: NOON};
    const entries = await json<{syncStatus: {status: string}}[]>(human('/sources'));
    expect(entries.map(({syncStatus}) => syncStatus.status)).to.deep.equal([
      'credentialsExpired',
      'noDataAvailable',
      'ok',
    ]);
  });

  it('lets any page read answers and Retry-After while no page is named', async () => {
    const answer = await createHarness().human('/sources');
    expect(answer.headers.get('access-control-allow-origin')).to.equal('*');
    expect(answer.headers.get('access-control-expose-headers')).to.equal('Retry-After');
  });
});
