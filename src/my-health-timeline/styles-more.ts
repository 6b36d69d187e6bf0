import {css} from 'lit';

/** What comes with the late part: panels, overview, dialogs, charts, paper. */
export const moreStyles = css`
  .panel {
    display: grid;
    gap: 12px;
    margin-block: 8px;
    padding: 16px;
    border-radius: var(--_radius);
    background: var(--_soft);
  }
  .fields {
    grid-template-columns: repeat(auto-fit, minmax(min(140px, 100%), 1fr));
  }
  .fields label {
    display: grid;
    gap: 4px;
    font-size: 0.875em;
  }
  .field {
    min-block-size: 44px;
    min-inline-size: 0;
    max-inline-size: 100%;
    padding: 8px 12px;
    border: 1px solid var(--_edge);
    border-radius: 8px;
    background: var(--_paper);
  }
  .take {
    align-items: center;
  }
  .take > .sub {
    flex: 1 1 200px;
  }
  .print {
    position: absolute;
  }
  .panels > :is(.panel, .active) {
    flex: 1 0 100%;
  }
  .active {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block: 8px;
  }
  .active .icon {
    inline-size: 1em;
    block-size: 1em;
  }
  .more-filters {
    min-block-size: 32px;
    font-size: 0.875em;
  }
  .strip {
    display: flex;
    align-items: start;
    gap: 16px;
  }
  /* one record has no overview */
  .strip:empty {
    display: none;
  }
  .overview {
    flex: 1 1 200px;
    cursor: pointer;
    border-radius: 4px;
    touch-action: pan-y;
  }
  .overview svg:first-child {
    display: block;
    inline-size: 100%;
    block-size: 40px;
    border-block-end: 1px solid var(--_line);
    fill: color-mix(in oklab, var(--_accent) 70%, transparent);
  }
  .where {
    flex: none;
    min-inline-size: 76px;
    padding-block-start: 4px;
    color: var(--_muted);
    font-size: 0.8em;
    line-height: 1.2;
    font-variant-numeric: tabular-nums;
  }
  .where b {
    display: block;
    font-size: 1.25em;
    font-weight: 600;
    color: var(--mh-text-color, light-dark(#16202b, #e8edf2));
  }
  .overview:dir(rtl) svg:first-child {
    transform: scaleX(-1);
  }
  .overview .here {
    fill: var(--_accent);
    opacity: 0.22;
  }
  .scale {
    display: block;
    inline-size: 100%;
    block-size: 16px;
    overflow: visible;
    font-size: 0.75em;
    fill: var(--_muted);
    direction: ltr;
  }
  .jump {
    display: flex;
    gap: 6px;
    margin-inline-start: auto;
    font-size: 0.875em;
  }
  .jump .field {
    padding-block: 4px;
    border-radius: var(--mh-button-radius, 999px);
    border-color: var(--_line);
  }
  .spark {
    position: absolute;
    inset-inline-end: calc(100% + 8px);
    inset-block-start: 3px;
    inline-size: 56px;
    block-size: 18px;
    fill: none;
    stroke: var(--_muted);
    stroke-width: 1.5;
    stroke-linejoin: round;
  }
  .chart {
    direction: ltr;
  }
  .spark .own {
    stroke: var(--_accent);
    stroke-width: 5;
    stroke-linecap: round;
  }
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
    font-size: 14px;
  }
  .dialog-head .tile {
    flex: none;
    inline-size: 28px;
    block-size: 28px;
  }
  .dialog-head :is(h2, h3, h4, h5, h6) {
    font-size: 20px;
    line-height: 1.3;
    margin-block-start: 4px;
  }
  .dialog-head.long {
    position: static;
  }
  .dialog-head :is(h2, h3, h4, h5, h6) {
    overflow-wrap: anywhere;
  }
  .dialog-head .actions {
    flex-wrap: nowrap;
  }
  .dialog-body :is(h3, h4, h5, h6) {
    font-size: 16px;
  }
  .dialog-body > .value {
    font-size: 1.5em;
  }
  .dialog-body > .value small {
    font-size: 0.6em;
  }
  dl {
    display: grid;
    grid-template-columns: minmax(100px, max-content) minmax(0, 1fr);
    gap: 6px 16px;
  }
  li:has(> .value) {
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
  :is(dt.refused, dt.failed, dt.blocked) {
    color: var(--_bad);
    font-weight: 600;
  }
  dt.loaded {
    color: var(--_good);
    font-weight: 600;
  }
  .kinds {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 16px;
  }
  .kinds b {
    font-variant-numeric: tabular-nums;
  }
  .place {
    padding-block: 12px;
    border-block-start: 1px solid var(--_line);
  }
  .place b {
    font-weight: 650;
  }
  .place :is(h3, h4, h5, h6) {
    font-weight: 400;
  }
  .why > .wide-only {
    margin-block-end: 8px;
  }
  dialog.wide {
    --_dialog-width: 960px;
  }
  .coverage {
    container: coverage / inline-size;
  }
  .coverage > .notice {
    flex-wrap: wrap;
    align-items: center;
  }
  .coverage > .notice > p {
    flex: 1 1 160px;
  }
  .grid {
    table-layout: fixed;
    margin-block-end: 24px;
    /* collapsed borders would not stay with a head that stays */
    border-collapse: separate;
    border-spacing: 0;
  }
  /* below the head of the dialog, which is one line where there is room for a table */
  .grid thead th {
    position: sticky;
    inset-block-start: 73px;
    background: var(--_paper);
  }
  .grid :is(th, td) {
    padding-inline: 6px;
    overflow-wrap: break-word;
  }
  .grid th:first-child {
    inline-size: 28%;
    padding-inline-start: 0;
  }
  .grid thead b {
    color: var(--mh-text-color, light-dark(#16202b, #e8edf2));
    font-weight: 650;
  }
  .grid .icon {
    color: var(--_c, inherit);
    margin-inline-end: 4px;
  }
  .grid th > b {
    display: block;
  }
  .grid td {
    font-variant-numeric: tabular-nums;
    padding-inline-start: calc(6px + 1.4em);
    text-indent: -1.4em;
  }
  .shape {
    display: inline-block;
    inline-size: 1.4em;
    font-weight: 700;
    text-indent: 0;
  }
  .grid td.loaded > .shape {
    color: var(--_good);
  }
  .grid :is(.none, .unasked, .unknown) {
    color: var(--_muted);
  }
  .grid :is(.refused, .failed, .blocked, .unsupported) {
    background: var(--_warn-soft);
    font-weight: 600;
  }
  .grid :is(.refused, .failed, .blocked) > .shape {
    color: var(--_bad);
  }
  .wide-only {
    display: none;
  }
  @container coverage (inline-size > 44em) {
    .wide-only {
      display: block;
    }
    .plain {
      display: none;
    }
  }
  .sources,
  .files {
    display: grid;
    gap: 12px;
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
  .dialog-body details > * + p {
    margin-block-start: 8px;
  }
  figure {
    margin: 0;
  }
  figcaption {
    font-size: 0.9em;
    color: var(--_muted);
  }
  .chart {
    display: block;
    inline-size: 100%;
    max-inline-size: 500px;
    font-size: 11px;
    fill: var(--_muted);
  }
  .chart .grid {
    stroke: var(--_line);
  }
  .chart .line {
    fill: none;
    stroke: var(--_accent);
    stroke-width: 1.6;
  }
  .chart .gap {
    stroke-dasharray: 2 4;
  }
  :is(.chart, .key) .mark {
    fill: var(--_accent);
    stroke: var(--_paper);
    stroke-width: 1;
  }
  :is(.chart, .key) .mark.open {
    fill: var(--_paper);
    stroke: var(--_accent);
    stroke-width: 1.6;
  }
  :is(.chart, .key) .band {
    fill: var(--_good);
    opacity: 0.16;
  }
  .key {
    inline-size: 12px;
    block-size: 12px;
    vertical-align: -1px;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
  }
  mark {
    background: var(--mh-mark-color, light-dark(#ffe9a8, #6b5200));
    color: inherit;
    border-radius: 3px;
  }
  .new {
    padding: 1px 7px;
    border-radius: 99px;
    background: var(--_accent-soft);
    color: var(--_accent);
    font-size: 0.75em;
    font-weight: 650;
  }
  /* words of a left-to-right language, as in the first screen's sentences */
  :host(:dir(rtl)) :is(h1, h2, h3, h4, h5, h6, figcaption, .legend li, table:not(.grid) :is(th, td)) {
    unicode-bidi: plaintext;
    text-align: right;
  }
  .search:dir(rtl) .icon {
    inset-inline: 15px auto;
  }
  .open:focus-visible {
    outline: 0;
  }
  .open:focus-visible::after {
    outline: 3px solid var(--_accent);
  }
  .src :is(button, a) {
    position: relative;
    z-index: 1;
  }
  .open:hover {
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  @media (pointer: coarse) {
    .chip,
    .more-filters,
    summary {
      min-block-size: 44px;
    }
  }
  @media (max-height: 500px) {
    .strip {
      position: static;
    }
    .grid thead th {
      inset-block-start: 0;
    }
  }
  @media (forced-colors: active) {
    .chip[aria-pressed='true'] {
      border: 3px solid Highlight;
    }
    .card.visit {
      border: 1px solid CanvasText;
    }
  }
  @container (inline-size < 30em) {
    .panels > .count {
      flex-basis: 100%;
    }
    .where {
      min-inline-size: 64px;
    }
    .fields > :first-child {
      grid-column: 1 / -1;
    }
    .value .spark {
      inset-inline-end: 0;
    }
  }
  @media (max-width: 480px) {
    dl {
      grid-template-columns: minmax(0, 1fr);
      gap: 2px;
    }
    dd + dt {
      margin-block-start: 8px;
    }
  }
  @media (forced-colors: active) {
    .overview svg:first-child,
    .scale,
    .chart,
    :is(.chart, .key) .mark {
      fill: CanvasText;
    }
    .chart .line,
    .spark {
      stroke: CanvasText;
    }
    :is(.chart, .key) .mark.open {
      fill: Canvas;
      stroke: CanvasText;
    }
    :is(.chart, .key) .band {
      fill: GrayText;
      opacity: 0.4;
    }
    /* a frame: the bars within stay to be seen */
    .overview .here {
      fill: none;
      stroke: Highlight;
      stroke-width: 3;
      vector-effect: non-scaling-stroke;
      opacity: 1;
    }
  }
`;
