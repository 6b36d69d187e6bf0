import {html, nothing, type TemplateResult} from 'lit';
import {ifDefined} from 'lit/directives/if-defined.js';
import {ref} from 'lit/directives/ref.js';
import {heading} from '../ui/heading.js';
import {save} from './export-file.js';
import type {Attachment, HealthRecord} from '../records/model.js';
import type {Model} from './context.js';
import type {Opened} from './attachment-view.js';

type FileState = 'loading' | 'failed' | 'saved' | Opened;
interface File {
  readonly attachment: Attachment;
  /** The copy that holds it, and its number there. */
  readonly recordId: string;
  readonly index: number;
}

/** Files of one record: notes and pictures to look at, all others to download. */
export class Files {
  readonly #files: readonly File[];
  readonly #states = new Map<File, FileState>();
  #dropped = false;

  constructor(
    private readonly record: HealthRecord,
    private readonly update: () => void,
  ) {
    this.#files = (record.copies ?? [record]).flatMap(({id: recordId, attachments}) =>
      attachments.map((attachment, index) => ({attachment, recordId, index})),
    );
  }

  /** Lets go of pictures. */
  drop(): void {
    this.#dropped = true;
    for (const state of this.#states.values())
      if (typeof state === 'object' && state.kind === 'image') state.image.close();
  }

  #set(file: File, state: FileState): void {
    if (this.#dropped) {
      if (typeof state === 'object' && state.kind === 'image') state.image.close();
      return;
    }
    this.#states.set(file, state);
    this.update();
  }

  async #get(file: File, {dispatch}: Model, show: boolean): Promise<void> {
    this.#set(file, 'loading');
    try {
      const bytes = await dispatch({type: 'attachment', recordId: file.recordId, index: file.index});
      const {fileName, openAttachment} = await import('./attachment-view.js');
      const type = file.attachment.contentType || bytes.type.split(';')[0]!.trim().toLowerCase();
      if (show) {
        this.#set(file, await openAttachment(bytes, type));
      } else {
        if (this.#dropped) return;
        // a type that no browser opens by itself
        save(bytes.slice(0, bytes.size, 'application/octet-stream'), fileName(file.attachment));
        this.#set(file, 'saved');
      }
    } catch {
      this.#set(file, 'failed');
    }
  }

  #draw = (canvas: Element | undefined): void => {
    if (!(canvas instanceof HTMLCanvasElement)) return;
    for (const [{index, recordId}, state] of this.#states) {
      if (canvas.dataset.file !== `${recordId} ${index}` || typeof state !== 'object' || state.kind !== 'image')
        continue;
      canvas.width = state.image.width;
      canvas.height = state.image.height;
      canvas.getContext('2d')?.drawImage(state.image, 0, 0);
    }
  };

  #renderContent(file: File, {words}: Model): unknown {
    const state = this.#states.get(file);
    if (state === 'loading') return words.fileLoading;
    if (state === 'failed') return words.fileFailed;
    if (typeof state !== 'object') return nothing;
    const {title} = file.attachment;
    if (state.kind === 'image') {
      return html`<canvas
        role="img"
        aria-label=${title}
        data-file="${file.recordId} ${file.index}"
        ${ref(this.#draw)}
      ></canvas>`;
    }
    return state.text
      ? html`<div lang=${ifDefined(this.record.language)}>
          <div class="note" tabindex="0" role="region" aria-label=${title}>${state.text}</div>
        </div>`
      : words.fileEmpty;
  }

  render(model: Model): unknown {
    const {words, context} = model;
    if (!this.#files.length) return nothing;
    return html`<section>
      ${heading(context.level + 2, words.files)}
      <ul class="files">
        ${this.#files.map(file => this.#renderFile(file, model))}
      </ul>
    </section>`;
  }

  #renderFile(file: File, model: Model): TemplateResult {
    const {words, context} = model;
    const {title, contentType, size} = file.attachment;
    const kilobytes =
      size === undefined
        ? ''
        : new Intl.NumberFormat(context.viewer.locale, {
            style: 'unit',
            unit: 'kilobyte',
            maximumFractionDigits: 0,
          }).format(Math.max(1, size / 1000));
    const kind = words.fileKind(contentType);
    const readable = /^(text\/(plain|html|rtf)|application\/(rtf|xhtml\+xml)|image\/(png|jpeg|gif|webp))$/.test(
      contentType,
    );
    return html`<li>
      <p>
        <b lang=${ifDefined(title ? this.record.language : undefined)}>${title || kind}</b>
        <span class="sub">${[kind, kilobytes].filter(Boolean).join(', ')}</span>
      </p>
      <div class="actions">
        ${
          readable
            ? html`<button
                class="button"
                aria-label="${words.fileShow}: ${title}"
                @click=${() => this.#get(file, model, true)}
              >
                ${words.fileShow}
              </button>`
            : nothing
        }
        <button class="button" aria-label="${words.fileSave}: ${title}" @click=${() => this.#get(file, model, false)}>
          ${words.fileSave}
        </button>
      </div>
      <div role="status">${this.#renderContent(file, model)}</div>
    </li>`;
  }
}
