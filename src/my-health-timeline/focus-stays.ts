import {rootOf} from '../ui/root.js';
import type {ReactiveController} from 'lit';
import type {MyHealthTimeline} from './my-health-timeline.js';

const HEADING = ':is(h1, h2, h3, h4, h5, h6)[tabindex]';

/** What stays on screen does not hide what has got focus: WebKit heeds no scroll margins when it moves focus. */
const reveal = ({target}: Event): void => {
  if (target instanceof Element && target.matches(':focus-visible')) target.scrollIntoView({block: 'nearest'});
};

/**
 * Focus is not lost with what has gone from the screen while it had focus: it goes to the heading of the dialog that is
 * open, else of the element. An act that has a place of its own for focus comes first.
 */
export class FocusStays implements ReactiveController {
  #had: Element | null = null;

  constructor(private readonly host: MyHealthTimeline) {
    host.addController(this);
    host.renderRoot.addEventListener('focusin', reveal);
  }

  hostUpdate(): void {
    this.#had = rootOf(this.host).activeElement;
  }

  hostUpdated(): void {
    if (this.#had?.isConnected === false) void this.host.updateComplete.then(() => this.#move());
  }

  #move(): void {
    const {renderRoot, ownerDocument} = this.host;
    const {activeElement, body} = ownerDocument;
    if (activeElement && activeElement !== body) return;
    const heading = renderRoot.querySelector(`dialog[open] ${HEADING}`) ?? renderRoot.querySelector(HEADING);
    (heading as HTMLElement | null)?.focus();
  }
}
