/** What `http.ts` loads: all that a first screen from servers that are well does without. */
export {parseLarge} from '../large-json.js';
export {blobOf} from './http-blob.js';
export {Patience} from './http-trouble.js';
