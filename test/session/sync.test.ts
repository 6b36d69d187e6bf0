import {expect} from '@open-wc/testing';
import {World} from './world.js';
import type {RecordServer} from './record-server.js';
import type {Tab} from './world.js';
import type {CoverageState} from '../../src/session/snapshot.js';

describe('sync', () => {
  let world: World;
  let human: RecordServer;
  let sinai: RecordServer;
  beforeEach(() => {
    world = new World();
    human = world.servers['human-api']!;
    sinai = world.servers['mount-sinai']!;
  });
  const all = (): string[] => [...human.ids, ...sinai.ids].sort();
  const coverage = (tab: Tab, route: string, category: string): CoverageState | undefined =>
    tab.state.coverage.find(entry => entry.route === route && entry.category === category)?.state;
  const phaseOf = (tab: Tab, route: string) => tab.state.progress.find(one => one.route === route)!;
  /** Each page of the aggregator takes so many ms longer. */
  const slow = (ms: number): void => {
    const {source} = human;
    human.source = (context, live) => {
      const own = source.call(human, context, live);
      return {
        ...own,
        async *read(...args) {
          for await (const page of own.read(...args)) {
            await world.clock.delay(ms);
            yield page;
          }
        },
      };
    };
  };

  describe('resumes', () => {
    // a pass over one list of 1,000 records in pages of 90, cut at each of its steps
    for (const action of ['commit', 'committed', 'read human-api|labs']) {
      for (const skip of [0, 1, 2, 5, 6]) {
        it(`after a crash at ${action} ${skip}, without loss, double or a page read twice`, async () => {
          world.portal.edit = document => ({...document, routes: (document.routes as object[]).slice(0, 1)});
          human.lists.clear();
          human.pageSize = 90;
          human.fill('labs', ['lab'], 1000);
          world.faults.plan({action, how: 'hang', skip, times: 1});
          const first = await world.open();
          first.crash();
          // nothing was opened where the first look did not end
          const kept = (await world.disk.kept?.checkpoints()) ?? [];
          human.requests.length = 0;
          const second = await world.open();
          await world.clock.advance(2000);
          expect(second.ids).to.deep.equal(human.ids);
          expect(phaseOf(second, 'human-api').phase).to.equal('done');
          const from = kept.find(({stream}) => stream === 'human-api|labs')?.cursor ?? '0';
          expect(human.requests.filter(what => what !== 'sources')[0]).to.equal(`labs ${from}`);
          const stored: string[] = [];
          for await (const page of world.disk.kept!.pages(new AbortController().signal)) {
            stored.push(...page.records.map(({id}) => id));
          }
          expect(stored).to.have.length(1000);
          expect(new Set(stored).size).to.equal(1000);
        });
      }
    }

    for (const skip of [0, 1, 2, 3, 4, 5]) {
      it(`lists that a crash at write ${skip} kept from beginning`, async () => {
        world.faults.plan({action: 'commit', how: 'hang', skip, times: 1});
        (await world.open()).crash();
        const next = await world.open();
        await world.clock.advance(1000);
        expect(next.ids).to.deep.equal(all());
        expect((await world.disk.kept!.checkpoints()).map(({state}) => state)).to.deep.equal(Array(4).fill('complete'));
      });
    }

    for (const route of ['human-api', 'mount-sinai']) {
      it(`a place (${route}) whose code did not come, with the next wish`, async () => {
        const how = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));
        world.faults.plan({action: `load ${route}`, how});
        const tab = await world.open();
        expect(phaseOf(tab, route)).to.include({phase: 'failed', code: 'host_unreachable'});
        expect(tab.of('mh-error').filter(one => one.route === route)[0]).to.include({
          code: 'host_unreachable',
          retryable: true,
        });
        world.faults.clear();
        await tab.ask({type: 'refresh'});
        expect(phaseOf(tab, route).phase).to.equal('done');
        expect(tab.ids).to.deep.equal(all());
      });
    }

    it('offline on the way, keeps what was read and goes on with the network', async () => {
      human.fill('labs', ['lab'], 400);
      world.faults.plan({action: 'read human-api|labs', how: 'source_unreachable', skip: 3, times: 2});
      const tab = await world.open();
      await world.settled(tab);
      expect(phaseOf(tab, 'human-api')).to.include({phase: 'partial', code: 'source_unreachable'});
      expect(tab.ids.filter(id => id.startsWith('labs'))).to.have.length(150 + 120);
      expect(tab.state.stale).to.equal(true);
      human.requests.length = 0;
      tab.signal('online');
      await world.clock.advance(6000);
      expect(human.requests.filter(what => what !== 'sources')[0]).to.equal('labs 150');
      expect(human.requests).to.not.include('visits 0');
      expect(tab.ids).to.deep.equal(all());
      expect(tab.state.stale).to.equal(false);
    });

    it('from its beginning when the pass is old, so that nothing new at its top is missed', async () => {
      world.faults.plan({action: 'read human-api|labs', how: 'source_unreachable', skip: 2, times: 1});
      (await world.open()).crash();
      await world.clock.advance(2 * 3_600_000);
      human.fill('labs', ['lab'], 130);
      human.requests.length = 0;
      const tab = await world.open();
      expect(human.requests).to.include('labs 0');
      expect(tab.ids).to.deep.equal(all());
    });

    it('from its beginning when the source does not know the cursor any more', async () => {
      world.faults.plan({action: 'read human-api|labs', how: 'source_unreachable', skip: 2, times: 1});
      const tab = await world.open();
      world.faults.plan({action: 'read human-api|labs', how: 'source_paging', times: 1});
      tab.signal('online');
      await world.clock.advance(6000);
      expect(tab.ids).to.deep.equal(all());
    });

    it('after the last element left and one came back', async () => {
      human.fill('labs', ['lab'], 400);
      world.faults.plan({action: 'read human-api|labs', how: 'hang', skip: 3, times: 1});
      const tab = await world.open();
      tab.leave[0]!();
      await world.clock.advance(900);
      expect(phaseOf(tab, 'human-api').phase).to.equal('waiting');
      human.requests.length = 0;
      tab.join(true);
      await world.clock.advance(1000);
      expect(human.requests[0]).to.equal('labs 50');
      expect(tab.ids).to.deep.equal(all());
    });
  });

  describe('keeps faults to their source', () => {
    const faults = ['plan mount-sinai', 'read mount-sinai|labs', 'read mount-sinai|visits'];
    for (const action of faults) {
      for (const how of ['source_refused', 'source_blocked', 'source_error', 'source_too_large', 'hang'] as const) {
        it(`${how} at ${action}`, async () => {
          world.faults.plan({action, how});
          const tab = await world.open();
          expect(tab.ids.filter(id => human.ids.includes(id)).length).to.be.at.least(human.ids.length);
          expect(phaseOf(tab, 'human-api')).to.deep.include({phase: 'done', received: 150});
          expect(coverage(tab, 'human-api', 'lab')).to.equal('loaded');
          const state = phaseOf(tab, 'mount-sinai');
          if (how === 'hang') return expect(state.phase).to.be.oneOf(['reading', 'waiting']);
          expect(state).to.include({phase: action.startsWith('plan') ? 'failed' : 'partial', code: how});
          if (action.endsWith('labs')) {
            expect(coverage(tab, 'mount-sinai', 'lab')).to.equal(
              how === 'source_refused' ? 'refused' : how === 'source_blocked' ? 'blocked' : 'failed',
            );
            expect(coverage(tab, 'mount-sinai', 'visit')).to.equal('loaded');
          }
          expect(tab.state.coverage.map(entry => entry.state)).to.not.include('none');
          return undefined;
        });
      }
    }
  });

  describe('a list that holds no records', () => {
    for (const how of ['source_not_found', 'source_refused', 'source_unsupported'] as const) {
      it(`is no part that is missing: ${how}`, async () => {
        sinai.fill('person', [], 1);
        world.faults.plan({action: 'read mount-sinai|person', how});
        const tab = await world.open();
        expect(phaseOf(tab, 'mount-sinai').phase).to.equal('done');
        expect(tab.events.filter(({type}) => type === 'mh-error')).to.deep.equal([]);
      });
    }

    it('is no part that was read, where all the others are refused', async () => {
      sinai.fill('person', [], 1);
      for (const list of ['labs', 'visits'])
        world.faults.plan({action: `read mount-sinai|${list}`, how: 'source_refused'});
      const tab = await world.open();
      expect(phaseOf(tab, 'mount-sinai')).to.include({phase: 'failed', code: 'source_refused'});
    });

    it('is asked for again where it did not answer', async () => {
      sinai.fill('person', [], 1);
      world.faults.plan({action: 'read mount-sinai|person', how: 'source_error', times: 1});
      const tab = await world.open();
      expect(phaseOf(tab, 'mount-sinai')).to.include({phase: 'partial', code: 'source_error'});
    });
  });

  it('says of no moment that all was read then when nothing could be read', async () => {
    for (const route of ['human-api', 'mount-sinai'])
      for (const list of ['labs', 'visits'])
        world.faults.plan({action: `read ${route}|${list}`, how: 'source_blocked'});
    const tab = await world.open();
    expect(tab.ids).to.deep.equal([]);
    expect([phaseOf(tab, 'human-api').phase, phaseOf(tab, 'mount-sinai').phase]).to.deep.equal(['failed', 'failed']);
    // there is nothing on screen that newer records could be missing from
    expect([tab.state.asOf, tab.state.stale]).to.deep.equal([null, false]);
  });

  it('asks once more, in the same pass, for lists whose way was cut while others came, and for the places', async () => {
    human.fill('plans', ['plan'], 3);
    world.faults.plan(
      {action: 'read human-api|labs', how: 'source_unreachable', skip: 1, times: 1},
      {action: 'read human-api|plans', how: 'host_unreachable', times: 1},
      {action: 'sources human-api', how: 'source_unreachable', times: 1},
    );
    const tab = await world.open();
    await world.settled(tab);
    expect(tab.ids).to.include.members(human.ids);
    expect(tab.state.progress.map(({phase}) => phase)).to.deep.equal(['done', 'done']);
    expect(tab.state.connections.map(({key, status}) => `${key} ${status}`)).to.include('human-api|c1 up_to_date');
    expect(human.requests.filter(what => what === 'sources')).to.have.length(2);
    // from where it stood
    expect(human.requests.filter(what => what === 'labs 0')).to.have.length(1);
  });

  it('does not let one route wait for the list of another', async () => {
    const tab = await world.open();
    world.faults.plan({action: 'sources human-api', how: 'hang'});
    sinai.fill('labs', ['lab'], 121);
    void tab.session.dispatch({type: 'refresh'}).catch(() => undefined);
    await world.clock.advance(1000);
    expect(tab.ids).to.include('labs/p_maya-120');
    expect(phaseOf(tab, 'mount-sinai').phase).to.equal('done');
    await tab.session.dispatch({type: 'end-session'});
  });

  it('reads everything anew when the stored pages could not all be read', async () => {
    (await world.open()).crash();
    world.faults.plan({action: 'pages', how: 'storage_lost', times: 1});
    const tab = await world.open();
    await world.clock.advance(1000);
    expect(tab.ids).to.deep.equal(all());
    expect(tab.state.coverage.map(({state}) => state)).to.not.include('none');
  });

  it('keeps the last good pass when a later one fails, and drops what is gone after a complete one', async () => {
    const tab = await world.open();
    human.fill('labs', ['lab'], 60);
    world.faults.plan({action: 'read human-api|labs', how: 'source_error', skip: 1, times: 1});
    await tab.ask({type: 'refresh'});
    expect(tab.ids.filter(id => id.startsWith('labs'))).to.have.length(240);
    expect(coverage(tab, 'human-api', 'lab')).to.equal('failed');
    await tab.ask({type: 'refresh'});
    await world.clock.advance(1000);
    expect(tab.ids).to.deep.equal(all());
    expect(coverage(tab, 'human-api', 'lab')).to.equal('loaded');
  });

  it('says none only after a complete read of an institution that has nothing on its way', async () => {
    human.fill('visits', ['visit'], 0);
    sinai.fill('visits', ['visit'], 0);
    const [connection] = human.connections;
    human.connections = [{...connection!, syncStatus: {status: 'inProgress', details: 'ok'}, expectedMinutes: 60}];
    const tab = await world.open();
    expect(coverage(tab, 'mount-sinai', 'visit')).to.equal('none');
    expect(coverage(tab, 'human-api', 'visit')).to.equal('collecting');
    expect(tab.state.coverage[0]).to.include({expectedMinutes: 60});
    human.connections = [connection!];
    await tab.ask({type: 'refresh'});
    expect(coverage(tab, 'human-api', 'visit')).to.equal('none');
  });

  it('says nothing of a kind that only other lists could hold, and names it when such a list fails', async () => {
    sinai.fill('labs', ['lab'], 20, ['document']);
    const tab = await world.open();
    expect(coverage(tab, 'mount-sinai', 'lab')).to.equal('loaded');
    // nobody asked this place for documents
    expect(coverage(tab, 'mount-sinai', 'document')).to.equal(undefined);
    sinai.fill('papers', ['document'], 0);
    await tab.ask({type: 'refresh'});
    expect(coverage(tab, 'mount-sinai', 'document')).to.equal('none');
    world.faults.plan({action: 'read mount-sinai|labs', how: 'source_error'});
    await tab.ask({type: 'refresh'});
    expect(coverage(tab, 'mount-sinai', 'document')).to.equal('failed');
  });

  it('does not say none while the list of connections cannot be read', async () => {
    human.fill('visits', ['visit'], 0);
    world.faults.plan({action: 'sources human-api', how: 'source_error'});
    const tab = await world.open();
    expect(coverage(tab, 'human-api', 'visit')).to.not.equal('none');
    expect(coverage(tab, 'human-api', 'lab')).to.equal('loaded');
    expect(tab.of('mh-error')).to.deep.equal([
      {type: 'mh-error', code: 'source_error', route: 'human-api', retryable: true},
    ]);
  });

  for (const [order, statuses] of [
    ['first', ['inProgress', 'ok']],
    ['second', ['ok', 'inProgress']],
  ] as const) {
    it(`does not say none of a place while one of two connections to it is collecting, the ${order}`, async () => {
      human.fill('visits', ['visit'], 0);
      human.connections = statuses.map((status, n) => ({
        ...human.connections[0]!,
        id: `c${n}`,
        syncStatus: {status},
      }));
      expect(coverage(await world.open(), 'human-api', 'visit')).to.equal('collecting');
    });

    it(`does not say none of a place while one of two connections to it needs attention, the ${order}`, async () => {
      human.fill('visits', ['visit'], 0);
      human.connections = statuses.map((status, n) => ({
        ...human.connections[0]!,
        id: `c${n}`,
        syncStatus: {status: status === 'ok' ? 'ok' : 'needsReauth'},
      }));
      expect(coverage(await world.open(), 'human-api', 'visit')).to.equal('failed');
    });
  }

  it('renews a refused token once, unseen', async () => {
    world.portal.expiresIn = 6000;
    const tab = await world.open();
    world.portal.good.clear();
    await tab.ask({type: 'refresh'});
    expect(tab.state.progress.map(({phase}) => phase)).to.deep.equal(['done', 'done']);
    expect(world.portal.bodies('/my-health/token').slice(1)).to.deep.equal([
      {version: 1, refresh: 'human-api', reason: 'rejected'},
    ]);
  });

  it('refuses a route whose new token is refused too, and leaves the other one alone', async () => {
    const tab = await world.open();
    const {source} = sinai;
    sinai.source = (context, live) =>
      source.call(sinai, {...context, token: async () => (await context.token('x'), null)}, live);
    await tab.ask({type: 'restart'});
    world.disk.purge();
    tab.crash();
    const second = await world.open();
    expect(phaseOf(second, 'mount-sinai')).to.include({phase: 'failed', code: 'source_refused'});
    expect(second.state.connections.find(({route}) => route === 'mount-sinai')).to.include({status: 'ended'});
    expect(coverage(second, 'human-api', 'lab')).to.equal('loaded');
    expect(world.portal.tokenCalls).to.be.at.most(4);
  });

  describe('reads the narrower lists that a source names in place of a refused one', () => {
    beforeEach(() => {
      const {source} = sinai;
      sinai.fill('labs?panel', ['lab'], 10);
      sinai.source = (context, live) => {
        const own = source.call(sinai, context, live);
        return {
          ...own,
          plan: () => Promise.resolve([{id: 'labs', categories: ['lab']}]),
          narrow: ({id}) => (id === 'labs' ? [{id: 'labs?panel', categories: ['lab']}] : []),
        };
      };
    });
    const ofList = ({state: {library}}: Tab, list: string): string[] =>
      library.dated.map(({id}) => id).filter(id => id.startsWith(`mount-sinai|mount-sinai|${list}/`));

    it('from the first time on', async () => {
      world.faults.plan({action: 'read mount-sinai|labs', how: 'source_refused'});
      const tab = await world.open();
      expect(phaseOf(tab, 'mount-sinai')).to.include({phase: 'done', streams: 1, streamsDone: 1});
      expect(ofList(tab, 'labs?panel')).to.have.length(10);
      expect(coverage(tab, 'mount-sinai', 'lab')).to.equal('loaded');
    });

    it('and lets go of what that one brought when they have been read', async () => {
      const tab = await world.open();
      expect(ofList(tab, 'labs')).to.have.length(120);
      world.faults.plan({action: 'read mount-sinai|labs', how: 'source_refused'});
      await tab.ask({type: 'refresh'});
      expect([ofList(tab, 'labs').length, ofList(tab, 'labs?panel').length]).to.deep.equal([0, 10]);
      expect(coverage(tab, 'mount-sinai', 'lab')).to.equal('loaded');
    });

    it('and keeps what that one brought when they are refused as well', async () => {
      const tab = await world.open();
      world.faults.plan(
        {action: 'read mount-sinai|labs', how: 'source_refused'},
        {action: 'read mount-sinai|labs?panel', how: 'source_refused'},
      );
      const kept = async (one: Tab): Promise<void> => {
        await one.ask({type: 'refresh'});
        expect(ofList(one, 'labs')).to.have.length(120);
        expect(phaseOf(one, 'mount-sinai')).to.include({phase: 'failed', code: 'source_refused', streams: 1});
        expect(coverage(one, 'mount-sinai', 'lab')).to.equal('refused');
      };
      await kept(tab);
      await kept(tab);
      tab.crash();
      await kept(await world.open());
      const stored = (await world.disk.kept!.checkpoints()).map(({stream}) => stream);
      expect(stored.filter(stream => stream.startsWith('mount-sinai|labs'))).to.deep.equal(['mount-sinai|labs']);
    });

    it('and keeps what that one brought while nobody knows what they bring', async () => {
      const tab = await world.open();
      world.faults.plan(
        {action: 'read mount-sinai|labs', how: 'source_refused'},
        {action: 'read mount-sinai|labs?panel', how: 'source_too_large'},
      );
      await tab.ask({type: 'refresh'});
      expect(ofList(tab, 'labs')).to.have.length(120);
      expect(phaseOf(tab, 'mount-sinai')).to.include({phase: 'failed', code: 'source_too_large'});
    });
  });

  it('does not call empty a kind of which entries came that nobody here can read', async () => {
    const {source} = sinai;
    sinai.fill('visits', ['visit'], 1);
    for (const [state, expected] of [
      ['unsupported', 'unsupported'],
      ['unreadable', 'unsupported'],
      ['entered_in_error', 'none'],
      ['other_patient', 'none'],
    ] as const) {
      sinai.source = (context, live) => {
        const own = source.call(sinai, context, live);
        return {
          ...own,
          map: async page => {
            const mapped = await own.map(page);
            if (page.stream !== 'visits') return mapped;
            const {id: route, institution} = {id: context.route, institution: context.institution!};
            const aside = {state, route, institution, category: 'visit', type: 'Visit', reason: 'wrong_shape'} as const;
            return {...mapped, records: [], shown: 0, aside: [aside]};
          },
        };
      };
      const tab = await world.open();
      expect(coverage(tab, 'mount-sinai', 'visit'), state).to.equal(expected);
      world.disk.purge();
      tab.crash();
    }
  });

  it('lets go of a list that is not asked for any more', async () => {
    const tab = await world.open();
    sinai.lists.delete('visits');
    await tab.ask({type: 'refresh'});
    await world.clock.advance(1000);
    expect(tab.ids).to.deep.equal(all());
    expect((await world.disk.kept!.checkpoints()).map(({stream}) => stream)).to.not.include('mount-sinai|visits');
  });

  it('splits a large page into rows of 200, and combines small ones', async () => {
    human.pageSize = 500;
    human.fill('labs', ['lab'], 950);
    sinai.pageSize = 10;
    sinai.fill('labs', ['lab'], 300);
    const tab = await world.open();
    await world.clock.advance(1000);
    expect(tab.ids).to.deep.equal(all());
    const sizes = new Map<string, number[]>();
    for await (const page of world.disk.kept!.pages(new AbortController().signal)) {
      sizes.set(page.stream, [...(sizes.get(page.stream) ?? []), page.records.length]);
    }
    expect(Math.max(...[...sizes.values()].flat())).to.be.at.most(200);
    expect(sizes.get('human-api|labs')!.sort()).to.deep.equal([100, 200, 200, 200, 50, 200].sort());
    expect(sizes.get('mount-sinai|labs')!.length).to.be.at.most(3);
  });

  it('keeps both routes in memory when the host gives no key', async () => {
    world.portal.kid = null;
    const tab = await world.open();
    expect(tab.state.storage).to.deep.equal({kind: 'memory'});
    expect(tab.ids).to.deep.equal(all());
    expect(tab.state.progress.map(({phase}) => phase)).to.deep.equal(['done', 'done']);
    expect(world.disk.written).to.deep.equal([]);
    expect([...world.memo]).to.deep.equal([]);
  });

  it('publishes and tells at most four times a second while records come in', async () => {
    human.pageSize = 2;
    human.fill('labs', ['lab'], 400);
    slow(20);
    const tab = await world.open();
    const shown = tab.shown.length;
    const told = tab.of('mh-sync').filter(({phase}) => phase === 'progress').length;
    await world.clock.advance(2000);
    expect(tab.shown.length - shown).to.be.within(4, 9);
    expect(tab.of('mh-sync').filter(({phase}) => phase === 'progress').length - told).to.be.within(4, 9);
    await world.clock.advance(10_000);
    expect(tab.ids).to.deep.equal(all());
    const received = tab
      .of('mh-sync')
      .filter(({route}) => route === 'human-api')
      .map(event => event.received);
    expect(received).to.deep.equal([...received].sort((a, b) => a - b));
  });

  it('tells nothing of a pass once the session has ended', async () => {
    slow(400);
    const tab = await world.open();
    await world.clock.advance(200);
    await tab.session.dispatch({type: 'end-session'});
    const told = tab.of('mh-sync').length;
    expect(told).to.be.greaterThan(0);
    await world.clock.advance(10_000);
    expect(tab.of('mh-sync').length).to.equal(told);
  });

  describe('tells one end of each pass whose start it has told', () => {
    const phases = (tab: Tab): string[] =>
      tab.events.flatMap(one =>
        one.type === 'mh-sync' && one.route === 'human-api' && one.phase !== 'progress' ? one.phase : [],
      );
    let tab: Tab;
    beforeEach(async () => {
      slow(400);
      tab = await world.open();
      expect(phases(tab)).to.deep.equal(['start']);
    });

    it('when the timeline leaves the page, and when it has come back', async () => {
      tab.join(false);
      tab.leave[0]!();
      await world.clock.advance(2000);
      expect(phases(tab)).to.deep.equal(['start', 'partial']);
      tab.join(true);
      await world.clock.advance(10_000);
      expect(phases(tab)).to.deep.equal(['start', 'partial', 'start', 'done']);
    });

    it('when all elements leave the page for a moment', async () => {
      tab.leave[0]!();
      await world.clock.advance(900);
      tab.join(true);
      await world.clock.advance(10_000);
      expect(phases(tab)).to.deep.equal(['start', 'done']);
    });

    it('when the session ends, before it says so', async () => {
      await tab.session.dispatch({type: 'end-session'});
      const told = tab.events.filter(({type}) => type === 'mh-sync' || type === 'mh-session-end');
      expect(told.map(({type}) => type).at(-1)).to.equal('mh-session-end');
      expect(phases(tab)).to.deep.equal(['start', 'partial']);
    });

    it('when the session has ended while nobody was there, before the next patient of the page', async () => {
      tab.leave[0]!();
      await world.clock.advance(2000);
      world.portal.patient = 'p_noor';
      tab.join(true);
      await world.clock.advance(20_000);
      expect(phases(tab)).to.deep.equal(['start', 'partial', 'start', 'done']);
    });
  });

  it('tells done only when everything is stored', async () => {
    world.faults.plan({action: 'commit', how: 'hang', skip: 4});
    const tab = await world.open();
    expect(tab.of('mh-sync').map(({phase}) => phase)).to.not.include('done');
    expect(tab.state.progress.map(({phase}) => phase)).to.not.include('done');
  });
});
