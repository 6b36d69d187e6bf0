import {expect} from '@open-wc/testing';
import {World} from './world.js';
import type {RecordServer} from './record-server.js';
import type {Tab} from './world.js';

describe('a first look', () => {
  let world: World;
  let human: RecordServer;
  let sinai: RecordServer;
  beforeEach(() => {
    world = new World();
    human = world.servers['human-api']!;
    sinai = world.servers['mount-sinai']!;
  });
  const all = (): string[] => [...human.ids, ...sinai.ids].sort();
  const reads = (server: RecordServer): string[] => server.requests.filter(what => what !== 'sources');
  const asked = (): string[] => [human, sinai].flatMap(server => reads(server).map(what => `${server.route} ${what}`));
  const totals = (tab: Tab): number[] => tab.shown.map(({library}) => library.total);

  it('fills the screen from the first place before the disk is looked at', async () => {
    world.faults.plan({action: 'open', how: 'hang'});
    const tab = await world.open();
    const {library, progress, coverage, connections} = tab.state;
    expect(library.dated.map(({title}) => title)).to.deep.equal(Array(50).fill('labs of p_maya'));
    expect(asked()).to.deep.equal(['human-api labs 0']);
    // nothing is claimed of what was not asked yet
    expect(progress.map(({route, phase}) => `${route} ${phase}`)).to.deep.equal([
      'human-api waiting',
      'mount-sinai waiting',
    ]);
    expect([coverage, connections]).to.deep.equal([[], []]);
    expect(world.disk.written).to.deep.equal([]);
  });

  it('is taken over by the pass: everything is read and stored once', async () => {
    const tab = await world.open();
    expect(tab.ids).to.deep.equal(all());
    expect(new Set(asked()).size).to.equal(asked().length);
    const stored: string[] = [];
    for await (const page of world.disk.kept!.pages(new AbortController().signal))
      stored.push(...page.records.map(({id}) => id.split('|').pop()!));
    expect(stored.sort()).to.deep.equal(all());
    expect((await world.disk.kept!.checkpoints()).map(({state}) => state)).to.deep.equal(Array(4).fill('complete'));
  });

  it('takes no record off the screen again, also when its page fills several rows', async () => {
    human.pageSize = 500;
    human.fill('labs', ['lab'], 450);
    const tab = await world.open();
    await world.clock.advance(1000);
    expect(totals(tab)).to.include(450);
    expect(totals(tab)).to.deep.equal([...totals(tab)].sort((a, b) => a - b));
    expect(tab.ids).to.deep.equal(all());
  });

  it('goes on to the next lists and places while the screen is not full', async () => {
    human.fill('labs', ['lab'], 10);
    human.fill('visits', ['visit'], 20);
    world.faults.plan({action: 'open', how: 'hang'});
    const tab = await world.open();
    expect(asked()).to.deep.equal(['human-api labs 0', 'human-api visits 0', 'mount-sinai labs 0']);
    expect(tab.state.library.total).to.equal(80);
    expect(tab.state.library.dated.map(({date}) => date!.value)).to.deep.equal(
      tab.state.library.dated
        .map(({date}) => date!.value)
        .sort()
        .reverse(),
    );
  });

  it('does not ask a second time for what failed, and the pass says the failure', async () => {
    world.faults.plan({action: 'read human-api|labs', how: 'source_refused'});
    const tab = await world.open();
    expect(reads(human)).to.deep.equal(['labs 0', 'visits 0']);
    expect(tab.state.coverage.find(({route, category}) => route === 'human-api' && category === 'lab')!.state).to.equal(
      'refused',
    );
    expect(tab.ids).to.include.members(sinai.ids);
  });

  it('asks more narrowly where a list is refused, and the pass takes that over, too', async () => {
    const {source} = human;
    human.fill('labs?panel', ['lab'], 60);
    human.source = (context, live) => ({
      ...source.call(human, context, live),
      plan: () => Promise.resolve([{id: 'labs', categories: ['lab']}]),
      narrow: ({id}) => (id === 'labs' ? [{id: 'labs?panel', categories: ['lab']}] : []),
    });
    world.faults.plan(
      {action: 'read human-api|labs', how: 'source_refused'},
      {action: 'open', how: 'host_unreachable', times: 1},
    );
    const tab = await world.open();
    expect(tab.state.library.total).to.equal(50);
    expect(reads(human)).to.deep.equal(['labs 0', 'labs?panel 0']);
    await tab.ask({type: 'refresh'});
    await world.clock.advance(1000);
    expect(tab.ids.filter(id => id.startsWith('labs?panel'))).to.have.length(60);
    // the refresh asks each list once more; what was looked at before is stored, not lost
    expect(reads(human).slice(0, 3)).to.deep.equal(['labs 0', 'labs?panel 0', 'labs?panel 50']);
  });

  it('waits two seconds for a slow place; then all are read, and its answer is not asked for again', async () => {
    world.faults.plan({action: 'read human-api|labs', how: 'hang', times: 1});
    const tab = await world.open();
    await world.clock.advance(1300);
    expect(asked()).to.deep.equal(['human-api labs 0']);
    await world.clock.advance(1000);
    expect(tab.ids).to.include.members(sinai.ids);
    expect(reads(human)).to.deep.equal(['labs 0', 'visits 0']);
  });

  it('is not taken when records are stored, nor by a second tab', async () => {
    world.faults.plan({action: 'commit', how: 'hang'});
    await world.open();
    const before = asked().length;
    const second = await world.open();
    await world.clock.advance(1000);
    expect(asked().length).to.equal(before);
    expect(second.state.phase).to.equal('ready');
  });

  it('is not taken where nobody shows records', async () => {
    await world.open({reads: false});
    await world.clock.advance(3000);
    expect(asked()).to.deep.equal([]);
  });

  it('shows nothing any more when the patient leaves meanwhile, and opens no disk', async () => {
    world.faults.plan({action: 'read human-api|labs', how: 'hang', times: 1});
    const tab = await world.open();
    const {erased} = await tab.ask({type: 'opt-out'});
    await world.clock.advance(5000);
    expect(erased.records).to.equal(0);
    expect(tab.state.phase).to.equal('opted-out');
    expect(tab.state.library.total).to.equal(0);
    expect(world.disk.kept).to.equal(undefined);
  });

  it('stays on screen, with a way on, when what comes after it could not be loaded', async () => {
    world.faults.plan({action: 'open', how: 'host_unreachable', times: 1});
    const tab = await world.open();
    expect(tab.state.library.total).to.equal(50);
    expect([tab.state.problem?.code, tab.state.stale, tab.state.progress]).to.deep.equal([
      'host_unreachable',
      true,
      [],
    ]);
    await tab.ask({type: 'refresh'});
    await world.clock.advance(1000);
    expect(tab.state.problem).to.equal(undefined);
    expect(tab.ids).to.deep.equal(all());
  });

  it('ends with the session', async () => {
    world.faults.plan({action: 'read human-api|labs', how: 'hang', times: 1});
    const tab = await world.open();
    await tab.ask({type: 'end-session'});
    await world.clock.advance(5000);
    expect([tab.state.phase, tab.state.library.total]).to.deep.equal(['signed-out', 0]);
    expect(reads(sinai)).to.deep.equal([]);
  });
});
