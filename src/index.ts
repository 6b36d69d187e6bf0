/** Registers `<my-health-timeline>`, `<provider-connect>` and `<opt-out-panel>` and re-exports the public API. */
import './my-health-timeline/define.js';
import './provider-connect/define.js';
import './opt-out-panel/define.js';

export * from './my-health-timeline/index.js';
export * from './provider-connect/index.js';
export * from './opt-out-panel/index.js';
export * from './ui/events.js';
