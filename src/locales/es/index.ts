/** Spanish for readers in the United States: words for the `strings` property of each element. */
export {timeline} from './timeline.js';
export {connect} from './connect.js';
export {optOut} from './opt-out.js';
