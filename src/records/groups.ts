import {select} from './timeline.js';
import type {Library} from './library.js';
import type {HealthRecord} from './model.js';

/**
 * Which records stand under which: results under their report, records under their visit. Groups are shown, never
 * merged. Ids of merged copies lead to the merged record; ids of records that are not here lead nowhere.
 */
export interface Groups {
  /** The record with this id, or the merged record that this copy went into. */
  get(id: string): HealthRecord | undefined;
  /** The report that holds it. */
  reportOf(record: HealthRecord): HealthRecord | undefined;
  /** The visit that it belongs to, by itself or through its report. */
  visitOf(record: HealthRecord): HealthRecord | undefined;
  /** What it stands directly under: its report, else its visit. `undefined`: it stands on its own. */
  parentOf(record: HealthRecord): HealthRecord | undefined;
  /** What stands directly under it, in timeline order: a report's results; a visit's records without those results. */
  under(record: HealthRecord): readonly HealthRecord[];
  /** The same, and for a visit also the results of its reports. */
  within(record: HealthRecord): readonly HealthRecord[];
}

const none: readonly HealthRecord[] = Object.freeze([]);
const built = new WeakMap<readonly HealthRecord[], Groups>();

/** Does all steps of some work at once. */
export const atOnce = <T>(steps: Iterator<unknown, T>): T => {
  for (;;) {
    const {done, value} = steps.next();
    if (done) return value;
  }
};

/** Groups of a library; made once for each. */
export const groupsOf = (library: Pick<Library, 'dated' | 'undated'>): Groups =>
  built.get(library.dated) ?? keep(library, atOnce(build([...library.dated, ...library.undated])));

const keep = (library: Pick<Library, 'dated'>, groups: Groups): Groups => {
  built.set(library.dated, groups);
  return groups;
};

/** The steps of what a library needs to be shown: its groups, and what is shown first; no step where it is there. */
export function* viewing(library: Pick<Library, 'dated' | 'undated'>): Generator<void, void> {
  if (built.has(library.dated)) return;
  keep(library, yield* build([...library.dated, ...library.undated]));
  yield;
  select(library);
}

/** The records, with a stop after every few thousand. */
function* inSlices(records: readonly HealthRecord[], visit: (record: HealthRecord) => void): Generator<void, void> {
  for (let at = 0; at < records.length; at++) {
    visit(records[at]!);
    if (at % 4000 === 3999) yield;
  }
}

function* build(records: readonly HealthRecord[]): Generator<void, Groups> {
  const byId = new Map<string, HealthRecord>();
  yield* inSlices(records, record => {
    for (const {id} of record.copies ?? []) byId.set(id, record);
    byId.set(record.id, record);
  });

  const reports = new Map<HealthRecord, HealthRecord>();
  const visits = new Map<HealthRecord, HealthRecord>();
  yield* inSlices(records, record => {
    for (const id of record.members ?? []) {
      const member = byId.get(id);
      // a report inside its visit, never a visit inside a report: so the two kinds of groups cannot form a circle
      if (!member || member.category === 'visit') continue;
      const groups = record.category === 'visit' ? visits : reports;
      if (!groups.has(member) && !climbs(record, member, groups)) groups.set(member, record);
    }
    const visit = byId.get(record.encounter ?? '');
    if (visit?.category === 'visit' && !climbs(visit, record, visits)) visits.set(record, visit);
  });
  const visitOf = (record: HealthRecord): HealthRecord | undefined => {
    for (let at: HealthRecord | undefined = record; at; at = reports.get(at)) {
      const visit = visits.get(at);
      if (visit) return visit;
    }
    return undefined;
  };

  const parents = new Map<HealthRecord, HealthRecord>();
  const inside = new Map<HealthRecord, HealthRecord[]>();
  yield* inSlices(records, record => {
    const parent = reports.get(record) ?? visits.get(record);
    if (!parent) return;
    parents.set(record, parent);
    for (const holder of new Set([parent, visitOf(record) ?? parent])) {
      const list = inside.get(holder);
      if (list) list.push(record);
      else inside.set(holder, [record]);
    }
  });
  const within = (record: HealthRecord): readonly HealthRecord[] => inside.get(record) ?? none;
  return Object.freeze({
    get: (id: string) => byId.get(id),
    reportOf: (record: HealthRecord) => reports.get(record),
    visitOf,
    parentOf: (record: HealthRecord) => parents.get(record),
    under: (record: HealthRecord) => within(record).filter(each => parents.get(each) === record),
    within,
  });
}

/** True when `above` is `record` or stands under it: putting `record` under `above` would close a circle. */
const climbs = (
  above: HealthRecord,
  record: HealthRecord,
  parents: ReadonlyMap<HealthRecord, HealthRecord>,
): boolean => {
  for (let at: HealthRecord | undefined = above; at; at = parents.get(at)) if (at === record) return true;
  return false;
};

/** An entry of a list: a record, and what of the same list stands under it. */
export interface Nested {
  readonly record: HealthRecord;
  readonly under: readonly Nested[];
}

/** A list as entries. */
export interface Nesting {
  /** What stands on top, in the order of the list. */
  readonly heads: Iterable<HealthRecord>;
  /** What of the list stands directly under a record, in the order of the list. */
  readonly under: (record: HealthRecord) => readonly HealthRecord[];
  /** A record with all that stands under it; the same entry for each call. */
  readonly entry: (record: HealthRecord) => Nested;
}

const nested = new WeakMap<readonly HealthRecord[], Nesting>();

/**
 * A list in its order, each record that has its report or visit in the same list put under it. Every record of the
 * list stands in the answer exactly once. All of it is found as it is asked for: a list of 50,000 is shown by fifties.
 * @param has Whether the list has a record.
 */
export const nest = (
  records: readonly HealthRecord[],
  groups: Groups,
  has: (record: HealthRecord) => boolean,
): Nesting => {
  const held = nested.get(records);
  if (held) return held;
  const parentOf = (record: HealthRecord): HealthRecord | undefined => {
    const parent = groups.parentOf(record);
    if (!parent || has(parent)) return parent;
    const visit = groups.visitOf(record);
    return visit && has(visit) ? visit : undefined;
  };
  const heads = {
    *[Symbol.iterator]() {
      for (const record of records) if (!parentOf(record)) yield record;
    },
  };
  const entries = new Map<HealthRecord, Nested>();
  const under = (record: HealthRecord): readonly HealthRecord[] =>
    groups.within(record).filter(each => has(each) && parentOf(each) === record);
  const entry = (record: HealthRecord): Nested => {
    let made = entries.get(record);
    if (!made) entries.set(record, (made = {record, under: under(record).map(entry)}));
    return made;
  };
  const made = {heads, under, entry};
  nested.set(records, made);
  return made;
};
