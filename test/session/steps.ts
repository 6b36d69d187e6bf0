import {expect} from '@open-wc/testing';
import * as fc from 'fast-check';
import {checkPasses} from './passes.js';
import type {ErrorCode} from '../../src/errors.js';
import type {SealedWorld} from './sealed-world.js';
import type {Tab, World} from './world.js';

/*
 * What may happen to a session, one step at a time, and what must hold after each step. The storage's own steps need a
 * world that is stored in this browser (`SealedWorld`).
 */

/** The disk is full from here on, has room again, or all of it is taken away. */
type StorageStep = 'full' | 'room' | 'evict';

export type Step =
  | {readonly kind: 'open'}
  | {readonly kind: 'crash' | 'freeze' | 'refresh' | 'input' | 'end' | 'out' | 'in' | 'erase'; readonly tab: number}
  | {readonly kind: 'expire' | 'reachable' | StorageStep}
  | {readonly kind: 'wait'; readonly ms: number}
  | {readonly kind: 'patient'; readonly name: string}
  | {readonly kind: 'fault'; readonly action: string; readonly how: ErrorCode | 'hang'; readonly skip: number};

const tab = fc.nat(3);
const anywhere: fc.WeightedArbitrary<Step>[] = [
  {weight: 3, arbitrary: fc.constant<Step>({kind: 'open'})},
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'crash' as const,
        'freeze' as const,
        'refresh' as const,
        'refresh' as const,
        'input' as const,
        'end' as const,
        'out' as const,
        'in' as const,
        'erase' as const,
      ),
      tab,
    }),
  },
  {weight: 2, arbitrary: fc.record({kind: fc.constantFrom('expire' as const, 'reachable' as const)})},
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      ms: fc.constantFrom(10, 500, 4000, 120_000, 1_000_000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({kind: fc.constant('patient' as const), name: fc.constantFrom('p_maya', 'p_noor')}),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('fault' as const),
      action: fc.constantFrom(
        'commit',
        'committed',
        'read human-api|labs',
        'read mount-sinai|visits',
        'plan mount-sinai',
        'sources human-api',
        'pages',
      ),
      how: fc.constantFrom(
        'source_error' as const,
        'source_unreachable' as const,
        'source_refused' as const,
        'hang' as const,
      ),
      skip: fc.nat(4),
    }),
  },
];
const onDisk: fc.WeightedArbitrary<Step>[] = [
  {weight: 6, arbitrary: fc.record({kind: fc.constantFrom<StorageStep>('full', 'room', 'evict')})},
];

const sequences = (...kinds: fc.WeightedArbitrary<Step>[]): fc.Arbitrary<Step[]> =>
  fc.array(fc.oneof(...kinds), {minLength: 3, maxLength: 14});
export const steps = sequences(...anywhere);
export const storageSteps = sequences(...anywhere, ...onDisk);

export const fill = (world: World): void => {
  for (const [route, server] of Object.entries(world.servers)) {
    server.pageSize = 7;
    server.fill('labs', ['lab'], 40);
    server.fill('visits', ['visit'], route === 'human-api' ? 0 : 15);
  }
};

/** What must hold at every moment, whatever happened before. */
export const check = async (world: World): Promise<void> => {
  checkPasses(world);
  for (const {state, ids} of world.tabs.filter(({alive}) => alive)) {
    const keys = [...state.library.dated, ...state.library.undated].map(({id}) => id);
    expect(new Set(keys).size, 'I2: no record twice').to.equal(keys.length);
    const people = new Set(ids.map(id => /p_[a-z]+/.exec(id)![0]));
    expect(people.size, 'I4: one patient on a screen').to.be.at.most(1);
    if (state.phase !== 'ready') expect(ids, 'I5: a blank screen is blank').to.deep.equal([]);
    for (const {route, category, state: said} of state.coverage) {
      if (said !== 'none') continue;
      const rows = [...world.servers[route]!.lists.values()].filter(({categories}) => categories[0] === category);
      expect(
        rows.flatMap(list => list.rows),
        'I9: none only where there is none',
      ).to.deep.equal([]);
    }
  }
  const {kept, owner} = world.disk;
  if (!kept) return;
  const read = new Map<string, number>();
  for await (const page of kept.pages(new AbortController().signal)) {
    const key = `${page.stream} ${page.pass}`;
    read.set(key, (read.get(key) ?? 0) + page.records.length);
    for (const {id} of page.records)
      expect(owner, 'I4: only the owner is on the disk').to.include(/p_[a-z]+/.exec(id)![0]);
  }
  for (const {stream, pass, received} of await kept.checkpoints()) {
    expect(read.get(`${stream} ${pass}`) ?? 0, 'I3: the checkpoint never runs ahead').to.be.at.least(received);
  }
};

const pick = (world: World, index: number): Tab | undefined => {
  const alive = world.tabs.filter(one => one.alive);
  return alive[index % Math.max(1, alive.length)];
};

/** What a patient wishes of their page, by the step that does it. */
const WISHES = {
  refresh: 'refresh',
  end: 'end-session',
  out: 'opt-out',
  in: 'opt-in',
  erase: 'erase-local',
} as const;

export const act = async (world: World, step: Step): Promise<void> => {
  switch (step.kind) {
    case 'open':
      if (world.tabs.filter(({alive}) => alive).length < 3) await world.open();
      break;
    case 'crash':
      pick(world, step.tab)?.crash();
      break;
    case 'freeze':
      pick(world, step.tab)?.freeze();
      break;
    case 'input':
      pick(world, step.tab)?.signal('input');
      break;
    case 'refresh':
    case 'end':
    case 'out':
    case 'in':
    case 'erase':
      pick(world, step.tab)
        ?.session.dispatch({type: WISHES[step.kind]})
        .catch(() => undefined);
      break;
    case 'expire':
      world.portal.good.clear();
      break;
    case 'reachable':
      world.portal.answer = world.portal.answer ? undefined : () => Promise.reject(new TypeError('Failed to fetch'));
      break;
    case 'wait':
      await world.clock.advance(step.ms);
      break;
    case 'patient':
      // tokens are one patient's: what was handed out for the one before opens nothing of the next
      if (world.portal.patient !== step.name) world.portal.good.clear();
      world.portal.patient = step.name;
      fill(world);
      break;
    case 'full':
    case 'room':
    case 'evict':
      await (world as SealedWorld)[step.kind]();
      break;
    case 'fault':
      world.faults.plan({...step, times: 1});
      break;
  }
  await world.clock.advance(20);
};
