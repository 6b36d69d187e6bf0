import {toCode} from '../errors.js';
import {marksOf, passedAt, readable, settled} from './facts.js';
import {fill, headOf, keep} from './life.js';
import {Listings} from './listings.js';
import {readStream} from './read-stream.js';
import type {StreamRead} from './read-stream.js';
import type {Checkpoint, StoreHead} from '../cache/store.js';
import type {ErrorCode} from '../errors.js';
import type {RecordSource, Stream} from '../sources/source.js';
import type {DocumentRoute} from './contract.js';
import type {Core} from './core.js';
import type {Life} from './life.js';
import type {RouteProgress} from './snapshot.js';
import type {TabMessage} from './tabs.js';

/** Streams of one route that are read at the same time; requests have their own limit below. */
const AT_ONCE = 4;
const PROGRESS_MS = 250;
const HEAD_MS = 5000;
const REREAD_MS = 5000;
const WAITED_MS = 500;

export interface RunOptions {
  /** Whatever `fresh_for` says. */
  readonly forced: boolean;
  readonly routes?: readonly string[];
}

/** Reads routes into store and library: side by side, each ending in its own state (I10). */
export class SyncEngine {
  readonly #core: Core;
  readonly #listings: Listings;
  /** Passes under way, by life and route. */
  readonly #passes = new WeakMap<Life, Map<string, Promise<void>>>();
  #headAt = -Infinity;
  #rereading?: Promise<void>;

  constructor(core: Core) {
    this.#core = core;
    this.#listings = new Listings(
      core,
      (life, route) => this.source(life, route),
      (life, routes) => this.run(life, {forced: true, routes}),
    );
  }

  /** Resolves when the pass of every named route has ended. Never rejects. */
  async run(life: Life, {forced, routes}: RunOptions): Promise<void> {
    this.#listings.watch(life);
    // no route waits for another one's list
    const listed = forced ? this.#listings.read(life) : undefined;
    if (!this.#core.publisher.reads) return listed;
    const passes = this.#passes.get(life) ?? new Map<string, Promise<void>>();
    this.#passes.set(life, passes);
    await Promise.all(
      life.document.routes
        .filter(({id}) => !routes || routes.includes(id))
        .map(route => {
          let pass = passes.get(route.id);
          if (!pass) {
            pass = this.#pass(life, route, forced).finally(() => passes.delete(route.id));
            passes.set(route.id, pass);
          }
          return pass;
        }),
    );
    await listed;
    if (!life.end.signal.aborted) this.#core.publisher.changed();
  }

  /** `/sources` of every aggregator, now. */
  list(life: Life): Promise<void> {
    return this.#listings.read(life);
  }

  onMessage(message: TabMessage): void {
    const {life} = this.#core;
    if (!life) return;
    if (message.type === 'reload') void this.#core.start();
    else if (message.type === 'stored') void this.#reread(life, message.ended);
  }

  /** The source of a route; `undefined` when this version cannot read it. */
  source(life: Life, route: DocumentRoute): Promise<RecordSource | undefined> {
    const {surroundings, tokens} = this.#core;
    const made = `${route.id} ${route.base_url ?? ''} ${route.patient_id ?? ''}`;
    let source = life.sources.get(made);
    if (!source) {
      source = surroundings.source(route.protocol, {
        route: route.id,
        routeName: route.name,
        baseUrl: route.base_url ?? '',
        ...(route.patient_id ? {patientId: route.patient_id} : {}),
        ...(route.institution ? {institution: {id: route.institution.id, name: route.institution.name}} : {}),
        token: async rejected => {
          const over = (): boolean => life.end.signal.aborted;
          const token = over() ? null : await tokens.token(route.id, rejected);
          // a renewal may have brought the token of another patient
          return over() ? null : token;
        },
      });
      life.sources.set(made, source);
    }
    return source;
  }

  async #pass(life: Life, route: DocumentRoute, forced: boolean): Promise<void> {
    const {surroundings, publisher, tabs} = this.#core;
    const signal = AbortSignal.any([life.end.signal, life.pause.signal]);
    const {clock} = surroundings;
    if (!readable(route)) {
      if (route.token && route.status !== 'not_connected') this.#end(life, route, 'failed', 'host_invalid');
      else life.progress.delete(route.id);
      return;
    }
    if (!surroundings.supports(route.protocol)) return;
    try {
      if (!forced && this.#fresh(life, route)) return this.#end(life, route, 'done');
      this.#progress(life, route, {phase: 'waiting', received: 0, streams: 0, streamsDone: 0, code: undefined});
      publisher.changed();
      const waitedFrom = clock.monotonic();
      const askedAt = clock.now();
      const work = async (epoch: number): Promise<void> => {
        // another tab may have read while this one waited
        if (clock.monotonic() - waitedFrom > WAITED_MS) await fill(life, surroundings.breathe);
        const marks = marksOf(life, route.id);
        const answered = marks.length > 0 && marks.every(mark => settled(mark) && (mark.startedAt ?? 0) > askedAt);
        if (forced ? answered : this.#fresh(life, route)) return this.#end(life, route, 'done');
        await this.#readRoute(life, route, epoch, forced, signal);
      };
      // records that stay in this tab need no leader
      if (life.store.kind === 'memory' || !tabs) await work(0);
      else await tabs.lead(signal, () => life.store.claim(), work);
    } catch (thrown) {
      if (life.end.signal.aborted) return;
      if (signal.aborted) return this.#progress(life, route, {phase: 'waiting', code: undefined});
      const code = toCode(thrown);
      if (code !== 'aborted') return this.#end(life, route, 'failed', code);
      // a newer epoch: another tab leads and this one follows
      this.#progress(life, route, {phase: 'waiting', code: undefined});
      await this.#reread(life, true);
    }
  }

  /** Nothing is read sooner than `fresh_for` after a complete pass, except what was connected since. */
  #fresh(life: Life, route: DocumentRoute): boolean {
    const at = passedAt(marksOf(life, route.id));
    if (at === null) return false;
    const age = this.#core.surroundings.clock.now() - at;
    const since = [route.since, ...(life.listings.get(route.id)?.entries ?? []).map(one => one.since)];
    const newer = since.some(instant => instant && Date.parse(instant) > at);
    return age >= 0 && age < (life.document.fresh_for ?? 900) * 1000 && !newer;
  }

  async #readRoute(
    life: Life,
    route: DocumentRoute,
    epoch: number,
    forced: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    const {clock} = this.#core.surroundings;
    const source = await this.source(life, route);
    if (!source) return;
    const {publisher} = this.#core;
    publisher.emit({type: 'mh-sync', route: route.id, phase: 'start', received: 0});
    const streams = [...(await source.plan(signal))];
    life.streams.set(route.id, streams);
    let received = 0;
    let done = 0;
    let toldAt = clock.monotonic();
    const tell = (): void => {
      this.#progress(life, route, {phase: 'reading', received, streams: streams.length, streamsDone: done});
      if (clock.monotonic() - toldAt < PROGRESS_MS) return;
      toldAt = clock.monotonic();
      publisher.emit({type: 'mh-sync', route: route.id, phase: 'progress', received});
    };
    tell();
    const ends: Checkpoint[] = [];
    const queue = [...streams];
    const worker = async (): Promise<void> => {
      for (let stream = queue.shift(); stream; stream = queue.shift()) {
        const end = await this.#readStream(life, source, stream, {
          epoch,
          forced,
          signal,
          onReceived: entries => {
            received += entries;
            tell();
          },
        });
        const narrower = end.code && !end.pages ? source.narrow?.(stream, end.code as ErrorCode) : undefined;
        if (narrower?.length) {
          streams.splice(streams.indexOf(stream), 1, ...narrower);
          queue.unshift(...narrower);
          life.checkpoints.delete(end.stream);
          await life.store.dropRoute(end.stream);
        } else {
          done++;
          ends.push(end);
        }
        tell();
      }
    };
    const workers = await Promise.allSettled(Array.from({length: AT_ONCE}, worker));
    for (const one of workers) if (one.status === 'rejected') throw one.reason;
    life.streams.set(route.id, streams);
    await this.#finish(life, route, ends, epoch);
  }

  #readStream(
    life: Life,
    source: RecordSource,
    stream: Stream,
    pass: Pick<StreamRead, 'epoch' | 'forced' | 'signal' | 'onReceived'>,
  ): Promise<Checkpoint> {
    const {surroundings, publisher, tabs} = this.#core;
    const {clock, breathe} = surroundings;
    const previous = life.checkpoints.get(`${source.route}|${stream.id}`);
    return readStream({
      route: source.route,
      source,
      stream,
      store: life.store,
      clock,
      breathe,
      ...pass,
      ...(previous ? {previous} : {}),
      head: () => this.#headDue(life),
      onStored: ({checkpoint, page, dropPassesBefore}) => {
        life.checkpoints.set(checkpoint.stream, checkpoint);
        if (page) keep(life, page);
        if (dropPassesBefore) {
          life.builder.dropPassesBefore(checkpoint.stream, dropPassesBefore);
          life.dirty = true;
        }
        publisher.changed();
        if (life.store.kind === 'sealed') tabs?.post({type: 'stored', ended: false});
      },
    });
  }

  /** Every few seconds, so that a visit that is cut short still paints at once the next time. */
  #headDue(life: Life): StoreHead | undefined {
    const now = this.#core.surroundings.clock.monotonic();
    if (now - this.#headAt < HEAD_MS || !life.library.whole || !life.library.total) return undefined;
    this.#headAt = now;
    return headOf(life.library, life.completeAt);
  }

  async #finish(life: Life, route: DocumentRoute, ends: readonly Checkpoint[], epoch: number): Promise<void> {
    const {clock} = this.#core.surroundings;
    const failed = ends.filter(({state}) => state !== 'complete');
    if (ends.every(settled)) {
      // streams that are not asked for any more, once everything that is asked for has answered
      for (const {stream} of marksOf(life, route.id)) {
        if (ends.some(end => end.stream === stream)) continue;
        life.checkpoints.delete(stream);
        life.builder.dropStreams(name => name === stream);
        await life.store.dropRoute(stream);
      }
      const others = life.document.routes.filter(
        one => readable(one) && this.#core.surroundings.supports(one.protocol),
      );
      if (others.every(({id}) => passedAt(marksOf(life, id)) !== null)) life.completeAt = clock.now();
    }
    life.dirty = false;
    life.library = await life.builder.build();
    if (ends[0]) await life.store.commit({checkpoint: ends[0], head: headOf(life.library, life.completeAt), epoch});
    if (life.end.signal.aborted) return;
    const phase = !failed.length ? 'done' : failed.length < ends.length ? 'partial' : 'failed';
    this.#end(life, route, phase, (failed.find(end => !settled(end)) ?? failed[0])?.code as ErrorCode | undefined);
    if (life.store.kind === 'sealed') this.#core.tabs?.post({type: 'stored', ended: true});
  }

  #end(life: Life, route: DocumentRoute, phase: 'done' | 'partial' | 'failed', code?: ErrorCode): void {
    this.#progress(life, route, {phase, code});
    const received = life.progress.get(route.id)!.received;
    this.#core.publisher.changed(true);
    this.#core.publisher.emit({type: 'mh-sync', route: route.id, phase, received});
  }

  #progress(life: Life, {id, name}: DocumentRoute, change: Partial<RouteProgress>): void {
    const {code, ...rest} = {
      ...(life.progress.get(id) ?? {
        route: id,
        routeName: name,
        phase: 'waiting',
        received: 0,
        streams: 0,
        streamsDone: 0,
      }),
      ...change,
    };
    life.progress.set(id, code ? {...rest, code} : rest);
    this.#core.publisher.changed();
  }

  /** Another tab has stored something: read it, at most every few seconds. */
  #reread(life: Life, ended: boolean): Promise<void> {
    if (this.#rereading && !ended) return this.#rereading;
    const {surroundings, publisher} = this.#core;
    const before = this.#rereading ?? Promise.resolve();
    const reading = before
      .then(async () => {
        await fill(life, surroundings.breathe);
        publisher.changed();
        if (!ended) await surroundings.clock.delay(REREAD_MS, life.end.signal);
      })
      .catch(() => undefined)
      .finally(() => {
        if (this.#rereading === reading) this.#rereading = undefined;
      });
    this.#rereading = reading;
    return reading;
  }
}
