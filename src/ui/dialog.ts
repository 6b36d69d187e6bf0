import {css, noChange} from 'lit';
import {AsyncDirective, directive} from 'lit/async-directive.js';
import type {ElementPart} from 'lit';

/**
 * Opens and closes a native `<dialog>` from a template: `<dialog ${modal(isOpen)} @close=${…}>`. The browser then does
 * what dialogs need: the page behind is inert, Escape closes, focus goes in and comes back to where it was.
 */
class ModalDirective extends AsyncDirective {
  #dialog: HTMLDialogElement | undefined;
  #open = false;

  /** @param open whether the dialog is to be open; acted upon when it changes */
  override render(open: boolean): unknown {
    void open;
    return noChange;
  }

  override update(part: ElementPart, [open]: [boolean]): unknown {
    this.#dialog = part.element as HTMLDialogElement;
    if (open !== this.#open) {
      this.#open = open;
      // the contents are rendered after this, and focus goes to one of them
      queueMicrotask(() => this.#sync());
    }
    return noChange;
  }

  override disconnected(): void {
    this.#open = false;
    this.#dialog?.close();
  }

  #sync(): void {
    const dialog = this.#dialog;
    if (!dialog?.isConnected || dialog.open === this.#open) return;
    if (this.#open) dialog.showModal();
    else dialog.close();
  }
}

/** @see ModalDirective */
export const modal = directive(ModalDirective);

/** The look of dialogs: a sheet on a phone, a card elsewhere. */
export const dialogStyles = css`
  dialog {
    /* of the screen in percent: where a page has zoomed what is around, lengths of the view are more than the view */
    inline-size: min(var(--_dialog-width, 560px), 100% - 32px);
    max-inline-size: none;
    max-block-size: calc(100% - 32px);
    padding: 0;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_paper);
    color: var(--mh-text-color, light-dark(#16202b, #e8edf2));
    /* as large as the patient has made the text of the page, also where the page's own is small */
    font-size: max(16px, 1em);
    line-height: 1.5;
    overflow: auto;
    overscroll-behavior: contain;
  }
  dialog::backdrop {
    background: rgb(8 16 24 / 0.55);
  }
  .dialog-head {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    display: flex;
    gap: 16px;
    align-items: start;
    justify-content: space-between;
    padding: 16px 24px 12px;
    background: var(--_paper);
  }
  .dialog-head > :is(h1, h2, h3, h4, h5, h6) {
    padding-block: 8px;
    font-size: 1.25em;
    line-height: 1.3;
    letter-spacing: -0.01em;
  }
  .dialog-head > :focus-visible:not(button) {
    outline-width: 2px;
    outline-offset: 0;
    border-radius: 4px;
  }
  .dialog-body {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
    padding: 0 24px 24px;
  }
  /* what has focus is not below the head, which stays */
  .dialog-body :is(button, summary, a, input, [tabindex]) {
    scroll-margin-block-start: 6em;
  }
  /* a name without a space breaks before it leaves the screen */
  :is(h1, h2, h3, h4, h5, h6, p, li, summary, a, .link, .notice) {
    overflow-wrap: anywhere;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  /* at 400 % the contents need the room */
  @media (max-height: 500px) {
    .dialog-head {
      position: static;
    }
  }
  @media (max-width: 560px) {
    dialog {
      inline-size: 100%;
      block-size: 100%;
      max-block-size: none;
      margin: 0;
      border: 0;
      border-radius: 0;
    }
    .dialog-head {
      padding: 8px 16px;
    }
    .dialog-head > :focus-visible:not(button) {
      outline-width: 2px;
      outline-offset: 0;
      border-radius: 4px;
    }
    .dialog-body {
      padding: 0 16px 24px;
    }
    dialog .actions > .button {
      flex: 1 1 auto;
    }
  }
  /* Chrome and Edge to 122, Safari 17.4: the system's own colours, so that nothing is read through a dialog */
  @supports not (color: light-dark(red, red)) {
    :host {
      --_muted: var(--mh-muted-color, color-mix(in srgb, CanvasText 75%, Canvas));
      --_line: var(--mh-line-color, color-mix(in srgb, CanvasText 20%, Canvas));
      --_edge: var(--mh-edge-color, color-mix(in srgb, CanvasText 55%, Canvas));
      --_paper: var(--mh-surface-color, Canvas);
      --_soft: var(--mh-soft-color, Canvas);
      --_accent: var(--mh-accent-color, LinkText);
      --_accent-ink: var(--mh-accent-text-color, Canvas);
      --_accent-soft: var(--mh-accent-soft-color, Canvas);
      --_warn: var(--mh-warning-color, CanvasText);
      --_warn-soft: var(--mh-warning-soft-color, Canvas);
      --_good: var(--mh-success-color, CanvasText);
      --_bad: var(--mh-danger-color, CanvasText);
    }
    dialog {
      color: var(--mh-text-color, CanvasText);
    }
    .notice {
      border: 1px solid var(--_line);
    }
  }
`;
