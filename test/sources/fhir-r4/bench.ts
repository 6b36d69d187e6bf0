import '../../helpers/all-loaded.js';
import {expect} from '@open-wc/testing';
import {CodedError} from '../../../src/errors.js';
import {createFhirSource} from '../../../src/sources/fhir-r4/source.js';
import type {ErrorCode} from '../../../src/errors.js';
import {pinUrl} from '../../../src/sources/http.js';
import {mapFhir} from '../../helpers/map-page.js';
import type {FhirOptions} from '../../../src/sources/fhir-r4/source.js';
import type {HttpAnswer, SourceHttp} from '../../../src/sources/http.js';
import type {HealthRecord, MappedPage} from '../../../src/records/model.js';
import type {SourceContext, SourcePage} from '../../../src/sources/source.js';

export type Json = Record<string, unknown>;

export const BASE = 'https://fhir.example/api/FHIR/R4';
export const context: SourceContext = {
  route: 'mount-sinai',
  routeName: 'Mount Sinai',
  baseUrl: BASE,
  patientId: 'me',
  institution: {id: 'ms', name: 'Mount Sinai'},
  token: () => Promise.resolve('t'),
};
/** For files with many patients. */
const {patientId, ...anybody} = context;
export const anyone: SourceContext = anybody;
export const ME = patientId!;

export const page = (entries: readonly unknown[]): SourcePage => ({
  stream: 'Observation',
  entries,
  next: null,
  retrievedAt: '2026-02-03T15:00:00.000Z',
});

/** Maps entries and checks that nothing vanished. */
export const mapEntries = (entries: readonly unknown[], who: SourceContext = context): MappedPage => {
  const mapped = mapFhir(page(entries), who);
  expect(mapped.shown + mapped.supporting + mapped.aside.length, 'sum').to.equal(mapped.read);
  expect(mapped.records.length, 'records').to.equal(mapped.shown);
  return mapped;
};
export const mapAll = (resources: readonly unknown[], who?: SourceContext): MappedPage =>
  mapEntries(
    resources.map(resource => ({resource})),
    who,
  );

/** The record of one resource; other resources may stand beside it. */
export const recordOf = (resource: Json, ...beside: Json[]): HealthRecord => {
  const {records, aside} = mapAll([{id: '1', ...resource}, ...beside]);
  expect(records.length, JSON.stringify(aside)).to.be.greaterThan(0);
  return records[0]!;
};

export const detail = (record: HealthRecord, label: string): string | undefined =>
  record.details.find(entry => entry.label === label)?.text;

export const LOINC = 'http://loinc.org';
export const SNOMED = 'http://snomed.info/sct';
export const concept = (text: string, code = '1', system = LOINC): Json => ({
  text,
  coding: [{system, code, display: `${text} (display)`}],
});
export const coded = (code: string, display?: string, system = SNOMED): Json => ({
  coding: [{system, code, ...(display && {display})}],
});

export const bundle = (resources: readonly unknown[], next?: string, more: Json = {}): Json => ({
  resourceType: 'Bundle',
  type: 'searchset',
  ...(next !== undefined && {
    link: [
      {relation: 'self', url: 'x'},
      {relation: 'next', url: next},
    ],
  }),
  entry: resources.map(resource => ({resource, search: {mode: 'match'}})),
  ...more,
});
export const outcome = (code: string, severity = 'warning'): Json => ({
  resourceType: 'OperationOutcome',
  issue: [{severity, code: 'processing', details: {coding: [{system: 'urn:oid:1.2.840', code}]}}],
});
export const observation = (id: string, more: Json = {}): Json => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: {text: `Result ${id}`},
  subject: {reference: 'Patient/me'},
  effectiveDateTime: '2020-01-02',
  ...more,
});

export type Answer = ErrorCode | Json;

/** A server in memory: answers by address, counts what it was asked for, refuses to leave its origin. */
export class FakeServer implements SourceHttp {
  readonly asked: string[] = [];
  readonly accepts: string[] = [];
  answers: (url: string, nth: number) => Answer | undefined;

  constructor(answers: Record<string, Answer> | ((url: string, nth: number) => Answer | undefined)) {
    this.answers = typeof answers === 'function' ? answers : url => answers[url];
  }

  async getJson(pathOrUrl: string, {accept}: {accept: string}): Promise<HttpAnswer> {
    await Promise.resolve();
    const url = pinUrl(BASE, pathOrUrl);
    const path = url.href.slice(BASE.length).replace(/^\//, '');
    const nth = this.asked.filter(known => known === path).length;
    this.asked.push(path);
    this.accepts.push(accept);
    const answer = this.answers(path, nth) ?? 'source_not_found';
    if (typeof answer === 'string') throw new CodedError(answer);
    return {status: 200, url: url.href, body: answer, contentType: 'application/fhir+json'};
  }

  async getBlob(pathOrUrl: string, {accept}: {accept: string}): Promise<Blob> {
    const {body} = await this.getJson(pathOrUrl, {accept});
    return new Blob([JSON.stringify(body)], {type: 'application/fhir+json'});
  }
}

export const sourceOn = (server: FakeServer, options: FhirOptions = {}) =>
  createFhirSource(context, server, {now: () => Date.UTC(2026, 1, 3, 15), ...options});

export const signal = (): AbortSignal => new AbortController().signal;

/** Reads a stream to its end: its pages, and the code that it ended with (`''` when it ended well). */
export const readAll = async (
  server: FakeServer,
  stream: string,
  cursor: string | null = null,
): Promise<{pages: SourcePage[]; code: string; ids: string[]}> => {
  const pages: SourcePage[] = [];
  let code = '';
  try {
    for await (const read of sourceOn(server).read({id: stream, categories: []}, cursor, signal())) pages.push(read);
  } catch (thrown) {
    code = thrown instanceof CodedError ? thrown.code : `not coded: ${String(thrown)}`;
  }
  const ids = pages.flatMap(({entries}) =>
    entries.map(entry => (entry as {resource?: {id?: string}}).resource?.id ?? ''),
  );
  return {pages, code, ids};
};
