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
  connect: 'Connect another place',
  connectFirst: 'Connect a place',
};
export type FirstStrings = typeof FIRST_STRINGS;
