import {isReading} from '../session/facts.js';
import type {ReactiveController} from 'lit';
import type {Snapshot} from '../session/snapshot.js';
import type {MyHealthElement} from './element.js';

/** What is painted counts first: the rest waits this long after the page has come to rest. */
const REST_MS = 400;
/** A first screen that is not full yet, but may never be, or not for long. */
const SLOW_MS = 3000;
const AT_ONCE_MS = 1;
const FULL = 50;

/**
 * The part of an element that its first paint can do without. It is fetched when the page is at rest, or as soon as
 * somebody turns to the element, or on demand.
 */
export class LatePart<T> implements ReactiveController {
  /** The part, once it is there. */
  value: T | undefined = undefined;
  /** The last attempt to fetch it went wrong. */
  failed = false;
  #pending: Promise<T> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** ms that the timer runs; 0 when there is none. */
  #pause = 0;

  constructor(
    private readonly host: MyHealthElement,
    private readonly fetchPart: () => Promise<T>,
    private readonly snapshot: () => Snapshot | undefined,
  ) {
    host.addController(this);
  }

  /** Fetches the part if need be. @throws what `import()` throws. */
  load(): Promise<T> {
    this.#pending ??= this.fetchPart().then(
      value => {
        this.value = value;
        this.failed = false;
        this.host.requestUpdate();
        return value;
      },
      (error: unknown) => {
        this.#pending = undefined;
        this.failed = true;
        this.host.requestUpdate();
        throw error;
      },
    );
    return this.#pending;
  }

  hostConnected(): void {
    for (const type of ['pointerover', 'focusin']) this.host.addEventListener(type, this.#now);
  }

  hostUpdated(): void {
    const pause = this.value || this.failed ? 0 : this.#rest();
    if (pause === this.#pause) return;
    this.hostDisconnected();
    this.#pause = pause;
    if (pause) this.#timer = setTimeout(this.#now, pause);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#pause = 0;
  }

  readonly #now = (): void => {
    // a failure is shown by the element; the next wish tries again
    if (this.snapshot()) this.load().catch(() => undefined);
  };

  /** ms after which nothing that is still to be painted competes for the line; 0 while something does. */
  #rest(): number {
    const now = this.snapshot();
    if (!now || (now.phase === 'loading' && !now.problem)) return 0;
    const {connections, library, problem} = now;
    const {total, whole} = library;
    const reading = now.progress.some(isReading);
    // nothing else is to be painted without records, or by itself
    if (now.phase !== 'ready' || problem) return AT_ONCE_MS;
    if (total >= FULL || (whole && !reading)) return REST_MS;
    return total || (whole && connections.length) ? SLOW_MS : 0;
  }
}
