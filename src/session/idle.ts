import type {Surroundings} from './surroundings.js';

/** Input is told to other tabs at most so often. */
const TELL_MS = 20_000;

/**
 * Watches for a patient who has gone away: after `seconds` without input, here or in another tab, `onIdle` is called
 * once. Elapsed time is the larger of both clocks, so that a computer that slept is idle when it wakes.
 * @returns `touch` for input that happened elsewhere, `quiet` for how long ago input was (ms), `stop`.
 */
export const watchIdle = (
  {clock, page}: Pick<Surroundings, 'clock' | 'page'>,
  seconds: number,
  onIdle: () => void,
  onInput: () => void = () => undefined,
): {touch(): void; quiet(): number; stop(): void} => {
  const end = new AbortController();
  let mono = clock.monotonic();
  let wall = clock.now();
  let told = -Infinity;
  const touch = (): void => {
    mono = clock.monotonic();
    wall = clock.now();
  };
  const quiet = (): number => Math.max(clock.monotonic() - mono, clock.now() - wall);
  const stop = (): void => {
    end.abort();
    off();
  };
  const idle = (): boolean => {
    if (!seconds || end.signal.aborted || quiet() < seconds * 1000) return false;
    stop();
    onIdle();
    return true;
  };
  const off = page.on(signal => {
    if (signal === 'input') {
      if (idle()) return;
      touch();
      if (mono - told < TELL_MS) return;
      told = mono;
      onInput();
    } else if (signal === 'visible' || signal === 'focus') idle();
  });
  const watch = async (): Promise<void> => {
    while (!end.signal.aborted && !idle()) await clock.delay(Math.max(1000, seconds * 1000 - quiet()), end.signal);
  };
  if (seconds) watch().catch(() => undefined);
  return {touch, quiet, stop};
};
