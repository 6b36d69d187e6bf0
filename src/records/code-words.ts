import {Later} from '../later.js';
import type {Category, Flag} from './model.js';

/**
 * Codes of standards in plain words: what nearly every result says. All else, and what sources write in words of their
 * own, stands in `code-words-more.ts` and is looked for there.
 */
export const moreWords = new Later(() => import('./code-words-more.js'));

export interface Interpretation {
  readonly words: string;
  readonly flag?: Flag;
}

/** `codes:words[:flag]` a line, by code and by words, both in lower case. */
export const interpretationsIn = (lines: string): Map<string, Interpretation> => {
  const found = new Map<string, Interpretation>();
  for (const line of lines.split('\n')) {
    const [codes, words, flag] = line.split(':') as [string, string, Flag | undefined];
    const entry = flag ? {words, flag} : {words};
    for (const key of [...codes.split(' '), words]) found.set(key.toLowerCase(), entry);
  }
  return found;
};

// https://terminology.hl7.org/CodeSystem-v3-ObservationInterpretation.html, v2 table 0078
const interpretations = interpretationsIn(`H:High:high
L:Low:low
HH H* HU:Critically high:critical
LL L* LU:Critically low:critical
N:Normal:normal
A:Abnormal:abnormal
AA A*:Critically abnormal:critical
POS +:Positive
NEG -:Negative
DET:Detected
ND:Not detected`);

/** An interpretation code, or the words a source wrote instead, as plain words; `null` when it is neither. */
export const interpretationOf = (written: string): Interpretation | null => {
  const text = written.trim().toLowerCase();
  return text ? (interpretations.get(text) ?? moreWords.now.interpretationOf(text)) : null;
};

/** Statuses that a result has, Human API's words included: `codes:words[:lead of its title[:negated]]` a line. */
const STATUSES = `active:Active
completed complete:Completed
registered:Registered, no result yet:No result yet
preliminary preliminary-result:Preliminary, may change:Preliminary
final final-result:Final
amended:Changed after it was final
corrected edited-result edited-result-final:Corrected after it was final
cancelled canceled:Cancelled:Cancelled:not
entered-in-error:Entered by mistake:Entered by mistake:not`;
const statuses = new Map(
  STATUSES.split('\n').flatMap(line => {
    const [codes, words, first, not] = line.split(':') as [string, string, string?, string?];
    const lead: Lead | null = first ? {words: first, ...(not && {negated: true})} : null;
    return codes.split(' ').map(code => [code, {words, lead}] as const);
  }),
);

/** `Edited Result - FINAL` → `edited-result-final`. */
const codeOf = (written: string): string =>
  written
    .trim()
    .toLowerCase()
    .replace(/\s*-\s*|[\s_]+/g, '-');

/** A status in words. `''` for "unknown"; a status that no table has stays as it was written. */
export const statusWords = (written: string): string => {
  const code = codeOf(written);
  return code && (statuses.get(code)?.words ?? moreWords.now.statusOf(code) ?? written.trim());
};

/** Words that must come before a title, because without them it would say what is not so. */
export interface Lead {
  readonly words: string;
  /** It did not happen, or is not so: never counted, charted or merged as a fact. */
  readonly negated?: true;
}

/**
 * The lead of a title for a status (or `do-not-perform`, or an intent such as `proposal`) in a category; `null` where
 * the status changes nothing. "Not given", "Ruled out", "Do not take", "Cancelled", "Preliminary" …
 */
export const leadOf = (category: Category, status: string): Lead | null => {
  const code = codeOf(status);
  const known = statuses.get(code);
  return known ? known.lead : moreWords.now.leadOf(category, code);
};
