export {MyHealthTimeline} from './my-health-timeline.js';
export type {TimelineStrings} from './strings.js';
