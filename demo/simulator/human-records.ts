import type {HumanRecord, HumanResource, HumanSourceData, JsonObject} from './types.js';

/** Which field places a record in time. */
const CLINICAL_DATE: Record<HumanResource, (record: HumanRecord) => unknown> = {
  allergies: record => (record['dateRange'] as JsonObject | undefined)?.['start'],
  ccds: record => record['dateTime'],
  demographics: () => undefined,
  encounters: record => record['dateTime'],
  functional_statuses: record => record['dateTime'],
  immunizations: record => (record['dates'] as string[] | undefined)?.toSorted().at(-1),
  instructions: record => record['dateTime'],
  issues: record => record['dateTime'],
  medications: record => record['startDate'] ?? record['endDate'],
  narratives: record => record['dateTime'],
  organizations: () => undefined,
  plans_of_care: record => record['date'],
  procedures: record => record['dateTime'],
  social_history: record => (record['entries'] as JsonObject[] | undefined)?.[0]?.['dateTime'],
  test_results: record => record['resultDateTime'],
  vitals: record => record['dateTime'],
};

/** Milliseconds of a clinical date, legacy spellings included; null for none. */
export const clinicalTime = (resource: HumanResource, record: HumanRecord): number | null => {
  const text = CLINICAL_DATE[resource](record);
  if (typeof text !== 'string' || text === '') return null;
  const american = /^(\d{2})[/-](\d{2})[/-](\d{4})$/.exec(text);
  const time = american
    ? Date.UTC(Number(american[3]), Number(american[1]) - 1, Number(american[2]))
    : Date.parse(text.replace(/ \([A-Z]+\)$/, ''));
  return Number.isNaN(time) ? null : time;
};

interface Row {
  record: HumanRecord;
  time: number | null;
  source: string;
  /** Share of its source's collection after which it has arrived. */
  arrival: number;
}

const byClinicalDate = (left: Row, right: Row): number =>
  (right.time ?? -Infinity) - (left.time ?? -Infinity) || (left.record.id < right.record.id ? -1 : 1);

/** A fraction that belongs to an id and never changes. */
const fraction = (id: string): number => (Number.parseInt(id.slice(-6), 16) % 1000) / 1000;

/**
 * A list over several sources: clinical date descending, undated last. Each row knows when it arrives: recent ones
 * first, with some disorder, so that offsets shift while a collection runs.
 */
export const rowsOf = (resource: HumanResource, sources: readonly HumanSourceData[]): Row[] => {
  const rows = sources.flatMap(source => {
    const own = (source.lists[resource] ?? []).map(record => ({
      record,
      time: clinicalTime(resource, record),
      source: source.source,
      arrival: 0,
    }));
    own.sort(byClinicalDate);
    own.forEach((row, rank) => (row.arrival = 0.05 + 0.65 * (rank / own.length) + 0.25 * fraction(row.record.id)));
    return own;
  });
  return rows.sort(byClinicalDate);
};
