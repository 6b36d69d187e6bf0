import type {Clock} from '../environment.js';

/** Nobody is made to wait longer than this while a page is open; beyond it the read stops and says when to return. */
export const LONGEST_WAIT_MS = 15 * 60_000;
/** The longest wait once it is spread; also how much one read waits for a busy server in all. */
export const LONGEST_QUIET_MS = 3 * LONGEST_WAIT_MS;
const DAY_MS = 24 * 60 * 60_000;

/**
 * `Retry-After` in ms from now: seconds or an HTTP date (RFC 9110, 10.2.3), at most a day. `null` for nothing usable
 * (absent, negative, past, not a date). A date is counted from that of the answer, where this page may read it: both are
 * of one clock, which this computer's need not agree with.
 */
export function parseRetryAfter(headers: Headers, nowMs: number): number | null {
  const text = headers.get('retry-after') ?? '';
  const wait = /^\d+(\.\d+)?$/.test(text)
    ? Number(text) * 1000
    : /^[a-z]{3,9},? .*\d\d:\d\d:\d\d/i.test(text)
      ? Date.parse(text) - (Date.parse(headers.get('date') ?? '') || nowMs)
      : NaN;
  return wait > 0 ? Math.min(wait, DAY_MS) : null;
}

/**
 * How long to wait after `Retry-After`, in ms: never less than it, spread to three times as much. Thousands of pages
 * that were told the same second do not come back in the same second.
 */
export const spread = (retryAfterMs: number, clock: Clock): number => retryAfterMs * (1 + 2 * clock.random());
