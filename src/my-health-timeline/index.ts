export {MyHealthTimeline} from './my-health-timeline.js';
export {MhRecordEvent} from './events.js';
export type {TimelineStrings} from './strings.js';
