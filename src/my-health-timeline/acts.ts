import {painted} from '../breath.js';
import {isReading} from '../session/facts.js';
import type {Category} from '../records/model.js';
import type {Filter} from '../records/timeline.js';
import type {Model, Screen} from './context.js';
import type {MyHealthTimeline} from './my-health-timeline.js';

/** As far as a jump makes the list longer instead of starting it elsewhere. */
const STRETCH = 200;
/** About what a screen shows, and what is laid out within a frame. */
const SIGHT = 8;
/** By so many the rest of a step follows, each when the ones before have been painted. */
const REST = 21;

/** What the patient does with the list. Each act ends with focus where its result is. */
export class Acts {
  /** How many records are shown by now of a step, and how many will be. */
  #step = {now: 0, until: 0};

  constructor(
    private readonly element: MyHealthTimeline,
    private readonly screen: Screen,
    private readonly model: () => Model,
  ) {}

  /** @param focus Where focus goes; `''` leaves it where it is. */
  filter(filter: Filter, focus = '.count'): void {
    this.model().adopt();
    Object.assign(this.screen, {filter, start: 0});
    this.#show(0);
    if (focus) this.#focus(focus);
    else this.#speak(true);
  }

  /** Presses or releases a kind of records; `null` shows all kinds, `'more'` names the rarer ones too or no longer. */
  choose(category: Category | 'more' | null): void {
    if (category === 'more') {
      this.screen.kinds = !this.screen.kinds;
      this.element.requestUpdate();
      return;
    }
    const {categories, ...rest} = this.screen.filter;
    const chosen = new Set(categories);
    if (!category) chosen.clear();
    else if (!chosen.delete(category)) chosen.add(category);
    this.filter(chosen.size ? {...rest, categories: chosen} : rest);
  }

  search(query: string): void {
    this.filter({...this.screen.filter, query}, '');
  }

  earlier(): void {
    const {limit, step} = this.screen;
    // pressed while another step is still being shown: both are
    const {now, until} = this.#step;
    this.#show(limit, (limit === now ? until : limit) + step);
    this.#focus('.list .open', limit);
  }

  newer(): void {
    const {screen} = this;
    const start = Math.max(0, screen.start - screen.step);
    screen.limit += screen.start - start;
    screen.start = start;
    this.element.requestUpdate();
    this.#focus('.list .open');
  }

  /** Shows the records that have been waiting. */
  fresh(ids: ReadonlySet<string>): void {
    this.model().adopt();
    Object.assign(this.screen, {fresh: ids, start: 0});
    this.record(this.model().arranged.flat.find(({id}) => ids.has(id))?.id ?? '');
  }

  /** Focus to a record on screen, or to the number of records where it is not. */
  record(id: string): void {
    const {start, limit} = this.screen;
    this.element.requestUpdate();
    const at = this.model().arranged.flat.findIndex(record => record.id === id) - start;
    if (id && at >= 0 && at < limit) this.#focus('.list .open', at);
    else this.#focus('.count');
  }

  /** Shows the record with this number in the list, and moves focus to the heading of its year. */
  jump(index: number): void {
    const {screen} = this;
    const {flat} = this.model().arranged;
    if (index >= screen.start && index < screen.start + STRETCH) {
      const held = index - screen.start;
      if (screen.limit < held + screen.step) this.#show(held);
    } else {
      screen.start = index < STRETCH ? 0 : index;
      this.#show(index - screen.start);
    }
    this.#focus(`#y-${flat[index]?.date?.value.slice(0, 4) ?? 'none'}`);
  }

  /** Shows a step of records after the first so many. */
  #show(held: number, until = held + this.screen.step, more = SIGHT): void {
    const {screen, element} = this;
    const now = (screen.limit = Math.min(until, held + more));
    this.#step = {now, until};
    element.requestUpdate();
    if (now === until) return;
    void painted().then(() => {
      // another act may have come between
      if (screen.limit === now) this.#show(now, until, REST);
    });
  }

  /** Whether the number of records is said aloud when it changes. */
  #speak(aloud: boolean): void {
    // while records come in, the element itself minds how often it speaks
    if (this.model().snapshot.progress.some(isReading)) return;
    this.element.renderRoot.querySelector('.count')?.setAttribute('aria-live', aloud ? 'polite' : 'off');
  }

  #focus(selector: string, index = 0): void {
    // focus says what it goes to: it is not said once more
    this.#speak(selector !== '.count');
    void this.element.updateComplete.then(() =>
      this.element.renderRoot.querySelectorAll<HTMLElement>(selector)[index]?.focus(),
    );
  }
}
