import {MemoryStore} from '../cache/memory-store.js';
import {LibraryBuilder} from '../records/builder.js';
import {EMPTY_LIBRARY} from '../records/library.js';
import type {Erased} from '../cache/store.js';
import type {Core} from './core.js';
import type {Erasure} from './snapshot.js';
import type {TabMessage} from './tabs.js';

type Blank = TabMessage & {readonly type: 'blank'};

interface Hidden {
  readonly blocked: boolean;
  readonly uncounted: boolean;
}

/** Nobody knows what became of it. */
export const UNKNOWN: Erased & Hidden = {records: 0, stores: 0, blocked: true, uncounted: true};

/** Something is being removed: what was stored is not shown any more, and figures are not known yet. */
export const going = (core: Core): Erasure => ({
  records: 0,
  stores: 0,
  at: core.surroundings.clock.now(),
  confirmed: true,
  blocked: false,
  pending: true,
});

/** Other tabs of the patient of this page blank, or hear what came of it: those of another one show nothing of it. */
export const tellTabs = ({tabs, owner}: Core, said: Omit<Blank, 'type' | 'hash'>): void =>
  tabs?.post({type: 'blank', ...(owner && {hash: owner}), ...said});

/** Screen blank first, key dropped, then everything stored erased; whoever else shows it is told. */
export const erase = async (core: Core, why: 'opted-out' | 'erased'): Promise<Erased & Hidden> => {
  const {life, surroundings, options} = core;
  const taken = !!core.erased?.pending;
  tellTabs(core, {why});
  life?.end.abort();
  // a store that cannot say what was in it is erased all the same, with all others
  const inLife = life ? await life.store.purge().catch(() => UNKNOWN) : {records: 0, stores: 0};
  // also what another patient or an earlier visit left under this endpoint
  const rest = await surroundings.storage.purge(options.endpoint);
  surroundings.memo.set(`${core.name}.owner`, null);
  return {
    records: Math.max(inLife.records, rest.records, life?.library.total ?? 0),
    stores: Math.max(inLife.stores, rest.stores),
    blocked: rest.blocked,
    // without the key of a session nobody can count what was in it, nor after somebody else has begun to take it away
    uncounted: taken || (!life && rest.stores > 0),
  };
};

/**
 * Removes the copy on this device: every screen is blank at once, the figures come when it is done. The patient still
 * takes part; nothing is stored again until the page is opened anew.
 */
export const eraseLocal = (core: Core): Promise<Erased> => {
  const done = removeCopy(core);
  whileWorking(core, done);
  return done;
};

const lockOf = ({name}: Core): string => `${name}.erasing`;

/** A lock is held until it is done, so that other tabs learn when this one goes before it has said how it ended. */
export const whileWorking = (core: Core, done: Promise<unknown>): void =>
  void core.surroundings.locks?.request(lockOf(core), {}, () => done).catch(() => undefined); // `done` itself says so

const removeCopy = async (core: Core): Promise<Erased> => {
  const erasing = erase(core, 'erased');
  forget(core);
  try {
    const {blocked, uncounted, ...erased} = await erasing;
    const at = core.surroundings.clock.now();
    conclude(core, {...erased, at, confirmed: true, blocked, uncounted}, true);
    return erased;
  } catch (thrown) {
    conclude(core, null, true);
    throw thrown;
  }
};

/** Says what came of removing the copy, unless the screen is somebody else's by now; without it, shows what there is. */
const conclude = (core: Core, erased: Erasure | null, tell = false): void => {
  if (tell) tellTabs(core, {why: 'erased', erased});
  if (!core.erased?.pending) return;
  if (erased || !core.life) return core.set({erased: erased ?? undefined});
  core.drop();
  void core.start();
};

/** Goes on without anything that was read, in memory only. Who stored it closes or erases the store. */
const forget = (core: Core): void => {
  const {life, surroundings} = core;
  life?.end.abort();
  core.life = life && {
    ...life,
    end: new AbortController(),
    pause: new AbortController(),
    store: new MemoryStore(),
    builder: new LibraryBuilder(surroundings.breathe),
    library: EMPTY_LIBRARY,
    summary: {places: new Map(), categories: {}},
    dirty: true,
    built: Promise.resolve(),
    known: true,
    whole: true,
    checkpoints: new Map(),
    streams: new Map(),
    sources: new Map(),
    persons: new Map(),
    progress: new Map(),
    completeAt: null,
    ahead: undefined,
  };
  core.set({erased: going(core)});
};

/** Another tab removes the copy, or (`erased`) has done so. */
export const heedErasing = (core: Core, erased: Erasure | null | undefined): void => {
  if (erased !== undefined) return conclude(core, erased);
  if (!core.life) return;
  core.life.store.close();
  forget(core);
  void standIn(core, () => eraseLocal(core));
};

/** What a tab has said arrives within this time, in ms. */
const SAID_MS = 1000;

/** Goes on in place of a tab that has gone before it could say how its work ended. */
export const standIn = async (core: Core, goOn: () => Promise<unknown>): Promise<void> => {
  const {clock, locks} = core.surroundings;
  const {erased} = core;
  const look = async (): Promise<void> => {
    await clock.delay(SAID_MS);
    if (core.erased === erased) await goOn();
  };
  await locks?.request(lockOf(core), {}, look).catch(() => undefined);
};
