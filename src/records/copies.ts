import {copyKeys, isCopy, mergeCopies, sameOrigin} from './merge.js';
import {eachOf, sorted} from './sorted.js';
import type {HealthRecord} from './model.js';
import type {Slice} from './sorted.js';

/** Two records that are copies of one fact. */
interface Pair {
  /** Their ids, for an order that no way of reading changes. */
  readonly key: string;
  readonly a: HealthRecord;
  readonly b: HealthRecord;
}

/** What was found by an identifier or on a day, and among which records. */
interface Looked {
  readonly among: readonly HealthRecord[];
  readonly pairs: readonly Pair[];
}
type Known = ReadonlyMap<string, Looked>;

/** So many alike in one day are a monitor's output or a constant, not copies; and comparing them all would take long. */
const CROWD = 100;

/**
 * Finds copies, and remembers from build to build where it has looked: while a history is read, most days stay as they
 * are.
 */
export class Copies {
  #byIdentifier: Known = new Map();
  #byDay: Known = new Map();
  #merged: ReadonlyMap<string, HealthRecord> = new Map();

  forget(): void {
    this.#byIdentifier = this.#byDay = this.#merged = new Map();
  }

  /**
   * Puts one record into the place of those that are copies of each other.
   * @param daysOf days under which copies of a record would be found
   * @param strange whether two records seem to be of different people
   */
  async join(
    records: Map<string, HealthRecord>,
    daysOf: (record: HealthRecord) => readonly string[],
    strange: (a: HealthRecord, b: HealthRecord) => boolean,
    slice: Slice,
  ): Promise<void> {
    const byIdentifier = new Map<string, HealthRecord[]>();
    const byDay = new Map<string, HealthRecord[]>();
    await eachOf(records.values(), 3, slice, record => {
      if (!record.negated) for (const identifier of record.identifiers ?? []) gather(byIdentifier, identifier, record);
      for (const day of daysOf(record)) gather(byDay, day, record);
    });
    this.#byIdentifier = await look(byIdentifier, this.#byIdentifier, bucket => compare(bucket, slice), slice);
    this.#byDay = await look(byDay, this.#byDay, day => compareDay(day, slice), slice);
    const pairs = [this.#byIdentifier, this.#byDay].flatMap(known => [...known.values()].flatMap(({pairs}) => pairs));
    // sorted by id, so that the order in which pages came does not decide who joins whom
    const inTurn = await sorted(pairs, ({key: a}, {key: b}) => (a < b ? -1 : a > b ? 1 : 0), slice);
    const clusters = new Map<HealthRecord, HealthRecord[]>();
    for (const {a, b} of inTurn) {
      await slice(1);
      const left = clusters.get(a) ?? [a];
      const right = clusters.get(b) ?? [b];
      if (left === right) continue;
      // every copy must be a copy of every other: a day alone must not bridge two times
      const joins = (x: HealthRecord, y: HealthRecord): boolean =>
        !strange(x, y) && ((x === a && y === b) || isCopy(x, y));
      if (!left.every(x => right.every(y => joins(x, y)))) continue;
      const cluster = [...left, ...right];
      for (const record of cluster) clusters.set(record, cluster);
      await slice(cluster.length * 4);
    }
    const all = new Map<string, HealthRecord>();
    for (const cluster of new Set(clusters.values())) {
      const ids = cluster.map(({id}) => id);
      const key = ids.sort().join('\n');
      const held = this.#merged.get(key);
      // the same object while nothing changes, so that what is on screen stays as it is
      const merged = held?.copies?.every(copy => cluster.includes(copy)) ? held : mergeCopies(cluster);
      all.set(key, merged);
      for (const id of ids) records.delete(id);
      records.set(merged.id, merged);
      await slice(60);
    }
    this.#merged = all;
  }
}

const gather = (buckets: Map<string, HealthRecord[]>, key: string, record: HealthRecord): void => {
  const bucket = buckets.get(key);
  if (bucket) bucket.push(record);
  else buckets.set(key, [record]);
};

/** A source knows its own: without a second one there is nothing to compare. */
const isOfOne = (bucket: readonly HealthRecord[]): boolean => bucket.every(record => sameOrigin(record, bucket[0]!));

/** Looks for pairs in each bucket that holds other records than when it was looked into before. */
const look = async (
  buckets: ReadonlyMap<string, readonly HealthRecord[]>,
  before: Known,
  find: (bucket: readonly HealthRecord[]) => Promise<readonly Pair[]>,
  slice: Slice,
): Promise<Known> => {
  const known = new Map<string, Looked>();
  const changed: [string, readonly HealthRecord[]][] = [];
  await eachOf(buckets, 1, slice, ([key, among]) => {
    if (among.length < 2 || isOfOne(among)) return;
    const held = before.get(key);
    if (held?.among.length === among.length && held.among.every((record, at) => record === among[at]))
      known.set(key, held);
    else changed.push([key, among]);
  });
  for (const [key, among] of changed) known.set(key, {among, pairs: await find(among)});
  return known;
};

const compare = async (bucket: readonly HealthRecord[], slice: Slice): Promise<readonly Pair[]> => {
  const pairs: Pair[] = [];
  if (bucket.length > CROWD || isOfOne(bucket)) return pairs;
  const inTurn = [...bucket].sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const [at, a] of inTurn.entries()) {
    for (const b of inTurn.slice(at + 1)) if (isCopy(a, b)) pairs.push({key: `${a.id}\n${b.id}`, a, b});
    await slice(bucket.length * 3);
  }
  return pairs;
};

const compareDay = async (day: readonly HealthRecord[], slice: Slice): Promise<readonly Pair[]> => {
  const byCode = new Map<string, HealthRecord[]>();
  for (const record of day) {
    for (const code of copyKeys(record)) gather(byCode, code, record);
    await slice(5);
  }
  const pairs: Pair[] = [];
  for (const bucket of byCode.values()) pairs.push(...(await compare(bucket, slice)));
  return pairs;
};
