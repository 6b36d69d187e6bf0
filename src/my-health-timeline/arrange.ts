import {rowParts} from './rows.js';
import type {Nested, Nesting} from '../records/groups.js';
import type {Library} from '../records/library.js';
import type {HealthRecord} from '../records/model.js';
import type {FilteredLibrary} from '../records/timeline.js';

/** Filtered records in the order of the screen: what belongs to a visit or report follows it. */
export interface Arranged {
  /** How many records there are. */
  readonly total: number;
  /** All records in order, undated ones last: for jumps and focus. Made when it is asked for. */
  readonly flat: readonly HealthRecord[];
  /**
   * The records from number `start` on, at most `limit`. A visit that does not fit is cut; what is whole is the same
   * entry each time.
   */
  take(start: number, limit: number): {readonly dated: readonly Nested[]; readonly undated: readonly HealthRecord[]};
}

/** Nothing under anything: all that there is before `rows.ts` has loaded its parts. */
const flatly = (records: readonly HealthRecord[]): Nesting => ({
  heads: records,
  under: () => [],
  entry: record => ({record, under: []}),
});

/** Pure. Every record of the list stands in the result exactly once. */
export const arrange = (library: Library, {dated, undated, has}: FilteredLibrary): Arranged => {
  const {heads, under, entry} =
    rowParts()?.nestingOf(library, dated, record => !!record.date && has(record)) ?? flatly(dated);
  let flat: HealthRecord[] | undefined;
  const sizeOf = (record: HealthRecord): number => under(record).reduce((sum, each) => sum + sizeOf(each), 1);
  return {
    total: dated.length + undated.length,
    get flat() {
      if (!flat) {
        const made: HealthRecord[] = (flat = []);
        const push = (record: HealthRecord): void => {
          made.push(record);
          under(record).forEach(push);
        };
        for (const head of heads) push(head);
        made.push(...undated);
      }
      return flat;
    },
    take(start, limit) {
      const end = start + limit;
      const shown: Nested[] = [];
      let at = 0;
      const cut = (record: HealthRecord): Nested[] => {
        const here = at >= start && at < end;
        at++;
        const inside = at < end ? under(record).flatMap(cut) : [];
        return here ? [{record, under: inside}] : inside;
      };
      for (const head of heads) {
        if (at >= end) break;
        const size = sizeOf(head);
        if (at >= start && at + size <= end) shown.push(entry(head));
        else if (at + size > start) {
          const before = at;
          shown.push(...cut(head));
          at = before;
        }
        at += size;
      }
      const from = dated.length;
      return {dated: shown, undated: undated.slice(Math.max(0, start - from), Math.max(0, end - from))};
    },
  };
};
