import {MyHealthTimeline} from './my-health-timeline.js';

if (!customElements.get('my-health-timeline')) customElements.define('my-health-timeline', MyHealthTimeline);

declare global {
  interface HTMLElementTagNameMap {
    'my-health-timeline': MyHealthTimeline;
  }
}
