import {PART_FAILED, SETUP} from '../ui/first-strings.js';

/** Words of the first paint. All others are in `panel-strings.ts`. */
export const FIRST_STRINGS = {
  /** BCP 47 tag of the words. */
  language: 'en',
  heading: 'Leave My Health',
  setup: SETUP,
  loading: 'One moment…',
  ready: 'You can leave at any time. Your hospitals and clinics keep their records.',
  leave: 'Leave My Health…',
  failed: PART_FAILED,
};
export type FirstStrings = typeof FIRST_STRINGS;
