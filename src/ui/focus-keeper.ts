import type {ReactiveController} from 'lit';
import {rootOf} from './root.js';
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
    this.#had = rootOf(this.host).activeElement;
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
    const {ownerDocument, isConnected} = this.host;
    const root = rootOf(this.host);
    const {activeElement, body} = ownerDocument;
    const isNowhere = !activeElement || activeElement === body;
    if (!isConnected || !(isNowhere || (isNew && step))) return;
    const target = step ? this.#inDialog(root) : root.getElementById('heading');
    target?.focus();
  }

  /** What a step wants focused; its title, where an answer would scroll away what it answers. */
  #inDialog(root: ShadowRoot): HTMLElement | null {
    const title = root.getElementById('dialog-title');
    const wanted = root.querySelector<HTMLElement>('dialog [data-focus]');
    if (!title || !wanted?.closest('.actions')) return wanted ?? title;
    const height = wanted.getBoundingClientRect().bottom - title.getBoundingClientRect().top;
    return height > title.closest('dialog')!.clientHeight ? title : wanted;
  }
}
