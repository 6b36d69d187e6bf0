import {parseFhirDate} from '../../records/fhir-dates.js';
import {parseLooseDate} from '../../records/loose-dates.js';
import type {PartialDate} from '../../records/model.js';

/** Exact hours in which Human API writes days: midnight UTC, and midnight or morning of US zones taken for UTC. */
const DAY_AS_INSTANT = /^(\d{4}-\d\d-\d\d)T(00|04|05|10):00(?::00(?:\.0+)?)?(?:Z|[+-]00:?00)$/;

/**
 * A clinical date of Human API; `null` for none, and for a text that can be read in several ways. Days come as
 * instants: exact midnight UTC is cut to its day; 04:00, 05:00 and 10:00 UTC are that UTC day with the text kept.
 * Every other instant stays an instant. Older records carry texts such as `01/27/1958`.
 */
export const humanDate = (written: unknown): PartialDate | null => {
  if (typeof written !== 'string') return null;
  const text = written.trim();
  const [, day, hour] = DAY_AS_INSTANT.exec(text) ?? [];
  if (!day) {
    const date = parseLooseDate(text);
    return date?.iso && DAY_AS_INSTANT.test(date.iso) ? {...date, precision: 'day'} : date;
  }
  return parseFhirDate(day) && {value: hour === '00' ? day : text, precision: 'day'};
};
