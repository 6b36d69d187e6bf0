import type {Category, Flag} from './model.js';

/** Codes of standards in plain words. Tables only: what a code means is decided where it is read. */

/** `codes:words[:flag]` a line. https://terminology.hl7.org/CodeSystem-v3-ObservationInterpretation.html, v2 table 0078 */
const INTERPRETATIONS = `H:High:high
L:Low:low
HH H* HU:Critically high:critical
LL L* LU:Critically low:critical
>:Above what can be measured:high
<:Below what can be measured:low
HX:Above what can be measured:high
LX:Below what can be measured:low
N:Normal:normal
A:Abnormal:abnormal
AA A*:Critically abnormal:critical
POS +:Positive
NEG -:Negative
DET:Detected
ND:Not detected
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
TOX:Toxic level:critical`;

export interface Interpretation {
  readonly words: string;
  readonly flag?: Flag;
}
const interpretations = new Map<string, Interpretation>();
for (const line of INTERPRETATIONS.split('\n')) {
  const [codes, words, flag] = line.split(':') as [string, string, Flag | undefined];
  for (const code of codes.split(' ')) interpretations.set(code, flag ? {words, flag} : {words});
}
const byWords = new Map([...interpretations.values()].map(entry => [entry.words.toLowerCase(), entry]));
const WORDED: readonly (readonly [RegExp, Interpretation])[] = [
  [/^(critical|panic|alert)(ly)? ?high$|^very high$/, {words: 'Critically high', flag: 'critical'}],
  [/^(critical|panic|alert)(ly)? ?low$|^very low$/, {words: 'Critically low', flag: 'critical'}],
  [/^(critical|panic)/, {words: 'Critically abnormal', flag: 'critical'}],
  [/^(above|high)\b(?!.*\b(not|un))/, {words: 'High', flag: 'high'}],
  [/^(below|low)\b(?!.*\b(not|un))/, {words: 'Low', flag: 'low'}],
  [/^(in|within) (the )?(normal|reference|usual)? ?(range|limits)/, {words: 'Normal', flag: 'normal'}],
];
/** An interpretation code, or the words a source wrote instead, as plain words; `null` when it is neither. */
export const interpretationOf = (written: string): Interpretation | null => {
  const text = written.trim();
  const lower = text.toLowerCase();
  return (
    interpretations.get(text.toUpperCase()) ??
    byWords.get(lower) ??
    WORDED.find(([pattern]) => pattern.test(lower))?.[1] ??
    null
  );
};

/** Every status of the R4 types that are read (their value sets), and Human API's words. */
const STATUSES = `active:Active
inactive:Not active
recurrence:Came back
relapse:Came back
remission:In remission
resolved:Resolved
confirmed:Confirmed
unconfirmed:Not confirmed
provisional:Not confirmed yet
differential:One of several possible causes
refuted:Ruled out
entered-in-error:Entered by mistake
completed complete:Completed
in-progress inprogress:In progress
preparation:Being prepared
not-done not_done notdone:Not done
on-hold suspended held:On hold
stopped:Stopped
cancelled canceled aborted:Cancelled
declined rejected:Declined
draft:Draft
proposed proposal:Proposed
planned:Planned
accepted:Agreed
ended:Ended
intended:Planned
not-taken:Not taken
unfulfilled:Not filled
registered:Registered, no result yet
preliminary:Preliminary, may change
partial:Partly done, more to come
final:Final
amended:Changed after it was final
corrected:Corrected after it was final
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
pending:Waiting to be confirmed
fulfilled:Took place
noshow:Did not take place
waitlist:On the waiting list
checked-in:Checked in
dispensed:Handed over
active-chronic:Active, lasting
final-result:Final
edited-result-final:Corrected after it was final
edited-result:Corrected after it was final
preliminary-result:Preliminary, may change
in-process:In progress
discontinued:Stopped
inactivated:Not active
retired:No longer used
outcome:Finished
unknown nullified null:`;
const statuses = new Map<string, string>();
for (const line of STATUSES.split('\n')) {
  const [codes, words] = line.split(':') as [string, string];
  for (const code of codes.split(' ')) statuses.set(code, words);
}
/** A status in words. `''` for "unknown"; a status that no table has stays as it was written. */
export const statusWords = (written: string): string =>
  statuses.get(
    written
      .trim()
      .toLowerCase()
      .replace(/\s*-\s*|[\s_]+/g, '-'),
  ) ?? written.trim();

/** Words that must come before a title, because without them it would say what is not so. */
export interface Lead {
  readonly words: string;
  /** It did not happen, or is not so: never counted, charted or merged as a fact. */
  readonly negated?: true;
}
const NOT = new Set(
  'not-done not_done not-given not-administered not-performed cancelled canceled aborted revoked do-not-perform not-taken not-taking declined refused rejected'.split(
    ' ',
  ),
);
const NOT_DONE: Readonly<Partial<Record<Category, string>>> = {
  immunization: 'Not given',
  medication: 'Not taken',
  visit: 'Did not take place',
  document: 'Not made',
};
const LEADS: Readonly<Record<string, Lead>> = {
  refuted: {words: 'Ruled out', negated: true},
  noshow: {words: 'Did not take place', negated: true},
  unconfirmed: {words: 'Not confirmed'},
  provisional: {words: 'Not confirmed yet'},
  differential: {words: 'Possible'},
  stopped: {words: 'Stopped'},
  discontinued: {words: 'Stopped'},
  'on-hold': {words: 'On hold'},
  suspended: {words: 'On hold'},
  draft: {words: 'Draft'},
  proposal: {words: 'Proposed'},
  proposed: {words: 'Proposed'},
  plan: {words: 'Planned'},
  planned: {words: 'Planned'},
  preparation: {words: 'Being prepared'},
  option: {words: 'Possible'},
  preliminary: {words: 'Preliminary'},
  'preliminary-result': {words: 'Preliminary'},
  partial: {words: 'Partly done'},
  registered: {words: 'No result yet'},
  'entered-in-error': {words: 'Entered by mistake', negated: true},
};
/**
 * The lead of a title for a status (or `do-not-perform`, or an intent such as `proposal`) in a category; `null` where
 * the status changes nothing. "Not given", "Ruled out", "Do not take", "Cancelled", "Preliminary" …
 */
export const leadOf = (category: Category, status: string): Lead | null => {
  const key = status.trim().toLowerCase();
  if (!NOT.has(key)) return Object.hasOwn(LEADS, key) ? LEADS[key]! : null;
  const words =
    key === 'do-not-perform'
      ? category === 'medication'
        ? 'Do not take'
        : 'Do not do'
      : /^(cancel|abort)/.test(key)
        ? 'Cancelled'
        : key === 'revoked'
          ? 'Withdrawn'
          : /^(declined|refused|rejected)$/.test(key)
            ? 'Declined'
            : (NOT_DONE[category] ?? 'Not done');
  // a withdrawn plan was in force until then
  return key === 'revoked' ? {words} : {words, negated: true};
};
