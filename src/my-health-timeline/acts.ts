import type {Category} from '../records/model.js';
import type {Filter} from '../records/timeline.js';
import type {Model, Screen} from './context.js';
import type {MyHealthTimeline} from './my-health-timeline.js';

/** As far as a jump makes the list longer instead of starting it elsewhere. */
const STRETCH = 200;

/** What the patient does with the list. Each act ends with focus where its result is. */
export class Acts {
  constructor(
    private readonly element: MyHealthTimeline,
    private readonly screen: Screen,
    private readonly model: () => Model,
  ) {}

  /** @param focus Where focus goes; `''` leaves it where it is. */
  filter(filter: Filter, focus = '.count'): void {
    this.model().adopt();
    Object.assign(this.screen, {filter, start: 0, limit: this.screen.step});
    this.element.requestUpdate();
    if (focus) this.#focus(focus);
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
      screen.limit = Math.max(screen.limit, index - screen.start + screen.step);
    } else {
      screen.start = index < STRETCH ? 0 : index;
      screen.limit = screen.step + (index < STRETCH ? index : 0);
    }
    this.element.requestUpdate();
    this.#focus(`#y-${flat[index]?.date?.value.slice(0, 4) ?? 'none'}`);
  }

  #focus(selector: string, index = 0): void {
    void this.element.updateComplete.then(() =>
      this.element.renderRoot.querySelectorAll<HTMLElement>(selector)[index]?.focus(),
    );
  }
}
