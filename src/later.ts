import {notLoaded} from './errors.js';
import type {Breather} from './environment.js';

/** Ends work that needs a part which is not loaded yet. */
class NotLoaded extends Error {
  constructor(readonly part: Later<unknown>) {
    super();
  }
}

/** Code and words that most first screens do without: loaded when something cannot. */
export class Later<T> {
  #now: T | undefined;

  constructor(private readonly fetchPart: () => Promise<T>) {}

  /** The part, for work inside `whenLoaded`, which begins anew when it is not here. */
  get now(): T {
    if (this.#now === undefined) throw new NotLoaded(this);
    return this.#now;
  }

  /** @throws {CodedError} `host_unreachable` when it does not come */
  async load(): Promise<T> {
    return (this.#now ??= await this.fetchPart().catch(notLoaded));
  }
}

/**
 * What some work makes. It runs step by step, with a breath after each, and again from its beginning for each part that
 * had to be loaded first.
 */
export const whenLoaded = async <T>(work: () => Iterator<unknown, T>, breathe?: Breather): Promise<T> => {
  for (;;) {
    try {
      const steps = work();
      for (;;) {
        const {done, value} = steps.next();
        if (done) return value;
        await breathe?.();
      }
    } catch (thrown) {
      if (!isNotLoaded(thrown)) throw thrown;
      await thrown.part.load();
    }
  }
};

/** Not a failure of the work: whoever catches everything lets it pass. */
export const isNotLoaded = (thrown: unknown): thrown is NotLoaded => thrown instanceof NotLoaded;
