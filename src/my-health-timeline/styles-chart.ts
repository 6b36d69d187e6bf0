import {css} from 'lit';

/** Histories: the small line beside a value, the chart and its legend. */
export const chartStyles = css`
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
  .spark .own {
    stroke: var(--_accent);
    stroke-width: 5;
    stroke-linecap: round;
  }
  figure {
    margin: 0;
  }
  figcaption {
    font-size: 0.9em;
    color: var(--_muted);
  }
  .chart {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    max-inline-size: 40em;
    padding-block-start: 0.6em;
    padding-inline-end: 1em;
    font-size: 0.8125em;
    fill: var(--_muted);
  }
  .chart svg {
    direction: ltr;
    overflow: visible;
  }
  .chart > :is(.amounts, .plot) {
    block-size: 14em;
  }
  .chart > :is(.plot, .years) {
    grid-column: 2;
    inline-size: 100%;
  }
  .chart > .years {
    block-size: 1.8em;
    text-anchor: middle;
  }
  .chart > .amounts {
    margin-inline-end: 0.6em;
    text-anchor: end;
  }
  /* time runs as the page reads, here as in the overview; the years are turned back */
  .chart:dir(rtl) > :is(.plot, .years),
  .chart:dir(rtl) .years text,
  .value:dir(rtl) > .spark {
    transform: scaleX(-1);
  }
  figure {
    container: history / inline-size;
  }
  /* large text: every second year */
  @container history (inline-size < 16em) {
    .years > svg:nth-child(even) {
      display: none;
    }
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
  /* the edges tell where the range ends to whom its tint is too faint */
  :is(.chart, .key) .limit {
    stroke: var(--_good);
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
`;
