import {html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {property, state as internal} from 'lit/decorators.js';
import {guard} from 'lit/directives/guard.js';
import {filterLibrary, type Filter} from '../records/timeline.js';
import {MyHealthElement} from '../ui/element.js';
import {heading} from '../ui/heading.js';
import {LatePart} from '../ui/late.js';
import {SessionController} from '../ui/session-controller.js';
import {arrange} from './arrange.js';
import {Reader} from './reader.js';
import {strings} from './strings.js';
import {button, chips, notices, searchField, state} from './templates.js';
import {list} from './templates-list.js';
import {since, type Context, type Model} from './context.js';
import type {Library} from '../records/library.js';
import type {Category} from '../records/model.js';
import type {Snapshot} from '../session/snapshot.js';
import type {Late} from './late.js';
import type {TimelineStrings} from './strings.js';
import {baseStyles} from '../ui/styles.js';
import {styles} from './styles.js';

type View = Pick<Model, 'filter' | 'library' | 'filtered' | 'arranged'> & {readonly edition: number};
const none: ReadonlySet<string> = new Set();
/** As far as a jump makes the list longer instead of starting it elsewhere. */
const STRETCH = 1000;
const ignore = (): undefined => undefined;

/**
 * One honest timeline of a patient's health records from all connected institutions.
 *
 * @tag my-health-timeline
 * @fires {MhStateEvent} mh-state - What can be shown has changed.
 * @fires {MhSyncEvent} mh-sync - A pass over a route starts, advances or has ended.
 * @fires {MhConnectionEvent} mh-connection - The state of a connection has changed.
 * @fires {MhSessionEndEvent} mh-session-end - The session is over and the screen blank.
 * @fires {MhErrorEvent} mh-error - A coded failure reached the screen.
 * @fires {MhRecordEvent} mh-record - The patient has opened or closed a record; `record` says which.
 * @csspart record - One record: an article.
 * @csspart source-label - Where a record comes from: institution and route in words.
 * @cssprop [--mh-text-color=inherit] - Ink.
 * @cssprop [--mh-muted-color] - Ink of what is less important.
 * @cssprop [--mh-surface-color] - Paper of buttons and dialogs.
 * @cssprop [--mh-soft-color] - Paper of cards and fields.
 * @cssprop [--mh-line-color] - Hairlines.
 * @cssprop [--mh-edge-color] - Edges of fields.
 * @cssprop [--mh-accent-color] - Links, pressed buttons, focus.
 * @cssprop [--mh-mark-color] - Behind words that were searched for.
 * @cssprop [--mh-sticky-top=0px] - Height of the page's own sticky header, below which the overview of years stays.
 * @localization Every word is in `strings`; dates and numbers follow `locale`.
 * @example
 * <my-health-timeline token-endpoint="/portal/my-health/token"></my-health-timeline>
 */
export class MyHealthTimeline extends MyHealthElement {
  static override styles = [baseStyles, styles];

  /** Records shown a step: 10 to 500. Default 50. */
  @property({type: Number, attribute: 'page-size'}) pageSize = 50;

  /** `compact` puts more records on a screen. Default `comfortable`. */
  @property() density: 'comfortable' | 'compact' = 'comfortable';

  /**
   * Opaque key of the open record, `''` when none is open; setting it opens that record as soon as it is known. It
   * tells nothing of the record and may stand in an address.
   */
  @property() record = '';

  /** Words that replace the element's own. */
  @property({attribute: false}) strings: Partial<TimelineStrings> | undefined;

  @internal() private _filter: Filter = {};
  @internal() private _start = 0;
  @internal() private _limit = 0;

  readonly #session = new SessionController(this, true);
  readonly #reader = new Reader(this);
  readonly #late = new LatePart<Late>(
    this,
    async () => new (await import('./late.js')).Late(this, () => this.#model()),
    () => this.#session.snapshot,
  );
  #words = strings as TimelineStrings;
  #lateWords: Late['strings'] | undefined;
  #view: View | undefined;
  #fresh = none;
  #hadFocus = false;
  #onPaper = false;
  #phase: Snapshot['phase'] | undefined;

  protected override willUpdate(changed: PropertyValues): void {
    const snapshot = this.#session.snapshot;
    if (changed.has('pageSize') || !this._limit) this._limit = this.#step;
    const late = this.#late.value;
    if (changed.has('strings') || late?.strings !== this.#lateWords) {
      this.#lateWords = late?.strings;
      this.#words = {...strings, ...late?.strings, ...this.strings} as TimelineStrings;
    }
    this.#hadFocus = snapshot?.phase !== this.#phase && !!this.shadowRoot?.activeElement;
    this.#phase = snapshot?.phase;
    this.#reader.follow(snapshot?.phase === 'ready' ? snapshot.library : undefined, this.#looksSame);
    if (this.#reader.library) {
      late?.follow();
    } else {
      this.#view = undefined;
      this.#fresh = none;
      late?.forget();
    }
  }

  protected override updated(): void {
    // whoever was reading is not left nowhere when the screen changes
    if (this.#hadFocus && !this.shadowRoot!.activeElement) this.#focus('h1,h2,h3,h4,h5,h6');
    if (this.record && this.#reader.library && !this.#late.value) this.#late.load().catch(ignore);
  }

  /** Reads all sources again. Resolves when every route's pass has ended. */
  refresh(): Promise<void> {
    return this.#session.dispatch({type: 'refresh'});
  }

  /**
   * What is loaded, as a file (docs/host-contract.md §9): all records, whatever the filter, and what is missing.
   * @throws {CodedError} `aborted` when there is nothing to export.
   */
  async exportRecords(options: {format: 'json' | 'csv'}): Promise<Blob> {
    const snapshot = this.#session.snapshot;
    return (await import('./export-file.js')).exportFile(snapshot, options.format, this.language);
  }

  /** Signs out of My Health: the screen is blank in every tab, tokens and key are dropped. */
  endSession(): Promise<void> {
    return this.#session.dispatch({type: 'end-session'});
  }

  get #step(): number {
    return Math.min(500, Math.max(10, Math.trunc(this.pageSize) || 50));
  }

  /** What the filter leaves of a library; the last answer is kept. */
  #see(library: Library): View {
    const {_filter: filter} = this;
    const late = this.#late.value;
    const edition = late?.edition ?? 0;
    const last = this.#view;
    if (last?.library === library && last.filter === filter && last.edition === edition) return last;
    const adapted = late?.adapt(library) ?? library;
    const filtered = filterLibrary(adapted, filter);
    return {filter, library, edition, filtered, arranged: arrange(adapted, filtered)};
  }

  readonly #looksSame = (held: Library, next: Library): boolean => {
    const end = this._start + this._limit;
    const before = this.#see(held).arranged.flat.slice(0, end);
    const after = this.#see(next).arranged.flat.slice(0, end);
    return before.length === after.length && before.every((record, at) => record.id === after[at]!.id);
  };

  #context(snapshot: Snapshot): Context {
    const late = this.#late.value;
    return {
      words: this.#words,
      viewer: {locale: this.language, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone},
      routes: snapshot.routes,
      now: Date.now(),
      ago: new Map(),
      level: this.headingLevel,
      fresh: this.#fresh,
      mark: late?.marker(this._filter.query) ?? (text => text),
      spark: record => late?.spark(record) ?? nothing,
      isApart: record => late?.isApart(record) ?? false,
      open: record => this.#later(late => late.open(record)),
      split: record => this.#later(late => late.split(record)),
    };
  }

  #model(): Model {
    const snapshot = this.#session.snapshot!;
    const library = this.#reader.library!;
    return {
      ...(this.#view = this.#see(library)),
      words: this.#words,
      context: this.#context(snapshot),
      snapshot,
      setFilter: (filter, focus) => this.#setFilter(filter, focus),
      focus: id => this.#focusRecord(id),
      paper: on => this.#print(on),
      jump: index => this.#jump(index),
      dispatch: request => this.#session.dispatch(request),
      update: () => this.requestUpdate(),
    };
  }

  #print(on: boolean): void {
    if (!this.#reader.library) return;
    this.#onPaper = on;
    this.requestUpdate();
    this.performUpdate();
  }

  /** What needs the late part waits for it; a part that does not come is said on screen. */
  #later(act: (late: Late) => void): void {
    this.#late.load().then(act, ignore);
  }

  #setFilter(filter: Filter, focus = 'count'): void {
    this.#reader.adopt();
    this._filter = filter;
    this._start = 0;
    this._limit = this.#step;
    if (focus) this.#focusLater(`.${focus}`);
  }

  #focus(selector: string, index = 0): void {
    this.renderRoot.querySelectorAll<HTMLElement>(selector)[index]?.focus();
  }

  #focusRecord(id: string): void {
    this.requestUpdate();
    const at = this.#see(this.#reader.library!).arranged.flat.findIndex(record => record.id === id) - this._start;
    if (id && at >= 0 && at < this._limit) this.#focusLater('.list .open', at);
    else this.#focusLater('.count');
  }

  #focusLater(selector: string, index = 0): void {
    void this.updateComplete.then(() => this.#focus(selector, index));
  }

  #jump(index: number): void {
    const {flat} = this.#see(this.#reader.library!).arranged;
    if (index >= this._start && index < this._start + STRETCH) {
      this._limit = Math.max(this._limit, index - this._start + this.#step);
    } else {
      this._start = index < STRETCH ? 0 : index;
      this._limit = this.#step + (index < STRETCH ? index : 0);
    }
    const year = flat[index]?.date?.value.slice(0, 4);
    this.#focusLater(`#y-${year ?? 'none'}`);
  }

  readonly #handleRestart = (): void => {
    this.#session.dispatch({type: 'restart'}).catch(ignore);
  };

  readonly #handleRefresh = (): void => {
    this.refresh().catch(ignore);
  };

  readonly #handleChoose = (category: Category | null): void => {
    const {categories, ...rest} = this._filter;
    const chosen = new Set(categories);
    if (!category) chosen.clear();
    else if (!chosen.delete(category)) chosen.add(category);
    this.#setFilter(chosen.size ? {...rest, categories: chosen} : rest);
  };

  readonly #handleSearch = (event: Event): void => {
    this.#setFilter({...this._filter, query: (event.target as HTMLInputElement).value}, '');
  };

  readonly #handleEarlier = (): void => {
    const first = this._limit;
    this._limit += this.#step;
    this.#focusLater('.list .open', first);
  };

  readonly #handleNewer = (): void => {
    const start = Math.max(0, this._start - this.#step);
    this._limit += this._start - start;
    this._start = start;
    this.#focusLater('.list .open');
  };

  readonly #handleFresh = (): void => {
    this.#fresh = this.#reader.adopt();
    this._start = 0;
    this.requestUpdate();
    const {flat} = this.#see(this.#reader.library!).arranged;
    this.#focusRecord(flat.find(({id}) => this.#fresh.has(id))?.id ?? '');
  };

  #renderEmpty({words, snapshot}: Model): TemplateResult {
    const {progress, connections, coverage, library} = snapshot;
    const late = this.#late.value;
    if (progress.some(({phase}) => phase === 'reading' || phase === 'waiting')) return state(nothing, words.reading);
    if (!connections.some(({status}) => status !== 'not_connected')) {
      return state(heading(this.headingLevel + 1, words.emptyTitle), words.emptyText);
    }
    const asked = coverage.length > 0 && coverage.every(({state}) => state === 'none' || state === 'loaded');
    return state(
      asked && !library.aside.length ? heading(this.headingLevel + 1, words.nothingTitle) : nothing,
      asked && !library.aside.length ? words.nothingText : words.unknownText,
      late && button(words.missing, () => late.openCoverage()),
    );
  }

  #renderList({words, arranged, filter, context}: Model): TemplateResult {
    const [start, limit] = this.#onPaper ? [0, Infinity] : [this._start, this._limit];
    const total = arranged.flat.length;
    const end = Math.min(total, start + limit);
    if (!total) {
      return state(
        nothing,
        words.noMatch,
        button(words.showAll, () => this.#setFilter({})),
      );
    }
    const late = this.#late.value;
    return html`${start ? button(words.newer, this.#handleNewer, 'more') : nothing}
      <div class="list">
        ${guard([arranged, filter.query, start, limit, this.language, this.#words, late?.edition, context.level], () =>
          list(arranged.take(start, limit), context),
        )}
      </div>
      ${end < total ? button(words.earlier(end - start, total), this.#handleEarlier, 'more') : nothing}`;
  }

  #renderReady(): TemplateResult {
    const model = this.#model();
    const {words, snapshot, filtered, filter, context, arranged, library} = model;
    const late = this.#late.value;
    const {waiting, fresh} = this.#reader;
    const places = new Set(snapshot.connections.map(({institution}) => institution.id)).size;
    const narrowed = !!(filter.categories ?? filter.sources ?? filter.from ?? filter.to ?? filter.query);
    const head = html`${heading(this.headingLevel, words.heading)}
      <p class="sub">
        ${library.total || places ? words.summary(library.total, places) : nothing}${
          snapshot.asOf ? html` · ${words.updated(since(snapshot.asOf, context, true))}` : nothing
        }
      </p>`;
    const said = notices(snapshot, context, this.#handleRefresh, () => this.#later(late => late.openCoverage()));
    const failed = this.#late.failed ? html`<p class="notice warn" role="alert">${words.partFailed}</p>` : nothing;
    if (!library.total) return html`${head}${said}${this.#renderEmpty(model)}${failed}${late?.dialogs(model)}`;
    return html`${head}
      <div class="tools">
        ${searchField(filter.query ?? '', words, this.#handleSearch)}
        ${button(words.missing, () => this.#later(late => late.openCoverage()))}
        ${button(words.takeAlong, () => this.#later(late => late.toggle('take')))}
      </div>
      ${chips(filtered.counts, filter.categories ?? (none as ReadonlySet<Category>), context, this.#handleChoose)}
      <div class="panels">
        <p class="count sub" role="status" tabindex="-1">
          ${narrowed ? words.matches(arranged.flat.length) : words.shown(arranged.flat.length)}
        </p>
        ${late?.panels(model)}
      </div>
      <div class="strip">${late?.strip(model)}</div>
      ${said}${failed}
      <div role="status">
        ${
          waiting
            ? html`<p class="notice">
                <button class="link" @click=${this.#handleFresh}>
                  ${fresh.size ? words.fresh(fresh.size) : words.freshChanged}
                </button>
              </p>`
            : nothing
        }
      </div>
      ${this.#renderList(model)}${late?.dialogs(model)}`;
  }

  protected override render(): TemplateResult {
    const snapshot = this.#session.snapshot;
    const words = this.#words;
    const title = (text: string): TemplateResult => heading(this.headingLevel, text);
    if (!snapshot) return state(title(words.heading), words.setup, html`<p class="muted">${words.setupHow}</p>`);
    const {phase, ended = 'signed-out'} = snapshot;
    switch (phase) {
      case 'loading':
        return state(title(words.heading), words.loading);
      case 'signed-out':
        return state(
          title(words.signedOut[ended].title),
          words.signedOut[ended].text,
          button(words.comeBack, this.#handleRestart, 'primary'),
        );
      case 'not-eligible':
        return state(title(words.notEligibleTitle), words.notEligibleText);
      case 'opted-out':
        return state(title(words.optedOutTitle), words.optedOutText, snapshot.pendingOptOut && words.pendingOptOut);
      case 'error':
        return state(
          title(words.errorTitle),
          this.#late.value?.problem(snapshot) ?? words.errorText,
          button(words.retry, this.#handleRestart, 'primary'),
        );
      case 'ready':
        return html`<div class="root ${this.density}">${this.#renderReady()}</div>`;
    }
  }
}
