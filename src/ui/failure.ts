import {toCoded} from '../errors.js';
import {formatSoon} from './moments.js';
import type {ErrorCode} from '../errors.js';
import type {Problem} from '../session/snapshot.js';

/** Why a wish failed, and from when on it makes sense to try again, where somebody has said so. */
export type Failure = Pick<Problem, 'code' | 'retryAt'>;

/** What was thrown, taken down at once: the time that it names is counted from now. */
export const failureOf = (thrown: unknown): Failure => {
  const {code, retryAfter} = toCoded(thrown);
  return {code, ...(retryAfter ? {retryAt: Date.now() + 1000 * retryAfter} : {})};
};

/** The time alone, where there is one. */
export const retryOf = ({retryAt}: {readonly retryAt?: number | undefined}): Pick<Failure, 'retryAt'> =>
  retryAt ? {retryAt} : {};

/** A failure in words, with the time where a server asked for one; any other time is a plan of this page. */
export const failureText = (
  {code, retryAt}: Failure,
  words: {readonly problem: (code: ErrorCode, time?: string) => string},
  language: string,
): string => words.problem(code, retryAt && code.endsWith('_busy') ? formatSoon(retryAt, language) : undefined);
