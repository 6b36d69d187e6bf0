import {css} from 'lit';

/** What the first paint needs; the rest comes with the panel. */
export const styles = css`
  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
  }
`;
