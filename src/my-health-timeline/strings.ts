import type {Category} from '../records/model.js';
import type {EndReason} from '../session/snapshot.js';
import type {MoreStrings} from './strings-more.js';

const rules = new Intl.PluralRules('en');
const number = new Intl.NumberFormat('en');
/** `1 record`, `1,204 records`. */
const count = (n: number, one: string, many = one + 's'): string =>
  `${number.format(n)} ${rules.select(n) === 'one' ? one : many}`;

/**
 * The words of the first screen. `strings` of the element replaces any of them; those of the parts that load later
 * stand in `strings-more.ts` and are replaced the same way.
 */
export const strings = {
  heading: 'My Health',
  setup: 'Health records are not set up on this page yet.',
  setupHow: 'For the people who run this site: the element needs its token-endpoint attribute.',
  loading: 'Getting your records ready…',
  reading: 'Reading your records for the first time. They appear here as they arrive.',
  summary: (records: number, places: number): string => `${count(records, 'record')} from ${count(places, 'place')}`,
  updated: (ago: string): string => `updated ${ago}`,
  categories: {
    visit: 'Visits',
    condition: 'Conditions',
    medication: 'Medications',
    lab: 'Lab results',
    vital: 'Vital signs',
    immunization: 'Immunizations',
    allergy: 'Allergies',
    procedure: 'Procedures',
    imaging: 'Imaging',
    document: 'Documents and notes',
    plan: 'Care plans and goals',
    social: 'Social history',
    device: 'Devices',
    billing: 'Insurance and billing',
    other: 'Other',
  } satisfies Record<Category, string> as Record<Category, string>,
  category: {
    visit: 'Visit',
    condition: 'Condition',
    medication: 'Medication',
    lab: 'Lab result',
    vital: 'Vital sign',
    immunization: 'Immunization',
    allergy: 'Allergy',
    procedure: 'Procedure',
    imaging: 'Imaging',
    document: 'Document',
    plan: 'Care plan or goal',
    social: 'Social history',
    device: 'Device',
    billing: 'Insurance or billing',
    other: 'Other record',
  } satisfies Record<Category, string> as Record<Category, string>,
  all: 'All',
  kinds: 'Kinds of records',
  search: 'Search your records',
  missing: 'What is missing',
  takeAlong: 'Print or download',
  shown: (n: number): string => count(n, 'record'),
  matches: (n: number): string => (n ? count(n, 'record matches', 'records match') : 'No record matches'),
  noMatch: 'No record matches what you chose. Your other records are still here.',
  showAll: 'Show all records',
  direct: 'directly',
  via: (route: string): string => `via ${route}`,
  fetched: (when: string): string => `fetched ${when}`,
  untilDate: (date: string): string => `until ${date}`,
  undated: 'No date recorded',
  yearOnly: (year: string): string => `${year}, day and month not recorded`,
  monthOnly: (month: string): string => `${month}, day not recorded`,
  usual: (range: string): string => `usual ${range}`,
  flags: {high: 'High', low: 'Low', critical: 'Critical', abnormal: 'Out of range', normal: ''},
  earlier: (shown: number, of: number): string =>
    `Show earlier records (showing ${number.format(shown)} of ${number.format(of)})`,
  newer: 'Show newer records',
  isNew: 'New',
  apartNow: 'one of several copies',
  fresh: (n: number): string => `${count(n, 'new record')} — show`,
  freshChanged: 'Your records have changed — show',
  progress: (place: string, received: number): string =>
    received ? `Reading from ${place}: ${count(received, 'record')} so far.` : `Reading from ${place}…`,
  collecting: (place: string): string => `Still collecting from ${place}.`,
  collectingHow: 'This takes about an hour on average. Older records can come later.',
  collectingMinutes: (minutes: number): string => `This usually takes ${count(minutes, 'minute')}.`,
  partial: (n: number): string => `Records from ${count(n, 'place')} could not all be read.`,
  stale: (when: string): string =>
    when ? `As of ${when}. Newer records cannot be read at the moment.` : 'Newer records cannot be read at the moment.',
  notSaved: 'Your records are not saved on this computer. They are read again when you come back.',
  notAllSaved: 'There is no room to save all your records on this computer. You can see them all here now.',
  emptyTitle: 'Bring your records together',
  emptyText:
    'Connect a hospital, clinic, lab or pharmacy, and its records appear here in order of time. You choose which.',
  nothingTitle: 'No records here yet',
  nothingText: 'The places you connected were asked, and they hold no records for you.',
  unknownText: 'Nothing could be read so far. See what is missing and why.',
  signedOut: {
    'signed-out': {title: 'You are signed out', text: 'Sign in to your portal again to see your records.'},
    host: {title: 'You have signed out', text: 'Your records are no longer shown here.'},
    'user-changed': {title: 'Someone else has signed in', text: 'The records shown before have been removed.'},
    idle: {title: 'Your records are hidden', text: 'Nobody used this page for a while, so they were put away.'},
  } satisfies Record<EndReason, {title: string; text: string}> as Record<EndReason, {title: string; text: string}>,
  comeBack: 'Show my records',
  notEligibleTitle: 'My Health is not available to you',
  notEligibleText: 'Your portal says that you cannot use it. Ask your portal’s support if you think this is wrong.',
  optedOutTitle: 'You have left My Health',
  optedOutText: 'Nothing is read or kept here. Your records stay at the places that hold them.',
  pendingOptOut: 'Your portal could not be told yet. We try again as soon as it can be reached.',
  errorTitle: 'Your records cannot be shown right now',
  errorText: 'Your records are safe at the places that hold them.',
  retry: 'Try again',
  partFailed: 'This part did not load. Check your connection and try again.',
  copies: (n: number): string => count(n, 'copy', 'copies'),
  apart: 'show separately',
  together: 'show as one',
  also: 'also',
  holds: (category: Category, n: number): string => count(n, ...HOLDS[category]),
  outOfRange: (n: number): string => `${number.format(n)} out of range`,
  moreInside: (holds: string): string => `Show ${holds}`,
};

const HOLDS: Readonly<Record<Category, readonly [string, string]>> = {
  visit: ['visit', 'visits'],
  condition: ['condition', 'conditions'],
  medication: ['medication', 'medications'],
  lab: ['result', 'results'],
  vital: ['vital sign', 'vital signs'],
  immunization: ['immunization', 'immunizations'],
  allergy: ['allergy', 'allergies'],
  procedure: ['procedure', 'procedures'],
  imaging: ['image study', 'image studies'],
  document: ['document', 'documents'],
  plan: ['care plan or goal', 'care plans and goals'],
  social: ['social history entry', 'social history entries'],
  device: ['device', 'devices'],
  billing: ['bill', 'bills'],
  other: ['other record', 'other records'],
};

export type FirstStrings = typeof strings;
/** Every word of the timeline: functions take numbers and return whole phrases. */
export type TimelineStrings = FirstStrings & MoreStrings;
