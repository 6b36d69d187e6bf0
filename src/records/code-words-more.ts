import {interpretationsIn, type Interpretation, type Lead} from './code-words.js';
import type {Category} from './model.js';

/** The rarer codes of standards in plain words, and words that sources write in place of a code. */

// with SNOMED CT's findings for the same
const interpretations = interpretationsIn(`>:Above what can be measured:high
<:Below what can be measured:low
HX:Above its limit:high
LX:Below its limit:low
EX:Outside its limits:abnormal
IND I?:Unclear result
E:Equivocal
EXP:Expected
UNE:Unexpected:abnormal
B:Better
W:Worse
U:Gone up
D:Gone down
S SYN-S:Susceptible
I:Intermediate
R SYN-R:Resistant
SDD:Susceptible at a higher dose
NS:Not susceptible
RR:Reactive
WR:Weakly reactive
NR:Not reactive
MS:Moderately susceptible
VS:Very susceptible
CAR:Carrier
HM:Hold for medical review
QCF:Quality check failed
TOX AC:The sample disturbed the test
NCL:No limits are set for this
281302008 75540009:High:high
281300000 62482003:Low:low
281301001 260395002 17621005:Normal:normal
263654008:Abnormal:abnormal
10828004:Positive
260385009:Negative
260373001:Detected
260415000:Not detected
42425007 82334004:Unclear result`);
const WORDED: readonly (readonly [RegExp, Interpretation])[] = [
  [/^(critical|panic|alert)(ly)? ?high$|^very high$/, {words: 'Critically high', flag: 'critical'}],
  [/^(critical|panic|alert)(ly)? ?low$|^very low$/, {words: 'Critically low', flag: 'critical'}],
  [/^(critical|panic)/, {words: 'Critically abnormal', flag: 'critical'}],
  [/^(above|high)\b(?!.*\b(not|un))/, {words: 'High', flag: 'high'}],
  [/^(below|low)\b(?!.*\b(not|un))/, {words: 'Low', flag: 'low'}],
  [/^(in|within) (the )?(normal|reference|usual)? ?(range|limits)/, {words: 'Normal', flag: 'normal'}],
];
/** @param text in lower case */
export const interpretationOf = (text: string): Interpretation | null =>
  interpretations.get(text) ?? WORDED.find(([pattern]) => pattern.test(text))?.[1] ?? null;

/** Every other status of the R4 types that are read (their value sets), and Human API's words. */
const STATUSES = `inactive:Not active
recurrence:Came back
relapse:Came back
remission:In remission
resolved:Resolved
confirmed:Confirmed
unconfirmed:Not confirmed
provisional:Not confirmed yet
differential:One of several possible causes
refuted:Ruled out
nullified erroneous voided deleted in-error void invalid:Entered by mistake
in-progress inprogress:In progress
preparation:Being prepared
not-done notdone:Not done
on-hold onhold suspended held:On hold
stopped aborted:Stopped
declined rejected:Declined
draft:Draft
proposed proposal:Proposed
planned:Planned
accepted:Agreed
ended:Ended
intended:Planned
not-taken:Not taken
unfulfilled:Not filled
partial:Partly done, more to come
appended:Added to after it was final
arrived:Arrived
triaged:Being assessed
onleave:On leave
finished:Finished
discharged:Discharged
available:Available
current:Current
superseded:Replaced by a newer one
revoked:Withdrawn
health-unknown:Health not known
achieved:Reached
improving:Getting better
worsening:Getting worse
no-change:No change
no-progress:No progress
sustaining:Being kept up
not-achieved:Not reached
not-attainable:Cannot be reached
scheduled:Scheduled
queued:Queued
error:Ended with an error
requested:Requested
received:Received
ready:Ready
failed:Failed
booked:Booked
pending:Waiting
fulfilled:Took place
noshow no-show:Did not take place
waitlist:On the waiting list
checked-in:Checked in
dispensed:Handed over
active-chronic:Active, lasting
in-process:In progress
discontinued:Stopped
inactivated:Not active
retired:No longer used
outcome:Finished
needs-action:No answer yet
not-started:Not started
tentative:Perhaps
not-given not-administered:Not given
not-taking:Not taken
refused:Declined
ordered:Ordered
future:Planned
abandoned:Given up
billable:To be billed
not-billable:Not to be billed
billed:Billed
issued:Sent
balanced:Paid
terminated:Ended
executed:Signed
executable:Ready to be signed
negotiable:Not settled yet
offered:Offered
renewed:Renewed
disputed:In dispute
candidate potential-candidate:May take part
eligible:Can take part
ineligible:Cannot take part
not-registered:Not registered
screening:Being checked
pending-on-study:About to take part
on-study on-study-intervention on-study-observation:Taking part
follow-up:Being followed
off-study:No longer taking part
withdrawn:Withdrew
unknown null:`;
const statuses = new Map(
  STATUSES.split('\n').flatMap(line => {
    const [codes, words] = line.split(':') as [string, string];
    return codes.split(' ').map(code => [code, words] as const);
  }),
);
export const statusOf = (code: string): string | undefined => statuses.get(code);

const NOT = new Set(
  'not-done not-given not-administered not-performed revoked do-not-perform not-taken not-taking declined refused rejected'.split(
    ' ',
  ),
);
const NOT_DONE: Readonly<Partial<Record<Category, string>>> = {
  immunization: 'Not given',
  medication: 'Not taken',
  visit: 'Did not take place',
  document: 'Not made',
};
const MISTAKE: Lead = {words: 'Entered by mistake', negated: true};
const LEADS: Readonly<Record<string, Lead>> = {
  refuted: {words: 'Ruled out', negated: true},
  // of a beginning only: the word alone is known at once
  cancelled: {words: 'Cancelled', negated: true},
  noshow: {words: 'Did not take place', negated: true},
  'no-show': {words: 'Did not take place', negated: true},
  abandoned: {words: 'Given up', negated: true},
  failed: {words: 'Failed', negated: true},
  'not-due': {words: 'Not recommended', negated: true},
  unconfirmed: {words: 'Not confirmed'},
  provisional: {words: 'Not confirmed yet'},
  differential: {words: 'Possible'},
  stopped: {words: 'Stopped'},
  discontinued: {words: 'Stopped'},
  // CDA's word for what began and was ended early
  aborted: {words: 'Stopped'},
  'on-hold': {words: 'On hold'},
  onhold: {words: 'On hold'},
  held: {words: 'On hold'},
  suspended: {words: 'On hold'},
  draft: {words: 'Draft'},
  proposal: {words: 'Proposed'},
  proposed: {words: 'Proposed'},
  plan: {words: 'Planned'},
  planned: {words: 'Planned'},
  scheduled: {words: 'Planned'},
  future: {words: 'Planned'},
  ordered: {words: 'Ordered'},
  preparation: {words: 'Being prepared'},
  option: {words: 'Possible'},
  partial: {words: 'Partly done'},
  // https://hl7.org/fhir/R4/immunization-definitions.html#Immunization.isSubpotent
  subpotent: {words: 'Dose too weak'},
  nullified: MISTAKE,
  erroneous: MISTAKE,
  voided: MISTAKE,
  deleted: MISTAKE,
  'in-error': MISTAKE,
  void: MISTAKE,
  invalid: MISTAKE,
};
/** Beginnings of statuses that sources write in words of their own: "Not Given - Patient Refused". */
const BEGINNINGS: readonly (readonly [RegExp, string])[] = [
  [/^((not|never)-(done|given|administered|performed|taken|taking)|deferred|postponed)\b/, 'not-done'],
  [/^cancell?ed\b/, 'cancelled'],
  [/^(patient-)?(declined|refused|rejected)\b/, 'declined'],
  [/^(ruled-out|disprove[dn]|false-positive)\b/, 'refuted'],
  [/^(negated|absent|denie[ds]|not-(present|found))\b/, 'absent'],
  [/^(possible|probable|suspected|presumed|likely)\b/, 'differential'],
  [/^(no-show|left-without|did-not-(attend|come)|missed)\b/, 'noshow'],
  [/^(stopped|discontinued)\b/, 'stopped'],
  [/^(on-hold|suspended)\b/, 'on-hold'],
  [/^(planned|scheduled|future)\b/, 'planned'],
];
/** @param status in lower case, with dashes for spaces */
export const leadOf = (category: Category, status: string): Lead | null => {
  if (Object.hasOwn(LEADS, status)) return LEADS[status]!;
  const key = NOT.has(status) ? status : (BEGINNINGS.find(([pattern]) => pattern.test(status))?.[1] ?? status);
  if (key === 'absent')
    return category === 'condition' || category === 'allergy' || category === 'other'
      ? {words: 'Not present', negated: true}
      : // of a result it says how much there is; an order or a claim is refused
        /^(lab|vital|social)$/.test(category)
        ? null
        : leadOf(category, /^denie/.test(status) ? 'declined' : 'not-done');
  if (!NOT.has(key)) return Object.hasOwn(LEADS, key) ? LEADS[key]! : null;
  const words =
    key === 'do-not-perform'
      ? category === 'medication'
        ? 'Do not take'
        : 'Do not do'
      : key === 'revoked'
        ? 'Withdrawn'
        : /^(declined|refused|rejected)$/.test(key)
          ? 'Declined'
          : (NOT_DONE[category] ?? 'Not done');
  // a withdrawn plan was in force until then
  return key === 'revoked' ? {words} : {words, negated: true};
};
