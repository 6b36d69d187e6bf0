import {html, nothing} from 'lit';
import {breath} from '../breath.js';
import {historiesOf, type History} from '../records/history.js';
import {codeKeys} from '../records/merge.js';
import type {Library} from '../records/library.js';
import type {HealthRecord} from '../records/model.js';
import type {MoreStrings} from './strings-more.js';

/** Records that one slice of the index looks at. */
const SLICE = 1000;
const [WIDTH, HEIGHT] = [56, 18];
/** Values that a small line can hold. */
const MOST = 24;

const keysOf = (record: HealthRecord): string[] =>
  [record, ...(record.components ?? [])].flatMap(part => codeKeys(part));
const nameOf = ({title}: HealthRecord, keys: readonly string[]): string => `${title}|${keys.join()}`;

/** Which records measure what, so that a history needs only those of its own code. */
export class Histories {
  #of: Library | undefined;
  #byCode = new Map<string, HealthRecord[]>();
  /** Histories by title and codes: the same for all values of one test. */
  #histories = new Map<string, readonly History[]>();
  #pictures = new WeakMap<HealthRecord, unknown>();
  /** One record of each history that a picture waits for. */
  readonly #wanted = new Map<string, HealthRecord>();
  #working = false;
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
      await breath();
      if (this.#of !== library) return;
    }
    this.#byCode = byCode;
    this.#histories.clear();
    this.#pictures = new WeakMap();
    this.edition++;
    this.update();
  }

  forget(): void {
    this.#of = undefined;
    this.#byCode.clear();
    this.#wanted.clear();
    this.#histories.clear();
    this.#pictures = new WeakMap();
  }

  /** All histories of what a record measured. */
  of(record: HealthRecord): readonly History[] {
    const keys = keysOf(record);
    const name = nameOf(record, keys);
    let histories = this.#histories.get(name);
    if (!histories) this.#histories.set(name, (histories = this.#find(record, keys)));
    return histories;
  }

  /** Makes the histories that pictures wait for, each in a task of its own: some hold thousands of values. */
  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    for (;;) {
      await breath();
      const [next] = this.#wanted;
      if (!next) break;
      this.#wanted.delete(next[0]);
      this.of(next[1]);
    }
    this.#working = false;
    this.edition++;
    this.update();
  }

  #find(record: HealthRecord, keys: readonly string[]): readonly History[] {
    const lists = [...new Set(keys)].map(key => this.#byCode.get(key) ?? []).filter(({length}) => length);
    if (lists.length === 1) return historiesOf({dated: lists[0]!, undated: []}, record);
    const found = new Set(lists.flat());
    // the library's order: newest first
    const rank = new Map([...found].map(each => [each, each.date?.value ?? '']));
    const dated = [...found].sort((a, b) => (rank.get(a)! < rank.get(b)! ? 1 : -1));
    return historiesOf({dated, undated: []}, record);
  }

  /** A small line of a result's values, where there are at least three. */
  picture(record: HealthRecord, words: MoreStrings): unknown {
    if (record.number === undefined || record.negated || !this.edition) return nothing;
    let picture = this.#pictures.get(record);
    if (picture !== undefined) return picture;
    const name = nameOf(record, keysOf(record));
    if (!this.#histories.has(name)) {
      this.#wanted.set(name, record);
      void this.#work();
      return nothing;
    }
    this.#pictures.set(record, (picture = this.#draw(record, words)));
    return picture;
  }

  #draw(record: HealthRecord, words: MoreStrings): unknown {
    const series = this.of(record)
      .filter(({kind}) => kind === 'single')
      .flatMap(history => history.series)
      .find(({points}) => points.some(point => point.record === record));
    if (!series || series.points.length < 3) return nothing;
    const at = series.points.findIndex(point => point.record === record);
    // up to this value: what came later is not its past
    const last = Math.max(at + 1, 3);
    const points = series.points.slice(Math.max(0, last - MOST), last);
    const numbers = points.map(({number}) => number);
    const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
    const [from, to] = [points[0]!.at, points.at(-1)!.at];
    const place = (at: number, n: number): string =>
      `${(3 + ((at - from) / (to - from || 1)) * (WIDTH - 6)).toFixed(1)} ${(HEIGHT - 3 - ((n - low) / (high - low || 1)) * (HEIGHT - 6)).toFixed(1)}`;
    const own = series.points[at]!;
    return html`<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${words.spark(points.length)}>
      <path d="M${points.map(({at, number}) => place(at, number)).join('L')}"></path>
      <path class="own" d="M${place(own.at, own.number)}h.01"></path>
    </svg>`;
  }
}
