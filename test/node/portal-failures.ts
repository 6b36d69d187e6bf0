import type {Effect} from '../../demo/simulator/faults.js';

/** A way in which a call of the portal can fail (docs/reliability.md), and what a patient then reads. */
export interface Failure {
  readonly row: string;
  readonly effect: Effect;
  readonly says: RegExp;
  /** It ends the session: nothing of the page is left to try again from. */
  readonly blanks?: true;
  /** Nothing is known before so many seconds of the page's time have passed. */
  readonly within?: number;
}
const status = (code: number, retryAfter?: string): Effect => ({
  kind: 'status',
  status: code,
  ...(retryAfter ? {retryAfter} : {}),
});
/** Not before when, as the portal has said; a day is named where it is not today. */
const until = (time: string): RegExp => new RegExp(`Your portal is busy\\. Try again after ${time}\\s[AP]M\\.`);

export const FAILURES: readonly Failure[] = [
  {row: '2 no connection', effect: {kind: 'offline'}, says: /Your portal cannot be reached/},
  {row: '5b signed out', effect: status(401), says: /Sign in to your portal again/, blanks: true},
  {
    row: '5b not eligible',
    effect: {kind: 'status', status: 403, error: 'not_eligible'},
    says: /My Health is not open to your account/,
    blanks: true,
  },
  {row: '6 refused', effect: status(403), says: /Your portal did not allow this/},
  {row: '8 conflict', effect: status(409), says: /Your portal did not allow this/},
  {row: '8 precondition', effect: status(412), says: /Your portal did not allow this/},
  {row: '9 busy for a day', effect: status(503, '86400'), says: until('[A-Z][a-z]{2} \\d+, \\d{4}, \\d+:\\d\\d')},
  {row: '9 busy for two minutes', effect: status(503, '120'), says: until('(.+, )?\\d+:\\d\\d')},
  {row: '9 asked too often, for two minutes', effect: status(429, '120'), says: until('(.+, )?\\d+:\\d\\d')},
  {row: '9 asked too often', effect: status(429), says: /Your portal is busy\. Wait a few minutes/},
  {row: '10 broken', effect: status(500), says: /Your portal has a problem/},
  {row: '11 a sign-in page', effect: {kind: 'html'}, says: /asks you to sign in/},
  {row: '12 a redirect', effect: {kind: 'redirect', to: 'http://login.invalid/'}, says: /asks you to sign in/},
  {row: '14 cut off', effect: {kind: 'truncate'}, says: /asks you to sign in/},
  {row: '15 silent', effect: {kind: 'stall'}, says: /Your portal cannot be reached/, within: 10},
  {
    row: '15 silent in the middle',
    effect: {kind: 'stall', body: true},
    says: /Your portal cannot be reached/,
    within: 10,
  },
];
