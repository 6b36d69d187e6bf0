import {html, nothing} from 'lit';
import {historiesOf, type History} from '../records/history.js';
import {codeKeys} from '../records/merge.js';
import type {Library} from '../records/library.js';
import type {HealthRecord} from '../records/model.js';
import type {MoreStrings} from './strings-more.js';

/** Records that one slice of the index looks at. */
const SLICE = 1000;
const [WIDTH, HEIGHT] = [56, 18];

/** Which records measure what, so that a history needs only those of its own code. */
export class Histories {
  #of: Library | undefined;
  #byCode = new Map<string, HealthRecord[]>();
  readonly #pictures = new WeakMap<HealthRecord, unknown>();
  /** Grows when the index of a library is ready. */
  edition = 0;

  constructor(private readonly update: () => void) {}

  /** Begins to index a library, in slices that let the page breathe. */
  async index(library: Library): Promise<void> {
    if (this.#of === library) return;
    this.#of = library;
    const byCode = new Map<string, HealthRecord[]>();
    for (let at = 0; at < library.dated.length; at += SLICE) {
      for (const record of library.dated.slice(at, at + SLICE)) {
        if (record.category !== 'lab' && record.category !== 'vital') continue;
        for (const part of [record, ...(record.components ?? [])]) {
          for (const key of codeKeys(part)) {
            const list = byCode.get(key);
            if (!list) byCode.set(key, [record]);
            else if (list.at(-1) !== record) list.push(record);
          }
        }
      }
      await new Promise<void>(resolve => setTimeout(resolve));
      if (this.#of !== library) return;
    }
    this.#byCode = byCode;
    this.edition++;
    this.update();
  }

  forget(): void {
    this.#of = undefined;
    this.#byCode.clear();
  }

  /** All histories of what a record measured. */
  of(record: HealthRecord): readonly History[] {
    const parts = [record, ...(record.components ?? [])];
    const found = new Set(parts.flatMap(part => codeKeys(part)).flatMap(key => this.#byCode.get(key) ?? []));
    // the library's order: newest first
    const rank = new Map([...found].map(each => [each, each.date?.value ?? '']));
    const dated = [...found].sort((a, b) => (rank.get(a)! < rank.get(b)! ? 1 : -1));
    return historiesOf({dated, undated: []}, record);
  }

  /** A small line of a result's values, where there are at least three. */
  picture(record: HealthRecord, words: MoreStrings): unknown {
    if (record.number === undefined || record.negated || !this.edition) return nothing;
    let picture = this.#pictures.get(record);
    if (picture === undefined) this.#pictures.set(record, (picture = this.#draw(record, words)));
    return picture;
  }

  #draw(record: HealthRecord, words: MoreStrings): unknown {
    const series = this.of(record)
      .filter(({kind}) => kind === 'single')
      .flatMap(history => history.series)
      .find(({points}) => points.some(point => point.record === record));
    if (!series || series.points.length < 3) return nothing;
    const {points} = series;
    const numbers = points.map(({number}) => number);
    const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
    const [from, to] = [points[0]!.at, points.at(-1)!.at];
    const place = (at: number, n: number): string =>
      `${(3 + ((at - from) / (to - from || 1)) * (WIDTH - 6)).toFixed(1)} ${(HEIGHT - 3 - ((n - low) / (high - low || 1)) * (HEIGHT - 6)).toFixed(1)}`;
    const own = points.find(point => point.record === record)!;
    return html`<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${words.spark(points.length)}>
      <path d="M${points.map(({at, number}) => place(at, number)).join('L')}"></path>
      <path class="own" d="M${place(own.at, own.number)}h.01"></path>
    </svg>`;
  }
}
