import {warnOfSecondVersion} from '../ui/second-version.js';
import {MyHealthTimeline} from './my-health-timeline.js';
import type {MhRecordEvent} from './events.js';

if (!customElements.get('my-health-timeline')) customElements.define('my-health-timeline', MyHealthTimeline);
warnOfSecondVersion('my-health-timeline', MyHealthTimeline);

export type {SessionEventMap} from '../ui/events.js';

declare global {
  interface HTMLElementTagNameMap {
    'my-health-timeline': MyHealthTimeline;
  }
  interface HTMLElementEventMap {
    'mh-record': MhRecordEvent;
  }
}
