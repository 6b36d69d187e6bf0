import type {Library} from '../records/library.js';

/** Ids of the records of a newer version that are not copies of known ones. */
export const freshIds = (over: Library, of: Library): ReadonlySet<string> => {
  const known = new Set<string>();
  for (const list of [over.dated, over.undated]) {
    for (const {id, copies} of list) {
      known.add(id);
      copies?.forEach(copy => known.add(copy.id));
    }
  }
  const fresh = new Set<string>();
  for (const list of [of.dated, of.undated]) {
    for (const {id, copies} of list) if (!known.has(id) && !copies?.some(copy => known.has(copy.id))) fresh.add(id);
  }
  return fresh;
};
