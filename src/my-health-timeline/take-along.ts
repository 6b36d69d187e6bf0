import {html, nothing, type ReactiveController, type TemplateResult} from 'lit';
import {guard} from 'lit/directives/guard.js';
import {save} from './export-file.js';
import {paperClass, paperParts, type Note} from './paper.js';
import {printParts} from './print-parts.js';
import type {MyHealthTimeline} from './my-health-timeline.js';
import type {Model} from './context.js';

/** Printing and downloads. */
export class TakeAlong implements ReactiveController {
  #said = '';
  /** Number of the print that is under way; 0 while none is. */
  #printing = 0;
  #prints = 0;

  constructor(
    private readonly element: MyHealthTimeline,
    private readonly update: () => void,
    /** Undefined while there are no records on screen. */
    private readonly model: () => Model | undefined,
    private readonly note: Note,
  ) {
    element.addController(this);
  }

  hostConnected(): void {
    addEventListener('beforeprint', this.#handleBefore);
    addEventListener('afterprint', this.#handleAfter);
  }

  hostDisconnected(): void {
    removeEventListener('beforeprint', this.#handleBefore);
    removeEventListener('afterprint', this.#handleAfter);
  }

  /** Somebody prints the page: what the filter shows is put on it, at once, because printing does not wait. */
  readonly #handleBefore = (): void => {
    const model = this.model();
    if (!model) return;
    this.#printing = ++this.#prints;
    model.rendered();
  };

  readonly #handleAfter = (): void => {
    this.#printing = 0;
    this.update();
  };

  async #print(model: Model): Promise<void> {
    this.#said = model.words.printPreparing;
    this.update();
    await printParts(paperParts(model, this.note), {
      kind: paperClass(model),
      title: model.words.print,
      element: this.element,
      into: this.element.renderRoot.querySelector('.print')!,
    });
    this.#said = '';
    this.update();
  }

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

  /** Focus goes into the panel that was opened: other controls stand between it and its button. */
  async enter(): Promise<void> {
    await this.element.updateComplete;
    this.element.renderRoot.querySelector<HTMLElement>('.panel[role=group]')?.focus();
  }

  /** The panel under the button. */
  panel(model: Model): TemplateResult {
    const {words, arranged} = model;
    return html`<div class="panel" role="group" aria-label=${words.takeAlong} tabindex="-1">
      <div class="actions take">
        <button class="button primary" @click=${() => void this.#print(model)}>${words.print}</button>
        <p class="sub">${words.printHow(arranged.total)}</p>
      </div>
      <div class="actions">
        <button class="button" @click=${() => this.#download('json', model)}>${words.json}</button>
        <button class="button" @click=${() => this.#download('csv', model)}>${words.csv}</button>
      </div>
      <p class="sub">${words.downloadHow}</p>
      <p role="status">${this.#said}</p>
      <div class="print"></div>
    </div>`;
  }

  /** All that the filter shows, on the host's page, while that is being printed. */
  paper(model: Model): unknown {
    return this.#printing
      ? guard(
          [this.#printing],
          () =>
            html`<div class=${paperClass(model)}>
              ${paperParts(model, this.note).map((part, at) => (at ? html`<div class="part">${part()}</div>` : part()))}
            </div>`,
        )
      : nothing;
  }
}
