import {recordKey} from '../../src/records/model.js';
import {parseFhirDate} from '../../src/records/fhir-dates.js';
import type {Coding, HealthRecord, Institution, PartialDate} from '../../src/records/model.js';

export const LOINC = 'http://loinc.org';
export const SNOMED = 'http://snomed.info/sct';
export const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
export const CVX = 'http://hl7.org/fhir/sid/cvx';
export const ICD10 = 'http://hl7.org/fhir/sid/icd-10-cm';

export const coding = (system: string, code: string, display?: string): Coding => ({
  system,
  code,
  ...(display !== undefined && {display}),
});

export const QUEST: Institution = {id: 'quest', name: 'Quest Diagnostics'};
export const SINAI: Institution = {id: 'mount-sinai', name: 'Mount Sinai'};

export interface Wish extends Omit<Partial<HealthRecord>, 'date' | 'end'> {
  readonly recordId?: string;
  readonly route?: string;
  readonly institution?: Institution;
  readonly date?: string | PartialDate | null;
  readonly end?: string;
  readonly retrievedAt?: string;
}

let made = 0;
/** A record with as little as a record can have; everything else as wished. */
export const record = (wish: Wish = {}): HealthRecord => {
  const {
    recordId = `Thing/${++made}`,
    route = 'human-api',
    institution = QUEST,
    retrievedAt,
    date,
    end,
    ...rest
  } = wish;
  const when = typeof date === 'string' ? parseFhirDate(date) : (date ?? null);
  if (typeof date === 'string' && !when) throw new Error(`not a date: ${date}`);
  return {
    id: recordKey(route, institution.id, recordId),
    category: 'lab',
    title: 'A thing',
    date: when,
    ...(end && {end: parseFhirDate(end)!}),
    codes: [],
    sources: [{route, institution, recordId, retrievedAt: retrievedAt ?? '2026-01-05T10:00:00Z', date: when}],
    details: [],
    attachments: [],
    ...rest,
  };
};
/** The same, from the other institution and route. */
export const elsewhere = (wish: Wish = {}): HealthRecord => record({route: 'mount-sinai', institution: SINAI, ...wish});
