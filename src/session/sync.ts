import {toCode} from '../errors.js';
import {readable} from './facts.js';
import {isAnyRead, marksOf, passedAt, settled} from './marks.js';
import {fill, takeOver} from './fill.js';
import {Lead} from './lead.js';
import {Listings} from './listings.js';
import {beginPass, endPass, stopPass} from './end-pass.js';
import {setProgress} from './progress.js';
import {quietOf, readQuiet, setQuiet, storeQuiet, untilAllowed} from './quiet.js';
import {readRoute} from './read-route.js';
import {renew} from './renew.js';
import {sourceOf} from './source-of.js';
import type {DocumentRoute} from './contract.js';
import type {Core} from './core.js';
import type {Life} from './life.js';
import type {TabMessage} from './tabs.js';
import type {Reason} from './token-client.js';

/** A pass that is told to stop has ended by then: the deadlines of storage are shorter. */
const STOP_MS = 8000;
const REREAD_MS = 5000;
/** Who was taken for frozen gives the tab that leads now time to show life. */
const TURN_MS = 1000;

export interface RunOptions {
  /** Whatever `fresh_for` says. */
  readonly forced: boolean;
  /** Every list whole, although a part would tell what has changed. */
  readonly whole?: boolean;
  /** A pass that is under way does not do: it began too early. */
  readonly anew?: boolean;
  readonly routes?: readonly string[];
}

/** Reads routes into store and library: side by side, each ending in its own state (I10). */
export class SyncEngine {
  readonly #core: Core;
  readonly #listings: Listings;
  /** Passes under way, by life and route. */
  readonly #passes = new WeakMap<Life, Map<string, Promise<void>>>();
  #rereading?: Promise<void>;
  #lead?: Lead;
  #rereadAt = -Infinity;
  /** Fencing epochs of the passes under way, by route. */
  readonly #epochs = new Map<string, number>();
  /** What lists of connections have asked to be read. */
  #asked = Promise.resolve();

  constructor(core: Core) {
    this.#core = core;
    this.#listings = new Listings(core, (life, read) => {
      const run = this.#run(life, {...read, forced: true});
      this.#asked = this.#asked.then(() => run);
    });
  }

  /** Resolves when the pass of every named route has ended, and what lists that it read have asked for. Never rejects. */
  async run(life: Life, options: RunOptions): Promise<void> {
    await this.#run(life, options);
    await this.#asked;
  }

  async #run(life: Life, {forced, whole = false, anew = whole, routes}: RunOptions): Promise<void> {
    readQuiet(this.#core, life);
    this.#listings.watch(life);
    await this.#leaveEnded(life);
    // no route waits for another one's list
    const listed = forced ? this.#listings.read(life) : undefined;
    if (!this.#core.publisher.reads) return listed;
    const passes = this.#passes.get(life) ?? new Map<string, Promise<void>>();
    this.#passes.set(life, passes);
    const wanted = life.document.routes.filter(({id}) => !routes || routes.includes(id));
    await Promise.all(
      wanted.map(route => {
        const under = passes.get(route.id);
        if (under && !anew) return under;
        // no pass at all: whoever wants all read anew would take it for one
        if (this.#rests(life, route, forced)) return Promise.resolve();
        const pass = Promise.resolve(under)
          .then(() => this.#pass(life, route, forced, whole))
          .finally(() => passes.get(route.id) === pass && passes.delete(route.id));
        passes.set(route.id, pass);
        return pass;
      }),
    );
    await listed;
    if (!life.end.signal.aborted) this.#core.publisher.changed();
  }

  /**
   * A route that was disconnected elsewhere takes its records with it here as well: by its status, because nothing is
   * connected to an aggregator any more, or because the host does not name it.
   */
  async #leaveEnded(life: Life): Promise<void> {
    const {routes} = life.document;
    const kept = routes.filter(({kind, status, token}) =>
      kind === 'aggregator' ? token !== null : status !== 'not_connected',
    );
    const read = [...life.checkpoints.keys()].map(stream => stream.slice(0, stream.lastIndexOf('|')));
    const ended = [...new Set([...read, ...life.progress.keys()])].filter(id => !kept.some(route => route.id === id));
    if (!ended.length) return;
    const {takeOff} = await import('./disconnect.js');
    for (const id of ended) await takeOff(this.#core, life, id, null);
    // what was stopped for it goes on
    life.pause = new AbortController();
    void this.#core.read(false);
  }

  /** Ends the passes that are under way; resolves when they have ended, however they did. */
  async stop(life: Life): Promise<void> {
    life.pause.abort();
    const stopped = new AbortController();
    const late = this.#core.surroundings.clock.delay(STOP_MS, stopped.signal).catch(() => undefined);
    await Promise.race([Promise.all([...(this.#passes.get(life)?.values() ?? [])]), late]);
    stopped.abort();
  }

  /** `/sources` of every aggregator, now. */
  list(life: Life, pressed = false): Promise<void> {
    return this.#listings.read(life, pressed);
  }

  /** Another token. @throws {CodedError} of the host */
  renew(route: string, reason: Reason): Promise<void> {
    return renew(this.#core, route, reason);
  }

  /** The record server of a route asked for quiet. */
  beQuiet(life: Life, route: string, ms: number, ends: boolean): void {
    const core = this.#core;
    setQuiet(core, life, route, {until: core.surroundings.clock.now() + ms, ends, own: true});
    const store = (epoch: number): Promise<void> => storeQuiet(core, life, route, epoch);
    const epoch = this.#epochs.get(route);
    // told outside a pass, it is stored by who leads as well
    if (epoch === undefined) this.#inTurn(life, life.end.signal, store).catch(() => undefined);
    else void store(epoch);
  }

  /** Works while this tab leads; records that stay in it need no leader. */
  #inTurn(life: Life, signal: AbortSignal, work: (epoch: number) => Promise<void>): Promise<void> {
    const {name, surroundings, tabs} = this.#core;
    if (life.store.kind === 'memory' || !tabs) return work(0);
    return (this.#lead ??= new Lead(surroundings, name, tabs)).run(signal, () => takeOver(life), work);
  }

  onMessage(message: TabMessage): void {
    const core = this.#core;
    const {life} = core;
    if (message.type === 'reload') {
      if (life) void this.#reload(life);
      else if (core.phase === 'opted-out') void core.start();
    } else if (!life) return;
    else if (message.type === 'stored') void this.#reread(life, message.ended);
  }

  /** A connection was made or has ended: what is on its way here was asked for before. */
  async #reload(life: Life): Promise<void> {
    await this.stop(life);
    await this.#reread(life, true);
    // it may have ended meanwhile
    if (this.#core.life !== life) return;
    await this.#core.start();
    if (this.#core.life === life) await this.#listings.read(life);
  }

  /** Whether there is nothing to read, which the route's progress says then. */
  #rests(life: Life, route: DocumentRoute, forced: boolean): boolean {
    const core = this.#core;
    if (!readable(route)) {
      if (route.token && route.status !== 'not_connected') endPass(core, life, route, 'failed', 'host_invalid');
      else life.progress.delete(route.id);
      return true;
    }
    if (!core.surroundings.supports(route.protocol)) return true;
    const isFresh = !forced && this.#fresh(life, route);
    if (isFresh) endPass(core, life, route, 'done');
    return isFresh;
  }

  async #pass(life: Life, route: DocumentRoute, forced: boolean, whole: boolean): Promise<void> {
    const core = this.#core;
    const {clock} = core.surroundings;
    const signal = AbortSignal.any([life.end.signal, life.pause.signal]);
    // at once, before anything else is told
    const stop = (): void => stopPass(core, life, route.id);
    life.end.signal.addEventListener('abort', stop);
    const asked = clock.now();
    const work = async (epoch: number): Promise<void> => {
      if (this.#answered(life, route, asked, whole) || (!forced && this.#fresh(life, route))) {
        return endPass(core, life, route, 'done');
      }
      beginPass(core, life, route);
      readQuiet(core, life);
      this.#epochs.set(route.id, epoch);
      await storeQuiet(core, life, route.id, epoch);
      if (!quietOf(life, route.id)?.own) await untilAllowed(core, life, route.id, signal);
      const source = await sourceOf(core, life, route);
      if (source)
        await readRoute({
          core,
          life,
          route,
          source,
          epoch,
          forced,
          whole,
          freshFrom: this.#freshFrom(life, route, forced),
          signal,
        });
    };
    try {
      setProgress(core, life, route, {phase: 'waiting', received: 0, streams: 0, streamsDone: 0});
      for (;;) {
        try {
          return await this.#inTurn(life, signal, work);
        } catch (thrown) {
          if (toCode(thrown) !== 'aborted' || signal.aborted) throw thrown;
        }
        setProgress(core, life, route, {phase: 'waiting'});
        // a newer epoch: another tab leads, and this one follows, in line behind it
        await this.#reread(life, true);
        await clock.delay(TURN_MS, signal);
      }
    } catch (thrown) {
      if (life.end.signal.aborted) return;
      const code = toCode(thrown);
      if (code !== 'aborted') return endPass(core, life, route, 'failed', code);
      setProgress(core, life, route, {phase: 'waiting'});
    } finally {
      life.end.signal.removeEventListener('abort', stop);
      stop();
      this.#epochs.delete(route.id);
      life.health.get(route.id)?.ended();
    }
  }

  /** Nothing is read sooner than `fresh_for` after a complete pass, except what was connected or collected since. */
  #fresh(life: Life, route: DocumentRoute): boolean {
    const at = passedAt(marksOf(life, route.id));
    // an end that lies ahead was written by a clock that ran wrong
    return at !== null && at >= this.#freshFrom(life, route, false) && at <= this.#core.surroundings.clock.now();
  }

  /** Wall ms since when a pass is too young to be repeated. */
  #freshFrom(life: Life, route: DocumentRoute, forced: boolean): number {
    if (forced || !isAnyRead(marksOf(life, route.id))) return Infinity;
    const now = this.#core.surroundings.clock.now();
    const {entries = [], collectedAt = 0} = life.listings.get(route.id) ?? {};
    const connected = [route.since, ...entries.map(({since}) => since)]
      .map(since => Date.parse(since ?? ''))
      .filter(since => since <= now);
    return Math.max(now - (life.document.fresh_for ?? 900) * 1000, collectedAt, ...connected);
  }

  /** Whether another tab has done in the meantime what was asked for. */
  #answered(life: Life, route: DocumentRoute, asked: number, whole: boolean): boolean {
    const marks = marksOf(life, route.id);
    const now = this.#core.surroundings.clock.now();
    return (
      marks.length > 0 &&
      marks.every(mark => {
        const at = (whole ? mark.wholeAt : mark.startedAt) ?? 0;
        return settled(mark) && at > asked && at <= now;
      })
    );
  }

  /**
   * Another tab has stored something: read it, unless this tab writes itself, and at most every few seconds while that
   * tab goes on.
   */
  #reread(life: Life, ended: boolean): Promise<void> {
    const {surroundings, publisher} = this.#core;
    const {clock} = surroundings;
    if (!ended && (this.#rereading || clock.monotonic() - this.#rereadAt < REREAD_MS)) return Promise.resolve();
    this.#rereadAt = clock.monotonic();
    const reading: Promise<void> = Promise.resolve(this.#rereading)
      .then(async () => {
        if (life.store.kind === 'memory' || this.#lead?.held) return;
        await fill(life);
        readQuiet(this.#core, life);
        publisher.changed();
      })
      .catch(() => undefined)
      .finally(() => {
        if (this.#rereading === reading) this.#rereading = undefined;
      });
    return (this.#rereading = reading);
  }
}
