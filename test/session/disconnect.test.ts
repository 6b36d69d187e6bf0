import {expect} from '@open-wc/testing';
import {Held} from './faults.js';
import {World} from './world.js';
import type {RecordServer} from './record-server.js';
import type {Tab} from './world.js';

const NORTH = {id: 'north', name: 'Northside'};

describe('disconnecting', () => {
  let world: World;
  let human: RecordServer;
  beforeEach(() => {
    world = new World();
    human = world.servers['human-api']!;
    human.add('labs', NORTH, 30);
    human.add('visits', NORTH, 5);
    human.connections = [...human.connections, {...human.connections[0]!, id: 'c2', source: 's2', institution: NORTH}];
  });
  const all = (): string[] =>
    Object.values(world.servers)
      .flatMap(({ids}) => ids)
      .sort();
  const others = (): string[] => all().filter(id => !id.includes('north'));
  /** The record server answers nothing from now on. */
  const silence = (): void => {
    for (const list of ['labs', 'visits']) world.faults.plan({action: `read human-api|${list}`, how: 'hang'});
  };
  const north = {type: 'disconnect', route: 'human-api', connection: 'c2'} as const;
  /** Dispatches, with little time for it. */
  const leave = async (tab: Tab): Promise<void> => {
    human.connections = human.connections.filter(({id}) => id !== 'c2');
    await tab.ask(north);
    await world.clock.settle();
  };
  const onDisk = async (): Promise<string[]> => {
    const ids: string[] = [];
    for await (const {records} of world.disk.kept!.pages(new AbortController().signal))
      ids.push(...records.map(({id}) => id));
    return ids;
  };

  for (const kid of ['k1', null]) {
    describe(kid ? 'with a cache' : 'in memory', () => {
      beforeEach(() => (world.portal.kid = kid));

      it('takes only that institution off, at once', async () => {
        const tab = await world.open();
        expect(tab.ids).to.deep.equal(all());
        silence();
        const from = tab.shown.length;
        await leave(tab);
        expect(tab.ids).to.deep.equal(others());
        expect(tab.state.connections.map(({key}) => key)).to.deep.equal(['human-api|c1', 'mount-sinai']);
        // the others never went away in between
        for (const shown of tab.shown.slice(from)) expect(shown.library.total).to.be.at.least(300);
        expect(await tab.ask({type: 'raw', recordId: `human-api|north|labs/p_maya-north-3`})).to.equal(null);
        expect(await tab.ask({type: 'raw', recordId: `human-api|lakeside|labs/p_maya-3`})).to.not.equal(null);
        const lab = tab.state.coverage.find(
          ({institution, category}) => institution.id === 'lakeside' && category === 'lab',
        );
        expect(lab).to.include({state: 'loaded', count: 120});
      });

      it('reads what is left whole, and shows it again when it is connected again', async () => {
        const tab = await world.open();
        human.remove('north');
        human.requests.length = 0;
        await leave(tab);
        await world.clock.advance(1000);
        expect(human.requests).to.include.members(['labs 0', 'visits 0']);
        expect(tab.ids).to.deep.equal(all());
        expect(tab.state.connections.map(({key}) => key)).to.deep.equal(['human-api|c1', 'mount-sinai']);
        human.add('labs', NORTH, 3);
        human.connections = [
          ...human.connections,
          {...human.connections[0]!, id: 'c3', institution: NORTH, since: new Date(world.clock.now()).toISOString()},
        ];
        await tab.ask({type: 'reload-connections'});
        await world.clock.advance(1000);
        expect(tab.ids).to.deep.equal(all());
        expect(tab.ids.filter(id => id.includes('north'))).to.have.length(3);
      });

      it('brings nothing back that was on its way', async () => {
        const tab = await world.open();
        const way = new Held();
        world.faults.plan({action: kid ? 'commit' : 'read human-api|visits', how: way.how, times: 1});
        void tab.session.dispatch({type: 'refresh'}).catch(() => undefined);
        await world.clock.advance(100);
        world.faults.clear();
        silence();
        human.connections = human.connections.slice(0, 1);
        const asked = tab.session.dispatch(north);
        await world.clock.settle();
        way.go();
        await world.clock.advance(500);
        await asked;
        await world.clock.advance(1000);
        expect(tab.ids).to.deep.equal(others());
        if (kid) expect((await onDisk()).filter(id => id.includes('|north|'))).to.deep.equal([]);
      });

      it('takes it off in another tab too', async () => {
        const first = await world.open();
        const second = await world.open();
        expect(second.ids).to.deep.equal(all());
        human.remove('north');
        await leave(first);
        await world.clock.advance(1000);
        expect(second.ids).to.deep.equal(all());
        expect(second.state.connections.map(({key}) => key)).to.deep.equal(['human-api|c1', 'mount-sinai']);
      });
    });
  }

  it('holds on the next visit, although the record server has not answered since', async () => {
    const first = await world.open();
    silence();
    await leave(first);
    first.crash();
    const second = await world.open();
    expect(second.ids).to.deep.equal(others());
    expect(second.shown.map(({library}) => library.dated.some(({id}) => id.includes('north')))).to.not.include(true);
    expect((await onDisk()).filter(id => id.includes('|north|'))).to.deep.equal([]);
  });

  it('refuses what another tab was about to write', async () => {
    const [first, second] = [await world.open(), await world.open()];
    const way = new Held();
    world.faults.plan({action: 'commit', how: way.how, times: 1});
    void second.session.dispatch({type: 'refresh'}).catch(() => undefined);
    await world.clock.advance(100);
    world.faults.clear();
    silence();
    // frozen for a moment: it hears nothing
    const ears = [...second.listeners];
    second.listeners.clear();
    await leave(first);
    for (const ear of ears) second.listeners.add(ear);
    way.go();
    await world.clock.advance(3000);
    for (const tab of [first, second]) expect(tab.ids).to.deep.equal(others());
    expect((await onDisk()).filter(id => id.includes('|north|'))).to.deep.equal([]);
  });

  it('takes it off in another tab too while the record server answers nothing', async () => {
    const [first, second] = [await world.open(), await world.open()];
    silence();
    await leave(first);
    await world.clock.advance(1000);
    for (const tab of [first, second]) expect(tab.ids).to.deep.equal(others());
  });

  it('of one of two connections to a place, its lists are not gone on with where they stood', async () => {
    human.pageSize = 7;
    human.connections = human.connections.map(one => ({...one, institution: NORTH}));
    world.faults.plan({action: 'read human-api|labs', how: 'hang', skip: 1, times: 1});
    const tab = await world.open();
    human.lists.get('labs')!.rows.splice(0, 10);
    await leave(tab);
    await world.clock.advance(10_000);
    expect(tab.ids).to.deep.equal(all());
  });

  it('does not come back with what was being read of the disk', async () => {
    const [first, second] = [await world.open(), await world.open()];
    const reading = new Held();
    world.faults.plan({action: 'page', how: reading.how, skip: 4, times: 1});
    await second.ask({type: 'refresh'});
    await world.clock.settle();
    silence();
    await leave(first);
    expect(first.ids).to.deep.equal(others());
    const from = first.shown.length;
    reading.go();
    await world.clock.advance(1000);
    expect(first.ids).to.deep.equal(others());
    const later = first.shown.slice(from).flatMap(({library}) => library.dated);
    expect(later.filter(({id}) => id.includes('north'))).to.deep.equal([]);
  });

  it('goes on with a route that was being read beside', async () => {
    const sinai = world.servers['mount-sinai']!;
    const tab = await world.open();
    sinai.fill('labs', ['lab'], 200);
    const way = new Held();
    world.faults.plan({action: 'read mount-sinai|labs', how: way.how, skip: 1, times: 1});
    void tab.session.dispatch({type: 'refresh'}).catch(() => undefined);
    await world.clock.advance(100);
    human.remove('north');
    await leave(tab);
    way.go();
    await world.clock.advance(2000);
    expect(tab.ids).to.deep.equal(all());
  });

  it('takes everything of the route off with its last institution', async () => {
    human.remove('north');
    const tab = await world.open();
    silence();
    human.connections = [];
    await tab.ask({type: 'disconnect', route: 'human-api', connection: 'c1'});
    expect(tab.ids).to.deep.equal(world.servers['mount-sinai']!.ids);
  });

  const told = (tab: Tab): string[] =>
    tab.of('mh-connection').flatMap(({route, status}) => (status === 'not_connected' ? [route] : []));

  it('takes nothing off that the aggregator still lists, until it lists it no more', async () => {
    const tab = await world.open();
    await tab.ask(north);
    await world.clock.advance(1000);
    expect(tab.ids).to.deep.equal(all());
    expect(tab.state.connections.map(({key}) => key)).to.include('human-api|c2');
    expect(told(tab)).to.deep.equal([]);
    human.remove('north');
    await tab.ask({type: 'reload-connections'});
    await world.clock.advance(1000);
    expect(tab.ids).to.deep.equal(all());
    expect(told(tab)).to.deep.equal(['human-api']);
  });

  it('takes nothing off while the list of the aggregator cannot be read', async () => {
    const tab = await world.open();
    world.faults.plan({action: 'sources human-api', how: 'source_unreachable'});
    await tab.ask(north);
    expect(tab.ids).to.deep.equal(all());
    const place = tab.state.connections.find(({key}) => key === 'human-api|c2');
    expect(place).to.include({status: 'unavailable', code: 'source_unreachable'});
    expect(told(tab)).to.deep.equal([]);
  });

  it('takes nothing off that a portal answers to be connected still', async () => {
    const tab = await world.open();
    world.portal.edit = document => {
      world.portal.directConnected = true;
      return {...document, routes: world.portal.document().routes};
    };
    const from = tab.shown.length;
    await tab.ask({type: 'disconnect', route: 'mount-sinai', connection: null});
    await world.clock.advance(1000);
    expect(tab.ids).to.deep.equal(all());
    for (const {library} of tab.shown.slice(from)) expect(library.total).to.equal(all().length);
    expect(tab.state.connections.find(({key}) => key === 'mount-sinai')).to.include({status: 'up_to_date'});
    expect(told(tab)).to.deep.equal([]);
  });

  it('keeps what two connections to one place may share, until all was read', async () => {
    human.connections = human.connections.map(one => ({...one, institution: NORTH}));
    const tab = await world.open();
    await leave(tab);
    await world.clock.advance(1000);
    expect(tab.ids).to.deep.equal(all());
  });

  it('reads all of a route from which a connection has gone elsewhere', async () => {
    const tab = await world.open();
    human.remove('north');
    human.requests.length = 0;
    await tab.ask({type: 'reload-connections'});
    await world.clock.advance(1000);
    expect(human.requests).to.include.members(['labs 0', 'visits 0']);
    expect(tab.ids).to.deep.equal(all());
  });

  const MOMENTS = ['while the page is open', 'between two visits'] as const;
  /** The tab that asks how things stand now: the one that is open, or that of the next visit. */
  const looked = async (first: Tab, when: (typeof MOMENTS)[number]): Promise<Tab> => {
    let tab = first;
    if (when === 'between two visits') {
      first.crash();
      tab = await world.open();
    } else await tab.ask({type: 'reload-connections'});
    await world.clock.advance(1000);
    return tab;
  };

  for (const when of MOMENTS) {
    it(`takes a direct route off that was disconnected elsewhere, ${when}`, async () => {
      const first = await world.open();
      expect(first.ids).to.deep.equal(all());
      world.portal.directConnected = false;
      const sinai = world.servers['mount-sinai']!;
      sinai.requests.length = 0;
      const tab = await looked(first, when);
      expect(tab.ids).to.deep.equal(human.ids);
      expect(sinai.requests).to.deep.equal([]);
      const place = tab.state.connections.find(({key}) => key === 'mount-sinai');
      expect(place).to.deep.include({status: 'not_connected', counts: {}});
      expect((await onDisk()).filter(id => id.startsWith('mount-sinai|'))).to.deep.equal([]);
      world.portal.directConnected = true;
      await tab.ask({type: 'reload-connections'});
      await world.clock.advance(1000);
      expect(tab.ids).to.deep.equal(all());
    });
  }

  const without = (id: string) => {
    world.portal.edit = document => ({
      ...document,
      routes: (document.routes as {id: string}[]).filter(route => route.id !== id),
    });
  };
  const endings: Record<string, [() => void, gone: string, left: string]> = {
    'a direct route that the portal names no more': [() => without('mount-sinai'), 'mount-sinai', 'human-api'],
    'an aggregator that the portal names no more': [() => without('human-api'), 'human-api', 'mount-sinai'],
    'an aggregator to which nothing is connected any more': [
      () => (world.portal.aggregatorConnected = false),
      'human-api',
      'mount-sinai',
    ],
  };
  for (const [what, [end, gone, left]] of Object.entries(endings)) {
    for (const when of MOMENTS) {
      it(`takes off ${what}, ${when}`, async () => {
        const first = await world.open();
        expect(first.ids).to.deep.equal(all());
        end();
        const tab = await looked(first, when);
        expect(tab.ids).to.deep.equal(world.servers[left]!.ids);
        expect(tab.state.connections.every(({route, status}) => route === left || status === 'not_connected')).to.equal(
          true,
        );
        expect((await onDisk()).filter(id => id.startsWith(`${gone}|`))).to.deep.equal([]);
        const told = tab.of('mh-connection').filter(({route, status}) => route === gone && status === 'not_connected');
        const listed = gone === 'human-api' && when === 'while the page is open' ? ['c1', 'c2'] : [];
        expect(told.map(({connection}) => connection)).to.deep.equal(listed);
      });
    }
  }

  for (const [what, action] of [
    ['is being read', 'read mount-sinai|labs'],
    ['waits to be read', 'load mount-sinai'],
  ] as const) {
    it(`says nothing more of a route that ${what} when the portal names it no more`, async () => {
      world.faults.plan({action, how: 'hang'});
      const tab = await world.open();
      expect(tab.state.progress.map(({route}) => route)).to.include('mount-sinai');
      without('mount-sinai');
      await tab.ask({type: 'reload-connections'});
      world.faults.clear();
      await world.clock.advance(10_000);
      expect(tab.state.progress.map(({route, phase}) => [route, phase])).to.deep.equal([['human-api', 'done']]);
      expect(tab.ids).to.deep.equal(human.ids);
    });
  }

  it('lists places of an aggregator that cannot be listed by their records, with nothing to disconnect them by', async () => {
    const first = await world.open();
    first.crash();
    world.faults.plan({action: 'sources human-api', how: 'source_unreachable'});
    const tab = await world.open();
    const places = tab.state.connections.filter(({route}) => route === 'human-api');
    expect(places.map(({connection, institution}) => [connection, institution.id])).to.deep.equal([
      [null, 'lakeside'],
      [null, 'north'],
    ]);
    for (const {status, code} of places) expect([status, code]).to.deep.equal(['unavailable', 'source_unreachable']);
    expect(new Set(places.map(({key}) => key)).size).to.equal(2);
  });

  it('lets other tabs know of a connection that was made in a frame', async () => {
    const [first, second] = [await world.open(), await world.open()];
    const east = {id: 'east', name: 'East'};
    human.add('labs', east, 4);
    const since = new Date(world.clock.now()).toISOString();
    human.connections = [...human.connections, {...human.connections[0]!, id: 'c9', institution: east, since}];
    await first.ask({type: 'reload-connections'});
    await world.clock.advance(2000);
    for (const tab of [first, second]) {
      expect(tab.ids).to.deep.equal(all());
      expect(tab.state.connections.map(({key}) => key)).to.include('human-api|c9');
    }
    const calls = world.portal.tokenCalls;
    await first.ask({type: 'reload-connections'});
    await world.clock.advance(2000);
    expect(world.portal.tokenCalls).to.equal(calls + 1);
  });
});
