import {css} from 'lit';

/** What stands on paper, on the host's page and in a frame of its own. Nothing of it is laid out on screen. */
export const paperStyles = css`
  .paper {
    display: none;
  }
  @media print {
    .paper ~ * {
      display: none !important;
    }
    .paper {
      display: table;
      table-layout: fixed;
      inline-size: 100%;
      color-scheme: light;
      color: #000;
      font-size: 9.5pt;
      line-height: 1.35;
    }
    .paper :is(h1, h2, h3, h4, h5, h6, p, ul) {
      margin: 0;
      padding: 0;
      font-size: 1em;
    }
    .running {
      display: table-header-group;
      break-inside: avoid;
    }
    .running p {
      display: flex;
      gap: 16pt;
      justify-content: space-between;
      padding-block-end: 3pt;
      margin-block-end: 9pt;
      border-block-end: 1px solid #000;
      font-size: 8.5pt;
    }
    .sheet ul {
      list-style: disc;
      padding-inline-start: 16pt;
    }
    .year-head,
    .part > :is(h1, h2, h3, h4, h5, h6) {
      break-after: avoid;
      padding-block: 6pt 2pt;
    }
    .year-head {
      padding-block-start: 9pt;
      font-size: 1.4em;
    }
    .line {
      list-style: none;
      padding-block: 2pt;
      padding-inline-start: 84pt;
      border-block-start: 0.5pt solid #bbb;
    }
    .line.inside {
      border: 0;
      padding-inline-start: 96pt;
    }
    .when {
      float: inline-start;
      inline-size: 80pt;
      margin-inline-start: -84pt;
    }
    .inside > .when {
      margin-inline-start: -96pt;
    }
    .line .value {
      display: inline;
      margin-inline-start: 6pt;
      font-weight: 400;
    }
    .line small {
      font-size: 8.5pt;
      color: #333;
      font-weight: 400;
    }
    .paper:not(.dense) .line > small {
      display: block;
    }
    /* a long print is laid out in seconds without this, in minutes with it */
    .paper:not(.dense) .line {
      break-inside: avoid;
    }
    .line .value > span + span {
      margin-inline-start: 6pt;
    }
    .paper:dir(rtl) :is(.running b, .running span, .sheet p, .sheet li) {
      unicode-bidi: plaintext;
      text-align: right;
    }
  }
`;
