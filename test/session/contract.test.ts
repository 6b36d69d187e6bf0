import {expect} from '@open-wc/testing';
import * as fc from 'fast-check';
import {connectMessage, directoryAnswer} from '../../src/session/contract-more.js';
import {sessionDocument} from '../../src/session/contract-schema.js';
import {readDocument, resolveDocument, safeUrl} from '../../src/session/contract.js';
import {VirtualClock} from '../helpers/virtual-clock.js';
import {Faults} from './faults.js';
import {Portal} from './portal.js';
import {ENDPOINT} from './world.js';

const document = (): Record<string, unknown> => new Portal(new VirtualClock(), new Faults()).document();

/** The same value with its fields in one order. */
const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : typeof value === 'object' && value
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, inner]) => [key, sorted(inner)]),
        )
      : value;

describe('host contract', () => {
  it('takes a session document with fields and protocols that it does not know', () => {
    const portal = document();
    const routes = portal.routes as Record<string, unknown>[];
    routes.push({id: 'x', kind: 'direct', protocol: 'later', name: 'X', new: {}, connect: {kind: 'new'}});
    const read = readDocument({...portal, hereafter: [1]})!;
    expect(read).not.to.have.property('hereafter');
    expect(read.routes.map(({protocol}) => protocol)).to.deep.equal(['human-api', 'fhir-r4', 'later']);
  });

  it('takes null for what is optional', () => {
    const nothing = {cache: null, fresh_for: null, idle_timeout: null, accounts: null, links: null};
    expect(readDocument({...document(), ...nothing})).to.include(nothing);
  });

  for (const [what, change] of Object.entries({
    'no version': {version: undefined},
    'another version': {version: 2},
    'no patient': {patient: undefined},
    'an empty patient key': {patient: {key: ''}},
    'routes that are no list': {routes: {}},
    'no participation': {participation: undefined},
    'a participation of another kind': {participation: {status: 'opted-out'}},
    'a negative fresh_for': {fresh_for: -1},
  })) {
    it(`refuses ${what}`, () => expect(readDocument({...document(), ...change})).to.equal(undefined));
  }

  it('reads exactly what the schema for portals allows, and leaves the same fields behind', () => {
    const full = (): Record<string, unknown> => {
      const one = document();
      const [route] = one.routes as [Record<string, unknown>];
      return {
        ...one,
        cache: {kid: 'k', key: 'x', max_age: 1},
        accounts: [{route: 'human-api', name: 'H', sign_up_url: null, more: 1}],
        links: {participation: 'p', unknown: 'u'},
        routes: [
          route,
          {
            ...route,
            institution: {id: 'i', name: 'I', kind: 'k', more: 1},
            token: {access_token: 't', token_type: 'Bearer', expires_in: 60},
            connect: {kind: 'popup', url: '/c', token: null, expires_in: 1},
          },
        ],
      };
    };
    /** Ways to every value in a document. */
    const ways = (value: unknown): string[][] =>
      typeof value === 'object' && value
        ? Object.entries(value).flatMap(([key, inner]) => [[key], ...ways(inner).map(way => [key, ...way])])
        : [];
    const instead = fc.constantFrom<unknown>(
      undefined,
      null,
      '',
      'x',
      0,
      1,
      2,
      -1,
      NaN,
      Infinity,
      true,
      [],
      {},
      ['x'],
      [{}],
    );
    let refused = 0;
    fc.assert(
      fc.property(fc.constantFrom(...ways(full())), instead, (way, value) => {
        const changed = full();
        const last = way.slice(0, -1).reduce((at, key) => at[key] as Record<string, unknown>, changed);
        last[way.at(-1)!] = value;
        const parsed = sessionDocument.safeParse(changed);
        if (!parsed.success) refused++;
        // an absent field and one that holds nothing are the same
        expect(JSON.stringify(sorted(readDocument(changed)))).to.equal(JSON.stringify(sorted(parsed.data)));
      }),
      {numRuns: 1500},
    );
    expect(refused).to.be.greaterThan(100);
  });

  it('makes every URL absolute and leaves out the ones that may not be used', () => {
    const parsed = readDocument({
      ...document(),
      links: {
        participation: 'p',
        connections: 'http://portal.example/c',
        directory: 'javascript:alert(1)',
        help: '//help.example',
      },
      accounts: [{route: 'human-api', name: 'H', sign_up_url: 'data:text/html,x', opt_out_url: '/leave'}],
    })!;
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
    const resolved = resolveDocument(readDocument({...portal, routes})!, ENDPOINT);
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
