import {expect} from '@open-wc/testing';
import {CodedError} from '../../src/errors.js';
import {Held} from './faults.js';
import {World} from './world.js';
import type {Tab} from './world.js';

describe('tabs', () => {
  let world: World;
  beforeEach(() => (world = new World()));
  const all = (): string[] =>
    Object.values(world.servers)
      .flatMap(server => server.ids)
      .sort();
  const reads = (): number =>
    Object.values(world.servers).flatMap(({requests}) => requests.filter(what => what !== 'sources')).length;
  /** Every record on the disk. */
  const stored = async (): Promise<string[]> => {
    const ids: string[] = [];
    for await (const {records} of world.disk.kept!.pages(new AbortController().signal))
      ids.push(...records.map(({id}) => id.split('|').pop()!));
    return ids.sort();
  };
  /** A tab that stands still in the middle of its pass. */
  const stuck = async (): Promise<Tab> => {
    world.faults.plan({action: 'commit', how: 'hang', skip: 4, times: 1});
    const tab = await world.open();
    world.faults.clear();
    return tab;
  };

  /** One that stands still while the disk takes a page; `thaw` has the disk refuse it. */
  const writing = async (): Promise<{tab: Tab; thaw: () => void}> => {
    const commit = new Held();
    world.faults.plan({action: 'commit', how: commit.how, skip: 4, times: 1});
    const tab = await world.open();
    world.faults.clear();
    return {tab, thaw: () => commit.fail(new Error())};
  };

  /** While the next tab reads the disk this one goes on with `go`, until it has stored something; then it dies. */
  const whileRead = (tab: Tab, go: () => void, action = 'page', end: 'crash' | 'freeze' = 'crash'): void => {
    const left = new Promise<Response>(resolve => {
      const die = (): Promise<Response> => {
        tab[end]();
        resolve(new Response());
        return left;
      };
      const read = (): Promise<Response> => {
        world.faults.plan({action: 'committed', how: die, times: 1});
        go();
        return left;
      };
      world.faults.plan({action, how: read, times: 1});
    });
  };

  it('one reads, the other follows, and both show the same', async () => {
    world.servers['human-api']!.pageSize = 2;
    const first = await world.open();
    const second = await world.open();
    const before = reads();
    await world.clock.advance(20_000);
    expect(first.ids).to.deep.equal(all());
    expect(second.ids).to.deep.equal(all());
    expect(reads()).to.equal(before);
  });

  it('the next one leads within 3 s when the leader has died', async () => {
    const first = await stuck();
    const second = await world.open();
    expect(second.state.progress.map(({phase}) => phase)).to.include('waiting');
    first.crash();
    await world.clock.advance(3000);
    expect(second.ids).to.deep.equal(all());
  });

  it('tells the end of a pass that a connection made in another tab has stopped, before the next one starts', async () => {
    world.portal.directConnected = false;
    const answered = new Held();
    world.faults.plan({action: 'read human-api|visits', how: answered.how, times: 1});
    const first = await world.open();
    const second = await world.open({reads: false});
    const told = (): string[] =>
      first
        .of('mh-sync')
        .filter(({route, phase}) => route === 'human-api' && phase !== 'progress')
        .map(({phase}) => phase);
    expect(told()).to.deep.equal(['start']);
    await second.ask({type: 'connect-instant', route: 'mount-sinai'});
    await world.clock.advance(20_000);
    expect(told()).to.deep.equal(['start', 'partial', 'start', 'done']);
    expect(first.ids).to.deep.equal(all());
    answered.go();
  });

  it('a list that a tab began and left while another one read the disk is read whole by that one', async () => {
    const server = world.servers['mount-sinai']!;
    server.pageSize = 7;
    const answered = new Held();
    world.faults.plan({action: 'read mount-sinai|visits', how: answered.how, times: 1});
    const first = await world.open();
    whileRead(first, answered.go);
    const second = await world.open();
    await world.clock.advance(3000);
    expect(second.state.coverage.map(({state}) => state)).to.deep.equal(['loaded', 'loaded', 'loaded', 'loaded']);
    expect(second.ids).to.deep.equal(all());
  });

  it('a list that a tab began while another one read the disk is not called loaded there', async () => {
    const server = world.servers['human-api']!;
    server.pageSize = 7;
    const answered = new Held();
    world.faults.plan({action: 'read human-api|visits', how: answered.how, times: 1});
    const first = await world.open();
    await world.clock.advance(3000);
    whileRead(first, answered.go, 'pages', 'freeze');
    const second = await world.open();
    const visits = second.state.coverage.find(({route, category}) => route === 'human-api' && category === 'visit');
    expect(visits).to.include({state: 'reading', count: 7});
  });

  it('a list that a tab read anew and left while another one read the disk is not gone on with where it stood', async () => {
    const server = world.servers['mount-sinai']!;
    const visits = 'read mount-sinai|visits';
    server.pageSize = 7;
    world.faults.plan({action: visits, how: 'hang', skip: 1});
    (await world.open()).crash();
    world.faults.clear();
    server.pageSize = 50;
    // where it stood is not known there any more
    const asked = new Held();
    world.faults.plan({action: visits, how: asked.how, times: 1});
    const first = await world.open();
    whileRead(first, () => asked.fail(new CodedError('source_error')));
    const second = await world.open();
    await world.clock.advance(3000);
    expect(second.ids).to.deep.equal(all());
    expect(await stored()).to.deep.equal(all());
  });

  it('leads without the lock within 3 s when its holder is frozen', async () => {
    const first = await stuck();
    first.freeze();
    const second = await world.open();
    await world.clock.advance(3000);
    expect(second.ids).to.deep.equal(all());
    expect(second.state.progress.map(({phase}) => phase)).to.deep.equal(['done', 'done']);
  });

  it('refuses what a leader writes that was taken for frozen, and both show the same', async () => {
    const {tab: first, thaw} = await writing();
    // its heart stops: the channel is silent while it is frozen
    first.freeze();
    const second = await world.open();
    await world.clock.advance(3000);
    expect(second.ids).to.deep.equal(all());
    first.thaw();
    const store = world.disk.kept!;
    const stale = store.commit({
      checkpoint: {stream: 'human-api|labs', pass: 1, cursor: null, pages: 0, received: 0, state: 'reading'},
      epoch: 1,
    });
    expect(
      await stale.then(
        () => 'stored',
        (error: Error) => error.message,
      ),
    ).to.equal('aborted');
    thaw();
    await world.clock.advance(3000);
    await first.ask({type: 'refresh'});
    expect(first.ids).to.deep.equal(all());
    expect(second.ids).to.deep.equal(all());
  });

  it('a leader that was taken for frozen says how the pass has ended', async () => {
    const {tab: first, thaw} = await writing();
    first.freeze();
    const second = await world.open();
    await world.clock.advance(3000);
    first.thaw();
    thaw();
    await world.clock.advance(5000);
    for (const tab of [first, second]) {
      expect(tab.state.progress.map(({phase}) => phase)).to.deep.equal(['done', 'done']);
      expect(tab.ids).to.deep.equal(all());
    }
    const ends = first.of('mh-sync').filter(({phase}) => phase === 'done');
    expect(ends.map(({route}) => route)).to.have.members(['human-api', 'mount-sinai']);
  });

  for (const action of ['commit', 'committed']) {
    it(`stays right when a leader thaws in the middle of ${action}`, async () => {
      const human = world.servers['human-api']!;
      const ice = new Held();
      world.faults.plan({action, how: ice.how, skip: 2, times: 1});
      const first = await world.open();
      world.faults.clear();
      first.freeze();
      const second = await world.open();
      await world.clock.advance(3000);
      expect(second.ids).to.deep.equal(all());
      // meanwhile the source has taken records back, and the new leader knows
      human.lists.get('labs')!.rows.splice(0, 20);
      await second.ask({type: 'resync', route: 'human-api', connection: 'c1'});
      await world.clock.advance(4000);
      expect(second.ids).to.deep.equal(all());
      const written = await stored();
      first.thaw();
      ice.go();
      await world.clock.advance(10_000);
      expect(await stored()).to.deep.equal(written);
      for (const tab of [first, second]) expect(tab.ids).to.deep.equal(all());
      first.crash();
      second.crash();
      expect((await world.open()).ids).to.deep.equal(all());
    });
  }

  it('does not let go of a list that another tab has read since, when it thaws just before it would have', async () => {
    const {lists} = world.servers['human-api']!;
    const first = await world.open();
    const visits = lists.get('visits')!;
    lists.delete('visits');
    const ice = new Held();
    world.faults.plan({action: 'drop', how: ice.how, times: 1});
    const drops = world.faults.count('drop');
    first.session.dispatch({type: 'refresh'}).catch(() => undefined);
    await world.clock.advance(1000);
    expect(world.faults.count('drop')).to.equal(drops + 1);
    first.freeze();
    // the source names it again, and the new leader reads it
    lists.set('visits', visits);
    const second = await world.open();
    await world.clock.advance(3000);
    await second.ask({type: 'refresh'});
    expect(second.ids).to.deep.equal(all());
    expect(await stored()).to.deep.equal(all());
    first.thaw();
    ice.go();
    await world.clock.advance(10_000);
    expect(await stored()).to.deep.equal(all());
    expect((await world.disk.kept!.checkpoints()).map(({stream}) => stream)).to.include('human-api|visits');
    for (const tab of [first, second]) expect(tab.ids).to.deep.equal(all());
  });

  it('both blank on sign-out, each with its own event', async () => {
    const [first, second] = [await world.open(), await world.open()];
    await first.session.dispatch({type: 'end-session'});
    await world.clock.settle();
    for (const tab of [first, second]) {
      expect(tab.state).to.deep.include({phase: 'signed-out', ended: 'host'});
      expect(tab.ids).to.deep.equal([]);
      expect(tab.of('mh-session-end')).to.deep.equal([{type: 'mh-session-end', reason: 'host'}]);
    }
  });

  it('a read after the end of the session gets no token', async () => {
    const tab = await world.open();
    const calls = world.portal.calls.length;
    await tab.session.dispatch({type: 'end-session'});
    tab.signal('online');
    tab.signal('visible');
    await world.clock.advance(3_600_000);
    expect(world.portal.calls.length).to.equal(calls);
  });

  it('what another tab has connected does not bring back a session that ended before it was looked for', async () => {
    const [first, second] = [await world.open(), await world.open()];
    // reading what that tab has stored takes a while
    const late = world.clock.delay(500).then(() => undefined as unknown as Response);
    world.faults.plan({action: 'pages', how: () => late, times: 1});
    await first.ask({type: 'connect-instant', route: 'mount-sinai'});
    await second.session.dispatch({type: 'end-session'});
    const calls = world.portal.calls.length;
    await world.clock.advance(10_000);
    for (const tab of [first, second]) expect(tab.state).to.include({phase: 'signed-out', ended: 'host'});
    expect(world.portal.calls.length).to.equal(calls);
  });

  it('an answer that was under way when the session ended does not bring it back', async () => {
    const tab = await world.open();
    let answer = (): void => undefined;
    const late = new Promise<Response>(resolve => {
      answer = () => resolve(Response.json(world.portal.document()));
    });
    world.faults.plan({action: 'token', how: () => late, times: 1});
    const reload = tab.session.dispatch({type: 'reload-connections'}).catch((error: Error) => error.message);
    await world.clock.settle();
    await tab.session.dispatch({type: 'end-session'});
    answer();
    expect(await reload).to.equal('aborted');
    expect(tab.state.phase).to.equal('signed-out');
    expect(tab.state.patientName).to.equal(undefined);
  });

  describe('another patient', () => {
    it('is seen on a fresh page before anything is painted', async () => {
      (await world.open()).crash();
      expect(world.disk.owner).to.include('p_maya');
      world.portal.patient = 'p_noor';
      for (const server of Object.values(world.servers)) server.fill('labs', ['lab'], 3);
      const tab = await world.open();
      expect(tab.of('mh-session-end')).to.deep.equal([{type: 'mh-session-end', reason: 'user-changed'}]);
      expect(world.disk.owner).to.include('p_noor');
      for (const shown of tab.shown) {
        expect(JSON.stringify(shown)).to.not.include('labs of p_maya');
      }
      expect(tab.ids.filter(id => id.startsWith('labs'))).to.have.length(6);
    });

    it('is seen in an open page at the next renewal: blank first, then theirs', async () => {
      const tab = await world.open();
      world.portal.patient = 'p_noor';
      for (const server of Object.values(world.servers))
        for (const [list] of server.lists) server.fill(list, ['lab'], 3);
      const from = tab.shown.length;
      const answer = await tab.ask({type: 'reload-connections'}).catch((error: Error) => error.message);
      // what was asked was asked by somebody else
      expect(answer).to.equal('aborted');
      await world.clock.advance(1000);
      expect(tab.of('mh-session-end')).to.deep.equal([{type: 'mh-session-end', reason: 'user-changed'}]);
      const shown = tab.shown.slice(from).map(({phase, library}) => `${phase} ${library.total}`);
      expect(shown[0]).to.equal('ready 300');
      expect(shown[1]).to.equal('signed-out 0');
      expect(tab.ids).to.have.length(12);
      expect(tab.ids.every(id => id.includes('p_noor'))).to.equal(true);
    });

    it('blanks the other tabs of the one before', async () => {
      const first = await world.open();
      world.portal.patient = 'p_noor';
      const second = await world.open();
      expect(first.state).to.deep.include({phase: 'signed-out', ended: 'user-changed'});
      expect(first.ids).to.deep.equal([]);
      expect(second.state.phase).to.equal('ready');
    });

    it('gets no token into a read of the one before', async () => {
      const tab = await world.open();
      world.portal.patient = 'p_noor';
      await world.clock.advance(3_600_000);
      const sinai = world.servers['mount-sinai']!;
      const [served, before] = [new Set(sinai.tokens), sinai.requests.length];
      for (const server of Object.values(world.servers))
        for (const [list] of server.lists) server.fill(list, ['lab'], 3);
      await tab.session.dispatch({type: 'refresh'}).catch(() => undefined);
      await world.clock.advance(2000);
      expect(tab.ids.some(id => id.includes('p_noor'))).to.equal(true);
      expect(sinai.requests.length).to.be.above(before);
      expect([...sinai.tokens].length).to.be.above(served.size);
      const written = world.disk.written.filter(text => text.includes('p_maya') && text.includes('p_noor'));
      expect(written).to.deep.equal([]);
      expect(world.disk.owner).to.include('p_noor');
    });
  });

  describe('idle', () => {
    it('blanks after idle_timeout without input, with a way back', async () => {
      world.portal.idle = 900;
      const tab = await world.open();
      await world.clock.advance(890_000);
      expect(tab.state.phase).to.equal('ready');
      await world.clock.advance(15_000);
      expect(tab.state).to.deep.include({phase: 'signed-out', ended: 'idle'});
      expect(tab.ids).to.deep.equal([]);
      expect(tab.of('mh-session-end')).to.deep.equal([{type: 'mh-session-end', reason: 'idle'}]);
      await tab.ask({type: 'restart'});
      await world.clock.advance(1000);
      expect(tab.ids).to.deep.equal(all());
    });

    it('stays while there is input, here or in another tab', async () => {
      world.portal.idle = 900;
      const [first, second] = [await world.open(), await world.open()];
      for (let minute = 0; minute < 60; minute++) {
        await world.clock.advance(60_000);
        first.signal('input');
      }
      expect(first.state.phase).to.equal('ready');
      expect(second.state.phase).to.equal('ready');
      expect(world.portal.tokenCalls).to.equal(2);
    });

    it('is over when a computer wakes up, before the first input counts', async () => {
      world.portal.idle = 900;
      const tab = await world.open();
      world.clock.shiftWall(8 * 3_600_000);
      tab.signal('input');
      expect(tab.state.phase).to.equal('signed-out');
    });

    it('never comes when the host asks for 0', async () => {
      const tab = await world.open();
      await world.clock.advance(24 * 3_600_000);
      expect(tab.state.phase).to.equal('ready');
    });
  });

  describe('back/forward cache', () => {
    it('hides everything when the page is put aside, and shows it again when the host confirms who is here', async () => {
      const tab = await world.open();
      tab.signal('frozen');
      expect(tab.state.phase).to.equal('loading');
      expect(tab.state.library.total).to.equal(0);
      expect(tab.state.patientName).to.equal(undefined);
      expect(tab.state.connections).to.deep.equal([]);
      tab.signal('restored');
      expect(tab.state.phase).to.equal('loading');
      await world.clock.advance(500);
      expect(tab.state.phase).to.equal('ready');
      expect(tab.ids).to.deep.equal(all());
      expect(world.portal.tokenCalls).to.equal(2);
    });

    it('stays blank when the patient has signed out in the meantime, or the host cannot be asked', async () => {
      const tab = await world.open();
      tab.signal('frozen');
      world.portal.answer = () => Promise.reject(new TypeError('Failed to fetch'));
      tab.signal('restored');
      await world.clock.advance(500);
      expect(tab.state.phase).to.equal('error');
      expect(tab.state.library.total).to.equal(0);
      world.portal.answer = () => new Response(null, {status: 401});
      tab.signal('online');
      await world.clock.advance(6000);
      expect(tab.state.phase).to.equal('signed-out');
      for (const shown of tab.shown.slice(-5)) expect(shown.library.total).to.equal(0);
    });
  });
});
