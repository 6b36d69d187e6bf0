import {css} from 'lit';

/** What the first paint needs; the rest comes with the panel. */
export const styles = css`
  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 2px 12px;
    padding-block: 12px;
    border-block-end: 1px solid var(--_line);
  }
  .row b {
    font-weight: 600;
  }
  .row p {
    flex-basis: 100%;
    font-size: 0.875em;
  }
  .status {
    font-size: 0.8125em;
    font-weight: 600;
  }
  .ok {
    color: var(--_good);
  }
  .wait {
    color: var(--_accent);
  }
  .fix {
    color: var(--_bad);
  }
`;
