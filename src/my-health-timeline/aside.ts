import {html, nothing, type TemplateResult} from 'lit';
import {formatDate} from '../records/dates.js';
import {heading} from '../ui/heading.js';
import {icon} from '../ui/icons.js';
import {originLabel} from '../ui/source-label.js';
import {unitWords} from '../ui/unit-words.js';
import type {HealthRecord, SetAside} from '../records/model.js';
import type {Model} from './context.js';

/** Entries listed at once. */
const STEP = 100;

/** What the source itself has taken back is said on the record, wherever it is shown. */
export const withdrawn = (record: HealthRecord, {library, words}: Pick<Model, 'library' | 'words'>): unknown =>
  library.aside.some(entry => entry.record === record && entry.state === 'entered_in_error')
    ? html`<p class="notice warn">
        ${icon('warning')} <span>${words.withdrawnHow(record.sources[0]?.institution.name ?? '')}</span>
      </p>`
    : nothing;

/** What was received and is not on the timeline: counted by kind and reason, each entry listed on request. */
export class Aside {
  /** How many of each open group are listed. */
  #shown = new Map<string, number>();

  constructor(
    private readonly update: () => void,
    private readonly open: (record: HealthRecord) => void,
  ) {}

  #renderEntry({state, route, institution, recordId, record, reason}: SetAside, model: Model): TemplateResult {
    const {words, snapshot, context} = model;
    const {title, value, unit} = record ? words.told(record) : {};
    const origin = institution && {route, institution, recordId: '', retrievedAt: '', date: null};
    return html`<li>
      ${record ? html`<button class="link" @click=${() => this.open(record)}>${title}</button>` : nothing}
      ${value ? html`<bdi>${value} ${unitWords(unit)}</bdi>` : nothing}
      ${state === 'entered_in_error' ? html`<span class="flag">✕ ${words.withdrawn}</span>` : nothing}
      <p class="sub">
        ${record ? html`${formatDate(record.date, context.viewer) || words.undated} · ` : nothing}${words.reasons[reason]}
        ${origin ? html`· ${originLabel(origin, snapshot.routes, words)}` : nothing}
        ${recordId ? html`· <span class="id">${words.sourceId(recordId)}</span>` : nothing}
      </p>
    </li>`;
  }

  #renderGroup(key: string, entries: readonly SetAside[], model: Model): TemplateResult {
    const {words} = model;
    const [{category, type, state}] = entries as [SetAside];
    const shown = this.#shown.get(key) ?? 0;
    const show = (n: number): void => {
      this.#shown.set(key, n);
      this.update();
    };
    const handleToggle = ({target}: Event): void => {
      const {open} = target as HTMLDetailsElement;
      if (open !== shown > 0) show(open ? STEP : 0);
    };
    return html`<details @toggle=${handleToggle}>
      <summary>
        <bdi>${words.asideLine(entries.length, category ? words.categories[category] : type, words.aside[state])}</bdi>
      </summary>
      <ul class="aside-list">
        ${entries.slice(0, shown).map(entry => this.#renderEntry(entry, model))}
      </ul>
      ${
        shown && shown < entries.length
          ? html`<button class="button" @click=${() => show(shown + STEP)}>
              ${words.asideMore(shown, entries.length)}
            </button>`
          : nothing
      }
    </details>`;
  }

  render(model: Model): unknown {
    const {library, words, context} = model;
    if (!library.aside.length) return nothing;
    const groups = new Map<string, SetAside[]>();
    for (const entry of library.aside) {
      const key = `${entry.type} ${entry.state}`;
      const group = groups.get(key);
      if (group) group.push(entry);
      else groups.set(key, [entry]);
    }
    return html`<section>
      ${heading(context.level + 2, words.asideTitle)}
      <p class="sub">${words.asideHow}</p>
      ${[...groups].map(([key, entries]) => this.#renderGroup(key, entries, model))}
    </section>`;
  }
}
