import {html, type TemplateResult} from 'lit';
import {icon} from '../ui/icons.js';

/** The sign of a route: an arrow straight from the place, which turns round with the page, or a relay. */
export const routeSign = (direct: boolean): TemplateResult =>
  html`<span class=${direct ? 'direct' : 'relay'}>${icon(direct ? 'direct' : 'relay')}</span>`;
