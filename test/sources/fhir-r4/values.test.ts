import {expect} from '@open-wc/testing';
import {coded, concept, LOINC, observation, recordOf, type Json} from './bench.js';
import {parseJson} from '../../../src/sources/json.js';
import type {HealthRecord} from '../../../src/records/model.js';

const UCUM = 'http://unitsofmeasure.org';
const ABSENT = {url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'asked-declined'};
const kilos = {value: 72.5, unit: 'kg', system: UCUM, code: 'kg'};
const bound = (value: number): Json => ({value, unit: 'mmol/L'});

/** name, fields of the Observation, fields of the record. */
const CASES: [string, Json, Partial<HealthRecord>][] = [
  ['a quantity', {valueQuantity: kilos}, {value: '72.5', number: 72.5, unit: 'kg', ucum: 'kg'}],
  ['a quantity without a unit', {valueQuantity: {value: 7}}, {value: '7', number: 7}],
  ['a zero', {valueQuantity: {value: 0, unit: 'mg'}}, {value: '0', number: 0, unit: 'mg'}],
  [
    'a unit that only has a code',
    {valueQuantity: {value: 1, code: 'mg/dL', system: UCUM}},
    {unit: 'mg/dL', ucum: 'mg/dL'},
  ],
  ['a unit by OID', {valueQuantity: {value: 1, code: 'g', system: 'urn:oid:2.16.840.1.113883.6.8'}}, {ucum: 'g'}],
  [
    'less than',
    {valueQuantity: {comparator: '<', value: 0.3, unit: 'ng/mL'}},
    {value: '< 0.3', number: 0.3, comparator: '<'},
  ],
  ['at most', {valueQuantity: {comparator: '<=', value: 1}}, {value: '<= 1', comparator: '<='}],
  ['at least', {valueQuantity: {comparator: '>=', value: 1}}, {value: '>= 1', comparator: '>='}],
  ['more than', {valueQuantity: {comparator: '>', value: 90}}, {value: '> 90', comparator: '>'}],
  // "3" would look exact, and stand in a chart
  ['a word for a comparator', {valueQuantity: {comparator: 'about', value: 3}}, {value: 'about 3', number: undefined}],
  ['a sign that is none of FHIR', {valueQuantity: {comparator: '~', value: 5}}, {value: '~ 5', number: undefined}],
  [
    'a comparator of later versions',
    {valueQuantity: {comparator: 'ad', value: 5}, referenceRange: [{high: {value: 3}}]},
    {value: 'ad 5', number: undefined, flag: undefined},
  ],
  ['a number in a string', {valueQuantity: {value: '5.60', unit: 'mmol/L'}}, {value: '5.60', unit: 'mmol/L'}],
  ['a concept with a text', {valueCodeableConcept: concept('Never smoked')}, {value: 'Never smoked'}],
  ['a concept with words only', {valueCodeableConcept: coded('266919005', 'Never smoker')}, {value: 'Never smoker'}],
  ['a concept with a code only', {valueCodeableConcept: coded('266919005')}, {value: '266919005'}],
  // as an answer it is one, as a name it would be none
  ['an answer that nobody knows', {valueCodeableConcept: {text: 'Unknown'}}, {value: 'Unknown'}],
  ['the same in words of a code', {valueCodeableConcept: coded('261665006', 'Unknown')}, {value: 'Unknown'}],
  ['a text', {valueString: 'Positive'}, {value: 'Positive'}],
  ['a text with markup', {valueString: '<b>Positive</b>'}, {value: '<b>Positive</b>'}],
  ['yes', {valueBoolean: true}, {value: 'Yes'}],
  ['no', {valueBoolean: false}, {value: 'No'}],
  ['a whole number', {valueInteger: 3}, {value: '3', number: 3}],
  ['a range', {valueRange: {low: bound(1), high: bound(3)}}, {value: '1 – 3 mmol/L'}],
  ['a range with one end', {valueRange: {high: bound(3)}}, {value: 'up to 3 mmol/L'}],
  ['a titer', {valueRatio: {numerator: {value: 1}, denominator: {value: 40}}}, {value: '1:40'}],
  [
    'a ratio with units',
    {valueRatio: {numerator: {value: 5, unit: 'mg'}, denominator: {value: 2, unit: 'mL'}}},
    {value: '5 mg / 2 mL'},
  ],
  [
    'a recorded curve',
    {valueSampledData: {data: '1 2 3 4', period: 10, dimensions: 1}},
    {value: 'Recorded curve, 4 points'},
  ],
  ['a time', {valueTime: '13:45:00'}, {value: '13:45:00'}],
  ['a date', {valueDateTime: '2020-03'}, {value: '2020-03'}],
  ['a period', {valuePeriod: {start: '2020', end: '2021'}}, {value: '2020 – 2021'}],
  ['why there is none', {dataAbsentReason: coded('not-asked', 'Not Asked')}, {value: 'Not asked'}],
  ['why there is none, as a code', {dataAbsentReason: coded('masked')}, {value: 'Kept back for privacy'}],
  ['why there is none, as a code that is not known', {dataAbsentReason: coded('lab-closed')}, {value: 'Lab closed'}],
  [
    "why there is none, in the source's own words, letter for letter",
    {dataAbsentReason: {text: 'Probe hämolysiert; INR (2x) nicht möglich.'}},
    {value: 'Probe hämolysiert; INR (2x) nicht möglich.'},
  ],
  ['the same from its first letter', {dataAbsentReason: {text: 'pH probe failed'}}, {value: 'pH probe failed'}],
  [
    'a number of what has no unit',
    {valueRatio: {numerator: {value: 1, code: '1'}, denominator: {value: 40, code: '1'}}},
    {value: '1:40'},
  ],
  ['why there is none, beside a text', {_valueString: {extension: [ABSENT]}}, {value: 'Asked, but not answered'}],
  ['why there is none, in a quantity', {valueQuantity: {extension: [ABSENT]}}, {value: 'Asked, but not answered'}],
  [
    'why there is none, beside a number',
    {valueQuantity: {unit: 'kg', _value: {extension: [ABSENT]}}},
    {value: 'Asked, but not answered', number: undefined},
  ],
  [
    'nothing of other extensions',
    {_valueString: {extension: [{...ABSENT, url: 'https://x.example/why'}]}},
    {value: undefined},
  ],
  ['a ratio without what is compared', {valueRatio: {denominator: {value: 2, unit: 'mL'}}}, {value: '? / 2 mL'}],
  ['no ratio of nothing', {valueRatio: {numerator: {unit: 'mg'}}}, {value: undefined}],
  [
    'whom a single range is for',
    {
      valueQuantity: bound(5),
      referenceRange: [{appliesTo: [{text: 'Women'}], age: {low: {value: 18, code: 'a'}}, high: bound(4)}],
    },
    {range: 'Women, age 18 years or more: up to 4 mmol/L', high: 4, flag: 'high'},
  ],
  [
    'a single range that is for what is normal',
    {
      valueQuantity: bound(5),
      referenceRange: [{appliesTo: [coded('normal', 'Normal Range')], low: bound(1), high: bound(4)}],
    },
    {range: '1 – 4 mmol/L', high: 4, flag: 'high'},
  ],
  [
    'a kind of range in words only',
    {valueQuantity: bound(5), referenceRange: [{type: {text: 'Goal of treatment'}, high: bound(4)}]},
    {range: 'Goal of treatment: up to 4 mmol/L', high: undefined, flag: undefined},
  ],
  [
    'a normal range in words only',
    {valueQuantity: bound(5), referenceRange: [{type: {text: 'Normal Range'}, high: bound(4)}]},
    {range: 'up to 4 mmol/L', high: 4, flag: 'high'},
  ],
  ['a curve that did not come', {valueSampledData: {period: 10, dimensions: 1}}, {value: 'Recorded curve'}],
  [
    'a range of what is dangerous is not the usual one',
    {
      valueQuantity: bound(5),
      referenceRange: [{type: coded('critical', 'Critical Range'), low: bound(1), high: bound(3)}],
    },
    {range: 'Critical Range: 1 – 3 mmol/L', low: undefined, high: undefined, flag: undefined},
  ],
  [
    'the normal range among others',
    {
      valueQuantity: bound(5),
      referenceRange: [
        {type: coded('normal', 'Normal Range'), high: bound(3)},
        {type: coded('therapeutic', 'Therapeutic'), high: bound(9)},
      ],
    },
    {high: 3, flag: 'high'},
  ],
  [
    '"normal" does not hide what stands beside it',
    {valueQuantity: bound(9), interpretation: [coded('N'), coded('H')]},
    {interpretation: 'Normal, High', flag: 'high'},
  ],
  [
    "an interpretation in SNOMED CT, in another language's words",
    {valueQuantity: bound(9), interpretation: [coded('281302008', 'Boven referentiewaarde')]},
    {interpretation: 'High', flag: 'high'},
  ],
  [
    'a usual range',
    {valueQuantity: bound(6), referenceRange: [{low: bound(4), high: bound(5.6)}]},
    {range: '4 – 5.6 mmol/L', low: 4, high: 5.6, flag: 'high'},
  ],
  [
    'within its range',
    {valueQuantity: bound(5), referenceRange: [{low: bound(4), high: bound(5.6)}]},
    {flag: 'normal'},
  ],
  [
    'below its range',
    {valueQuantity: bound(3), referenceRange: [{low: bound(4)}]},
    {range: '4 mmol/L or more', flag: 'low'},
  ],
  [
    'a range in words',
    {valueQuantity: bound(1), referenceRange: [{text: 'up to 14', high: bound(14)}]},
    {range: 'up to 14', high: 14},
  ],
  [
    'ranges for several people',
    {
      valueQuantity: bound(1),
      referenceRange: [
        {text: '1–2', appliesTo: [concept('Men')]},
        {text: '2–3', appliesTo: [concept('Women')]},
      ],
    },
    {range: 'Men: 1–2; Women: 2–3'},
  ],
  [
    'high, by the source',
    {valueQuantity: bound(9), interpretation: [coded('H')]},
    {interpretation: 'High', flag: 'high'},
  ],
  [
    'critically low',
    {valueQuantity: bound(1), interpretation: [coded('LL')]},
    {interpretation: 'Critically low', flag: 'critical'},
  ],
  [
    'an interpretation in words',
    {valueString: 'x', interpretation: [{text: 'Borderline'}]},
    {interpretation: 'Borderline'},
  ],
  [
    'the word of the source before the range',
    {valueQuantity: bound(9), interpretation: [coded('N')], referenceRange: [{high: bound(5)}]},
    {interpretation: 'Normal', flag: 'normal'},
  ],
];

describe('FHIR observations: values', () => {
  for (const [name, fields, expected] of CASES) {
    it(`reads ${name}`, () => {
      const record = recordOf(observation('1', fields));
      for (const [key, value] of Object.entries(expected)) {
        expect(record[key as keyof HealthRecord], key).to.deep.equal(value);
      }
    });
  }

  it('gives no flag to a number that lies beyond what was measured', () => {
    const record = recordOf(
      observation('1', {
        valueQuantity: {...bound(3), comparator: '>'},
        referenceRange: [{low: bound(4), high: bound(5)}],
      }),
    );
    expect(record.flag).to.equal(undefined);
  });

  it('keeps bounds only where there is one range', () => {
    const record = recordOf(
      observation('1', {valueQuantity: bound(3), referenceRange: [{low: bound(4)}, {low: bound(5)}]}),
    );
    expect(record).to.not.have.any.keys('low', 'high', 'flag');
  });

  it('reads blood pressure as its two parts', () => {
    const part = (code: string, text: string, value: number): Json => ({
      code: {text, coding: [{system: LOINC, code}]},
      valueQuantity: {value, unit: 'mmHg', system: UCUM, code: 'mm[Hg]'},
    });
    const record = recordOf(
      observation('1', {
        code: {coding: [{system: LOINC, code: '85354-9', display: 'Blood pressure panel'}]},
        component: [part('8480-6', 'Systolic', 107), part('8462-4', 'Diastolic', 60)],
      }),
    );
    expect(record.category).to.equal('vital');
    expect(record.value).to.equal(undefined);
    expect(record.components).to.deep.equal([
      {
        title: 'Systolic',
        codes: [{system: LOINC, code: '8480-6'}],
        value: '107',
        number: 107,
        unit: 'mmHg',
        ucum: 'mm[Hg]',
      },
      {
        title: 'Diastolic',
        codes: [{system: LOINC, code: '8462-4'}],
        value: '60',
        number: 60,
        unit: 'mmHg',
        ucum: 'mm[Hg]',
      },
    ]);
  });

  it('says for a part why it has no value', () => {
    const record = recordOf(
      observation('1', {component: [{code: concept('Diastolic'), dataAbsentReason: coded('not-asked')}]}),
    );
    expect(record.components?.[0]).to.include({title: 'Diastolic', value: 'Not asked'});
  });

  it('names the members of a panel', () => {
    const record = recordOf(
      observation('1', {hasMember: [{reference: 'Observation/2'}, {reference: `Observation/3/_history/4`}]}),
    );
    expect(record.members).to.deep.equal(['mount-sinai|ms|Observation/2', 'mount-sinai|ms|Observation/3']);
  });
});

describe('FHIR observations: where they belong', () => {
  const categories: [string, string][] = [
    ['laboratory', 'lab'],
    ['vital-signs', 'vital'],
    ['social-history', 'social'],
    ['survey', 'social'],
    ['sdoh', 'social'],
    ['imaging', 'imaging'],
    ['procedure', 'procedure'],
    ['therapy', 'procedure'],
    ['exam', 'other'],
    ['LAB', 'lab'],
    ['RAD', 'imaging'],
  ];
  for (const [code, category] of categories) {
    it(`puts ${code} under ${category}`, () => {
      expect(recordOf(observation('1', {category: [coded(code)]})).category).to.equal(category);
    });
  }
  it('knows vital signs and smoking without a category', () => {
    const of = (code: string) => recordOf(observation('1', {code: coded(code, 'x', LOINC)})).category;
    expect([of('8867-4'), of('72166-2'), of('2345-7')]).to.deep.equal(['vital', 'social', 'lab']);
  });
  it('uses the first category that says something', () => {
    expect(recordOf(observation('1', {category: [coded('my-own'), coded('imaging')]})).category).to.equal('imaging');
  });
});

describe('FHIR: digits as they were written', () => {
  const read = (value: string, range = ''): HealthRecord =>
    recordOf(
      parseJson(
        `{"resourceType":"Observation","id":"1","code":{"text":"X"},"valueQuantity":{"value":${value},"unit":"mg"}${range}}`,
      ) as Json,
    );
  for (const [written, number] of [
    ['0.10', 0.1],
    ['7.0', 7],
    ['-0', -0],
    ['-0.0', -0],
    ['0.0000001', 1e-7],
    ['12345678901234567890', 12345678901234567890],
    ['7', 7],
    ['120', 120],
  ] as const)
    it(`keeps ${written}`, () => {
      const record = read(written);
      expect(record.value).to.equal(written);
      expect(record.number).to.equal(number);
    });
  it('in the bounds of a range and in parts', () => {
    const record = read(
      '5',
      ',"referenceRange":[{"low":{"value":4.0},"high":{"value":5.60}}],"component":[{"code":{"text":"P"},"valueQuantity":{"value": 1.50}}]',
    );
    expect([record.range, record.low, record.high]).to.deep.equal(['4.0 – 5.60', 4, 5.6]);
    expect(record.components![0]!.value).to.equal('1.50');
  });
  it('texts that look like numbers are none', () => {
    const record = read('5.0', String.raw`,"note":[{"text":"{\"value\": 9.90} \"low\" : 1.0, \"value\":"}]`);
    expect(record.value).to.equal('5.0');
  });
  it('a name that is there twice takes no digits from another', () => {
    expect(read('5.0', ',"referenceRange":[{"low":{"value":4.0,"value":3.10}}]')).to.include({value: '5', low: 3.1});
  });
  it('powers of ten and endless digits are shown as numbers', () => {
    expect(read('1.0e2').value).to.equal('100');
    expect(read(`1.${'0'.repeat(1000)}`).value).to.equal('1');
  });
  it('leaves every value what it was', () => {
    const text = '{"value":7.0,"__proto__":{"value":1.0},"a":[{"value":-0}],"t":"\\"value\\":7.0"}';
    expect(parseJson(text)).to.deep.equal(JSON.parse(text));
  });
});
