import {isNotLoaded} from '../../later.js';
import {cleanText} from '../../records/text.js';
import {isOlder} from './older.js';
import {more} from './parts.js';
import {toRecord, type Reading} from './record.js';
import {localId, Neighbours, type Entry} from './references.js';
import {isObject} from '../json.js';
import {list, own} from './resource.js';
import {categoryOfType, SUPPORTING} from './types.js';
import type {HealthRecord, MappedPage, SetAside, SourcePerson} from '../../records/model.js';
import type {SourceContext, SourcePage} from '../source.js';

/** Entries of a page: Bundles inside Bundles are opened. */
const flatten = (raw: readonly unknown[], into: unknown[] = [], depth = 0): unknown[] => {
  for (const item of raw) {
    const resource = own(item, 'resource') ?? item;
    if (own(resource, 'resourceType') === 'Bundle' && depth < 4) flatten(list(own(resource, 'entry')), into, depth + 1);
    else into.push(item);
  }
  return into;
};

const asEntry = (item: unknown): Entry | undefined => {
  const resource = own(item, 'resource') ?? (own(item, 'resourceType') === undefined ? undefined : item);
  return isObject(resource) ? {resource, fullUrl: cleanText(list(own(item, 'fullUrl'))[0], 2000)} : undefined;
};

/** `Type/id` of a resource, from its id or, without one, from the address that the server gave it. */
const idOf = ({resource, fullUrl}: Entry, type: string): string => {
  const id = cleanText(own(resource, 'id'), 300);
  if (id) return `${type}/${id}`;
  const local = localId(fullUrl);
  if (local) return local;
  const urn = /^urn:(?:uuid|oid):(\S+)$/i.exec(fullUrl)?.[1];
  return urn ? `${type}/${urn}` : '';
};

/** The address without its version: the same resource is asked for in several ways. */
const plain = (address: string): string => address.replace(/\/_history\/[^/]*$/, '');

/** What a page of entries becomes, entry by entry; every entry ends somewhere. */
class PageMapping {
  readonly records: HealthRecord[] = [];
  readonly aside: SetAside[] = [];
  readonly persons: SourcePerson[] = [];
  readonly raws = new Map<string, unknown>();
  supporting = 0;
  /** Addresses under which an id was seen. */
  readonly #seen = new Map<string, string[]>();
  readonly #reading: Reading;
  readonly #near: Neighbours;
  readonly #patientId: string | undefined;

  constructor(reading: Reading, near: Neighbours, patientId: string | undefined) {
    this.#reading = reading;
    this.#near = near;
    this.#patientId = patientId;
  }

  #setAside(type: string, state: SetAside['state'], reason: SetAside['reason'], more?: Partial<SetAside>): void {
    const {route, institution} = this.#reading;
    this.aside.push({state, route, institution, type: type || 'Entry', reason, ...more});
  }

  addEmpty(item: unknown): void {
    const reason = more.now.reasonOfEmpty(item);
    if (reason) this.#setAside('', 'unreadable', reason);
    else this.supporting++;
  }

  add(entry: Entry, isOutcome: boolean): void {
    const {resource} = entry;
    const type = cleanText(own(resource, 'resourceType'), 80);
    if (!type) return this.#setAside('', 'unreadable', 'no_type');
    if (isOutcome || SUPPORTING.has(type)) {
      this.supporting++;
      if (type === 'Patient' && (this.#patientId === undefined || own(resource, 'id') === this.#patientId))
        this.persons.push(more.now.personOf(resource, this.#reading, this.#near));
      return;
    }
    // Bundles have been opened; this one lay too deep
    if (type === 'Bundle') return this.#setAside(type, 'unreadable', 'too_deep');
    const category = categoryOfType(type);
    // before everything else, so that not even an id of somebody else is kept
    if (this.#patientId !== undefined && this.#near.isAnothers(resource, this.#patientId))
      return this.#setAside(type, 'other_patient', 'other_patient', {category});
    let recordId = idOf(entry, type);
    if (isOlder(resource, type, entry.fullUrl))
      return this.#setAside(type, 'unsupported', 'older_format', {category, ...(recordId && {recordId})});
    if (!recordId) return this.#setAside(type, 'unreadable', 'no_id', {category});
    const address = entry.fullUrl && plain(entry.fullUrl);
    const before = this.#seen.get(recordId);
    if (before) {
      // the same resource again adds nothing; another one under the same id, from another server, stays itself
      if (!address || before.includes(address) || before.includes('')) return void this.supporting++;
      before.push(address);
      recordId += `~${before.length}`;
    } else this.#seen.set(recordId, [address]);
    let made: ReturnType<typeof toRecord>;
    try {
      made = toRecord(resource, type, recordId, this.#reading, this.#near);
    } catch (thrown) {
      if (isNotLoaded(thrown)) throw thrown;
      return this.#setAside(type, 'unreadable', 'wrong_shape', {category, recordId});
    }
    const {record, mistaken} = made;
    this.raws.set(record.id, resource);
    if (mistaken)
      this.#setAside(type, 'entered_in_error', 'entered_in_error', {category: record.category, recordId, record});
    else this.records.push(record);
  }
}

/**
 * One raw page of FHIR entries as records, an entry a step; for `whenLoaded`. Never throws on content; every entry ends
 * somewhere.
 */
export function* mapPage(page: SourcePage, context: SourceContext): Generator<void, MappedPage> {
  const {route, patientId} = context;
  const institution = context.institution ?? {id: route, name: context.routeName};
  const items = flatten(page.entries);
  const entries = items.map(asEntry);
  const near = new Neighbours(entries.filter(entry => entry !== undefined));
  const mapping = new PageMapping({route, institution, retrievedAt: page.retrievedAt}, near, patientId);
  for (const [index, entry] of entries.entries()) {
    const item = items[index];
    if (entry) mapping.add(entry, own(own(item, 'search'), 'mode') === 'outcome');
    else mapping.addEmpty(item);
    yield;
  }
  const {records, aside, persons, raws, supporting} = mapping;
  return {read: items.length, shown: records.length, supporting, records, aside, persons, raws};
}
