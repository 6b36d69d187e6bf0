import {expect} from '@open-wc/testing';
import {DEMO_NOW, generatePatient} from '../../demo/patient/generate.js';
import {sharedDays} from '../../demo/patient/maya/harbor-labs.js';
import {mayaRivera} from '../../demo/patient/maya/index.js';
import {A1C} from '../../demo/patient/maya/story.js';
import type {PatientData, Resource} from '../../demo/simulator/types.js';

const SUPPORTING = new Set(['Patient', 'Practitioner', 'Medication', 'Binary']);
const clinical = (data: PatientData): Resource[] =>
  data.fhir.resources.filter(({resourceType}) => !SUPPORTING.has(resourceType));
const collected = (data: PatientData): {id: string}[] => data.sources.flatMap(({lists}) => Object.values(lists).flat());

describe('generated patients', () => {
  it('are the same for the same seed and others for another', () => {
    const once = JSON.stringify(generatePatient({records: 200, seed: 3}));
    expect(JSON.stringify(generatePatient({records: 200, seed: 3}))).to.equal(once);
    expect(JSON.stringify(generatePatient({records: 200, seed: 4}))).not.to.equal(once);
  });

  for (const records of [20, 1000, 50_000]) {
    it(`have exactly ${records} records with ids of their own`, () => {
      const data = generatePatient({records});
      const ids = [
        ...clinical(data).map(({resourceType, id}) => `${resourceType}/${id}`),
        ...collected(data).map(({id}) => id),
      ];
      expect(ids.length).to.equal(records);
      expect(new Set(ids).size).to.equal(records);
      expect(data.sources.length).to.equal(2);
    });
  }
});

describe('Maya Rivera', () => {
  const maya = mayaRivera();
  const ofType = (type: string): Resource[] => maya.fhir.resources.filter(({resourceType}) => resourceType === type);

  it('has about 600 records at four places', () => {
    // some 70 of them are copies that stand on the timeline once
    expect(clinical(maya).length + collected(maya).length).to.be.within(640, 700);
    expect([maya.fhir.institution.name, ...maya.sources.map(({name}) => name)]).to.deep.equal([
      'Mount Sinai',
      'Harbor Labs',
      'Lakeside Cardiology',
      'Corner Pharmacy',
    ]);
  });

  it('is the same every time', () => {
    expect(JSON.stringify(mayaRivera())).to.equal(JSON.stringify(maya));
  });

  it('spans the forty years from her birth to the demo day, plans aside', () => {
    const texts = JSON.stringify([
      clinical(maya).filter(({resourceType}) => resourceType !== 'CarePlan'),
      maya.sources.map(({lists}) => ({...lists, plans_of_care: []})),
    ]);
    const days = [...texts.matchAll(/"(\d{4}-\d\d-\d\d)[T"]/g)].map(match => match[1] ?? '').sort();
    expect(days[0]).to.equal('1986-04-12');
    expect(days.at(-1)?.localeCompare(new Date(DEMO_NOW).toISOString())).to.equal(-1);
    expect(new Set(days.map(day => day.slice(0, 4))).size).to.be.greaterThan(25);
  });

  it('covers every kind of record', () => {
    const least: Record<string, number> = {
      Encounter: 45,
      Observation: 220,
      DiagnosticReport: 25,
      Condition: 19,
      MedicationRequest: 22,
      Immunization: 29,
      AllergyIntolerance: 3,
      Procedure: 12,
      ImagingStudy: 4,
      DocumentReference: 20,
      CarePlan: 2,
      Goal: 4,
      Coverage: 2,
      ExplanationOfBenefit: 7,
      Device: 1,
      Communication: 2,
    };
    for (const [type, count] of Object.entries(least)) expect(ofType(type).length, type).to.be.at.least(count);
  });

  it('has what is easily shown wrongly: negations, errors, parts of dates, no dates', () => {
    const has = (type: string, part: string): boolean =>
      ofType(type).some(resource => JSON.stringify(resource).includes(part));
    expect(has('Immunization', '"status":"not-done"')).to.equal(true);
    expect(has('Condition', '"code":"refuted"')).to.equal(true);
    expect(has('Condition', '"code":"entered-in-error"')).to.equal(true);
    expect(has('Observation', '"status":"entered-in-error"')).to.equal(true);
    expect(has('AllergyIntolerance', '409137002')).to.equal(true);
    expect(has('MedicationRequest', '"doNotPerform":true')).to.equal(true);
    const onsets = ofType('Condition').map(
      condition => (condition['onsetDateTime'] as string | undefined)?.length ?? 0,
    );
    expect(onsets).to.include.members([0, 4, 7, 10]);
  });

  it('refers only to what exists', () => {
    const known = new Set(maya.fhir.resources.map(({resourceType, id}) => `${resourceType}/${id}`));
    const references = [...JSON.stringify(maya.fhir.resources).matchAll(/"reference":"([^"]+)"/g)].map(
      match => match[1] ?? '',
    );
    expect(references.length).to.be.greaterThan(400);
    expect(references.filter(reference => !known.has(reference))).to.deep.equal([]);
  });

  it('has an HbA1c that rises to 8.9 and comes down again, with copies at the lab in the same minute', () => {
    const values = Object.values(A1C);
    const peak = values.indexOf(Math.max(...values));
    expect(values[peak]).to.equal(8.9);
    expect(peak).to.be.within(5, values.length - 10);
    const hospital = ofType('Observation')
      .filter(({code}) => JSON.stringify(code).includes('"4548-4"'))
      .map(({effectiveDateTime, valueQuantity}) => ({
        at: new Date(effectiveDateTime as string).toISOString(),
        value: (valueQuantity as {value: number}).value,
      }));
    expect(hospital.map(({value}) => value)).to.deep.equal(values);
    const copies = (maya.sources[0]?.lists.test_results ?? []).filter(({name}) => name === 'Hemoglobin A1c');
    expect(copies.length).to.equal(sharedDays().length);
    for (const copy of copies) {
      const at = copy['resultDateTime'] as string;
      const value = Number((copy['components'] as {value: string}[])[0]?.value);
      const twin = hospital.find(one =>
        at.endsWith('T00:00:00.000Z') ? one.at.slice(0, 10) === at.slice(0, 10) : one.at === at,
      );
      expect(twin?.value).to.equal(value);
    }
  });

  it('has the dirt of real feeds', () => {
    const text = JSON.stringify(maya.sources);
    for (const dirt of [
      '<br/>',
      '[object Object]',
      '118 mg/dL',
      '01/27/2012',
      '03-05-2013',
      'GMT-0700 (PDT)',
      '"resultDateTime":""',
      'T00:00:00.000Z',
    ]) {
      expect(text, dirt).to.contain(dirt);
    }
  });
});
