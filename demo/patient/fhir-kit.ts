import {analyte, flagOf, rangeText} from './analytes.js';
import type {JsonObject, Resource} from '../simulator/types.js';

/** Builders of FHIR R4 resources as an Epic-based hospital writes them. All fields of the specification's names. */

export const LOINC = 'http://loinc.org';
export const SNOMED = 'http://snomed.info/sct';
export const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
export const ICD10 = 'http://hl7.org/fhir/sid/icd-10-cm';
export const CVX = 'http://hl7.org/fhir/sid/cvx';
const HL7 = 'http://terminology.hl7.org/CodeSystem';
/** The hospital's own codes, as Epic mixes them in. */
const LOCAL = 'urn:oid:1.2.840.114350.1.13.9999.1.7.2.768282';

export interface Code {
  system: string;
  code: string;
  display: string;
}
export const concept = (text: string, ...codings: Code[]): JsonObject => ({coding: codings, text});
const coded = (system: string, code: string, display?: string): JsonObject => ({
  coding: [{system: `${HL7}/${system}`, code, ...(display && {display})}],
});

const VISIT_BOUND = new Set([
  'Observation',
  'DiagnosticReport',
  'DocumentReference',
  'Immunization',
  'MedicationRequest',
  'Procedure',
  'ServiceRequest',
]);

/** What every resource of one patient has in common. */
export class FhirKit {
  readonly resources: Resource[] = [];
  /** Encounter of a day: what is dated on that day belongs to it. */
  readonly visits = new Map<string, string>();
  readonly #patient: JsonObject;
  readonly #counts = new Map<string, number>();
  readonly #prefix: string;

  constructor(patientId: string, patientName: string, prefix = 'e') {
    this.#patient = {reference: `Patient/${patientId}`, display: patientName};
    this.#prefix = prefix;
  }

  /** Adds a resource; an `id` is made from its type and place unless one is given. */
  add(resourceType: string, fields: JsonObject): Resource & {id: string} {
    const count = (this.#counts.get(resourceType) ?? 0) + 1;
    this.#counts.set(resourceType, count);
    const id =
      typeof fields['id'] === 'string'
        ? fields['id']
        : `${this.#prefix}${resourceType.slice(0, 4)}.${String(count).padStart(5, '0')}`;
    const resource = {resourceType, id, ...this.#visit(resourceType, fields), ...fields};
    this.resources.push(resource);
    return resource;
  }

  /** The link to the visit of that day, in the element in which the type keeps it. */
  #visit(resourceType: string, fields: JsonObject): JsonObject {
    if (!VISIT_BOUND.has(resourceType)) return {};
    const {effectiveDateTime, performedDateTime, occurrenceDateTime, authoredOn, date} = fields;
    const when = effectiveDateTime ?? performedDateTime ?? occurrenceDateTime ?? authoredOn ?? date;
    const visit = typeof when === 'string' ? this.visits.get(when.slice(0, 10)) : undefined;
    if (visit === undefined) return {};
    const encounter = {reference: `Encounter/${visit}`};
    return resourceType === 'DocumentReference' ? {context: {encounter: [encounter]}} : {encounter};
  }

  get patient(): JsonObject {
    return this.#patient;
  }

  /** A numeric result with range and flag. */
  measure(
    key: string,
    value: number,
    at: string,
    category: 'laboratory' | 'vital-signs',
    extra: JsonObject = {},
  ): Resource & {id: string} {
    const what = analyte(key);
    const quantity = (amount: number): JsonObject => ({
      value: amount,
      unit: what.unit,
      system: 'http://unitsofmeasure.org',
      code: what.ucum,
    });
    const flag = flagOf(what, value);
    const range = rangeText(what);
    return this.add('Observation', {
      status: 'final',
      category: [coded('observation-category', category)],
      code: concept(
        what.name,
        {system: LOCAL, code: `1230${what.loinc.replace('-', '')}`, display: what.name.toUpperCase()},
        {system: LOINC, code: what.loinc, display: what.name},
      ),
      subject: this.#patient,
      effectiveDateTime: at,
      valueQuantity: quantity(value),
      ...(range && {
        referenceRange: [
          {
            ...(what.low !== undefined && {low: quantity(what.low)}),
            ...(what.high !== undefined && {high: quantity(what.high)}),
            text: range,
          },
        ],
      }),
      ...(category === 'laboratory' &&
        flag !== 'N' && {interpretation: [coded('v3-ObservationInterpretation', flag, flag === 'H' ? 'High' : 'Low')]}),
      ...extra,
    });
  }

  bloodPressure(systolic: number, diastolic: number, at: string, extra: JsonObject = {}): Resource & {id: string} {
    const part = (code: string, name: string, value: number): JsonObject => ({
      code: concept(name, {system: LOINC, code, display: name}),
      valueQuantity: {value, unit: 'mmHg', system: 'http://unitsofmeasure.org', code: 'mm[Hg]'},
    });
    return this.add('Observation', {
      status: 'final',
      category: [coded('observation-category', 'vital-signs')],
      code: concept('Blood pressure', {system: LOINC, code: '85354-9', display: 'Blood pressure panel'}),
      subject: this.#patient,
      effectiveDateTime: at,
      component: [
        part('8480-6', 'Systolic blood pressure', systolic),
        part('8462-4', 'Diastolic blood pressure', diastolic),
      ],
      ...extra,
    });
  }

  /** A coded answer: smoking status and the like. */
  answer(category: string, question: Code, text: string, at: string, extra: JsonObject = {}): Resource & {id: string} {
    return this.add('Observation', {
      status: 'final',
      category: [coded('observation-category', category)],
      code: concept(question.display, question),
      subject: this.#patient,
      effectiveDateTime: at,
      valueCodeableConcept: {text},
      ...extra,
    });
  }

  encounter(
    text: string,
    start: string,
    end: string | null,
    kind: 'AMB' | 'IMP' | 'EMER' | 'VR',
    extra: JsonObject = {},
  ): Resource & {id: string} {
    return this.add('Encounter', {
      status: 'finished',
      class: {system: `${HL7}/v3-ActCode`, code: kind},
      type: [{text}],
      subject: this.#patient,
      period: {start, ...(end && {end})},
      ...extra,
    });
  }

  condition(text: string, codes: readonly Code[], dates: JsonObject, extra: JsonObject = {}): Resource & {id: string} {
    return this.add('Condition', {
      clinicalStatus: coded('condition-clinical', dates['abatementDateTime'] ? 'resolved' : 'active'),
      verificationStatus: coded('condition-ver-status', 'confirmed'),
      category: [coded('condition-category', 'problem-list-item', 'Problem List Item')],
      code: concept(text, ...codes),
      subject: this.#patient,
      ...dates,
      ...extra,
    });
  }

  medication(name: string, rxnorm: string, at: string, sig: string, extra: JsonObject = {}): Resource & {id: string} {
    const medicine = this.add('Medication', {
      code: concept(name, {system: RXNORM, code: rxnorm, display: name}),
    });
    return this.add('MedicationRequest', {
      status: 'active',
      intent: 'order',
      medicationReference: {reference: `Medication/${medicine.id}`, display: name},
      subject: this.#patient,
      authoredOn: at,
      dosageInstruction: [{text: sig, patientInstruction: sig}],
      ...extra,
    });
  }

  immunization(name: string, cvx: string, at: string, extra: JsonObject = {}): Resource & {id: string} {
    return this.add('Immunization', {
      status: 'completed',
      vaccineCode: concept(name, {system: CVX, code: cvx, display: name}),
      patient: this.#patient,
      occurrenceDateTime: at,
      primarySource: true,
      ...extra,
    });
  }

  procedure(text: string, snomed: string, performed: JsonObject, extra: JsonObject = {}): Resource & {id: string} {
    return this.add('Procedure', {
      status: 'completed',
      code: concept(text, {system: SNOMED, code: snomed, display: text}),
      subject: this.#patient,
      ...performed,
      ...extra,
    });
  }

  report(
    text: string,
    loinc: string,
    at: string,
    results: readonly {id: string}[],
    extra: JsonObject = {},
  ): Resource & {id: string} {
    return this.add('DiagnosticReport', {
      status: 'final',
      category: [coded('v2-0074', 'LAB')],
      code: concept(text, {system: LOINC, code: loinc, display: text}),
      subject: this.#patient,
      effectiveDateTime: at,
      issued: at,
      result: results.map(({id}) => ({reference: `Observation/${id}`})),
      ...extra,
    });
  }

  document(title: string, at: string, attachment: JsonObject, extra: JsonObject = {}): Resource & {id: string} {
    return this.add('DocumentReference', {
      status: 'current',
      type: {text: title},
      category: [
        {
          coding: [
            {
              system: 'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category',
              code: 'clinical-note',
            },
          ],
        },
      ],
      subject: this.#patient,
      date: at,
      content: [{attachment: {title, ...attachment}}],
      ...extra,
    });
  }
}

export const verification = (status: string): JsonObject => ({
  verificationStatus: coded('condition-ver-status', status),
});
export const allergyVerification = (status: string): JsonObject => ({
  verificationStatus: coded('allergyintolerance-verification', status),
});
export const codedIn = coded;
