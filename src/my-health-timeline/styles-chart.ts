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
    display: block;
    direction: ltr;
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
`;
