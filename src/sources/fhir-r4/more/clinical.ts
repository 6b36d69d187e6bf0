import {statusWords} from '../../../records/code-words.js';
import {codesAt, conceptText} from '../resource.js';

/** The clinical status in words: HL7's codes, SNOMED CT's for the same, else what the source wrote beside the code. */
export const clinicalWords = (concept: unknown): string => {
  for (const code of codesAt({concept}, 'concept')) {
    const words = statusWords(CLINICAL[code] ?? code);
    if (words !== code) return words;
  }
  const text = conceptText(concept);
  return /^\d+$/.test(text) ? '' : statusWords(text);
};
const CLINICAL: Readonly<Record<string, string>> = {
  55561003: 'active',
  73425007: 'inactive',
  413322009: 'resolved',
  277022003: 'remission',
  246455001: 'recurrence',
};
