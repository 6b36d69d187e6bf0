export type {HumanApiSource} from './more/connections.js';
export {sinceCursor} from './paging.js';
export {createHumanApiSource, type HumanApi} from './source.js';
