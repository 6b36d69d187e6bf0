import {css} from 'lit';

/** The first screen. Parts that load later bring their own sheet (`styles-more.ts`). */
export const styles = css`
  :host {
    container-type: inline-size;
    /* a box that is contained counts as empty where a page is only as wide as what stands in it */
    contain-intrinsic-inline-size: 15em;
  }
  .sub,
  .src,
  small {
    color: var(--_muted);
    font-size: 0.83em;
  }
  :is(h1, h2, h3, h4, h5, h6) {
    line-height: 1.25;
    text-wrap: balance;
  }
  .title {
    font-size: 1.4em;
    letter-spacing: -0.01em;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block: 16px 12px;
  }
  .search {
    flex: 1 1 240px;
    position: relative;
  }
  .search input {
    inline-size: 100%;
    min-block-size: 44px;
    padding: 8px;
    padding-inline: 42px 14px;
    border: 1px solid var(--_edge);
    border-radius: var(--mh-button-radius, 999px);
    background: var(--_soft);
  }
  .search .icon {
    position: absolute;
    inset: 13px auto auto 15px;
    color: var(--_muted);
    pointer-events: none;
  }
  .chips {
    display: flex;
    gap: 6px;
    overflow-x: auto;
    padding: 4px;
    margin-inline: -4px;
    scrollbar-width: thin;
  }
  .chip {
    min-block-size: 34px;
    padding: 3px 12px;
    border: 1px solid var(--_line);
    border-radius: var(--mh-button-radius, 999px);
    background: var(--_paper);
    font-size: 0.875em;
    white-space: nowrap;
    cursor: pointer;
  }
  .chip > .icon {
    color: var(--_c);
  }
  .chip i {
    font-style: normal;
    color: var(--_muted);
    margin-inline-start: 4px;
    font-variant-numeric: tabular-nums;
  }
  .chip[aria-pressed='true'] {
    background: var(--_accent-soft);
    border-color: var(--_accent);
    color: var(--_accent);
    font-weight: 600;
  }
  /* room for what comes later, so that nothing moves */
  .panels {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 16px;
    min-block-size: 44px;
    margin-block-start: 8px;
  }
  .strip {
    min-block-size: calc(52px + 1em);
    position: sticky;
    inset-block-start: var(--mh-sticky-top, 0px);
    z-index: 2;
    padding-block: 6px;
    background: var(--_paper);
  }
  .notice {
    margin-block: 12px;
  }
  .notice > .icon {
    margin-block-start: 0.15em;
  }
  .year > :first-child {
    font-size: 1.6em;
    letter-spacing: -0.02em;
    margin-block-start: 24px;
    font-variant-numeric: tabular-nums;
  }
  .month {
    content-visibility: auto;
    contain-intrinsic-size: auto 110px;
  }
  .some {
    contain-intrinsic-size: auto 260px;
  }
  .many {
    contain-intrinsic-size: auto 600px;
  }
  .month > :first-child {
    font-size: 0.83em;
    color: var(--_muted);
    font-weight: 600;
    padding-block: 12px 6px;
    border-block-end: 1px solid var(--_line);
    margin-block-end: 8px;
  }
  .day {
    display: grid;
    grid-template-columns: 48px minmax(0, 1fr);
    gap: 12px;
    padding-block-end: 16px;
  }
  .date {
    text-align: end;
    color: var(--_muted);
    font-size: 0.8em;
    line-height: 1.15;
    padding-block-start: 10px;
  }
  .date b {
    display: block;
    font-size: 1.7em;
    color: var(--mh-text-color, inherit);
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .items {
    border-inline-start: 2px solid var(--_line);
    padding-inline-start: 14px;
  }
  .row + .row {
    border-block-start: 1px solid var(--_line);
  }
  article {
    display: grid;
    grid-template-columns: var(--_t, 34px) minmax(0, 1fr) auto;
    grid-template-rows: auto auto 1fr;
    gap: 1px 12px;
    padding-block: 10px;
    position: relative;
    scroll-margin-block-start: 24px;
  }
  article,
  .chip {
    --_c: var(--_muted);
  }
  .tile {
    display: grid;
    place-items: center;
    inline-size: var(--_t, 34px);
    block-size: var(--_t, 34px);
    border-radius: 9px;
    grid-row: 1 / 4;
    color: var(--_c);
    background: color-mix(in oklab, var(--_c) 13%, transparent);
  }
  .lab,
  .imaging {
    --_c: light-dark(#0a6f78, #6fd3dc);
  }
  .vital {
    --_c: light-dark(#a52a5f, #f59ac0);
  }
  .medication {
    --_c: light-dark(#6a3fa8, #c5a6f5);
  }
  .visit,
  .procedure {
    --_c: light-dark(#3450a8, #a3b6f7);
  }
  .immunization {
    --_c: light-dark(#256a35, #82d296);
  }
  .condition,
  .allergy {
    --_c: light-dark(#8a5200, #f0b765);
  }
  .name {
    grid-column: 2;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
  .open {
    padding: 0;
    border: 0;
    background: none;
    font-weight: 600;
    text-align: start;
    cursor: pointer;
    overflow-wrap: anywhere;
  }
  .open::after {
    content: '';
    position: absolute;
    inset: 0;
    border-radius: 8px;
  }
  article > .value {
    grid-area: 1 / 3 / 4 / 4;
    max-inline-size: 20ch;
    text-align: end;
    position: relative;
    pointer-events: none;
  }
  /* room for a history that comes later, so that nothing moves */
  :is(.lab, .vital) > .name {
    padding-inline-end: 68px;
  }
  .value {
    font-weight: 620;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  /* in one piece where it fits */
  .flag,
  .range {
    display: inline-block;
    max-inline-size: 100%;
  }
  article > .value small {
    display: block;
    font-weight: 400;
  }
  .flag {
    color: var(--_warn);
    font-size: 0.85em;
    font-weight: 650;
  }
  .critical {
    color: var(--_bad);
  }
  .src {
    grid-column: 2;
    line-height: 1.45;
    overflow-wrap: anywhere;
  }
  .holds {
    grid-column: 2 / -1;
    font-size: 0.875em;
  }
  .card > article ~ * .aside {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .src b {
    font-weight: 600;
    color: var(--mh-text-color, inherit);
  }
  .src .icon {
    inline-size: 1.15em;
    block-size: 1.15em;
  }
  .card.visit {
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    padding-inline: 14px;
    background: var(--_soft);
  }
  .items > li + li:not(.row),
  .items > li:not(.row) + .row {
    margin-block-start: 8px;
  }
  .card > * + *,
  .card > details > :not(summary) {
    border-block-start: 1px solid var(--_line);
  }
  /* results stand under the name of their report, which has said what they are */
  .report > article ~ * {
    margin-inline-start: var(--_t, 34px);
  }
  .report > details > summary {
    margin-inline-start: 12px;
  }
  .report > article ~ article,
  .report > details > article {
    grid-template-columns: 0 minmax(0, 1fr) auto;
  }
  .report > article ~ article > .tile,
  .report > details .tile {
    display: none;
  }
  summary {
    padding-block: 10px;
    color: var(--_accent);
    font-size: 0.9em;
    font-weight: 600;
    cursor: pointer;
  }
  .more {
    inline-size: 100%;
    margin-block-start: 16px;
  }
  .state {
    padding-block: 24px;
    max-inline-size: 60ch;
    display: grid;
    gap: 12px;
    justify-items: start;
  }
  .compact {
    --_t: 26px;
    line-height: 1.35;
  }
  .compact :is(article, summary) {
    padding-block: 5px;
  }
  .compact .day {
    padding-block-end: 8px;
  }
  .fold {
    display: none;
  }
  @container (inline-size > 34em) {
    .chips {
      flex-wrap: wrap;
    }
    .chip {
      font-size: 0.8125em;
    }
    .fold {
      display: block;
    }
    .rare {
      display: none;
    }
  }
  @container (inline-size < 30em) {
    .day {
      display: block;
    }
    .date {
      display: flex;
      gap: 6px;
      align-items: baseline;
      padding-block: 4px 2px;
    }
    .items {
      border: 0;
      padding: 0;
    }
    .card.visit {
      padding-inline: 12px;
    }
    .report > article ~ * {
      margin-inline-start: 4px;
    }
    .report > article ~ article,
    .report > details > article {
      grid-template-columns: 0 minmax(0, 1fr);
    }
    article {
      grid-template-columns: var(--_t, 34px) minmax(0, 1fr);
    }
    article > .value {
      grid-area: auto / 2;
      text-align: start;
      max-inline-size: none;
    }
    :is(.lab, .vital) > .name {
      padding-inline-end: 0;
    }
    :is(.lab, .vital) > .value {
      padding-inline-end: 68px;
    }
    article > .value small {
      display: inline-block;
    }
    .value > span:not(.flag) {
      display: block;
    }
    .panels {
      min-block-size: 84px;
    }
    .search {
      flex-basis: 100%;
    }
    .tools .button {
      flex: 1 1 auto;
      padding-inline: 8px;
    }
  }
`;
