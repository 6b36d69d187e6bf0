import {streamKey} from './marks.js';
import type {Checkpoint} from '../cache/store.js';
import type {Draft} from '../records/model.js';
import type {Stream} from '../sources/source.js';
import type {StreamRead} from './read-stream.js';

/*
 * Where a pass over a stream begins, and what its mark says once it has ended well.
 */

/** A pass that stopped on the way goes on while it is this young; an older one would miss what is new at its top. */
const RESUME_MS = 60 * 60_000;
const RESUME_ASKED_MS = 5 * 60_000;
/** The whole list is read once a day, because a part of it never says what has gone; and after so many parts. */
const WHOLE_MS = 24 * 60 * 60_000;
const MOST_PARTS = 20;

/** What coverage needs to know of a stream. */
const feedsOf = ({categories, also}: Stream): Pick<Checkpoint, 'categories' | 'also'> =>
  also ? {categories, also} : {categories};

/** A new pass: over the whole list, or over what has changed since the last one. */
export const begin = ({route, stream, source, previous, whole, clock}: StreamRead): Checkpoint => {
  const now = clock.now();
  const {pass = 0, base = pass, wholeAt, seenAt, completedAt} = previous ?? {};
  const recent = (at: number | undefined): at is number => at !== undefined && at <= now && now - at < WHOLE_MS;
  const part = !whole && recent(wholeAt) && recent(seenAt) && pass - base < MOST_PARTS && source.since;
  return {
    stream: streamKey(route, stream),
    pass: pass + 1,
    cursor: part ? part(seenAt) : null,
    pages: 0,
    received: 0,
    state: 'reading',
    startedAt: now,
    ...feedsOf(stream),
    ...(part ? {part: true} : {}),
    ...(previous?.base !== undefined || part ? {base} : {}),
    ...(wholeAt === undefined ? {} : {wholeAt}),
    ...(seenAt === undefined ? {} : {seenAt}),
    ...(completedAt ? {completedAt} : {}),
  };
};

/** The pass that stopped on the way, going on; `undefined` when there is none that may. */
export const resume = ({stream, previous, whole, forced, clock}: StreamRead): Checkpoint | undefined => {
  if (!previous?.pages || previous.cursor === null || (whole && previous.part)) return undefined;
  if (clock.now() - (previous.startedAt ?? 0) >= (forced ? RESUME_ASKED_MS : RESUME_MS)) return undefined;
  const mark: Draft<Checkpoint> = {...previous, state: 'reading', ...feedsOf(stream)};
  delete mark.code;
  delete mark.endedAt;
  return mark;
};

/** What is known at the end of a pass that has read its list, at a wall time in ms. */
export const ended = ({startedAt, part, pass}: Checkpoint, at: number): Partial<Checkpoint> => ({
  state: 'complete',
  completedAt: at,
  endedAt: at,
  ...(startedAt === undefined ? {} : {seenAt: startedAt, ...(part ? {} : {wholeAt: startedAt})}),
  ...(part ? {} : {base: pass}),
});
