export type {HumanApiSource} from './connections.js';
export {sinceCursor} from './paging.js';
export {createHumanApiSource, type HumanApi} from './source.js';
