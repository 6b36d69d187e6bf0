import {css} from 'lit';

/** The look of the list, the search, the flows and the answers. */
export const panelStyles = css`
  a.button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    text-align: center;
    text-decoration: none;
  }
  a.button:not(.primary) {
    color: inherit;
  }
  .row > b .icon {
    color: var(--_muted);
  }
  .row > .actions,
  .row > details {
    flex-basis: 100%;
  }
  .row > .actions:not(:has(*)) {
    display: none;
  }
  .row > .actions {
    padding-block: 6px 0;
  }
  .row > details:not([open]) {
    margin-block-end: -8px;
  }
  summary {
    min-block-size: 44px;
    padding-block: 10px;
    cursor: pointer;
    font-weight: 550;
  }
  .row summary {
    inline-size: fit-content;
    font-size: 0.875em;
    color: var(--_accent);
  }
  dl {
    display: grid;
    grid-template-columns: minmax(min-content, auto) minmax(0, 1fr);
    gap: 6px 16px;
    margin-block-end: 12px;
    font-size: 0.875em;
  }
  dt {
    color: var(--_muted);
  }
  dd {
    overflow-wrap: anywhere;
  }
  dd:has(.counts) {
    grid-column: 1 / -1;
  }
  .counts {
    display: grid;
    gap: 2px;
  }
  .counts b {
    font-variant-numeric: tabular-nums;
  }
  .people {
    margin-block-start: 6px;
  }
  .bullets {
    list-style: disc;
    padding-inline-start: 20px;
    display: grid;
    gap: 4px;
  }
  .faq {
    border-block-start: 1px solid var(--_line);
  }
  .faq > details {
    padding-inline-start: 16px;
  }
  .faq > details > summary {
    font-weight: 400;
  }
  .faq > details > p {
    padding-block: 0 12px;
    color: var(--_muted);
  }
  /* the search */
  .search,
  .results,
  form {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
  }
  .results {
    gap: 16px;
  }
  label {
    font-weight: 550;
  }
  /* nearer to its own field than to the one above */
  form > * ~ label {
    margin-block-start: 8px;
  }
  input {
    inline-size: 100%;
    min-block-size: 44px;
    padding: 8px 14px;
    border: 1px solid var(--_muted);
    border-radius: var(--_radius);
    background: var(--_soft);
  }
  input[aria-invalid='true'] {
    border: 2px solid var(--_bad);
  }
  .count {
    min-block-size: 1.5em;
    font-size: 0.875em;
  }
  #search-hint {
    font-size: 0.875em;
  }
  .results :is(h1, h2, h3, h4, h5, h6),
  .dialog-body > :is(h1, h2, h3, h4, h5, h6) {
    font-size: 0.9375em;
    font-weight: 650;
    margin-block-end: 4px;
  }
  .dialog-body > :is(h1, h2, h3, h4, h5, h6) {
    margin-block-end: -8px;
  }
  .result {
    display: flex;
    gap: 12px;
    align-items: center;
    inline-size: 100%;
    min-block-size: 44px;
    padding: 10px 12px;
    border: 0;
    border-block-end: 1px solid var(--_line);
    background: none;
    text-align: start;
    font-weight: 400;
    cursor: pointer;
  }
  .result:is(:hover, :focus-visible) {
    background: var(--_accent-soft);
  }
  .result[aria-disabled='true'] {
    cursor: not-allowed;
  }
  .result img {
    inline-size: 32px;
    block-size: 32px;
    object-fit: contain;
  }
  /* beside a long address there is no room for it */
  @media (max-width: 479px) {
    .result:has(.status) {
      flex-wrap: wrap;
      row-gap: 2px;
    }
    .result > .status {
      inline-size: 100%;
    }
    .result > img ~ .status {
      padding-inline-start: 44px;
    }
  }
  .lines {
    flex: 1;
    min-inline-size: 0;
    display: grid;
    overflow-wrap: anywhere;
  }
  .lines > :not(:first-child) {
    font-size: 0.875em;
  }
  summary.result::after {
    content: '';
    inline-size: 8px;
    block-size: 8px;
    border: solid currentColor;
    border-width: 0 2px 2px 0;
    rotate: 45deg;
  }
  .branches[open] > summary.result::after {
    rotate: -135deg;
  }
  .branches ul {
    padding-inline-start: 24px;
  }
  /* the frame: the size that Human Connect is made for, the whole screen where there is less */
  dialog.step-frame {
    --_dialog-width: 878px;
  }
  .connect-frame {
    inline-size: 100%;
    block-size: min(590px, calc(100dvh - 120px));
    border: 0;
    background: #ffffff;
    color-scheme: light;
  }
  @media (max-width: 878px) {
    dialog.step-frame {
      inline-size: 100%;
      block-size: 100%;
      max-block-size: none;
      margin: 0;
      border: 0;
      border-radius: 0;
    }
    dialog.step-frame .dialog-body {
      padding-inline: 0;
    }
    .connect-frame {
      block-size: calc(100dvh - 84px);
    }
  }
`;
