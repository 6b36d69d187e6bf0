import {UNSAFE} from './unsafe.js';
import type {ErrorCode} from '../errors.js';

const LATER = 'Wait a few minutes, then try again.';

/** What went wrong, and the one thing to do next. Every code has an answer; none blames the reader. */
const WORDS: Partial<Record<ErrorCode, string>> = {
  unsafe_page: UNSAFE,
  host_unreachable: 'Your portal cannot be reached. Check your internet connection, then try again.',
  host_sign_in: 'Your portal or network asks you to sign in. Sign in, then try again.',
  host_signed_out: 'You are signed out. Sign in to your portal again.',
  host_not_eligible: 'My Health is not open to your account. Your portal’s help desk can tell you more.',
  host_busy: `Your portal is busy. ${LATER}`,
  host_refused: 'Your portal did not allow this. Its help desk can tell you why.',
  host_error: `Your portal has a problem. ${LATER}`,
  host_invalid: 'Your portal gave an answer that makes no sense here. Tell its help desk.',
  source_unreachable: `This place cannot be reached. ${LATER}`,
  source_blocked: 'This place probably does not allow web browsers to read records. Tell your portal’s help desk.',
  source_sign_in:
    'This place or your network asks you to sign in again. Sign in to your network, or connect this place again.',
  source_refused: 'This place ended its access. Connect it again.',
  source_busy: `This place is busy. ${LATER}`,
  source_error: `This place has a problem. ${LATER}`,
  source_timeout: `This place took too long to answer. ${LATER}`,
  source_unsupported: 'This version cannot read records from this place. Tell your portal’s help desk.',
  storage_unavailable: 'This browser does not let us keep records here. They are read again each time.',
  storage_full: 'There is no more room in this browser. Free some space, then try again.',
  connect_failed: 'The sign-in page could not be opened. Try again.',
  connect_expired: 'The sign-in page ran out of time. Try again.',
  popup_blocked: 'Your browser did not open the new window. Use the link instead.',
  opt_out_unconfirmed: 'Your portal has not heard of your choice yet. Try again when you are online.',
  erase_blocked: 'Another tab still holds the copy. Close your other tabs of this portal.',
  aborted: 'This was stopped. Try again.',
};

/**
 * A failure in words.
 *
 * @param time before which another try is of no use
 */
export const problemText = (code: ErrorCode, time?: string): string => {
  const text = WORDS[code] ?? `Something went wrong. ${LATER}`;
  return time ? text.replace(LATER, `Try again after ${time}.`) : text;
};

/** Of a portal that has asked for quiet, while nothing is known of it yet. */
export const busyUntil = (time: string): string => `Your portal is busy. This page tries again by itself at ${time}.`;
