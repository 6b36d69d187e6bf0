import {written} from './dates.js';
import type {PartialDate} from './model.js';

/**
 * Orders dates by plain string comparison, by the wall clock as written. What is less precise comes after all that
 * it could contain: a year after its last day, before the next year.
 */
export const sortKey = (date: PartialDate): string => written(date) + (date.precision === 'second' ? '' : '~');

interface Dated {
  readonly id: string;
  readonly date: PartialDate | null;
}
/** Newest first, undated last; equal dates by id, so that the order is total and the same on every visit. */
export const compareNewestFirst = (a: Dated, b: Dated): number => {
  const left = a.date ? sortKey(a.date) : '';
  const right = b.date ? sortKey(b.date) : '';
  return left < right ? 1 : left > right ? -1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
};
