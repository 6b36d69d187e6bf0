import type {ReactiveController} from 'lit';
import type {MyHealthElement} from './element.js';

/**
 * Focus after every change: into the dialog with each of its steps, back to the page with the last one, and never lost
 * with what has gone from the screen while it had focus.
 */
export class FocusKeeper implements ReactiveController {
  #step: string | undefined;
  #had: Element | null = null;

  constructor(
    private readonly host: MyHealthElement,
    /** The step of the dialog; `undefined` while it is closed. */
    private readonly step: () => string | undefined,
  ) {
    host.addController(this);
  }

  hostUpdate(): void {
    this.#had = this.host.shadowRoot!.activeElement;
  }

  hostUpdated(): void {
    const step = this.step();
    const isNew = step !== this.#step;
    this.#step = step;
    const isLost = this.#had?.isConnected === false;
    // after the dialog itself, which gives focus back to where it was
    if (isNew || isLost) queueMicrotask(() => this.#move(step, isNew));
  }

  #move(step: string | undefined, isNew: boolean): void {
    const {shadowRoot, ownerDocument, isConnected} = this.host;
    const {activeElement, body} = ownerDocument;
    const isNowhere = !activeElement || activeElement === body;
    if (!isConnected || !(isNowhere || (isNew && step))) return;
    const target = step
      ? (shadowRoot!.querySelector<HTMLElement>('dialog [data-focus]') ?? shadowRoot!.getElementById('dialog-title'))
      : shadowRoot!.getElementById('heading');
    target?.focus();
  }
}
