import {html, nothing, type TemplateResult} from 'lit';
import {breath} from '../breath.js';
import {dialogStyles} from '../ui/dialog.js';
import {printFrameStyles} from '../ui/print-frame.js';
import {emit} from '../ui/emit.js';
import {useAllIcons} from '../ui/icons-more.js';
import {LateStyles} from '../ui/late-styles.js';
import {speaks} from '../ui/speaks.js';
import {filterLibrary, prepareSearch} from '../records/filter.js';
import {isReading} from '../session/facts.js';
import {Acts} from './acts.js';
import {keyOf} from './adapt.js';
import {timeZone} from './context.js';
import {CoverageDialog} from './coverage-dialog.js';
import {datesInWords} from './dates-in-words.js';
import {MhRecordEvent} from './events.js';
import {activeList, filterPanel} from './filters.js';
import {FocusStays} from './focus-stays.js';
import {freshIds} from './fresh.js';
import {marker} from './mark.js';
import {newMedicines} from './new-medicines.js';
import {notices} from './notices.js';
import {Rearranged} from './rearranged.js';
import {RecordDialog} from './record-dialog.js';
import {emptyScreen, otherScreen} from './screens.js';
import {Histories} from './spark.js';
import {button, state} from './templates.js';
import {strings} from './strings.js';
import {moreStrings} from './strings-more.js';
import {Strip} from './strip.js';
import {TakeAlong} from './take-along.js';
import type {MyHealthTimeline} from './my-health-timeline.js';
import type {Library} from '../records/library.js';
import type {HealthRecord} from '../records/model.js';
import type {Snapshot} from '../session/snapshot.js';
import type {Context, Model, Screen} from './context.js';
import type {TimelineStrings} from './strings.js';
import {paperStyles} from './paper-styles.js';
import {chartStyles} from './styles-chart.js';
import {coverageStyles} from './styles-coverage.js';
import {findingStyles} from './styles-finding.js';
import {moreStyles} from './styles-more.js';
import {recordStyles} from './styles-record.js';

type Panel = 'filters' | 'take';

/** Over the first screen's sheet; the later one wins. */
const LATE_STYLES = [
  dialogStyles,
  findingStyles,
  recordStyles,
  coverageStyles,
  chartStyles,
  moreStyles,
  paperStyles,
  printFrameStyles,
];

/** Everything that the first screen can do without. One for each element. */
export class Late {
  readonly strings = moreStrings;
  readonly filter = filterLibrary;
  readonly told = notices;
  #panel: Panel | undefined;
  #fresh: {of: Library; over: Library; ids: ReadonlySet<string>} | undefined;
  #prepared: Library | undefined;
  /** There are records on screen. */
  #shows = false;
  /** A first read is under way: each page of it brings a library, and none of them tells what came before. */
  #growing = false;
  #preparing: Promise<void> | undefined;
  /** What has been typed and not been searched for yet. */
  #wanted: string | undefined;
  #words: TimelineStrings = {...strings, ...moreStrings};
  /** The `record` that has been opened or looked for. */
  #key = '';
  readonly #update = (): void => this.element.requestUpdate();
  readonly #histories = new Histories(this.#update);
  readonly acts: Acts;
  readonly #rearranged: Rearranged;
  readonly #strip: Strip;
  readonly #take: TakeAlong;
  readonly #coverage: CoverageDialog;
  readonly #record: RecordDialog;

  constructor(
    private readonly element: MyHealthTimeline,
    private readonly screen: Screen,
    private readonly model: () => Model,
  ) {
    useAllIcons();
    this.#strip = new Strip(element, index => this.acts.jump(index), this.#update);
    this.#take = new TakeAlong(
      element,
      this.#update,
      () => (this.#shows ? model() : undefined),
      record => this.#rearranged.note(record, this.#words),
    );
    this.acts = new Acts(element, screen, model);
    new FocusStays(element);
    this.#rearranged = new Rearranged(id => this.acts.record(id));
    this.#coverage = new CoverageDialog(this.#update, model, record => this.open(record));
    this.#record = new RecordDialog(this.#update, {
      histories: record => {
        void this.#histories.index(model().library);
        return this.#histories.of(record);
      },
      hide: record => {
        this.#closed();
        this.#rearranged.hide(record);
      },
      closed: () => this.#closed(),
    });
    new LateStyles(element, LATE_STYLES);
  }

  /** Grows with everything that changes the list from here. */
  get edition(): number {
    return this.order + this.#histories.edition + (this.#growing ? 0 : 1);
  }

  /** Grows with what changes which records there are, and where. */
  get order(): number {
    return this.#rearranged.edition;
  }

  /** The library as the patient has arranged it on this screen. */
  adapt(library: Library): Library {
    return this.#rearranged.adapt(library);
  }

  /** A text with its dates in the viewer's words and the searched words marked. */
  marker(locale: string): (text: string | undefined) => unknown {
    const mark = marker(this.screen.filter.query);
    const viewer = {locale, timeZone: timeZone()};
    return (text = '') => mark(datesInWords(text, viewer));
  }

  spark(record: HealthRecord): unknown {
    return this.#histories.picture(record, this.#words);
  }

  /** The screen has been blanked: nothing of what was on it stays. */
  forget(): void {
    this.#rearranged.forget();
    this.#prepared = undefined;
    this.#shows = false;
    this.#fresh = undefined;
    Object.assign(this.screen, {filter: {}, start: 0, limit: this.screen.step, fresh: new Set()});
    this.#histories.forget();
    if (this.#record.record) this.#record.close();
    this.#coverage.open = false;
    this.#panel = undefined;
  }

  open(record: HealthRecord): void {
    this.#record.open(record);
    this.element.record = this.#key = keyOf(record.id);
    emit(this.element, new MhRecordEvent({open: true}));
  }

  openCoverage(): void {
    this.#coverage.toggle(true);
  }

  /** The panel to print or download is open. */
  get taking(): boolean {
    return this.#panel === 'take';
  }

  toggle(panel: Panel): void {
    this.#panel = this.#panel === panel ? undefined : panel;
    this.#update();
    if (this.taking) void this.#take.enter();
  }

  /** Whether a medicine is the first of its kind in all that is known. */
  isNew(record: HealthRecord): boolean {
    return !this.#growing && !!this.#prepared && newMedicines(this.adapt(this.#prepared)).has(record);
  }

  /** What stands behind a record's sources. */
  extra(record: HealthRecord): unknown {
    const words = this.#words;
    return html`${this.#rearranged.extra(record, words)}${
      this.screen.fresh.has(record.id) ? html` <span class="new">${words.isNew}</span>` : nothing
    }`;
  }

  #closed(): void {
    if (!this.#record.record) return;
    this.#record.close();
    this.element.record = this.#key = '';
    emit(this.element, new MhRecordEvent({open: false}));
  }

  /** `record` was set from outside: opened without an event, as soon as it is known. */
  follow(): void {
    const {library} = this.model();
    const {record: key} = this.element;
    if (key === this.#key) return;
    if (!key) {
      this.#key = '';
      this.#record.close();
      return;
    }
    for (const list of [library.dated, library.undated]) {
      const record = list.find(({id}) => keyOf(id) === key);
      if (!record) continue;
      this.#key = key;
      this.#record.close();
      this.#record.open(record);
      return;
    }
  }

  /** The screens without a session. */
  other(snapshot: Snapshot, words: TimelineStrings, context: Context, restart: () => void): TemplateResult {
    return otherScreen(snapshot, words, context, restart, speaks(this.element));
  }

  empty(model: Model): TemplateResult {
    return emptyScreen(model, () => this.openCoverage());
  }

  noMatch(): TemplateResult {
    const {words} = this.model();
    return state(
      nothing,
      words.noMatch,
      html`<div class="actions">
        ${button(words.showAll, () => this.acts.filter({}))} ${button(words.missing, () => this.openCoverage())}
      </div>`,
    );
  }

  /** Records that wait until they are asked for. */
  waiting({waiting, library, words}: Model): unknown {
    if (!waiting) return nothing;
    if (this.#fresh?.of !== waiting || this.#fresh.over !== library) {
      this.#fresh = {of: waiting, over: library, ids: freshIds(library, waiting)};
    }
    const {ids} = this.#fresh;
    return html`<p class="notice">
      <button class="link" @click=${() => this.acts.fresh(ids)}>
        ${ids.size ? words.fresh(ids.size) : words.freshChanged}
      </button>
    </p>`;
  }

  /** What stands between the search and the list. */
  panels(model: Model): unknown {
    const {words, snapshot} = model;
    this.#words = words;
    this.#shows = true;
    this.#growing = snapshot.asOf === null && snapshot.progress.some(isReading);
    if (!this.#growing) this.#prepare(model.library);
    return html`${this.#panel === 'take' ? this.#take.panel(model) : nothing}
      <button
        class="link more-filters"
        aria-expanded=${this.#panel === 'filters'}
        @click=${() => this.toggle('filters')}
      >
        ${words.filters}
      </button>
      ${this.#strip.jump(model)} ${this.#panel === 'filters' ? filterPanel(model, this.acts) : nothing}
      ${activeList(model, this.acts)} ${this.#rearranged.hiddenNote(words)}`;
  }

  /** Ahead of the first search and the first history, while nobody waits for them. */
  #prepare(library: Library): void {
    if (this.#prepared === library) return;
    this.#prepared = library;
    void this.#histories.index(library);
    const preparing = prepareSearch(this.adapt(library), breath).then(() => {
      if (this.#preparing === preparing) this.#preparing = undefined;
    });
    this.#preparing = preparing;
  }

  /** Searches at once, or as soon as every text is ready: folding them all in one go would hold up the typing. */
  async search(query: string): Promise<void> {
    this.#wanted = query;
    this.#prepare(this.model().library);
    while (this.#preparing) await this.#preparing;
    // somebody has typed on, or the session has ended
    if (this.#wanted !== query || !this.#prepared) return;
    this.#wanted = undefined;
    this.acts.search(query);
  }

  strip(model: Model): unknown {
    return this.#strip.render(model);
  }

  /** What stands on paper only. */
  paper(model: Model): unknown {
    return this.#take.paper(model);
  }

  dialogs(model: Model): unknown {
    return html`${this.#record.render(model)} ${this.#coverage.render(model)}`;
  }
}
