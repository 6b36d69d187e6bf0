import {expect, waitUntil} from '@open-wc/testing';
import {Tab, World} from './world.js';
import type {Fault} from './faults.js';
import type {Phase} from '../../src/session/snapshot.js';

/** Moments of a visit at which each fault is put, counted in actions of its kind that went well before. */
const POINTS = [0, 1, 2, 3, 5];
const HOUR = 3_600_000;
const LISTS = ['human-api|labs', 'human-api|visits', 'mount-sinai|labs', 'mount-sinai|visits'];

interface Row {
  readonly fault: string;
  /** Actions that fail from then on. */
  readonly plan: readonly Omit<Fault, 'skip'>[];
  /** Where the visit may stand then. */
  readonly phases: readonly Phase[];
  /** Not only one route is struck. */
  readonly both?: true;
  /** What else has to hold in that visit. */
  readonly holds?: (world: World, tab: Tab) => void;
}

const fails = (action: string, how: Fault['how']): Row['plan'] => [{action, how}];
const labs = (how: Fault['how']): Row['plan'] => fails('read human-api|labs', how);
/** Something happens while an action goes by; the action itself goes on. */
const strike = (what: () => void) => (): never => (what(), undefined) as never;
const status =
  (code: number, headers: Record<string, string> = {}) =>
  () =>
    new Response(null, {status: code, headers});
const html = () => new Response('<html>', {headers: {'Content-Type': 'text/html'}});
const redirect = () => Object.defineProperty(Response.error(), 'type', {value: 'opaqueredirect'});

const labsState = ({state}: Tab) =>
  state.coverage.find(({route, category}) => route === 'human-api' && category === 'lab')?.state;

/** Rows of the fault matrix (docs/reliability.md) that the session answers for alone. */
const ROWS: readonly Row[] = [
  {fault: '1 record server unreachable', plan: labs('source_unreachable'), phases: ['ready']},
  {fault: '2 host unreachable', plan: fails('token', 'host_unreachable'), phases: ['ready', 'error']},
  {
    fault: '3 offline in the middle of reading',
    plan: [
      ...LISTS.map(list => ({action: `read ${list}`, how: 'source_unreachable' as const})),
      {action: 'sources human-api', how: 'source_unreachable'},
      {action: 'token', how: 'host_unreachable'},
    ],
    phases: ['ready', 'error'],
    both: true,
  },
  {fault: '5 record server refuses', plan: labs('source_refused'), phases: ['ready']},
  {fault: '5b host 401', plan: fails('token', status(401)), phases: ['ready', 'signed-out']},
  {
    fault: '6 one list refused',
    plan: labs('source_refused'),
    phases: ['ready'],
    holds: (_, tab) => expect(labsState(tab)).to.be.oneOf(['refused', 'loaded']),
  },
  {fault: '8 conflict', plan: labs('source_conflict'), phases: ['ready']},
  {
    fault: '9 host busy',
    plan: fails('token', status(503, {'Retry-After': '5'})),
    phases: ['loading', 'ready', 'error'],
  },
  {
    fault: '9 host busy for hours',
    plan: fails('token', status(429, {'Retry-After': '9999'})),
    phases: ['ready', 'error'],
  },
  {fault: '9 record server busy', plan: labs('source_busy'), phases: ['ready']},
  {fault: '10 server errors', plan: labs('source_error'), phases: ['ready']},
  {fault: '11 captive portal', plan: fails('token', html), phases: ['ready', 'error']},
  {fault: '11 sign-in page at a record server', plan: labs('source_sign_in'), phases: ['ready']},
  {fault: '12 host leads to a sign-in', plan: fails('token', redirect), phases: ['ready', 'error']},
  {fault: '13 CORS refusal', plan: labs('source_blocked'), phases: ['ready']},
  {fault: '14 truncated', plan: labs('source_invalid'), phases: ['ready']},
  {fault: '15 stall', plan: labs('hang'), phases: ['ready']},
  {fault: '15 host stalls', plan: fails('token', 'hang'), phases: ['loading', 'ready', 'error']},
  {fault: '17 bomb', plan: labs('source_too_large'), phases: ['ready']},
  {fault: '18 paging loop', plan: labs('source_paging'), phases: ['ready']},
  {fault: '21 storage dies in reading', plan: fails('pages', 'storage_lost'), phases: ['ready']},
  {fault: '25 page killed in writing', plan: fails('commit', 'hang'), phases: ['ready'], both: true},
  {fault: '29 list of connections fails', plan: fails('sources human-api', 'source_error'), phases: ['ready']},
];

/** The same, for what happens to the world once, while labs are read. */
const STRIKES: readonly (Omit<Row, 'plan'> & {
  readonly what: (world: World) => void;
  /** Ends it. */
  readonly over?: (world: World) => void;
})[] = [
  {
    fault: '4 token refused once',
    what: world => world.portal.good.clear(),
    phases: ['ready'],
    holds: (world, tab) => {
      expect(tab.state.progress.map(({phase}) => phase)).to.deep.equal(['done', 'done']);
      expect(world.portal.tokenCalls).to.be.at.most(5);
    },
  },
  {
    fault: '5 every token refused',
    what: ({servers}) => (servers['human-api']!.closed = true),
    over: ({servers}) => (servers['human-api']!.closed = false),
    phases: ['ready'],
    holds: (_, {state}) => expect(state.progress[0]).to.include({phase: 'failed', code: 'source_refused'}),
  },
  {
    fault: '7 records removed at the source',
    what: ({servers}) => servers['human-api']!.lists.get('labs')!.rows.splice(10, 60),
    phases: ['ready'],
  },
  {
    fault: '29 aggregator needs an hour',
    what: ({servers, clock}) => {
      const human = servers['human-api']!;
      const since = new Date(clock.now()).toISOString();
      human.connections = human.connections.map(one => ({...one, since, syncStatus: {status: 'inProgress'}}));
      human.fill('visits', ['visit'], 0);
    },
    over: ({servers}) => {
      const human = servers['human-api']!;
      human.connections = human.connections.map(one => ({...one, syncStatus: {status: 'ok', details: 'ok'}}));
      human.fill('visits', ['visit'], 12);
    },
    phases: ['ready'],
  },
  ...[-24, 8, 24].map(hours => ({
    fault: `30 clock ${hours > 0 ? '+' : ''}${hours} h`,
    what: ({clock}: World) => clock.shiftWall(hours * HOUR),
    phases: ['ready'] as const,
    holds: (world: World, tab: Tab) => {
      expect(tab.state.progress.map(({phase}) => phase)).to.deep.equal(['done', 'done']);
      expect(world.portal.tokenCalls).to.be.at.most(5);
    },
  })),
];

/** A visit in which things fail, and one after it in which they do not. */
const check = async ({phases, both, holds}: Omit<Row, 'plan'>, world: World, over = (): void => undefined) => {
  const unhandled: unknown[] = [];
  const note = (event: PromiseRejectionEvent): number => unhandled.push(event.reason);
  addEventListener('unhandledrejection', note);
  const tab = await world.open();
  for (let visit = 0; visit < 3; visit++) {
    tab.session.dispatch({type: 'reload-connections'}).catch(() => undefined);
    tab.session.dispatch({type: 'refresh'}).catch(() => undefined);
    await world.clock.advance(1000);
  }
  expect(tab.state.phase).to.be.oneOf(phases);
  // what is said is true: nothing is called empty that is not, nothing is shown twice
  expect(tab.state.coverage.map(({state}) => state)).to.not.include('none');
  expect(new Set(tab.state.library.dated.map(({id}) => id)).size).to.equal(tab.state.library.dated.length);
  if (tab.state.phase !== 'ready') expect(tab.state.library.total).to.equal(0);
  else if (!both) expect(tab.ids).to.include.members(world.servers['mount-sinai']!.ids);
  holds?.(world, tab);
  // and when the fault is over, everything is there
  world.faults.clear();
  over();
  tab.crash();
  const next = await world.open();
  await world.clock.advance(4000);
  await next.ask({type: 'refresh'});
  await world.clock.advance(1000);
  expect(next.ids).to.deep.equal(
    Object.values(world.servers)
      .flatMap(({ids}) => ids)
      .sort(),
  );
  removeEventListener('unhandledrejection', note);
  expect(unhandled).to.deep.equal([]);
};

describe('fault matrix', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
    world.servers['human-api']!.fill('labs', ['lab'], 400);
  });

  for (const {plan, ...row} of ROWS)
    for (const skip of POINTS)
      it(`${row.fault}, after ${skip}`, async () => {
        world.faults.plan(...plan.map(fault => ({...fault, skip})));
        await check(row, world);
      });

  for (const {what, over, ...row} of STRIKES)
    for (const skip of POINTS)
      it(`${row.fault}, after ${skip}`, async () => {
        world.faults.plan({action: 'read human-api|labs', how: strike(() => what(world)), skip, times: 1});
        await check(row, world, () => over?.(world));
      });

  for (const skip of POINTS) {
    it(`26 leader frozen, after ${skip}`, async () => {
      world.faults.plan({action: 'commit', how: strike(() => world.tabs[0]!.freeze()), skip, times: 1});
      const first = new Tab(world);
      world.tabs.push(first);
      await world.clock.advance(600);
      const second = await world.open();
      await world.clock.advance(3000);
      const all = Object.values(world.servers).flatMap(({ids}) => ids);
      expect(second.ids).to.have.members(all);
      first.thaw();
      // what it loads now takes an engine's own time, too
      const caughtUp = async (): Promise<boolean> => {
        await world.clock.advance(1000);
        return first.ids.length === all.length;
      };
      await waitUntil(caughtUp, 'it never caught up', {timeout: 8000});
      for (const tab of [first, second]) expect(tab.ids).to.have.members(all);
    });

    it(`27 patient switched, after ${skip}`, async () => {
      world.faults.plan({
        action: 'read human-api|labs',
        how: strike(() => {
          world.portal.patient = 'p_noor';
          for (const server of Object.values(world.servers))
            for (const [list, {categories}] of server.lists) server.fill(list, categories, 3);
        }),
        skip,
        times: 1,
      });
      const tab = await world.open();
      // whoever has signed in is known with the next session document
      await tab.session.dispatch({type: 'reload-connections'}).catch(() => undefined);
      await world.clock.advance(3000);
      expect(tab.ids).to.have.members(Object.values(world.servers).flatMap(({ids}) => ids));
      expect(tab.of('mh-session-end')).to.deep.equal([{type: 'mh-session-end', reason: 'user-changed'}]);
      const shown = tab.shown.slice(tab.shown.findIndex(({ended}) => ended === 'user-changed'));
      expect(shown.filter(({library}) => JSON.stringify(library).includes('p_maya'))).to.deep.equal([]);
      expect(world.disk.owner).to.include('p_noor');
    });
  }
});
