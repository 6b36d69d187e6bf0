import {sortKey} from './order.js';
import {copyKeys, daysOf, isCopy, mergeCopies, personsDiffer, sameOrigin} from './merge.js';
import {recordKey} from './model.js';
import {sorted} from './sorted.js';
import type {Breather} from '../environment.js';
import type {Library} from './library.js';
import type {HealthRecord, SetAside, SourcePerson} from './model.js';
import type {Slice} from './sorted.js';

/** What the library keeps of a page; a stored page and a mapped page both fit. */
export interface LibraryPage {
  readonly records: readonly HealthRecord[];
  readonly aside: readonly SetAside[];
  readonly persons: readonly SourcePerson[];
}

/** Name and birth date that sources gave, by `route|institution id`. */
export type Persons = ReadonlyMap<string, readonly SourcePerson[]>;

interface Entry {
  readonly record: HealthRecord;
  /** Sort key, computed once; `''` for the undated. */
  readonly key: string;
  /** Days under which copies of it would be found. */
  readonly days: readonly string[];
}
const inOrder = (a: Entry, b: Entry): number =>
  a.key < b.key ? 1 : a.key > b.key ? -1 : a.record.id < b.record.id ? -1 : 1;

/** Units of work (about a microsecond each, ten on a slow machine) between two breaths. */
const SLICE = 300;
/** So many alike in one day are a monitor's output or a constant, not copies; and comparing them all would take long. */
const CROWD = 100;
/** More people than these at one place are broken data; each is compared with all others at every publication. */
const FEW = 10;

/**
 * Collects pages as they are read or come back from the cache, and answers the library of all of them. Long work is
 * cut into slices of a few ms between which it waits for `breathe`.
 */
export class LibraryBuilder {
  /** Stream → `pass` → `index` → page. */
  readonly #streams = new Map<string, Map<number, Map<number, LibraryPage>>>();
  /** Prepared records and merged copies live on from build to build. */
  readonly #entries = new WeakMap<HealthRecord, Entry>();
  readonly #merged = new Map<string, HealthRecord>();
  readonly #breathe: Breather;
  #version = 0;
  #persons: Persons = new Map();

  constructor(breathe: Breather) {
    this.#breathe = breathe;
  }

  /** Adds a page, or replaces the one that stood at this place. */
  put(stream: string, pass: number, index: number, page: LibraryPage): void {
    const passes = this.#streams.get(stream) ?? new Map<number, Map<number, LibraryPage>>();
    this.#streams.set(stream, passes);
    passes.set(pass, (passes.get(pass) ?? new Map<number, LibraryPage>()).set(index, page));
  }

  /** Forgets the pages of passes before `pass`: a complete pass has replaced them. */
  dropPassesBefore(stream: string, pass: number): void {
    const passes = this.#streams.get(stream);
    for (const old of [...(passes?.keys() ?? [])]) if (old < pass) passes!.delete(old);
  }

  /** Forgets every stream whose name is accepted (a route after a disconnect). */
  dropStreams(accepts: (stream: string) => boolean): void {
    for (const stream of [...this.#streams.keys()]) if (accepts(stream)) this.#streams.delete(stream);
  }

  /** Replaces every page of the streams whose name is accepted by what `change` makes of it. */
  changePages(accepts: (stream: string) => boolean, change: (page: LibraryPage) => LibraryPage): void {
    for (const [stream, passes] of this.#streams) {
      if (!accepts(stream)) continue;
      for (const rows of passes.values()) for (const [index, page] of rows) rows.set(index, change(page));
    }
    this.#merged.clear();
  }

  clear(): void {
    this.#streams.clear();
    this.#merged.clear();
  }

  /** Whom the pages of the last build take the patient for. */
  get persons(): Persons {
    return this.#persons;
  }

  /** The library of all pages held now: no record twice, copies merged, newest first, frozen. */
  async build(): Promise<Library> {
    let work = 0;
    const slice: Slice = done => ((work += done) < SLICE ? undefined : ((work = 0), this.#breathe()));

    const records = new Map<string, HealthRecord>();
    const aside = new Map<string, SetAside>();
    const persons = new Map<string, SourcePerson[]>();
    let nameless = 0;
    for (const passes of [...this.#streams.values()]) {
      const told = new Map<string, SourcePerson[]>();
      // the word of a later pass stands, also when it takes a record back
      for (const [, rows] of [...passes].sort(([a], [b]) => a - b)) {
        const now = new Map<string, SourcePerson[]>();
        for (const page of [...rows.values()]) {
          for (const record of page.records) {
            const {retrievedAt} = record.sources[0]!;
            const held = records.get(record.id);
            if (!held || retrievedAt >= held.sources[0]!.retrievedAt) {
              records.set(record.id, record);
              if (held) dropFurtherDates(records, record.id, retrievedAt);
            }
            aside.delete(record.id);
          }
          for (const entry of page.aside) {
            const {route, institution, recordId} = entry;
            const key = recordId ? recordKey(route, institution?.id ?? '', recordId) : `${nameless++}`;
            records.delete(key);
            dropFurtherDates(records, key);
            aside.set(key, entry);
          }
          for (const person of page.persons) meet(now, person);
          await slice(page.records.length + page.aside.length);
        }
        for (const [place, some] of now) told.set(place, some);
      }
      for (const person of [...told.values()].flat()) meet(persons, person);
    }
    this.#persons = persons;
    await this.#join(records, strangers(persons), slice);

    const entries: Entry[] = [];
    for (const record of records.values()) {
      entries.push(this.#entry(record));
      await slice(3);
    }
    const dated: HealthRecord[] = [];
    const undated: HealthRecord[] = [];
    for (const {key, record} of await sorted(entries, inOrder, slice)) {
      (key ? dated : undated).push(record);
      await slice(0.2);
    }
    return Object.freeze({
      dated: Object.freeze(dated),
      undated: Object.freeze(undated),
      aside: Object.freeze([...aside.values()]),
      total: dated.length + undated.length,
      whole: true,
      version: ++this.#version,
    });
  }

  /** Puts one record into the place of those that are copies of each other. */
  async #join(
    records: Map<string, HealthRecord>,
    strange: (a: HealthRecord, b: HealthRecord) => boolean,
    slice: Slice,
  ): Promise<void> {
    const byIdentifier = new Map<string, HealthRecord[]>();
    const byDay = new Map<string, HealthRecord[]>();
    for (const record of records.values()) {
      if (!record.negated) for (const identifier of record.identifiers ?? []) gather(byIdentifier, identifier, record);
      for (const day of this.#entry(record).days) gather(byDay, day, record);
      await slice(3);
    }
    const pairs: [string, HealthRecord, HealthRecord][] = [];
    const compare = async (buckets: Iterable<HealthRecord[]>): Promise<void> => {
      for (const bucket of buckets) {
        await slice(bucket.length / 5);
        if (bucket.length > CROWD || bucket.every(record => sameOrigin(record, bucket[0]!))) continue;
        bucket.sort((a, b) => (a.id < b.id ? -1 : 1));
        for (const [at, a] of bucket.entries()) {
          for (const b of bucket.slice(at + 1)) {
            if (isCopy(a, b) && !strange(a, b)) pairs.push([`${a.id}\n${b.id}`, a, b]);
          }
          await slice(bucket.length * 3);
        }
      }
    };
    await compare(byIdentifier.values());
    for (const day of byDay.values()) {
      await slice(day.length / 5);
      if (day.every(record => sameOrigin(record, day[0]!))) continue;
      const byCode = new Map<string, HealthRecord[]>();
      for (const record of day) {
        for (const code of copyKeys(record)) gather(byCode, code, record);
        await slice(5);
      }
      await compare(byCode.values());
    }
    // sorted by id, so that the order in which pages came does not decide who joins whom
    const inTurn = await sorted(pairs, ([a], [b]) => (a < b ? -1 : a > b ? 1 : 0), slice);
    const clusters = new Map<HealthRecord, HealthRecord[]>();
    for (const [, a, b] of inTurn) {
      await slice(1);
      const left = clusters.get(a) ?? [a];
      const right = clusters.get(b) ?? [b];
      // every copy must be a copy of every other: a day alone must not bridge two times
      if (left === right || !left.every(x => right.every(y => isCopy(x, y) && !strange(x, y)))) continue;
      const cluster = [...left, ...right];
      for (const record of cluster) clusters.set(record, cluster);
      await slice(cluster.length * 4);
    }
    for (const cluster of new Set(clusters.values())) {
      for (const copy of cluster) records.delete(copy.id);
      const merged = this.#merge(cluster);
      records.set(merged.id, merged);
      await slice(60);
    }
  }

  #entry(record: HealthRecord): Entry {
    let entry = this.#entries.get(record);
    if (!entry) {
      entry = {record, key: record.date ? sortKey(record.date) : '', days: daysOf(record)};
      this.#entries.set(record, entry);
    }
    return entry;
  }

  #merge(cluster: readonly HealthRecord[]): HealthRecord {
    const key = cluster
      .map(({id}) => id)
      .sort()
      .join('\n');
    const held = this.#merged.get(key);
    if (held?.copies?.every(copy => cluster.includes(copy))) return held;
    const merged = mergeCopies(cluster);
    this.#merged.set(key, merged);
    return merged;
  }
}

/**
 * An item of several dates that was read anew says itself how many there are: `…#2` and on of earlier readings go. Rows
 * come back from the cache in any order, so what was read `at` the same time stays.
 */
const dropFurtherDates = (records: Map<string, HealthRecord>, key: string, at = ''): void => {
  for (let number = 2; ; number++) {
    const further = `${key}#${number}`;
    const held = records.get(further);
    if (!held) return;
    if (!at || held.sources[0]!.retrievedAt < at) records.delete(further);
  }
};

const gather = (buckets: Map<string, HealthRecord[]>, key: string, record: HealthRecord): void => {
  const bucket = buckets.get(key);
  if (bucket) bucket.push(record);
  else buckets.set(key, [record]);
};

/** Puts a person to their place: once, and not more than a few. */
const meet = (persons: Map<string, SourcePerson[]>, person: SourcePerson): void => {
  const place = `${person.route}|${person.institutionId}`;
  const known = persons.get(place) ?? [];
  persons.set(place, known);
  const {name, birthDate} = person;
  if (known.length < FEW && !known.some(one => one.name === name && one.birthDate === birthDate)) known.push(person);
};

/** Tells whether the sources of two records seem to speak of different people. */
const strangers = (persons: Persons): ((a: HealthRecord, b: HealthRecord) => boolean) => {
  const of = (record: HealthRecord): readonly SourcePerson[] => {
    const {route, institution} = record.sources[0]!;
    return persons.get(`${route}|${institution.id}`) ?? [];
  };
  return (a, b) => persons.size > 1 && of(a).some(one => of(b).some(other => personsDiffer(one, other)));
};
