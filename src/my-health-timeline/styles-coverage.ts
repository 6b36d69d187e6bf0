import {css} from 'lit';

/** What is here and what is missing: kinds by place. */
export const coverageStyles = css`
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
    inset-block-start: max(73px, 4.35em);
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
`;
