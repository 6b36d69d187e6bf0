import {isRetryable} from '../errors.js';
import type {Clock} from '../environment.js';
import type {ErrorCode} from '../errors.js';

/**
 * Pauses before the session is asked for again by itself: at most three, each spread to three times as much, so that
 * thousands of pages do not come back to a portal in the same second.
 */
const SECONDS = [10, 40, 160] as const;

export class Retry {
  readonly #clock: Clock;
  #made = 0;
  #waiting = new AbortController();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Plans the next try, if one is left. @returns ms until it; 0 for none */
  next(code: ErrorCode, again: () => Promise<void>): number {
    const seconds = SECONDS[this.#made];
    if (!isRetryable(code) || !seconds) return 0;
    this.#made++;
    const pause = seconds * 1000 * (1 + 2 * this.#clock.random());
    const {signal} = (this.#waiting = new AbortController());
    this.#clock.delay(pause, signal).then(again, () => undefined);
    return pause;
  }

  /** Somebody asks now. */
  stop(): void {
    this.#waiting.abort();
  }

  reset(): void {
    this.#made = 0;
  }
}
