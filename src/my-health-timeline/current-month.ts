import type {ReactiveController} from 'lit';
import type {MyHealthTimeline} from './my-health-timeline.js';

/** Which month one reads: the one under the upper edge of what can be seen of the list. */
export class CurrentMonth implements ReactiveController {
  /** `2026-03`, `1999` where no month is written; `''` outside the dated records. */
  month = '';

  /** @param moved Called when the month has changed by scrolling. */
  constructor(
    private readonly element: MyHealthTimeline,
    private readonly moved: () => void,
  ) {
    element.addController(this);
  }

  hostConnected(): void {
    // what scrolls may be any box around the element
    addEventListener('scroll', this.#handleScroll, true);
  }

  hostDisconnected(): void {
    removeEventListener('scroll', this.#handleScroll, true);
  }

  // once a frame, when the page has been laid out
  readonly #handleScroll = (): void => {
    const month = this.#look();
    if (month === this.month) return;
    this.month = month;
    this.moved();
  };

  #look(): string {
    const root = this.element.renderRoot;
    const months = root.querySelectorAll('.month');
    const edge = (root.querySelector('.strip')?.getBoundingClientRect().bottom ?? 0) + 1;
    // the last that begins above the edge; their tops are in order, so a few looks are enough
    let [low, high] = [0, months.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (months[middle]!.getBoundingClientRect().top <= Math.max(edge, 1)) low = middle + 1;
      else high = middle;
    }
    return months[Math.max(0, low - 1)]?.firstElementChild?.id.slice(2) ?? '';
  }
}
