import {cleanText} from '../../../records/text.js';
import {isObject, list, own, type Json} from '../resource.js';
import {quantityText, timeUnit} from '../words.js';

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
};

const span = (from: unknown, to: unknown): string =>
  typeof to === 'number' && to !== from ? `${from as number}–${to}` : String(from);

/** `2 times every day, before meals`, from a Timing's repeat; `''` when it does not say how often. */
export const repeatText = (repeat: Json): string => {
  const {period, frequency} = repeat;
  const code = cleanText(own(repeat, 'periodUnit'));
  const parts: string[] = [];
  const most = own(repeat, 'periodMax') ?? period;
  const unit = timeUnit(code, most);
  if (unit && typeof period === 'number') {
    const many = typeof own(repeat, 'frequencyMax') === 'number' || (typeof frequency === 'number' && frequency > 1);
    const times = many ? `${span(frequency ?? 1, own(repeat, 'frequencyMax'))} times ` : '';
    parts.push(`${times}every ${period === 1 && most === 1 ? unit : `${span(period, most)} ${unit}`}`);
  }
  for (const event of list(own(repeat, 'when')).slice(0, 6)) {
    const code = cleanText(event, 20);
    if (Object.hasOwn(WHEN, code)) parts.push(WHEN[code]!);
  }
  const days = list(own(repeat, 'dayOfWeek')).map(day => cleanText(day, 20));
  if (days.length) parts.push(`on ${days.slice(0, 7).join(', ')}`);
  const times = list(own(repeat, 'timeOfDay')).map(time => cleanText(time, 20).slice(0, 5));
  if (times.length) parts.push(`at ${times.slice(0, 12).join(', ')}`);
  const bounds = own(repeat, 'boundsDuration');
  const long = isObject(bounds) ? quantityText(bounds) : '';
  if (long) parts.push(`for ${long}`);
  return parts.join(', ');
};

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
    for (const limit of ['maxDosePerPeriod', 'maxDosePerAdministration']) {
      const most = words(at(limit));
      if (most) add(`no more than ${most}${limit.endsWith('n') ? ' at once' : ''}`);
    }
  }
  for (const key of ['patientInstruction', 'additionalInstruction'])
    for (const told of list(at(key)).slice(0, 6)) add(words(told));
  return parts.join(', ');
};
