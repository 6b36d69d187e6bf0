/** Words of the first paint. All others are in `panel-strings.ts`, which comes with what they are said by. */
export const FIRST_STRINGS = {
  heading: 'Your connections',
  setup: 'This part of the page is not set up yet. For the portal’s team: set the token-endpoint attribute.',
  loading: 'Looking up your connections…',
  failed: 'This part did not load. Check your internet connection, then try again.',
  connectFirst: 'Connect a place',
};
export type FirstStrings = typeof FIRST_STRINGS;
