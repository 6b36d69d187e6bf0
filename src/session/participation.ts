import {CodedError, toCode} from '../errors.js';
import {LibraryBuilder} from '../records/builder.js';
import {EMPTY_LIBRARY} from '../records/library.js';
import {orAlready} from './already.js';
import type {Erased} from '../cache/store.js';
import type {Core} from './core.js';
import type {OptOutResult} from './requests.js';

const pendingKey = (core: Core): string => `${core.name}.opt-out`;

interface Hidden {
  readonly blocked: boolean;
  readonly uncounted: boolean;
}

/** Screen blank first, key dropped, then everything stored erased; whoever else shows it is told. */
const erase = async (core: Core, why: 'opted-out' | 'erased'): Promise<Erased & Hidden> => {
  const {life, surroundings, options} = core;
  core.tabs?.post({type: 'blank', why});
  life?.end.abort();
  const inLife = life ? await life.store.purge() : {records: 0, stores: 0};
  // also what another patient or an earlier visit left under this endpoint
  const rest = await surroundings.storage.purge(options.endpoint);
  core.surroundings.memo.set(`${core.name}.owner`, null);
  return {
    records: Math.max(inLife.records, rest.records, life?.library.total ?? 0),
    stores: Math.max(inLife.stores, rest.stores),
    blocked: rest.blocked,
    // without the key of a session nobody can count what was in it
    uncounted: !life && rest.stores > 0,
  };
};

/**
 * Leaves My Health: the local copy is erased whatever the host says, and the host is told. When it cannot be reached,
 * the wish waits for the same patient, who is asked again.
 */
export const optOut = async (core: Core): Promise<OptOutResult> => {
  const {surroundings} = core;
  const {memo, clock, hash} = surroundings;
  core.name ||= `my-health.${(await hash(core.options.endpoint)).slice(0, 22)}`;
  const document = core.document;
  const link = document?.links?.participation;
  const owner =
    core.life?.owner ?? (document ? await hash(document.patient.key) : (memo.get(`${core.name}.owner`) ?? '?'));
  // before anything else, so that a page that is closed now still owes the host this word
  memo.set(pendingKey(core), `${owner} ${Math.round(clock.now())}`);
  const last = core.erased;
  const again = core.phase === 'opted-out' && !!last;
  const screen = core.life;
  const erasing = erase(core, 'opted-out');
  if (screen) {
    core.drop();
    core.document = document;
  }
  core.set({phase: 'opted-out', problem: undefined, pendingOptOut: true});
  const {blocked, uncounted, ...counts} = await erasing;
  const kept = again && !counts.records;
  const erased = kept ? {records: last.records, stores: last.stores} : counts;
  let confirmed = false;
  try {
    if (link) {
      const answer = await orAlready(
        core,
        core.host.document(link, {action: 'opt_out'}, {wait: false}),
        ({participation}) => participation.status === 'opted_out',
      );
      confirmed = answer.participation.status === 'opted_out' && (await hash(answer.patient.key)) === owner;
      if (confirmed) {
        memo.set(pendingKey(core), null);
        core.document = answer;
      }
    }
  } catch (thrown) {
    core.set({problem: {code: 'opt_out_unconfirmed', retryable: toCode(thrown) !== 'host_refused'}});
  }
  core.set({
    pendingOptOut: !confirmed,
    erased: {...erased, at: clock.now(), confirmed, blocked, uncounted: kept ? !!last.uncounted : uncounted},
    ...(confirmed ? {problem: undefined} : {problem: core.problem ?? {code: 'opt_out_unconfirmed', retryable: true}}),
  });
  core.publisher.emit({type: 'mh-opt-out', erased, confirmed});
  return {erased, confirmed};
};

/** Takes part again. A wish to leave that the host never heard of is taken back. */
export const optIn = async (core: Core): Promise<OptOutResult> => {
  const link = core.document?.links?.participation;
  if (!link) throw new CodedError('host_refused');
  const answer = await core.take(
    orAlready(
      core,
      core.host.document(link, {action: 'opt_in'}, {wait: false}),
      ({participation}) => participation.status === 'active',
    ).then(done => {
      core.surroundings.memo.set(pendingKey(core), null);
      core.set({erased: undefined, pendingOptOut: false});
      return done;
    }),
  );
  core.tabs?.post({type: 'reload'});
  return {erased: {records: 0, stores: 0}, confirmed: answer.participation.status === 'active'};
};

/** The state of a patient who has left, or wishes to: nothing is read, nothing is kept. */
export const stayOut = async (core: Core, owner: string, pending: boolean): Promise<void> => {
  const {document, surroundings} = core;
  const {memo, storage} = surroundings;
  const known = memo.get(`${core.name}.owner`) !== null || !!core.life;
  core.drop();
  core.document = document;
  if (!pending && memo.get(pendingKey(core))?.startsWith(`${owner} `)) memo.set(pendingKey(core), null);
  core.set({phase: 'opted-out', problem: undefined, ended: undefined, pendingOptOut: pending});
  memo.set(`${core.name}.owner`, null);
  if (known || pending) await storage.purge(core.options.endpoint);
  await storage.finishPurges();
};

/** Removes the copy on this device. The patient still takes part; nothing is stored again until the page is opened anew. */
export const eraseLocal = async (core: Core): Promise<Erased> => {
  const {blocked, uncounted, ...erased} = await erase(core, 'erased');
  await forget(core);
  core.set({erased: {...erased, at: core.surroundings.clock.now(), confirmed: true, blocked, uncounted}});
  return erased;
};

/** Goes on without anything that was read, in memory only. */
export const forget = async (core: Core): Promise<void> => {
  const {life, surroundings} = core;
  if (!life) return;
  life.end.abort();
  life.store.close();
  core.life = {
    ...life,
    end: new AbortController(),
    pause: new AbortController(),
    store: await surroundings.storage.memory(),
    builder: new LibraryBuilder(surroundings.breathe),
    library: EMPTY_LIBRARY,
    summary: {places: new Map(), months: {}, categories: {}},
    dirty: true,
    building: false,
    built: Promise.resolve(),
    known: true,
    whole: true,
    checkpoints: new Map(),
    streams: new Map(),
    sources: new Map(),
    persons: new Map(),
    progress: new Map(),
    completeAt: null,
    ahead: undefined,
  };
  core.publisher.changed(true);
};
