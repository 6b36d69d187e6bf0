import {html, nothing, svg, type TemplateResult} from 'lit';
import {yearOf} from '../records/dates.js';
import {countMonths} from '../records/filter.js';
import type {HealthRecord} from '../records/model.js';
import type {Model} from './context.js';

const HEIGHT = 40;
/** Counting the months of fewer records costs less than a frame. */
const LONG = 5000;

interface Bars {
  readonly of: readonly HealthRecord[];
  readonly from: number;
  readonly to: number;
  readonly years: ReadonlyMap<number, number>;
  readonly path: string;
}

/** Where the records lie in time: one bar a month, and the way to any year. */
export class Strip {
  /** Year on which the keys stand; 0 before they have been used. */
  #chosen = 0;
  #made: Bars | undefined;
  #asked: readonly HealthRecord[] | undefined;

  constructor(
    private readonly element: Element,
    private readonly jump: (index: number) => void,
    private readonly update: () => void,
  ) {}

  /** The bars of a list. A long one is counted after the list has been painted; until then the last bars stand. */
  #barsOf(flat: readonly HealthRecord[]): Bars | undefined {
    if (this.#asked === flat) return this.#made;
    this.#asked = flat;
    if (flat.length < LONG || !this.#made) return this.#make(flat);
    setTimeout(() => {
      if (this.#asked !== flat) return;
      this.#make(flat);
      this.update();
    });
    return this.#made;
  }

  #make(flat: readonly HealthRecord[]): Bars | undefined {
    const months = countMonths(flat);
    const counts = new Map<number, number>();
    for (const [key, n] of Object.entries(months)) {
      const year = Number(key.slice(0, 4));
      counts.set(year, (counts.get(year) ?? 0) + n);
    }
    const years = new Map([...counts].sort(([a], [b]) => b - a));
    if (!years.size) return (this.#made = undefined);
    const from = Math.min(...years.keys());
    const to = Math.max(...years.keys());
    // a busy month must not flatten 40 years of single records
    const most = Math.sqrt(Math.max(...Object.values(months)));
    const path = Object.entries(months).map(([key, n]) => {
      const [year, month] = key.split('-').map(Number) as [number, number | undefined];
      const height = Math.max(3, (Math.sqrt(n) / most) * HEIGHT).toFixed(1);
      // what has no month lies low over its whole year
      return month
        ? `M${(year - from) * 12 + month - 1} ${HEIGHT}v-${height}h1v${height}z`
        : `M${(year - from) * 12} ${HEIGHT}v-2h12v2z`;
    });
    return (this.#made = {of: flat, from, to, years, path: path.join('')});
  }

  #go(model: Model, year: number): void {
    const {flat} = model.arranged;
    // the newest record of that year, or of the last one before it
    const index = flat.findIndex(({date}) => date && yearOf(date) <= year);
    if (index >= 0) this.jump(index);
  }

  render(model: Model): unknown {
    const {words, filtered} = model;
    const rtl = this.element.matches(':dir(rtl)');
    const made = this.#barsOf(filtered.dated);
    if (!made || made.of.length < 2) return nothing;
    const {from, to, years, path} = made;
    const chosen = Math.min(to, Math.max(from, this.#chosen || to));
    const choose = (year: number): void => {
      this.#chosen = Math.min(to, Math.max(from, year));
      this.update();
    };
    const handleKey = (event: KeyboardEvent): void => {
      const back = rtl ? 1 : -1;
      const steps: Record<string, number> = {
        ArrowLeft: back,
        ArrowRight: -back,
        ArrowDown: -1,
        ArrowUp: 1,
        PageDown: -10,
        PageUp: 10,
        Home: from - chosen,
        End: to - chosen,
      };
      const step = steps[event.key];
      if (step !== undefined) choose(chosen + step);
      else if (event.key === 'Enter' || event.key === ' ') this.#go(model, chosen);
      else return;
      event.preventDefault();
    };
    const handleClick = (event: MouseEvent): void => {
      const box = (event.currentTarget as Element).getBoundingClientRect();
      const part = (event.clientX - box.left) / (box.width || 1);
      choose(from + Math.floor((rtl ? 1 - part : part) * (to - from + 1)));
      this.#go(model, this.#chosen);
    };
    const span = to - from + 1;
    const every = span > 24 ? 10 : span > 12 ? 5 : span > 6 ? 2 : 1;
    // a sixth of the strip is as wide as a label on the narrowest screen
    const near = span / 6;
    const labels = Array.from({length: span}, (_, n) => from + n).filter(
      year => year === from || year === to || (year % every === 0 && year - from > near && to - year > near),
    );
    return html`<div
        class="overview"
        role="slider"
        tabindex="0"
        aria-label=${words.overview}
        aria-describedby="overview-how"
        aria-valuemin=${from}
        aria-valuemax=${to}
        aria-valuenow=${chosen}
        aria-valuetext=${words.overviewYear(String(chosen), years.get(chosen) ?? 0)}
        @keydown=${handleKey}
        @click=${handleClick}
      >
        <svg viewBox="0 0 ${span * 12} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
          ${
            this.#chosen
              ? svg`<rect class="here" x=${(chosen - from) * 12} y="0" width="12" height=${HEIGHT}></rect>`
              : nothing
          }
          <path d=${path}></path>
        </svg>
        <svg class="scale" aria-hidden="true">
          ${labels.map(year => {
            const part = (year - from + 0.5) / span;
            const at = year === from ? 0 : year === to ? 1 : part;
            const anchor = at === (rtl ? 1 : 0) ? 'start' : at === (rtl ? 0 : 1) ? 'end' : 'middle';
            return svg`<text x="${100 * (rtl ? 1 - at : at)}%" y="12" text-anchor=${anchor}>${year}</text>`;
          })}
        </svg>
      </div>
      <p id="overview-how" class="visually-hidden">${words.overviewHow}</p>
      ${this.#renderJump(model, years)}`;
  }

  /** The same for whom a strip is no help: a list of years and a button. */
  #renderJump(model: Model, years: ReadonlyMap<number, number>): TemplateResult {
    const {words, arranged} = model;
    const {length} = model.filtered.undated;
    const undated = length ? arranged.total - length : -1;
    const handleSubmit = (event: SubmitEvent): void => {
      event.preventDefault();
      const {value} = (event.target as HTMLFormElement).querySelector('select')!;
      if (value) this.#go(model, Number(value));
      else this.jump(undated);
    };
    return html`<form class="jump" @submit=${handleSubmit}>
      <label
        ><span class="visually-hidden">${words.jump}</span>
        <select class="field" dir="auto">
          ${[...years].map(([year, n]) => html`<option value=${year}>${words.overviewYear(String(year), n)}</option>`)}
          ${undated >= 0 ? html`<option value="">${words.noDate(length)}</option>` : nothing}
        </select></label
      >
      <button class="button">${words.jump}</button>
    </form>`;
  }
}
