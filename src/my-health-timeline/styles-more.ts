import {css} from 'lit';

/** What else comes with the late part, and what screens, pointers and forced colours change in all of it. */
export const moreStyles = css`
  mark {
    background: var(--mh-mark-color, light-dark(#ffe9a8, #6b5200));
    color: inherit;
    border-radius: 3px;
  }
  @supports not (color: light-dark(red, red)) {
    mark {
      background: var(--mh-mark-color, color-mix(in srgb, orange 35%, Canvas));
    }
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
  /* a sign does not end a line before its place begins, nor a dash before what it leads to */
  :is(.src, td):dir(ltr) > :is(.direct, .relay) {
    position: relative;
    padding-inline-start: 1.15em;
    pointer-events: none;
  }
  :is(.src, td):dir(ltr) > :is(.direct, .relay) > .icon {
    position: absolute;
    inset: 0 auto auto 0;
  }
  .act {
    white-space: nowrap;
  }
  .act > button {
    white-space: normal;
  }
  /* what has focus is not below the overview, which stays */
  .strip ~ button,
  .strip ~ * :is(button, summary) {
    scroll-margin-block-start: calc(var(--mh-sticky-top, 0px) + 60px + 2em);
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
  /* the sign grows with the text as far as there is room */
  .tile {
    grid-template: 100% / 100%;
  }
  .tile > .icon {
    max-inline-size: 75%;
    max-block-size: 75%;
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
    /* a colour of their own would stay: they are no text to the browser */
    svg.icon.icon {
      color: inherit;
    }
  }
  @container (inline-size < 30em) {
    .panels > .count {
      flex-basis: 100%;
    }
    .where {
      min-inline-size: 64px;
    }
    .scale .near {
      display: none;
    }
    .fields > :first-child {
      grid-column: 1 / -1;
    }
    .value .spark {
      inset-inline-end: 0;
    }
  }
  /* large text: the first year and the last; the head of a dialog leaves the screen to the rest */
  @container (inline-size < 17em) {
    .dialog-head {
      position: static;
    }
    .scale text:not(:first-child, :last-child) {
      display: none;
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
    :is(.chart, .key) .limit,
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
