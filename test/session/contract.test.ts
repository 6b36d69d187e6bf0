import {expect} from '@open-wc/testing';
import {connectMessage, directoryAnswer} from '../../src/session/contract-more.js';
import {resolveDocument, safeUrl, sessionDocument} from '../../src/session/contract.js';
import {VirtualClock} from '../helpers/virtual-clock.js';
import {Faults} from './faults.js';
import {Portal} from './portal.js';
import {ENDPOINT} from './world.js';

const document = (): Record<string, unknown> => new Portal(new VirtualClock(), new Faults()).document();

describe('host contract', () => {
  it('takes a session document with fields and protocols that it does not know', () => {
    const portal = document();
    const routes = portal.routes as Record<string, unknown>[];
    routes.push({id: 'x', kind: 'direct', protocol: 'later', name: 'X', new: {}, connect: {kind: 'new'}});
    const parsed = sessionDocument.safeParse({...portal, hereafter: [1]});
    expect(parsed.success).to.equal(true);
    expect(parsed.data!.routes.map(({protocol}) => protocol)).to.deep.equal(['human-api', 'fhir-r4', 'later']);
  });

  it('takes null for what is optional', () => {
    const nothing = {cache: null, fresh_for: null, idle_timeout: null, accounts: null, links: null};
    expect(sessionDocument.safeParse({...document(), ...nothing}).success).to.equal(true);
  });

  for (const [what, change] of Object.entries({
    'no version': {version: undefined},
    'another version': {version: 2},
    'no patient': {patient: undefined},
    'an empty patient key': {patient: {key: ''}},
    'routes that are no list': {routes: {}},
    'no participation': {participation: undefined},
    'a negative fresh_for': {fresh_for: -1},
  })) {
    it(`refuses ${what}`, () => expect(sessionDocument.safeParse({...document(), ...change}).success).to.equal(false));
  }

  it('makes every URL absolute and leaves out the ones that may not be used', () => {
    const parsed = sessionDocument.parse({
      ...document(),
      links: {
        participation: 'p',
        connections: 'http://portal.example/c',
        directory: 'javascript:alert(1)',
        help: '//help.example',
      },
      accounts: [{route: 'human-api', name: 'H', sign_up_url: 'data:text/html,x', opt_out_url: '/leave'}],
    });
    const resolved = resolveDocument(parsed, ENDPOINT);
    expect(resolved.links).to.deep.equal({
      participation: 'https://portal.example/my-health/p',
      connections: undefined,
      directory: undefined,
      help: 'https://help.example/',
    });
    expect(resolved.accounts![0]).to.deep.include({
      sign_up_url: undefined,
      opt_out_url: 'https://portal.example/leave',
    });
  });

  it('reads a base URL as a folder, and of two routes of one name the first', () => {
    const portal = document();
    const [first] = portal.routes as [Record<string, unknown>];
    const routes = [
      {...first, base_url: '/api/v1/?x=1#y'},
      {...first, base_url: 'https://other.example'},
    ];
    const resolved = resolveDocument(sessionDocument.parse({...portal, routes}), ENDPOINT);
    expect(resolved.routes.map(({base_url}) => base_url)).to.deep.equal(['https://portal.example/api/v1']);
  });

  for (const [url, safe] of [
    ['https://a.example/x', true],
    ['http://localhost:8080/x', true],
    ['http://127.0.0.1/x', true],
    ['http://[::1]:1/x', true],
    ['http://a.example/x', false],
    ['http://localhost.example/x', false],
    ['http://127.0.0.1.example/', false],
    ['ftp://a.example', false],
    ['blob:https://a.example/1', false],
    ['https://user:secret@a.example/', false],
    ['https://', false],
    ['', false],
  ] as const) {
    it(`${safe ? 'allows' : 'refuses'} ${url || 'nothing'}`, () =>
      expect(safeUrl(url, url.startsWith('http') ? url : 'data:,') !== undefined).to.equal(safe));
  }

  it('takes a directory with only what is required', () => {
    expect(directoryAnswer.safeParse({institutions: [{id: 'a', name: 'A', route: 'r'}]}).success).to.equal(true);
    expect(directoryAnswer.safeParse({institutions: [{id: 'a', name: 'A'}]}).success).to.equal(false);
  });

  it('takes the three messages of Human Connect and no other', () => {
    for (const type of ['hapi-connect-connect-source', 'hapi-connect-disconnect-source', 'hapi-connect-close']) {
      expect(connectMessage.safeParse({type}).success).to.equal(true);
    }
    for (const bad of [null, 'hapi-connect-close', {type: 'x'}, {}])
      expect(connectMessage.safeParse(bad).success).to.equal(false);
  });
});
