import {toCode} from '../errors.js';
import {PRESSED} from './still-here.js';
import type {SessionDocument} from './contract.js';
import type {Core} from './core.js';

/**
 * A host that refuses may have done what is wished for already: its answer to the first press was lost, or it was done
 * elsewhere (fault matrix, row 8). Its state is read again, once; the refusal stands where that says otherwise, and
 * the screen shows what the host says.
 *
 * @param isSo whether the wish has come true by what the host says now
 * @throws {CodedError} the refusal, or any other failure of the call
 */
export const orAlready = async (
  core: Core,
  call: Promise<SessionDocument>,
  isSo: (fresh: SessionDocument) => boolean | Promise<boolean>,
): Promise<SessionDocument> => {
  try {
    return await call;
  } catch (thrown) {
    if (toCode(thrown) !== 'host_refused') throw thrown;
    const {age} = core;
    const fresh = await core.host.session({}, PRESSED).catch(() => {
      throw thrown;
    });
    if (await isSo(fresh)) return fresh;
    await core.take(Promise.resolve(fresh), age);
    throw thrown;
  }
};
