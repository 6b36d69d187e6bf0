import {unfinished} from '../cache/manifest.js';
import {CodedError} from '../errors.js';
import {LibraryBuilder} from '../records/builder.js';
import {sourceKey} from '../records/model.js';
import {prepareView} from '../records/prepare-view.js';
import {keepAhead} from './ahead.js';
import {INTERVAL_MS} from './publisher.js';
import {summarize} from './summary.js';
import type {Checkpoint, StoredPage} from '../cache/store.js';
import type {Core} from './core.js';
import type {Life} from './life.js';

/** Places (`route|institution id`) of records that no library shows yet: of the next build, and of the one under way. */
const uncounted = new WeakMap<Life, [next: Set<string>, now: Set<string>]>();
const uncountedOf = (life: Life): [next: Set<string>, now: Set<string>] => {
  const places = uncounted.get(life) ?? [new Set(), new Set()];
  uncounted.set(life, places);
  return places;
};

/** Whether records of a place are stored that its counts do not know. */
export const isUncounted = (life: Life, place: string): boolean => uncountedOf(life).some(places => places.has(place));

/** Takes a page into the library. */
export const keep = (life: Life, page: StoredPage): void => {
  life.builder?.put(page.stream, page.pass, page.index, page);
  const [next] = uncountedOf(life);
  for (const {sources} of page.records) for (const origin of sources) next.add(sourceKey(origin));
  life.dirty = true;
};

/**
 * Reads everything that is stored into the library, yielding on the way. Again after another tab has stored more, and
 * never while this tab writes itself: what is read is then older than what was written meanwhile.
 * @param onKnown where every stream stands has been read, which takes no time; its records have not
 * @throws {CodedError} `aborted`
 */
export const fill = (life: Life, onKnown?: () => void): Promise<void> =>
  (life.filled = life.filled.catch(() => undefined).then(() => readAll(life, onKnown)));

/**
 * From here on nobody else writes. What is stored is read again where another tab has stored something meanwhile: who
 * leads goes on from where the lists stand now.
 * @returns the fencing epoch
 * @throws {CodedError} `aborted`
 */
export const takeOver = async (life: Life): Promise<number> => {
  const {store, checkpoints} = life;
  const epoch = await store.claim();
  await life.filled.catch(() => undefined);
  const now = await store.checkpoints();
  const isHeld = (mark: Checkpoint): boolean => JSON.stringify(mark) === JSON.stringify(checkpoints.get(mark.stream));
  if (now.length !== checkpoints.size || !now.every(isHeld)) await fill(life);
  return epoch;
};

const readAll = async (life: Life, onKnown?: () => void): Promise<void> => {
  const {store, checkpoints, end, cuts, breathe} = life;
  const known = new Map((await store.checkpoints()).map(mark => [mark.stream, mark]));
  if (!life.known) {
    for (const mark of known.values()) checkpoints.set(mark.stream, mark);
    life.known = true;
    onKnown?.();
  }
  const builder = (life.builder ??= new LibraryBuilder(breathe));
  const pages: StoredPage[] = [];
  let all = true;
  try {
    for await (const page of store.pages(end.signal)) {
      pages.push(page);
      await breathe();
    }
  } catch (thrown) {
    if (end.signal.aborted) throw thrown;
    all = false; // the storage ended on the way
  }
  // the mark of a list that another tab has begun meanwhile counts pages that were not read here: it comes with the
  // next look, and until then the list is being read
  const shown = (mark: Checkpoint): Checkpoint => {
    const {stream, pages, categories = [], also = []} = mark;
    return known.get(stream) ?? (pages ? {...unfinished(stream), stream, categories, also} : mark);
  };
  const now = await store.checkpoints();
  if (end.signal.aborted) throw new CodedError('aborted');
  if (life.cuts !== cuts) return readAll(life);
  all &&= !store.parted;
  // what this tab has read itself says more
  if (!all && life.whole) return;
  // without all pages a checkpoint would say more than is known: those streams are read anew
  const marks = all ? now.map(shown) : [];
  builder.clear();
  checkpoints.clear();
  for (const page of pages) keep(life, page);
  for (const mark of marks) {
    checkpoints.set(mark.stream, mark);
    if (mark.state === 'complete') builder.dropPassesBefore(mark.stream, mark.base ?? mark.pass);
  }
  keepAhead(life);
  life.dirty = life.whole = true;
};

/** Brings the library to what the builder holds now. */
export const rebuild = (life: Life): Promise<void> =>
  (life.built = life.built.then(async () => {
    life.dirty = false;
    if (!life.builder) return;
    uncounted.set(life, [new Set(), uncountedOf(life)[0]]);
    try {
      const library = await life.builder.build();
      life.summary = await summarize(library, life.breathe);
      await prepareView(library, life.breathe);
      life.library = library;
      life.persons = life.builder.persons;
    } finally {
      uncountedOf(life)[1].clear();
    }
  }));

/** Copies the builder's records into the library as they come: rarely enough that sorting never fills the time. */
export const keepBuilt = async (core: Core): Promise<void> => {
  const {life, publisher, surroundings} = core;
  if (core.building || !life?.whole || !life.dirty) return;
  core.building = true;
  const {clock} = surroundings;
  try {
    while (core.life === life && life.dirty) {
      const began = clock.monotonic();
      await rebuild(life);
      const pause = Math.max(INTERVAL_MS, 4 * (clock.monotonic() - began));
      if (core.life !== life) break;
      publisher.changed();
      await clock.delay(pause, life.end.signal);
    }
  } catch {
    // the life has ended
  } finally {
    core.building = false;
    if (core.life?.dirty) void keepBuilt(core);
  }
};
