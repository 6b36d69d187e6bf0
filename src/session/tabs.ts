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
  | {readonly type: 'beat'}
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
      if (message.type === 'beat') this.#beat = surroundings.clock.monotonic();
      else if (message.type === 'free') this.#beat = -Infinity;
      else listener(message);
    });
  }

  /** Whether this tab leads. */
  get leads(): boolean {
    return !!this.#release;
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
   * Leads without the lock when its holder is silent: the epoch, newer than any before, makes the store refuse what
   * a frozen tab still wants to write.
   * @param claim raises the store's fencing epoch
   */
  async lead(signal: AbortSignal, claim: () => Promise<number>, work: (epoch: number) => Promise<void>): Promise<void> {
    this.#works++;
    try {
      this.#leading ??= this.#acquire(signal).then(claim);
      this.#leading.catch(() => (this.#leading = undefined));
      await work(await this.#leading);
    } finally {
      if (!--this.#works) this.#release?.();
    }
  }

  /** Resolves when this tab may lead. */
  async #acquire(signal: AbortSignal): Promise<void> {
    const {clock, locks} = this.#with;
    const released = new AbortController();
    const decided = new AbortController();
    const lock = async (): Promise<void> => {
      if (!locks) return;
      await new Promise<void>((resolve, reject) => {
        const hold = (): Promise<void> => {
          resolve();
          return new Promise(done => released.signal.addEventListener('abort', () => done(), {once: true}));
        };
        locks.request(this.#name, {signal: AbortSignal.any([signal, decided.signal])}, hold).catch(() => {
          reject(new CodedError('aborted'));
        });
      });
    };
    const silence = async (): Promise<void> => {
      const from = clock.monotonic();
      while (clock.monotonic() - Math.max(from, this.#beat) < SILENCE_MS) {
        await clock.delay(SILENCE_MS / 5, AbortSignal.any([signal, decided.signal]));
      }
    };
    try {
      await Promise.race([lock(), silence()]);
    } finally {
      decided.abort();
    }
    this.#release = () => {
      this.#release = this.#leading = undefined;
      released.abort();
      this.post({type: 'free'});
    };
    void this.#heartbeat(released.signal);
  }

  async #heartbeat(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.post({type: 'beat'});
      await this.#with.clock.delay(BEAT_MS, signal).catch(() => undefined);
    }
  }
}
