import {statusWords} from '../../../records/code-words.js';
import {codesAt, conceptText} from '../resource.js';
import {sentence} from '../words.js';

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

/** How sure a finding is, where a source says it in SNOMED CT. */
const CERTAINTY: Readonly<Record<string, string>> = {
  410516002: 'refuted',
  410594000: 'refuted',
  723511001: 'refuted',
  410590009: 'unconfirmed',
  415684004: 'unconfirmed',
  410592001: 'provisional',
};
export const certaintyOf = (code: string): string => CERTAINTY[code] ?? code;

// https://terminology.hl7.org/CodeSystem-data-absent-reason.html
const ABSENT: Readonly<Record<string, string>> = {
  'asked-unknown': 'Asked, but not known',
  'temp-unknown': 'Not known yet',
  'asked-declined': 'Asked, but not answered',
  masked: 'Kept back for privacy',
  'not-applicable': 'Does not apply',
  unsupported: 'Cannot be recorded there',
  'as-text': 'Only written in the text',
  error: 'Not known because of an error',
  'not-a-number': 'Not a number',
  'negative-infinity': 'Too low to be a number',
  'positive-infinity': 'Too high to be a number',
  'not-permitted': 'Not allowed to be given',
};
/** Why there is no value: the source's own words, else those for its code. */
export const absentWords = (reason: unknown): string => {
  const text = conceptText(reason);
  const [code = ''] = codesAt({reason}, 'reason');
  if (!text) return 'Not known';
  // words that are only those of the code
  return sentence(text) === sentence(code) ? (ABSENT[code] ?? sentence(code)) : text;
};
