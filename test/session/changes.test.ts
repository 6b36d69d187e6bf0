import {expect} from '@open-wc/testing';
import {World} from './world.js';
import type {RecordServer} from './record-server.js';

const HOUR = 3_600_000;

describe('reading what has changed', () => {
  let world: World;
  let human: RecordServer;
  /** Rows that the source says have changed, by list. */
  let changed: Map<string, Set<string>>;
  let asked: number[];

  beforeEach(() => {
    world = new World();
    human = world.servers['human-api']!;
    changed = new Map();
    asked = [];
    const {source} = human;
    human.source = (context, live) => {
      const own = source.call(human, context, live);
      return {
        ...own,
        since: ms => {
          asked.push(ms);
          return 'since';
        },
        read: async function* (stream, cursor, signal) {
          for await (const page of own.read(stream, cursor === 'since' ? '0' : cursor, signal)) {
            const news = changed.get(stream.id) ?? new Set();
            const entries = page.entries.filter(row => news.has((row as {id: string}).id));
            yield cursor === 'since' ? {...page, entries, next: null} : page;
            if (cursor === 'since') return;
          }
        },
      };
    };
  });
  const all = (): string[] =>
    Object.values(world.servers)
      .flatMap(({ids}) => ids)
      .sort();
  const reads = (): string[] => human.requests.filter(what => what !== 'sources').splice(0);
  const news = (list: string, count: number): void => {
    const known = new Set(human.lists.get(list)!.rows.map(({id}) => id));
    human.add(list, human.institution, count);
    changed.set(
      list,
      new Set(
        human.lists
          .get(list)!
          .rows.map(({id}) => id)
          .filter(id => !known.has(id)),
      ),
    );
  };
  const refresh = async (tab: Awaited<ReturnType<World['open']>>): Promise<void> => {
    human.requests.length = 0;
    await tab.ask({type: 'refresh'});
    await world.clock.advance(1000);
  };

  it('leaves no listener behind, however often a page that stays open is refreshed', async () => {
    const listening = new Map<AbortSignal, Set<unknown>>();
    const {addEventListener: add, removeEventListener: remove} = AbortSignal.prototype;
    AbortSignal.prototype.addEventListener = function (this: AbortSignal, ...args: Parameters<typeof add>) {
      listening.set(this, (listening.get(this) ?? new Set()).add(args[1]));
      add.apply(this, args);
    } as typeof add;
    AbortSignal.prototype.removeEventListener = function (this: AbortSignal, ...args: Parameters<typeof add>) {
      listening.get(this)?.delete(args[1]);
      remove.apply(this, args);
    } as typeof remove;
    try {
      const tab = await world.open();
      const most = async (): Promise<number> => {
        for (let n = 0; n < 5; n++) await refresh(tab);
        const open = [...listening].filter(([{aborted}]) => !aborted);
        return Math.max(...open.map(([, {size}]) => size));
      };
      const before = await most();
      expect(await most()).to.equal(before);
    } finally {
      Object.assign(AbortSignal.prototype, {addEventListener: add, removeEventListener: remove});
    }
  });

  it('reads each list whole once, then only what has changed since the pass before began', async () => {
    const began = world.clock.now();
    const tab = await world.open();
    expect(asked).to.deep.equal([]);
    expect(reads()).to.include('labs 100');
    await world.clock.advance(HOUR);
    news('labs', 3);
    const second = world.clock.now();
    await refresh(tab);
    expect(tab.ids).to.deep.equal(all());
    expect(reads().sort()).to.deep.equal(['labs 0', 'visits 0']);
    for (const ms of asked.splice(0)) expect(ms).to.be.within(began, began + 1000);
    await world.clock.advance(HOUR);
    await refresh(tab);
    for (const ms of asked) expect(ms).to.be.within(second, second + 1000);
    expect(tab.ids).to.deep.equal(all());
    expect(tab.state.coverage.find(({category}) => category === 'lab')).to.include({state: 'loaded', count: 123});
  });

  it('shows the same on the next visit, and goes on from there', async () => {
    const tab = await world.open();
    await world.clock.advance(HOUR);
    news('labs', 3);
    await refresh(tab);
    tab.crash();
    world.faults.plan({action: 'read human-api|labs', how: 'hang'});
    const next = await world.open();
    expect(next.ids).to.deep.equal(all());
    world.faults.clear();
    next.crash();
    await world.clock.advance(HOUR);
    news('visits', 2);
    human.requests.length = 0;
    const last = await world.open();
    await world.clock.advance(1000);
    expect(reads().sort()).to.deep.equal(['labs 0', 'visits 0']);
    expect(last.ids).to.deep.equal(all());
  });

  it('keeps what is gone until all was read, which is a day later at the latest', async () => {
    const tab = await world.open();
    const before = tab.ids;
    human.lists.get('labs')!.rows.splice(0, 5);
    await world.clock.advance(HOUR);
    await refresh(tab);
    expect(tab.ids).to.deep.equal(before);
    await world.clock.advance(23 * HOUR);
    await refresh(tab);
    expect(reads()).to.include('labs 100');
    expect(tab.ids).to.deep.equal(all());
    expect(await world.disk.kept!.raw('human-api|lakeside|labs/p_maya-0')).to.equal(null);
  });

  for (const when of ['while the page is open', 'between two visits']) {
    it(`reads all once after a place was connected ${when}: what it holds may have been fetched long ago`, async () => {
      let tab = await world.open();
      await world.clock.advance(HOUR);
      await refresh(tab);
      const east = {id: 'east', name: 'East'};
      human.add('labs', east, 4);
      const since = new Date(world.clock.now()).toISOString();
      human.connections = [...human.connections, {...human.connections[0]!, id: 'c9', institution: east, since}];
      await world.clock.advance(HOUR);
      if (when === 'between two visits') {
        tab.crash();
        tab = await world.open();
      } else await tab.ask({type: 'reload-connections'});
      await world.clock.advance(4000);
      expect(tab.ids).to.deep.equal(all());
      asked.length = 0;
      await world.clock.advance(HOUR);
      await refresh(tab);
      expect(asked.length).to.equal(2);
    });
  }

  it('reads all again when a place was connected between the first look and the pass that took it over', async () => {
    human.fill('labs', ['lab'], 10);
    human.fill('visits', ['visit'], 5);
    const east = {id: 'east', name: 'East'};
    const late = async (): Promise<never> => {
      await world.clock.delay(200);
      human.add('labs', east, 4);
      const since = new Date(world.clock.now()).toISOString();
      human.connections = [...human.connections, {...human.connections[0]!, id: 'c9', institution: east, since}];
      await world.clock.delay(100);
      return undefined as never;
    };
    world.faults.plan({action: 'plan mount-sinai', how: late, times: 1});
    const tab = await world.open();
    await world.clock.advance(5000);
    expect(human.requests.filter(what => what === 'labs 0').length).to.be.greaterThan(0);
    await refresh(tab);
    await world.clock.advance(5000);
    expect(tab.ids).to.deep.equal(all());
  });

  it('reads all when everything is to be fetched anew', async () => {
    const tab = await world.open();
    human.lists.get('labs')!.rows.splice(0, 5);
    human.requests.length = 0;
    await tab.ask({type: 'resync', route: 'human-api', connection: 'c1'});
    await world.clock.advance(1000);
    expect(reads()).to.include('labs 100');
    expect(tab.ids).to.deep.equal(all());
  });

  it('misses nothing when a part fails on its way', async () => {
    const tab = await world.open();
    const first = world.clock.now();
    await world.clock.advance(HOUR);
    news('labs', 3);
    world.faults.plan({action: 'read human-api|labs', how: 'source_error', times: 1});
    await refresh(tab);
    asked.length = 0;
    await world.clock.advance(HOUR);
    await refresh(tab);
    expect(asked.some(ms => ms < first)).to.equal(true);
    expect(tab.ids).to.deep.equal(all());
  });

  it('reads all after so many parts, and with a clock that was set back', async () => {
    const tab = await world.open();
    for (let turn = 0; turn < 21; turn++) {
      await world.clock.advance(60_000);
      await refresh(tab);
      expect(reads().includes('labs 100'), `${turn}`).to.equal(turn === 20);
    }
    world.clock.shiftWall(-5 * HOUR);
    await refresh(tab);
    expect(reads()).to.include('labs 100');
  });

  it('reads all after an unreadable page has taken its list with it', async () => {
    (await world.open()).crash();
    await world.disk.kept!.dropRoute('human-api|labs');
    human.requests.length = 0;
    await world.clock.advance(HOUR);
    const tab = await world.open();
    await world.clock.advance(1000);
    expect(reads()).to.include('labs 100');
    expect(tab.ids).to.deep.equal(all());
  });
});
