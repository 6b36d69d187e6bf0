import {CodedError} from '../errors.js';
import type {ErrorCode} from '../errors.js';
import type {SessionDocument} from './contract.js';
import type {Core} from './core.js';

/** Somebody looks at the answer: a busy host is not waited for, and the time that it names is said. */
export const PRESSED = {wait: false} as const;

/**
 * Asked before anything that changes something: the portal's own session may have become another patient's since this
 * page was opened, and what one wishes must not be done to another.
 * @param key of the patient whose wish it is
 * @throws {CodedError} `aborted` when it is another's by now, who is shown then; of the host when it cannot be asked
 */
export const stillHere = async (core: Core, key: string): Promise<SessionDocument> => {
  const {age} = core;
  const fresh = await core.host.session({}, PRESSED);
  if (fresh.patient.key === key) return fresh;
  await core.take(Promise.resolve(fresh), age);
  throw new CodedError('aborted');
};

/** @throws {CodedError} `aborted` when this page shows somebody else than it did, or nobody */
export const expectPatient = ({life}: Core, key: string): void => {
  if (life?.document.patient.key !== key) throw new CodedError('aborted');
};

/** Who has left keeps the receipt on screen when the portal's session ends, which is told all the same. */
export const tellSignedOut = ({phase, publisher}: Core, code: ErrorCode): void => {
  if (code === 'host_signed_out' && phase === 'opted-out')
    publisher.emit({type: 'mh-session-end', reason: 'signed-out'});
};
