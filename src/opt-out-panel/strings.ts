/** Words of the first paint. All others are in `panel-strings.ts`. */
export const FIRST_STRINGS = {
  heading: 'Leave My Health',
  setup: 'This part of the page is not set up yet. For the portal’s team: set the token-endpoint attribute.',
  loading: 'One moment…',
  ready: 'You can leave at any time. Your hospitals and clinics keep their records.',
  leave: 'Leave My Health…',
  failed: 'This part did not load. Check your internet connection, then try again.',
};
export type FirstStrings = typeof FIRST_STRINGS;
