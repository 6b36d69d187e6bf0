import {expect} from '@open-wc/testing';
import {json} from './portal.js';
import {Tab, World} from './world.js';
import type {Phase, Snapshot} from '../../src/session/snapshot.js';
import type {ErrorCode} from '../../src/errors.js';

const status =
  (code: number, body: unknown = {}) =>
  () =>
    json(body, {status: code});

describe('session start', () => {
  let world: World;
  beforeEach(() => (world = new World()));
  const requests = (): string[] => Object.values(world.servers).flatMap(server => server.requests);
  const reads = (): string[] => requests().filter(what => what !== 'sources');

  it('goes from the token endpoint to every record of both routes with one token call', async () => {
    const tab = await world.open();
    expect(tab.state.phase).to.equal('ready');
    expect(tab.ids).to.deep.equal(
      Object.values(world.servers)
        .flatMap(server => server.ids)
        .sort(),
    );
    expect(world.portal.tokenCalls).to.equal(1);
    expect(tab.state.progress.map(({phase}) => phase)).to.deep.equal(['done', 'done']);
    expect(new Set(tab.state.coverage.map(({state}) => state))).to.deep.equal(new Set(['loaded']));
    expect(tab.state.asOf).to.be.a('number');
    expect(tab.of('mh-state').map(({state}) => state)).to.deep.equal(['loading', 'ready']);
    expect(tab.of('mh-sync').map(({phase}) => phase)).to.have.members(['start', 'start', 'done', 'done']);
  });

  it('makes one session of three elements, with the headers of all, and events from the first', async () => {
    const tab = await world.open({reads: false, headers: {'X-One': '1'}});
    await world.clock.advance(1000);
    expect(reads()).to.deep.equal([]);
    expect(world.servers['human-api']!.requests).to.deep.equal(['sources']);
    const heard: string[] = [];
    tab.session.join({reads: true, hostHeaders: () => ({'X-Two': '2'}), emit: ({type}) => heard.push(type)});
    await world.clock.advance(1000);
    expect(world.portal.tokenCalls).to.equal(1);
    expect(reads()).to.not.deep.equal([]);
    expect(heard).to.deep.equal([]);
    tab.leave[0]!();
    await tab.ask({type: 'restart'});
    await tab.ask({type: 'refresh'});
    expect(heard).to.include('mh-sync');
    expect(world.portal.calls[0]!.init.headers).to.include({'X-One': '1'});
    expect(world.portal.calls.at(-1)!.init.headers).to.include({'X-Two': '2'});
  });

  it('shows the first screen of a returning visit before any record server is asked', async () => {
    (await world.open()).crash();
    await world.clock.advance(2 * 3_600_000);
    world.servers['human-api']!.requests.length = world.servers['mount-sinai']!.requests.length = 0;
    world.faults.plan({action: 'pages', how: 'hang'});
    const tab = await world.open();
    expect(tab.state.phase).to.equal('ready');
    expect(tab.state.library.whole).to.equal(false);
    expect(tab.state.library.dated).to.have.length(50);
    expect(tab.state.library.total).to.equal(300);
    expect(tab.state.coverage).to.deep.equal([]);
    expect(reads()).to.deep.equal([]);
    // what stands where is known all the same
    expect(tab.state.places).to.equal(2);
    const [sinai, ...rest] = tab.state.connections;
    expect(rest).to.deep.equal([]);
    expect(sinai).to.deep.include({key: 'mount-sinai', status: 'up_to_date', counts: {lab: 120, visit: 30}});
  });

  it('says nothing of a connection on a returning visit that does not hold', async () => {
    (await world.open()).crash();
    const tab = await world.open();
    expect(tab.of('mh-connection').map(({status}) => status)).to.deep.equal(['up_to_date', 'up_to_date']);
    for (const {coverage} of tab.shown) {
      expect(coverage.map(({state}) => state)).to.not.include.members(['failed']);
      for (const {state, count} of coverage) if (state === 'none') expect(count).to.equal(0);
    }
  });

  it('does not call a kind failed or empty of a place whose list is still being asked for', async () => {
    const human = world.servers['human-api']!;
    human.fill('visits', ['visit'], 0);
    (await world.open()).crash();
    world.faults.plan({action: 'sources human-api', how: 'hang'});
    const tab = await world.open();
    const visits = tab.state.coverage.find(({route, category}) => route === 'human-api' && category === 'visit');
    expect(visits!.state).to.equal('reading');
  });

  it('counts no place that has no records', async () => {
    world.portal.directConnected = false;
    const tab = await world.open();
    expect(tab.state.connections.map(({status}) => status)).to.deep.equal(['up_to_date', 'not_connected']);
    expect(tab.state.places).to.equal(1);
    const [first] = tab.shown;
    expect(first!.places).to.equal(0);
  });

  it('reads no record on a returning visit within fresh_for, and all of them when asked', async () => {
    (await world.open()).crash();
    const before = reads().length;
    await world.clock.advance(890_000);
    const tab = await world.open();
    expect(tab.ids).to.have.length(300);
    expect(reads()).to.have.length(before);
    expect(tab.of('mh-sync').map(({phase}) => phase)).to.deep.equal(['done', 'done']);
    await tab.ask({type: 'refresh'});
    expect(reads()).to.have.length(2 * before);
  });

  it('reads all of them when asked before what is stored has been read and found fresh enough', async () => {
    (await world.open()).crash();
    const before = reads().length;
    world.faults.plan({action: 'pages', how: () => world.clock.delay(3000).then(() => undefined as never)});
    const tab = new Tab(world);
    world.tabs.push(tab);
    await tab.ask({type: 'refresh'});
    expect(reads()).to.have.length(2 * before);
    expect(tab.ids).to.have.length(300);
  });

  it('hands out everything that is stored, not only what the first screen was painted from', async () => {
    (await world.open()).crash();
    world.faults.plan({action: 'pages', how: () => world.clock.delay(3000).then(() => undefined as never)});
    const tab = await world.open();
    expect(tab.ids).to.have.length(50);
    await tab.ask({type: 'load-stored'});
    expect(tab.ids).to.have.length(300);
    expect(tab.state.library.whole).to.equal(true);
  });

  it('says so when what is stored does not come', async () => {
    (await world.open()).crash();
    world.faults.plan({action: 'pages', how: 'hang'});
    const tab = await world.open();
    const refused = await tab.ask({type: 'load-stored'}).catch((thrown: Error) => thrown.message);
    expect(refused).to.equal('storage_blocked');
    expect(tab.of('mh-error').map(({code}) => code)).to.deep.equal(['storage_blocked']);
  });

  it('reads again on a returning visit after fresh_for', async () => {
    (await world.open()).crash();
    const before = reads().length;
    await world.clock.advance(901_000);
    await world.open();
    expect(reads()).to.have.length(2 * before);
  });

  it('asks again where everything was refused: that is no complete pass', async () => {
    for (const list of ['labs', 'visits'])
      world.faults.plan({action: `read mount-sinai|${list}`, how: 'source_refused', times: 1});
    const ends = (tab: Tab) => tab.of('mh-sync').map(({route, phase}) => `${route} ${phase}`);
    const first = await world.open();
    expect(ends(first)).to.include.members(['human-api done', 'mount-sinai failed']);
    first.crash();
    const tab = await world.open();
    expect(ends(tab)).to.deep.equal(['human-api done', 'mount-sinai start', 'mount-sinai done']);
  });

  it('reads what was connected since, whatever fresh_for says', async () => {
    (await world.open()).crash();
    const before = world.servers['mount-sinai']!.requests.length;
    await world.clock.advance(60_000);
    const since = new Date(world.clock.now()).toISOString();
    world.portal.edit = document => {
      (document.routes as Record<string, unknown>[])[1]!.since = since;
      return document;
    };
    await world.open();
    expect(world.servers['mount-sinai']!.requests.length).to.equal(2 * before);
  });

  it('asks no record server for a route without token, or that is not connected', async () => {
    world.portal.aggregatorConnected = world.portal.directConnected = false;
    const tab = await world.open();
    expect(requests()).to.deep.equal([]);
    expect(tab.state.connections.map(({route, status}) => `${route} ${status}`)).to.deep.equal([
      'mount-sinai not_connected',
    ]);
    expect(tab.state.coverage).to.deep.equal([]);
    expect(tab.state.phase).to.equal('ready');
  });

  it('shows a route of a later protocol, and reads the others', async () => {
    world.portal.edit = document => ({
      ...document,
      routes: [
        ...(document.routes as object[]),
        {
          id: 'x',
          kind: 'direct',
          protocol: 'later',
          name: 'X',
          base_url: '/x',
          token: {access_token: 't', expires_in: 1},
        },
      ],
    });
    const tab = await world.open();
    expect(tab.state.routes.map(({supported}) => supported)).to.deep.equal([true, true, false]);
    // how it stands nobody knows: it is no connection that could be called up to date
    expect(tab.state.connections.filter(({route}) => route === 'x')).to.deep.equal([]);
    expect(tab.ids).to.have.length(300);
    expect(tab.state.asOf).to.be.a('number');
  });

  it('does not read a route whose address may not be used', async () => {
    world.portal.edit = document => {
      (document.routes as Record<string, unknown>[])[1]!.base_url = 'http://fhir.example/R4';
      return document;
    };
    const tab = await world.open();
    expect(world.servers['mount-sinai']!.requests).to.deep.equal([]);
    expect(tab.state.progress.find(({route}) => route === 'mount-sinai')).to.include({
      phase: 'failed',
      code: 'host_invalid',
    });
    expect(tab.ids).to.deep.equal(world.servers['human-api']!.ids);
  });

  const answers: [string, () => Response, Phase, ErrorCode | undefined][] = [
    ['a sign-in page', () => new Response('<html>', {headers: {'Content-Type': 'text/html'}}), 'error', 'host_sign_in'],
    ['401', status(401), 'signed-out', undefined],
    ['403 not_eligible', status(403, {error: 'not_eligible'}), 'not-eligible', undefined],
    ['403', status(403), 'error', 'host_refused'],
    ['500', status(500), 'error', 'host_error'],
    ['404', status(404), 'error', 'host_refused'],
    ['another version', () => json({version: 3}), 'error', 'host_invalid'],
  ];
  for (const [what, answer, phase, code] of answers) {
    it(`ends in ${phase}${code ? ` with ${code}` : ''} on ${what}`, async () => {
      world.portal.answer = answer;
      const tab = await world.open();
      expect(tab.state.phase).to.equal(phase);
      expect(tab.state.problem?.code).to.equal(code);
      expect(tab.of('mh-error').map(event => event.code)).to.deep.equal(code ? [code] : []);
      expect(tab.state.library.total).to.equal(0);
      expect(tab.state.coverage).to.deep.equal([]);
      expect(requests()).to.deep.equal([]);
    });
  }

  it('says that the host is busy while it waits, and then goes on', async () => {
    world.faults.plan({
      action: 'token',
      times: 1,
      how: () => new Response(null, {status: 503, headers: {'Retry-After': '30'}}),
    });
    const tab = await world.open();
    expect(tab.state.phase).to.equal('loading');
    expect(tab.state.problem).to.deep.include({code: 'host_busy', retryable: true});
    expect(tab.state.problem!.retryAt).to.be.at.least(world.clock.now() + 29_000);
    await world.clock.advance(90_000);
    expect(tab.state.phase).to.equal('ready');
    expect(tab.state.problem).to.equal(undefined);
  });

  it('stops and offers a retry then when the host asks for hours', async () => {
    world.portal.answer = () => new Response(null, {status: 503, headers: {'Retry-After': '7200'}});
    const tab = await world.open();
    expect(tab.state.phase).to.equal('error');
    expect(tab.state.problem!.retryAt).to.be.at.least(world.clock.now() + 7_000_000);
    await world.clock.advance(24 * 3_600_000);
    expect(world.portal.tokenCalls).to.equal(1);
  });

  it('is not asked before the time that the host has named when the network comes back', async () => {
    world.portal.answer = () => new Response(null, {status: 503, headers: {'Retry-After': '7200'}});
    const tab = await world.open();
    tab.signal('online');
    await world.clock.advance(60_000);
    expect(world.portal.tokenCalls).to.equal(1);
    world.portal.answer = undefined;
    await tab.ask({type: 'restart'});
    expect(tab.state.phase).to.equal('ready');
  });

  it('shows nothing from the disk when the host cannot be reached, says so, and comes back with the network', async () => {
    (await world.open()).crash();
    world.portal.answer = () => Promise.reject(new TypeError('Failed to fetch'));
    const tab = await world.open();
    expect(tab.state.phase).to.equal('error');
    expect(tab.state.problem).to.deep.include({code: 'host_unreachable', retryable: true});
    expect(tab.state.library.total).to.equal(0);
    world.portal.answer = undefined;
    tab.signal('online');
    await world.clock.advance(5000);
    expect(tab.state.phase).to.equal('ready');
    expect(tab.ids).to.have.length(300);
  });

  it('asks an unreachable host four times at most by itself, ever more slowly', async () => {
    world.portal.answer = () => Promise.reject(new TypeError('Failed to fetch'));
    const tab = await world.open();
    await world.clock.advance(24 * 3_600_000);
    expect(world.portal.tokenCalls).to.equal(4);
    world.portal.answer = undefined;
    await tab.ask({type: 'restart'});
    expect(tab.state.phase).to.equal('ready');
  });

  it('reads nothing in a page that is not safe', async () => {
    world.safe = false;
    const tab = await world.open();
    expect(tab.state.problem?.code).to.equal('unsafe_page');
    expect(world.portal.calls).to.deep.equal([]);
  });

  it('removes the cache of a patient who is not eligible any more', async () => {
    (await world.open()).crash();
    expect(world.disk.owner).to.be.a('string');
    world.portal.answer = status(403, {error: 'not_eligible'});
    const tab = await world.open();
    expect(tab.state.phase).to.equal('not-eligible');
    expect(world.disk.owner).to.equal(undefined);
    expect([...world.memo]).to.deep.equal([]);
  });

  it('blanks on the 401 of any host call, and starts again when asked', async () => {
    const tab = await world.open();
    world.portal.answer = status(401);
    const failed = await tab.ask({type: 'reload-connections'}).catch((error: Error) => error.message);
    expect(failed).to.equal('host_signed_out');
    expect(tab.state).to.deep.include({phase: 'signed-out', ended: 'signed-out'});
    expect(tab.ids).to.deep.equal([]);
    expect(tab.state.patientName).to.equal(undefined);
    expect(tab.of('mh-session-end')).to.deep.equal([{type: 'mh-session-end', reason: 'signed-out'}]);
    world.portal.answer = undefined;
    await tab.ask({type: 'restart'});
    await world.clock.advance(1000);
    expect(tab.state.ended).to.equal(undefined);
    expect(tab.ids).to.have.length(300);
  });

  it('keeps what is on screen when a renewal does not reach the host', async () => {
    const tab = await world.open();
    world.portal.answer = () => Promise.reject(new TypeError('Failed to fetch'));
    await world.clock.advance(3_600_000);
    await tab.ask({type: 'refresh'});
    expect(tab.state).to.deep.include({phase: 'ready', stale: true});
    expect(tab.ids).to.have.length(300);
    expect(tab.state.coverage.map(({state}) => state)).to.not.include('none');
    world.portal.answer = undefined;
    await tab.ask({type: 'refresh'});
    expect(tab.state).to.deep.include({phase: 'ready', stale: false});
  });

  it('resumes when an element that left comes back: a moment later by itself, else once the host has said who is here', async () => {
    const tab = await world.open();
    tab.leave[0]!();
    await world.clock.advance(900);
    const leave = tab.join(true);
    expect(tab.ids).to.have.length(300);
    await world.clock.advance(1000);
    expect(world.portal.tokenCalls).to.equal(1);

    leave();
    await world.clock.advance(60_000);
    tab.join(true);
    tab.join(false);
    expect(tab.state.phase).to.equal('loading');
    expect(tab.ids).to.deep.equal([]);
    await world.clock.advance(1000);
    expect(tab.ids).to.have.length(300);
    expect(world.portal.tokenCalls).to.equal(2);
  });

  const takeOver = (): void => {
    world.portal.patient = 'another';
    for (const {lists} of Object.values(world.servers)) for (const list of lists.values()) list.rows = [];
  };
  const changed: readonly [who: string, change: () => void, phase: Phase][] = [
    ['who has signed out', () => (world.portal.answer = status(401)), 'signed-out'],
    ['whose place another patient has taken', takeOver, 'ready'],
    ['whose portal cannot be reached', () => (world.portal.answer = () => Promise.reject(new TypeError())), 'error'],
  ];
  for (const [who, change, phase] of changed) {
    it(`shows no record of a patient ${who} while the page, not loaded anew, was without elements`, async () => {
      const tab = await world.open();
      const held = tab.ids;
      tab.leave[0]!();
      await world.clock.advance(2000);
      change();
      const before = tab.shown.length;
      tab.join(true);
      await world.clock.advance(10_000);
      expect(tab.state.phase).to.equal(phase);
      const later = tab.shown.slice(before).flatMap(({library}) => [...library.dated, ...library.undated]);
      expect(later.filter(({id}) => held.includes(id.split('|').pop()!))).to.deep.equal([]);
    });
  }

  it('begins anew for the next patient of a page that is not loaded anew, when its elements come back', async () => {
    const tab = await world.open();
    await tab.ask({type: 'end-session'});
    world.portal.patient = 'another';
    // one that moves within the page, or comes beside it, brings nothing back
    tab.leave[0]!();
    const leave = tab.join(true);
    const leaveToo = tab.join(false);
    await world.clock.advance(1000);
    expect(tab.state).to.include({phase: 'signed-out', ended: 'host'});
    leave();
    leaveToo();
    await world.clock.advance(1000);
    tab.join(true);
    tab.join(false);
    await world.clock.advance(1000);
    expect(tab.state.phase).to.equal('ready');
    expect(world.portal.tokenCalls).to.equal(2);
  });

  it('shows nobody a session that came when the last element had gone, before the host has said who is here', async () => {
    const {portal} = world;
    portal.answer = async () => {
      await world.clock.delay(3000);
      portal.answer = undefined;
      return json(portal.document());
    };
    const tab = await world.open();
    tab.leave[0]!();
    await world.clock.advance(5000);
    tab.join(true);
    expect(tab.state.phase).to.equal('loading');
    await world.clock.advance(1000);
    expect(tab.ids).to.have.length(300);
    expect(portal.tokenCalls).to.equal(2);
  });

  for (const call of ['the first call', 'a later one']) {
    it(`does not take the answer to ${call} for who is here when its elements have left and come back since`, async () => {
      const {portal, clock} = world;
      const answerIn = (ms: number): void => {
        const document = portal.document();
        portal.answer = async () => {
          await clock.delay(ms);
          return json(document);
        };
      };
      if (call === 'the first call') answerIn(8000);
      const tab = await world.open();
      if (call === 'a later one') {
        answerIn(8000);
        tab.session.dispatch({type: 'reload-connections'}).catch(() => undefined);
        await clock.settle();
      }
      tab.leave[0]!();
      await clock.advance(2000);
      takeOver();
      answerIn(9000);
      tab.join(true);
      await clock.advance(8000);
      expect(tab.state.phase).to.equal('loading');
      expect(tab.ids).to.deep.equal([]);
      await clock.advance(2000);
      expect(tab.state.phase).to.equal('ready');
      expect(tab.ids).to.deep.equal([]);
    });
  }

  const late: readonly [what: string, answer: () => Response | Promise<Response>][] = [
    ['that nobody is signed in', status(401)],
    ['that My Health is not for this patient', status(403, {error: 'not_eligible'})],
    ['that it is busy', () => new Response(null, {status: 503, headers: {'Retry-After': '60'}})],
    ['of another version', () => json({version: 3})],
    ['that never came', () => Promise.reject(new TypeError('Failed to fetch'))],
  ];
  for (const [what, answer] of late) {
    for (const call of ['the first call', 'a later one']) {
      it(`shows the next patient nothing of an answer ${what} to ${call}, made before they came`, async () => {
        const {portal, clock} = world;
        const answerIn = (ms: number, response: () => Response | Promise<Response>): void => {
          portal.answer = async () => {
            await clock.delay(ms);
            return response();
          };
        };
        if (call === 'the first call') answerIn(6000, answer);
        const tab = await world.open();
        if (call === 'a later one') {
          answerIn(6000, answer);
          tab.session.dispatch({type: 'reload-connections'}).catch(() => undefined);
          await clock.settle();
        }
        tab.leave[0]!();
        await clock.advance(2000);
        takeOver();
        answerIn(8000, () => json(portal.document()));
        const before = [tab.shown.length, tab.events.length] as const;
        tab.join(true);
        await clock.advance(9000);
        expect(tab.state.phase).to.equal('ready');
        await clock.advance(60_000);
        expect(tab.state.phase).to.equal('ready');
        const shown = tab.shown.slice(before[0]);
        // who was here before goes in the same moment
        const isTheirs = ({phase, ended}: Snapshot): boolean => /loading|ready/.test(phase) || ended === 'user-changed';
        expect(shown.filter(one => one.problem || !isTheirs(one))).to.deep.equal([]);
        expect(tab.events.slice(before[1]).filter(({type}) => type === 'mh-error')).to.deep.equal([]);
        expect(tab.of('mh-session-end').filter(({reason}) => reason !== 'user-changed')).to.deep.equal([]);
        expect(world.disk.owner).to.include('another');
      });
    }
  }

  it('asks anew when a late answer says that nobody is signed in, whom an answer since then has named', async () => {
    const {portal, clock} = world;
    portal.answer = async () => {
      portal.answer = undefined;
      await clock.delay(3000);
      return json({}, {status: 401});
    };
    const tab = new Tab(world);
    world.tabs.push(tab);
    await clock.settle();
    tab.session.dispatch({type: 'reload-connections'}).catch(() => undefined);
    await clock.advance(1000);
    expect(tab.state.phase).to.equal('ready');
    await clock.advance(3000);
    expect(tab.state.phase).to.equal('ready');
    expect(tab.of('mh-session-end')).to.deep.equal([]);
    expect(portal.tokenCalls).to.equal(3);
    portal.answer = status(401);
    await tab.ask({type: 'restart'});
    expect(tab.state.phase).to.equal('signed-out');
  });

  it('publishes frozen snapshots', async () => {
    const tab = await world.open();
    for (const shown of tab.shown) {
      expect(Object.isFrozen(shown)).to.equal(true);
      expect(Object.isFrozen(shown.connections[0] ?? Object.freeze({}))).to.equal(true);
      expect(Object.isFrozen(shown.library.dated)).to.equal(true);
    }
  });

  it('does not begin again by itself for somebody who has signed out while it was to be tried again', async () => {
    world.portal.answer = () => Promise.reject(new TypeError('Failed to fetch'));
    const tab = await world.open();
    expect(tab.state.problem).to.include({code: 'host_unreachable'});
    await tab.ask({type: 'end-session'});
    world.portal.answer = undefined;
    await world.clock.advance(600_000);
    expect(tab.state).to.include({phase: 'signed-out', ended: 'host'});
  });
});
