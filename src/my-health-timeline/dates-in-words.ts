import {formatDate, type Viewer} from '../records/dates.js';
import {parseFhirDate} from '../records/fhir-dates.js';

/** Longer texts are notes of people, who chose their own words. */
const LONGEST = 1000;
const DATES = /^(\p{L}{2,8} )?(\d{4}-\S{2,40}?)(?: – (\d{4}-\S{2,40}))?$/u;
/** Inside a line: moments, which only machines write so, and days that are parts of their own. */
const INSIDE =
  /\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:\d\d)?|(?<=[:;,–] |\(|from |until )\d{4}-\d\d-\d\d(?=$|[;,)]| – \d)|^\d{4}-\d\d-\d\d(?=[;,]| – \d)/g;

/** The dates of a line in the viewer's words; every other line as it was written. */
export const datesInWords = (text: string, viewer: Viewer): string => {
  if (text.length > LONGEST || !/\d{4}-/.test(text)) return text;
  const [, before = '', ...written] = DATES.exec(text) ?? [];
  const dates = written.filter(Boolean).map(each => formatDate(parseFhirDate(each), viewer));
  return dates.length && dates.every(Boolean)
    ? before + dates.join(' – ')
    : text.replace(INSIDE, each => formatDate(parseFhirDate(each), viewer) || each);
};
