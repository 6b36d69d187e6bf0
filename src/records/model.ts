/**
 * The one shape in which a fact about the patient travels through this kit, whichever route it came by.
 *
 * Everything here is plain, frozen, serialisable data: no DOM, no `Date` objects, no functions.
 */

/** What kinds of records there are, in the order in which filters list them. */
export const CATEGORIES = [
  'visit',
  'condition',
  'medication',
  'lab',
  'vital',
  'immunization',
  'allergy',
  'procedure',
  'imaging',
  'document',
  'plan',
  'social',
  'device',
  'billing',
  'other',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** A value of the model while it is put together. */
export type Draft<T> = {-readonly [K in keyof T]: T[K]};

/** How much of a date the source wrote down. */
export type Precision = 'year' | 'month' | 'day' | 'minute' | 'second';

/**
 * A date as the source wrote it. `value` is the source's own text (`1999`, `1999-11`, `2015-01-20`,
 * `2015-02-07T13:28:17-05:00`); it is never converted, so a day cannot move to another day.
 */
export interface PartialDate {
  readonly value: string;
  readonly precision: Precision;
  /**
   * The same date as FHIR would write it, where `value` is in another notation (`01/27/1958` → `1958-01-27`).
   * Sorting, grouping and formatting read this first; `value` stays what the source wrote.
   */
  readonly iso?: string;
}

/** A code with the URI of the system that defines it (`http://loinc.org`, `urn:oid:…`). */
export interface Coding {
  readonly system: string;
  readonly code: string;
  readonly display?: string;
}

/** A hospital, clinic, lab or pharmacy. `id` is unique within its route. */
export interface Institution {
  readonly id: string;
  readonly name: string;
}

/** One origin of a record. A merged record has several. */
export interface RecordOrigin {
  /** Route id of the session document. */
  readonly route: string;
  readonly institution: Institution;
  /** The source's own name for it: `Observation/123`, `test_results/5e66…`, `immunizations/5e66…#2`. */
  readonly recordId: string;
  /** ISO instant at which this browser read it. Never a clinical date. */
  readonly retrievedAt: string;
  /** The date that this source gave. */
  readonly date: PartialDate | null;
}

/** How a result stands to its range, as the source said or as the range shows. */
export type Flag = 'high' | 'low' | 'critical' | 'abnormal' | 'normal';

/** A measured value. Absent parts were not written by the source. */
export interface Measurement {
  /** The value in words, comparator included: `6.8`, `< 0.3`, `Positive`, `1:40`. */
  readonly value?: string;
  /** The number behind `value`, where there is exactly one. Histories plot it. */
  readonly number?: number;
  /** `<`, `<=`, `>=` or `>`: the true value lies beyond `number`. */
  readonly comparator?: '<' | '<=' | '>=' | '>';
  /** Unit as written for people. */
  readonly unit?: string;
  /** UCUM code of the unit, where the source gave one. Units are compared by this first. */
  readonly ucum?: string;
  /** Usual range in words: `4.0 – 5.6`, `up to 14`. */
  readonly range?: string;
  readonly low?: number;
  readonly high?: number;
  /** Interpretation in plain words: `High`, `Critically low`. */
  readonly interpretation?: string;
  readonly flag?: Flag;
}

/** A part of a composite result: systolic and diastolic, or one analyte of a panel. */
export interface RecordComponent extends Measurement {
  readonly title: string;
  readonly codes: readonly Coding[];
}

/** A labelled line of the record dialog. Both parts are text, never markup. */
export interface Detail {
  readonly label: string;
  readonly text: string;
  /** BCP 47, of words for the screen only: where the label or the text is not in the language around it. */
  readonly labelLanguage?: string;
  readonly language?: string;
}

/** A file that belongs to a record. Bytes stay in the raw payload (`data`) or at the source (`url`). */
export interface Attachment {
  readonly title: string;
  /** MIME type without parameters, lower case; `''` when the source did not say. */
  readonly contentType: string;
  /** Size in bytes, where known. */
  readonly size?: number;
  /** Reference at the source; resolved and origin-checked by the source when opened. */
  readonly url?: string;
  /** True when the raw payload carries the bytes. */
  readonly inline?: true;
}

export interface HealthRecord extends Measurement {
  /** `recordKey(route, institution, recordId)`: route + institution + type + id. */
  readonly id: string;
  readonly category: Category;
  /** What it is, in the source's words. Begins with the negation when it did not happen. */
  readonly title: string;
  /** Who or how much, in a few words behind the title: a doctor, a dose. */
  readonly subtitle?: string;
  /** Status in plain words. */
  readonly status?: string;
  /** Not done, refuted, do-not-perform, "no known …": never counted, charted or merged as a fact. */
  readonly negated?: true;
  /** Start, else end; `null` when the source gave none. */
  readonly date: PartialDate | null;
  readonly end?: PartialDate;
  readonly components?: readonly RecordComponent[];
  readonly codes: readonly Coding[];
  readonly sources: readonly RecordOrigin[];
  /** Business identifiers as `system|value`: the strongest key for recognising copies. */
  readonly identifiers?: readonly string[];
  /** `id` of the visit that it belongs to. */
  readonly encounter?: string;
  /** `id`s of the records that it holds (a report's results). */
  readonly members?: readonly string[];
  readonly details: readonly Detail[];
  readonly attachments: readonly Attachment[];
  /** BCP 47 tag of the text, where the source named one. */
  readonly language?: string;
  /** The records that this one stands for, when it was made by merging copies. */
  readonly copies?: readonly HealthRecord[];
}

/** Why something that was read is not on the timeline. Each is counted and reachable. */
export type AsideState = 'unreadable' | 'unsupported' | 'entered_in_error' | 'other_patient';

/** One thing that was read and set aside, with its reason. */
export interface SetAside {
  readonly state: AsideState;
  readonly route: string;
  readonly institution?: Institution;
  readonly category?: Category;
  /** Type in the source's terms (`Observation`, `test_results`), for the counted list. */
  readonly type: string;
  readonly recordId?: string;
  /** Closed list, worded by the elements' strings. */
  readonly reason:
    | 'not_an_object'
    | 'no_type'
    | 'no_id'
    | 'too_deep'
    | 'too_large'
    | 'older_format'
    | 'entered_in_error'
    | 'other_patient'
    | 'wrong_shape';
  /** The record itself, for what a patient may look at on request (entered in error). */
  readonly record?: HealthRecord;
}

/** Name and birth date that a source gave for the patient; shown per connection, never stored in clear. */
export interface SourcePerson {
  readonly route: string;
  readonly institutionId: string;
  readonly name?: string;
  readonly birthDate?: string;
}

/**
 * What one raw page became. Nothing vanishes: `read === shown + supporting + aside.length`, where `shown` counts
 * entries (an entry with several dates yields several records).
 */
export interface MappedPage {
  readonly read: number;
  readonly shown: number;
  readonly supporting: number;
  readonly records: readonly HealthRecord[];
  readonly aside: readonly SetAside[];
  readonly persons: readonly SourcePerson[];
  /** Raw payload by record id, kept sealed apart and read only when a record is opened. */
  readonly raws: ReadonlyMap<string, unknown>;
}

/** Identity of a record across the kit: route + institution + the source's own id. */
export const recordKey = (route: string, institutionId: string, recordId: string): string =>
  `${route}|${institutionId}|${recordId}`;

/** `route|institution id`: a place, as one route knows it. */
export const sourceKey = (origin: {readonly route: string; readonly institution: {readonly id: string}}): string =>
  `${origin.route}|${origin.institution.id}`;
