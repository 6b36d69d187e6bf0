import {cleanText} from '../../../records/text.js';
import {isObject, type Json} from '../../json.js';
import {list, own} from '../resource.js';
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
  for (const event of list(own(repeat, 'when')).slice(0, 24)) {
    const text = whenText(cleanText(event, 20), ahead);
    if (text) parts.push(text);
  }
  const days = list(own(repeat, 'dayOfWeek')).map(day => cleanText(day, 20));
  if (days.length) parts.push(`on ${days.slice(0, 7).join(', ')}`);
  const clock = list(own(repeat, 'timeOfDay')).map(time => cleanText(time, 20).slice(0, 5));
  if (clock.length) parts.push(`at ${clock.slice(0, 48).join(', ')}`);
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

const NUMBERS: Readonly<Record<string, string>> = {
  one: '1',
  once: '1',
  two: '2',
  twice: '2',
  bid: '2',
  three: '3',
  thrice: '3',
  tid: '3',
  four: '4',
  qid: '4',
  five: '5',
  six: '6',
  half: '0.5',
};
const TIMES: readonly (readonly [RegExp, string])[] = [
  [/minute|\bmin\b/, 'minute'],
  [/hour|\bhrs?\b|\dh\b/, 'hour'],
  [/day\b|days|daily|\b(bid|tid|qid|qd|od)\b/, 'day'],
  [/week/, 'week'],
  [/month/, 'month'],
  [/year/, 'year'],
];
/** A number before the unit of a mass or a volume; `mg` for `g` is another dose. */
const AMOUNTS = /(\d[\d.,]*|\.\d+) ?(mg|g|mcg|ug|µg|kg|ml|l)\b/g;
const plain = (digits: string): string => String(Number(digits.replaceAll(',', '')));

/** What of a text is about how much and how often: numbers, amounts with their units, and units of time. */
const sizesIn = (text: string): Set<string> => {
  const found = new Set<string>();
  for (const [digits] of text.matchAll(/\d[\d,]*(\.\d+)?|\.\d+/g)) found.add(plain(digits));
  for (const [word] of text.matchAll(/[a-z]+/g)) if (Object.hasOwn(NUMBERS, word)) found.add(NUMBERS[word]!);
  for (const [, digits, unit] of text.matchAll(AMOUNTS)) found.add(plain(digits!) + unit!.replace(/^(ug|µg)$/, 'mcg'));
  for (const [pattern, unit] of TIMES) if (pattern.test(text)) found.add(unit);
  // what is taken in the morning is taken by day
  if (/morning|evening|night|bedtime|breakfast|lunch|dinner|meal/.test(text)) found.add('day');
  return found;
};

/** Ways of taking a medicine as patients are told them. */
const WAYS: readonly (readonly [RegExp, RegExp])[] = [
  [/\boral|\bpo\b|mouth|swallow/, /oral|\bpo\b|mouth|swallow|tablet|capsule|\btabs?\b|\bcaps?\b/],
  [/topical|skin|\bcutaneous/, /topical|skin|apply|cream|ointment/],
  [/inhal|respiratory/, /inhal|puff|nebuli/],
  [/nasal|nose/, /nasal|nostril|nose/],
  [/ophthalm|ocular|conjunctiv|eye/, /eye|ophthalm/],
  [/otic|auricular|\bear\b/, /\bears?\b|otic/],
  [/subcutaneous/, /subcut|under (the|your) skin|\bsub-?q\b|\bsc\b|inject/],
  [/intravenous/, /intraven|\biv\b/],
  [/intramuscular/, /intramusc|\bim\b/],
  [/rectal/, /rect/],
  [/vaginal/, /vagin/],
];

/** True when a text says already what a part of the structure says. Two ways of saying it are better than a lost dose. */
const isSaid = (part: string, text: string): boolean => {
  const [, needed, stem] = /^(as needed(?:: |$))?(.*?)(?: \([a-z ]+\))?$/s.exec(part)!;
  if (needed) return /needed|\bprn\b|required|necessary/.test(text) && text.includes(stem!);
  if (text.includes(stem!)) return true;
  const sizes = sizesIn(part);
  const known = sizesIn(text);
  if (sizes.size) return [...sizes].every(size => known.has(size));
  const way = WAYS.findIndex(([pattern]) => pattern.test(part));
  // how much of it is swallowed when nothing else is said
  return way >= 0 && ((way === 0 && known.size > 0) || WAYS[way]![1].test(text));
};

/** A Dosage: its own text, and of dose, way and times what that does not say; and what the patient is told besides. */
export const dosageText = (value: Json, words: (value: unknown) => string): string => {
  const parts: string[] = [];
  const add = (text: string): void => {
    // instructions often repeat the text
    if (text && !parts.some(part => part.toLowerCase().includes(text.toLowerCase()))) parts.push(text);
  };
  const at = (key: string): unknown => own(value, key);
  const text = cleanText(at('text'), 600);
  const lower = text.toLowerCase();
  add(text);
  const addPart = (part: string): void => {
    if (!text) add(part);
    // each time for itself
    else for (const one of part.split(', ')) if (!isSaid(one.toLowerCase().replace(/^dose: /, ''), lower)) add(one);
  };
  // a dose that was given is not in a list
  for (const dose of [...list(at('doseAndRate')), value]) {
    const amount = words(own(dose, 'doseQuantity') ?? own(dose, 'doseRange') ?? own(dose, 'dose'));
    // a bare number is a count of what the medicine comes in
    addPart(/^[\d.]+$/.test(amount) ? `Dose: ${amount}` : amount);
    const rate = words(own(dose, 'rateQuantity') ?? own(dose, 'rateRatio') ?? own(dose, 'rateRange'));
    if (rate) addPart(`Rate: ${rate}`);
  }
  // a text says itself what is done
  for (const key of text ? ['route', 'site', 'timing'] : ['method', 'route', 'site', 'timing']) addPart(words(at(key)));
  const reason = words(at('asNeededCodeableConcept'));
  if (reason || at('asNeededBoolean') === true) addPart(reason ? `as needed: ${reason}` : 'as needed');
  for (const [limit, behind] of LIMITS) {
    const most = words(at(limit));
    if (most) addPart(`no more than ${most}${behind}`);
  }
  for (const key of ['patientInstruction', 'additionalInstruction'])
    for (const told of list(at(key)).slice(0, 99)) add(words(told));
  return parts.join(', ');
};
