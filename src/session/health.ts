import type {Clock} from '../environment.js';
import type {ErrorCode} from '../errors.js';

/** A server that has not answered for so long is not asked for the lists that are left of a pass. */
const DOWN_MS = 60_000;

/** How one route's record server behaves, beside what it answers: whether it answers at all, and takes its tokens. */
export class Health {
  readonly #clock: Clock;
  #down: {readonly code: ErrorCode; readonly at: number} | undefined;
  #from: number;
  readonly #refused = new Set<string>();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#from = clock.monotonic();
  }

  /** A pass begins: it asks anew, whatever became of the last one. */
  begin(): void {
    this.#from = this.#clock.monotonic();
  }

  /** The pass has ended: the next one may ask for a token once more. */
  ended(): void {
    this.#refused.clear();
  }

  /** The server has stopped answering (`code`: how), or answers again (`null`). */
  heard(code: ErrorCode | null): void {
    this.#down = code ? {code, at: this.#down?.at ?? this.#clock.monotonic()} : undefined;
  }

  /** How it does not answer at the moment; `undefined` while nothing is known against it. */
  get code(): ErrorCode | undefined {
    return this.#down?.code;
  }

  /** Why the lists that are left of this pass are not asked for, when they are not. */
  get givenUp(): ErrorCode | undefined {
    const down = this.#down;
    return down && this.#clock.monotonic() - Math.max(down.at, this.#from) >= DOWN_MS ? down.code : undefined;
  }

  /** A page came, so the token was good. */
  received(): void {
    this.#refused.clear();
  }

  /**
   * Whether another token may be asked for in place of one that was refused. Not after two different ones in a row:
   * then it is not the token that is wrong, and each list would cost a renewal.
   */
  mayRenew(refused: string): boolean {
    this.#refused.add(refused);
    return this.#refused.size < 2;
  }
}
