import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {Library} from '../records/library.js';

const SIGNS = ['pointerdown', 'keydown', 'focusin'] as const;

/**
 * Which version of the library is on screen. It follows the session until somebody reads (scrolls, presses, moves
 * focus in); from then on a version that would change what is on screen waits until it is asked for.
 */
export class Reader implements ReactiveController {
  /** What is on screen; `undefined` while there is nothing to show. */
  library: Library | undefined;
  /** A newer version that waits. */
  waiting: Library | undefined;
  #reading = false;

  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
  }

  hostConnected(): void {
    for (const sign of SIGNS) this.host.addEventListener(sign, this.#read);
    addEventListener('scroll', this.#read, true);
  }

  hostDisconnected(): void {
    for (const sign of SIGNS) this.host.removeEventListener(sign, this.#read);
    removeEventListener('scroll', this.#read, true);
  }

  /**
   * Takes the session's newest version, or lets it wait.
   * @param same True when both versions look the same on screen.
   */
  follow(next: Library | undefined, same: (held: Library, next: Library) => boolean): void {
    const held = this.library;
    this.waiting = undefined;
    if (!next || !held?.total) this.#reading = false;
    // what has been taken away (a disconnect) goes at once
    if (!next || !held || !this.#reading || held.version === next.version || next.total < held.total) {
      this.library = next;
    } else if (same(held, next)) {
      this.library = next;
    } else {
      this.waiting = next;
    }
  }

  /** Shows what waits. */
  adopt(): void {
    this.library = this.waiting ?? this.library;
    this.waiting = undefined;
  }

  readonly #read = (): void => {
    if (this.library?.total) this.#reading = true;
  };
}
