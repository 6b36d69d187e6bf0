import {CodedError, toCode} from '../errors.js';
import type {Surroundings} from './surroundings.js';
import type {Tabs} from './tabs.js';

const BEAT_MS = 1000;
/** A leader that is silent for so long is frozen or gone: the next one leads within 3 s in all. */
const SILENCE_MS = 2500;

/** Which of a session's tabs syncs. */
export class Lead {
  readonly #with: Surroundings;
  readonly #name: string;
  readonly #tabs: Tabs;
  #leading: Promise<number> | undefined;
  #works = 0;
  #release: (() => void) | undefined;

  /** @param name opaque, the same in every tab of the session */
  constructor(surroundings: Surroundings, name: string, tabs: Tabs) {
    this.#with = surroundings;
    this.#name = name;
    this.#tabs = tabs;
  }

  /** Whether this tab leads. */
  get held(): boolean {
    return !!this.#release;
  }

  /**
   * Runs work while this tab leads; several works share one lead. Waits while another tab leads and shows life.
   * Leads without the lock when its holder is silent: the epoch, newer than any before, makes the store refuse what
   * a frozen tab still wants to write.
   * @param claim raises the store's fencing epoch
   */
  async run(signal: AbortSignal, claim: () => Promise<number>, work: (epoch: number) => Promise<void>): Promise<void> {
    this.#works++;
    try {
      const leading = (this.#leading ??= this.#acquire(signal).then(claim));
      leading.catch(() => (this.#leading = undefined));
      const epoch = await leading;
      // another work's wait does not end with this one's signal
      if (signal.aborted) throw new CodedError('aborted');
      await work(epoch).catch((thrown: unknown) => {
        // another tab has taken over: the next work lines up anew
        if (toCode(thrown) === 'aborted' && !signal.aborted && this.#leading === leading) this.#release?.();
        throw thrown;
      });
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
        const ended = AbortSignal.any([signal, decided.signal]);
        locks.request(this.#name, {signal: ended}, hold).catch(() => {
          if (ended.aborted) reject(new CodedError('aborted'));
          // refused: a document that may keep nothing has no locks either
          else resolve();
        });
      });
    };
    const silence = async (): Promise<void> => {
      const from = clock.monotonic();
      while (clock.monotonic() - Math.max(from, this.#tabs.beat) < SILENCE_MS) {
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
      this.#tabs.post({type: 'free'});
    };
    void this.#heartbeat(released.signal);
  }

  async #heartbeat(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#tabs.post({type: 'beat'});
      await this.#with.clock.delay(BEAT_MS, signal).catch(() => undefined);
    }
  }
}
