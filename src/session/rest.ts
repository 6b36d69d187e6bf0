/** What the first screen does without: loaded after it was painted. */
export {awaitsList, connectionsOf} from './connections.js';
export {coverageOf} from './coverage.js';
export {fill, keepBuilt} from './fill.js';
export {prepareLeaving} from './prepare-leaving.js';
