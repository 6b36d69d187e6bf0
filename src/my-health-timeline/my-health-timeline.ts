import {html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {property, state as internal} from 'lit/decorators.js';
import {guard} from 'lit/directives/guard.js';
import {filterLibrary, type Filter} from '../records/timeline.js';
import {MyHealthElement} from '../ui/element.js';
import {heading} from '../ui/heading.js';
import {icon} from '../ui/icons.js';
import {SessionController} from '../ui/session-controller.js';
import {arrange, type Arranged} from './arrange.js';
import {strings} from './strings.js';
import {button, chips, notices, state} from './templates.js';
import {list} from './templates-list.js';
import {since, type Context} from './context.js';
import type {Library} from '../records/library.js';
import type {Category, HealthRecord} from '../records/model.js';
import type {FilteredLibrary} from '../records/timeline.js';
import type {Snapshot} from '../session/snapshot.js';
import type {TimelineStrings} from './strings.js';
import {baseStyles} from '../ui/styles.js';
import {styles} from './styles.js';

interface View {
  readonly filter: Filter;
  readonly library: Library;
  readonly filtered: FilteredLibrary;
  readonly arranged: Arranged;
}

/**
 * One honest timeline of a patient's health records from all connected institutions.
 *
 * @tag my-health-timeline
 */
export class MyHealthTimeline extends MyHealthElement {
  static override styles = [baseStyles, styles];

  /** Records shown a step: 10 to 500. */
  @property({type: Number, attribute: 'page-size'}) pageSize = 50;

  /** `compact` shows more records on a screen. */
  @property() density: 'comfortable' | 'compact' = 'comfortable';

  /** Words that replace the element's own. */
  @property({attribute: false}) strings: Partial<TimelineStrings> | undefined;

  @internal() private _filter: Filter = {};
  @internal() private _start = 0;
  @internal() private _limit = 0;

  readonly #session = new SessionController(this, true);
  /** What is on screen. It follows the session until somebody reads; from then on it waits to be asked. */
  #held: Library | undefined;
  #seen: View | undefined;

  protected override willUpdate(changed: PropertyValues): void {
    const snapshot = this.#session.snapshot;
    this.#held = snapshot?.phase === 'ready' ? snapshot.library : undefined;
    if (!this.#held) this.#seen = undefined;
    if (changed.has('pageSize') || !this._limit) this._limit = this.#step;
  }

  /** Reads all sources again. Resolves when every route's pass has ended. */
  refresh(): Promise<void> {
    return this.#session.dispatch({type: 'refresh'});
  }

  /** Signs out of My Health here: the screen is blank in every tab, tokens and key are dropped. */
  endSession(): Promise<void> {
    return this.#session.dispatch({type: 'end-session'});
  }

  get #step(): number {
    return Math.min(500, Math.max(10, Math.trunc(this.pageSize) || 50));
  }

  get #words(): TimelineStrings {
    return {...strings, ...this.strings} as TimelineStrings;
  }

  get #chosen(): ReadonlySet<Category> {
    return this._filter.categories ?? new Set();
  }

  #view(library: Library): View {
    const filter = this._filter;
    if (this.#seen?.library !== library || this.#seen.filter !== filter) {
      const filtered = filterLibrary(library, filter);
      this.#seen = {filter, library, filtered, arranged: arrange(library, filtered)};
    }
    return this.#seen;
  }

  #context(snapshot: Snapshot): Context {
    return {
      words: this.#words,
      viewer: {locale: this.language, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone},
      routes: snapshot.routes,
      now: Date.now(),
      level: this.headingLevel,
      mark: text => text,
      open: () => undefined,
      split: () => undefined,
    };
  }

  #restart = (): void => void this.#session.dispatch({type: 'restart'}).catch(() => undefined);

  #handleChoose = (category: Category | null): void => {
    const chosen = new Set(this.#chosen);
    if (!category) chosen.clear();
    else if (!chosen.delete(category)) chosen.add(category);
    const {categories: _, ...rest} = this._filter;
    this.#setFilter(chosen.size ? {...rest, categories: chosen} : rest);
  };

  #handleSearch = (event: Event): void => {
    this.#setFilter({...this._filter, query: (event.target as HTMLInputElement).value});
  };

  #setFilter(filter: Filter): void {
    this._filter = filter;
    this._start = 0;
    this._limit = this.#step;
  }

  #handleEarlier = (): void => {
    const at = this._start + this._limit;
    this._limit += this.#step;
    void this.updateComplete.then(() => this.#focusRecord(at - this._start));
  };

  /** Focus goes to a record by its place in the list. */
  #focusRecord(index: number): void {
    this.renderRoot.querySelectorAll<HTMLElement>('.list article .open')[index]?.focus();
  }

  #renderReady(snapshot: Snapshot, library: Library): TemplateResult {
    const words = this.#words;
    const context = this.#context(snapshot);
    const {filtered, arranged} = this.#view(library);
    const retry = (): void => void this.refresh().catch(() => undefined);
    const shown = arranged.take(this._start, this._limit);
    const last = Math.min(arranged.flat.length, this._start + this._limit);
    const places = new Set(snapshot.connections.map(({institution}) => institution.id)).size;
    return html`${heading(this.headingLevel, words.heading)}
      <p class="sub">
        ${words.summary(library.total, places)}${
          snapshot.asOf ? html` · ${words.updated(since(snapshot.asOf, context, true))}` : nothing
        }
      </p>
      <div class="tools">
        <div class="search" role="search">
          ${icon('search')}<input
            type="search"
            aria-label=${words.search}
            placeholder=${words.search}
            autocomplete="off"
            spellcheck="false"
            @input=${this.#handleSearch}
          />
        </div>
      </div>
      ${chips(filtered.counts, this.#chosen, context, this.#handleChoose)}
      ${notices(snapshot, context, retry, () => undefined)}
      <div class="list">
        ${guard([library, this._filter, this._start, this._limit, this.language, words], () => list(shown, context))}
      </div>
      ${
        last < arranged.flat.length
          ? button(words.earlier(last - this._start, arranged.flat.length), this.#handleEarlier, 'more')
          : nothing
      }`;
  }

  protected override render(): TemplateResult {
    const snapshot = this.#session.snapshot;
    const words = this.#words;
    const title = (text: string): TemplateResult => heading(this.headingLevel, text);
    if (!snapshot) return state(title(words.heading), words.setup, html`<p class="muted">${words.setupHow}</p>`);
    switch (snapshot.phase) {
      case 'loading':
        return state(title(words.heading), words.loading);
      case 'signed-out': {
        const {title: head, text} = words.signedOut[snapshot.ended ?? 'signed-out'];
        return state(title(head), text, button(words.again, this.#restart, 'primary'));
      }
      case 'not-eligible':
        return state(title(words.notEligibleTitle), words.notEligibleText);
      case 'opted-out':
        return state(
          title(words.optedOutTitle),
          words.optedOutText,
          snapshot.pendingOptOut ? html`<p class="muted">${words.pendingOptOut}</p>` : nothing,
        );
      case 'error':
        return state(title(words.errorTitle), words.errorText, button(words.retry, this.#restart, 'primary'));
      case 'ready':
        return this.#renderReady(snapshot, this.#held!);
    }
  }
}
