import {expect} from '@open-wc/testing';
import {LibraryBuilder} from '../../src/records/builder.js';
import {World} from '../session/world.js';
import {createSourceHttp} from '../../src/sources/http.js';
import {VirtualClock} from '../helpers/virtual-clock.js';
import {createRegisterSource} from './third-protocol.js';
import type {Surroundings} from '../../src/session/surroundings.js';
import type {RecordSource, SourceContext, SourcePage} from '../../src/sources/source.js';
import type {Tab} from '../session/world.js';

const PAGES = [
  {shots: [{id: 'a', vaccine: 'Influenza', cvx: '140', given: '2025-10-02'}, {vaccine: 'without id'}, 7], more: true},
  {shots: [{id: 'b', vaccine: 'Tetanus', given: '1999-11'}], more: false},
];
const asked: string[] = [];
const fetch = (url: string | URL | Request): Promise<Response> => {
  const {pathname, search, searchParams} = new URL(url as string);
  asked.push(pathname + search);
  return Promise.resolve(Response.json(PAGES[Number(searchParams.get('page')) - 1] ?? {}));
};
const context: SourceContext = {
  route: 'register',
  routeName: 'State register',
  baseUrl: 'https://register.example/v1',
  token: () => Promise.resolve('t'),
};
const source = (own = context): RecordSource =>
  createRegisterSource(own, createSourceHttp(own, {fetch, clock: new VirtualClock()}));

describe('a third protocol', () => {
  beforeEach(() => asked.splice(0));

  it('is one file behind the interface: pages, a checkpoint, records, and nothing lost', async () => {
    const {signal} = new AbortController();
    const [stream] = await source().plan(signal);
    const pages: SourcePage[] = [];
    for await (const page of source().read(stream!, null, signal)) pages.push(page);
    expect(asked).to.deep.equal(['/v1/shots?page=1', '/v1/shots?page=2']);
    expect(pages.map(({next}) => next)).to.deep.equal(['2', null]);

    const mapped = await Promise.all(pages.map(async page => source().map(page)));
    for (const {read, shown, supporting, aside} of mapped) expect(read).to.equal(shown + supporting + aside.length);
    expect(mapped[0]!.aside.map(({reason}) => reason)).to.deep.equal(['no_id', 'not_an_object']);

    const builder = new LibraryBuilder(() => Promise.resolve());
    mapped.forEach((page, index) => builder.put('register/shots', 1, index, page));
    const {dated} = await builder.build();
    expect(dated.map(({title, date}) => [title, date!.value, date!.precision])).to.deep.equal([
      ['Influenza', '2025-10-02', 'day'],
      ['Tetanus', '1999-11', 'month'],
    ]);

    asked.splice(0);
    for await (const page of source().read(stream!, '2', signal)) expect(page.entries).to.have.length(1);
    expect(asked).to.deep.equal(['/v1/shots?page=2']);
  });

  it('is read, stored and shown by a session like the two others', async () => {
    class WiderWorld extends World {
      override surroundings(tab: Tab): Surroundings {
        const own = super.surroundings(tab);
        return {
          ...own,
          source: (protocol, one) =>
            protocol === 'vaccination-register' ? Promise.resolve(source(one)) : own.source(protocol, one),
          supports: protocol => protocol === 'vaccination-register' || own.supports(protocol),
        };
      }
    }
    const world = new WiderWorld();
    world.portal.edit = document => {
      (document.routes as object[]).push({
        id: 'register',
        kind: 'direct',
        protocol: 'vaccination-register',
        name: 'State register',
        institution: {id: 'register', name: 'State register'},
        status: 'connected',
        base_url: context.baseUrl,
        token: {access_token: 't', token_type: 'Bearer', expires_in: 600},
      });
      return document;
    };
    const tab = await world.open();
    await tab.ask({type: 'refresh'});
    expect(tab.ids).to.include.members(['shots/a', 'shots/b']);
    expect(tab.state.library.aside.filter(({route}) => route === 'register')).to.have.length(2);
    expect(tab.of('mh-sync').some(({route, phase}) => route === 'register' && phase === 'done')).to.be.true;
  });
});
