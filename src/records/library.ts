import {CodedError} from '../errors.js';
import type {HealthRecord, MappedPage, SetAside} from './model.js';

/** All records that are known, copies merged, in timeline order. */
export interface Library {
  /** Newest first; undated ones are in `undated`. */
  readonly dated: readonly HealthRecord[];
  readonly undated: readonly HealthRecord[];
  readonly aside: readonly SetAside[];
  /** Records in all (dated and undated), also while only the first screen has been read from the cache. */
  readonly total: number;
  /** False while `dated` holds only the first screen's records. */
  readonly whole: boolean;
  /** Grows with every change, so that views know when to rebuild. */
  readonly version: number;
}

/** Before anything was read. */
export const EMPTY_LIBRARY: Library = Object.freeze({
  dated: Object.freeze([]),
  undated: Object.freeze([]),
  aside: Object.freeze([]),
  total: 0,
  whole: false,
  version: 0,
});

/** True in a development build. */
const DEVELOPMENT = (import.meta as {env?: {DEV?: boolean}}).env?.DEV === true;

/**
 * Holds the promise that nothing vanishes: `read === shown + supporting + aside.length`.
 * @throws {CodedError} `internal` in development when a mapping lost or invented an entry. In production every lost
 * entry becomes a counted one instead.
 */
export const accountFor = (page: MappedPage, route: string, strict = DEVELOPMENT): MappedPage => {
  const lost = page.read - page.shown - page.supporting - page.aside.length;
  if (!lost) return page;
  if (strict) throw new CodedError('internal');
  const entry: SetAside = {state: 'unreadable', route, type: '', reason: 'wrong_shape'};
  return lost < 0
    ? {...page, read: page.read - lost}
    : {...page, aside: [...page.aside, ...Array<SetAside>(lost).fill(entry)]};
};
