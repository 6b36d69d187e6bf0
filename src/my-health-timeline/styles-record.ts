import {css} from 'lit';

/** Dialogs: one record, its sources, codes and files. */
export const recordStyles = css`
  dialog {
    --_dialog-width: 640px;
  }
  .dialog-body :is(h2, h3, h4, h5, h6) + * {
    margin-block-start: 6px;
  }
  .dialog-head .sub {
    display: flex;
    align-items: center;
    gap: 8px;
    font-size: 0.875em;
  }
  .dialog-head .tile {
    flex: none;
    inline-size: 2em;
    block-size: 2em;
  }
  .dialog-head :is(h2, h3, h4, h5, h6) {
    font-size: 1.25em;
    line-height: 1.3;
    margin-block-start: 4px;
  }
  .dialog-head.long {
    position: static;
  }
  .dialog-head .actions {
    flex-wrap: nowrap;
  }
  /* large text: buttons above the title, and not in its room */
  .record > .dialog-head {
    flex-wrap: wrap-reverse;
    gap: 4px 16px;
  }
  .record > .dialog-head > :first-child {
    flex: 1 1 8em;
    min-inline-size: 0;
  }
  .dialog-body :is(h3, h4, h5, h6) {
    font-size: 1em;
  }
  .dialog-body > div > .value {
    font-size: 1.5em;
  }
  .dialog-body > div > .value small {
    font-size: 0.6em;
  }
  dl {
    display: grid;
    grid-template-columns: minmax(100px, max-content) minmax(0, 1fr);
    gap: 6px 16px;
  }
  dl:not(:has(*)) {
    display: none;
  }
  dd li:has(.value) {
    margin-block-end: 6px;
  }
  li > .value :is(small, .range) {
    font-weight: 400;
  }
  dt {
    color: var(--_muted);
    font-size: 0.9em;
  }
  dt.visually-hidden + dd {
    grid-column: 1 / -1;
  }
  dd {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .pre {
    white-space: pre-line;
  }
  .sources,
  .files {
    display: grid;
    gap: 12px;
  }
  .sub + .sources {
    margin-block-start: 8px;
  }
  .id {
    overflow-wrap: anywhere;
  }
  .scroll {
    overflow-x: auto;
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: 0.9em;
  }
  caption {
    text-align: start;
    font-weight: 600;
  }
  th,
  td {
    padding: 6px 12px 6px 0;
    padding-inline: 0 12px;
    border-block-end: 1px solid var(--_line);
    text-align: start;
    vertical-align: top;
    font-weight: 400;
  }
  thead th {
    color: var(--_muted);
  }
  /* a long name of a code list breaks before it pushes the codes out of sight */
  .codes td:first-child {
    min-inline-size: 5.5em;
    overflow-wrap: anywhere;
  }
  pre,
  .note {
    max-block-size: 60vh;
    overflow: auto;
    margin: 8px 0 0;
    padding: 12px;
    border: 1px solid var(--_line);
    border-radius: 8px;
    background: var(--_soft);
    font-size: 0.85em;
  }
  .note {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    tab-size: 4;
  }
  canvas {
    max-inline-size: 100%;
    margin-block-start: 8px;
  }
  .dialog-body summary {
    padding-block: 10px;
    min-block-size: 44px;
  }
  .folds {
    border-block-end: 1px solid var(--_line);
  }
  .folds > * {
    border-block-start: 1px solid var(--_line);
  }
  .folds > [open] {
    padding-block-end: 16px;
  }
  p > a {
    display: inline-block;
    min-block-size: 24px;
  }
  .dialog-body details > * + p {
    margin-block-start: 8px;
  }
`;
