import {busyUntil, problemText} from '../ui/problem-strings.js';
import type {ErrorCode} from '../errors.js';
import type {Category} from '../records/model.js';
import type {ConnectionStatus} from '../session/snapshot.js';

const rules = new Intl.PluralRules('en');
const number = new Intl.NumberFormat('en');
const count = (n: number, one: string, many = `${one}s`): string =>
  `${number.format(n)} ${rules.select(n) === 'one' ? one : many}`;

/** Words of the connections list, the search, the connect flows and the answers. */
export const PANEL_STRINGS = {
  // what there is to say where nothing can be shown
  signedOut: 'Sign in to your portal again to see your connections.',
  hidden: 'This was hidden because the page was not used for a while.',
  notEligible: 'My Health is not open to your account. Your portal’s help desk can tell you more.',
  optedOut: 'You have left My Health. No connections are shown here.',
  leaving: 'You asked to leave My Health. No connections are shown here.',
  error: 'Your connections cannot be shown right now.',
  tryAgain: 'Try again',
  busyUntil,
  showAgain: 'Show again',
  connect: 'Connect another place',
  // the list
  none: 'No place is connected yet. Connect a hospital, clinic, lab or pharmacy, and your records from there come to your timeline.',
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
  records: (n: number) => count(n, 'record'),
  meaning: {
    collecting: 'Your records are being collected. Newer ones come first. You can leave this page.',
    slow: 'Collecting takes longer than usual. Check again later.',
    stuck: 'Something is stuck. Connect this place again, or ask your portal’s help desk.',
    up_to_date: '',
    nothing_available: 'This place answered that it has no records to share. Ask the place if you think it should.',
    needs_attention: 'This place needs you to sign in again.',
    ended: 'This place no longer shares your records here. Connect it again to go on.',
    unavailable: 'This place does not answer right now. What was read before stays. Check again later.',
    blocked: 'This place probably does not allow web browsers to read records. Tell your portal’s help desk.',
    not_connected: 'You can connect this place in one step.',
  } satisfies Record<ConnectionStatus, string> as Record<ConnectionStatus, string>,
  busyOnly: 'Busy',
  busy: 'This place is busy. What was read before stays. Check again later.',
  /** The place has asked for a longer pause than anybody waits for. */
  pause: (time: string) => `This place asked for a pause. What was read before stays. Check again after ${time}.`,
  /** The page waits for as long as the place has asked for. */
  busyNow: 'This place is busy right now. This page tries again by itself.',
  busyNowUntil: (time: string) => `This place is busy right now. This page tries again by itself at ${time}.`,
  /** Of a direct place: its records are read by this very page, which may have to wait for it meanwhile. */
  readingNow: 'Its records are being read. This may take some minutes.',
  connectedOnly: 'Connected',
  unchecked: 'Not checked',
  readLater: 'Its records are read when you open your timeline.',
  /** Of a place that is well otherwise; the quoted words are those of the timeline's button. */
  partlyRefused: 'This place did not share some kinds of records. “What is missing” on your timeline says which.',
  partlyUnread: 'Some kinds of records could not be read. “What is missing” on your timeline says which.',
  noConnect: 'Your portal offers no way to connect this place at the moment.',
  /** Of an aggregator's place that is connected, and of which nobody tells how far it is. */
  untold: 'This place does not say if more records are on their way.',
  unsupported: 'This version cannot read records from this place yet.',
  minutes: (left: number) => (left > 0 ? `About ${count(left, 'minute')} to go.` : 'This should be done soon.'),
  hour: 'This takes about an hour on average.',
  lastFetched: (when: string) => `Last checked ${when}`,
  details: 'Details',
  since: 'Connected since',
  fetched: 'Last checked',
  oldest: 'Goes back to',
  person: 'Name at this place',
  born: (date: string) => `born ${date}`,
  sourceWord: 'In the words of this place',
  kinds: 'What came',
  nothingYet: 'Nothing yet',
  noName: 'no name given',
  noBirthDate: 'no birth date given',
  noPerson: 'This place gave no name, so we could not compare it.',
  checkAgain: 'Check again',
  checking: (place: string) => `Asking ${place} for new records…`,
  checked: (place: string) => `${place} was asked for new records.`,
  reconnect: 'Connect again',
  connectShort: 'Connect',
  connectPlace: (place: string) => `Connect ${place}`,
  nowConnected: (places: string) => `Now connected: ${places}`,
  disconnect: 'Disconnect',
  manage: (route: string) => `Manage at ${route}`,
  helpPage: 'Open the help page',
  opensNew: '(opens in a new tab)',
  cutOff: 'Your places cannot be reached right now.',
  stale: 'You see what was read before. You can connect more places later.',
  differs: 'Are these all you?',
  differsText: 'These places gave different names or birth dates. If one of them is not you, disconnect it.',
  differsHere: 'This name or birth date differs from another place.',
  whyDifferent: (place: string) => `Why is ${place} different?`,
  cantFind: 'I can’t find my provider',
  cancel: 'Cancel',
  close: 'Close',
  problem: (code: ErrorCode, time?: string) => problemText(code, time),

  // disconnecting
  disconnectTitle: (place: string) => `Disconnect ${place}?`,
  goes: (n: number) => `What goes: ${n ? count(n, 'record') : 'records'} from this place will leave your timeline.`,
  staysAtPlace: (place: string) => `What stays: your records at ${place} do not change.`,
  staysAtRoute: (route: string) => `${route} may keep its own copy. You can ask for that to be removed on its website.`,
  canReconnect: 'You can connect this place again at any time.',
  keep: 'Keep connected',
  disconnectNow: 'Disconnect',
  disconnecting: 'Disconnecting…',
  stillListed: (place: string) =>
    `${place} is still listed as connected, so its records stay here. Look again in a few minutes. If nothing has changed then, ask your portal’s help desk.`,
  disconnectUnsure: (place: string) =>
    `We could not check if ${place} is disconnected. Its records stay here until we can.`,
  disconnected: (place: string) => `${place} is disconnected. Its records have left your timeline.`,

  // search
  connectTitle: 'Connect a place',
  searchLabel: 'Name of your hospital, clinic, lab or pharmacy',
  searchHint: 'You can add the town, like “riverside albany”.',
  searching: 'Searching…',
  found: (n: number) => (n ? `${count(n, 'place')} found` : 'No place found'),
  foundMore: (n: number) => `${count(n, 'place')} shown, and there are more`,
  suggestions: (n: number) => (n ? `${count(n, 'suggestion')}` : 'Type a name to search'),
  noMatch: 'No place has this name. Check the spelling, or try the name on your bills or patient website.',
  searchFailed: 'The search did not work.',
  more: 'Show more places',
  directGroup: 'Connects directly, at once',
  routeGroup: (route: string) => `Connects through ${route}`,
  locations: (match: number, of: number) =>
    match < of ? `${number.format(match)} of ${count(of, 'location')} match` : count(of, 'location'),
  moreLocations: 'There are more. Add the town to your search to find them.',
  kind: {hospital: 'Hospital', clinic: 'Clinic', lab: 'Lab', pharmacy: 'Pharmacy'} as Record<string, string>,
  portal: (name: string) => `Patient website: ${name}`,
  alias: (names: string) => `Also called ${names}`,
  already: 'Connected',
  notOffered: 'Not available here yet',
  searchAt: (route: string) => `Search at ${route}`,
  searchAtText: (route: string) =>
    `${route} has its own search. It opens here, and you sign in at your hospital or clinic.`,
  noWay: 'Your portal offers no way to connect more places at the moment.',

  // flows
  opening: (name: string) => `Opening ${name}…`,
  oneMoment: 'One moment…',
  frameTitle: (route: string) => `${route}: sign in to your hospital or clinic`,
  popupTitle: (name: string) => `Sign in at ${name}`,
  popupText: 'A new window has opened. Sign in there, then come back to this page.',
  popupLinkText: 'Your browser did not open the new window. Open it with this link. Then come back to this page.',
  popupLink: (name: string) => `Open the sign-in page of ${name}`,
  popupAgain: 'I don’t see the window',
  finished: 'I have finished',
  notYet: 'No connection yet. Finish signing in at the other window first.',
  checkingNow: 'Checking your connections…',
  doneTitle: (places: string) => `Connected: ${places}`,
  doneText: 'The records from there will come to your timeline.',
  doneHour:
    'Collecting starts now and takes about an hour on average. Older records can come later. You can leave this page.',
  renewed: 'The connection works again. No record is shown twice.',
  unfinished: 'Nothing new was connected',
  unfinishedText: 'If you were not finished, you can try again.',
  failedTitle: 'The connection was not made',
  unsure: 'We could not check what was connected.',
  elsewhere: 'You are connecting a place in another tab',
  elsewhereText: 'Finish there first. If that tab is gone, go on here.',
  here: 'Go on here',
  doneButton: 'Done',
  another: 'Connect another place',

  // the optional account
  accountTitle: (name: string) => `A ${name} account is up to you`,
  accountText: (name: string) =>
    `You do not need an account with ${name} to see your records here. With one, you can manage your data there and share it with others.`,
  accountLink: (name: string) => `Set up a ${name} account`,
  notNow: 'Not now',

  // a provider that is missing
  missingTitle: 'When your provider is not listed',
  missingWhy: (route: string) =>
    `${route} reaches about 85 % of US hospitals. A smaller practice may be missing, and may come later. Some clinics first have to switch their access on.`,
  missingWhyPlain: 'Not every place can be connected yet. A smaller practice may be missing, and may come later.',
  missingTry: 'What you can try',
  missingTips: [
    'Search for the health system that runs your clinic. Its name is often on your bills.',
    'Search for the name of your patient website.',
    'Ask your clinic to switch on access for patient apps.',
    'Your lab or pharmacy may be listed on its own.',
  ] as readonly string[],
  askTitle: 'Ask your portal to add it',
  askName: 'Name of the place',
  askNameMissing: 'Enter the name of the place.',
  askPlace: 'City and state, if you know them',
  askWebsite: 'Website, if you know it',
  askSend: 'Send request',
  askSending: 'Sending…',
  askSent: 'Thank you. Your portal has your request. It cannot promise when the place will be added.',
  backToSearch: 'Back to search',

  // questions
  faq: 'Questions and answers',
  faqWhat: (route: string) => `What is ${route}?`,
  faqWhatText: (route: string) =>
    `${route} is a company that collects health records from many hospitals, clinics, labs and pharmacies, when you ask it to.`,
  faqRole: (route: string) => `What does ${route} do in My Health?`,
  faqRoleText: (route: string) =>
    `When you connect a place, you sign in there through ${route}. ${route} then collects your records from that place, and My Health shows them to you.`,
  faqAccount: (route: string) => `Do I need an account with ${route} to see my records?`,
  faqAccountText: (route: string) =>
    `No. After you connect a place, ${route} may ask if you want an account. It is up to you. With an account you can manage your data there and share it with others.`,
  faqMissing: 'What if my provider is not listed?',
  faqDifferent: (place: string) => `Why is my ${place} connection different?`,
  faqDifferentText: (place: string) =>
    `${place} connects directly, over this portal’s own connection. That works at once, with no company in between.`,
  faqDifferentFrom: (place: string, route: string) =>
    `${place} connects directly, over this portal’s own connection, and not through ${route}. That works at once. Other places take longer, because ${route} collects their records first.`,
  faqOptOutOf: (route: string) => `Does opting out here remove my data at ${route}?`,
  faqOptOutText: (route: string) =>
    `No. Leaving My Health here does not remove your data at ${route}. You can ask for that on the website of ${route}. It is a separate step.`,
  faqOptOutLink: (route: string) => `Opt out at ${route}`,
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
};
export type PanelStrings = typeof PANEL_STRINGS;
