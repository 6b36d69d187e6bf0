import {toCode} from '../errors.js';
import {connectionsOf, isCollecting} from './connections.js';
import {readable} from './facts.js';
import {tellGone} from './gone.js';
import {sourceOf} from './source-of.js';
import {tokensOf} from './token-client.js';
import type {RecordSource} from '../sources/source.js';
import type {DocumentRoute} from './contract.js';
import type {Core} from './core.js';
import type {Life, Listed} from './life.js';

/** A source that lists its connections. */
interface Lists extends RecordSource {
  readSources(signal: AbortSignal, pressed?: boolean): Promise<readonly Listed[]>;
}
const lists = (source: RecordSource | undefined): source is Lists => !!source && 'readSources' in source;

const MINUTE = 60_000;

/** The `/sources` of aggregators: read on every pass, and polled while something is being collected. */
export class Listings {
  readonly #core: Core;
  readonly #changed: (life: Life, routes: readonly string[], whole: boolean) => Promise<void>;
  #watched?: Life;
  readonly #reading = new WeakMap<Life, Promise<void>>();
  /** Reads so far, and which of them was heard of last, by route: an older one says nothing any more. */
  #reads = 0;
  readonly #latest = new Map<string, number>();
  /** Told of every list that has been read. */
  #heard?: () => void;

  /** @param changed a connection was made, has new data or (`whole`) has ended: its route is to be read */
  constructor(core: Core, changed: (life: Life, routes: readonly string[], whole: boolean) => Promise<void>) {
    this.#core = core;
    this.#changed = changed;
  }

  /** Reads once now, and goes on while something is on its way. */
  watch(life: Life): void {
    if (this.#watched === life) return;
    this.#watched = life;
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
    const held = life.listings.get(route.id);
    const take = (entries: readonly Listed[]): boolean => {
      life.listings.set(route.id, {entries, at: this.#core.surroundings.clock.now()});
      const ended = held?.entries.filter(({id}) => !entries.some(one => one.id === id)) ?? [];
      tellGone(this.#core, route.id, ended);
      return ended.length > 0;
    };
    if (!readable(route)) return void take([]);
    const turn = ++this.#reads;
    const isLate = (): boolean => {
      if (turn < (this.#latest.get(route.id) ?? 0)) return true;
      this.#latest.set(route.id, turn);
      return false;
    };
    try {
      const source = await sourceOf(this.#core, life, route);
      if (!lists(source)) return;
      const entries = await source.readSources(life.end.signal, pressed);
      if (isLate()) return;
      if (take(entries)) void this.#changed(life, [route.id], true);
    } catch (thrown) {
      if (!life.end.signal.aborted && !isLate())
        life.listings.set(route.id, {...held, entries: held?.entries ?? [], code: toCode(thrown)});
    }
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
    for (let last = ''; !signal.aborted;) {
      await this.read(life);
      const now = this.#fingerprint(life);
      if (last && last !== now) void this.#changed(life, this.#aggregators(life), false);
      last = now;
      while (!waiting().length && !signal.aborted) await this.#nextRead(signal);
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
  #nextRead(signal: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      this.#heard = resolve;
      signal.addEventListener('abort', () => resolve(), {once: true});
    });
  }

  #aggregators(life: Life): string[] {
    return life.document.routes.filter(route => route.kind === 'aggregator' && readable(route)).map(({id}) => id);
  }

  #fingerprint(life: Life): string {
    return JSON.stringify(
      [...life.listings.values()].map(({entries}) =>
        entries.map(({id, syncStatus, historyStatus, oldest}) => [id, syncStatus, historyStatus, oldest]),
      ),
    );
  }
}
