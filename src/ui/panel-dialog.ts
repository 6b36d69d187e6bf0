import {html, nothing} from 'lit';
import {modal} from './dialog.js';
import {heading} from './heading.js';
import type {TemplateResult} from 'lit';

export interface DialogParts {
  readonly title: string;
  readonly body: unknown;
}

/** The one dialog of a panel: a title that takes focus, a way out, and what a step is about; closed without parts. */
export const panelDialog = (
  parts: DialogParts | undefined,
  level: number,
  closeWord: string,
  close: () => void,
  step = '',
): TemplateResult => {
  // one that was closed with its element and is open again hears late that it was closed
  const closed = ({target}: Event): void => {
    if (!(target as HTMLDialogElement).open) close();
  };
  return html`<dialog
    part="dialog"
    class=${step}
    aria-labelledby="dialog-title"
    ${modal(Boolean(parts))}
    @close=${closed}
  >
    ${
      parts
        ? html`<div class="dialog-head">
              ${heading(level + 1, parts.title, 'dialog-title')}
              <button class="button" type="button" @click=${close}>${closeWord}</button>
            </div>
            <div class="dialog-body">${parts.body}</div>`
        : nothing
    }
  </dialog>`;
};
