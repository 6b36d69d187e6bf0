import {fold} from '../records/fold.js';
import {codeKeys} from '../records/merge.js';
import type {Library} from '../records/library.js';
import type {HealthRecord} from '../records/model.js';

const made = new WeakMap<Library, ReadonlySet<HealthRecord>>();

/** Codes, and the word under which people know it: a new strength of a known medicine is no new medicine. */
const namesOf = (record: HealthRecord): string[] => [...codeKeys(record), fold(record.title).split(/[\s,(]/)[0]!];

/**
 * Medications of which a library knows nothing earlier. What is undated may have been earlier; what did not happen
 * began nothing. Nothing is new while only the first records are here. Made once for each library.
 */
export const newMedicines = (library: Library): ReadonlySet<HealthRecord> => {
  let fresh = made.get(library);
  if (!fresh) made.set(library, (fresh = library.whole ? find(library) : new Set()));
  return fresh;
};

const find = ({dated, undated}: Library): Set<HealthRecord> => {
  const known = new Set<string>();
  const fresh = new Set<HealthRecord>();
  const takes = ({category, negated}: HealthRecord): boolean => category === 'medication' && !negated;
  for (const record of undated) if (takes(record)) for (const name of namesOf(record)) known.add(name);
  for (let at = dated.length - 1; at >= 0; at--) {
    const record = dated[at]!;
    if (!takes(record)) continue;
    const names = namesOf(record);
    if (!names.some(name => known.has(name))) fresh.add(record);
    for (const name of names) known.add(name);
  }
  return fresh;
};
