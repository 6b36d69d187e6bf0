import {CATEGORIES, type Category, type HealthRecord} from '../records/model.js';
import {count, number} from '../ui/counts.js';
import {PART_FAILED, SETUP} from '../ui/first-strings.js';
import type {MoreStrings} from './strings-more.js';

/** Words in the order of `CATEGORIES`. */
const byCategory = (words: string): Record<Category, string> => {
  const list = words.split('|');
  return Object.fromEntries(CATEGORIES.map((category, at) => [category, list[at]])) as Record<Category, string>;
};

/**
 * The words of the first screen. `strings` of the element replaces any of them; those of the parts that load later
 * stand in `strings-more.ts` and are replaced the same way.
 */
export const strings = {
  /** BCP 47 tag of these words. */
  language: 'en',
  /** Of a record, or a part of one: the words that this package has put into it, in this language. */
  told: <T extends Partial<HealthRecord>>(what: T): T => what,
  heading: 'My Health',
  setup: SETUP,
  loading: 'Getting your records ready…',
  summary: (records: number, places: number): string =>
    count(records, 'record') + (places ? ` from ${count(places, 'place')}` : ''),
  updated: (ago: string): string => `updated ${ago}`,
  /** Of many records; of one. */
  categories: byCategory(
    'Visits|Conditions|Medications|Lab results|Vital signs|Immunizations|Allergies|Procedures|Imaging|Documents and notes|Care plans and goals|Social history|Devices|Insurance and billing|Other records',
  ),
  category: byCategory(
    'Visit|Condition|Medication|Lab result|Vital sign|Immunization|Allergy|Procedure|Imaging|Document|Care plan or goal|Social history|Device|Insurance or billing|Other record',
  ),
  all: 'All',
  kinds: 'Kinds of records',
  moreKinds: (n: number): string => `${n} more`,
  fewerKinds: 'Fewer',
  search: 'Search your records',
  missing: 'What is missing',
  takeAlong: 'Print or download',
  shown: (n: number, billing: number): string =>
    count(n, 'record') + (billing ? `. Insurance and billing (${number(billing)}) is off.` : ''),
  matches: (n: number): string => (n ? count(n, 'record matches', 'records match') : 'No record matches'),
  direct: 'directly',
  via: (route: string): string => `via ${route}`,
  fetched: (when: string): string => `fetched ${when}`,
  untilDate: (date: string): string => `until ${date}`,
  undated: 'No date recorded',
  yearOnly: (year: string): string => `${year}, day and month not recorded`,
  usual: (range: string): string => `usual ${range}`,
  flags: {high: 'High', low: 'Low', critical: 'Critical', abnormal: 'Out of range', normal: ''},
  earlier: (shown: number, of: number): string => `Show earlier records (showing ${number(shown)} of ${number(of)})`,
  progress: (place: string, received: number): string =>
    received ? `Reading from ${place}: ${count(received, 'entry', 'entries')} so far.` : `Reading from ${place}…`,
  silent: (place: string): string => `${place} is not answering. We keep trying.`,
  away: 'Your records are not shown at the moment.',
  retry: 'Try again',
  partFailed: PART_FAILED,
  copies: (n: number): string => `${count(n, 'copy', 'copies')}:`,
  /** What a visit or report holds; `fresh`: medications that were not there before. */
  holds: (kind: Category | 'fresh', n: number): string => {
    const [one, many] = INSIDE[kind] ?? [strings.category[kind as Category], strings.categories[kind as Category]];
    return count(n, one.toLowerCase(), many.toLowerCase());
  },
  outOfRange: (n: number): string => `${number(n)} out of range`,
  moreInside: (holds: string): string => `Show ${holds}`,
};

/** Where the name of a kind does not go with a number. */
const INSIDE: Partial<Record<Category | 'fresh', readonly [string, string]>> = {
  fresh: ['new medication', 'new medications'],
  lab: ['result', 'results'],
  imaging: ['imaging study', 'imaging studies'],
  document: ['document', 'documents'],
  plan: ['plan or goal', 'plans or goals'],
  social: ['social history note', 'social history notes'],
};

export type FirstStrings = typeof strings;
/** Every word of the timeline: functions take numbers and return whole phrases. */
export type TimelineStrings = FirstStrings & MoreStrings;
