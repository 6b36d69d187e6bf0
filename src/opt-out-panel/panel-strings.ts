import {count, number} from '../ui/counts.js';
import {busyUntil, problemText} from '../ui/problem-strings.js';
import type {ErrorCode} from '../errors.js';
import type {Phase} from '../session/snapshot.js';

type AwayPhase = Exclude<Phase, 'loading' | 'ready'>;

/** Words of the four places, the steps of leaving, and the receipt. */
export const PANEL_STRINGS = {
  // where nothing can be shown
  away: {
    'signed-out': 'Sign in to your portal again to leave My Health.',
    'not-eligible': 'My Health is not open to your account, so there is nothing to leave.',
    'opted-out': 'You have left My Health. No records are read or shown.',
    error: 'My Health cannot be opened right now. You can still leave: the copy on this device goes at once.',
  } satisfies Record<AwayPhase, string> as Record<AwayPhase, string>,
  hidden: 'This was hidden because the page was not used for a while.',
  showAgain: 'Show again',
  tryAgain: 'Try again',
  busyUntil,
  leaveAnyway: 'You can still leave: the copy on this device goes at once.',
  pending: 'You asked to leave My Health. No records are read or shown.',
  join: 'Take part again',
  places: 'Four places, and what happens in each',
  browser: 'The copy in this browser',
  portal: 'My Health in this portal',
  account: (name: string) => `Your ${name} account and data`,
  institutions: 'Your hospitals, clinics, labs and pharmacies',

  // how things stand
  kept: 'Kept, locked',
  keptText: 'A locked copy helps this page open fast.',
  nothingKept: 'Nothing kept',
  nothingKeptText: 'Records are only shown, and not saved on this device.',
  unknown: 'Not known',
  unknownText: 'We could not look into this browser’s storage. An older copy may be there, but it is locked.',
  locked: 'May be kept, locked',
  lockedText: 'A copy may be on this device. If there is one, it is locked.',
  active: 'You take part',
  notAsked: 'Not known',
  notAskedText: 'Your portal has not told us how things stand.',
  activeSince: (date: string) => `You have taken part since ${date}.`,
  notChanged: 'Not changed',
  notChangedText: 'Their records about you stay with them.',
  notRemoved: 'Not removed',
  accountText: (name: string) =>
    `Leaving My Health here does not remove your data at ${name}. You can ask for that on its own website.`,
  company: 'Companies that collect records for you',
  companyText: 'Leaving My Health here does not remove your data there. You can ask each of them for that.',
  accountLink: (name: string) => `Opt out at ${name}`,
  opensNew: '(opens in a new tab)',

  // what will be
  willErase: 'Will be removed',
  willEraseText: 'It is removed right away, in all tabs.',
  willStop: 'Will stop',
  willStopText: 'No more records are read for you.',
  stays: 'Stays',

  // what is done
  removed: 'Removed',
  removedText: 'Nothing readable is left in this browser.',
  going: 'Being removed',
  goingText: 'Your records are not shown any more. The copy goes in a moment.',
  removing: 'Locked for good',
  removingText:
    'This browser has not freed its storage yet. Another tab may hold it. A copy that is left cannot be read, because its key is gone. Close your other tabs of this portal, then open this page again.',
  left: 'You have left',
  leftText: 'Your portal has confirmed it.',
  telling: 'Being told',
  tellingText: 'Your portal is being told now.',
  later: 'Not yet told',
  unconfirmed: 'Not confirmed yet',
  laterAskText: 'Your portal does not know yet. It is told when you say yes.',
  laterText: 'Your portal did not confirm it. On your next visit we ask you again, and then tell it.',
  unkeptText: 'Your portal could not be reached. It is told when you say yes on this page.',

  // leaving
  leaveTitle: 'Leave My Health?',
  stay: 'Stay in My Health',
  leaveNow: 'Leave and remove',
  leaving: 'Leaving…',
  comeBack: 'You can take part again later. Your records are then read anew.',
  cancel: 'Cancel',
  close: 'Close',
  joining: 'One moment…',
  joinText: 'If you take part again, you start clean: your records are read anew.',
  pendingTitle: 'Your portal does not know yet',
  /** Its answer, or our question, was lost: it may know. */
  unconfirmedTitle: 'Your portal has not confirmed it yet',
  pendingText:
    'You asked to leave, but your portal did not confirm it. Do you still want to leave? Until you answer, no records are read for you.',
  pendingUnkept:
    'You asked to leave, but your portal could not be reached. So we do not know who you are, and cannot keep your wish. Go online and tell your portal from this page. If you close it, leave again on your next visit.',
  tellNow: 'Yes, tell my portal now',
  stayAfterAll: 'No, stay in My Health',
  noLink: 'Your portal offers no way to leave from here. Its help desk can tell you how.',

  // the copy alone
  remove: 'Remove the copy on this device…',
  removeHint: 'You stay in My Health. Use this on a shared computer.',
  removeTitle: 'Remove the copy on this device?',
  removeText:
    'What goes: the locked copy of your records in this browser. What stays: your records everywhere else, and your place in My Health.',
  removeAgain: 'Your records are read again the next time you open this page.',
  removeNow: 'Remove the copy',
  keepCopy: 'Keep the copy',
  removingNow: 'Removing…',

  // the receipt
  receipt: 'Your receipt',
  receiptLeft: 'You have left My Health',
  receiptAsked: 'You asked to leave My Health',
  receiptRemoved: 'The copy on this device',
  when: 'When',
  before: 'Records in this browser before',
  after: 'Records in this browser after',
  stores: 'Storage areas removed',
  none: '0',
  afterBlocked: '0 that can be read',
  storesBlocked: 'Not yet',
  counted: number,
  spoken: (n: number) => `Done. ${count(n, 'record')} removed from this browser.`,
  uncounted: 'Not counted, because they were locked',
  spokenUncounted: 'Done. The locked copy was removed from this browser.',
  print: 'Print this receipt',
  problem: (code: ErrorCode, time?: string) => problemText(code, time),
};
export type PanelStrings = typeof PANEL_STRINGS;
