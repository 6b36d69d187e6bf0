import {toCode} from '../errors.js';
import {PAGE_RECORDS} from '../cache/store.js';
import type {MappedPage} from '../records/model.js';
import type {SourcePage, Stream} from '../sources/source.js';
import type {Life} from './life.js';

/** The first page of a list, and what it became. */
export interface FirstPage {
  readonly raw: SourcePage;
  readonly mapped: MappedPage;
}

/** What was read before anything was stored. The pass over the route takes it over, so nothing is asked for twice. */
export interface Ahead {
  /** By route. */
  readonly plans: Map<string, Promise<readonly Stream[]>>;
  /** By `route|stream.id`; rejects as the read did. */
  readonly pages: Map<string, Promise<FirstPage>>;
  /** Of these, the ones that are on screen. */
  readonly shown: Map<string, MappedPage>;
}

/** Takes something over, once; `undefined` where there is nothing, or it was given up. @throws as its read did */
const take = async <T>(all: Map<string, Promise<T>> | undefined, key: string): Promise<T | undefined> => {
  const held = all?.get(key);
  all?.delete(key);
  try {
    return await held;
  } catch (thrown) {
    if (toCode(thrown) === 'aborted') return undefined;
    throw thrown;
  }
};

export const takePlan = ({ahead}: Life, route: string) => take(ahead?.plans, route);
export const takePage = ({ahead}: Life, stream: string) => take(ahead?.pages, stream);

/** Puts what is on screen into the library where the pass will put it, until it has. */
export const keepAhead = ({ahead, builder, checkpoints}: Life): void => {
  for (const [stream, {records, aside, persons}] of ahead?.shown ?? []) {
    if (checkpoints.has(stream)) continue;
    for (let row = 0, from = 0; !row || from < records.length; row++, from += PAGE_RECORDS) {
      const last = from + PAGE_RECORDS >= records.length;
      const page = {aside: last ? aside : [], persons: last ? persons : []};
      builder?.put(stream, 1, row, {...page, records: records.slice(from, from + PAGE_RECORDS)});
    }
  }
};
