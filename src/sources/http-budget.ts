import type {Clock} from '../environment.js';
import type {ErrorCode} from '../errors.js';

/** Full-jitter exponential backoff in ms: uniform in [0, 1 s × 2^attempt), at most 30 s. First attempt is 0. */
export const backoff = (attempt: number, clock: Clock): number =>
  clock.random() * Math.min(30_000, 1000 * 2 ** Math.max(0, attempt));

/** How often one request is sent again after a failure of this code. What is not listed is final. */
export const RETRIES: Partial<Record<ErrorCode, number>> = {
  source_busy: 3,
  source_error: 3,
  source_unreachable: 3,
  source_timeout: 3,
  source_conflict: 2,
  source_invalid: 1,
};

/** Retries of one source share a bucket, so that a failing server gets few of them however many lists are read. */
export class RetryBudget {
  readonly #clock: Clock;
  readonly #capacity: number;
  readonly #refillMs: number;
  #tokens: number;
  #at: number;

  /**
   * @param capacity retries that may be spent at once
   * @param refillMs time in which one comes back
   */
  constructor(clock: Clock, capacity = 10, refillMs = 6000) {
    this.#clock = clock;
    this.#capacity = capacity;
    this.#refillMs = refillMs;
    this.#tokens = capacity;
    this.#at = clock.monotonic();
  }

  /** Takes one retry, if any is left. */
  spend(): boolean {
    const now = this.#clock.monotonic();
    this.#tokens = Math.min(this.#capacity, this.#tokens + (now - this.#at) / this.#refillMs);
    this.#at = now;
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }
}
