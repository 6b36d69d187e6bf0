/** What `fhir-r4/parts.ts` loads: all that results do without. */
export {encounterClassWords} from '../../../records/visit-classes.js';
export {detailsBeside} from './added.js';
export {answersOf} from './answers.js';
export {attachmentsOf} from './attachments.js';
export {absentWords, certaintyOf, clinicalWords} from './clinical.js';
export {codeWords, toldApart} from './codes.js';
export {dosageText, timingText} from './dosage.js';
export {reasonOfEmpty} from './empty.js';
export {advised, specialName} from './names.js';
export {personOf} from './person.js';
export {ruleOf} from './types.js';
export {saidBeside, unclear} from './unclear.js';
export {besides, compositeText, labelOf} from './words.js';
