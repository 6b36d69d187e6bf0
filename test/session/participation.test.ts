import {expect} from '@open-wc/testing';
import {CodedError} from '../../src/errors.js';
import {json} from './portal.js';
import {World} from './world.js';
import type {Tab} from './world.js';

const unreachable = (): never => Promise.reject(new TypeError('Failed to fetch')) as never;

describe('participation', () => {
  let world: World;
  beforeEach(() => (world = new World()));
  /** Lets time pass in steps: what is loaded meanwhile comes in real time. */
  const pass = async (ms: number): Promise<void> => {
    for (let at = 0; at < ms; at += 50) await world.clock.advance(50);
  };
  /** An answer that comes after some ms; by default the portal's own. */
  const slowly =
    (ms: number, answer: () => unknown = () => undefined) =>
    async (): Promise<Response> => {
      await world.clock.delay(ms);
      return answer() as Response;
    };
  /** All elements leave the page while the patient is leaving, and others come. */
  const leaveAndSwap = async (tab: Tab, meanwhile: () => void = () => undefined): Promise<void> => {
    await pass(500);
    tab.leave[0]!();
    await pass(2000);
    meanwhile();
    tab.join(true);
    await pass(1000);
  };
  const pending = (): string[] => [...world.memo].filter(([key]) => key.endsWith('.opt-out')).map(([, value]) => value);

  it('opting out erases, tells the host, and blanks every tab', async () => {
    const [first, second] = [await world.open(), await world.open()];
    const result = await first.ask({type: 'opt-out'});
    expect(result).to.deep.equal({erased: {records: 300, stores: 1}, confirmed: true});
    expect(world.disk.owner).to.equal(undefined);
    expect(pending()).to.deep.equal([]);
    expect(world.portal.bodies('/my-health/participation')).to.deep.equal([{version: 1, action: 'opt_out'}]);
    for (const tab of [first, second]) {
      expect(tab.state.phase).to.equal('opted-out');
      expect(tab.ids).to.deep.equal([]);
      expect(tab.state.routes.length * tab.state.connections.length).to.equal(0);
      expect(tab.state.accounts).to.have.length(1);
    }
    expect(first.state.erased).to.deep.include({records: 300, stores: 1, confirmed: true});
    expect(first.of('mh-opt-out')).to.deep.equal([
      {type: 'mh-opt-out', erased: {records: 300, stores: 1}, confirmed: true},
    ]);
  });

  it('blanks the screen before the host has answered', async () => {
    const [first, second] = [await world.open(), await world.open()];
    world.faults.plan({action: 'participation', how: 'hang'});
    void first.session.dispatch({type: 'opt-out'}).catch(() => undefined);
    await world.clock.advance(100);
    for (const tab of [first, second]) expect(tab.state.phase).to.equal('opted-out');
    expect(first.state.busy).to.deep.equal(['opt-out']);
    expect(world.disk.owner).to.equal(undefined);
    expect(pending()).to.have.length(1);
  });

  describe('tells the other tabs', () => {
    const leave = async (tab: Tab): Promise<void> => {
      void tab.session.dispatch({type: 'opt-out'}).catch(() => undefined);
      await pass(200);
    };

    it('that it is under way, and what came of it only when it is known', async () => {
      const [first, second] = [await world.open(), await world.open()];
      world.faults.plan({action: 'participation', how: slowly(3000)});
      await leave(first);
      expect(second.state).to.deep.include({phase: 'opted-out', pendingOptOut: true, busy: ['opt-out']});
      await pass(5000);
      expect(second.state).to.deep.include({phase: 'opted-out', pendingOptOut: false, busy: []});
      expect(second.state.erased).to.deep.equal(first.state.erased);
      expect(second.state.erased).to.include({records: 300, confirmed: true});
    });

    it('that the portal has not confirmed it', async () => {
      const [first, second] = [await world.open(), await world.open()];
      world.portal.answer = unreachable;
      await first.ask({type: 'opt-out'});
      await pass(2000);
      for (const {state} of [first, second]) {
        expect(state).to.deep.include({phase: 'opted-out', pendingOptOut: true, busy: []});
        expect(state.problem).to.include({code: 'opt_out_unconfirmed', why: 'host_unreachable'});
        expect(state.erased).to.include({records: 300, confirmed: false});
      }
    });

    it('nothing that it cannot tell any more: of a tab that goes, another one asks again', async () => {
      const [first, second] = [await world.open(), await world.open()];
      world.faults.plan({action: 'participation', how: 'hang'});
      await leave(first);
      first.crash();
      await pass(3000);
      expect(second.state).to.deep.include({phase: 'opted-out', pendingOptOut: true, busy: []});
      expect(second.state.erased).to.equal(undefined);
      expect(world.disk.owner).to.equal(undefined);
    });

    it('that it is over, also where somebody else has signed in meanwhile', async () => {
      const [first, second] = [await world.open(), await world.open()];
      world.portal.patient = 'p_noor';
      await first.ask({type: 'opt-out'});
      await pass(3000);
      expect(second.state).to.deep.include({phase: 'signed-out', ended: 'user-changed', busy: []});
    });
  });

  for (const [how, answer, wish] of [
    [
      'says late that it has heard of it',
      () =>
        json({...world.portal.document(), patient: {key: 'p_maya'}, participation: {status: 'opted_out'}, routes: []}),
      [],
    ],
    ['cannot be reached', unreachable, ['kept']],
  ] as const) {
    it(`leaves the next patient's screen alone when the portal ${how}, the page not loaded anew`, async () => {
      const tab = await world.open();
      world.faults.plan({action: 'participation', how: slowly(6000, answer)});
      const asked = tab.session.dispatch({type: 'opt-out'});
      let before = 0;
      await leaveAndSwap(tab, () => {
        world.portal.patient = 'p_noor';
        before = tab.events.length;
      });
      const held = tab.ids;
      expect(tab.state.phase).to.equal('ready');
      await pass(6000);
      expect(await asked).to.deep.equal({erased: {records: 300, stores: 1}, confirmed: !wish.length});
      expect(tab.state).to.include({phase: 'ready', pendingOptOut: false});
      expect([tab.state.problem, tab.state.erased]).to.deep.equal([undefined, undefined]);
      expect(tab.events.slice(before).filter(({type}) => /opt-out|error/.test(type))).to.deep.equal([]);
      expect(tab.ids).to.deep.equal(held);
      expect(pending()).to.have.length(wish.length);
      // what is asked of the portal from here on is theirs
      await tab.ask({type: 'disconnect', route: 'mount-sinai', connection: null});
      expect(tab.state.phase).to.equal('ready');
    });
  }

  it('says to who left that the portal has heard of it, also when their elements have left and come back', async () => {
    const tab = await world.open();
    world.faults.plan({action: 'participation', how: slowly(6000)});
    const asked = tab.session.dispatch({type: 'opt-out'});
    await leaveAndSwap(tab);
    expect(tab.state).to.include({phase: 'opted-out', pendingOptOut: true});
    await pass(6000);
    expect((await asked).confirmed).to.equal(true);
    expect(tab.state).to.include({phase: 'opted-out', pendingOptOut: false});
    expect(tab.state.erased).to.include({records: 300, confirmed: true});
  });

  it('says to who left, and whose elements have left and come back, that the portal could not be reached', async () => {
    const tab = await world.open();
    world.faults.plan({action: 'participation', how: slowly(6000, unreachable)});
    const asked = tab.session.dispatch({type: 'opt-out'});
    await leaveAndSwap(tab);
    await pass(6000);
    expect((await asked).confirmed).to.equal(false);
    expect(tab.state).to.include({phase: 'opted-out', pendingOptOut: true});
    expect(tab.state.problem).to.include({
      code: 'opt_out_unconfirmed',
      why: 'host_unreachable',
      retryable: true,
    });
  });

  it('says to who left that the portal has not heard of it, when the portal shuts them out', async () => {
    const tab = await world.open();
    world.faults.plan({action: 'participation', how: () => json({error: 'not_eligible'}, {status: 403})});
    const {confirmed} = await tab.ask({type: 'opt-out'});
    expect(confirmed).to.equal(false);
    expect(tab.state).to.include({phase: 'not-eligible', pendingOptOut: true});
    expect(tab.of('mh-opt-out')).to.have.length(1);
    expect(pending()).to.have.length(1);
  });

  it('shows the wish of one patient to nobody after the end of their session', async () => {
    const tab = await world.open();
    world.faults.plan({action: 'participation', how: slowly(3000)});
    const asked = tab.session.dispatch({type: 'opt-out'});
    await pass(500);
    await tab.ask({type: 'end-session'});
    expect(tab.state).to.include({phase: 'signed-out', pendingOptOut: false});
    await pass(5000);
    expect((await asked).confirmed).to.equal(true);
    world.portal.patient = 'p_noor';
    world.faults.plan({action: 'token', how: unreachable});
    await tab.ask({type: 'restart'});
    expect(tab.state).to.include({phase: 'error', pendingOptOut: false});
  });

  it('says that something is being removed until it is', async () => {
    const tab = await world.open();
    world.faults.plan({action: 'purge', how: slowly(2500)});
    const asked = tab.session.dispatch({type: 'opt-out'});
    await pass(500);
    expect(tab.state.phase).to.equal('opted-out');
    expect(tab.state.erased).to.deep.include({pending: true});
    await world.clock.advance(8000);
    expect(await asked).to.deep.include({confirmed: true});
    expect(tab.state.erased).to.include({records: 300}).and.not.to.have.property('pending');
  });

  it('tells the host although what is stored cannot be removed, and does not say that it is', async () => {
    const tab = await world.open();
    world.faults.plan({action: 'purge', how: 'internal'});
    expect(await tab.ask({type: 'opt-out'})).to.deep.equal({erased: {records: 0, stores: 0}, confirmed: true});
    expect(tab.state).to.deep.include({phase: 'opted-out', pendingOptOut: false});
    expect(tab.state.erased).to.deep.include({blocked: true, uncounted: true});
  });

  it('lets who asks to stay wait until it is known what became of leaving', async () => {
    const tab = await world.open();
    world.faults.plan({
      action: 'participation',
      how: async () => (await world.clock.delay(3000), undefined as unknown as Response),
      times: 1,
    });
    const left = tab.session.dispatch({type: 'opt-out'});
    await world.clock.advance(1000);
    const stayed = tab.session.dispatch({type: 'opt-in'});
    await world.clock.advance(8000);
    expect(await left).to.deep.include({confirmed: true});
    expect(await stayed).to.deep.include({confirmed: true});
    expect(world.portal.participation).to.equal('active');
    expect(tab.state.phase).to.equal('ready');
    expect(world.portal.bodies('/my-health/participation').map(body => body?.action)).to.deep.equal([
      'opt_out',
      'opt_in',
    ]);
  });

  it('shows nothing again by itself after a patient whom nobody knows has left', async () => {
    world.portal.answer = unreachable;
    const tab = await world.open();
    await tab.ask({type: 'opt-out'});
    expect(tab.state).to.deep.include({phase: 'opted-out', pendingOptOut: true});
    world.portal.answer = undefined;
    await world.clock.advance(600_000);
    tab.signal('online');
    await world.clock.advance(600_000);
    expect(tab.state).to.deep.include({phase: 'opted-out', pendingOptOut: true});
    expect(tab.ids).to.deep.equal([]);
  });

  it('offline erases all the same, and keeps the wish as a hash and a time', async () => {
    const tab = await world.open();
    world.portal.answer = unreachable;
    const result = await tab.ask({type: 'opt-out'});
    expect(result).to.deep.equal({erased: {records: 300, stores: 1}, confirmed: false});
    expect(tab.state).to.deep.include({phase: 'opted-out', pendingOptOut: true});
    expect(tab.state.problem?.code).to.equal('opt_out_unconfirmed');
    expect(pending()).to.have.length(1);
    expect(pending()[0]).to.match(/^h\d+ \d+$/);
    expect(pending()[0]).to.not.include('p_maya');
  });

  it('does not count what was locked: a page that the host never answered erases without a key', async () => {
    const first = await world.open();
    first.crash();
    world.portal.answer = unreachable;
    const tab = await world.open();
    await tab.ask({type: 'opt-out'});
    expect(tab.state.erased).to.deep.include({records: 0, stores: 1, uncounted: true});
    expect(world.disk.owner).to.equal(undefined);
    expect(pending()).to.have.length(1);
  });

  it('tells the host later only when the same patient asks again', async () => {
    const first = await world.open();
    world.portal.answer = unreachable;
    await first.ask({type: 'opt-out'});
    first.crash();
    world.portal.answer = undefined;
    const second = await world.open();
    expect(second.state).to.deep.include({phase: 'opted-out', pendingOptOut: true});
    expect(second.ids).to.deep.equal([]);
    second.signal('online');
    await world.clock.advance(3_600_000);
    expect(world.portal.bodies('/my-health/participation')).to.have.length(0);
    const {confirmed} = await second.ask({type: 'opt-out'});
    expect(confirmed).to.equal(true);
    expect(world.portal.participation).to.equal('opted_out');
    expect(second.state).to.deep.include({phase: 'opted-out', pendingOptOut: false});
    expect(second.state.problem).to.equal(undefined);
    expect(pending()).to.deep.equal([]);
  });

  it('never sends the wish of one patient for another', async () => {
    const first = await world.open();
    world.portal.answer = unreachable;
    await first.ask({type: 'opt-out'});
    first.crash();
    world.portal.answer = undefined;
    world.portal.patient = 'p_noor';
    const second = await world.open();
    expect(second.state).to.deep.include({phase: 'ready', pendingOptOut: false});
    expect(world.portal.participation).to.equal('active');
    expect(pending()).to.have.length(1);
  });

  describe('of a page whose portal is another patient’s by now', () => {
    let first: Tab;
    let second: Tab;
    /** The next patient signs in while the first page stands still, and does not hear of it. */
    const signIn = async (): Promise<void> => {
      first = await world.open();
      first.freeze();
      world.portal.patient = 'p_noor';
      second = await world.open();
      first.thaw();
    };
    const hasLeft = ({shown}: Tab): boolean => shown.some(({phase}) => phase === 'opted-out');
    const toldPortal = (): unknown[] => world.portal.bodies('/my-health/participation');

    it('is nobody else’s: their page does not say that they have left, and the portal is not told', async () => {
      await signIn();
      expect(await first.ask({type: 'opt-out'})).to.include({confirmed: false});
      await pass(3000);
      expect(hasLeft(second)).to.equal(false);
      expect(toldPortal()).to.deep.equal([]);
      expect(pending()).to.have.length(1);
    });

    it('changes nothing of what a page of somebody says who has left before', async () => {
      world.portal.participation = 'active';
      first = await world.open();
      first.freeze();
      world.portal.patient = 'p_noor';
      world.portal.participation = 'opted_out';
      second = await world.open();
      first.thaw();
      world.portal.answer = unreachable;
      await first.ask({type: 'opt-out'});
      await pass(3000);
      expect(first.state).to.include({phase: 'opted-out', pendingOptOut: true});
      expect(second.state).to.deep.include({phase: 'opted-out', pendingOptOut: false, busy: []});
      expect(second.state).to.not.have.any.keys('erased', 'problem');
    });

    it('is refused once the page knows it, as is removing the copy', async () => {
      first = await world.open();
      world.portal.patient = 'p_noor';
      second = await world.open();
      expect(first.state).to.include({phase: 'signed-out', ended: 'user-changed'});
      for (const type of ['opt-out', 'erase-local'] as const) {
        const failed = await first.ask({type}).catch((thrown: unknown) => thrown);
        expect(failed, type).to.include({code: 'aborted'});
      }
      expect(toldPortal()).to.deep.equal([]);
      expect(second.state.phase).to.equal('ready');
      expect(second.ids).to.have.length(300);
      expect(world.disk.owner).to.match(/^p_noor /);
    });

    it('is not theirs after its own session has ended otherwise', async () => {
      first = await world.open();
      await first.ask({type: 'end-session'});
      world.portal.patient = 'p_noor';
      second = await world.open();
      expect(await first.ask({type: 'opt-out'})).to.include({confirmed: false});
      await pass(3000);
      expect(hasLeft(second)).to.equal(false);
      expect(toldPortal()).to.deep.equal([]);
      expect(pending()).to.have.length(1);
    });
  });

  it('works on a page that never reached the host', async () => {
    (await world.open()).crash();
    world.portal.answer = unreachable;
    const tab = await world.open();
    expect(tab.state.phase).to.equal('error');
    const {confirmed, erased} = await tab.ask({type: 'opt-out'});
    expect(confirmed).to.equal(false);
    expect(erased.stores).to.equal(1);
    expect(world.disk.owner).to.equal(undefined);
    tab.crash();
    world.portal.answer = undefined;
    expect((await world.open()).state).to.deep.include({phase: 'opted-out', pendingOptOut: true});
  });

  it('erases when the host says 401, and owes it the word', async () => {
    const tab = await world.open();
    world.portal.answer = () => new Response(null, {status: 401});
    const {confirmed, erased} = await tab.ask({type: 'opt-out'});
    expect(confirmed).to.equal(false);
    expect(erased.records).to.equal(300);
    expect(world.disk.owner).to.equal(undefined);
    expect(tab.ids).to.deep.equal([]);
    expect(pending()).to.have.length(1);
    expect(tab.of('mh-session-end')).to.deep.equal([{type: 'mh-session-end', reason: 'signed-out'}]);
    expect(tab.state.problem).to.include({code: 'opt_out_unconfirmed', why: 'host_signed_out', retryable: false});
  });

  it('tells the host’s 401 to a patient who has left, too', async () => {
    const tab = await world.open();
    await tab.ask({type: 'opt-out'});
    world.portal.answer = () => new Response(null, {status: 401});
    await tab.ask({type: 'opt-in'}).catch(() => undefined);
    expect(tab.state.phase).to.equal('opted-out');
    expect(tab.of('mh-session-end')).to.deep.equal([{type: 'mh-session-end', reason: 'signed-out'}]);
  });

  it('takes part again, and reads everything anew', async () => {
    const tab = await world.open();
    await tab.ask({type: 'opt-out'});
    const {confirmed} = await tab.ask({type: 'opt-in'});
    await world.clock.advance(1000);
    expect(confirmed).to.equal(true);
    expect(tab.state.phase).to.equal('ready');
    expect(tab.state.erased).to.equal(undefined);
    expect(tab.ids).to.have.length(300);
  });

  it('does not say that a patient has left for good whose wish to stay is granted while their page is blank', async () => {
    const tab = await world.open();
    world.portal.answer = unreachable;
    await tab.ask({type: 'opt-out'});
    world.portal.answer = undefined;
    world.faults.plan({action: 'token', how: slowly(4000), times: 1});
    const asked = tab.session.dispatch({type: 'opt-in'}).catch((thrown: unknown) => thrown);
    await pass(500);
    tab.leave[0]!();
    await pass(5000);
    expect(await asked).to.include({code: 'aborted'});
    expect(tab.state).to.include({phase: 'opted-out', pendingOptOut: true});
    tab.join(true);
    await pass(1000);
    expect(tab.state).to.include({phase: 'ready', pendingOptOut: false});
  });

  it('opting in takes back a wish that the host never heard of', async () => {
    const first = await world.open();
    world.portal.answer = unreachable;
    await first.ask({type: 'opt-out'});
    world.portal.answer = undefined;
    await first.ask({type: 'opt-in'});
    await world.clock.advance(1000);
    expect(first.state).to.deep.include({phase: 'ready', pendingOptOut: false});
    expect(pending()).to.deep.equal([]);
  });

  it('shows that a patient has left, reads nothing and removes what was stored', async () => {
    (await world.open()).crash();
    world.portal.participation = 'opted_out';
    for (const server of Object.values(world.servers)) server.requests.length = 0;
    const tab = await world.open();
    expect(tab.state).to.deep.include({phase: 'opted-out', pendingOptOut: false});
    expect(world.disk.owner).to.equal(undefined);
    expect(Object.values(world.servers).flatMap(({requests}) => requests)).to.deep.equal([]);
    expect(tab.state.links.participation).to.be.a('string');
  });

  it('removes the copy of this device without leaving', async () => {
    const [first, second] = [await world.open(), await world.open()];
    const erased = await first.ask({type: 'erase-local'});
    expect(erased).to.deep.equal({records: 300, stores: 1});
    await world.clock.advance(1000);
    for (const tab of [first, second]) {
      expect(tab.state.phase).to.equal('ready');
      expect(tab.state.storage.kind).to.equal('memory');
      expect(tab.ids).to.deep.equal([]);
      expect(tab.state.coverage.map(({state}) => state)).to.not.include('none');
      expect(tab.state.erased).to.deep.include({records: 300, stores: 1, confirmed: true, blocked: false});
      expect(tab.state.erased).not.to.have.property('pending');
    }
    expect(second.state.erased).to.deep.equal(first.state.erased);
    expect(world.disk.owner).to.equal(undefined);
    expect(world.portal.bodies('/my-health/participation')).to.deep.equal([]);
    await first.ask({type: 'refresh'});
    await world.clock.advance(1000);
    expect(first.ids).to.have.length(300);
    expect(world.disk.owner).to.equal(undefined);
  });

  describe('removes the copy of this device, and blanks every tab at once', () => {
    let tabs: readonly [Tab, Tab];
    let asked: Promise<unknown>;
    const remove = async (): Promise<void> => {
      tabs = [await world.open(), await world.open()];
      asked = tabs[0].session.dispatch({type: 'erase-local'});
      asked.catch(() => undefined);
      await pass(500);
    };
    const expectBlank = (): void => {
      for (const {state, ids} of tabs) {
        expect(ids).to.deep.equal([]);
        expect(state.phase).to.equal('ready');
        expect(state.storage.kind).to.equal('memory');
        expect(state.erased).to.deep.include({pending: true});
      }
    };

    it('also where erasing never ends', async () => {
      world.faults.plan({action: 'purge', how: 'hang'});
      await remove();
      expectBlank();
      await world.clock.advance(60_000);
      expectBlank();
    });

    it('where erasing takes its time, with the figures once it is done', async () => {
      world.faults.plan({action: 'purge', how: slowly(2500)});
      await remove();
      expectBlank();
      await world.clock.advance(1500);
      expectBlank();
      await world.clock.advance(1500);
      expect(await asked).to.deep.equal({records: 300, stores: 1});
      for (const {state} of tabs) expect(state.erased).to.deep.include({records: 300, stores: 1, blocked: false});
      expect(tabs[0].state.erased).not.to.have.property('pending');
    });

    it('and does it in another tab where the one that began has gone', async () => {
      world.faults.plan({action: 'purge', how: 'hang', times: 1});
      await remove();
      tabs[0].crash();
      await pass(3000);
      const {state, ids} = tabs[1];
      expect(world.disk.owner).to.equal(undefined);
      expect(ids).to.deep.equal([]);
      // how much it was only the first one could have counted
      expect(state.erased).to.deep.include({confirmed: true, uncounted: true}).and.not.to.have.property('pending');
    });

    it('where something holds the storage: the key is gone, and it says that the rest goes later', async () => {
      const purge = world.disk.purge.bind(world.disk);
      world.disk.purge = () => ({...purge(), blocked: true});
      await remove();
      await asked;
      for (const {state, ids} of tabs) {
        expect(ids).to.deep.equal([]);
        expect(state.storage.kind).to.equal('memory');
        expect(state.erased).to.deep.include({records: 300, stores: 1, blocked: true});
      }
    });

    it('and shows again what is there where it could not be erased at all', async () => {
      world.faults.plan({action: 'purge', how: 'internal'});
      tabs = [await world.open(), await world.open()];
      world.disk.purge = () => ({records: 0, stores: 0, blocked: false});
      const failure: unknown = await tabs[0].ask({type: 'erase-local'}).catch((thrown: unknown) => thrown);
      expect(failure).to.be.instanceOf(CodedError);
      await world.clock.advance(1000);
      for (const {state} of tabs) {
        expect(state.phase).to.equal('ready');
        expect(state.storage.kind).to.equal('sealed');
        expect(state.erased).to.equal(undefined);
      }
    });

    it('and leaves the receipt to the patient who asked for it', async () => {
      world.faults.plan({action: 'purge', how: slowly(2500), times: 1});
      await remove();
      world.portal.patient = 'p_noor';
      await tabs[0].ask({type: 'reload-connections'}).catch(() => undefined);
      expect(tabs[0].state.erased).to.equal(undefined);
      await world.clock.advance(3000);
      await asked;
      for (const {state} of tabs) expect(state.erased).to.equal(undefined);
    });
  });
});
