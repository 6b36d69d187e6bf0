import {css} from 'lit';

/**
 * The look that the three elements share. Ink, font and paper come from the host page; `--mh-*` are the public
 * tokens, `--_*` internal. Light and dark follow the inherited `color-scheme`.
 */
export const baseStyles = css`
  :host {
    display: block;
    color: var(--mh-text-color, inherit);
    font: inherit;
    text-align: start;
    text-indent: 0;
    text-transform: none;
    white-space: normal;
    --_muted: var(--mh-muted-color, light-dark(#4a5968, #a9b6c3));
    --_line: var(--mh-line-color, light-dark(#d9e0e6, #2d3945));
    --_edge: var(--mh-edge-color, light-dark(#8494a3, #64748a));
    --_paper: var(--mh-surface-color, light-dark(#ffffff, #141b22));
    --_soft: var(--mh-soft-color, light-dark(#f5f8fa, #1a232c));
    --_accent: var(--mh-accent-color, light-dark(#0b63a5, #6cb6f2));
    --_accent-ink: var(--mh-accent-text-color, light-dark(#ffffff, #04121f));
    --_accent-soft: var(--mh-accent-soft-color, light-dark(#e5f1fa, #12304a));
    --_warn: var(--mh-warning-color, light-dark(#8a4b00, #f3b45b));
    --_warn-soft: var(--mh-warning-soft-color, light-dark(#fdf1df, #3a2a10));
    --_good: var(--mh-success-color, light-dark(#1b6b3a, #6fcf97));
    --_bad: var(--mh-danger-color, light-dark(#a3262a, #ff9a95));
    --_radius: var(--mh-radius, 10px);
  }
  :host([hidden]) {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  h4,
  h5,
  h6,
  p,
  ul,
  ol,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  /* words of a left-to-right language in a page of the other direction: "617 records" must not turn into "records 617" */
  :host(:dir(rtl)) :is(p:not(.value), dd) {
    unicode-bidi: plaintext;
    text-align: right;
  }
  :host(:dir(rtl)) button {
    unicode-bidi: plaintext;
  }
  /* the sign of a direct route: an arrow straight from the place */
  .direct:dir(rtl) > .icon {
    transform: scaleX(-1);
  }
  button,
  input,
  select {
    font: inherit;
    color: inherit;
    margin: 0;
  }
  ::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  a {
    color: var(--_accent);
    text-underline-offset: 2px;
  }
  :focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }
  :is(h1, h2, h3, h4, h5, h6):focus-visible {
    outline-offset: 4px;
  }
  .button {
    min-block-size: 44px;
    padding: 8px 16px;
    border: 1px solid var(--_line);
    border-radius: var(--mh-button-radius, 999px);
    background: var(--_paper);
    font-weight: 500;
    cursor: pointer;
  }
  .button.primary {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_accent-ink);
  }
  .button[aria-disabled='true'] {
    opacity: 0.6;
    cursor: not-allowed;
  }
  .link {
    display: inline;
    min-block-size: 24px;
    padding: 0;
    border: 0;
    background: none;
    color: var(--_accent);
    text-decoration: underline;
    text-underline-offset: 2px;
    text-align: start;
    cursor: pointer;
  }
  .notice {
    display: flex;
    gap: 12px;
    padding: 12px 16px;
    border-radius: var(--_radius);
    background: var(--_accent-soft);
    font-size: 0.9em;
  }
  .notice.warn {
    background: var(--_warn-soft);
  }
  .muted {
    color: var(--_muted);
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  svg.icon {
    inline-size: 1.2em;
    block-size: 1.2em;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
    vertical-align: -0.2em;
  }
  @media (forced-colors: active) {
    .button,
    .notice {
      border: 1px solid ButtonText;
    }
  }
`;
