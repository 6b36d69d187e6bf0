import type {HealthRecord, SetAside} from './model.js';

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
