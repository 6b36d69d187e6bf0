import {css} from 'lit';
import {dialogStyles} from './dialog.js';

/** What the two panels look alike in: rows of places, each with its state and what to do about it. */
const panelStyles = css`
  /* words of a left-to-right language in a page of the other direction (see baseStyles) */
  :host(:dir(rtl)) :is(h1, h2, h3, h4, h5, h6, label, .status, .bullets li, .lines > *) {
    unicode-bidi: plaintext;
    text-align: right;
  }
  /* each stands by itself, and is pressed with a finger */
  a {
    display: inline-block;
    min-block-size: 24px;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: baseline;
    gap: 2px 12px;
    padding-block: 12px;
    border-block-end: 1px solid var(--_line);
  }
  .row > * {
    min-inline-size: 0;
  }
  .row b {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .row p {
    flex-basis: 100%;
    font-size: 0.875em;
  }
  .status {
    font-size: 0.8125em;
    font-weight: 600;
  }
  .good {
    color: var(--_good);
  }
  .wait {
    color: var(--_accent);
  }
  .warn-text {
    color: var(--_warn);
  }
  .bad,
  .error {
    color: var(--_bad);
  }
  .error {
    font-weight: 550;
  }
  .notice .actions {
    padding-block-start: 8px;
  }
  /* the answers stay in sight, so that the focus on one of them scrolls nothing away that they are about */
  @media (min-height: 480px) {
    .dialog-body > .actions {
      position: sticky;
      inset-block-end: 0;
      margin-block: -4px -24px;
      padding-block: 4px 24px;
      background: var(--_paper);
    }
  }
  /* a colour of their own would stay: they are no text to the browser */
  @media (forced-colors: active) {
    .row svg.icon.icon {
      color: inherit;
    }
  }
  .button.danger {
    border-color: var(--_bad);
    color: var(--_bad);
  }
  .news:empty {
    display: none;
  }
  .small {
    padding: 6px 14px;
    font-size: 0.875em;
  }
`;

/** What both panels need for their dialogs and rows; a panel's own comes after it. */
export const rowStyles = [dialogStyles, panelStyles];
