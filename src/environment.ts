/**
 * What the core takes from its surroundings. Everything is injected, so that sessions, sources and cache run in a
 * test with a virtual clock and without a page.
 */
export interface Clock {
  /** Wall time in ms since the epoch. For display and for stored times only: it may jump. */
  now(): number;
  /** Monotonic ms. For every deadline and lifetime. */
  monotonic(): number;
  /** Resolves after `ms`; rejects with `CodedError('aborted')` when the signal aborts. */
  delay(ms: number, signal?: AbortSignal): Promise<void>;
  /** Uniform in [0, 1). For jitter only. */
  random(): number;
}

/** Lets the browser paint and answer input between slices of long work. */
export type Breather = () => Promise<void>;
