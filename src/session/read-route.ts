import {unfinished} from '../cache/manifest.js';
import {takePage, takePlan} from './ahead.js';
import {readable} from './facts.js';
import {holdsRecords, isAnyRead, marksOf, passedAt, settled, streamKey} from './marks.js';
import {keep, rebuild} from './fill.js';
import {endPass} from './end-pass.js';
import {isAfterQuiet, quietOf} from './quiet.js';
import {setProgress} from './progress.js';
import {readStream} from './read-stream.js';
import {headOf} from './summary.js';
import type {Checkpoint, StoreHead} from '../cache/store.js';
import type {ErrorCode} from '../errors.js';
import type {RecordSource, Stream} from '../sources/source.js';
import type {DocumentRoute} from './contract.js';
import type {Core} from './core.js';
import type {Life} from './life.js';
import type {StreamRead} from './read-stream.js';

/** Streams of one route that are read at the same time; requests have their own limit below. */
const AT_ONCE = 4;
const PROGRESS_MS = 250;
const HEAD_MS = 5000;
/** Lists whose way was cut are asked for once more after about this time: WebKit's network ends with its storage. */
const AGAIN_MS = 1000;

export interface RouteRead {
  readonly core: Core;
  readonly life: Life;
  readonly route: DocumentRoute;
  readonly source: RecordSource;
  readonly epoch: number;
  readonly forced: boolean;
  /** Every list whole, whatever the source can tell of changes. */
  readonly whole: boolean;
  /** Wall ms: a stream whose pass ended well since then is not read again. */
  readonly freshFrom: number;
  readonly signal: AbortSignal;
}

/** When the head was stored last, by life. */
const heads = new WeakMap<Life, number>();

/** Every few seconds, so that a visit that is cut short still paints at once the next time. */
const headDue = ({core, life}: RouteRead): StoreHead | undefined => {
  const now = core.surroundings.clock.monotonic();
  if (now - (heads.get(life) ?? -Infinity) < HEAD_MS || !life.library.whole || !life.library.total) return undefined;
  heads.set(life, now);
  return headOf(life.library, life.summary, life.completeAt);
};

const readOne = (read: RouteRead, stream: Stream, onReceived: StreamRead['onReceived']): Promise<Checkpoint> => {
  const {core, life, route, source, epoch, forced, signal} = read;
  const {clock, breathe} = core.surroundings;
  const key = streamKey(route.id, stream);
  const held = life.checkpoints.get(key);
  // a list that was left half read before a place was collected may have got something above where it was left
  const {collectedAt = 0, connectedAt = 0} = life.listings.get(route.id) ?? {};
  const early = held && (held.startedAt ?? 0) < collectedAt;
  // what a place that was connected since then holds may have been fetched long before
  const whole = read.whole || (held?.wholeAt ?? Infinity) < connectedAt;
  const previous = early ? {...held, cursor: null} : held;
  const givenUp = life.health.get(route.id)?.givenUp;
  return readStream({
    route: route.id,
    source,
    stream,
    store: life.store,
    epoch,
    forced,
    whole,
    signal,
    clock,
    breathe,
    ...(previous ? {previous} : {ahead: takePage(life, key)}),
    head: () => headDue(read),
    ...(givenUp ? {givenUp} : {}),
    onReceived,
    onStored: ({checkpoint, page, dropPassesBefore}) => {
      life.checkpoints.set(checkpoint.stream, checkpoint);
      if (page) keep(life, page);
      if (dropPassesBefore) {
        life.builder?.dropPassesBefore(checkpoint.stream, dropPassesBefore);
        life.dirty = true;
      }
      core.publisher.changed();
      if (life.store.kind === 'sealed') core.tabs?.post({type: 'stored', ended: false});
    },
  });
};

/** A stream that is not asked for any more takes its records with it. */
const forgetStream = async ({life, epoch}: RouteRead, stream: string): Promise<void> => {
  life.checkpoints.delete(stream);
  life.builder?.dropStreams(name => name === stream);
  await life.store.dropRoute(stream, epoch);
};

/**
 * Some list was never begun: a visit that ends before it was must not look complete to the next one. The mark goes
 * with the first pass that leaves nothing to try again.
 */
const markBegun = async ({core, life, route, epoch}: RouteRead): Promise<void> => {
  const at = core.surroundings.clock.now();
  const checkpoint: Checkpoint = {...unfinished(`${route.id}|`), startedAt: at};
  await life.store.commit({checkpoint, epoch});
  life.checkpoints.set(checkpoint.stream, checkpoint);
};

/**
 * Asks once more for what a cut line has kept away, where the server is there by all that is known: the way is back in
 * a moment, and the patient need not ask.
 */
const askAgain = async (read: RouteRead, ends: Checkpoint[], onReceived: StreamRead['onReceived']): Promise<void> => {
  const {core, life, route, signal} = read;
  const {clock} = core.surroundings;
  // the portal's line brings tokens, and the code that a list is read with
  const isCut = ({code}: {readonly code?: string}): boolean => /^(source|host)_unreachable$/.test(code ?? '');
  const isUnlisted = isCut(life.listings.get(route.id) ?? {});
  if (life.health.get(route.id)?.code || ends.every(isCut) || !(isUnlisted || ends.some(isCut))) return;
  await clock.delay(AGAIN_MS * (1 + 2 * clock.random()), signal);
  if (isUnlisted) await (await core.engine()).list(life);
  for (const [at, end] of ends.entries()) {
    const stream = life.streams.get(route.id)?.find(one => streamKey(route.id, one) === end.stream);
    if (stream && isCut(end)) ends[at] = await readOne(read, stream, onReceived);
  }
};

/** A refused list that was read before, and the narrower ones that are read in its place. */
interface Narrowed {
  readonly stream: Stream;
  readonly end: Checkpoint;
  readonly narrower: readonly Stream[];
}

/** Where all narrower lists are refused as well, nobody has said that what their list brought is gone: it stands. */
const widen = ({route}: RouteRead, {stream, end, narrower}: Narrowed, streams: Stream[], ends: Checkpoint[]): void => {
  const keys = narrower.map(one => streamKey(route.id, one));
  const theirs = ends.filter(one => keys.includes(one.stream));
  if (!theirs.every(one => settled(one) && !one.completedAt)) return;
  streams.splice(streams.indexOf(narrower[0]!), narrower.length, stream);
  ends.splice(0, ends.length, ...ends.filter(one => !theirs.includes(one)), end);
};

/**
 * One pass over a route: plans, reads its streams side by side, each to its own end, and stores the first screen of
 * the next visit. @throws {CodedError} when the source cannot be planned, or the pass is over (`aborted`)
 */
export const readRoute = async (read: RouteRead): Promise<void> => {
  const {core, life, route, source, signal} = read;
  const {publisher, surroundings} = core;
  const {clock} = surroundings;
  life.health.get(route.id)?.begin();
  const streams = [...((await takePlan(life, route.id)) ?? (await source.plan(signal)))];
  life.streams.set(route.id, streams);
  const isNew = streams.some(stream => !life.checkpoints.has(streamKey(route.id, stream)));
  // while the server is quiet, its mark says as much
  if (!quietOf(life, route.id) && (isNew || isAfterQuiet(life, route.id))) await markBegun(read);
  const ends: Checkpoint[] = [];
  let received = 0;
  let toldAt = clock.monotonic();
  const tell = (): void => {
    // what comes of a read that was stopped is nobody's progress
    if (signal.aborted) return;
    setProgress(core, life, route, {phase: 'reading', received, streams: streams.length, streamsDone: ends.length});
    if (clock.monotonic() - toldAt < PROGRESS_MS) return;
    toldAt = clock.monotonic();
    publisher.emit({type: 'mh-sync', route: route.id, phase: 'progress', received});
  };
  tell();
  const onReceived = (entries: number): void => {
    received += entries;
    life.health.get(route.id)?.received();
    tell();
  };
  const narrowed: Narrowed[] = [];
  const queue = [...streams];
  const worker = async (): Promise<void> => {
    for (let stream = queue.shift(); stream; stream = queue.shift()) {
      const before = life.checkpoints.get(streamKey(route.id, stream));
      const at = before && settled(before) ? (before.endedAt ?? 0) : Infinity;
      const fresh = at >= read.freshFrom && at <= clock.now();
      const end = before && fresh ? before : await readOne(read, stream, onReceived);
      const narrower = end.code && !end.pages ? (source.narrow?.(stream, end.code as ErrorCode) ?? []) : [];
      if (narrower.length) {
        streams.splice(streams.indexOf(stream), 1, ...narrower);
        queue.unshift(...narrower);
        // what it brought before stays until they have brought something
        if (end.completedAt) narrowed.push({stream, end, narrower});
        else await forgetStream(read, end.stream);
      } else ends.push(end);
      tell();
    }
  };
  const workers = await Promise.allSettled(Array.from({length: AT_ONCE}, worker));
  for (const one of workers) if (one.status === 'rejected') throw one.reason;
  await askAgain(read, ends, onReceived);
  for (const one of narrowed) widen(read, one, streams, ends);
  await finish(read, ends);
};

const finish = async (read: RouteRead, ends: readonly Checkpoint[]): Promise<void> => {
  const {core, life, route, epoch} = read;
  const {surroundings, tabs} = core;
  if (ends.every(settled)) {
    // only once everything that is asked for has answered
    for (const {stream} of marksOf(life, route.id)) {
      if (!ends.some(end => end.stream === stream)) await forgetStream(read, stream);
    }
    const others = life.document.routes.filter(one => readable(one) && surroundings.supports(one.protocol));
    const passed = others.every(({id}) => passedAt(marksOf(life, id)) !== null);
    if (passed && isAnyRead(life.checkpoints.values())) life.completeAt = surroundings.clock.now();
  }
  await rebuild(life);
  if (ends[0])
    await life.store.commit({checkpoint: ends[0], head: headOf(life.library, life.summary, life.completeAt), epoch});
  if (life.end.signal.aborted) return;
  // without the patient's own entry no record is missing, and with it alone none was read
  const lists = ends.filter(end => holdsRecords(end) || !settled(end));
  const failed = lists.filter(({state}) => state !== 'complete');
  const worst = failed.find(end => !settled(end)) ?? failed[0];
  const phase = !worst ? 'done' : failed.length < lists.length ? 'partial' : 'failed';
  endPass(core, life, route, phase, worst?.code as ErrorCode | undefined);
  if (life.store.kind === 'sealed') tabs?.post({type: 'stored', ended: true});
};
