import {css} from 'lit';
import {dialogStyles} from '../ui/dialog.js';

const panelStyles = css`
  /* words of a left-to-right language in a page of the other direction (see baseStyles) */
  :host(:dir(rtl)) :is(h1, h2, h3, h4, h5, h6, .state) {
    unicode-bidi: plaintext;
    text-align: right;
  }
  .small {
    padding: 6px 14px;
    font-size: 0.875em;
  }
  .button[aria-disabled='true'] {
    opacity: 0.65;
    cursor: not-allowed;
  }
  .places li {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 2px 12px;
    padding-block: 12px;
    border-block-end: 1px solid var(--_line);
  }
  .places b {
    font-weight: 600;
  }
  .places p {
    flex-basis: 100%;
    font-size: 0.875em;
  }
  .state {
    font-size: 0.8125em;
    font-weight: 600;
  }
  .good {
    color: var(--_good);
  }
  .wait {
    color: var(--_warn);
  }
  .stay {
    color: var(--_muted);
  }
  .error {
    color: var(--_bad);
    font-weight: 550;
  }
  .news:empty {
    display: none;
  }
  .hint {
    font-size: 0.875em;
  }
  .receipt {
    display: grid;
    gap: 12px;
    padding: 16px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  .receipt :is(h1, h2, h3, h4, h5, h6) {
    font-size: 1em;
  }
  .receipt dl {
    display: grid;
    gap: 6px;
    font-size: 0.9375em;
  }
  .receipt dl > div {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 16px;
  }
  .receipt dt {
    color: var(--_muted);
  }
  .receipt dd {
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .print-frame {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    border: 0;
    clip-path: inset(50%);
  }
`;

/** Adds the look of the late parts to an element that is on screen already. */
export const adoptPanelStyles = (root: ShadowRoot): void => {
  const sheets = [dialogStyles, panelStyles].map(({styleSheet}) => styleSheet!);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, ...sheets];
};
