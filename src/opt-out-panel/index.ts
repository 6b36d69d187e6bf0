export {OptOutPanel} from './opt-out-panel.js';
export {MhOptOutRequestEvent} from './events.js';
export type {OptOutStrings} from './opt-out-panel.js';
