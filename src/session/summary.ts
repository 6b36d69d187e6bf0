import {isShownFirst} from '../records/timeline.js';
import {sourceKey} from '../records/model.js';
import type {Breather} from '../environment.js';
import type {StoreHead} from '../cache/store.js';
import type {Library} from '../records/library.js';
import type {Category, HealthRecord, Institution} from '../records/model.js';

/** What one institution has on the timeline. */
export interface Tally {
  readonly institution: Institution;
  readonly counts: Readonly<Partial<Record<Category, number>>>;
}

/** Counts of a library, made once for each. */
export interface Summary {
  /** By `route|institution id`; a merged record counts for each of its sources. */
  readonly places: ReadonlyMap<string, Tally>;
  readonly categories: Readonly<Record<string, number>>;
}

/** Records between two breaths. */
const SLICE = 500;
const FIRST = 50;

/** Counts every record, yielding on the way. */
export const summarize = async ({dated, undated}: Library, breathe: Breather): Promise<Summary> => {
  const places = new Map<string, {institution: Institution; counts: Partial<Record<Category, number>>}>();
  const categories: Record<string, number> = {};
  let work = 0;
  for (const records of [dated, undated]) {
    for (const {category, sources} of records) {
      categories[category] = (categories[category] ?? 0) + 1;
      for (const origin of sources) {
        const key = sourceKey(origin);
        let place = places.get(key);
        if (!place) places.set(key, (place = {institution: origin.institution, counts: {}}));
        place.counts[category] = (place.counts[category] ?? 0) + 1;
      }
      if (++work % SLICE === 0) await breathe();
    }
  }
  return {places, categories};
};

/** The small row that paints the next visit's first screen. */
export const headOf = (
  {dated, undated, total}: Library,
  {places, categories}: Summary,
  completeAt: number | null,
): StoreHead => {
  const first: HealthRecord[] = [];
  for (const list of [dated, undated]) {
    for (const record of list) {
      if (first.length === FIRST) break;
      if (isShownFirst(record.category)) first.push(record);
    }
  }
  return {
    first,
    total,
    categories,
    places: [...places],
    completeAt,
  };
};
