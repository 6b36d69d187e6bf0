import {CodedError, isRetryable, toCoded} from '../errors.js';
import {orAlready} from './already.js';
import {erase, going, heedErasing, standIn, tellTabs, UNKNOWN, whileWorking} from './erasing.js';
import {expectPatient, PRESSED, stillHere, tellSignedOut} from './still-here.js';
import type {Core} from './core.js';
import type {OptOutResult} from './requests.js';
import type {Problem} from './snapshot.js';
import type {TabMessage} from './tabs.js';

/**
 * Wishes to leave that the host has not heard of, `<hash of the patient key> <wall ms>` in a line, one a patient: the
 * next patient of this browser is neither asked in place of the first one nor makes theirs forgotten.
 */
const keepWish = ({name, surroundings}: Core, owner: string, at?: number): void => {
  const {memo} = surroundings;
  const others = (memo.get(`${name}.opt-out`) ?? '').split('\n').filter(line => line && !line.startsWith(`${owner} `));
  const lines = at === undefined ? others : [...others, `${owner} ${Math.round(at)}`];
  memo.set(`${name}.opt-out`, lines.join('\n') || null);
};

/** Nobody asks anything here any more, so only another tab can say that somebody else has signed in: their page then. */
const heedOthers = (core: Core, owner: string): void => {
  const channel = core.surroundings.channel(core.name, data => {
    const message = data as TabMessage | null;
    if (core.phase === 'opted-out' && (message?.type !== 'owner' || message.hash === owner)) return;
    channel?.close();
    if (core.phase === 'opted-out') core.blank('user-changed', {tell: false});
  });
};

/** Whether this page still shows that this patient has left: the next one may have come to it meanwhile. */
const isTheirs = async (core: Core, owner: string | undefined): Promise<boolean> => {
  const {document} = core;
  const isOther = document && owner && (await core.surroundings.hash(document.patient.key)) !== owner;
  return !isOther && core.phase === 'opted-out' && core.document === document;
};

/** What came of telling the host. */
interface Told {
  readonly confirmed: boolean;
  /** Hash of the patient whose session it is, once the host has said it. */
  readonly owner?: string;
}

/**
 * Tells the host, in the session of this very patient only.
 * @param owner hash of their key; `undefined` where the host has not said on any page of this browser who is here
 * @throws {CodedError} of the host
 */
const tell = async (core: Core, owner: string | undefined): Promise<Told> => {
  const {hash} = core.surroundings;
  const fresh = await core.host.session({}, PRESSED);
  const who = await hash(fresh.patient.key);
  if (owner && owner !== who) return {confirmed: false, owner: who};
  if (await isTheirs(core, who)) core.document = fresh;
  keepWish(core, who, core.surroundings.clock.now());
  const link = fresh.links?.participation;
  let last = fresh;
  if (fresh.participation.status !== 'opted_out' && link) {
    last = await core.host.document(link, {action: 'opt_out'}, PRESSED);
    const answering = await hash(last.patient.key);
    if (answering !== who) return {confirmed: false, owner: answering};
    if (await isTheirs(core, who)) core.document = last;
  }
  const confirmed = last.participation.status === 'opted_out';
  if (confirmed) keepWish(core, who);
  return {confirmed, owner: who};
};

/**
 * Leaves My Health: the local copy is erased whatever the host says, and the host is told. When it cannot be reached,
 * the wish waits for the same patient, who is asked again; of a patient whom nobody knows here it ends with the page.
 */
export const optOut = (core: Core): Promise<OptOutResult> => {
  const done = leave(core);
  leaving.set(
    core,
    done.catch(() => undefined),
  );
  whileWorking(core, done);
  return done;
};

/** Who has just asked to stay waits until it is known what became of leaving: else the host's two answers could cross. */
const leaving = new WeakMap<Core, Promise<unknown>>();

const leave = async (core: Core): Promise<OptOutResult> => {
  const {surroundings} = core;
  const {memo, clock, hash} = surroundings;
  await core.named();
  const document = core.document;
  const last = core.erased;
  let owner = core.owner ?? memo.get(`${core.name}.owner`) ?? undefined;
  // before anything else, so that a page that is closed now still owes the host this word
  if (owner) keepWish(core, owner, clock.now());
  const again = core.phase === 'opted-out' && !!last && !last.pending;
  const erasing = erase(core, 'opted-out').catch(() => UNKNOWN);
  core.drop();
  core.document = document;
  core.set({phase: 'opted-out', problem: undefined, pendingOptOut: true, erased: again ? last : going(core)});
  const {blocked, uncounted, ...counts} = await erasing;
  const kept = again && !counts.records;
  const erased = kept ? {records: last.records, stores: last.stores} : counts;
  const receipt = {...erased, at: clock.now(), blocked, uncounted: kept ? !!last.uncounted : uncounted};
  if (await isTheirs(core, owner)) core.set({erased: {...receipt, confirmed: false}});
  let confirmed = false;
  let problem: Problem | undefined = {code: 'opt_out_unconfirmed', retryable: true};
  try {
    const told = await tell(core, owner);
    owner ??= told.owner;
    if (told.owner !== owner && (await isTheirs(core, owner))) {
      // the wish stays with whose it is, and the screen is somebody else's by now
      core.blank('user-changed');
      core.publisher.emit({type: 'mh-opt-out', erased, confirmed});
      return {erased, confirmed};
    }
    confirmed = told.confirmed;
    if (confirmed) problem = undefined;
  } catch (thrown) {
    const {code: met, retryAfter} = toCoded(thrown);
    // elements that came back meanwhile have dropped the call, and not the wish
    const code = met === 'aborted' ? 'host_unreachable' : met;
    const retryAt = retryAfter ? {retryAt: clock.now() + 1000 * retryAfter} : {};
    problem = {code: 'opt_out_unconfirmed', why: code, retryable: isRetryable(code), ...retryAt};
    tellSignedOut(core, code);
    if (core.document) owner ??= await hash(core.document.patient.key);
  }
  // what shuts this patient out has been answered to them, and to nobody who came since
  if (problem?.why !== 'host_not_eligible' && !(await isTheirs(core, owner))) return {erased, confirmed};
  const left: Left = {
    pendingOptOut: !confirmed,
    erased: {...receipt, at: clock.now(), confirmed, ...(owner ? {} : {unkept: true})},
    problem,
  };
  core.set(left);
  tellTabs(core, {why: 'opted-out', left});
  if (owner && !again) heedOthers(core, owner);
  core.publisher.emit({type: 'mh-opt-out', erased, confirmed});
  return {erased, confirmed};
};

/** Takes part again. A wish to leave that the host never heard of is taken back. */
export const optIn = async (core: Core): Promise<OptOutResult> => {
  const {document} = core;
  const link = document?.links?.participation;
  if (!link) throw new CodedError('host_refused');
  const {key} = document.patient;
  await leaving.get(core);
  const {age} = core;
  const asked = stillHere(core, key).then(fresh =>
    fresh.participation.status === 'active' ? fresh : core.host.document(link, {action: 'opt_in'}, PRESSED),
  );
  const answer = await core.take(
    orAlready(core, asked, fresh => fresh.patient.key === key && fresh.participation.status === 'active').then(
      async done => {
        if (done.patient.key === key) keepWish(core, await core.surroundings.hash(key));
        // what was blanked meanwhile is somebody else's to say
        if (age === core.age) core.set({erased: undefined, pendingOptOut: false});
        return done;
      },
    ),
    age,
  );
  core.tabs?.post({type: 'reload'});
  expectPatient(core, key);
  return {erased: {records: 0, stores: 0}, confirmed: answer.participation.status === 'active'};
};

/** The state of a patient who has left, or wishes to: nothing is read, nothing is kept. */
export const stayOut = async (core: Core, pending: boolean): Promise<void> => {
  const {document, surroundings} = core;
  const owner = core.owner!;
  const {memo, storage} = surroundings;
  const known = memo.get(`${core.name}.owner`) !== null || !!core.life;
  core.drop();
  core.document = document;
  if (!pending) keepWish(core, owner);
  const erased = known || pending ? going(core) : undefined;
  core.set({phase: 'opted-out', problem: undefined, ended: undefined, pendingOptOut: pending, erased});
  heedOthers(core, owner);
  memo.set(`${core.name}.owner`, null);
  if (erased) await storage.purge(core.options.endpoint);
  if (core.erased === erased) core.set({erased: undefined});
  await storage.finishPurges();
};

/**
 * Another tab leaves or removes the copy.
 * @param owner hash of the patient whom this one showed until then
 */
export const heed = (core: Core, {why, left, erased}: TabMessage & {type: 'blank'}, owner?: string): void => {
  if (why === 'erased') heedErasing(core, erased);
  else void heedLeaving(core, owner, left);
};

/** How leaving ended. */
export type Left = Pick<Core, 'pendingOptOut' | 'erased' | 'problem'>;

/** Takes back that another tab is at work. */
const released = new WeakMap<Core, () => void>();
const hold = (core: Core): void => {
  core.count('opt-out', 1);
  released.set(core, () => {
    released.delete(core);
    core.count('opt-out', -1);
  });
};

/** Another tab leaves, or (`left`) has done so. The screen is blank already. */
const heedLeaving = async (core: Core, owner: string | undefined, left?: Left): Promise<void> => {
  released.get(core)?.();
  if (core.phase !== 'opted-out') return;
  if (left) return core.set(left);
  hold(core);
  core.set({erased: going(core)});
  if (owner) heedOthers(core, owner);
  await standIn(core, async () => {
    const {document, name, surroundings} = core;
    if (!document) return;
    // the host may have heard of it before that tab went
    const pending = !!surroundings.memo.get(`${name}.opt-out`)?.includes(`${core.owner} `);
    released.get(core)?.();
    await stayOut(core, pending);
  });
  released.get(core)?.();
};
