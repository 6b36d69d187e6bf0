import {cleanText} from '../../records/text.js';
import {isOlder} from './older.js';
import {toRecord, type Place} from './record.js';
import {localId, Neighbours, type Entry} from './references.js';
import {isObject, list, own} from './resource.js';
import {ruleOf, SUPPORTING} from './types.js';
import {nameOf} from './words.js';
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

/** One raw page of FHIR entries as records. Never throws on content; every entry ends somewhere. */
export const mapPage = (page: SourcePage, context: SourceContext): MappedPage => {
  const {route, patientId} = context;
  const institution = context.institution ?? {id: route, name: context.routeName};
  const place: Place = {route, institution, retrievedAt: page.retrievedAt};
  const items = flatten(page.entries);
  const entries = items.map(asEntry);
  const near = new Neighbours(entries.filter(entry => entry !== undefined));
  const records: HealthRecord[] = [];
  const aside: SetAside[] = [];
  const persons: SourcePerson[] = [];
  const raws = new Map<string, unknown>();
  const seen = new Map<string, string>();
  let supporting = 0;

  entries.forEach((entry, index) => {
    const item = items[index];
    let type = '';
    const setAside = (state: SetAside['state'], reason: SetAside['reason'], more: Partial<SetAside> = {}): void => {
      aside.push({state, route, institution, type: type || 'Entry', reason, ...more});
    };
    if (!entry) {
      // answers of batches and deleted versions have no resource: nothing was withheld from the patient
      if (
        isObject(item) &&
        ['response', 'request', 'search', 'fullUrl', 'link'].some(key => own(item, key) !== undefined)
      )
        supporting++;
      else setAside('unreadable', isObject(item) ? 'no_type' : 'not_an_object');
      return;
    }
    const {resource} = entry;
    type = cleanText(own(resource, 'resourceType'), 80);
    if (!type) return setAside('unreadable', 'no_type');
    if (own(own(item, 'search'), 'mode') === 'outcome' || SUPPORTING.has(type)) {
      supporting++;
      if (type === 'Patient' && (patientId === undefined || own(resource, 'id') === patientId)) {
        const name = nameOf(resource, near);
        const birthDate = cleanText(own(resource, 'birthDate'), 10);
        persons.push({route, institutionId: institution.id, ...(name && {name}), ...(birthDate && {birthDate})});
      }
      return;
    }
    // Bundles have been opened; this one lay too deep
    if (type === 'Bundle') return setAside('unreadable', 'too_deep');
    const category = ruleOf(type).category;
    // before everything else, so that not even an id of somebody else is kept
    if (patientId !== undefined && near.isAnothers(resource, patientId))
      return setAside('other_patient', 'other_patient', {category});
    let recordId = idOf(entry, type);
    if (isOlder(resource, type, entry.fullUrl))
      return setAside('unsupported', 'older_format', {category, ...(recordId && {recordId})});
    if (!recordId) return setAside('unreadable', 'no_id', {category});
    const before = seen.get(recordId);
    if (before !== undefined) {
      // the same resource again adds nothing; another one under the same id, from another server, stays itself
      if (!entry.fullUrl || before === entry.fullUrl) return void supporting++;
      recordId += `#${seen.size}`;
    }
    seen.set(recordId, entry.fullUrl);
    let made: ReturnType<typeof toRecord>;
    try {
      made = toRecord(resource, type, recordId, place, near);
    } catch {
      return setAside('unreadable', 'wrong_shape', {category, recordId});
    }
    const {record, mistaken} = made;
    raws.set(record.id, resource);
    if (mistaken) setAside('entered_in_error', 'entered_in_error', {category: record.category, recordId, record});
    else records.push(record);
  });
  return {read: items.length, shown: records.length, supporting, records, aside, persons, raws};
};
