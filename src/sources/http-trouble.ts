import {CodedError} from '../errors.js';
import {discard, within} from './http-body.js';
import {Gate, type Wait} from './http-breaker.js';
import {backoff, RETRIES, RetryBudget} from './http-budget.js';
import {LONGEST_QUIET_MS, LONGEST_WAIT_MS, spread} from './http-retry.js';
import type {ErrorCode} from '../errors.js';
import type {HttpDeps} from './http.js';
import type {SourceContext} from './source.js';

const PROBE_MS = 5000;

/** What became of one try: exactly one of the three. */
export interface Outcome<T> {
  readonly value?: T;
  readonly error?: CodedError;
  readonly wait?: Wait;
}

/** How far one read has got. */
export interface ReadSoFar {
  /** ms that it waited because the server asked for it. */
  quiet: number;
  failures: number;
  readonly pressed: boolean;
}

/** Failures that say the server is unwell, as against answers that we do not like. */
const UNWELL: readonly ErrorCode[] = ['source_error', 'source_unreachable', 'source_timeout', 'source_busy'];

/** How one record server is treated that has failed: one breaker and one retry budget for all that is read from it. */
export class Patience {
  readonly #context: SourceContext;
  readonly #deps: HttpDeps;
  readonly #gate: Gate;
  readonly #budget: RetryBudget;
  #probe: Promise<boolean> | undefined;

  constructor(context: SourceContext, deps: HttpDeps) {
    this.#context = context;
    this.#deps = deps;
    this.#gate = new Gate(deps.clock, code => context.onAnswering?.(code));
    this.#budget = new RetryBudget(deps.clock);
  }

  /**
   * Whether the server is there for requests that need no permission (tokenless, once for this source). Browsers
   * report a refused cross-origin read and a dead server in the same words.
   */
  probe(url: URL): Promise<boolean> {
    const {fetch, clock} = this.#deps;
    this.#probe ??= within(clock, PROBE_MS, new AbortController().signal, 'source_timeout', signal =>
      fetch(url, {
        mode: 'no-cors',
        credentials: 'omit',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
        signal,
      }),
    ).then(
      response => {
        discard(response);
        return true;
      },
      () => false,
    );
    return this.#probe;
  }

  /** `null`: go now (and say how it went). Otherwise what to wait for. */
  enter({pressed, failures}: ReadSoFar): Wait | null {
    return this.#gate.enter(pressed && !failures);
  }

  answered(): void {
    this.#gate.answered();
  }

  failed({code, retryAfter}: CodedError): void {
    // a token that the portal does not give tells nothing of this server
    if (code === 'aborted' || code.startsWith('host_')) this.#gate.abandoned();
    else if (UNWELL.includes(code) && retryAfter === undefined) this.#gate.failed(code);
    else this.#gate.answered();
  }

  /**
   * Waits until the read may be tried again.
   * @param left ms that the read may still take
   * @throws {CodedError} when it ends here
   */
  async rest<T>({wait, error}: Outcome<T>, so: ReadSoFar, left: () => number, signal: AbortSignal): Promise<void> {
    const {clock} = this.#deps;
    if (wait) {
      const busy = wait.quiet;
      if (wait.stop || (busy && so.pressed) || (busy ? so.quiet + wait.ms > LONGEST_QUIET_MS : wait.ms >= left()))
        throw new CodedError(wait.code, Math.ceil(wait.ms / 1000));
      await clock.delay(wait.ms, signal);
      if (busy) so.quiet += wait.ms;
    } else if (error) {
      const {code} = error;
      const retryAfter = code === 'source_busy' ? error.retryAfter : undefined;
      if (retryAfter !== undefined) {
        const stop = retryAfter * 1000 > LONGEST_WAIT_MS;
        // who is told a time comes back at a time of their own
        const ms = stop ? retryAfter * 1000 : spread(retryAfter * 1000, clock);
        this.#gate.quiet(ms, stop);
        this.#context.onQuiet?.(ms, stop);
        if (stop || so.pressed) throw error;
      }
      if (so.failures++ >= (RETRIES[code] ?? 0)) throw error;
      // with a time to wait, the gate holds us back
      if (retryAfter !== undefined) return;
      const pause = backoff(so.failures - 1, clock);
      if (pause >= left() || !this.#budget.spend()) throw error;
      await clock.delay(pause, signal);
    }
  }
}
