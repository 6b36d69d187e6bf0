import {select} from '../records/timeline.js';
import {arrange, type Arranged} from './arrange.js';
import {rowParts} from './rows.js';
import {allOf} from './templates-list.js';
import type {Library} from '../records/library.js';
import type {Model, Screen} from './context.js';
import type {Late} from './late.js';

type View = Pick<Model, 'filter' | 'library' | 'filtered' | 'arranged'> & {
  readonly order: number;
  readonly parts: unknown;
};

/** Which records stand on the first so many places, in order. */
const idsOf = ({dated, undated}: ReturnType<Arranged['take']>): string =>
  [...allOf(dated), ...undated].map(({id}) => id).join('\n');

/** What the filter and the patient's own changes leave of a library. The last answer is kept. */
export class Seen {
  #last: View | undefined;

  constructor(
    private readonly screen: Screen,
    private readonly late: () => Late | undefined,
  ) {}

  of(library: Library): View {
    return (this.#last = this.#see(library));
  }

  /** Whether both versions look the same on screen. */
  readonly same = (held: Library, next: Library): boolean => {
    const end = this.screen.start + this.screen.limit;
    const [before, after] = [held, next].map(library => idsOf(this.#see(library).arranged.take(0, end)));
    return before === after;
  };

  forget(): void {
    this.#last = undefined;
  }

  #see(library: Library): View {
    const {filter} = this.screen;
    const late = this.late();
    const order = late?.order ?? 0;
    const parts = rowParts();
    const last = this.#last;
    if (last?.library === library && last.filter === filter && last.order === order && last.parts === parts)
      return last;
    const adapted = late?.adapt(library) ?? library;
    // only the late part narrows
    const filtered = late && Object.values(filter).some(Boolean) ? late.filter(adapted, filter) : select(adapted);
    return {filter, library, order, parts, filtered, arranged: arrange(adapted, filtered)};
  }
}
