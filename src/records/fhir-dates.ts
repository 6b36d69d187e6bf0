import type {PartialDate} from './model.js';

// https://hl7.org/fhir/R4/datatypes.html#dateTime, wider in two points: seconds and zone may be missing.
const FHIR_DATE =
  /^([1-9]\d{3})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01])(?:T(?:[01]\d|2[0-3]):[0-5]\d(:(?:[0-5]\d|60)(?:\.\d+)?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?)?)?)?$/;

/**
 * A FHIR date, dateTime or instant; `null` for anything else, for years before 1000 and for days that no calendar
 * has. The text is kept as written.
 */
export const parseFhirDate = (text: unknown): PartialDate | null => {
  const match = typeof text === 'string' && FHIR_DATE.exec(text);
  if (!match) return null;
  const [value, year, month, day, seconds] = match;
  if (day && +day > new Date(Date.UTC(+year!, +month!, 0)).getUTCDate()) return null;
  const precision = !month ? 'year' : !day ? 'month' : value.length < 11 ? 'day' : seconds ? 'second' : 'minute';
  return {value, precision};
};
