import {html, type TemplateResult} from 'lit';

/**
 * A heading of a level that is known only at run time. Written out, because a static tag name in a template needs
 * no unsafe directive and keeps real headings for screen readers and find-in-page.
 *
 * @param level 1 to 6; deeper ones become 6, and what is none becomes 2.
 */
export const heading = (level: number, content: unknown, id = ''): TemplateResult => {
  switch (Math.min(6, Math.max(1, Math.trunc(level) || 2))) {
    case 1:
      return html`<h1 id=${id} tabindex="-1">${content}</h1>`;
    case 2:
      return html`<h2 id=${id} tabindex="-1">${content}</h2>`;
    case 3:
      return html`<h3 id=${id} tabindex="-1">${content}</h3>`;
    case 4:
      return html`<h4 id=${id} tabindex="-1">${content}</h4>`;
    case 5:
      return html`<h5 id=${id} tabindex="-1">${content}</h5>`;
    default:
      return html`<h6 id=${id} tabindex="-1">${content}</h6>`;
  }
};
