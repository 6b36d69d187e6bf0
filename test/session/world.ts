// loaded before time begins: a chunk's way over the network is not part of a test's own time
import '../../src/session/actions.js';
import '../../src/session/attachment.js';
import '../../src/session/directory.js';
import '../../src/session/look.js';
import '../../src/session/participation.js';
import '../../src/session/rest.js';
import '../../src/session/sync.js';
import '../../src/sources/http-more.js';
import '../../src/sources/human-api/more/connections.js';
import '../helpers/all-loaded.js';
import {CodedError} from '../../src/errors.js';
import {LaterStore} from '../../src/cache/later-store.js';
import {Session} from '../../src/session/session.js';
import {selfTest} from '../../src/session/self-test.js';
import {VirtualClock} from '../helpers/virtual-clock.js';
import {Disk} from './disk.js';
import {Faults} from './faults.js';
import {watchPasses} from './passes.js';
import {Portal} from './portal.js';
import {RecordServer} from './record-server.js';
import type {SessionEventFields} from '../../src/session/events.js';
import type {RequestResults, SessionRequest} from '../../src/session/requests.js';
import type {Snapshot} from '../../src/session/snapshot.js';
import type {PageSignal, Surroundings} from '../../src/session/surroundings.js';
import type {RecordSource} from '../../src/sources/source.js';

export const ENDPOINT = 'https://portal.example/my-health/token';

/** A channel that listens; a page may have several of one name, which hear each other as well. */
interface Ear {
  readonly name: string;
  readonly hear: (message: unknown) => void;
}

interface Held {
  readonly name: string;
  readonly tab: Tab;
  readonly start: () => void;
}

export interface TabOptions {
  readonly reads?: boolean;
  readonly headers?: Record<string, string>;
  /** False: a page without elements. */
  readonly joins?: boolean;
}

/** One open page of the portal. */
export class Tab {
  readonly session: Session;
  readonly events: SessionEventFields[] = [];
  /** Every snapshot that was published. */
  readonly shown: Snapshot[] = [];
  readonly signals = new Set<(signal: PageSignal) => void>();
  readonly listeners = new Set<Ear>();
  alive = true;
  #woken = Promise.resolve();
  #wake = (): void => undefined;
  #ears: Ear[] = [];
  visible = true;
  readonly leave: (() => void)[] = [];
  #elements = 0;

  constructor(
    readonly world: World,
    {reads = true, headers, joins = true}: TabOptions = {},
  ) {
    this.session = new Session(world.surroundings(this), {endpoint: ENDPOINT, credentials: 'same-origin'});
    this.session.subscribe(() => this.shown.push(this.session.getState()));
    if (joins) this.join(reads, headers);
  }

  join(reads: boolean, headers?: Record<string, string>): () => void {
    const leave = this.session.join({
      reads,
      ...(headers ? {hostHeaders: () => headers} : {}),
      emit: event => this.alive && this.events.push(event),
    });
    this.#elements++;
    const own = (): void => {
      this.#elements--;
      leave();
    };
    this.leave.push(own);
    return own;
  }

  /** Whether it has an element. */
  get isWatched(): boolean {
    return this.#elements > 0;
  }

  get state(): Snapshot {
    return this.session.getState();
  }

  /** Ids of all records on screen. */
  get ids(): string[] {
    const {dated, undated} = this.state.library;
    return [...dated, ...undated].map(({id}) => id.split('|').pop()!).sort();
  }

  signal(signal: PageSignal): void {
    for (const listener of [...this.signals]) listener(signal);
  }

  /** Dispatches, and lets time pass until it is answered: at most an hour and a bit. */
  async ask<R extends SessionRequest>(request: R): Promise<RequestResults[R['type']]> {
    let settled = false;
    const asked = this.session.dispatch(request).finally(() => (settled = true));
    asked.catch(() => undefined);
    for (let step = 0; !settled && step < 1000; step++) await this.world.clock.advance(step < 40 ? 50 : 4000);
    if (!settled) throw new Error(`${request.type} is still open`);
    return asked;
  }

  /** Events of one type, in order. */
  of<T extends SessionEventFields['type']>(type: T): Extract<SessionEventFields, {type: T}>[] {
    return this.events.filter((event): event is Extract<SessionEventFields, {type: T}> => event.type === type);
  }

  /** The process dies: nothing more happens here, its locks are free. */
  crash(): void {
    this.freeze();
    this.world.release(this);
  }

  /** Nothing more happens here, and its locks stay held. */
  freeze(): void {
    this.alive = false;
    this.#ears = [...this.listeners];
    this.listeners.clear();
    this.#woken = new Promise(done => (this.#wake = done));
  }

  /** Goes on where it stood. What other tabs said meanwhile is lost. */
  thaw(): void {
    this.alive = true;
    for (const ear of this.#ears) this.listeners.add(ear);
    this.#wake();
  }

  /** Resolves at once, or when the tab thaws. */
  async awake(): Promise<void> {
    while (!this.alive) await this.#woken;
  }
}

/** All that was asked for in a tab has been answered, and stands on its screen. */
export const done = ({state}: Tab): boolean =>
  state.library.whole && state.progress.length === 2 && state.progress.every(({phase}) => phase === 'done');

/** A browser profile with its tabs, a portal and two record servers, in a time of its own. */
export class World {
  readonly clock = new VirtualClock();
  readonly faults = new Faults();
  readonly disk = new Disk(this.faults);
  readonly portal = new Portal(this.clock, this.faults);
  readonly servers: Record<string, RecordServer>;
  readonly memo = new Map<string, string>();
  readonly messages: unknown[] = [];
  readonly tabs: Tab[] = [];
  safe = true;
  #locks: Held[] = [];

  constructor() {
    watchPasses(this);
    this.servers = {
      'human-api': new RecordServer('human-api', this),
      'mount-sinai': new RecordServer('mount-sinai', this),
    };
  }

  /** Opens a page, and lets everything happen that needs no waiting. */
  async open(options: TabOptions = {}): Promise<Tab> {
    const tab = new Tab(this, options);
    this.tabs.push(tab);
    await this.clock.advance(600);
    return tab;
  }

  /** Everything works again, the patient takes part, and no page is open. */
  async clear(): Promise<void> {
    this.faults.clear();
    this.portal.answer = undefined;
    this.portal.participation = 'active';
    this.memo.clear();
    for (const tab of this.tabs) if (tab.alive) tab.crash();
    await this.clock.advance(100);
  }

  /** Lets a tab read all it gets. */
  async settled(tab: Tab): Promise<void> {
    const isOver = ({library, progress}: Snapshot): boolean =>
      library.whole && progress.length === 2 && progress.every(({phase}) => phase !== 'waiting' && phase !== 'reading');
    while (!isOver(tab.state)) await this.clock.advance(20);
    await this.clock.advance(4000);
  }

  release(tab: Tab): void {
    this.#locks = this.#locks.filter(held => held.tab !== tab);
    this.#grant();
  }

  /** Of each name the first who asked holds the lock. */
  #grant(): void {
    for (const held of this.#locks) {
      if (this.#locks.find(({name}) => name === held.name) === held) held.start();
    }
  }

  surroundings(tab: Tab): Surroundings {
    const {clock, disk, faults, memo, portal, servers} = this;
    const live = async <T>(work: () => Promise<T>): Promise<T> => {
      await tab.awake();
      try {
        return await work();
      } finally {
        await tab.awake();
      }
    };
    return {
      clock: {
        now: () => clock.now(),
        monotonic: () => clock.monotonic(),
        random: () => clock.random(),
        delay: (ms, signal) => live(() => clock.delay(ms, signal)),
      },
      breathe: () => live(() => Promise.resolve()),
      page: {
        visible: () => tab.visible,
        on: listener => {
          tab.signals.add(listener);
          return () => tab.signals.delete(listener);
        },
      },
      memo: {
        get: key => memo.get(key) ?? null,
        set: (key, value) => void (tab.alive && (value === null ? memo.delete(key) : memo.set(key, value))),
      },
      storage: {
        // as in the browser: left alone while nothing is known to be there
        open: request => {
          const open = () => live(async () => ({store: await disk.open(request, () => tab.awake())}));
          const kind = request.cache ? 'sealed' : 'memory';
          return request.known === false ? live(() => Promise.resolve({store: new LaterStore(kind, open)})) : open();
        },
        purge: () =>
          live(async () => {
            await faults.pass('purge');
            return disk.purge();
          }),
        finishPurges: () => live(() => Promise.resolve()),
      },
      fetch: (url, init) => live(() => portal.fetch(url, init)),
      // no digest: its real time is none of the test's own
      hash: value => Promise.resolve(`h${[...value].reduce((all, c) => (all * 31 + c.charCodeAt(0)) >>> 0, 7)}`),
      channel: (name, listener) => {
        const ear = {name, hear: listener};
        tab.listeners.add(ear);
        return {
          post: message => {
            if (!tab.alive) return;
            this.messages.push(message);
            const copy: unknown = structuredClone(message);
            for (const other of this.tabs) {
              for (const heard of other.listeners) {
                if (heard === ear || heard.name !== name || !other.alive) continue;
                queueMicrotask(() => other.listeners.has(heard) && heard.hear(copy));
              }
            }
          },
          close: () => tab.listeners.delete(ear),
        };
      },
      locks: {
        request: <T>(name: string, {signal}: {signal?: AbortSignal}, hold: () => Promise<T>) =>
          new Promise<T>((resolve, reject) => {
            let started = false;
            const held: Held = {
              tab,
              name,
              start: () => {
                if (started) return;
                started = true;
                hold()
                  .then(resolve, reject)
                  .finally(() => {
                    this.#locks = this.#locks.filter(one => one !== held);
                    this.#grant();
                  });
              },
            };
            signal?.addEventListener('abort', () => {
              if (started) return;
              this.#locks = this.#locks.filter(one => one !== held);
              reject(new CodedError('aborted'));
            });
            this.#locks.push(held);
            this.#grant();
          }),
      },
      source: async (protocol, context): Promise<RecordSource | undefined> => {
        await faults.pass(`load ${context.route}`);
        return protocol === 'later' ? undefined : servers[context.route]!.source(context, live);
      },
      supports: protocol => protocol !== 'later',
      selfTest: () => this.safe && selfTest(),
    };
  }
}
