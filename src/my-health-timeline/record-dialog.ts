import {html, nothing, type TemplateResult} from 'lit';
import {ifDefined} from 'lit/directives/if-defined.js';
import {formatDate} from '../records/dates.js';
import {groupsOf} from '../records/groups.js';
import {modal} from '../ui/dialog.js';
import {heading} from '../ui/heading.js';
import {icon} from '../ui/icons.js';
import {withdrawn} from './aside.js';
import {Files} from './record-files.js';
import {codesOf, detailsOf, notMine, partsOf, sourcesOf, whenOf} from './record-sections.js';
import {valueOf} from './templates-record.js';
import type {HealthRecord} from '../records/model.js';
import type {History} from '../records/history.js';
import type {Model} from './context.js';
import type {historyView as HistoryView} from './history-chart.js';

/** What the dialog needs from the part that holds it. */
export interface RecordDialogHost {
  readonly histories: (record: HealthRecord) => readonly History[];
  readonly hide: (record: HealthRecord) => void;
  readonly closed: () => void;
}

/** Characters of a title that would leave no room for the rest if it stayed in sight. */
const LONG = 80;

/** One record in full: everything the source said, in words first, as codes and as it was sent on request. */
export class RecordDialog {
  #trail: HealthRecord[] = [];
  #original: {of: string; state: 'loading' | 'failed' | 'there'; text: string} | undefined;
  #files: Files | undefined;
  #historyView: typeof HistoryView | undefined;

  constructor(
    private readonly update: () => void,
    private readonly host: RecordDialogHost,
  ) {}

  get record(): HealthRecord | undefined {
    return this.#trail.at(-1);
  }

  /** Opens a record, or goes on to a related one. */
  open(record: HealthRecord): void {
    this.#trail.push(record);
    this.#turn();
  }

  close(): void {
    this.#trail = [];
    this.#turn();
  }

  #turn(): void {
    this.#original = undefined;
    this.#files?.drop();
    this.#files = undefined;
    this.update();
  }

  #back = (): void => {
    this.#trail.pop();
    this.#turn();
  };

  #showOriginal(record: HealthRecord, {dispatch}: Model): void {
    const of = record.id;
    this.#original = {of, state: 'loading', text: ''};
    this.update();
    const settle = (state: 'failed' | 'there', text: string): void => {
      if (this.#original?.of !== of) return;
      this.#original = {of, state, text};
      this.update();
    };
    dispatch({type: 'raw', recordId: of}).then(
      raw => settle(raw == null ? 'failed' : 'there', JSON.stringify(raw, null, 2)),
      () => settle('failed', ''),
    );
  }

  #renderOriginal(record: HealthRecord, model: Model): TemplateResult {
    const {words} = model;
    const original = this.#original;
    return html`<details>
      <summary>${words.original}</summary>
      ${(record.copies ?? [record]).map(copy => {
        const asked = original?.of === copy.id ? original : undefined;
        const from = record.copies ? `${copy.sources[0]?.institution.name}: ` : '';
        return html`<p>
            <button class="link" @click=${() => this.#showOriginal(copy, model)}>${from}${words.originalShow}</button>
          </p>
          <p role="status" class="sub">
            ${
              asked?.state === 'loading'
                ? words.originalLoading
                : asked?.state === 'failed'
                  ? words.originalFailed
                  : nothing
            }
          </p>
          ${
            asked?.state === 'there'
              ? html`<pre tabindex="0" class="scroll" role="region" aria-label=${words.original}>${asked.text}</pre>`
              : nothing
          }`;
      })}
    </details>`;
  }

  #renderHistory(record: HealthRecord, model: Model): unknown {
    const histories = this.host.histories(record).filter(({series}) => series.some(({points}) => points.length > 1));
    if (!histories.length) return nothing;
    const view = this.#historyView;
    if (!view) {
      void import('./history-chart.js').then(
        ({historyView}) => {
          this.#historyView = historyView;
          this.update();
        },
        () => undefined,
      );
      return nothing;
    }
    return html`<section class="history">
      ${heading(model.context.level + 2, model.words.history)} ${histories.map(history => view(history, model))}
    </section>`;
  }

  #renderRelated(record: HealthRecord, {words, library, context}: Model): unknown {
    const groups = groupsOf(library);
    const link = (other: HealthRecord): TemplateResult => {
      const {title, language} = words.told(other);
      return html`<button class="link" lang=${ifDefined(language)} @click=${() => this.open(other)}>${title}</button>
        <span class="sub">${formatDate(other.date, context.viewer)}</span>`;
    };
    const visit = groups.visitOf(record);
    const report = groups.reportOf(record);
    const under = groups.under(record);
    if (!visit && !report && !under.length) return nothing;
    return html`<section>
      ${heading(context.level + 2, words.related)}
      <dl>
        ${
          visit
            ? html`<dt>${words.inVisit}</dt>
                <dd>${link(visit)}</dd>`
            : nothing
        }
        ${
          report
            ? html`<dt>${words.inReport}</dt>
                <dd>${link(report)}</dd>`
            : nothing
        }
        ${
          under.length
            ? html`<dt>${words.results(under.length)}</dt>
                <dd>
                  <ul>
                    ${under.map(other => html`<li>${link(other)} ${valueOf(words.told(other), context)}</li>`)}
                  </ul>
                </dd>`
            : nothing
        }
      </dl>
    </section>`;
  }

  render(model: Model): TemplateResult {
    const {words, context} = model;
    const record = this.record;
    const level = context.level + 1;
    const told = record && words.told(record);
    return html`<dialog class="record" ${modal(!!record)} aria-labelledby="record-title" @close=${this.host.closed}>
      ${
        record && told
          ? html`<div class="dialog-head ${record.title.length > LONG ? 'long' : ''}">
                <div>
                  <p class="sub ${record.category}">
                    <span class="tile">${icon(record.category)}</span>
                    <span>${words.category[record.category]}&nbsp;· ${whenOf(record, words, context.viewer)}</span>
                  </p>
                  <div lang=${ifDefined(told.language)}>${heading(level, told.title, 'record-title')}</div>
                </div>
                <div class="actions">
                  ${
                    this.#trail.length > 1
                      ? html`<button class="button" @click=${this.#back}>${words.back}</button>`
                      : nothing
                  }
                  <button class="button" @click=${this.host.closed}>${words.close}</button>
                </div>
              </div>
              <div class="dialog-body">
                ${withdrawn(record, model)}
                <div lang=${ifDefined(told.language)}>${valueOf(told, context)}</div>
                ${partsOf(record, model)} ${detailsOf(record, model)} ${this.#renderHistory(record, model)}
                ${(this.#files ??= new Files(record, this.update)).render(model)} ${this.#renderRelated(record, model)}
                ${sourcesOf(record, model)}
                <div class="folds">
                  ${codesOf(record, model)} ${this.#renderOriginal(record, model)}
                  ${notMine(record, model, () => this.host.hide(record))}
                </div>
              </div>`
          : nothing
      }
    </dialog>`;
  }
}
