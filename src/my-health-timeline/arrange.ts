import {groupsOf, nest, type Nested} from '../records/groups.js';
import type {Library} from '../records/library.js';
import type {HealthRecord} from '../records/model.js';
import type {FilteredLibrary} from '../records/timeline.js';

/** Filtered records in the order of the screen: what belongs to a visit or report follows it. */
export interface Arranged {
  /** All records in order, undated ones last: for counts, jumps and focus. */
  readonly flat: readonly HealthRecord[];
  /** The records from number `start` on, at most `limit`. A visit that does not fit is cut. */
  take(start: number, limit: number): {readonly dated: readonly Nested[]; readonly undated: readonly HealthRecord[]};
}

/** Pure; one pass over the list. Every record of the list stands in the result exactly once. */
export const arrange = (library: Library, {dated, undated}: FilteredLibrary): Arranged => {
  const heads = nest(dated, groupsOf(library));
  const flat: HealthRecord[] = [];
  const push = ({record, under}: Nested): void => {
    flat.push(record);
    under.forEach(push);
  };
  const starts = heads.map(head => {
    push(head);
    return flat.length;
  });
  flat.push(...undated);
  return {
    flat,
    take(start, limit) {
      const end = start + limit;
      // heads that end before the window are not looked into
      const first = starts.findIndex(after => after > start);
      let at = first > 0 ? starts[first - 1]! : 0;
      const cut = (entries: readonly Nested[]): Nested[] =>
        entries.flatMap(({record, under}) => {
          const here = at >= start && at < end;
          at++;
          const inside = at < end ? cut(under) : [];
          return here ? {record, under: inside} : inside;
        });
      const shown: Nested[] = [];
      for (let n = first; n >= 0 && n < heads.length && at < end; n++) shown.push(...cut([heads[n]!]));
      const from = flat.length - undated.length;
      return {dated: shown, undated: undated.slice(Math.max(0, start - from), Math.max(0, end - from))};
    },
  };
};
