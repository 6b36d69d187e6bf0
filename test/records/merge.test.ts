import '../helpers/all-loaded.js';
import {expect} from '@open-wc/testing';
import * as fc from 'fast-check';
import {leadOf} from '../../src/records/code-words.js';
import {daysOf, isCopy, mergeCopies, personsDiffer} from '../../src/records/merge.js';
import {CATEGORIES} from '../../src/records/model.js';
import {CVX, ICD10, LOINC, QUEST, RXNORM, SINAI, SNOMED, coding, elsewhere, record} from './make.js';
import type {HealthRecord, SourcePerson} from '../../src/records/model.js';
import type {Wish} from './make.js';

const A1C = [coding(LOINC, '4548-4', 'Hemoglobin A1c')];
const lab: Wish = {category: 'lab', codes: A1C, value: '6.8', number: 6.8, unit: '%', ucum: '%', date: '2020-01-13'};
const weight: Wish = {
  category: 'vital',
  codes: [coding(LOINC, '29463-7')],
  value: '70',
  number: 70,
  unit: 'kg',
  ucum: 'kg',
  date: '2020-01-13',
};
const flu: Wish = {category: 'immunization', codes: [coding(CVX, '140', 'Influenza')], date: '2019-10-02'};
const metformin: Wish = {
  category: 'medication',
  codes: [coding(RXNORM, '860975', 'metformin 500 MG')],
  date: '2018-03-01',
  details: [{label: 'Dose', text: '1 tablet twice a day'}],
};
const diabetes: Wish = {category: 'condition', codes: [coding(ICD10, 'E11.9', 'Type 2 diabetes')], date: '2012-05-04'};
const penicillin: Wish = {category: 'allergy', codes: [coding(RXNORM, '7980', 'penicillin G')], date: '1999-02-03'};
const colonoscopy: Wish = {
  category: 'procedure',
  codes: [coding(SNOMED, '73761001', 'Colonoscopy')],
  date: '2017-06-07',
};
const visit: Wish = {
  category: 'visit',
  codes: [coding(SNOMED, '185349003', 'Check-up')],
  date: '2020-01-13T09:30:00-05:00',
};
const smoking: Wish = {
  category: 'social',
  codes: [coding(LOINC, '72166-2')],
  value: 'Never smoker',
  date: '2020-01-13',
};
const pressure: Wish = {
  category: 'vital',
  codes: [coding(LOINC, '85354-9')],
  date: '2020-01-13T09:30:00-05:00',
  components: [
    {title: 'Systolic', codes: [coding(LOINC, '8480-6')], value: '120', number: 120, unit: 'mmHg', ucum: 'mm[Hg]'},
    {title: 'Diastolic', codes: [coding(LOINC, '8462-4')], value: '80', number: 80, unit: 'mmHg', ucum: 'mm[Hg]'},
  ],
};
const diastolic = (number: number): Wish => ({
  components: [pressure.components![0]!, {...pressure.components![1]!, value: String(number), number}],
});
const ID = ['urn:oid:1.2.3|A-77'];
const bare = (wish: Wish, ...keys: (keyof Wish)[]): Wish =>
  Object.fromEntries(Object.entries(wish).filter(([key]) => !keys.includes(key as keyof Wish)));

type Case = readonly [reason: string, base: Wish, other?: Wish];
/** The second record is the base from another institution and route, changed as the last part says. */
const pair = ([, base, other = {}]: Case): [HealthRecord, HealthRecord] => [
  record(base),
  elsewhere({...base, ...other}),
];

const joins: readonly Case[] = [
  ['same LOINC, value, unit and day', lab],
  ['same LOINC, value and day, with the same minute', {...lab, date: '2020-01-13T08:05:00-05:00'}],
  [
    'the seconds do not matter within a minute',
    {...lab, date: '2020-01-13T08:05:00-05:00'},
    {date: '2020-01-13T08:05:59-05:00'},
  ],
  [
    'the same instant written in two zones',
    {...lab, date: '2020-01-13T08:05:00-05:00'},
    {date: '2020-01-13T13:05:00Z'},
  ],
  [
    'the same instant whose two zones show different days',
    {...lab, date: '2020-01-13T23:30:00-05:00'},
    {date: '2020-01-14T04:30:00Z'},
  ],
  ['one has a time, the other only the day', {...lab, date: '2020-01-13T08:05:00-05:00'}, {date: '2020-01-13'}],
  ['minute precision against seconds', {...lab, date: '2020-01-13T08:05-05:00'}, {date: '2020-01-13T08:05:30-05:00'}],
  ['two times without a zone in the same minute', {...lab, date: '2020-01-13T08:05:00'}, {date: '2020-01-13T08:05:10'}],
  [
    'one zone missing, the same written minute',
    {...lab, date: '2020-01-13T08:05:00-05:00'},
    {date: '2020-01-13T08:05:00'},
  ],
  ['a UTC day of an aggregator against a day', lab, {date: {value: '2020-01-13T10:00:00.000Z', precision: 'day'}}],
  ['a legacy date against the same day', lab, {date: {value: '01/13/2020', precision: 'day', iso: '2020-01-13'}}],
  ['titles differ, the code is the same', lab, {title: 'HGB A1C', subtitle: 'Dr. Lee'}],
  ['6.8 and 6.80 are the same number', lab, {value: '6.80'}],
  ['the range of another laboratory', lab, {range: '4.0 – 6.0', low: 4, high: 6}],
  ['another flag for the same value', lab, {flag: 'high', interpretation: 'High'}],
  ['one shared code among several', lab, {codes: [coding('urn:oid:1.2.3', '99', 'A1C'), ...A1C]}],
  ['shared code of a local system', {...lab, codes: [coding('urn:oid:1.2.3', '99', 'A1C')]}],
  ['unit only as text, in another case', {...bare(lab, 'ucum'), unit: 'mg/dL'}, {unit: 'mg/dl'}],
  ['unit as UCUM on one side, the same words on both', lab, {ucum: undefined}],
  ['one unit in two spellings', {...lab, unit: 'K/uL', ucum: undefined}, {unit: '10*3/uL', ucum: '10*3/uL'}],
  ['a unit for people on one side, its code on the other', weight, {unit: 'kilogram', ucum: 'kg'}],
  ['units whose numbers are the same', {...lab, unit: '10*3/uL', ucum: '10*3/uL'}, {unit: '10*9/L', ucum: '10*9/L'}],
  ['mmHg as written against its code', {...weight, unit: 'mmHg', ucum: undefined}, {unit: 'mm[Hg]', ucum: 'mm[Hg]'}],
  ['a unit that no table has, in another case', {...lab, unit: 'Cells/hpf', ucum: undefined}, {unit: 'CELLS/HPF'}],
  ['a unit with other spaces', {...lab, unit: 'mm Hg', ucum: undefined}, {unit: 'mmHg'}],
  ['words as value, in another case', {...bare(lab, 'number', 'unit', 'ucum'), value: 'Positive'}, {value: 'POSITIVE'}],
  [
    'words as value, with other spaces',
    {...bare(lab, 'number', 'unit', 'ucum'), value: 'Not  detected'},
    {value: 'Not detected '},
  ],
  ['the same comparator', {...lab, value: '< 0.3', number: 0.3, comparator: '<'}],
  ['a weight', weight],
  [
    'no value in either, same code and same minute',
    {...bare(lab, 'value', 'number', 'unit', 'ucum'), date: '2020-01-13T08:05:00-05:00'},
  ],
  ['blood pressure with equal parts', pressure],
  ['blood pressure with parts in another order', pressure, {components: [...pressure.components!].reverse()}],
  [
    'blood pressure with other part titles',
    pressure,
    {components: pressure.components!.map(part => ({...part, title: 'x'}))},
  ],
  ['blood pressure whose parts alone have codes on one side', pressure, {codes: []}],
  ['blood pressure whose parts alone have codes on both sides', {...pressure, codes: []}],
  ['smoking status with the same answer', smoking],
  ['same CVX and day', flu],
  [
    'vaccine dose in other case',
    {...flu, details: [{label: 'Dose', text: '0.5 mL'}]},
    {details: [{label: 'Dose', text: '0.5 ml'}]},
  ],
  ['vaccine dose known on one side only', flu, {value: '0.5', number: 0.5, unit: 'mL'}],
  [
    'same vaccine lot written differently',
    {...flu, details: [{label: 'Lot number', text: 'AB-12'}]},
    {details: [{label: 'Lot', text: 'ab12'}]},
  ],
  ['vaccine lot known on one side only', flu, {details: [{label: 'Lot number', text: 'AB-12'}]}],
  ['vaccine with a time against the day', {...flu, date: '2019-10-02T10:00:00-04:00'}, {date: '2019-10-02'}],
  ['same RxNorm, dose and day', metformin],
  ['dose in other case and spaces', metformin, {details: [{label: 'Dosage', text: '1 TABLET  twice a day'}]}],
  ['medication without dose on both sides', {...metformin, details: []}],
  ['medication with another status', metformin, {status: 'Completed'}],
  [
    'medication with another prescriber',
    metformin,
    {details: [...metformin.details!, {label: 'Ordered by', text: 'Dr. Lee'}]},
  ],
  ['same ICD-10-CM and day', diabetes],
  ['condition with another end', diabetes, {end: '2020-01-01'}],
  [
    'condition with a SNOMED code beside the same ICD code',
    diabetes,
    {codes: [coding(SNOMED, '44054006'), ...diabetes.codes!]},
  ],
  ['same allergy code and day', penicillin],
  ['allergy with another severity', penicillin, {details: [{label: 'Severity', text: 'Severe'}]}],
  ['same procedure code and day', colonoscopy],
  ['a body site on one side only', colonoscopy, {details: [{label: 'Body site', text: 'Colon'}]}],
  [
    'the same site in other words and case',
    {...flu, details: [{label: 'Site', text: 'Left arm'}]},
    {details: [{label: 'Site', text: 'LEFT ARM'}]},
  ],
  [
    'two that are planned',
    {...colonoscopy, title: 'Planned: Colonoscopy'},
    {title: 'Planned: Colonoscopy (screening)'},
  ],
  ['the same type of FHIR in two places', {...colonoscopy, recordId: 'Procedure/1'}, {recordId: 'Procedure/9'}],
  [
    'a type of FHIR against an aggregator',
    {...metformin, recordId: 'MedicationRequest/1'},
    {recordId: 'medications/9'},
  ],
  [
    'same accession number and code, no value yet in either',
    {...bare(lab, 'value', 'number', 'unit', 'ucum'), identifiers: ID},
  ],
  [
    'same number of a medicine, named and coded otherwise',
    {...metformin, identifiers: ID},
    {title: 'Glucophage', codes: [coding('http://hl7.org/fhir/sid/ndc', '0087-6060-05')]},
  ],
  ['procedure time against the day', {...colonoscopy, date: '2017-06-07T11:00:00-04:00'}, {date: '2017-06-07'}],
  ['a visit of the same code in the same minute', visit],
  ['a visit in the same minute written in two zones', visit, {date: '2020-01-13T14:30:00Z'}],
  ['same identifier of a visit without code', {category: 'visit', date: '2020-01-13', identifiers: ID}],
  [
    'same identifier of a visit, the day against its minute',
    {category: 'visit', date: '2020-01-13', identifiers: ID},
    {date: '2020-01-13T09:30:00-05:00'},
  ],
  ['same identifier of a document', {category: 'document', date: '2020-01-13', identifiers: ID}],
  ['same identifier of a bill', {category: 'billing', date: '2020-01-13', identifiers: ID}],
  ['same identifier of a plan', {category: 'plan', date: '2020-01-13', identifiers: ID}],
  ['same identifier of an imaging study', {category: 'imaging', date: '2020-01-13', identifiers: ID}],
  ['same identifier of a device', {category: 'device', date: '2020-01-13', identifiers: ID}],
  ['same identifier of a condition, its day against its year', {...diabetes, identifiers: ID}, {date: '2012'}],
  ['same identifier of a condition undated on one side', {...diabetes, identifiers: ID}, {date: null}],
  ['same identifier, coded in other systems', {...diabetes, identifiers: ID}, {codes: [coding(SNOMED, '44054006')]}],
  ['same identifier, no code at all', {category: 'lab', value: '6.8', date: '2020-01-13', identifiers: ID}],
  [
    'same identifier of a lab, value only on one side',
    {...lab, identifiers: ID},
    {value: undefined, number: undefined},
  ],
  [
    'one shared identifier among several',
    {...diabetes, identifiers: ['a|1', ...ID]},
    {identifiers: [...ID, 'b|2'], date: null},
  ],
  [
    'same identifier, one minute written in two zones',
    {category: 'procedure', date: '2020-01-13T23:30:00-05:00', identifiers: ID},
    {date: '2020-01-14T04:30:20Z'},
  ],
  ['same institution over two routes', lab, {institution: QUEST, route: 'mount-sinai'}],
  ['two institutions of one route', lab, {route: 'human-api', institution: SINAI}],
];

const WHO = {route: 'human-api', institution: QUEST};
const keepsApart: readonly Case[] = [
  ['high in one place and normal in the other', {...lab, flag: 'normal'}, {flag: 'high', interpretation: 'High'}],
  ['two ends', {...diabetes, end: '2018-01-01'}, {end: '2019-01-01'}],
  [
    'whole reports that begin alike',
    {
      ...bare(lab, 'number', 'unit', 'ucum'),
      value: 'No change…',
      details: [{label: 'Result', text: 'No change. Benign'}],
    },
    {details: [{label: 'Result', text: 'No change. Malignant'}]},
  ],
  ['another value', lab, {value: '6.9', number: 6.9}],
  ['a value that differs in the last digit', {...lab, value: '6.81', number: 6.81}, {value: '6.82', number: 6.82}],
  ['another unit', lab, {unit: 'mmol/mol', ucum: 'mmol/mol'}],
  ['a unit on one side only', lab, {unit: undefined, ucum: undefined}],
  ['milli against mega', {...lab, unit: 'mU/L', ucum: 'mU/L'}, {unit: 'MU/L', ucum: 'MU/L'}],
  ['a value on one side only', lab, {value: undefined, number: undefined, unit: undefined, ucum: undefined}],
  ['no value in either and no time', {...bare(lab, 'value', 'number', 'unit', 'ucum')}],
  [
    'numbers that are alike only when they are rounded',
    {...lab, value: '12345678901234567890', number: 12345678901234567890},
    {value: '12345678901234567891'},
  ],
  ['a comparator on one side only', lab, {comparator: '<', value: '< 6.8'}],
  ['opposite comparators', {...lab, comparator: '<'}, {comparator: '>'}],
  ['other words as value', {...bare(lab, 'number', 'unit', 'ucum'), value: 'Positive'}, {value: 'Negative'}],
  ['milli against mega, as written', {...lab, unit: 'mU/L', ucum: undefined}, {unit: 'MU/L'}],
  [
    'a gram in a liter against 100 mg in a deciliter',
    {...lab, value: '1', number: 1, unit: 'g/L', ucum: 'g/L'},
    {value: '100', number: 100, unit: 'mg/dL', ucum: 'mg/dL'},
  ],
  [
    'the same number as mass and as substance',
    {...lab, unit: 'mg/dL', ucum: 'mg/dL'},
    {unit: 'mmol/L', ucum: 'mmol/L'},
  ],
  ['international units against units', {...lab, unit: 'IU/L', ucum: undefined}, {unit: 'U/L'}],
  ['degrees of two scales', {...lab, unit: '°F', ucum: '[degF]'}, {unit: '°C', ucum: 'Cel'}],
  ['a value that nobody knows', {...bare(lab, 'number', 'unit', 'ucum'), value: 'Unknown'}],
  ['a value that stands elsewhere', {...bare(lab, 'number', 'unit', 'ucum'), value: 'See comment'}],
  ['an answer that nobody knows', {...smoking, value: 'Not known'}],
  [
    'two results under one accession number',
    {category: 'lab', title: 'Gram stain', value: 'Negative', date: '2020-01-13', identifiers: ID},
    {title: 'Culture'},
  ],
  [
    'two procedures under one order',
    {...colonoscopy, title: 'Colonoscopy', identifiers: ID},
    {title: 'Biopsy', codes: [coding('http://www.ama-assn.org/go/cpt', '45380')]},
  ],
  [
    'two studies under one accession number',
    {category: 'imaging', title: 'CT of the head', date: '2020-01-13', identifiers: ID},
    {title: 'CT of the chest'},
  ],
  ['a preliminary result and the final one', {...lab, title: 'Preliminary: A1c'}, {title: 'A1c'}],
  ['a diagnosis that is not confirmed elsewhere', {...diabetes, title: 'Not confirmed: Diabetes'}, {title: 'Diabetes'}],
  ['a procedure that is planned elsewhere', {...colonoscopy, title: 'Planned: Colonoscopy'}, {title: 'Colonoscopy'}],
  ['a medicine that was stopped elsewhere', {...metformin, title: 'Stopped: Metformin'}, {title: 'Metformin'}],
  [
    'an order and what was handed over',
    {...metformin, recordId: 'MedicationRequest/1'},
    {recordId: 'MedicationDispense/1'},
  ],
  [
    'a claim and its statement under one number',
    {category: 'billing', date: '2020-01-13', identifiers: ID, recordId: 'Claim/1'},
    {recordId: 'ExplanationOfBenefit/1'},
  ],
  [
    'the other side of the body',
    {...colonoscopy, details: [{label: 'Body site', text: 'Left knee'}]},
    {details: [{label: 'Body site', text: 'Right knee'}]},
  ],
  [
    'a vaccine into the other arm',
    {...flu, details: [{label: 'Site', text: 'Left arm'}]},
    {details: [{label: 'Site', text: 'Right arm'}]},
  ],
  ['a vaccine by its code against one by its name', {...flu, title: 'Influenza'}, {codes: [], title: 'Influenza'}],
  ['a vaccine by two lists of codes', flu, {codes: [coding('http://hl7.org/fhir/sid/ndc', '49281-421-50')]}],
  ['a result that was not done elsewhere', lab, {negated: true}],
  ['late in the evening, the day in UTC elsewhere', {...lab, date: '2020-01-13T23:50:00-08:00'}, {date: '2020-01-14'}],
  ['another day', lab, {date: '2020-01-14'}],
  ['another minute', {...lab, date: '2020-01-13T08:05:00-05:00'}, {date: '2020-01-13T08:06:00-05:00'}],
  ['another minute, both without a zone', {...lab, date: '2020-01-13T08:05:00'}, {date: '2020-01-13T08:06:00'}],
  ['another minute, one without a zone', {...lab, date: '2020-01-13T08:05:00-05:00'}, {date: '2020-01-13T08:06:00'}],
  ['the same clock in other zones', {...lab, date: '2020-01-13T08:05:00-05:00'}, {date: '2020-01-13T08:05:00Z'}],
  ['a month only on both sides', lab, {date: '2020-01'}],
  ['the same month only', {...lab, date: '2020-01'}],
  ['the same year only', {...lab, date: '2020'}],
  ['a year against a day in it', lab, {date: '2020'}],
  ['no date on one side', lab, {date: null}],
  ['no date on both sides', {...lab, date: null}],
  ['another code', lab, {codes: [coding(LOINC, '17856-6')]}],
  ['the same code in another system', lab, {codes: [coding('urn:oid:1.2.3', '4548-4')]}],
  ['the same title without codes', {...lab, codes: [], title: 'Hemoglobin A1c'}],
  ['codes without a system', {...lab, codes: [coding('', '4548-4')]}],
  ['systems without a code', {...lab, codes: [coding(LOINC, '')]}],
  ['another category', lab, {category: 'vital'}],
  ['the same institution and route twice', lab, WHO],
  ['the same institution and route, the same minute', {...lab, date: '2020-01-13T08:05:00-05:00'}, WHO],
  ['another component value', pressure, diastolic(81)],
  ['another component value, where the parts alone have codes', {...pressure, codes: []}, diastolic(81)],
  ['blood pressure sitting and standing', pressure, {codes: [coding(LOINC, '8455-0')]}],
  ['one pressure of the two', pressure, {codes: [], components: pressure.components!.slice(0, 1)}],
  [
    'blood pressures of one day in two minutes, by their parts',
    {...pressure, codes: []},
    {date: '2020-01-13T09:31:00-05:00'},
  ],
  ['a component more', pressure, {components: [...pressure.components!, {title: 'Mean', codes: [], value: '93'}]}],
  ['components on one side only', pressure, {components: undefined}],
  [
    'a code of not knowing: null flavor UNK',
    {...diabetes, codes: [coding('http://terminology.hl7.org/CodeSystem/v3-NullFlavor', 'UNK')]},
  ],
  [
    'a code of not knowing: null flavor OTH',
    {...diabetes, codes: [coding('http://terminology.hl7.org/CodeSystem/v3-NullFlavor', 'OTH')]},
  ],
  [
    'a code of not knowing: data absent',
    {...diabetes, codes: [coding('http://terminology.hl7.org/CodeSystem/data-absent-reason', 'asked-declined')]},
  ],
  ['a code of not knowing: SNOMED unknown', {...diabetes, codes: [coding(SNOMED, '261665006')]}],
  ['a code of not knowing by its words', {...diabetes, codes: [coding('urn:oid:1.2.3', '55', 'Unknown problem')]}],
  ['an unspecified procedure', {...colonoscopy, codes: [coding('urn:oid:1.2.3', '55', 'Procedure, unspecified')]}],
  ['a vaccine that is not known (CVX 999)', {...flu, codes: [coding(CVX, '999')]}],
  ['a vaccine that was not given (CVX 998)', {...flu, codes: [coding(CVX, '998')]}],
  [
    'a code that only says the category',
    {...diabetes, codes: [coding('http://terminology.hl7.org/CodeSystem/condition-category', 'problem-list-item')]},
  ],
  ['the word unknown as code', {...diabetes, codes: [coding('urn:oid:1.2.3', 'UNKNOWN')]}],
  ['negated on one side', flu, {negated: true}],
  ['negated on both sides', {...flu, negated: true}],
  ['negated with the same identifier', {...flu, negated: true, identifiers: ID}],
  [
    'no known allergies of two institutions',
    {...penicillin, codes: [coding(SNOMED, '716186003', 'No known allergy')], negated: true},
  ],
  [
    'no known allergies that nobody marked as negated',
    {...penicillin, codes: [coding(SNOMED, '716186003', 'No known allergy')]},
  ],
  ['another dose', metformin, {details: [{label: 'Dose', text: '2 tablets twice a day'}]}],
  ['a dose on one side only', metformin, {details: []}],
  ['another strength', metformin, {details: [...metformin.details!, {label: 'Strength', text: '1000 mg'}]}],
  ['a medication of another start', metformin, {date: '2018-03-02'}],
  [
    'another vaccine lot',
    {...flu, details: [{label: 'Lot number', text: 'AB12'}]},
    {details: [{label: 'Lot number', text: 'AB13'}]},
  ],
  [
    'another vaccine dose in the details',
    {...flu, details: [{label: 'Dose', text: '0.5 mL'}]},
    {details: [{label: 'Dose', text: '0.25 mL'}]},
  ],
  ['another vaccine dose', {...flu, value: '0.5', number: 0.5, unit: 'mL'}, {value: '0.25', number: 0.25}],
  ['two visits on one day without times', {...visit, date: '2020-01-13'}],
  ['two visits on one day at two times', visit, {date: '2020-01-13T14:00:00-05:00'}],
  ['two visits on one day, a time on one side only', visit, {date: '2020-01-13'}],
  ['two notes of one type on one day', {category: 'document', codes: [coding(LOINC, '11506-3')], date: '2020-01-13'}],
  [
    'two notes of one type in one minute',
    {category: 'document', codes: [coding(LOINC, '11506-3')], date: '2020-01-13T09:30:00-05:00'},
  ],
  ['two plans of one type on one day', {category: 'plan', codes: [coding(SNOMED, '734163000')], date: '2020-01-13'}],
  [
    'two bills of one type on one day',
    {category: 'billing', codes: [coding('urn:oid:1.2.3', 'pharmacy')], date: '2020-01-13'},
  ],
  [
    'two studies of one modality on one day',
    {category: 'imaging', codes: [coding('http://dicom.nema.org/resources/ontology/DCM', 'CT')], date: '2020-01-13'},
  ],
  ['two devices of one type on one day', {category: 'device', codes: [coding(SNOMED, '14106009')], date: '2020-01-13'}],
  ['two other things of one code on one day', {category: 'other', codes: [coding(SNOMED, '1')], date: '2020-01-13'}],
  ['two answers to one question', smoking, {value: 'Former smoker'}],
  ['the same identifier with another value', {...lab, identifiers: ID}, {value: '7.0', number: 7}],
  [
    'the same identifier with another code of one system',
    {...lab, identifiers: ID},
    {codes: [coding(LOINC, '2345-7')]},
  ],
  ['the same order number on another day', {...lab, identifiers: ID}, {date: '2020-02-13'}],
  ['the same identifier within one institution and route', {...lab, identifiers: ID}, WHO],
  [
    'one claim number on the bills of two years',
    {category: 'billing', date: '1993-04-02', identifiers: ID},
    {date: '2020-04-02'},
  ],
  [
    'one programme number on two of its sessions',
    {category: 'procedure', date: '2010-03-31', identifiers: ID},
    {date: '2010-05-23'},
  ],
  [
    'the same identifier of a visit with another written day',
    {category: 'visit', date: '2020-01-13', identifiers: ID},
    {date: '2020-01-14'},
  ],
  ['the same identifier of a vaccine, another month', {...flu, date: '1998-12-15', identifiers: ID}, {date: '1999-11'}],
  [
    'the same identifier at two times of one day',
    {category: 'procedure', date: '2020-01-13T09:30:00-05:00', identifiers: ID},
    {date: '2020-01-13T11:30:00-05:00'},
  ],
  ['the same identifier in another category', {...diabetes, identifiers: ID}, {category: 'procedure'}],
  [
    'the same identifier value of another system',
    {...diabetes, identifiers: ID, date: '2012'},
    {identifiers: ['urn:oid:9.9|A-77'], date: '2013'},
  ],
  ['nothing but the same day', {category: 'lab', date: '2020-01-13'}],
  ['nothing at all', {category: 'other'}],
];

/** The library looks for copies only among records with a common identifier or day. */
const meet = (a: HealthRecord, b: HealthRecord): boolean =>
  (a.identifiers ?? []).some(one => b.identifiers?.includes(one)) || daysOf(a).some(day => daysOf(b).includes(day));

describe('merging', () => {
  it('has at least 60 reasons to join and 60 to keep apart, none twice', () => {
    expect(joins.length).to.be.at.least(60);
    expect(keepsApart.length).to.be.at.least(60);
    const reasons = [...joins, ...keepsApart].map(([reason]) => reason);
    expect(new Set(reasons).size).to.equal(reasons.length);
  });
  for (const example of joins) {
    it(`joins: ${example[0]}`, () => {
      const [a, b] = pair(example);
      expect(isCopy(a, b)).to.equal(true);
      expect(isCopy(b, a)).to.equal(true);
      expect(meet(a, b), 'would be found').to.equal(true);
    });
  }
  for (const example of keepsApart) {
    it(`does not join: ${example[0]}`, () => {
      const [a, b] = pair(example);
      expect(isCopy(a, b)).to.equal(false);
      expect(isCopy(b, a)).to.equal(false);
    });
  }
  it('knows every lead that does not negate: what it stands before joins nothing that has none', () => {
    const statuses =
      'preliminary registered unconfirmed provisional differential stopped discontinued aborted on-hold suspended draft proposal planned scheduled ordered preparation option partial revoked'.split(
        ' ',
      );
    for (const status of statuses) {
      const {words, negated} = leadOf('procedure', status)!;
      expect(negated, status).to.equal(undefined);
      const [a, b] = pair(['', {...colonoscopy, title: 'Colonoscopy'}, {title: `${words}: Colonoscopy`}]);
      expect(isCopy(a, b), words).to.equal(false);
    }
  });
  it('does not join a record with itself', () => {
    const one = record(lab);
    expect(isCopy(one, one)).to.equal(false);
  });
  it('is symmetric, and whatever joins can be found', () => {
    const wish = fc.record({
      category: fc.constantFrom(...CATEGORIES),
      codes: fc.subarray([...A1C, ...diabetes.codes!, ...flu.codes!]),
      value: fc.constantFrom('1', '2', undefined),
      date: fc.constantFrom('2020-01-13', '2020-01-13T08:05:00-05:00', '2020-01-13T13:05:00Z', '2020-01', null),
      identifiers: fc.subarray(['a|1', 'b|2']),
      institution: fc.constantFrom(QUEST, SINAI),
    });
    fc.assert(
      fc.property(wish, wish, (left, right) => {
        const [a, b] = [record(left), record(right)];
        expect(isCopy(a, b)).to.equal(isCopy(b, a));
        if (isCopy(a, b)) expect(meet(a, b)).to.equal(true);
      }),
      {numRuns: 2000},
    );
  });
});

describe('mergeCopies', () => {
  const timed = record({
    ...lab,
    title: 'A1c',
    recordId: 'b',
    date: '2020-01-13T08:05:00-05:00',
    encounter: 'v1',
    identifiers: ['x|1'],
  });
  const day = elsewhere({
    ...lab,
    title: 'HGB A1C',
    recordId: 'a',
    codes: [coding('urn:oid:1.2.3', '9'), ...A1C],
    identifiers: ['x|1', 'y|2'],
  });
  const merged = mergeCopies([day, timed]);
  it('takes id, title and date of the earliest, whatever the order', () => {
    expect([merged.id, merged.title, merged.date]).to.deep.equal([timed.id, 'A1c', timed.date]);
    expect(mergeCopies([timed, day])).to.deep.equal(merged);
  });
  it('takes words for the title before a code alone', () => {
    const coded = record({...flu, title: '140', recordId: '0'});
    expect(mergeCopies([coded, elsewhere({...flu, title: 'Flu shot', recordId: '9'})]).title).to.equal('Flu shot');
    expect(mergeCopies([coded, elsewhere({...flu, title: '140', recordId: '9'})]).title).to.equal('140');
  });
  it('keeps every source with its own date', () => {
    expect(merged.sources).to.deep.equal([...timed.sources, ...day.sources]);
  });
  it('keeps the copies whole, so that they can be shown separately', () => {
    expect(merged.copies).to.deep.equal([timed, day]);
    expect(merged.copies![1]).to.equal(day);
  });
  it('gathers codes and identifiers once each', () => {
    expect(merged.codes.map(({code}) => code)).to.deep.equal(['4548-4', '9']);
    expect(merged.identifiers).to.deep.equal(['x|1', 'y|2']);
    expect(merged.encounter).to.equal('v1');
  });
  it('takes the value of a copy that has one', () => {
    const empty = record({
      ...lab,
      recordId: '0',
      value: undefined,
      number: undefined,
      unit: undefined,
      identifiers: ID,
    });
    const full = elsewhere({...lab, recordId: '9', identifiers: ID, range: '4.0 – 5.6', flag: 'high'});
    const {value, unit, range, flag} = mergeCopies([full, empty]);
    expect([value, unit, range, flag]).to.deep.equal(['6.8', '%', '4.0 – 5.6', 'high']);
  });
  it('tells every status and an end that only one copy knows', () => {
    const base = {category: 'condition', codes: diabetes.codes!, date: '2015-03-02'} as const;
    const merged = mergeCopies([
      record({...base, status: 'Active'}),
      elsewhere({...base, status: 'Resolved', end: '2019-01-01'}),
    ]);
    expect([merged.status, merged.end?.value]).to.deep.equal(['Active; Resolved', '2019-01-01']);
  });

  it('takes the record with a date before one without', () => {
    const undated = record({...diabetes, recordId: '0', date: null, identifiers: ID});
    const dated = elsewhere({...diabetes, recordId: '9', identifiers: ID});
    expect(mergeCopies([undated, dated]).id).to.equal(dated.id);
  });
  it('cannot be changed', () => {
    expect(Object.isFrozen(merged)).to.equal(true);
    expect(Object.isFrozen(merged.sources)).to.equal(true);
  });
});

describe('personsDiffer', () => {
  const person = (name?: string, birthDate?: string): SourcePerson => ({
    route: 'r',
    institutionId: 'i',
    ...(name !== undefined && {name}),
    ...(birthDate !== undefined && {birthDate}),
  });
  const cases: readonly (readonly [string, SourcePerson, SourcePerson, boolean])[] = [
    ['another birth date', person('Maya R.', '1962-03-04'), person('Maya R.', '1962-03-05'), true],
    [
      'the same birth date, another surname',
      person('Maya Rosen', '1962-03-04'),
      person('Maya Klein', '1962-03-04'),
      false,
    ],
    ['a birth year against a birth date of that year', person('', '1962'), person('', '1962-03-04'), false],
    ['no name shared, no birth date', person('Maya Rosen'), person('John Smith'), true],
    ['a name shared, other case and accents', person('MAYA ROSÉN'), person('Rosen, Maya'), false],
    ['nothing known of one', person(), person('John Smith', '1962-03-04'), false],
  ];
  for (const [reason, a, b, differ] of cases) {
    it(`${differ ? 'tells apart' : 'does not tell apart'}: ${reason}`, () => {
      expect(personsDiffer(a, b)).to.equal(differ);
      expect(personsDiffer(b, a)).to.equal(differ);
    });
  }
});
