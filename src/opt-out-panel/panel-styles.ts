import {css} from 'lit';

/** The look of the receipt, and of how things stand. */
export const panelStyles = css`
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
    margin-inline-start: auto;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
`;
