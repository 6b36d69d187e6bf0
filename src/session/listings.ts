import {toCode} from '../errors.js';
import {connectionsOf, isCollected, isCollecting, saidOf} from './connections.js';
import {readable} from './facts.js';
import {marksOf} from './marks.js';
import {tellGone} from './gone.js';
import {untilAllowed} from './quiet.js';
import {sourceOf} from './source-of.js';
import {tokensOf} from './token-client.js';
import type {RecordSource} from '../sources/source.js';
import type {DocumentRoute} from './contract.js';
import type {Core} from './core.js';
import type {Life, Listed} from './life.js';
import type {RunOptions} from './sync.js';

/** A source that lists its connections. */
interface Lists extends RecordSource {
  readSources(signal: AbortSignal, pressed?: boolean): Promise<readonly Listed[]>;
}
const lists = (source: RecordSource | undefined): source is Lists => !!source && 'readSources' in source;

const MINUTE = 60_000;

/** What of a list, when it changes, tells of records that may be new. */
const fingerprint = (entries: readonly Listed[] = []): string =>
  JSON.stringify(entries.map(({id, syncStatus, historyStatus, oldest}) => [id, syncStatus, historyStatus, oldest]));

/** A connection is collected, of which the list before said something else, or nothing. */
const isNewlyCollected = (one: Listed, before: readonly Listed[]): boolean => {
  const said = saidOf(one);
  return isCollected(said) && !before.some(old => old.id === one.id && saidOf(old) === said);
};

/** The `/sources` of aggregators: read on every pass, and polled while something is being collected. */
export class Listings {
  readonly #core: Core;
  readonly #changed: (life: Life, read: Omit<RunOptions, 'forced'>) => void;
  #watched?: Life;
  readonly #reading = new WeakMap<Life, Promise<void>>();
  /** Reads so far, and which of them was heard of last, by route: an older one says nothing any more. */
  #reads = 0;
  readonly #latest = new Map<string, number>();
  /** What a list said when its records were last read for it, or when it was first heard of, by route. */
  #noted = new Map<string, string>();
  /** Told of every list that has been read. */
  #heard?: () => void;

  /** @param changed a connection was made, has new data or (`whole`) has ended: its route is to be read */
  constructor(core: Core, changed: (life: Life, read: Omit<RunOptions, 'forced'>) => void) {
    this.#core = core;
    this.#changed = changed;
  }

  /** Reads once now, and goes on while something is on its way. */
  watch(life: Life): void {
    if (this.#watched === life) return;
    this.#watched = life;
    this.#noted = new Map();
    this.#poll(life).catch(() => undefined);
  }

  /**
   * Never rejects: what could not be read keeps its last good entries and a code.
   * @param pressed a person waits for it, who must not wait for what another read waits for
   */
  read(life: Life, pressed = false): Promise<void> {
    let reading = this.#reading.get(life);
    if (!reading || pressed) {
      const own = Promise.all(life.document.routes.map(route => this.#read(life, route, pressed))).then(() => {
        if (this.#reading.get(life) === own) this.#reading.delete(life);
        this.#core.publisher.changed();
        this.#heard?.();
      });
      reading = own;
      this.#reading.set(life, own);
    }
    return reading;
  }

  async #read(life: Life, route: DocumentRoute, pressed: boolean): Promise<void> {
    if (route.kind !== 'aggregator') return;
    if (!readable(route)) return void this.#take(life, route, []);
    const turn = ++this.#reads;
    const isLate = (): boolean => {
      if (turn < (this.#latest.get(route.id) ?? 0)) return true;
      this.#latest.set(route.id, turn);
      return false;
    };
    try {
      await untilAllowed(this.#core, life, route.id, life.end.signal, pressed);
      const source = await sourceOf(this.#core, life, route);
      // of a route that this version cannot read nothing more is to come
      if (!lists(source)) return void this.#take(life, route, []);
      const entries = await source.readSources(life.end.signal, pressed);
      if (isLate()) return;
      const news = this.#take(life, route, entries);
      if (!news) return;
      this.#note(life, route.id);
      // at once, whichever read has found it: until then nobody can say what a place has none of
      this.#changed(life, {...news, routes: [route.id]});
    } catch (thrown) {
      if (life.end.signal.aborted || isLate()) return;
      const held = life.listings.get(route.id);
      life.listings.set(route.id, {...held, entries: held?.entries ?? [], code: toCode(thrown)});
    }
  }

  /** @returns how the records are to be read for it, when connections have ended or been collected */
  #take(life: Life, route: DocumentRoute, entries: readonly Listed[]): Pick<RunOptions, 'whole' | 'anew'> | undefined {
    const held = life.listings.get(route.id);
    const at = this.#core.surroundings.clock.now();
    // the first list of a visit says only by its dates what is new
    const first = held?.at === undefined;
    const isNew = (one: Listed): boolean =>
      first ? this.#collectedAt(one) >= (this.#core.received?.wall ?? 0) : isNewlyCollected(one, held.entries);
    const collected = new Map(held?.collected);
    let found = 0;
    for (const one of entries) {
      const since = isNew(one) ? at : first ? this.#collectedAt(one) : 0;
      const {id} = one.institution;
      collected.set(id, Math.max(since, collected.get(id) ?? 0));
      found = Math.max(found, since);
    }
    const isNews = entries.some(isNew);
    const connectedAt = Math.max(0, ...entries.map(({since}) => this.#dated(since)));
    const collectedAt = Math.max(found, held?.collectedAt ?? 0);
    life.listings.set(route.id, {entries, at, collected, collectedAt, connectedAt});
    const ended = held?.entries.filter(({id}) => !entries.some(one => one.id === id)) ?? [];
    tellGone(this.#core, route.id, ended);
    if (ended.length) return {whole: true, anew: true};
    // of a place that was connected since all was read nobody has seen all
    const isUnseen =
      entries.some(({id, since}) => !held?.entries.some(old => old.id === id && old.since === since)) &&
      marksOf(life, route.id).some(({wholeAt = Infinity}) => wholeAt < connectedAt);
    if (isNews || isUnseen) return {anew: true};
    // what was collected before this visit, a pass that is under way brings
    return marksOf(life, route.id).some(({startedAt = 0}) => startedAt < found) ? {} : undefined;
  }

  /** Wall ms at which a collected place was last connected or fetched, as servers date it; 0 for any other. */
  #collectedAt(one: Listed): number {
    return isCollected(saidOf(one)) ? Math.max(this.#dated(one.since), this.#dated(one.syncStatus?.synchedAt)) : 0;
  }

  /** Wall ms of what a server has dated; 0 of what lies ahead, by a clock that runs wrong, and of no date. */
  #dated(written: string | undefined): number {
    const now = this.#core.surroundings.clock.now();
    const at = Date.parse(written ?? '') + now - this.#core.portalTime();
    return at <= now ? Math.max(0, at) : 0;
  }

  /**
   * Polls while a connection is collecting and the page is seen. A poll alone never renews a token: it would keep a
   * portal session alive that the patient has left. With nothing on its way nothing wakes here.
   */
  async #poll(life: Life): Promise<void> {
    const {surroundings, publisher} = this.#core;
    const tokens = tokensOf(this.#core);
    const {clock, page} = surroundings;
    const {signal} = life.end;
    const waiting = () =>
      connectionsOf(life, this.#core.portalTime(), surroundings.supports).filter(
        one => one.routeKind === 'aggregator' && isCollecting(one.status),
      );
    // once, and not for each wait: a page may stay open for days
    signal.addEventListener('abort', () => this.#heard?.(), {once: true});
    while (!signal.aborted) {
      await this.read(life);
      const routes = this.#aggregators(life).filter(route => this.#note(life, route));
      if (routes.length) this.#changed(life, {routes});
      while (!waiting().length && !signal.aborted) await this.#nextRead();
      const slow = waiting().every(({status}) => status !== 'collecting');
      let pause = (slow ? 5 * MINUTE : MINUTE) * (1 + clock.random());
      do {
        await clock.delay(pause, signal);
        publisher.changed();
        pause = MINUTE;
      } while (
        !page.visible() ||
        !publisher.watched ||
        !this.#aggregators(life).every(route => tokens.good(route) || this.#core.quiet() < 2 * MINUTE)
      );
    }
  }

  /** Resolves when somebody has read the lists, or the life has ended. */
  #nextRead(): Promise<void> {
    return new Promise(resolve => (this.#heard = resolve));
  }

  #aggregators(life: Life): string[] {
    return life.document.routes.filter(route => route.kind === 'aggregator' && readable(route)).map(({id}) => id);
  }

  /** Notes what a list says. @returns whether it is something else than before, of which nobody knows at first */
  #note(life: Life, route: string): boolean {
    const now = fingerprint(life.listings.get(route)?.entries);
    const last = this.#noted.get(route);
    this.#noted.set(route, now);
    return last !== undefined && last !== now;
  }
}
