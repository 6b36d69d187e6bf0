import {toCoded} from '../errors.js';
import type {Core} from './core.js';
import type {Life} from './life.js';

const look = () => import('./look.js');

/** Fetches meanwhile what a first visit's first screen is read with. */
export const prepareLook = (): void => void look().catch(() => undefined);

/**
 * After a life was opened: on a first visit a look around, then what is stored, then a pass. What could not be loaded
 * for it is tried again with the next read. Never rejects.
 * @param known whether this browser has stored something of this patient before
 */
export const settle = async (core: Core, life: Life, known: boolean): Promise<void> => {
  const {surroundings, publisher} = core;
  core.unsettled = undefined;
  // without it, what follows reads everything
  if (!known && publisher.reads) await look().then(({look}) => look(core, life), ignore);
  try {
    // records on screen come before everything else on the line
    if (life.library.total) await surroundings.painted?.();
    core.rest ??= await import('./rest.js');
    await core.rest.fill(life, () => publisher.changed());
    publisher.changed();
    void core.read(false);
    // another page of this browser may have left an erasure unfinished
    await surroundings.storage.finishPurges();
    core.rest.prepareLeaving();
  } catch (thrown) {
    if (core.life !== life || life.whole) return;
    core.unsettled = life;
    life.progress.clear();
    core.fail(toCoded(thrown, 'host_unreachable'));
  }
};

const ignore = (): undefined => undefined;
