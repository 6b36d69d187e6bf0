import {expect} from '@open-wc/testing';
import {systemUrl, titleOf} from '../../src/records/codes.js';
import {systemName} from '../../src/records/system-names.js';
import {CVX, ICD10, LOINC, RXNORM, SNOMED, coding} from './make.js';

const V = 'http://terminology.hl7.org/CodeSystem/';
describe('systemUrl', () => {
  const cases: readonly (readonly [unknown, string])[] = [
    [LOINC, LOINC],
    ['http://loinc.org/', LOINC],
    ['https://LOINC.org', LOINC],
    ['urn:oid:2.16.840.1.113883.6.1', LOINC],
    ['2.16.840.1.113883.6.1', LOINC],
    ['URN:OID:2.16.840.1.113883.6.96', SNOMED],
    ['http://snomed.info/sct', SNOMED],
    ['2.16.840.1.113883.6.88', RXNORM],
    ['2.16.840.1.113883.12.292', CVX],
    ['2.16.840.1.113883.6.59', CVX],
    ['2.16.840.1.113883.6.90', ICD10],
    ['2.16.840.1.113883.6.3', 'http://hl7.org/fhir/sid/icd-10'],
    ['2.16.840.1.113883.6.103', 'http://hl7.org/fhir/sid/icd-9-cm'],
    ['2.16.840.1.113883.6.104', 'http://hl7.org/fhir/sid/icd-9-cm'],
    ['2.16.840.1.113883.6.4', 'http://www.cms.gov/Medicare/Coding/ICD10'],
    ['2.16.840.1.113883.6.69', 'http://hl7.org/fhir/sid/ndc'],
    ['2.16.840.1.113883.6.12', 'http://www.ama-assn.org/go/cpt'],
    [
      'https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
      'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
    ],
    ['2.16.840.1.113883.6.285', 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets'],
    ['2.16.840.1.113883.6.8', 'http://unitsofmeasure.org'],
    ['2.16.840.1.113883.4.9', 'http://fdasis.nlm.nih.gov'],
    ['2.16.840.1.113883.12.227', 'http://hl7.org/fhir/sid/mvx'],
    ['2.16.840.1.113883.12.78', V + 'v2-0078'],
    ['http://hl7.org/fhir/v2/0078', V + 'v2-0078'],
    ['http://hl7.org/fhir/v3/ActCode', V + 'v3-ActCode'],
    ['2.16.840.1.113883.5.4', V + 'v3-ActCode'],
    ['2.16.840.1.113883.5.1008', V + 'v3-NullFlavor'],
    ['1.2.840.114350.1.13.0.1.7.2.696580', 'urn:oid:1.2.840.114350.1.13.0.1.7.2.696580'],
    ['urn:oid:1.2.3', 'urn:oid:1.2.3'],
    ['http://hospital.example/codes', 'http://hospital.example/codes'],
    ['', ''],
    [null, ''],
    [{}, ''],
  ];
  for (const [written, url] of cases) {
    it(`calls ${JSON.stringify(written)} ${JSON.stringify(url)}`, () => {
      expect(systemUrl(written)).to.equal(url);
      expect(systemUrl(url)).to.equal(url);
    });
  }
});

describe('systemName', () => {
  const cases: readonly (readonly [string, string])[] = [
    [LOINC, 'LOINC'],
    ['urn:oid:2.16.840.1.113883.6.96', 'SNOMED CT'],
    [RXNORM, 'RxNorm'],
    [CVX, 'CVX'],
    [ICD10, 'ICD-10-CM'],
    ['http://hl7.org/fhir/sid/ndc', 'NDC'],
    ['2.16.840.1.113883.12.78', 'HL7 table v2-0078'],
    ['http://terminology.hl7.org/CodeSystem/condition-clinical', 'HL7 table condition-clinical'],
    ['http://hospital.example/codes', 'http://hospital.example/codes'],
    ['', ''],
  ];
  for (const [system, name] of cases) {
    it(`names ${system || 'nothing'} ${name || 'nothing'}`, () => {
      expect(systemName(system)).to.equal(name);
    });
  }
});

describe('titleOf', () => {
  it("takes the source's own text first", () => {
    expect(titleOf(' My words ', [coding(LOINC, '4548-4', 'Hemoglobin A1c')])).to.equal('My words');
  });
  it('takes the words of the best known system next', () => {
    const codes = [
      coding('urn:oid:1.2.3', '7', 'A1C (LOCAL)'),
      coding(LOINC, '4548-4', 'Hemoglobin A1c'),
      coding(SNOMED, '43396009', 'HbA1c'),
    ];
    expect(titleOf('', codes)).to.equal('HbA1c');
  });
  it('takes any words before a code', () => {
    expect(titleOf(null, [coding(LOINC, '4548-4'), coding('urn:oid:1.2.3', '7', 'A1C (LOCAL)')])).to.equal(
      'A1C (LOCAL)',
    );
  });
  it('takes a code before nothing', () => {
    expect(titleOf(undefined, [coding(LOINC, '4548-4')])).to.equal('4548-4');
    expect(titleOf(undefined, [])).to.equal('');
  });
});
