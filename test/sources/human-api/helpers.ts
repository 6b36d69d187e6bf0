import '../../helpers/all-loaded.js';
import {mapHuman} from '../../helpers/map-page.js';
import type {HealthRecord, MappedPage} from '../../../src/records/model.js';
import type {SourceContext} from '../../../src/sources/source.js';

export const CONTEXT: SourceContext = {
  route: 'human-api',
  routeName: 'Human API',
  baseUrl: 'https://portal.example/v1/human',
  token: () => Promise.resolve('t'),
};
export const READ_AT = '2026-02-03T15:00:00.000Z';

/** What every item of the vendor carries. */
export const common = {
  id: '5e66f0a1b2c3d4e5f6a7b8c9',
  source: '55a83bdc8d1eb1420aa1a71b',
  organization: {href: '/medical/organizations/1', id: '54dc427aaa6b4cb7d620302f', name: 'Starfleet Medical'},
  createdAt: '2025-11-10T09:08:07.006Z',
  updatedAt: '2025-11-11T09:08:07.006Z',
  patient: {name: ''},
};

export const page = (stream: string, entries: readonly unknown[]): MappedPage =>
  mapHuman({stream, entries, next: null, retrievedAt: READ_AT}, CONTEXT);

/** The records of one item, common fields included. */
export const recordsOf = (stream: string, item: object): readonly HealthRecord[] =>
  page(stream, [{...common, ...item}]).records;

export const recordOf = (stream: string, item: object): HealthRecord => {
  const records = recordsOf(stream, item);
  if (records.length !== 1) throw new Error(`expected one record, got ${records.length}`);
  return records[0]!;
};

export const detail = (record: HealthRecord, label: string): string | undefined =>
  record.details.find(one => one.label === label)?.text;
