import {html, nothing, type TemplateResult} from 'lit';
import {activeFilters} from './filters.js';
import {placesOf} from './coverage-dialog.js';
import {save} from './export-file.js';
import {routeWords} from '../ui/source-label.js';
import type {MyHealthTimeline} from './my-health-timeline.js';
import type {Model} from './context.js';

/** Printing and downloads. */
export class TakeAlong {
  #said = '';

  constructor(
    private readonly element: MyHealthTimeline,
    private readonly update: () => void,
  ) {}

  async #download(format: 'json' | 'csv', {words}: Model): Promise<void> {
    this.#said = words.preparing;
    this.update();
    try {
      const file = await this.element.exportRecords({format});
      // a name that tells nothing in a folder that others see
      save(file, `my-health.${format}`);
      this.#said = words.prepared;
    } catch {
      this.#said = words.exportFailed;
    }
    this.update();
  }

  /** The panel under the button. */
  panel(model: Model): TemplateResult {
    const {words, arranged} = model;
    return html`<div class="panel">
      <p>
        <button class="button primary" @click=${() => print()}>${words.print}</button>
        <span class="sub">${words.printHow(arranged.total)}</span>
      </p>
      <div class="actions">
        <button class="button" @click=${() => this.#download('json', model)}>${words.json}</button>
        <button class="button" @click=${() => this.#download('csv', model)}>${words.csv}</button>
      </div>
      <p class="sub">${words.downloadHow}</p>
      <p role="status">${this.#said}</p>
    </div>`;
  }

  /** Stands on paper only: whose records, of when, which of them, and what is missing. */
  sheet(model: Model): TemplateResult {
    const {words, snapshot, context, library} = model;
    const {viewer, routes} = context;
    const filters = activeFilters(model).map(([what]) => what);
    const list = (items: readonly string[]): string => new Intl.ListFormat(viewer.locale).format(items);
    const missing = placesOf(snapshot).flatMap(({route, institution, entries}) => {
      const gaps = entries.filter(({state}) => state !== 'loaded' && state !== 'none');
      if (!gaps.length) return [];
      const kinds = gaps.map(({category, state}) => `${words.categories[category]} (${words.states[state]})`);
      return [`${institution.name}, ${routeWords(routes, route, words)}: ${list(kinds)}`];
    });
    const whose = snapshot.patientName ? words.printedFor(snapshot.patientName) : words.heading;
    const shown = filters.length ? words.printedFilter(list(filters)) : words.printedAll;
    const now = new Date(context.now);
    const day = now.toLocaleDateString(viewer.locale, {dateStyle: 'long', timeZone: viewer.timeZone});
    const {timeZone} = viewer;
    // @page has no margin boxes for what stands in a shadow root: a table head is what paper repeats
    return html`<div class="running">
        <p><b>${whose}</b><span>${shown}</span><span>${words.printed(day)}</span></p>
      </div>
      <div class="sheet">
        <p>${words.printed(now.toLocaleString(viewer.locale, {dateStyle: 'long', timeStyle: 'short', timeZone}))}</p>
        <p>${shown}</p>
        ${
          missing.length || library.aside.length
            ? html`<p><b>${words.printedMissing}</b></p>
                <ul>
                  ${missing.map(line => html`<li>${line}</li>`)}
                  ${library.aside.length ? html`<li>${words.asideTitle}: ${library.aside.length}</li>` : nothing}
                </ul>`
            : nothing
        }
      </div>`;
  }
}
