import {groupsOf} from './groups.js';
import type {Groups} from './groups.js';
import type {Library} from './library.js';
import type {AsideState, Category, HealthRecord, Institution, Measurement, PartialDate, SetAside} from './model.js';

/** Files for patients to take along: docs/host-contract.md §9. */

/** What is known to be missing. The states of records that were set aside are added from the library. */
export interface Missing {
  readonly route: string;
  readonly institution?: Institution;
  readonly category?: Category;
  readonly state: 'none' | 'collecting' | 'refused' | 'failed' | 'blocked' | 'unsupported' | AsideState;
  readonly count?: number;
  readonly record_ids?: readonly string[];
}

export interface ExportInput {
  readonly library: Library;
  /** Coverage other than "loaded", in the words of the contract. */
  readonly missing: readonly Missing[];
  readonly locale: string;
  /** ISO instant. */
  readonly exportedAt: string;
}

const CHUNK = 200;

const plain = ({id, name}: Institution): Institution => ({id, name});

/** Things set aside, counted by route, institution, category and state. Ids of other people's records stay out. */
export const missingOf = (aside: readonly SetAside[]): Missing[] => {
  const groups = new Map<string, SetAside[]>();
  for (const entry of aside) {
    const key = [entry.route, entry.institution?.id, entry.category, entry.state].join('|');
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return [...groups.values()].map(entries => {
    const {route, institution, category, state} = entries[0]!;
    const ids = state === 'other_patient' ? [] : entries.flatMap(({recordId}) => recordId ?? []);
    return {
      route,
      ...(institution && {institution: plain(institution)}),
      ...(category && {category}),
      state,
      count: entries.length,
      ...((ids.length > 0 || state === 'entered_in_error') && {record_ids: ids}),
    };
  });
};

const dateOf = (date: PartialDate | null): {value: string; precision: string} | null =>
  date && {value: date.value, precision: date.precision};
const measured = ({value, unit, range, interpretation}: Measurement): Record<string, string> => ({
  ...(value !== undefined && {value}),
  ...(unit !== undefined && {unit}),
  ...(range !== undefined && {range}),
  ...(interpretation !== undefined && {interpretation}),
});
const codesOf = ({codes}: Pick<HealthRecord, 'codes'>): object[] =>
  codes.map(({system, code, display}) => ({system, code, ...(display !== undefined && {display})}));
const attachmentsOf = (record: HealthRecord): readonly {title: string; content_type: string; size?: number}[] =>
  (record.copies ?? [record])
    .flatMap(copy => copy.attachments)
    .map(({title, contentType, size}) => ({title, content_type: contentType, ...(size !== undefined && {size})}));

const recordOf = (record: HealthRecord, groups: Groups): object => {
  const attachments = attachmentsOf(record);
  const visit = groups.visitOf(record)?.id;
  const report = groups.reportOf(record)?.id;
  return {
    id: record.id,
    category: record.category,
    title: record.title,
    ...(record.status && {status: record.status}),
    ...(record.negated && {negated: true}),
    date: dateOf(record.date),
    ...(record.end && {end: dateOf(record.end)}),
    ...measured(record),
    ...(record.components?.length && {
      components: record.components.map(part => ({title: part.title, ...measured(part), codes: codesOf(part)})),
    }),
    codes: codesOf(record),
    sources: record.sources.map(origin => ({
      route: origin.route,
      institution: plain(origin.institution),
      record_id: origin.recordId,
      retrieved_at: origin.retrievedAt,
      date: dateOf(origin.date),
    })),
    ...(visit && {visit}),
    ...(report && {report}),
    ...(attachments.length && {attachments}),
    details: record.details.map(({label, text}) => ({label, text})),
  };
};

/** All records in the order in which files list them: newest first, then the undated. */
function* chunks({dated, undated}: Library): Generator<readonly HealthRecord[]> {
  for (const list of [dated, undated]) {
    for (let at = 0; at < list.length; at += CHUNK) yield list.slice(at, at + CHUNK);
  }
}

const plainly = (one: Missing): Missing => (one.institution ? {...one, institution: plain(one.institution)} : one);

/** The JSON file in pieces; the caller lets the page breathe between them. Joined they are one document. */
export function* exportJson({library, missing, locale, exportedAt}: ExportInput): Generator<string> {
  const groups = groupsOf(library);
  const head = {
    version: 1,
    exported_at: exportedAt,
    locale,
    missing: [...missing.map(plainly), ...missingOf(library.aside)],
  };
  yield JSON.stringify(head).slice(0, -1) + ',"records":[';
  let comma = '';
  for (const records of chunks(library)) {
    yield comma + records.map(record => JSON.stringify(recordOf(record, groups))).join(',\n');
    comma = ',\n';
  }
  yield ']}';
}

const NUMBER = /^[-+]?\d+(\.\d+)?(e[-+]?\d+)?$/i;
/** A cell that no spreadsheet runs as a formula (OWASP ASVS 5.0 1.2.10). Plain numbers keep their sign. */
export const csvCell = (value: unknown): string => {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const safe = /^[\s]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",;\n\r\t']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
const csvRow = (cells: readonly unknown[]): string => cells.map(csvCell).join(',') + '\r\n';

const COLUMNS =
  'id,category,title,status,negated,date,precision,end,value,unit,range,interpretation,components,codes,route,institution,institution_id,record_id,retrieved_at,source_date,visit,report,attachments,details,missing_state,missing_count';

const rowOf = (record: HealthRecord, groups: Groups): string => {
  const {sources} = record;
  const each = (read: (origin: HealthRecord['sources'][number]) => string): string => sources.map(read).join(' | ');
  return csvRow([
    record.id,
    record.category,
    record.title,
    record.status,
    record.negated ? 'true' : '',
    record.date?.value,
    record.date?.precision,
    record.end?.value,
    record.value,
    record.unit,
    record.range,
    record.interpretation,
    record.components?.map(({title, value, unit}) => [title, value, unit].filter(Boolean).join(' ')).join(' | '),
    record.codes.map(({system, code}) => `${system}|${code}`).join(' '),
    each(origin => origin.route),
    each(origin => origin.institution.name),
    each(origin => origin.institution.id),
    each(origin => origin.recordId),
    each(origin => origin.retrievedAt),
    each(origin => origin.date?.value ?? ''),
    groups.visitOf(record)?.id,
    groups.reportOf(record)?.id,
    attachmentsOf(record)
      .map(({title}) => title)
      .join(' | '),
    record.details.map(({label, text}) => `${label}: ${text}`).join('\n'),
    '',
    '',
  ]);
};
const missingRow = ({route, institution, category, state, count, record_ids: ids}: Missing): string =>
  csvRow([
    ...['', category, ...Array<string>(12).fill('')],
    ...[route, institution?.name, institution?.id, ids?.join(' | '), ...Array<string>(6).fill(''), state, count],
  ]);

/** The same as a table: one row a record, several sources of one record parted by ` | `; then what is missing. */
export function* exportCsv({library, missing}: ExportInput): Generator<string> {
  const groups = groupsOf(library);
  // with its mark, because spreadsheets read an unmarked file in the machine's own encoding
  yield '\ufeff' + COLUMNS + '\r\n';
  for (const records of chunks(library)) yield records.map(record => rowOf(record, groups)).join('');
  yield [...missing, ...missingOf(library.aside)].map(missingRow).join('');
}
