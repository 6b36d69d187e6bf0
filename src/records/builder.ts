import {sortKey} from './order.js';
import {Copies} from './copies.js';
import {daysOf, personsDiffer} from './merge.js';
import {recordKey, sourceKey} from './model.js';
import {eachOf, sorted, zip} from './sorted.js';
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
/** More people than these at one place are broken data; each is compared with all others at every publication. */
const FEW = 10;

/**
 * Collects pages as they are read or come back from the cache, and answers the library of all of them. Long work is
 * cut into slices of a few ms between which it waits for `breathe`.
 */
export class LibraryBuilder {
  /** Stream → `pass` → `index` → page. */
  readonly #streams = new Map<string, Map<number, Map<number, LibraryPage>>>();
  /** Prepared records and what was found of copies live on from build to build. */
  readonly #entries = new WeakMap<HealthRecord, Entry>();
  readonly #copies = new Copies();
  readonly #breathe: Breather;
  /** What the last build answered, in order. */
  #order: readonly Entry[] = [];
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
    this.#copies.forget();
  }

  clear(): void {
    this.#streams.clear();
    this.#copies.forget();
    this.#order = [];
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
    await this.#copies.join(records, record => this.#entry(record).days, strangers(persons), slice);

    this.#order = await this.#sort(records, slice);
    const dated: HealthRecord[] = [];
    const undated: HealthRecord[] = [];
    await eachOf(this.#order, 0.2, slice, ({key, record}) => (key ? dated : undated).push(record));
    return Object.freeze({
      dated: Object.freeze(dated),
      undated: Object.freeze(undated),
      aside: Object.freeze([...aside.values()]),
      total: dated.length + undated.length,
      whole: true,
      version: ++this.#version,
    });
  }

  /** Only what is new is put in order; what the last build had is in order already. */
  async #sort(records: ReadonlyMap<string, HealthRecord>, slice: Slice): Promise<readonly Entry[]> {
    const kept = new Set<Entry>();
    await eachOf(this.#order, 0.3, slice, entry => {
      if (records.get(entry.record.id) === entry.record) kept.add(entry);
    });
    const fresh: Entry[] = [];
    await eachOf(records.values(), 3, slice, record => {
      const entry = this.#entry(record);
      if (!kept.has(entry)) fresh.push(entry);
    });
    return zip([...kept], await sorted(fresh, inOrder, slice), inOrder, slice);
  }

  #entry(record: HealthRecord): Entry {
    let entry = this.#entries.get(record);
    if (!entry) {
      entry = {record, key: record.date ? sortKey(record.date) : '', days: daysOf(record)};
      this.#entries.set(record, entry);
    }
    return entry;
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
  const of = (record: HealthRecord): readonly SourcePerson[] => persons.get(sourceKey(record.sources[0]!)) ?? [];
  return (a, b) => persons.size > 1 && of(a).some(one => of(b).some(other => personsDiffer(one, other)));
};
