import {CodedError} from '../errors.js';
import type {EndReason} from './snapshot.js';
import type {Channel, Surroundings} from './surroundings.js';

/** What tabs of one session say to each other: no token, no record, no name. */
export type TabMessage =
  /** Blank now. */
  | {readonly type: 'blank'; readonly why: EndReason | 'opted-out' | 'erased' | 'not-eligible'}
  /** Hash of the patient that this tab shows: a tab that shows another one blanks. */
  | {readonly type: 'owner'; readonly hash: string}
  /** The patient is here: no tab goes idle. */
  | {readonly type: 'input'}
  /** The leader is alive. */
  | {readonly type: 'beat'; readonly epoch: number}
  /** Pages were stored; `ended` when the pass is over. */
  | {readonly type: 'stored'; readonly ended: boolean}
  /** The leader has stopped. */
  | {readonly type: 'free'}
  /** The host knows something new (a connection was made or ended). */
  | {readonly type: 'reload'};

const BEAT_MS = 1000;
/** A leader that is silent for so long is frozen or gone: the next one leads within 3 s in all. */
const SILENCE_MS = 2500;

/** The tabs of one session: blanking, and who of them syncs. */
export class Tabs {
  readonly #with: Surroundings;
  readonly #name: string;
  readonly #channel: Channel | undefined;
  /** The highest epoch that any tab has led with. */
  #heard = 0;
  #beat = -Infinity;
  #leading: Promise<number> | undefined;
  #works = 0;
  #release: (() => void) | undefined;

  /** @param name opaque, the same in every tab of the session */
  constructor(surroundings: Surroundings, name: string, listener: (message: TabMessage) => void) {
    this.#with = surroundings;
    this.#name = name;
    this.#channel = surroundings.channel(name, data => {
      const message = data as TabMessage | null;
      if (typeof message?.type !== 'string') return;
      if (message.type === 'beat') {
        this.#beat = surroundings.clock.monotonic();
        this.#heard = Math.max(this.#heard, Number(message.epoch) || 0);
      } else if (message.type === 'free') this.#beat = -Infinity;
      listener(message);
    });
  }

  post(message: TabMessage): void {
    this.#channel?.post(message);
  }

  close(): void {
    this.#release?.();
    this.#channel?.close();
  }

  /**
   * Runs work while this tab leads; several works share one lead. Waits while another tab leads and shows life.
   * Leads without the lock when the holder of the lock is silent: the epoch, higher than any before, then makes the
   * store refuse what a frozen tab still wants to write.
   */
  async lead<T>(signal: AbortSignal, work: (epoch: number) => Promise<T>): Promise<T> {
    this.#works++;
    try {
      this.#leading ??= this.#acquire(signal).catch((thrown: unknown) => {
        this.#leading = undefined;
        throw thrown;
      });
      const epoch = await this.#leading;
      return await work(epoch);
    } finally {
      if (!--this.#works) this.#release?.();
    }
  }

  async #acquire(signal: AbortSignal): Promise<number> {
    const {clock, locks} = this.#with;
    const released = new AbortController();
    const begin = (): number => {
      const epoch = (this.#heard = Math.max(this.#heard + 1, clock.now()));
      this.#release = () => {
        this.#release = this.#leading = undefined;
        released.abort();
        this.post({type: 'free'});
      };
      void this.#heartbeat(epoch, released.signal);
      return epoch;
    };
    if (!locks) return begin();
    const give = new AbortController();
    const held = new Promise<number>((resolve, reject) => {
      locks
        .request(this.#name, {signal: AbortSignal.any([signal, give.signal])}, () => {
          resolve(begin());
          return new Promise<void>(done => {
            released.signal.addEventListener('abort', () => done(), {once: true});
          });
        })
        .catch(() => reject(new CodedError('aborted')));
    });
    held.catch(() => undefined);
    const silent = async (): Promise<null> => {
      const since = clock.monotonic();
      while (clock.monotonic() - Math.max(since, this.#beat) < SILENCE_MS) {
        await clock.delay(SILENCE_MS / 5, AbortSignal.any([signal, released.signal, give.signal]));
      }
      return null;
    };
    const waiting = silent();
    waiting.catch(() => undefined);
    try {
      const epoch = await Promise.race([held, waiting]);
      return epoch ?? begin();
    } finally {
      give.abort();
    }
  }

  async #heartbeat(epoch: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.post({type: 'beat', epoch});
      await this.#with.clock.delay(BEAT_MS, signal).catch(() => undefined);
    }
  }
}
