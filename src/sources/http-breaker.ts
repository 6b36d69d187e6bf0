import type {Clock} from '../environment.js';
import type {ErrorCode} from '../errors.js';

/** Why a request has to wait before it is sent, and how long in ms. */
export interface Wait {
  readonly ms: number;
  readonly code: ErrorCode;
  /** The server asked for it, as against a pause of our own. */
  readonly quiet?: boolean;
  /** Too long to wait for with the page open: the read ends now. */
  readonly stop?: boolean;
}

/**
 * Stands before all requests of one source. A server that asked for quiet gets it from every list, not only from the
 * one that was told. After several failures in a row nothing is sent for a while; then one request tries, and the
 * others wait for what becomes of it.
 */
export class Gate {
  readonly #clock: Clock;
  readonly #threshold: number;
  readonly #pauseMs: number;
  #quietUntil = 0;
  #stop = false;
  #failures = 0;
  #openUntil = 0;
  #openings = 0;
  #trying = false;
  #lastCode: ErrorCode = 'source_error';
  readonly #onChange: (code: ErrorCode | null) => void;

  /**
   * @param threshold failures in a row that open the breaker
   * @param pauseMs first pause; doubles with each failed trial, up to four times as long
   * @param onChange told when the breaker opens, with the last failure, and (`null`) when the server answers again
   */
  constructor(
    clock: Clock,
    onChange: (code: ErrorCode | null) => void = () => undefined,
    threshold = 5,
    pauseMs = 15_000,
  ) {
    this.#clock = clock;
    this.#onChange = onChange;
    this.#threshold = threshold;
    this.#pauseMs = pauseMs;
  }

  /**
   * `null`: go now (and report how it went). Otherwise what to wait for.
   * @param pressed somebody asks now: a pause of our own ends with this trial, quiet that the server asked for does not
   */
  enter(pressed = false): Wait | null {
    const now = this.#clock.monotonic();
    if (this.#quietUntil > now) return {ms: this.#quietUntil - now, code: 'source_busy', quiet: true, stop: this.#stop};
    if (this.#failures < this.#threshold) return null;
    if (this.#openUntil > now && !pressed) return {ms: this.#openUntil - now, code: this.#lastCode};
    if (this.#trying) return {ms: 1000, code: this.#lastCode};
    this.#trying = true;
    return null;
  }

  /** The server asked for quiet. With `stop` nobody waits for the end of it: reads end until it is over. */
  quiet(ms: number, stop: boolean): void {
    const until = this.#clock.monotonic() + ms;
    if (until < this.#quietUntil) return;
    this.#quietUntil = until;
    this.#stop = stop;
  }

  /** The server answered. */
  answered(): void {
    const opened = this.#openings > 0;
    this.#failures = this.#openings = 0;
    this.#trying = false;
    if (opened) this.#onChange(null);
  }

  failed(code: ErrorCode): void {
    this.#lastCode = code;
    const failedTrial = this.#trying;
    this.#trying = false;
    if (++this.#failures < this.#threshold) return;
    if (failedTrial || this.#failures === this.#threshold) {
      this.#openUntil = this.#clock.monotonic() + this.#pauseMs * Math.min(4, 2 ** this.#openings++);
      this.#onChange(code);
    }
  }

  /** The request was given up: it tells nothing about the server. */
  abandoned(): void {
    this.#trying = false;
  }
}
