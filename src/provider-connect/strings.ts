import {PART_FAILED, SETUP} from '../ui/first-strings.js';

/** Words of the first paint. All others are in `panel-strings.ts`, which comes with what they are said by. */
export const FIRST_STRINGS = {
  /** BCP 47 tag of the words. */
  language: 'en',
  heading: 'Your connections',
  setup: SETUP,
  loading: 'Looking up your connections…',
  failed: PART_FAILED,
  connectFirst: 'Connect a place',
};
export type FirstStrings = typeof FIRST_STRINGS;
