import type {Core} from './core.js';

/**
 * Another patient than the last one seen for this endpoint: every tab blanks, and what is stored goes before anything
 * of the new one is shown (I4).
 * @param owner hash of the patient key
 * @param held this tab shows this very patient
 */
export const leaveLastOwner = async (core: Core, owner: string, held: boolean): Promise<void> => {
  const {surroundings, options, name, tabs, ended, publisher} = core;
  const last = surroundings.memo.get(`${name}.owner`);
  if (!last || last === owner) return;
  tabs?.post({type: 'blank', why: 'user-changed'});
  if (!held && ended !== 'user-changed') publisher.emit({type: 'mh-session-end', reason: 'user-changed'});
  await surroundings.storage.purge(options.endpoint);
};
