import {html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {guard} from 'lit/directives/guard.js';
import {ifDefined} from 'lit/directives/if-defined.js';
import {notLoaded} from '../errors.js';
import {MyHealthElement} from '../ui/element.js';
import {heading} from '../ui/heading.js';
import {LatePart} from '../ui/late.js';
import {property} from '../ui/property.js';
import {rootOf} from '../ui/root.js';
import {SessionController} from '../ui/session-controller.js';
import {unsafe} from '../ui/unsafe.js';
import {isReading} from '../session/facts.js';
import {timeZone} from './context.js';
import {Reader} from './reader.js';
import {isShowable, loadRowParts} from './rows.js';
import {Seen} from './seen.js';
import {strings} from './strings.js';
import {button, chips, reading, searchField, state, summary} from './templates.js';
import {list} from './templates-list.js';
import type {Context, Model, Screen} from './context.js';
import type {Snapshot} from '../session/snapshot.js';
import type {Late} from './late.js';
import type {TimelineStrings} from './strings.js';
import {baseStyles} from '../ui/styles.js';
import {styles} from './styles.js';

const ignore = (): undefined => undefined;

/**
 * One honest timeline of a patient's health records from all connected institutions.
 *
 * @tag my-health-timeline
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
 * @localization `locale` sets the language of dates and numbers; `strings` replaces words.
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

  readonly #session = new SessionController(this, true);
  readonly #reader = new Reader(this);
  readonly #late = new LatePart<Late>(
    this,
    async () => new (await import('./late.js')).Late(this, this.#screen, () => this.#model()),
    () => this.#session.snapshot,
  );
  readonly #screen: Screen = {filter: {}, start: 0, limit: 0, step: 0, fresh: new Set(), kinds: false};
  readonly #seen = new Seen(this.#screen, () => this.#late.value);
  #words = strings as TimelineStrings;
  #lateWords: Late['strings'] | undefined;
  #hadFocus = false;
  /** What is known of the library on screen as a whole, even while only its first records are here. */
  #known: Pick<Snapshot, 'places' | 'categories'> = {};
  #phase: Snapshot['phase'] | undefined;
  /** Cards and signs did not come: every record stands by itself. */
  #rowsFailed = false;

  protected override willUpdate(changed: PropertyValues): void {
    const snapshot = this.#session.snapshot;
    const late = this.#late.value;
    const screen = this.#screen;
    const step = Math.min(500, Math.max(10, Math.trunc(this.pageSize) || 50));
    if (screen.step !== step) Object.assign(screen, {step, limit: step});
    if (changed.has('strings') || late?.strings !== this.#lateWords) {
      this.#lateWords = late?.strings;
      this.#words = {...strings, ...late?.strings, ...this.strings} as TimelineStrings;
    }
    this.#hadFocus = snapshot?.phase !== this.#phase && !!rootOf(this).activeElement;
    this.#phase = snapshot?.phase;
    const next = snapshot?.phase === 'ready' ? snapshot.library : undefined;
    const early = !!next && !this.#rowsFailed && !isShowable(next);
    if (early) this.#loadRows();
    // what is on screen goes on; nothing is shown first that would be put in order a moment later
    this.#reader.follow(early && !this.#reader.library?.total ? undefined : next, this.#seen.same);
    if (this.#reader.library) {
      if (this.#reader.library === snapshot?.library) this.#known = snapshot;
      late?.follow();
    } else {
      this.#seen.forget();
      this.#known = {};
      late?.forget();
    }
  }

  protected override firstUpdated(): void {
    // a page's first format takes 40 ms in Chromium: while the portal is being asked, and not between records and paint
    setTimeout(timeZone);
  }

  protected override updated(): void {
    // whoever was reading is not left nowhere when the screen changes
    if (this.#hadFocus && !rootOf(this).activeElement) {
      this.renderRoot.querySelector<HTMLElement>('h1,h2,h3,h4,h5,h6')?.focus();
    }
    const {snapshot} = this.#session;
    // what another phase says comes with the late part, at once
    const said = snapshot && snapshot.phase !== 'ready' && (snapshot.phase !== 'loading' || snapshot.problem);
    // and so does what must be known of the records on screen
    const warned = snapshot && (snapshot.stale || snapshot.problem || snapshot.storage.notice);
    const wanted = this.record || this.#reader.waiting || said || warned;
    if (wanted && !this.#late.value && !this.#late.failed) this.#later(ignore);
  }

  /**
   * Reads all sources again. Resolves when every route's pass has ended.
   * @throws {CodedError} `aborted` after the session has ended other than by the host's 401
   */
  refresh(): Promise<void> {
    return this.#session.dispatch({type: 'refresh'});
  }

  /**
   * What is loaded, as a file (docs/host-contract.md §9): all records, whatever the filter, and what is missing.
   * Waits until what this browser has stored is there.
   * @throws {CodedError} `bad_argument` for another format, `aborted` when there is nothing to export,
   * `storage_blocked` when what is stored does not come, `host_unreachable` when the code that writes files does not.
   */
  async exportRecords(options: {format: 'json' | 'csv'}): Promise<Blob> {
    const {exportFile} = await import('./export-file.js').catch(notLoaded);
    return exportFile(this.#session, options?.format, this.language);
  }

  /** Signs out of My Health: the screen is blank in every tab, tokens and key are dropped. */
  endSession(): Promise<void> {
    return this.#session.dispatch({type: 'end-session'});
  }

  #context(snapshot: Snapshot): Context {
    const late = this.#late.value;
    return {
      words: this.#words,
      viewer: {locale: this.language, timeZone: timeZone()},
      routes: snapshot.routes,
      now: Date.now(),
      ago: new Map(),
      level: this.headingLevel >= 1 ? this.headingLevel : 2,
      mark: late?.marker(this.language) ?? (text => text),
      spark: record => late?.spark(record) ?? nothing,
      isNew: record => late?.isNew(record) ?? false,
      extra: record => late?.extra(record) ?? nothing,
      open: record => this.#later(late => late.open(record)),
    };
  }

  #model(): Model {
    const snapshot = this.#session.snapshot!;
    const {library, waiting} = this.#reader;
    return {
      ...this.#seen.of(library!),
      words: this.#words,
      context: this.#context(snapshot),
      snapshot,
      waiting,
      adopt: () => this.#reader.adopt(),
      dispatch: request => this.#session.dispatch(request),
      rendered: () => {
        this.requestUpdate();
        this.performUpdate();
      },
    };
  }

  #loadRows(): void {
    loadRowParts()
      .catch(() => (this.#rowsFailed = true))
      .finally(() => this.requestUpdate());
  }

  /** What needs the late part waits for it; that it does not come is said on screen. */
  #later(act: (late: Late) => void): void {
    // the session may have ended meanwhile
    this.#late.load().then(late => this.#reader.library && act(late), ignore);
  }

  #renderList({words, arranged, filter, context}: Model): TemplateResult {
    const late = this.#late.value;
    const {start, limit} = this.#screen;
    const {total} = arranged;
    const end = Math.min(total, start + limit);
    if (!total && late) return late.noMatch();
    // what each day of the list depends on, besides its records
    const shown = [filter.query, this.language, this.#words, late?.edition, context.level];
    return html`${start ? button(words.newer, () => this.#later(late => late.acts.newer()), 'more') : nothing}
      <div class="list">
        ${guard([arranged, start, limit, ...shown], () => list(arranged.take(start, limit), context, shown))}
      </div>
      ${end < total ? button(words.earlier(end - start, total), () => this.#later(late => late.acts.earlier()), 'more') : nothing}`;
  }

  #renderReady(): TemplateResult {
    const model = this.#model();
    const {words, snapshot, filtered, filter, context, arranged, library} = model;
    const late = this.#late.value;
    const missing = (): void => this.#later(late => late.openCoverage());
    const narrowed = Object.values(filter).some(Boolean);
    const {places, categories} = this.#known;
    const head = html`${late?.paper(model)}${heading(this.headingLevel, words.heading)}
    ${library.total ? summary(library.total, places, snapshot.asOf, context) : nothing}`;
    const told = html`${late?.told(model, () => void this.refresh().catch(ignore), missing)}
    ${reading(snapshot, context)}${
      this.#late.failed || this.#rowsFailed
        ? html`<p class="notice warn" role="alert">${words.partFailed}</p>`
        : nothing
    }`;
    if (!library.total) return html`${head}${told}${late?.empty(model)}${late?.dialogs(model)}`;
    // what is not known yet is not said
    const counts = library.whole ? filtered.counts : (categories ?? {});
    const {total} = arranged;
    // a first read changes the number with every page: it is said at its end
    const quiet = !narrowed && snapshot.progress.some(isReading);
    const said = !library.whole ? '' : narrowed ? words.matches(total) : words.shown(total, counts.billing ?? 0);
    return html`${head}
      <div class="tools">
        ${searchField(filter.query ?? '', words, event => {
          const {value} = event.target as HTMLInputElement;
          this.#later(late => void late.search(value));
        })}
        ${button(words.missing, missing)}
        <button class="button" aria-expanded=${!!late?.taking} @click=${() => this.#later(late => late.toggle('take'))}>
          ${words.takeAlong}
        </button>
      </div>
      ${chips(counts, filter.categories, context, category => this.#later(late => late.acts.choose(category)), this.#screen.kinds)}
      <div class="panels">
        <p class="count sub" role="status" aria-live=${quiet ? 'off' : 'polite'} tabindex="-1">${said}</p>
        ${late?.panels(model)}
      </div>
      <div class="strip">${late?.strip(model)}</div>
      ${told}
      <div role="status">${late?.waiting(model)}</div>
      ${this.#renderList(model)}${late?.dialogs(model)}`;
  }

  readonly #restart = (): void => void this.#session.dispatch({type: 'restart'}).catch(ignore);

  /** A screen without records. Its words come with the late part; the screen is blank of records without them. */
  #renderOther(snapshot: Snapshot): TemplateResult | undefined {
    return this.#late.value?.other(snapshot, this.#words, this.#context(snapshot), this.#restart);
  }

  protected override render(): TemplateResult {
    // words of another language than the page's are said to be so; a portal's own words say themselves what they are
    return html`<div
      class="root ${this.density}"
      lang=${ifDefined((this.strings ?? strings).language)}
      role="region"
      aria-label=${this.#words.heading}
    >
      ${this.#renderScreen()}
    </div>`;
  }

  #renderScreen(): TemplateResult {
    const {snapshot} = this.#session;
    const words = this.#words;
    const title = heading(this.headingLevel, words.heading);
    if (!snapshot) return state(title, words.setup);
    switch (snapshot.phase) {
      case 'ready':
        return this.#reader.library ? this.#renderReady() : state(title, words.loading);
      case 'loading':
        // a busy portal is waited for, and that is said
        return (snapshot.problem && this.#renderOther(snapshot)) ?? state(title, words.loading);
      default:
        return (
          this.#renderOther(snapshot) ??
          state(
            title,
            unsafe(snapshot) || words.away,
            unsafe(snapshot) ? nothing : button(words.retry, this.#restart, 'primary'),
          )
        );
    }
  }
}
