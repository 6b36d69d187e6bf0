import {compareNewestFirst} from '../records/order.js';
import type {Library} from '../records/library.js';
import type {HealthRecord} from '../records/model.js';

/** What the patient has arranged on this screen. Kept in memory only, and forgotten with the session. */
export interface Arrangement {
  /** Ids of merged records whose copies are shown separately. */
  readonly apart: ReadonlySet<string>;
  /** Ids of records that are hidden. */
  readonly hidden: ReadonlySet<string>;
}

/** The library as the patient has arranged it, and which merged record each separate copy belongs to. */
export const adapt = (
  library: Library,
  {apart, hidden}: Arrangement,
): {library: Library; merged: ReadonlyMap<string, string>} => {
  const merged = new Map<string, string>();
  if (!apart.size && !hidden.size) return {library, merged};
  const arranged = (list: readonly HealthRecord[]): HealthRecord[] =>
    list
      .flatMap(record => {
        if (!record.copies || !apart.has(record.id)) return record;
        for (const {id} of record.copies) merged.set(id, record.id);
        return record.copies;
      })
      .filter(({id}) => !hidden.has(id))
      .sort(compareNewestFirst);
  const dated = arranged(library.dated);
  const lost = dated.filter(({date}) => !date);
  const undated = [...arranged(library.undated), ...lost];
  return {library: {...library, dated: dated.filter(({date}) => date), undated}, merged};
};

/** A key for addresses: tells nothing of the record. 64 bits of FNV-1a over its id. */
export const keyOf = (id: string): string => {
  let a = 0x811c9dc5;
  let b = 0xcbf29ce4;
  for (let at = 0; at < id.length; at++) {
    a = Math.imul(a ^ id.charCodeAt(at), 0x01000193);
    b = Math.imul(b ^ id.charCodeAt(at), 0x01000197) ^ (a >>> 7);
  }
  return (a >>> 0).toString(36) + (b >>> 0).toString(36);
};
