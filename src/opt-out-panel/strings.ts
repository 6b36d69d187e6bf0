import type {Phase} from '../session/snapshot.js';

/** Words of the first paint. All others are in `panel-strings.ts`. */
export const FIRST_STRINGS = {
  heading: 'Leave My Health',
  setup: 'This part of the page is not set up yet. For the portal’s team: set the token-endpoint attribute.',
  summary: {
    loading: 'One moment…',
    ready: 'You can leave at any time. Your hospitals and clinics keep their records.',
    'signed-out': 'Sign in to your portal again to leave My Health.',
    'not-eligible': 'My Health is not open to your account, so there is nothing to leave.',
    'opted-out': 'You have left My Health. No records are read or shown.',
    error: 'My Health cannot be opened right now. You can still leave: the copy on this device goes at once.',
  } satisfies Record<Phase, string> as Record<Phase, string>,
  pending: 'You asked to leave My Health. No records are read or shown.',
  leave: 'Leave My Health…',
  join: 'Take part again',
  failed: 'This part did not load. Check your internet connection, then try again.',
};
export type FirstStrings = typeof FIRST_STRINGS;
