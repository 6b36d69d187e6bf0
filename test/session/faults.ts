import {CodedError} from '../../src/errors.js';
import type {ErrorCode} from '../../src/errors.js';

export interface Fault {
  /** Name of an action: `token`, `open`, `pages`, `commit`, `plan route`, `read route|stream`, `sources route` … */
  readonly action: string;
  /** What happens instead: a coded failure, an answer of the host, or a promise that never settles. */
  readonly how: ErrorCode | 'hang' | (() => Response | Promise<Response>);
  /** Times that the action goes well before. */
  readonly skip?: number;
  /** Times that it fails then. */
  readonly times?: number;
}

/** A way of failing: the action stands still until the test lets it go on, or fail. */
export class Held {
  go = (): void => undefined;
  fail: (reason: Error) => void = () => undefined;
  readonly #end = new Promise<Response>((resolve, reject) => {
    this.go = () => resolve(undefined as unknown as Response);
    this.fail = reject;
  });
  readonly how = (): Promise<Response> => this.#end;
}

/**
 * Fails named actions, each at a chosen moment, in the manner of a specification test: the action says its name, the
 * plan decides. Every action that went by is counted, so that a test can put the same fault at each point of a run.
 */
export class Faults {
  readonly counts = new Map<string, number>();
  #planned: {fault: Fault; seen: number}[] = [];

  plan(...faults: readonly Fault[]): void {
    for (const fault of faults) this.#planned.push({fault, seen: 0});
  }

  clear(): void {
    this.#planned = [];
  }

  count(action: string): number {
    return this.counts.get(action) ?? 0;
  }

  /** Passes an action, or fails as planned. @returns an answer to give in its place, if one is planned */
  async pass(action: string): Promise<Response | undefined> {
    this.counts.set(action, this.count(action) + 1);
    for (const one of this.#planned) {
      const {fault} = one;
      if (fault.action !== action) continue;
      const turn = one.seen++ - (fault.skip ?? 0);
      if (turn < 0 || turn >= (fault.times ?? Infinity)) continue;
      if (fault.how === 'hang') await new Promise(() => undefined);
      if (typeof fault.how === 'function') return fault.how();
      throw new CodedError(fault.how as ErrorCode);
    }
    return undefined;
  }
}
