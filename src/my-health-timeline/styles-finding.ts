import {css} from 'lit';

/** What stands above the list: panels, filters, the overview of all years. */
export const findingStyles = css`
  .panel {
    display: grid;
    gap: 12px;
    margin-block: 8px;
    padding: 16px;
    border-radius: var(--_radius);
    background: var(--_soft);
  }
  /* a line that speaks only now and then takes no room */
  .panel > p:empty {
    margin-block-start: -12px;
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
  .active .chip {
    white-space: normal;
    overflow-wrap: anywhere;
    text-align: start;
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
    block-size: 1.34em;
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
`;
