import {expect} from '@open-wc/testing';
import * as fc from 'fast-check';
import {sequences} from '../helpers/sequences.js';
import {SealedWorld} from './sealed-world.js';
import {act, check, fill, steps, storageSteps} from './steps.js';
import {World} from './world.js';
import type {Step} from './steps.js';

const SEQUENCES = sequences(25);

/** Sequences that once broke a promise; tried first in every run. */
const FOUND_ONCE: readonly Step[][] = [
  // a tab that follows said "none" between the checkpoints and the records of what another tab had stored
  [{kind: 'open'}, {kind: 'out', tab: 0}, {kind: 'open'}, {kind: 'in', tab: 0}, {kind: 'wait', ms: 10}],
];

const FOUND_ON_DISK: readonly Step[][] = [
  // a tab whose disk had become full took the word of it for pages that were not there any more
  [
    {kind: 'open'},
    {kind: 'expire'},
    {kind: 'full'},
    {kind: 'wait', ms: 1_000_000},
    {kind: 'reachable'},
    {kind: 'room'},
  ],
  // two readings of the disk ran into each other
  [{kind: 'open'}, {kind: 'open'}, {kind: 'expire'}, {kind: 'evict'}, {kind: 'open'}],
];

/** Plays a sequence, checking after each step; then the weather clears, and a last visit sees everything. */
const play = async (world: World, sequence: readonly Step[]): Promise<void> => {
  world.portal.freshFor = 60;
  fill(world);
  await world.open();
  await check(world);
  for (const step of sequence) {
    await act(world, step);
    await check(world);
  }
  await world.clear();
  const all = Object.values(world.servers)
    .flatMap(({ids}) => ids)
    .sort();
  const last = await world.open();
  await world.settled(last);
  for (const {route, category, state} of last.state.coverage)
    if (state === 'loaded')
      expect(last.ids, 'I1: what is called loaded is there').to.include.members(world.servers[route]!.idsOf(category));
  await last.ask({type: 'refresh'});
  await world.settled(last);
  await check(world);
  expect(last.ids, 'I1: nothing lost').to.deep.equal(all);
};

describe('session, whatever happens', function () {
  this.timeout(SEQUENCES.numRuns * 4000);

  it('shows and keeps only what is true, and in the end everything', () =>
    fc.assert(
      fc.asyncProperty(steps, sequence => play(new World(), sequence)),
      {...SEQUENCES, examples: FOUND_ONCE.map(sequence => [sequence])},
    ));

  it('on a storage that is full, has room again, or is taken away, too', () =>
    fc.assert(
      fc.asyncProperty(storageSteps, async sequence => {
        const world = new SealedWorld();
        try {
          await play(world, sequence);
        } finally {
          await world.end();
        }
      }),
      {...SEQUENCES, examples: FOUND_ON_DISK.map(sequence => [sequence])},
    ));
});
