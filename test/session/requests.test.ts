import {expect} from '@open-wc/testing';
import {CodedError} from '../../src/errors.js';
import {Held} from './faults.js';
import {SENTINEL} from './portal.js';
import {Tab, World} from './world.js';
import type {ErrorCode} from '../../src/errors.js';
import type {ConnectionStatus} from '../../src/session/snapshot.js';
import type {HumanApiSource} from '../../src/sources/human-api/index.js';
import type {RecordServer} from './record-server.js';

const HOUR = 3_600_000;

describe('session requests', () => {
  let world: World;
  beforeEach(() => (world = new World()));
  const failure = (asked: Promise<unknown>): Promise<string> =>
    asked.then(
      () => 'done',
      (error: Error) => error.message,
    );
  /** From now on the portal says something else of a route. */
  const change = (at: number, what: object): void => {
    world.portal.edit = document => ({
      ...document,
      routes: (document['routes'] as object[]).map((route, index) => (index === at ? {...route, ...what} : route)),
    });
  };
  const statuses = (tab: Tab): string[] => tab.state.connections.map(({key, status}) => `${key} ${status}`);

  it('says of a direct place that needs attention what it has answered, and of one that does not answer nothing', async () => {
    change(1, {status: 'needs_attention'});
    const server = world.servers['mount-sinai']!;
    server.fill('visits', ['visit'], 0);
    const visits = ({state}: Tab) =>
      state.coverage.find(({route, category}) => route === 'mount-sinai' && category === 'visit')?.state;
    const place = ({state}: Tab) => state.connections.find(({route}) => route === 'mount-sinai');
    const tab = await world.open();
    await world.settled(tab);
    expect(visits(tab)).to.equal('none');
    expect(place(tab)).to.include({status: 'needs_attention'}).and.not.to.have.property('code');

    world.faults.plan({action: 'plan mount-sinai', how: 'source_refused'});
    await tab.ask({type: 'refresh'});
    expect(visits(tab)).to.equal('failed');
    expect(place(tab)).to.include({status: 'needs_attention', code: 'source_refused'});
  });

  it('says that more may be connected until every aggregator has listed what is, or failed to', async () => {
    const sources = new Held();
    world.faults.plan({action: 'sources human-api', how: sources.how, times: 1});
    const tab = await world.open({reads: false});
    expect(statuses(tab)).to.deep.equal(['mount-sinai collecting']);
    expect(tab.state.unlisted).to.equal(true);
    sources.go();
    await world.clock.advance(100);
    expect(statuses(tab)).to.include('human-api|c1 up_to_date');
    expect(tab.state).to.not.have.property('unlisted');

    const endings: (() => unknown)[] = [
      () => world.faults.plan({action: 'sources human-api', how: 'source_unreachable'}),
      () => change(0, {protocol: 'later'}),
      () => (world.portal.aggregatorConnected = false),
    ];
    for (const end of endings) {
      end();
      const {state} = await world.open({reads: false});
      expect(state.phase).to.equal('ready');
      expect(state).to.not.have.property('unlisted');
    }
  });

  describe('connections of an aggregator', () => {
    const since = (world: World, hours: number): string => new Date(world.clock.now() - hours * HOUR).toISOString();
    const rows: [string, (world: World) => Partial<HumanApiSource>, ConnectionStatus][] = [
      ['working', () => ({syncStatus: {status: 'inProgress', details: 'ok'}}), 'collecting'],
      ['just listed', () => ({}), 'collecting'],
      ['working for 3 h', w => ({since: since(w, 3), syncStatus: {status: 'inProgress', details: 'ok'}}), 'slow'],
      ['working for 49 h', w => ({since: since(w, 49), syncStatus: {status: 'inProgress', details: 'ok'}}), 'stuck'],
      [
        'working again after years',
        w => ({since: since(w, 9999), syncStatus: {status: 'inProgress', details: 'ok'}, historyStatus: 'completed'}),
        'collecting',
      ],
      [
        'history on its way',
        () => ({syncStatus: {status: 'ok', details: 'ok'}, historyStatus: 'running'}),
        'collecting',
      ],
      ['silent on how far it is, after 3 h', w => ({since: since(w, 3)}), 'slow'],
      ['silent on how far it is, after 30 days', w => ({since: since(w, 720)}), 'slow'],
      ['fetched anew', () => ({syncStatus: {status: 'ok', details: 'ok'}, resyncing: true}), 'collecting'],
      ['done', () => ({syncStatus: {status: 'ok', details: 'ok'}, historyStatus: 'completed'}), 'up_to_date'],
      ['without data', () => ({syncStatus: {status: 'noDataAvailable'}}), 'nothing_available'],
      ['an unknown word', () => ({syncStatus: {status: 'authFailed', details: 'locked'}}), 'needs_attention'],
      ['unknown details', () => ({syncStatus: {status: 'ok', details: 'credentials'}}), 'needs_attention'],
    ];
    for (const [what, make, status] of rows) {
      it(`${what} is ${status}`, async () => {
        const [one] = world.servers['human-api']!.connections;
        const {id, source, name, institution} = one!;
        const more = make(world);
        world.servers['human-api']!.connections = [{id, source, name, institution, since: since(world, 0.1), ...more}];
        const tab = await world.open({reads: false});
        const view = tab.state.connections.find(({route}) => route === 'human-api')!;
        expect(view).to.deep.include({key: 'human-api|c1', connection: 'c1', status});
        expect(tab.of('mh-connection')).to.deep.include({
          type: 'mh-connection',
          route: 'human-api',
          connection: 'c1',
          status,
        });
        if (status === 'needs_attention') expect(view.sourceWord).to.match(/authFailed \/ locked|ok \/ credentials/);
      });
    }

    const clocks: [string, ahead: number, dated: boolean, ConnectionStatus, minutes: number | undefined][] = [
      ['three hours ahead', 3, true, 'collecting', 6],
      ['three days ahead', 72, true, 'collecting', 6],
      ['a day behind', -24, true, 'collecting', 6],
      ['three hours ahead, and a portal that tells no time', 3, false, 'slow', undefined],
      ['a day behind, and a portal that tells no time', -24, false, 'collecting', 0],
    ];
    for (const [what, ahead, dated, status, minutes] of clocks) {
      it(`of six minutes ago on a computer whose clock is ${what}: ${status}`, async () => {
        if (dated) world.portal.ahead = ahead * HOUR;
        const [one] = world.servers['human-api']!.connections;
        world.servers['human-api']!.connections = [
          {...one!, since: since(world, ahead + 0.1), syncStatus: {status: 'inProgress'}, historyStatus: 'running'},
        ];
        const tab = await world.open({reads: false});
        const view = tab.state.connections.find(({route}) => route === 'human-api')!;
        expect([view.status, view.minutes]).to.deep.equal([status, minutes]);
      });
    }

    it('count what is fetched anew from the time that it was seen, not from the day of connecting', async () => {
      const [one] = world.servers['human-api']!.connections;
      const years = {since: since(world, 9999), historyStatus: 'completed', resyncing: true as const};
      world.servers['human-api']!.connections = [{...one!, ...years}];
      const tab = await world.open({reads: false});
      expect(tab.state.connections.find(({route}) => route === 'human-api')!.minutes).to.equal(0);
    });

    it('are polled while something is on its way, never when hidden, and their new records are read', async () => {
      const human = world.servers['human-api']!;
      const [one] = human.connections;
      human.connections = [
        {...one!, since: since(world, 0), syncStatus: {status: 'inProgress'}, historyStatus: 'running'},
      ];
      const tab = await world.open();
      const polls = (): number => human.requests.filter(what => what === 'sources').length;
      const first = polls();
      await world.clock.advance(5 * 60_000);
      expect(polls() - first).to.be.within(2, 5);
      tab.visible = false;
      const hidden = polls();
      await world.clock.advance(HOUR);
      expect(polls()).to.equal(hidden);
      tab.visible = true;
      tab.signal('input');
      human.fill('labs', ['lab'], 130);
      human.connections = [{...one!, syncStatus: {status: 'ok', details: 'ok', synchedAt: since(world, 0)}}];
      await world.clock.advance(5 * 60_000);
      expect(statuses(tab)[0]).to.equal('human-api|c1 up_to_date');
      expect(tab.ids).to.include('labs/p_maya-129');
      const done = polls();
      await world.clock.advance(HOUR);
      expect(polls()).to.equal(done);
    });

    describe('that another read than the poll’s finds to be done', () => {
      const WORKING = {syncStatus: {status: 'inProgress', details: 'ok'}, historyStatus: 'running'};
      const DONE = {syncStatus: {status: 'ok', details: 'ok'}, historyStatus: 'completed'};
      const LABS = 'read human-api|labs';
      const VALLEY = {id: 'valley', name: 'Valley'};
      let human: RecordServer;
      beforeEach(() => {
        human = world.servers['human-api']!;
        human.fill('labs', ['lab'], 0);
        human.connections = [{...human.connections[0]!, since: since(world, 0.1), ...WORKING}];
      });
      /** Its labs stand behind a page of another place's. */
      const collected = (synchedAt?: string): void => {
        human.fill('labs', ['lab'], 130);
        human.add('labs', VALLEY, 60);
        const done = {...DONE, syncStatus: {...DONE.syncStatus, ...(synchedAt ? {synchedAt} : {})}};
        human.connections = human.connections.map(one => (one.id === 'c1' ? {...one, ...done} : one));
      };
      /** The answer comes late; with a code, none comes. */
      const after = (ms: number, code?: ErrorCode) => async (): Promise<never> => {
        await world.clock.delay(ms);
        if (code) throw new CodedError(code);
        return undefined as never;
      };
      const passes = (): number => human.requests.filter(what => what === 'labs 0').length;
      /** What was said of the labs of a place while it stood as done. */
      const said = (tab: Tab): string[] =>
        tab.shown.flatMap(({connections, coverage}) =>
          connections.some(({key, status}) => key === 'human-api|c1' && status === 'up_to_date')
            ? coverage
                .filter(({institution, category}) => institution.id === 'lakeside' && category === 'lab')
                .map(({state}) => state)
            : [],
        );
      const reload = (tab: Tab): Promise<void> => tab.ask({type: 'reload-connections'});

      const reads: [string, Partial<HumanApiSource>, (tab: Tab) => Promise<unknown>][] = [
        ['after the aggregator’s own frame', {}, reload],
        [
          'when another of its places was connected',
          {},
          tab => {
            const valley = {id: 'c2', source: 's2', name: 'Valley', institution: VALLEY, since: since(world, 0)};
            human.connections = [...human.connections, {...valley, ...WORKING}];
            return reload(tab);
          },
        ],
        ['when a place was connected at once', {}, tab => tab.ask({type: 'connect-instant', route: 'mount-sinai'})],
        ['that had needed the patient', {syncStatus: {status: 'authFailed'}}, reload],
        ['that had no data', {syncStatus: {status: 'noDataAvailable'}}, reload],
      ];
      for (const [how, before, read] of reads) {
        it(`are read at once, once, and never said to have none until then: ${how}`, async () => {
          human.connections = [{...human.connections[0]!, ...before}];
          const tab = await world.open();
          await world.clock.advance(5000);
          const asked = passes();
          collected();
          world.faults.plan({action: LABS, how: after(700)});
          await read(tab);
          await world.clock.advance(5000);
          expect(tab.ids).to.include('labs/p_maya-129');
          expect(said(tab)).to.include.members(['reading', 'loaded']).and.not.include('none');
          await world.clock.advance(HOUR);
          expect(passes() - asked).to.equal(1);
        });
      }

      it('are read at once and once when they are listed for the first time', async () => {
        const [place] = human.connections;
        human.connections = [];
        const tab = await world.open();
        await world.clock.advance(5000);
        const asked = passes();
        human.connections = [{...place!, since: since(world, 0)}];
        collected();
        world.faults.plan({action: LABS, how: after(700)});
        await reload(tab);
        await world.clock.advance(HOUR);
        expect(said(tab)).to.include.members(['reading', 'loaded']).and.not.include('none');
        expect(passes() - asked).to.equal(1);
      });

      it('are read after a pass that was under way, and from the beginning of a list that it has left', async () => {
        const tab = await world.open();
        human.fill('labs', ['lab'], 60);
        const lost = after(3000, 'source_unreachable');
        world.faults.plan(
          {action: LABS, how: lost, skip: 1, times: 1},
          {action: 'sources human-api', how: after(1000)},
        );
        const refreshed = tab.session.dispatch({type: 'refresh'});
        await world.clock.advance(500);
        collected();
        human.add('labs', human.institution, 3);
        await world.clock.advance(9500);
        await refreshed;
        expect(tab.ids).to.include.members(human.ids);
      });

      it('are read before a refresh resolves that has found it itself', async () => {
        const tab = await world.open();
        await world.clock.advance(5000);
        world.faults.plan({action: 'sources human-api', how: after(1000), times: 1});
        let ids: string[] = [];
        const refreshed = tab.session.dispatch({type: 'refresh'}).then(() => (ids = tab.ids));
        await world.clock.advance(500);
        collected();
        world.faults.plan({action: LABS, how: after(700)});
        await world.clock.advance(10_000);
        await refreshed;
        expect(ids).to.include('labs/p_maya-129');
      });

      const clocks: [string, ahead: number][] = [
        ['clock right', 0],
        ['clock three hours ahead', 3],
        ['clock a day behind', -24],
      ];
      for (const [what, ahead] of clocks) {
        it(`are read in a next visit that comes soon, once, and not said to have none until then: ${what}`, async () => {
          world.portal.ahead = ahead * HOUR;
          (await world.open()).crash();
          await world.clock.advance(60_000);
          collected(since(world, ahead));
          await world.clock.advance(60_000);
          const asked = passes();
          world.faults.plan({action: LABS, how: after(700)});
          const tab = await world.open();
          await world.clock.advance(10_000);
          expect(tab.ids).to.include('labs/p_maya-129');
          expect(said(tab)).to.include.members(['reading', 'loaded']).and.not.include('none');
          tab.crash();
          const later = await world.open();
          await world.clock.advance(10_000);
          expect(said(later)).to.include('loaded').and.not.include('none');
          expect(passes() - asked).to.equal(1);
        });
      }

      it('are read after a pass that was under way when they were collected, also the first one of all', async () => {
        world.faults.plan(
          {action: 'sources human-api', how: after(2000), times: 1},
          {action: 'read human-api|visits', how: after(4000)},
        );
        const tab = await world.open();
        await world.clock.advance(400);
        collected(since(world, 0));
        await world.clock.advance(10_000);
        expect(tab.ids).to.include('labs/p_maya-129');
        expect(said(tab)).to.include('loaded').and.not.include('none');
      });

      it('are read as soon as somebody shows records, and not said to have none until then', async () => {
        (await world.open()).crash();
        const tab = await world.open({reads: false});
        collected();
        await reload(tab);
        await world.clock.advance(5000);
        expect(tab.ids).to.not.include('labs/p_maya-129');
        tab.join(true);
        await world.clock.advance(5000);
        expect(tab.ids).to.include('labs/p_maya-129');
        expect(said(tab)).to.include.members(['reading', 'loaded']).and.not.include('none');
      });
    });

    it('that were read to their end keep what was said of them while another one of their route is read', async () => {
      const human = world.servers['human-api']!;
      const VALLEY = {id: 'valley', name: 'Valley'};
      human.fill('labs', ['lab'], 0);
      human.fill('plans', ['plan'], 0);
      const valley = {id: 'c2', source: 's2', name: 'Valley', institution: VALLEY, since: since(world, 0)};
      human.connections = [...human.connections, {...valley, syncStatus: {status: 'inProgress', details: 'ok'}}];
      const tab = await world.open();
      await world.clock.advance(5000);
      const said = (from: number, institution: string, category: string): Set<string> =>
        new Set(
          tab.shown
            .slice(from)
            .flatMap(({coverage}) =>
              coverage
                .filter(one => one.institution.id === institution && one.category === category)
                .map(({state}) => state),
            ),
        );
      const from = tab.shown.length;
      human.add('labs', VALLEY, 160);
      human.connections = [
        human.connections[0]!,
        {...valley, syncStatus: {status: 'ok', details: 'ok'}, historyStatus: 'completed'},
      ];
      const slowly = async (): Promise<never> => {
        await world.clock.delay(700);
        return undefined as never;
      };
      world.faults.plan({action: 'read human-api|labs', how: slowly}, {action: 'read human-api|plans', how: slowly});
      await tab.ask({type: 'reload-connections'});
      await world.clock.advance(10_000);
      expect([...said(from, 'valley', 'lab')])
        .to.include.members(['reading', 'loaded'])
        .and.not.include('none');
      expect([...said(from, 'valley', 'plan')]).to.deep.equal(['collecting', 'reading', 'none']);
      for (const category of ['lab', 'plan'])
        expect([...said(from, 'lakeside', category)], category).to.deep.equal(['none']);
    });

    it('are polled when a place was connected in a page that stands open; until then nothing wakes', async () => {
      const human = world.servers['human-api']!;
      const tab = await world.open();
      await world.clock.advance(HOUR);
      expect(world.clock.pending).to.equal(0);
      const fresh = {id: 'c2', syncStatus: {status: 'inProgress'}, since: since(world, 0)};
      human.connections = [...human.connections, {...human.connections[0]!, ...fresh}];
      await tab.ask({type: 'reload-connections'});
      const asked = human.requests.filter(what => what === 'sources').length;
      await world.clock.advance(5 * 60_000);
      expect(human.requests.filter(what => what === 'sources').length - asked).to.be.within(2, 5);
    });

    it('are not polled with a token that would have to be renewed while nobody is there', async () => {
      const human = world.servers['human-api']!;
      human.connections = [{...human.connections[0]!, syncStatus: {status: 'inProgress'}}];
      await world.open();
      await world.clock.advance(12 * HOUR);
      expect(world.portal.tokenCalls).to.equal(1);
    });

    it('are stuck only where something says so, or where nothing has come', async () => {
      const human = world.servers['human-api']!;
      const [one] = human.connections;
      const {id, source, name, institution} = one!;
      human.connections = [{id, source, name, institution, since: since(world, 720)}];
      const tab = await world.open();
      expect(tab.state.connections[0]).to.include({status: 'slow', untold: true});
      const other = new World();
      other.servers['human-api']!.connections = human.connections;
      for (const list of ['labs', 'visits'])
        other.servers['human-api']!.fill(list, [list === 'labs' ? 'lab' : 'visit'], 0);
      expect((await other.open()).state.connections[0])
        .to.include({status: 'stuck'})
        .and.not.to.have.property('untold');
    });

    it('are signed out of, and not ended, when a page to sign in to comes in place of their records', async () => {
      for (const list of ['labs', 'visits'])
        world.faults.plan({action: `read human-api|${list}`, how: 'source_sign_in'});
      for (const list of ['labs', 'visits'])
        world.faults.plan({action: `read mount-sinai|${list}`, how: 'source_sign_in'});
      const tab = await world.open();
      await world.settled(tab);
      for (const one of tab.state.connections)
        expect(one).to.include({status: 'needs_attention', code: 'source_sign_in'});
      expect(tab.state.coverage).to.have.length(4);
      for (const entry of tab.state.coverage) expect(entry).to.include({state: 'failed', code: 'source_sign_in'});
    });

    it('come from their records when the list cannot be read', async () => {
      (await world.open()).crash();
      world.faults.plan({action: 'sources human-api', how: 'source_refused'});
      const tab = await world.open();
      const view = tab.state.connections.find(({route}) => route === 'human-api')!;
      expect(view).to.deep.include({status: 'ended', code: 'source_refused', counts: {lab: 120, visit: 30}});
    });
  });

  it('refreshes from the first moment on: resolves when everything has been read', async () => {
    // what is stored takes its time
    const slow = (): Promise<Response> => world.clock.delay(3000).then(() => undefined as never);
    world.faults.plan({action: 'pages', how: slow});
    const tab = new Tab(world);
    world.tabs.push(tab);
    await tab.ask({type: 'refresh'});
    expect(tab.ids).to.have.length(300);
    expect(tab.state.progress.map(({phase}) => phase)).to.deep.equal(['done', 'done']);
  });

  it('connects at once, and reads what it brings', async () => {
    world.portal.directConnected = false;
    const tab = await world.open();
    expect(statuses(tab)[1]).to.equal('mount-sinai not_connected');
    await tab.ask({type: 'connect-instant', route: 'mount-sinai'});
    await world.clock.advance(1000);
    expect(world.portal.bodies('/my-health/connections')).to.deep.equal([
      {version: 1, action: 'connect', route: 'mount-sinai'},
    ]);
    expect(statuses(tab)[1]).to.equal('mount-sinai up_to_date');
    expect(tab.ids).to.have.length(300);
  });

  const ofSinai = (tab: Tab): string[] =>
    tab.of('mh-connection').flatMap(({route, status}) => (route === 'mount-sinai' ? [status] : []));

  it('does not call a direct route up to date that was just connected, before it has been read', async () => {
    world.portal.directConnected = false;
    const tab = await world.open();
    await tab.ask({type: 'connect-instant', route: 'mount-sinai'});
    await world.clock.advance(2000);
    expect(ofSinai(tab)).to.deep.equal(['not_connected', 'collecting', 'up_to_date']);
  });

  it('does not call a direct route up to date that no page reads', async () => {
    world.portal.directConnected = false;
    const tab = await world.open({reads: false});
    await tab.ask({type: 'connect-instant', route: 'mount-sinai'});
    await world.clock.advance(2000);
    expect(ofSinai(tab)).to.deep.equal(['not_connected', 'collecting']);
    expect(tab.state.progress.filter(({route}) => route === 'mount-sinai')).to.deep.equal([]);
    // the next page that shows records reads it
    await world.open();
    await world.clock.advance(2000);
    expect(ofSinai(tab).at(-1)).to.equal('up_to_date');
  });

  it('disconnects a direct route: its records leave the timeline and the store', async () => {
    const tab = await world.open();
    await tab.ask({type: 'disconnect', route: 'mount-sinai', connection: null});
    await world.clock.advance(1000);
    expect(tab.ids).to.deep.equal(world.servers['human-api']!.ids);
    expect((await world.disk.kept!.checkpoints()).map(({stream}) => stream)).to.have.members([
      'human-api|visits',
      'human-api|labs',
    ]);
    tab.crash();
    expect((await world.open()).ids).to.deep.equal(world.servers['human-api']!.ids);
  });

  it('disconnects one of an aggregator: what is left of it is read again', async () => {
    const tab = await world.open();
    world.servers['human-api']!.connections = [];
    world.servers['human-api']!.fill('labs', ['lab'], 5);
    await tab.ask({type: 'disconnect', route: 'human-api', connection: 'c1'});
    await world.clock.advance(2000);
    expect(world.portal.bodies('/my-health/connections')[0]).to.include({connection: 'c1', action: 'disconnect'});
    expect(tab.ids).to.have.length(5 + 30 + 150);
  });

  it('says that a connection of an aggregator is gone, once: by a press here, and in the aggregator’s own frame', async () => {
    const human = world.servers['human-api']!;
    const [kept] = human.connections;
    const tab = await world.open();
    const gone = () => tab.of('mh-connection').filter(({status}) => status === 'not_connected');
    human.connections = [];
    await tab.ask({type: 'disconnect', route: 'human-api', connection: 'c1'});
    await world.clock.advance(2000);
    expect(gone()).to.deep.equal([
      {type: 'mh-connection', route: 'human-api', connection: 'c1', status: 'not_connected'},
    ]);
    human.connections = [{...kept!, id: 'c2'}];
    await tab.ask({type: 'reload-connections'});
    human.connections = [];
    await tab.ask({type: 'reload-connections'});
    await world.clock.advance(2000);
    expect(gone().map(({connection}) => connection)).to.deep.equal(['c1', 'c2']);
  });

  describe('that fail', () => {
    const refused = (): Response => new Response('{"error":"no","error_description":"Maya"}', {status: 400});
    const wishes = [
      [{type: 'disconnect', route: 'human-api', connection: 'c1'}, 'connections', 'human-api'],
      [{type: 'resync', route: 'mount-sinai', connection: null}, 'connections', 'mount-sinai'],
      [{type: 'search-directory', query: 'x'}, 'directory', undefined],
      [{type: 'request-provider', name: 'a', place: 'b', website: ''}, 'provider-requests', undefined],
    ] as const;
    for (const [request, action, route] of wishes) {
      it(`are told as a code: ${request.type}`, async () => {
        const tab = await world.open();
        world.faults.plan({action, how: refused});
        expect(await failure(tab.ask(request))).to.equal('host_refused');
        expect(tab.of('mh-error')).to.deep.equal([
          {type: 'mh-error', code: 'host_refused', ...(route ? {route} : {}), retryable: false},
        ]);
      });
    }

    it('are not told where the session’s end says it, nor when they were given up', async () => {
      const tab = await world.open();
      const given = new AbortController();
      given.abort();
      await failure(tab.ask({type: 'search-directory', query: 'x', signal: given.signal}));
      world.portal.answer = () => new Response(null, {status: 401});
      await failure(tab.ask({type: 'search-directory', query: 'x'}));
      expect(tab.of('mh-error')).to.deep.equal([]);
      expect(tab.of('mh-session-end')).to.deep.equal([{type: 'mh-session-end', reason: 'signed-out'}]);
    });
  });

  it('keeps the records of a connection whose end the host refused', async () => {
    const tab = await world.open();
    world.faults.plan({action: 'connections', how: () => new Response(null, {status: 409})});
    const failed = await failure(tab.ask({type: 'disconnect', route: 'mount-sinai', connection: null}));
    expect(failed).to.equal('host_refused');
    expect(tab.ids).to.have.length(300);
  });

  it('opens Human Connect with a token that is good now', async () => {
    const tab = await world.open();
    const {url, origin} = await tab.ask({type: 'connect-frame', route: 'human-api', sourceId: 's 1'});
    expect(origin).to.equal('https://connect.example');
    expect(url).to.match(
      new RegExp(`^https://connect\\.example/\\?token=${SENTINEL}-connect-\\d+&mode=auth&pinnedProviders=s\\+1$`),
    );
    await world.clock.advance(2 * HOUR);
    const later = await tab.ask({type: 'connect-frame', route: 'human-api'});
    expect(later.url).to.not.equal(url);
    expect(later.url).to.not.include('pinnedProviders');
    expect(world.portal.bodies('/my-health/token').at(-1)).to.deep.equal({
      version: 1,
      refresh: 'human-api',
      reason: 'connect',
    });
    expect(await failure(tab.ask({type: 'connect-frame', route: 'mount-sinai'}))).to.equal('connect_failed');
  });

  it('replaces a connect token that Human Connect refused before its time', async () => {
    const tab = await world.open();
    const {url} = await tab.ask({type: 'connect-frame', route: 'human-api'});
    const again = await tab.ask({type: 'connect-frame', route: 'human-api', renew: true});
    expect(again.url).to.not.equal(url);
  });

  it('searches the directory, with pictures of the portal only', async () => {
    const tab = await world.open({reads: false});
    const page = await tab.ask({type: 'search-directory', query: 'st. mary & co', cursor: 'c1'});
    expect(world.portal.calls.at(-1)!.url).to.equal(
      'https://portal.example/my-health/directory?q=st.+mary+%26+co&limit=20&cursor=c1',
    );
    expect(world.portal.calls.at(-1)!.init).to.include({method: 'GET', redirect: 'manual'});
    expect(page).to.deep.equal({
      institutions: [
        {id: 'a', name: 'A', route: 'human-api', aliases: [], sourceId: 's1'},
        {
          id: 'b',
          name: 'B',
          route: 'mount-sinai',
          aliases: ['Bee'],
          portalName: 'MyChart',
          logoUrl: 'https://portal.example/b.png',
        },
      ],
      nextCursor: 'c2',
    });
  });

  it('leaves out an institution that is not as it should be; a directory of nothing else makes no sense', async () => {
    const tab = await world.open({reads: false});
    const answers = (...institutions: unknown[]): void => {
      world.portal.directory = () => ({institutions, next_cursor: null});
    };
    answers({id: 'a', name: 'A', route: 'r'}, null, {id: 'b', name: 'B'}, {id: 7, name: 'C', route: 'r'});
    const {institutions} = await tab.ask({type: 'search-directory', query: ''});
    expect(institutions.map(({id}) => id)).to.deep.equal(['a']);
    answers({id: 'b', name: 'B'});
    expect(await failure(tab.ask({type: 'search-directory', query: ''}))).to.equal('host_invalid');
  });

  it('tells the portal of a missing institution', async () => {
    const tab = await world.open({reads: false});
    await tab.ask({type: 'request-provider', name: 'Dr. X', place: 'Y', website: ''});
    expect(world.portal.bodies('/my-health/provider-requests')).to.deep.equal([
      {version: 1, name: 'Dr. X', place: 'Y', website: ''},
    ]);
  });

  it('refuses what the host has no link for', async () => {
    world.portal.edit = document => ({...document, links: {}});
    const tab = await world.open({reads: false});
    for (const request of [
      {type: 'search-directory', query: ''},
      {type: 'opt-in'},
      {type: 'resync', route: 'human-api', connection: 'c1'},
    ] as const) {
      expect(await failure(tab.ask(request))).to.equal('host_refused');
    }
    expect(tab.state.links).to.deep.equal({});
  });

  it('gives the original payload and the attachments of a record', async () => {
    const tab = await world.open();
    const recordId = 'mount-sinai|mount-sinai|labs/p_maya-3';
    expect(await tab.ask({type: 'raw', recordId})).to.include({id: 'labs/p_maya-3'});
    const blob = await tab.ask({type: 'attachment', recordId, index: 0});
    expect(await blob.text()).to.equal('Binary/labs/p_maya-3');
    const carried = await tab.ask({type: 'attachment', recordId, index: 1});
    expect(await carried.text(), 'from the payload').to.equal('1 of labs/p_maya-3');
    expect(await failure(tab.ask({type: 'attachment', recordId, index: 7}))).to.equal('source_not_found');
  });

  it('shows what is under way, and not what runs beside', async () => {
    const tab = await world.open();
    world.faults.plan({action: 'read human-api|labs', how: 'hang'});
    void tab.session.dispatch({type: 'refresh'}).catch(() => undefined);
    void tab.session.dispatch({type: 'search-directory', query: ''}).catch(() => undefined);
    expect(tab.state.busy).to.deep.equal(['refresh']);
    await world.clock.advance(500);
    expect(tab.state.busy).to.deep.equal(['refresh']);
    await tab.session.dispatch({type: 'end-session'});
  });

  describe('of a portal that is busy for ten minutes', () => {
    const busy = () => new Response(null, {status: 503, headers: {'retry-after': '600'}});
    /** What became of it within half a minute. */
    const soon = async (asked: Promise<unknown>): Promise<string> => {
      let became = 'waits';
      void failure(asked).then(code => (became = code));
      await world.clock.advance(30_000);
      return became;
    };

    it('do not wait for it when it has refused, and cannot say how things stand', async () => {
      const tab = await world.open();
      const answers = [() => Response.json(world.portal.document()), () => new Response(null, {status: 409})];
      world.portal.answer = () => (answers.shift() ?? busy)();
      const asked = tab.session.dispatch({type: 'resync', route: 'mount-sinai', connection: null});
      expect(await soon(asked)).to.equal('host_refused');
    });

    it('read the places again all the same, and say until when it is busy', async () => {
      const tab = await world.open();
      await world.settled(tab);
      world.portal.answer = () => Promise.reject(new TypeError('Failed to fetch'));
      await tab.ask({type: 'restart'});
      world.portal.answer = busy;
      const [calls, reads] = [world.portal.calls.length, world.servers['mount-sinai']!.requests.length];
      const until = world.clock.now() + 600_000;
      expect(await soon(tab.session.dispatch({type: 'refresh'}))).to.equal('done');
      expect(tab.state.problem).to.include({code: 'host_busy'});
      expect(tab.state.problem!.retryAt).to.be.within(until, until + 2000);
      expect(world.servers['mount-sinai']!.requests.length).to.be.above(reads);
      expect(await soon(tab.session.dispatch({type: 'refresh'}))).to.equal('done');
      expect(world.portal.calls.length - calls).to.equal(1);
    });
  });

  it('refuses everything after the end of the session', async () => {
    const tab = await world.open();
    await tab.ask({type: 'end-session'});
    expect(await failure(tab.ask({type: 'raw', recordId: 'x'}))).to.equal('aborted');
    expect(await failure(tab.ask({type: 'connect-instant', route: 'mount-sinai'}))).to.equal('aborted');
  });

  for (const [how, end] of [
    ['the portal ended the session', tab => tab.ask({type: 'end-session'})],
    [
      'nobody was there for a while',
      () => {
        world.portal.idle = 900;
        return world.clock.advance(950_000);
      },
    ],
  ] as readonly [string, (tab: Tab) => Promise<unknown>][]) {
    it(`does not begin a session by a method after ${how}: it stays over until the patient comes back`, async () => {
      world.portal.idle = 900;
      const tabs = [await world.open(), await world.open()] as const;
      await end(tabs[0]);
      await world.clock.advance(1000);
      const calls = world.portal.calls.length;
      for (const tab of tabs.filter(({state}) => state.phase !== 'ready')) {
        for (const type of ['refresh', 'reload-connections', 'load-stored', 'opt-in'] as const)
          expect(await failure(tab.ask({type})), type).to.equal('aborted');
        expect(tab.state.phase).to.equal('signed-out');
      }
      expect(tabs[0].state.phase).to.equal('signed-out');
      expect(world.portal.calls.length).to.equal(calls);
      await tabs[0].ask({type: 'restart'});
      expect(tabs[0].state.phase).to.equal('ready');
    });
  }

  it('reads with a refresh what the portal has connected meanwhile', async () => {
    world.portal.directConnected = false;
    const tab = await world.open();
    await world.clock.advance(10_000);
    world.portal.directConnected = true;
    await tab.ask({type: 'refresh'});
    expect(tab.state.connections.find(({route}) => route === 'mount-sinai')?.status).to.equal('up_to_date');
  });

  it('asks the portal again by a method after it has said that nobody is signed in', async () => {
    const tab = await world.open();
    world.portal.answer = () => new Response(null, {status: 401});
    await failure(tab.ask({type: 'reload-connections'}));
    await tab.ask({type: 'refresh'});
    expect(tab.state).to.include({phase: 'signed-out', ended: 'signed-out'});
    world.portal.answer = undefined;
    await tab.ask({type: 'refresh'});
    expect(tab.state.phase).to.equal('ready');
  });

  it('lets no token, key or record into snapshots, events, messages, the memo or the URL of a call', async () => {
    world.portal.idle = 900;
    const [first, second] = [await world.open(), await world.open()];
    world.portal.good.clear();
    await first.ask({type: 'refresh'});
    await first.ask({type: 'connect-instant', route: 'mount-sinai'});
    await first.ask({type: 'disconnect', route: 'mount-sinai', connection: null});
    world.faults.plan({action: 'read human-api|labs', how: 'source_invalid', times: 2});
    await first.ask({type: 'refresh'});
    first.signal('input');
    await first.ask({type: 'opt-out'});
    const seen = JSON.stringify({
      snapshots: [...first.shown, ...second.shown].map(shown => ({...shown, library: undefined})),
      events: [...first.events, ...second.events],
      messages: world.messages,
      memo: [...world.memo],
      urls: world.portal.calls.map(({url}) => url),
      written: world.disk.written.map(text => text.includes(SENTINEL)),
    });
    expect(world.messages.length).to.be.above(5);
    expect(seen).to.not.include(SENTINEL);
    const outside = JSON.stringify([first.events, second.events, world.messages, [...world.memo]]);
    for (const text of ['labs of', 'Maya', 'p_maya', 'Lakeside', 'labs/']) expect(outside).to.not.include(text);
  });
});
