import {CodedError} from '../errors.js';
import type {Core} from './core.js';
import type {TabMessage} from './tabs.js';

/** What another tab of this session says. */
export const onMessage = (core: Core, message: TabMessage): void => {
  const {document, life, owner} = core;
  const {hash} = message as {hash?: string};
  if (message.type === 'input') core.touch();
  else if (hash && owner && owner !== hash) {
    // of another patient than this page is for
    if (life) core.blank('user-changed', {tell: false});
  } else if (message.type === 'blank') {
    const {why, left} = message;
    const leaves = why === 'opted-out';
    if (leaves || why === 'erased')
      void import('./participation.js').then(({heed}) => heed(core, message, life && owner));
    if (leaves || why === 'not-eligible') {
      if (left) return;
      core.drop();
      core.document = document;
      core.set({phase: why, problem: undefined, pendingOptOut: leaves});
    } else if (why !== 'erased') core.blank(why, {tell: false});
  } else void core.engine().then(engine => engine.onMessage(message));
};

/**
 * What every failure of the host means for the whole session, whichever call it answers (host-contract.md §2).
 * @param age of the session when the call was made: of whoever was here before, a failure tells nothing
 */
export const onHostError = (core: Core, age: number, error: CodedError): CodedError => {
  const {code} = error;
  const isLate = age !== core.age;
  if (code === 'host_signed_out') {
    if (!isLate) {
      if (core.life || core.phase !== 'opted-out') core.blank('signed-out');
    } else if (core.life && !core.veiled) core.take(core.host.session()).catch(core.fail.bind(core));
  } else if (code === 'host_not_eligible' && !isLate) {
    core.drop();
    core.set({phase: 'not-eligible', problem: undefined});
    core.tabs?.post({type: 'blank', why: 'not-eligible'});
    core.surroundings.memo.set(`${core.name}.owner`, null);
    void core.surroundings.storage.purge(core.options.endpoint);
  }
  return isLate ? new CodedError('aborted') : error;
};
