/** What `human-api/parts.ts` loads: all that results do without. */
export {answersByDate} from './answers.js';
export {entryDetails} from './notes.js';
export {personOf} from './persons.js';
export {membersOf} from './visits.js';
export {partsInWords} from './words.js';
