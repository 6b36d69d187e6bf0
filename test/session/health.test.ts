import {expect} from '@open-wc/testing';
import {createSourceHttp} from '../../src/sources/http.js';
import {createFhirSource} from '../../src/sources/fhir-r4/source.js';
import {createHumanApiSource} from '../../src/sources/human-api/source.js';
import {World} from './world.js';
import type {CodedError} from '../../src/errors.js';
import type {Surroundings} from '../../src/session/surroundings.js';
import type {Tab} from './world.js';

type Answer = (path: string, token: string) => Response | Promise<Response>;

/** A world in which the aggregator is read over HTTP: 17 lists, answered as the test says; the direct place on wish. */
class WiredWorld extends World {
  answer: Answer = () => Response.json([]);
  direct: Answer | undefined;
  readonly asked: string[] = [];

  override surroundings(tab: Tab): Surroundings {
    const {clock} = this;
    const own = super.surroundings(tab);
    const answeredBy =
      (answer: Answer) =>
      (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
        const path = new URL(input as URL).pathname.split('/').pop()!;
        if (init.mode === 'no-cors') return Promise.reject(new TypeError());
        this.asked.push(path);
        const token = new Headers(init.headers).get('authorization')!.slice('Bearer '.length);
        return Promise.resolve(answer(path, token));
      };
    return {
      ...own,
      source: async (protocol, context) => {
        const {direct} = this;
        const wired = (answer: Answer) => createSourceHttp(context, {fetch: answeredBy(answer), clock});
        if (protocol === 'human-api')
          return createHumanApiSource(
            context,
            wired((path, token) => this.answer(path, token)),
            () => clock.now(),
          );
        if (direct) return createFhirSource(context, wired(direct), {now: () => clock.now()});
        return own.source(protocol, context);
      },
    };
  }
}

const human = ({state}: Tab) => state.progress.find(({route}) => route === 'human-api')!;

describe('a record server', () => {
  let world: WiredWorld;
  beforeEach(() => (world = new WiredWorld()));
  /** Lets time pass until the pass over the aggregator has ended. @returns ms */
  const ended = async (tab: Tab): Promise<number> => {
    const from = world.clock.monotonic();
    while (/waiting|reading/.test(human(tab).phase)) await world.clock.advance(1000);
    return world.clock.monotonic() - from;
  };

  describe('that a token is needed for while the portal is busy', () => {
    const busy = () => new Response(null, {status: 503, headers: {'retry-after': '600'}});
    const quiet = async (): Promise<Tab> => {
      world.direct = () => Response.json({resourceType: 'Bundle', type: 'searchset', entry: []});
      const tab = await world.open();
      await ended(tab);
      await world.clock.advance(3_600_000);
      world.portal.answer = busy;
      world.asked.length = 0;
      return tab;
    };

    it('is not blamed: the portal is said to be busy, until when, and asked once', async () => {
      const tab = await quiet();
      const [calls, until] = [world.portal.calls.length, world.clock.now() + 600_000];
      await tab.ask({type: 'refresh'});
      expect(tab.state.problem).to.include({code: 'host_busy'});
      expect(tab.state.problem!.retryAt).to.be.within(until, until + 2000);
      expect(tab.state.progress.map(({phase, code}) => `${phase} ${code}`)).to.deep.equal(
        Array(2).fill('failed host_busy'),
      );
      expect(tab.state.stale).to.equal(true);
      await tab.ask({type: 'refresh'});
      expect(world.portal.calls.length - calls).to.equal(1);
      expect(world.asked).to.deep.equal([]);
    });

    it('is read by itself when the portal answers again', async () => {
      const tab = await quiet();
      await tab.ask({type: 'refresh'});
      // still busy at the first try
      await world.clock.advance(1_800_000);
      world.portal.answer = undefined;
      await world.clock.advance(1_800_000);
      expect(tab.state).to.not.have.property('problem');
      expect(tab.state.progress.map(({phase}) => phase)).to.deep.equal(['done', 'done']);
    });

    it('is left alone after three tries, and after the end of the session at once', async () => {
      const tab = await quiet();
      const calls = world.portal.calls.length;
      await tab.ask({type: 'refresh'});
      await world.clock.advance(24 * 3_600_000);
      expect(world.portal.calls.length - calls).to.equal(4);
      await tab.ask({type: 'refresh'});
      await tab.ask({type: 'end-session'});
      const last = world.portal.calls.length;
      await world.clock.advance(24 * 3_600_000);
      expect(world.portal.calls.length).to.equal(last);
    });
  });

  describe('that does not answer', () => {
    for (const [how, answer] of [
      ['silence', () => new Promise<Response>(() => undefined)],
      ['no connection', () => Promise.reject(new TypeError('Failed to fetch'))],
      ['errors', () => new Response(null, {status: 500})],
    ] as readonly [string, Answer][]) {
      it(`is said in about a minute (${how}), and given up after three`, async () => {
        world.answer = answer;
        const tab = await world.open();
        await world.clock.advance(62_000);
        const {phase, code} = human(tab);
        expect(phase).to.equal('reading');
        expect(code).to.match(/^source_(timeout|unreachable|error)$/);
        expect(tab.state.stale).to.equal(true);
        expect(tab.state.connections.find(({route}) => route === 'human-api')?.status).to.equal('unavailable');
        expect(tab.of('mh-error').map(({route}) => route)).to.deep.equal(['human-api']);
        expect(await ended(tab)).to.be.below(3 * 60_000);
        expect(human(tab)).to.include({phase: 'failed', code});
        expect(tab.state.coverage.filter(({route, state}) => route === 'human-api' && state !== 'failed')).to.be.empty;
        // the other one has nothing to do with it
        expect(tab.ids).to.deep.equal(world.servers['mount-sinai']!.ids);
      });
    }

    it('is asked again at the next wish, for each list', async () => {
      world.answer = () => new Response(null, {status: 500});
      const tab = await world.open();
      await ended(tab);
      world.asked.length = 0;
      world.answer = () => Response.json([]);
      await tab.ask({type: 'refresh'});
      expect(human(tab)).to.deep.include({phase: 'done', streamsDone: 17});
      expect(human(tab).code).to.equal(undefined);
      expect(tab.state.stale).to.equal(false);
      expect(new Set(world.asked)).to.have.property('size', 18);
    });

    it('is not called silent any more when it answers in the middle of a pass', async () => {
      world.answer = () => new Response(null, {status: 500});
      const tab = await world.open();
      await world.clock.advance(30_000);
      expect(human(tab).code).to.equal('source_error');
      world.answer = () => Response.json([]);
      await ended(tab);
      expect(human(tab).phase).to.be.oneOf(['done', 'partial']);
      expect(tab.state.connections.find(({route}) => route === 'human-api')?.status).to.not.equal('unavailable');
    });
  });

  describe('of a direct place that asks for quiet', () => {
    const mountSinai = (tab: Tab) => tab.state.connections.find(({route}) => route === 'mount-sinai');
    const busy = () => new Response(null, {status: 503, headers: {'retry-after': '120'}});
    const bundle = () => Response.json({resourceType: 'Bundle', type: 'searchset', entry: []});

    for (const [what, isAsked] of [
      ['from its first answer', () => true],
      ['in the middle of a pass', path => path !== 'metadata'],
    ] as readonly [string, (path: string) => boolean][]) {
      it(`is said to be busy until it is asked again by itself (${what}), and to be up to date then`, async () => {
        let isBusy = true;
        world.direct = path => (isBusy && isAsked(path) ? busy() : bundle());
        const tab = await world.open();
        await world.clock.advance(10_000);
        for (let ten = 0; ten < 10; ten++) {
          expect(mountSinai(tab)).to.include({status: 'collecting', code: 'source_busy'});
          await world.clock.advance(10_000);
        }
        isBusy = false;
        // at most three times the pause that it asked for
        await world.clock.advance(360_000);
        expect(mountSinai(tab)).to.include({status: 'up_to_date'}).and.not.to.have.property('code');
        // a place that waits its turn has not failed
        expect(tab.of('mh-error')).to.be.empty;
      });
    }

    it('is known in a tab that only follows the one that reads, also in one that is opened later', async () => {
      let isBusy = true;
      world.direct = () => (isBusy ? busy() : bundle());
      const tabs = [await world.open(), await world.open()];
      await world.clock.advance(10_000);
      tabs.push(await world.open());
      const asked = world.asked.length;
      await world.clock.advance(30_000);
      for (const tab of tabs) {
        expect(mountSinai(tab)).to.include({status: 'collecting', code: 'source_busy'});
        expect(mountSinai(tab)!.retryAt).to.be.within(world.clock.now(), world.clock.now() + 360_000);
      }
      expect(world.asked.length).to.equal(asked);
      isBusy = false;
      await world.clock.advance(370_000);
      for (const tab of tabs)
        expect(mountSinai(tab)).to.include({status: 'up_to_date'}).and.not.to.have.any.keys('code', 'retryAt');
    });
  });

  describe('of an aggregator that asks for quiet', () => {
    const busy = () => new Response(null, {status: 503, headers: {'retry-after': '120'}});
    const organization = {id: 'lakeside', name: 'Lakeside'};
    const listed = {id: 'c1', source: 's1', sourceName: 'Lakeside', organization, syncStatus: {status: 'ok'}};
    const lab = {id: 'a'.repeat(24), organization, name: 'Glucose', resultDateTime: '2020-01-13T00:00:00.000Z'};
    const well: Answer = path => Response.json({sources: [listed], test_results: [lab]}[path] ?? []);
    const places = ({state}: Tab) =>
      state.connections
        .filter(({route}) => route === 'human-api')
        .map(({institution, connection, status, retryAt}) => [institution.name, connection, status, !!retryAt]);
    const kind = (tab: Tab, category: string) =>
      tab.state.coverage.find(one => one.route === 'human-api' && one.category === category);

    it('is named as busy before it has listed its places, and not said to have none', async () => {
      world.answer = busy;
      const tab = await world.open();
      await world.clock.advance(100_000);
      expect(places(tab)).to.deep.equal([['Human API', null, 'collecting', true]]);
      expect(tab.state.unlisted).to.equal(true);
      expect(tab.of('mh-error')).to.be.empty;
      world.answer = well;
      // at most three times the pause that it asked for
      await world.clock.advance(360_000);
      expect(places(tab)).to.deep.equal([['Lakeside', 'c1', 'up_to_date', false]]);
      expect(tab.state).to.not.have.property('unlisted');
    });

    it('names the places of an earlier visit, of which it takes nothing back', async () => {
      world.portal.freshFor = 0;
      world.answer = well;
      const first = await world.open();
      await ended(first);
      first.crash();
      world.answer = busy;
      const tab = await world.open();
      await world.clock.advance(60_000);
      expect(places(tab)).to.deep.equal([['Lakeside', null, 'collecting', true]]);
      expect(kind(tab, 'lab')).to.include({state: 'loaded', count: 1});
      expect(kind(tab, 'vital')).to.include({state: 'reading', count: 0});
    });

    it('says so of the places that it has listed', async () => {
      world.answer = well;
      const tab = await world.open();
      await ended(tab);
      world.answer = path => (path === 'sources' ? well(path, '') : busy());
      void tab.session.dispatch({type: 'refresh'});
      await world.clock.advance(60_000);
      expect(places(tab)).to.deep.equal([['Lakeside', 'c1', 'up_to_date', true]]);
    });
  });

  describe('that asks for an hour of quiet', () => {
    const HOUR = 3_600_000;
    const busy = () => new Response(null, {status: 503, headers: {'retry-after': '3600'}});
    const bundle = () => Response.json({resourceType: 'Bundle', type: 'searchset', entry: []});
    const places = ({state}: Tab) => state.connections.map(({status, code, retryAt}) => ({status, code, retryAt}));
    let until: number;
    let isBusy: boolean;
    const isMinute = (at: number | undefined): boolean => at! >= until && at! < until + 61_000;
    const open = async (): Promise<Tab> => {
      isBusy = true;
      world.answer = () => (isBusy ? busy() : Response.json([]));
      world.direct = () => (isBusy ? busy() : bundle());
      until = world.clock.now() + HOUR;
      const tab = await world.open();
      await world.settled(tab);
      return tab;
    };

    it('is said to have asked for it, and until when: of its connections, and of each kind', async () => {
      const tab = await open();
      expect(places(tab)).to.have.length(2);
      for (const {status, code, retryAt} of places(tab)) {
        expect({status, code}).to.deep.equal({status: 'unavailable', code: 'source_busy'});
        expect(isMinute(retryAt)).to.equal(true);
      }
      const {coverage} = tab.state;
      expect(coverage.filter(({route}) => route === 'human-api')).to.not.be.empty;
      for (const {code, retryAt} of coverage) {
        expect(code).to.equal('source_busy');
        expect(isMinute(retryAt)).to.equal(true);
      }
    });

    for (const [who, asking] of [
      ['by the page that was told so', tab => Promise.resolve(tab)],
      [
        'by a page that is opened after it',
        async tab => {
          tab.crash();
          const next = await world.open();
          await world.settled(next);
          return next;
        },
      ],
      ['by another tab', () => world.open()],
    ] as readonly [string, (tab: Tab) => Promise<Tab>][]) {
      it(`is asked for nothing before, whoever presses, and by the first press after it (${who})`, async () => {
        const told = await open();
        const asked = world.asked.length;
        const tab = await asking(told);
        for (let pressed = 0; pressed < 6; pressed++) {
          await tab.ask({type: 'refresh'});
          for (const {status, code, retryAt} of places(tab)) {
            expect({status, code}).to.deep.equal({status: 'unavailable', code: 'source_busy'});
            expect(isMinute(retryAt)).to.equal(true);
          }
          await world.clock.advance(HOUR / 6 - 60_000);
        }
        expect(world.asked.length).to.equal(asked);
        isBusy = false;
        await world.clock.advance(6 * 60_000);
        await tab.ask({type: 'refresh'});
        expect(tab.state.progress.map(({phase}) => phase)).to.deep.equal(['done', 'done']);
        for (const place of tab.state.connections) expect(place).to.not.have.any.keys('code', 'retryAt');
      });
    }

    for (const [who, asking] of [
      [
        'a page that is opened after it',
        async tab => {
          tab.crash();
          return world.open();
        },
      ],
      ['another tab', () => world.open()],
    ] as readonly [string, (tab: Tab) => Promise<Tab>][]) {
      it(`when its list of places is read, and nothing else, is not asked by ${who} before`, async () => {
        world.answer = () => Response.json([]);
        const told = await world.open();
        await world.settled(told);
        world.answer = busy;
        await told.ask({type: 'reload-connections'});
        await world.clock.advance(10_000);
        const asked = world.asked.length;
        const tab = await asking(told);
        await tab.ask({type: 'refresh'});
        await world.clock.advance(HOUR / 2);
        await tab.ask({type: 'refresh'});
        expect(world.asked.slice(asked)).to.deep.equal([]);
        world.answer = () => Response.json([]);
        await world.clock.advance(HOUR / 2);
        await tab.ask({type: 'refresh'});
        expect(human(tab).phase).to.equal('done');
      });
    }

    it('is asked for nothing before by another tab when the clock is set forward', async () => {
      await open();
      const tab = await world.open();
      await tab.ask({type: 'refresh'});
      const asked = world.asked.length;
      world.clock.shiftWall(2 * HOUR);
      await tab.ask({type: 'refresh'});
      await world.clock.advance(HOUR / 2);
      await tab.ask({type: 'refresh'});
      expect(world.asked.length).to.equal(asked);
      isBusy = false;
      await world.clock.advance(HOUR / 2);
      await tab.ask({type: 'refresh'});
      expect(tab.state.progress.map(({phase}) => phase)).to.deep.equal(['done', 'done']);
    });

    it('says the time to who presses “Check again”, and asks nobody', async () => {
      const tab = await open();
      const [asked, calls] = [world.asked.length, world.portal.calls.length];
      const pressed = await tab.ask({type: 'resync', route: 'mount-sinai', connection: null}).catch((e: Error) => e);
      expect(pressed).to.include({code: 'source_busy'});
      expect(isMinute(world.clock.now() + 1000 * (pressed as CodedError).retryAfter!)).to.equal(true);
      expect(world.asked.length).to.equal(asked);
      expect(world.portal.calls.length).to.equal(calls);
    });
  });

  describe('that refuses tokens', () => {
    it('costs one renewal in a pass, however many lists it has, and one in the next', async () => {
      world.answer = () => new Response(null, {status: 401});
      const tab = await world.open();
      await ended(tab);
      expect(human(tab)).to.include({phase: 'failed', code: 'source_refused'});
      expect(world.portal.tokenCalls).to.equal(2);
      expect(tab.ids).to.deep.equal(world.servers['mount-sinai']!.ids);
      await tab.ask({type: 'refresh'});
      expect(world.portal.tokenCalls).to.equal(3);
      world.answer = () => Response.json([]);
      await tab.ask({type: 'refresh'});
      expect(human(tab).phase).to.equal('done');
    });

    it('after each has worked for a while is read to its end: such a token has only ended early', async () => {
      const used = new Map<string, number>();
      world.answer = (_path, token) => {
        used.set(token, (used.get(token) ?? 0) + 1);
        return used.get(token)! > 6 ? new Response(null, {status: 401}) : Response.json([]);
      };
      const tab = await world.open();
      await ended(tab);
      expect(human(tab)).to.include({phase: 'done'});
      expect(used.size).to.be.above(2);
    });
  });
});
