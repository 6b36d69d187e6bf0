import {expect} from '@open-wc/testing';
import {mayaRivera} from '../../demo/patient/maya/index.js';
import {createApps} from '../../demo/simulator/fetch.js';
import {sessionDocument} from '../../demo/simulator/portal.js';
import {createWorld} from '../../demo/simulator/world.js';
import {checkHost} from '../../src/host-check/check.js';
import {documentRules, isSafe, stableRules, type Finding} from '../../src/host-check/rules.js';

const ENDPOINT = 'https://portal.example/portal/my-health/token';
const subjects = (findings: readonly Finding[], verdict: Finding['verdict']): string[] =>
  findings.filter(one => one.verdict === verdict).map(({subject}) => subject);
const spoil = (change: (document: Record<string, unknown>) => void): Finding[] => {
  const document = structuredClone(sessionDocument(createWorld())) as Record<string, unknown>;
  change(document);
  return documentRules(document, ENDPOINT);
};

describe('the check of a portal', () => {
  it('finds nothing wrong with the simulated portal, from a page', async () => {
    const world = createWorld({patient: mayaRivera()});
    const apps = createApps(world);
    const servers = [
      [world.urls.humanApi, apps.humanApi],
      [world.urls.fhir, apps.fhir],
    ] as const;
    const findings = await checkHost(`${world.urls.portal}/portal/my-health/token`, {
      fetch: async (url, init) => {
        const app = servers.find(([origin]) => url.startsWith(origin))?.[1] ?? apps.portal;
        return app.fetch(new Request(url, init));
      },
      canPreflight: false,
    });
    expect(subjects(findings, 'wrong')).to.deep.equal([]);
    expect(subjects(findings, 'right')).to.include.members(['POST', 'Cache-Control', 'routes[1] read', 'GET']);
  });

  const faults: readonly [subject: string, change: (document: Record<string, unknown>) => void][] = [
    ['version', document => (document.version = 2)],
    ['patient.key', document => (document.patient = {})],
    ['participation.status', document => (document.participation = {status: 'yes'})],
    ['cache.kid', document => (document.cache = {key: 'A'.repeat(43)})],
    ['cache.key', document => (document.cache = {kid: 'k', key: 'A'.repeat(44)})],
    ['cache.max_age', document => (document.cache = {kid: 'k', key: 'A'.repeat(43), max_age: '1d'})],
    ['fresh_for', document => (document.fresh_for = -1)],
    ['idle_timeout', document => (document.idle_timeout = '900')],
    ['routes', document => (document.routes = {})],
    ['links.help', document => (document.links = {help: 'http://portal.example/help'})],
    ['routes[0].kind', document => (document.routes = [{kind: 'both'}])],
    ['routes[0].status', document => (document.routes = [{kind: 'direct', status: 'on'}])],
    ['routes[0].institution', document => (document.routes = [{kind: 'direct', status: 'connected'}])],
    ['routes[0].patient_id', document => (document.routes = [{protocol: 'fhir-r4', token: {access_token: 'a'}}])],
    ['routes[0].token.access_token', document => (document.routes = [{token: {expires_in: 600}}])],
    ['routes[0].token.token_type', document => (document.routes = [{token: {token_type: 'Basic'}}])],
    ['routes[0].token.expires_in', document => (document.routes = [{token: {expires_in: 0}}])],
    ['routes[0].connect.url', document => (document.routes = [{connect: {kind: 'popup', url: 'ftp://a.example'}}])],
    ['routes[0].connect.token', document => (document.routes = [{connect: {kind: 'human-connect'}}])],
  ];
  for (const [subject, change] of faults) {
    it(`sees a wrong ${subject}`, () => {
      expect(
        subjects(
          spoil(() => undefined),
          'wrong',
        ),
      ).to.not.include(subject);
      expect(subjects(spoil(change), 'wrong')).to.include(subject);
    });
  }

  it('sees two routes of one id, and what stays after an opt-out', () => {
    expect(
      subjects(
        spoil(document => (document.routes = [{id: 'a'}, {id: 'a'}])),
        'wrong',
      ),
    ).to.include('routes');
    const left = subjects(
      spoil(document => (document.participation = {status: 'opted_out'})),
      'wrong',
    );
    expect(left).to.include.members(['cache', 'routes']);
  });

  it('knows which addresses may be called', () => {
    for (const good of ['https://a.example', '/path', 'http://localhost:1', 'http://127.0.0.1/a']) {
      expect(isSafe(good, ENDPOINT), good).to.be.true;
    }
    for (const bad of ['http://a.example', 'ftp://a', 'https://user@a.example', '', null, 'https://']) {
      expect(isSafe(bad, ENDPOINT), String(bad)).to.be.false;
    }
  });

  it('sees what changes between two calls', () => {
    const one = {patient: {key: 'a'}, cache: {kid: 'k', key: 'x'}};
    expect(subjects(stableRules(one, one), 'wrong')).to.deep.equal([]);
    const two = {patient: {key: 'b'}, cache: {kid: 'k', key: 'y'}};
    expect(subjects(stableRules(one, two), 'wrong')).to.deep.equal(['patient.key', 'cache.key']);
    expect(subjects(stableRules(one, {...one, cache: {kid: 'l', key: 'y'}}), 'advice')).to.deep.equal(['cache.kid']);
  });
});
