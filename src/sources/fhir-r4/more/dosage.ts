import {cleanText} from '../../../records/text.js';
import {isObject, list, own, type Json} from '../resource.js';
import {quantityText, rangeText, timeUnit} from '../words.js';

/** How a medicine is taken, in words. https://hl7.org/fhir/R4/dosage.html, https://hl7.org/fhir/R4/datatypes.html#Timing */

// https://terminology.hl7.org/CodeSystem-v3-TimingEvent.html and FHIR's event-timing
const WHEN: Readonly<Record<string, string>> = {
  MORN: 'in the morning',
  NOON: 'at noon',
  AFT: 'in the afternoon',
  EVE: 'in the evening',
  NIGHT: 'at night',
  HS: 'at bedtime',
  WAKE: 'after waking',
  AC: 'before meals',
  ACM: 'before breakfast',
  ACD: 'before lunch',
  ACV: 'before dinner',
  C: 'with meals',
  CM: 'with breakfast',
  CD: 'with lunch',
  CV: 'with dinner',
  PC: 'after meals',
  PCM: 'after breakfast',
  PCD: 'after lunch',
  PCV: 'after dinner',
  IC: 'between meals',
  ICM: 'between breakfast and lunch',
  ICD: 'between lunch and dinner',
  ICV: 'between dinner and bedtime',
  PHS: 'after falling asleep',
};

/** `AC` → `before meals`, 30 minutes ahead of it where so said; `MORN.early` → `early in the morning`; else the code. */
const whenText = (code: string, ahead: string): string => {
  const [stem = '', part] = code.split('.');
  const words = Object.hasOwn(WHEN, stem) ? WHEN[stem]! : code;
  if (part && words !== code) return `${part} ${words}`;
  return (ahead && (/^(before|after)/.test(words) ? `${ahead} ${words}` : `${words} (${ahead} apart)`)) || words;
};

const span = (from: unknown, to: unknown): string =>
  typeof to === 'number' && to !== from ? `${from as number}–${to}` : String(from);

/** `2 times every day, before meals`, from a Timing's repeat. */
const repeatText = (repeat: Json, words: (value: unknown) => string): string => {
  const {period, frequency} = repeat;
  const code = cleanText(own(repeat, 'periodUnit'));
  const parts: string[] = [];
  const most = own(repeat, 'periodMax') ?? period;
  const unit = timeUnit(code, most);
  const many = typeof own(repeat, 'frequencyMax') === 'number' || (typeof frequency === 'number' && frequency > 1);
  const times = many ? `${span(frequency ?? 1, own(repeat, 'frequencyMax'))} times` : '';
  if (unit && typeof period === 'number') {
    parts.push(`${times && `${times} `}every ${period === 1 && most === 1 ? unit : `${span(period, most)} ${unit}`}`);
  } else if (times) parts.push(times);
  const duration = own(repeat, 'duration');
  const longest = own(repeat, 'durationMax') ?? duration;
  if (typeof duration === 'number')
    parts.push(`${span(duration, longest)} ${timeUnit(cleanText(own(repeat, 'durationUnit')), longest)} each time`);
  const offset = own(repeat, 'offset');
  const ahead = typeof offset === 'number' && offset > 0 ? `${offset} ${timeUnit('min', offset)}` : '';
  for (const event of list(own(repeat, 'when')).slice(0, 6)) {
    const text = whenText(cleanText(event, 20), ahead);
    if (text) parts.push(text);
  }
  const days = list(own(repeat, 'dayOfWeek')).map(day => cleanText(day, 20));
  if (days.length) parts.push(`on ${days.slice(0, 7).join(', ')}`);
  const clock = list(own(repeat, 'timeOfDay')).map(time => cleanText(time, 20).slice(0, 5));
  if (clock.length) parts.push(`at ${clock.slice(0, 12).join(', ')}`);
  const count = own(repeat, 'count');
  if (typeof count === 'number')
    parts.push(`${span(count, own(repeat, 'countMax'))} ${count === 1 ? 'time' : 'times'} in all`);
  const bounds = own(repeat, 'boundsDuration');
  const long = isObject(bounds) ? quantityText(bounds) : rangeText(own(repeat, 'boundsRange'));
  if (long) parts.push(`for ${long}`);
  // a start alone is the date of the record
  const dates = own(repeat, 'boundsPeriod');
  const until = own(dates, 'end') === undefined ? '' : words(dates);
  if (until) parts.push(until);
  return parts.join(', ');
};

/** A Timing's code says how often where its repeat does not. */
export const timingText = (timing: Json, words: (value: unknown) => string): string => {
  const repeat = own(timing, 'repeat');
  if (!isObject(repeat)) return words(own(timing, 'code'));
  const often = ['period', 'frequency', 'when', 'dayOfWeek', 'timeOfDay'].some(key => own(repeat, key) !== undefined);
  return [often ? '' : words(own(timing, 'code')), repeatText(repeat, words)].filter(Boolean).join(', ');
};

const LIMITS = [
  ['maxDosePerPeriod', ''],
  ['maxDosePerAdministration', ' at once'],
  ['maxDosePerLifetime', ' in a lifetime'],
] as const;

/** A Dosage: its own text, else dose, way and times; and what the patient is told besides. */
export const dosageText = (value: Json, words: (value: unknown) => string): string => {
  const parts: string[] = [];
  const add = (text: string): void => {
    // instructions often repeat the text
    if (text && !parts.some(part => part.toLowerCase().includes(text.toLowerCase()))) parts.push(text);
  };
  const at = (key: string): unknown => own(value, key);
  add(cleanText(at('text'), 600));
  if (!parts.length) {
    for (const dose of list(at('doseAndRate'))) {
      const amount = words(own(dose, 'doseQuantity') ?? own(dose, 'doseRange'));
      // a bare number is a count of what the medicine comes in
      add(/^[\d.]+$/.test(amount) ? `Dose: ${amount}` : amount);
      const rate = words(own(dose, 'rateQuantity') ?? own(dose, 'rateRatio') ?? own(dose, 'rateRange'));
      if (rate) add(`Rate: ${rate}`);
    }
    for (const key of ['method', 'route', 'site', 'timing']) add(words(at(key)));
    const reason = words(at('asNeededCodeableConcept'));
    if (reason || at('asNeededBoolean') === true) add(reason ? `as needed: ${reason}` : 'as needed');
    for (const [limit, behind] of LIMITS) {
      const most = words(at(limit));
      if (most) add(`no more than ${most}${behind}`);
    }
  }
  for (const key of ['patientInstruction', 'additionalInstruction'])
    for (const told of list(at(key)).slice(0, 6)) add(words(told));
  return parts.join(', ');
};
