import {analyte, rangeText} from './analytes.js';
import {hexId} from '../simulator/institutions.js';
import type {HumanLists, HumanRecord, HumanResource, HumanSourceData, JsonObject} from '../simulator/types.js';

const OID: Record<string, {codeSystem: string; codeSystemName: string}> = {
  loinc: {codeSystem: '2.16.840.1.113883.6.1', codeSystemName: 'LOINC'},
  snomed: {codeSystem: '2.16.840.1.113883.6.96', codeSystemName: 'SNOMED CT'},
  rxnorm: {codeSystem: '2.16.840.1.113883.6.88', codeSystemName: 'RxNorm'},
  cvx: {codeSystem: '2.16.840.1.113883.12.292', codeSystemName: 'CVX'},
  icd10: {codeSystem: '2.16.840.1.113883.6.90', codeSystemName: 'ICD-10-CM'},
};

/** `loinc:4548-4` as an entry of `codes`. */
export const humanCode = (text: string, name?: string): JsonObject => {
  const [system = '', code = ''] = text.split(':');
  return {code, ...OID[system], ...(name && {name})};
};

/** A day as Human API writes it: midnight UTC. */
export const midnight = (day: string): string => `${day}T00:00:00.000Z`;

/** Builders of one institution's records as Human API hands them out. */
export class HumanKit {
  readonly lists: HumanLists = {};
  readonly organization: {id: string; name: string; href: string};
  readonly source: string;
  readonly #name: string;
  #count = 0;

  constructor(name: string, source: string) {
    this.#name = name;
    this.source = source;
    const id = hexId(`organization ${name} ${source}`);
    this.organization = {id, name, href: `https://api.humanapi.co/v1/human/medical/organizations/${id}`};
  }

  /** Adds a record; `day` is when the aggregator fetched it, never its clinical date. */
  add(resource: HumanResource, fields: JsonObject, fetched = '2026-02-03'): HumanRecord {
    const at = `${fetched}T16:0${this.#count % 10}:12.000Z`;
    const record: HumanRecord = {
      id: hexId(`${this.source} ${resource} ${this.#count++}`),
      source: this.source,
      organization: this.organization,
      patient: {name: ''},
      codes: [],
      createdAt: at,
      updatedAt: at,
      ...fields,
    };
    (this.lists[resource] ??= []).push(record);
    return record;
  }

  /** A component of a test result. */
  component(key: string, value: number, extra: JsonObject = {}): JsonObject {
    const what = analyte(key);
    return {
      name: what.name,
      value: value.toFixed(what.digits),
      unit: what.unit,
      refRange: rangeText(what),
      ...(what.low !== undefined && {low: String(what.low)}),
      ...(what.high !== undefined && {high: String(what.high)}),
      codes: [humanCode(`loinc:${what.loinc}`, what.name)],
      ...extra,
    };
  }

  test(name: string, at: string, components: readonly JsonObject[], extra: JsonObject = {}): HumanRecord {
    return this.add('test_results', {name, status: 'Final result', resultDateTime: at, components, ...extra});
  }

  vitals(at: string, results: readonly JsonObject[], extra: JsonObject = {}): HumanRecord {
    return this.add('vitals', {dateTime: at, results, ...extra});
  }

  /** A result of a set of vital signs. */
  result(key: string, value: number | string): JsonObject {
    const what = analyte(key);
    return {
      name: what.name,
      normalizedName: what.name.toLowerCase(),
      value,
      unit: what.ucum,
      codes: [humanCode(`loinc:${what.loinc}`)],
    };
  }

  pressure(systolic: number, diastolic: number): JsonObject[] {
    return [
      {
        name: 'BP Systolic',
        normalizedName: 'systolic blood pressure',
        value: systolic,
        unit: 'mm[Hg]',
        codes: [humanCode('loinc:8480-6')],
      },
      {
        name: 'BP Diastolic',
        normalizedName: 'diastolic blood pressure',
        value: diastolic,
        unit: 'mm[Hg]',
        codes: [humanCode('loinc:8462-4')],
      },
    ];
  }

  finish(kind: HumanSourceData['kind'], connectedSince: string, profile?: JsonObject): HumanSourceData {
    return {
      id: hexId(`connection ${this.source}`),
      source: this.source,
      name: this.#name,
      kind,
      organization: this.organization,
      connectedSince,
      lists: this.lists,
      ...(profile && {profile}),
    };
  }
}
