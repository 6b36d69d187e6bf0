import {DETAIL_LABELS} from './detail-labels.js';
import {RECORD_WORDS} from './record-words.js';
import type {Detail, HealthRecord, RecordComponent} from '../../records/model.js';

const tableOf = (lines: string): ReadonlyMap<string, string> =>
  new Map(lines.split('\n').map(line => line.split('|') as [string, string]));
const words = tableOf(RECORD_WORDS);
const labels = tableOf(DETAIL_LABELS);

/** A phrase of ours, or a list of them; `undefined` for what a source wrote in words of its own. */
const known = (text: string): string | undefined => {
  const whole = words.get(text);
  if (whole) return whole;
  for (const between of ['; ', ', ']) {
    const parts = text.split(between).map(part => words.get(part));
    if (parts.length > 1 && parts.every(Boolean)) return parts.join(between);
  }
  return undefined;
};
const said = <T extends string | undefined>(text: T): T => ((text && known(text)) ?? text) as T;

/** `Not done: Order: Chest X-ray` → `No realizado: Orden: Chest X-ray`. */
const titleOf = (title: string): string => {
  const whole = known(title);
  if (whole) return whole;
  const nameless = words.get(title.replace(/ without a name$/, ''));
  if (nameless) return `${nameless} sin nombre`;
  const [, lead = '', rest = ''] = /^([^:]+): (.+)$/s.exec(title) ?? [];
  return words.has(lead) ? `${words.get(lead)}: ${titleOf(rest)}` : title;
};
/** Nothing of it is the source's. */
const isOurs = (title: string): boolean =>
  known(title) !== undefined || words.has(title.replace(/ without a name$/, ''));

/** `up to 14` → `hasta 14`; in a unit as well as without one. */
const rangeOf = (range: string): string =>
  range
    .replace(/^up to (?=[\d.])/, 'hasta ')
    .replace(/^above (?=[\d.])/, 'más de ')
    .replace(/^below (?=[\d.])/, 'menos de ')
    .replace(/(?<=\d.*) or more$/, ' o más');

/** A span of dates keeps its dates, which the record dialog words. */
const textOf = (text: string): string => {
  const [, lead, date] = /^(from|until) (\d{4}-\S{2,40})$/.exec(text) ?? [];
  return lead && date ? `${words.get(lead)} ${date}` : said(text);
};
const detailOf = ({label, text}: Detail, theirs: string): Detail => {
  const about = label.startsWith('Comment: ') ? label.slice(9) : '';
  const ours = about ? `${labels.get('Comment')}: ${said(about)}` : (labels.get(label) ?? words.get(label));
  const made = textOf(text);
  return {
    label: ours ?? label,
    ...(ours === undefined && {labelLanguage: 'en'}),
    text: made,
    // a number or a date is read in either language
    language: made === text && !known(text) && /\p{L}{2}/u.test(text) ? theirs : 'es',
  };
};

/** The two pressures are known by their code, or by their English name. */
const isKnownByName = ({title = '', codes = []}: Partial<RecordComponent>): boolean =>
  /stolic/i.test(title) && !codes.some(({code}) => /^84(80-6|62-4)$/.test(code));
const partOf = (part: RecordComponent): RecordComponent => ({
  ...told(part),
  ...(isKnownByName(part) && {title: part.title}),
});

const cache = new WeakMap<object, unknown>();

/**
 * A record as it is shown: what this package has put into it is in Spanish, what a source wrote is as it was written,
 * and is said to be English unless the source named its language.
 */
export const told = <T extends Partial<HealthRecord>>(what: T): T => {
  const held = cache.get(what) as T | undefined;
  if (held) return held;
  const {title, subtitle, status, interpretation, range, unit, components, details, sources} = what;
  const made: T = {
    ...what,
    ...(title && {title: titleOf(title)}),
    ...(subtitle && {subtitle: said(subtitle)}),
    ...(status && {status: said(status)}),
    ...(interpretation && {interpretation: said(interpretation)}),
    ...(range && {range: rangeOf(range)}),
    ...(unit === "[arb'U]" && {unit: 'unidades arbitrarias'}),
    ...(components && {components: components.map(partOf)}),
    ...(details && {details: details.map(detail => detailOf(detail, what.language ?? 'en'))}),
    ...(sources && title && !isOurs(title) && {language: what.language ?? 'en'}),
  };
  cache.set(what, made);
  return made;
};
