import {unfinished} from '../cache/manifest.js';
import {CodedError} from '../errors.js';
import {marksOf} from './marks.js';
import type {Checkpoint} from '../cache/store.js';
import type {Core} from './core.js';
import type {Life} from './life.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** What a record server that answered 429 or 503 with `Retry-After` has asked for. */
export interface Quiet {
  /** Wall ms at which it is over, as it is said and stored. */
  readonly until: number;
  /** Longer than anybody waits for: reads end, and the patient asks again then. */
  readonly ends: boolean;
  /** Told to this page, whose own reads of this server keep it by themselves. */
  readonly own?: true;
}

/** In this page it is over at a monotonic ms: no clock that is set ends it sooner. */
interface Kept extends Quiet {
  readonly over: number;
}

/** Quiet that is not over, by life and route: told by the server, or read from what an earlier page or another tab wrote. */
const held = new WeakMap<Life, Map<string, Kept>>();

export const quietOf = (life: Life, route: string): Kept | undefined => held.get(life)?.get(route);

/** As it is said to patients, in whole minutes: never sooner than it is over. */
export const saidUntil = ({until}: Quiet): number => Math.ceil(until / MINUTE) * MINUTE;

/** Keeps it until it is over, when the screen stops saying it. */
export const setQuiet = ({publisher, surroundings: {clock}}: Core, life: Life, route: string, told: Quiet): void => {
  const quiets = held.get(life) ?? new Map<string, Kept>();
  held.set(life, quiets);
  const left = told.until - clock.now();
  // what lies more than a day ahead was written by a clock that ran wrong: no server is believed for longer
  if (left <= 0 || left > DAY || (quiets.get(route)?.until ?? 0) >= told.until) return;
  const quiet = {...told, over: clock.monotonic() + left};
  quiets.set(route, quiet);
  publisher.changed();
  const end = (): void => {
    if (quiets.get(route) !== quiet) return;
    quiets.delete(route);
    publisher.changed();
  };
  clock.delay(left, life.end.signal).then(end, () => undefined);
};

/** The mark of a route as a whole, beside those of its lists. */
const nameOf = (route: string): string => `${route}|`;

/** What stands in the store. */
export const readQuiet = (core: Core, life: Life): void => {
  for (const {id} of life.document.routes) {
    const {retryAt, code} = life.checkpoints.get(nameOf(id)) ?? {};
    if (retryAt) setQuiet(core, life, id, {until: retryAt, ends: code === 'source_busy'});
  }
};

/** Whether the pass that begins now is the first one after quiet: its mark tells nothing any more. */
export const isAfterQuiet = ({checkpoints}: Life, route: string): boolean => !!checkpoints.get(nameOf(route))?.retryAt;

/**
 * Stores it, so that other tabs and later visits know it as well. The mark goes with the first pass that leaves nothing
 * to try again. Never rejects.
 */
export const storeQuiet = async (core: Core, life: Life, route: string, epoch: number): Promise<void> => {
  const quiet = quietOf(life, route);
  const stream = nameOf(route);
  const before = life.checkpoints.get(stream);
  if (!quiet || before?.retryAt === quiet.until) return;
  const at = core.surroundings.clock.now();
  const ended = marksOf(life, route).length ? {endedAt: at} : {};
  const checkpoint: Checkpoint = {
    ...(before ?? {...unfinished(stream), state: 'failed', startedAt: at, ...ended}),
    ...(quiet.ends ? {state: 'failed', code: 'source_busy', endedAt: at} : {}),
    retryAt: quiet.until,
  };
  try {
    await life.store.commit({checkpoint, epoch});
    life.checkpoints.set(stream, checkpoint);
    if (life.store.kind === 'sealed') core.tabs?.post({type: 'stored', ended: true});
  } catch {
    // another tab leads, or the life has ended
  }
};

/**
 * Resolves when the server of a route may be asked.
 * @param pressed a person waits for the answer, and is told the time
 * @throws {CodedError} `source_busy` with the time, where nobody waits for it; `aborted`
 */
export const untilAllowed = async (
  {surroundings: {clock}}: Core,
  life: Life,
  route: string,
  signal: AbortSignal,
  pressed = false,
): Promise<void> => {
  const left = ({over}: Kept): number => over - clock.monotonic();
  for (let quiet = quietOf(life, route); quiet && left(quiet) > 0; quiet = quietOf(life, route)) {
    if (quiet.ends || pressed)
      throw new CodedError('source_busy', Math.ceil(Math.max(saidUntil(quiet) - clock.now(), left(quiet)) / 1000));
    await clock.delay(left(quiet), signal);
  }
};
