import {CodedError, toCoded} from '../errors.js';
import {LONGEST_WAIT_MS, spread} from '../sources/http-retry.js';
import {PRESSED} from './still-here.js';
import type {Core} from './core.js';
import type {Reason} from './token-client.js';

/** A busy portal that names no time is asked again after this many seconds. */
const PAUSE_S = 30;
/** Times that this page asks it again by itself. */
const TRIES = 3;

/** ms for which the portal has asked not to be asked, as far as this page was told. */
export const busyFor = ({problem, surroundings}: Core): number =>
  problem?.code === 'host_busy' ? Math.max(0, (problem.retryAt ?? 0) - surroundings.clock.now()) : 0;

/**
 * Asks the portal for a token that a read needs. A busy portal is not waited for in the midst of reading, where its
 * silence would pass for that of the place, and is not asked by each list: the screen says that it is busy, and until
 * when; then the session is asked for anew, and what was not read is.
 */
export const renew = async (core: Core, refresh: string, reason: Reason): Promise<void> => {
  const left = reason === 'connect' ? 0 : busyFor(core);
  if (left) throw new CodedError('host_busy', left / 1000);
  try {
    await core.take(core.host.session({refresh, reason}, PRESSED));
  } catch (thrown) {
    const {code, retryAfter = PAUSE_S} = toCoded(thrown);
    if (code === 'host_busy' && reason !== 'connect') goOnLater(core, retryAfter);
    throw thrown;
  }
};

/** @param tries that are left after this one; then the patient asks */
const goOnLater = (core: Core, seconds: number, tries = TRIES): void => {
  const {life, surroundings} = core;
  const {clock} = surroundings;
  core.fail(new CodedError('host_busy', seconds));
  if (!life || !tries || seconds * 1000 > LONGEST_WAIT_MS) return;
  const again = async (): Promise<void> => {
    // somebody has asked meanwhile
    if (core.problem?.code !== 'host_busy') return;
    try {
      await core.take(core.host.session({}, PRESSED));
      void core.read(false);
    } catch (thrown) {
      const {code, retryAfter = PAUSE_S} = toCoded(thrown);
      if (code === 'host_busy') goOnLater(core, retryAfter, tries - 1);
      else core.fail(thrown);
    }
  };
  clock.delay(spread(seconds * 1000, clock), life.end.signal).then(again, () => undefined);
};
