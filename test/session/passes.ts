import {expect} from '@open-wc/testing';
import type {Tab, World} from './world.js';

/** Routes of which a start was told, and no end: what a portal would show as being read. */
export const openPasses = ({events}: Tab): Set<string> => {
  const open = new Set<string>();
  for (const event of events) {
    if (event.type !== 'mh-sync') continue;
    const {route, phase} = event;
    const order = events.flatMap(one => (one.type === 'mh-sync' && one.route === route ? one.phase : []));
    const isOpen = open.has(route);
    if (phase === 'start') {
      expect(isOpen, `one start, then one end: ${route} ${order.join(' ')}`).to.equal(false);
      open.add(route);
    } else {
      // what needs no reading, or cannot be read, ends without a start
      if (phase === 'progress' || phase === 'partial')
        expect(isOpen, `nothing of a pass before its start or after its end: ${route} ${order.join(' ')}`).to.equal(
          true,
        );
      if (phase !== 'progress') open.delete(route);
    }
  }
  return open;
};

/** What was told of passes agrees with itself, and with what is on screen, in every page with elements. */
export const checkPasses = ({tabs}: World): void => {
  for (const tab of tabs) {
    const open = openPasses(tab);
    const {phase, progress} = tab.state;
    if (!tab.alive || !tab.isWatched) continue;
    if (phase !== 'ready') expect([...open], `a pass is open, and the screen says ${phase}`).to.deep.equal([]);
    for (const {route, phase: said} of progress)
      if (/done|partial|failed/.test(said)) expect([...open], `${route} has ended as ${said}`).to.not.include(route);
  }
};

const worlds: World[] = [];

/** Has a world looked at when the test that made it has ended, whatever it is about. */
export const watchPasses = (world: World): void => void worlds.push(world);

afterEach(() => worlds.splice(0).forEach(checkPasses));
