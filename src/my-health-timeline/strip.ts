import {html, nothing, svg} from 'lit';
import {yearOf} from '../records/dates.js';
import {CurrentMonth} from './current-month.js';
import {named} from './templates-list.js';
import {countMonths} from '../records/filter.js';
import type {HealthRecord} from '../records/model.js';
import type {Model} from './context.js';
import type {MyHealthTimeline} from './my-health-timeline.js';

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

/** Where the records lie in time, where in it one is, and the way to any year: one bar a month. */
export class Strip {
  /** Year on which the keys or the finger stand; 0 while nobody chooses. */
  #chosen = 0;
  #drawn = false;
  readonly #current: CurrentMonth;
  #made: Bars | undefined;
  #asked: readonly HealthRecord[] | undefined;

  constructor(
    private readonly element: MyHealthTimeline,
    private readonly show: (index: number) => void,
    private readonly update: () => void,
  ) {
    this.#current = new CurrentMonth(element, () => {
      this.#chosen = 0;
      update();
    });
  }

  /** The bars of a list. A long one is counted after the list has been painted; until then the last bars stand. */
  #barsOf(flat: readonly HealthRecord[]): Bars | undefined {
    if (this.#asked === flat) return this.#made;
    this.#asked = flat;
    // where one was in another list says nothing of this one
    this.#current.month = '';
    this.#chosen = 0;
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
    if (index >= 0) this.show(index);
  }

  render(model: Model): unknown {
    const {words, filtered, context} = model;
    const rtl = this.element.matches(':dir(rtl)');
    const made = this.#barsOf(filtered.dated);
    if (!made || made.of.length < 2) return nothing;
    const {from, to, years, path} = made;
    const here = this.#current.month;
    const chosen = Math.min(to, Math.max(from, this.#chosen || Number(here.slice(0, 4)) || to));
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
    const yearAt = (event: MouseEvent): number => {
      const box = (event.currentTarget as Element).querySelector('svg')!.getBoundingClientRect();
      const part = (event.clientX - box.left) / (box.width || 1);
      return from + Math.floor((rtl ? 1 - part : part) * (to - from + 1));
    };
    const handleClick = (event: MouseEvent): void => {
      choose(yearAt(event));
      this.#go(model, this.#chosen);
    };
    // a finger or mouse that is drawn along the strip is told each year before it lets go
    const handleMove = (event: PointerEvent): void => {
      if (!event.buttons) return;
      this.#drawn = true;
      if (yearAt(event) !== this.#chosen) choose(yearAt(event));
    };
    // a mouse clicks where it lets go; a finger that was drawn does not
    const handleUp = (event: PointerEvent): void => {
      if (this.#drawn && event.pointerType === 'touch') this.#go(model, this.#chosen);
      this.#drawn = false;
    };
    const span = to - from + 1;
    const every = [1, 2, 5, 10, 20].find(years => span / years <= 5) ?? 50;
    // from the first and the last year, whose labels stand within the strip
    const apart = (year: number): number => Math.min(year - from, to - year) / span;
    const labels = Array.from({length: span}, (_, n) => from + n).filter(
      year => year === from || year === to || (year % every === 0 && apart(year) > 1 / 6),
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
        @pointermove=${handleMove}
        @pointerup=${handleUp}
      >
        <svg viewBox="0 0 ${span * 12} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
          ${svg`<rect class="here" x=${(chosen - from) * 12} y="0" width="12" height=${HEIGHT}></rect>`}
          <path d=${path}></path>
        </svg>
        <svg class="scale" aria-hidden="true">
          ${labels.map(year => {
            const part = (year - from + 0.5) / span;
            const at = year === from ? 0 : year === to ? 1 : part;
            const anchor = at === (rtl ? 1 : 0) ? 'start' : at === (rtl ? 0 : 1) ? 'end' : 'middle';
            // too near to another one on a phone, where letters may be set wide
            const close = apart(year) < 0.3 || (span / every > 4 && (year / every) % 2);
            const near = anchor === 'middle' && close ? 'near' : '';
            return svg`<text x="${100 * (rtl ? 1 - at : at)}%" y="1em" text-anchor=${anchor} class=${near}>${year}</text>`;
          })}
        </svg>
      </div>
      <p class="where" aria-hidden="true">
        ${
          this.#chosen || !here
            ? html`<b>${chosen}</b> ${words.inYear(years.get(chosen) ?? 0)}`
            : html`<b>${here.slice(0, 4)}</b>
                ${here.length > 4 ? named(context.viewer.locale, here, {month: 'short'}) : nothing}`
        }
      </p>
      <p id="overview-how" class="visually-hidden">${words.overviewHow}</p>`;
  }

  /** The same for whom a strip is no help: a list of years and a button. */
  jump(model: Model): unknown {
    const {words, arranged} = model;
    const made = this.#barsOf(model.filtered.dated);
    if (!made || made.of.length < 2) return nothing;
    const {years} = made;
    const {length} = model.filtered.undated;
    const undated = length ? arranged.total - length : -1;
    const go = (event: Event): void => {
      const {value} = (event.currentTarget as Element).parentElement!.querySelector('select')!;
      if (value) this.#go(model, Number(value));
      else this.show(undated);
    };
    return html`<div class="jump">
      <label
        ><span class="visually-hidden">${words.jump}</span>
        <select class="field" dir="auto">
          ${[...years].map(([year, n]) => html`<option value=${year}>${words.overviewYear(String(year), n)}</option>`)}
          ${undated >= 0 ? html`<option value="">${words.noDate(length)}</option>` : nothing}
        </select></label
      >
      <button class="button" aria-label=${words.jump} @click=${go}>${words.go}</button>
    </div>`;
  }
}
