import {expect} from '@open-wc/testing';
import {World} from './world.js';
import type {Fault} from './faults.js';
import type {Phase} from '../../src/session/snapshot.js';

/** Moments of a visit at which each fault is put, counted in actions of its kind that went well before. */
const POINTS = [0, 1, 2, 3, 5];

interface Row {
  readonly fault: string;
  readonly plan: Omit<Fault, 'skip'>;
  /** Where the visit may stand then. */
  readonly phases: readonly Phase[];
}

const status =
  (code: number, headers: Record<string, string> = {}) =>
  () =>
    new Response(null, {status: code, headers});
const html = () => new Response('<html>', {headers: {'Content-Type': 'text/html'}});

/** Rows of the fault matrix (docs/reliability.md) that the session answers for; sources and cache test the others. */
const ROWS: readonly Row[] = [
  {
    fault: '1 record server unreachable',
    plan: {action: 'read human-api|labs', how: 'source_unreachable'},
    phases: ['ready'],
  },
  {fault: '2 host unreachable', plan: {action: 'token', how: 'host_unreachable'}, phases: ['ready', 'error']},
  {fault: '5 record server refuses', plan: {action: 'read human-api|labs', how: 'source_refused'}, phases: ['ready']},
  {fault: '5b host 401', plan: {action: 'token', how: status(401)}, phases: ['ready', 'signed-out']},
  {
    fault: '9 host busy',
    plan: {action: 'token', how: status(503, {'Retry-After': '5'})},
    phases: ['loading', 'ready', 'error'],
  },
  {
    fault: '9 host busy for hours',
    plan: {action: 'token', how: status(429, {'Retry-After': '9999'})},
    phases: ['ready', 'error'],
  },
  {fault: '10 server errors', plan: {action: 'read human-api|labs', how: 'source_error'}, phases: ['ready']},
  {fault: '11 captive portal', plan: {action: 'token', how: html}, phases: ['ready', 'error']},
  {fault: '13 CORS refusal', plan: {action: 'read human-api|labs', how: 'source_blocked'}, phases: ['ready']},
  {fault: '14 truncated', plan: {action: 'read human-api|labs', how: 'source_invalid'}, phases: ['ready']},
  {fault: '15 stall', plan: {action: 'read human-api|labs', how: 'hang'}, phases: ['ready']},
  {fault: '17 bomb', plan: {action: 'read human-api|labs', how: 'source_too_large'}, phases: ['ready']},
  {fault: '18 paging loop', plan: {action: 'read human-api|labs', how: 'source_paging'}, phases: ['ready']},
  {fault: '21 storage dies in reading', plan: {action: 'pages', how: 'storage_lost'}, phases: ['ready']},
  {fault: '25 page killed in writing', plan: {action: 'commit', how: 'hang'}, phases: ['ready']},
  {fault: '29 list of connections fails', plan: {action: 'sources human-api', how: 'source_error'}, phases: ['ready']},
];

describe('fault matrix', () => {
  for (const {fault, plan, phases} of ROWS) {
    for (const skip of POINTS) {
      it(`${fault}, after ${skip}`, async () => {
        const world = new World();
        world.servers['human-api']!.fill('labs', ['lab'], 400);
        const unhandled: unknown[] = [];
        const note = (event: PromiseRejectionEvent): number => unhandled.push(event.reason);
        addEventListener('unhandledrejection', note);
        world.faults.plan({...plan, skip});
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
        // the other route is none the worse
        const stored = plan.action === 'commit';
        if (tab.state.phase === 'ready' && !stored)
          expect(tab.ids).to.include.members(world.servers['mount-sinai']!.ids);
        // and when the fault is over, everything is there
        world.faults.clear();
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
      });
    }
  }
});
