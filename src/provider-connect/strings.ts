import type {ConnectionStatus} from '../session/snapshot.js';

/** Words of the first paint. All others are in `panel-strings.ts`, which comes with what they are said by. */
export const FIRST_STRINGS = {
  heading: 'Your connections',
  setup: 'This part of the page is not set up yet. For the portal’s team: set the token-endpoint attribute.',
  loading: 'Looking up your connections…',
  signedOut: 'Sign in to your portal again to see your connections.',
  hidden: 'This was hidden because the page was not used for a while.',
  notEligible: 'My Health is not open to your account. Your portal’s help desk can tell you more.',
  optedOut: 'You have left My Health. No places are connected.',
  failed: 'This part did not load. Check your internet connection, then try again.',
  error: 'Your connections cannot be shown right now.',
  tryAgain: 'Try again',
  showAgain: 'Show again',
  none: 'No place is connected yet. Connect a hospital, clinic, lab or pharmacy, and your records from there come together here.',
  connect: 'Connect another place',
  connectFirst: 'Connect a place',
  directly: 'Directly, over this portal’s own connection',
  through: (route: string) => `Through ${route}`,
  status: {
    collecting: 'Collecting',
    slow: 'Taking longer',
    stuck: 'Stuck',
    up_to_date: 'Up to date',
    nothing_available: 'Nothing to share',
    needs_attention: 'Needs you',
    ended: 'Access ended',
    unavailable: 'Not answering',
    blocked: 'Cannot be read here',
    not_connected: 'Not connected',
  } satisfies Record<ConnectionStatus, string> as Record<ConnectionStatus, string>,
};
export type FirstStrings = typeof FIRST_STRINGS;
