import {expect} from '@open-wc/testing';
import {RESOURCES} from '../../../src/sources/human-api/resources.js';
import {common, detail, page, READ_AT, recordOf, recordsOf} from './helpers.js';

const day = (value: string) => ({value, precision: 'day'});

describe('Human API: identity, source, institution', () => {
  it('names route, organization and the endpoint with the id', () => {
    const record = recordOf('issues', {name: 'Asthma', dateTime: '2019-03-04T00:00:00.000Z'});
    expect(record.sources).to.deep.equal([
      {
        route: 'human-api',
        institution: {id: '54dc427aaa6b4cb7d620302f', name: 'Starfleet Medical'},
        recordId: 'issues/5e66f0a1b2c3d4e5f6a7b8c9',
        retrievedAt: READ_AT,
        date: day('2019-03-04'),
      },
    ]);
    expect(record.id).to.equal('human-api|54dc427aaa6b4cb7d620302f|issues/5e66f0a1b2c3d4e5f6a7b8c9');
  });

  it('falls back to the source as key, then to the route', () => {
    const bySource = recordOf('issues', {name: 'Asthma', organization: undefined}).sources[0]!.institution;
    expect(bySource).to.deep.equal({id: common.source, name: 'Human API'});
    const byRoute = recordOf('social_history', {name: 'x', organization: '', source: undefined}).sources[0]!
      .institution;
    expect(byRoute).to.deep.equal({id: 'human-api', name: 'Human API'});
  });

  it('never dates anything by the times at which it was fetched', () => {
    for (const stream of RESOURCES.keys()) {
      for (const record of recordsOf(stream, {name: 'x', text: 'y'})) {
        expect(record.date, stream).to.equal(null);
        expect(JSON.stringify(record), stream).to.not.contain('2025-11');
      }
    }
  });

  it('keeps the original for each record', () => {
    const {raws, records} = page('immunizations', [{...common, name: 'Flu', dates: ['2019-10-01', '2020-10-01']}]);
    expect(records.map(record => (raws.get(record.id) as {name: string}).name)).to.deep.equal(['Flu', 'Flu']);
  });
});

describe('Human API: every resource has its category', () => {
  const expected: Record<string, string> = {
    allergies: 'allergy',
    ccds: 'document',
    encounters: 'visit',
    functional_statuses: 'other',
    immunizations: 'immunization',
    instructions: 'plan',
    issues: 'condition',
    medications: 'medication',
    narratives: 'document',
    plans_of_care: 'plan',
    procedures: 'procedure',
    social_history: 'social',
    test_results: 'lab',
    vitals: 'vital',
  };
  for (const [stream, category] of Object.entries(expected)) {
    it(`${stream}: ${category}, with a title even when it names nothing`, () => {
      const record = recordOf(stream, {});
      expect(record.category).to.equal(category);
      expect(record.title).to.match(/^[A-Z][a-z]+( [a-z]+)*$/);
      expect(record.title).to.not.match(/unknown/i);
    });
  }

  it('reads the 17 endpoints, three of them only for support', () => {
    expect([...RESOURCES.keys()]).to.have.members([
      ...Object.keys(expected),
      'profile',
      'demographics',
      'organizations',
    ]);
    for (const stream of ['profile', 'demographics', 'organizations']) {
      const mapped = page(stream, [{...common, name: {family: 'Forrest'}}]);
      expect([mapped.read, mapped.shown, mapped.supporting, mapped.records.length]).to.deep.equal([1, 0, 1, 0]);
    }
  });

  it('shows an endpoint that came later as something else', () => {
    expect(recordOf('devices_worn', {name: 'Insulin pump'})).to.include({category: 'other', title: 'Insulin pump'});
  });
});

describe('Human API: dates', () => {
  const cases: [string, unknown, object | null][] = [
    ['midnight UTC is a day', '2020-01-13T00:00:00.000Z', day('2020-01-13')],
    ['midnight UTC without fraction', '2020-01-13T00:00:00Z', day('2020-01-13')],
    ['midnight written as an offset of zero', '2020-01-13T00:00:00.000+00:00', day('2020-01-13')],
    ['04:00 UTC is that day, text kept', '2010-09-10T04:00:00.000Z', day('2010-09-10T04:00:00.000Z')],
    ['05:00 UTC is that day, text kept', '2012-01-19T05:00:00.000Z', day('2012-01-19T05:00:00.000Z')],
    ['10:00 UTC is that day, text kept', '2020-01-13T10:00:00Z', day('2020-01-13T10:00:00Z')],
    [
      'another hour is an instant',
      '2014-07-21T17:30:00.000Z',
      {value: '2014-07-21T17:30:00.000Z', precision: 'second'},
    ],
    ['05:01 is an instant', '2014-07-21T05:01:00Z', {value: '2014-07-21T05:01:00Z', precision: 'second'}],
    [
      'one second after midnight is an instant',
      '2014-07-21T00:00:01Z',
      {value: '2014-07-21T00:00:01Z', precision: 'second'},
    ],
    [
      'midnight in another zone is an instant',
      '2014-07-21T00:00:00-05:00',
      {value: '2014-07-21T00:00:00-05:00', precision: 'second'},
    ],
    ['a day', '2014-07-21', day('2014-07-21')],
    ['a year', '2014', {value: '2014', precision: 'year'}],
    ['a month', '2014-07', {value: '2014-07', precision: 'month'}],
    ['US order with slashes', '01/27/1958', {value: '01/27/1958', precision: 'day', iso: '1958-01-27'}],
    ['US order with dashes', '03-05-1985', {value: '03-05-1985', precision: 'day', iso: '1985-03-05'}],
    [
      "JavaScript's own text",
      'Mon Jul 07 2014 14:40:26 GMT-0700 (PDT)',
      {value: 'Mon Jul 07 2014 14:40:26 GMT-0700 (PDT)', precision: 'second', iso: '2014-07-07T14:40:26-07:00'},
    ],
    [
      "midnight UTC in JavaScript's own text is a day",
      'Mon Jul 07 2014 00:00:00 GMT+0000 (UTC)',
      {value: 'Mon Jul 07 2014 00:00:00 GMT+0000 (UTC)', precision: 'day', iso: '2014-07-07T00:00:00+00:00'},
    ],
    [
      'midnight of another zone in that text is an instant',
      'Mon Jul 07 2014 00:00:00 GMT-0700 (PDT)',
      {value: 'Mon Jul 07 2014 00:00:00 GMT-0700 (PDT)', precision: 'second', iso: '2014-07-07T00:00:00-07:00'},
    ],
    ['nothing', '', null],
    ['a day that no calendar has', '2019-02-30T00:00:00.000Z', null],
    ['a number', 1389571200000, null],
    ['words', 'last spring', null],
  ];
  for (const [name, written, expected] of cases) {
    it(name, () => {
      expect(recordOf('procedures', {name: 'X', dateTime: written}).date).to.deep.equal(expected);
    });
  }

  it('takes each resource at its own field', () => {
    const at = '2020-01-13T00:00:00.000Z';
    const fields: [string, object][] = [
      ['allergies', {dateRange: {start: at}}],
      ['encounters', {dateTime: at}],
      ['functional_statuses', {dateTime: at}],
      ['instructions', {dateTime: at}],
      ['immunizations', {dates: [at]}],
      ['issues', {dateTime: at}],
      ['medications', {startDate: at}],
      ['narratives', {dateTime: at}],
      ['ccds', {dateTime: at}],
      ['plans_of_care', {date: at}],
      ['procedures', {dateTime: at}],
      ['social_history', {entries: [{dateTime: at, name: 'Never'}]}],
      ['test_results', {resultDateTime: at}],
      ['vitals', {dateTime: at}],
    ];
    for (const [stream, item] of fields) expect(recordOf(stream, item).date, stream).to.deep.equal(day('2020-01-13'));
  });

  it('a period has its end; an end alone is the date', () => {
    const both = recordOf('medications', {name: 'A', startDate: '2020-01-02', endDate: '2020-02-03T00:00:00.000Z'});
    expect([both.date, both.end]).to.deep.equal([day('2020-01-02'), day('2020-02-03')]);
    const last = recordOf('medications', {name: 'A', endDate: '2020-02-03'});
    expect([last.date, last.end]).to.deep.equal([day('2020-02-03'), undefined]);
    const same = recordOf('allergies', {name: 'A', dateRange: {start: '2020-02-03', end: '2020-02-03'}});
    expect(same.end).to.equal(undefined);
  });

  it('keeps a date that it cannot read in the details', () => {
    expect(detail(recordOf('procedures', {name: 'X', dateTime: 'last spring'}), 'Date time')).to.equal('last spring');
  });

  it('a plan may lie in the future', () => {
    expect(recordOf('plans_of_care', {name: 'Colonoscopy', date: '2031-05-06T00:00:00.000Z'}).date).to.deep.equal(
      day('2031-05-06'),
    );
  });
});

describe('Human API: immunizations', () => {
  it('several dates are several records, the first without a number', () => {
    const records = recordsOf('immunizations', {
      name: 'Influenza, seasonal',
      dates: ['2019-10-01T00:00:00.000Z', '2018-10-02T04:00:00.000Z', '2017-10-03T00:00:00.000Z'],
      codes: [{code: '141', codeSystem: '2.16.840.1.113883.12.292', codeSystemName: 'CVX', name: 'Influenza'}],
    });
    expect(records.map(record => [record.sources[0]!.recordId, record.date!.value])).to.deep.equal([
      [`immunizations/${common.id}`, '2019-10-01'],
      [`immunizations/${common.id}#2`, '2018-10-02T04:00:00.000Z'],
      [`immunizations/${common.id}#3`, '2017-10-03'],
    ]);
    expect(new Set(records.map(({id}) => id)).size).to.equal(3);
    expect(records[1]!.codes).to.deep.equal([
      {system: 'http://hl7.org/fhir/sid/cvx', code: '141', display: 'Influenza'},
    ]);
    expect(detail(records[1]!, 'Dates')).to.equal('2019-10-01; 2018-10-02; 2017-10-03');
  });

  it('the item counts once', () => {
    const mapped = page('immunizations', [{...common, name: 'Tdap', dates: ['2019-10-01', '2018-10-02']}]);
    expect([mapped.read, mapped.shown, mapped.records.length]).to.deep.equal([1, 1, 2]);
  });

  it('the same date twice is one record', () => {
    expect(recordsOf('immunizations', {name: 'Tdap', dates: ['2019-10-01', '2019-10-01T00:00:00Z']})).to.have.length(1);
  });

  it('a date that cannot be read does not cost the others, and stays in the details', () => {
    const record = recordOf('immunizations', {name: 'Tdap', dates: ['childhood', '2018-10-02', null, '']});
    expect(record.date).to.deep.equal(day('2018-10-02'));
    expect(detail(record, 'Dates')).to.equal('childhood; 2018-10-02');
  });

  it('no dates: undated, once', () => {
    for (const dates of [[], undefined, '', ['childhood']])
      expect(recordOf('immunizations', {name: 'Tdap', dates}).date).to.equal(null);
  });

  it('refused: said first, and negated', () => {
    const record = recordOf('immunizations', {name: 'Influenza', status: 'Refused', dates: ['2019-10-01']});
    expect(record).to.include({title: 'Declined: Influenza', negated: true});
    expect(recordOf('immunizations', {name: 'Influenza', status: 'not done'})).to.include({
      title: 'Not given: Influenza',
      negated: true,
    });
  });
});

describe('Human API: test results', () => {
  const only = (component: object, more: object = {}) =>
    recordOf('test_results', {name: 'Potassium', components: [{name: 'Potassium', ...component}], ...more});

  const values: [string, object, object][] = [
    ['a number', {value: '4.3', unit: 'mmol/L'}, {value: '4.3', number: 4.3, unit: 'mmol/L'}],
    ['a number that is a number', {value: 4.3, unit: 'mmol/L'}, {value: '4.3', number: 4.3, unit: 'mmol/L'}],
    ['a unit inside the value', {value: '13.5 g/dL'}, {value: '13.5', number: 13.5, unit: 'g/dL'}],
    ['the same unit twice', {value: '13.5 g/dL', unit: 'g/dL'}, {value: '13.5', number: 13.5, unit: 'g/dL'}],
    ['percent inside the value', {value: '41.2%'}, {value: '41.2', number: 41.2, unit: '%'}],
    ['a power of ten as unit', {value: '6.1 x10E3/uL'}, {value: '6.1', number: 6.1, unit: 'x10E3/uL'}],
    ['a comparator', {value: '<0.3', unit: 'mg/dL'}, {value: '<0.3', number: 0.3, comparator: '<', unit: 'mg/dL'}],
    ['a comparator in one sign', {value: '≥ 90'}, {value: '≥ 90', number: 90, comparator: '>='}],
    ['thousands', {value: '1,250', unit: 'K/uL'}, {value: '1,250', number: 1250, unit: 'K/uL'}],
    ['words', {value: 'Negative'}, {value: 'Negative', number: undefined}],
    ['a ratio is no number', {value: '1:40'}, {value: '1:40', number: undefined}],
    ['a range is no number', {value: '0-2', unit: '/hpf'}, {value: '0-2', number: undefined, unit: '/hpf'}],
    ['pluses are no number', {value: '2+'}, {value: '2+', number: undefined}],
    ['a number with a word stays words', {value: '3 colonies'}, {value: '3 colonies', number: undefined}],
    ['another unit than the one given stays words', {value: '5 mg', unit: 'g'}, {value: '5 mg', number: undefined}],
    ['a decimal comma is left alone', {value: '5,4'}, {value: '5,4', number: undefined}],
    ['markup becomes a line', {value: 'Clear<br/>'}, {value: 'Clear'}],
    ['an object as text is nothing', {value: '[object Object]'}, {value: undefined}],
    ['"unknown" is an answer', {value: 'UNKNOWN'}, {value: 'Unknown', number: undefined}],
  ];
  for (const [name, component, expected] of values) {
    it(name, () => {
      const record = only(component);
      for (const [key, value] of Object.entries(expected)) {
        expect(record[key as keyof typeof record], key).to.deep.equal(value);
      }
    });
  }

  const ranges: [string, object, object][] = [
    [
      '20.8 - 34.4',
      {value: '30', refRange: '20.8 - 34.4'},
      {range: '20.8 – 34.4', low: 20.8, high: 34.4, flag: 'normal'},
    ],
    ['below an interval', {value: '20.7', refRange: '20.8 - 34.4'}, {flag: 'low'}],
    ['above an interval', {value: '34.5', refRange: '20.8-34.4'}, {flag: 'high'}],
    ['the bounds belong to it', {value: '34.4', refRange: '20.8–34.4'}, {flag: 'normal'}],
    [
      '> 14 U/L; < 54 U/L',
      {value: '20', unit: 'U/L', refRange: '> 14 U/L; < 54 U/L'},
      {range: '> 14; < 54', low: 14, high: 54, flag: 'normal'},
    ],
    ['one open bound of two', {value: '20', refRange: '>= 14; < 54'}, {range: '≥ 14; < 54'}],
    ['digits as written', {value: '5', refRange: '4.0 - 5.60'}, {range: '4.0 – 5.60', low: 4, high: 5.6}],
    ['thousands as written', {value: '5', refRange: '150,000 - 400,000'}, {range: '150,000 – 400,000', low: 150_000}],
    ['very small bounds', {value: '5', refRange: '0.0000001 - 1'}, {range: '0.0000001 – 1'}],
    ['digits of bounds apart', {value: '5', low: '4.0', high: '5.60'}, {range: '4.0 – 5.60'}],
    ['digits of one bound', {value: '5', refRange: '< 7.0'}, {range: 'below 7.0', high: 7}],
    ['an open bound does not belong to it', {value: '54', unit: 'U/L', refRange: '> 14 U/L; < 54 U/L'}, {flag: 'high'}],
    ['an open lower bound does not belong to it', {value: '14', refRange: '> 14; < 54'}, {flag: 'low'}],
    ['less than the lower bound is below it', {value: '<1', refRange: '1 - 4'}, {flag: 'low'}],
    ['more than the upper bound is above it', {value: '>4', refRange: '1 - 4'}, {flag: 'high'}],
    ['<0.3', {value: '0.2', refRange: '<0.3'}, {range: 'below 0.3', high: 0.3, low: undefined, flag: 'normal'}],
    ['<= 0.3', {value: '0.3', refRange: '<= 0.3'}, {range: 'up to 0.3', flag: 'normal'}],
    ['> 60', {value: '59', refRange: '> 60'}, {range: 'above 60', low: 60, high: undefined, flag: 'low'}],
    ['>= 60 mL/min', {value: '60', refRange: '>=60 mL/min'}, {range: '60 or more', flag: 'normal'}],
    ['below zero', {value: '-3', refRange: '-2 - 2'}, {range: '-2 – 2', flag: 'low'}],
    ['with its unit', {value: '7.1', unit: 'g/dL', refRange: '5.7 - 8.3 g/dL'}, {range: '5.7 – 8.3', flag: 'normal'}],
    [
      'in another unit nothing is judged',
      {value: '71', unit: 'g/L', refRange: '5.7 - 8.3 g/dL'},
      {range: '5.7 - 8.3 g/dL', flag: undefined, low: undefined, high: undefined},
    ],
    [
      'low and high',
      {value: '7.1', low: '5.7', high: '8.3'},
      {range: '5.7 – 8.3', low: 5.7, high: 8.3, flag: 'normal'},
    ],
    ['high alone', {value: '9', high: '8.3'}, {range: 'up to 8.3', flag: 'high'}],
    ['low alone', {value: '9', low: '5.7'}, {range: '5.7 or more', flag: 'normal'}],
    [
      'words',
      {value: 'Positive', refRange: 'Negative'},
      {range: 'Negative', low: undefined, high: undefined, flag: undefined},
    ],
    [
      'an interval upside down stays words',
      {value: '5', refRange: '9 - 2'},
      {range: '9 - 2', low: undefined, flag: undefined},
    ],
    ['a value below what can be measured, inside the range', {value: '<0.3', refRange: '0.5 - 1'}, {flag: 'low'}],
    ['a value beyond measuring that may lie on either side', {value: '<5', refRange: '1 - 4'}, {flag: undefined}],
    ['a value above what can be measured', {value: '>100', refRange: '1 - 40'}, {flag: 'high'}],
    [
      "the source's own word wins",
      {value: '30', refRange: '20 - 34', interpretation: 'HH'},
      {flag: 'critical', interpretation: 'Critically high'},
    ],
  ];
  for (const [name, component, expected] of ranges) {
    it(`range: ${name}`, () => {
      const record = only(component);
      for (const [key, value] of Object.entries(expected)) {
        expect(record[key as keyof typeof record], key).to.deep.equal(value);
      }
    });
  }

  it('a panel has components, each with its codes, value and range', () => {
    const record = recordOf('test_results', {
      name: 'LIPID PANEL',
      status: 'Edited Result - FINAL',
      orderedBy: 'James Kirk, MD',
      resultDateTime: '2010-09-10T04:00:00.000Z',
      codes: [{codeSystem: '2.16.840.1.113883.6.1', codeSystemName: 'LOINC', name: 'DIAGNOSIS'}],
      components: [
        {
          name: 'HDL',
          value: '55',
          unit: 'mg/dL',
          low: '40',
          high: '60',
          codes: [{code: '2085-9', codeSystemName: 'LOINC'}],
        },
        {name: 'LDL', value: '130 mg/dL', refRange: '<100', codes: []},
      ],
    });
    expect(record).to.include({
      title: 'LIPID PANEL',
      subtitle: 'James Kirk, MD',
      status: 'Corrected after it was final',
    });
    expect(record.codes, 'a system without a code says nothing').to.deep.equal([]);
    expect(record.components).to.deep.equal([
      {
        title: 'HDL',
        codes: [{system: 'http://loinc.org', code: '2085-9'}],
        value: '55',
        number: 55,
        unit: 'mg/dL',
        range: '40 – 60',
        low: 40,
        high: 60,
        flag: 'normal',
      },
      {title: 'LDL', codes: [], value: '130', number: 130, unit: 'mg/dL', range: 'below 100', high: 100, flag: 'high'},
    ]);
  });

  it('one component of another name stays a component; of the same name it is the result', () => {
    const other = recordOf('test_results', {name: 'A1C PANEL', components: [{name: 'HbA1c', value: '6.8'}]});
    expect([other.value, other.components!.length]).to.deep.equal([undefined, 1]);
    const same = recordOf('test_results', {name: 'HbA1c', components: [{name: 'hba1c', value: '6.8'}]});
    expect([same.title, same.value, same.components]).to.deep.equal(['HbA1c', '6.8', undefined]);
  });

  it('without components it is still a record', () => {
    expect(recordOf('test_results', {name: 'URINE CULTURE', components: [], status: 'Final result'})).to.include({
      title: 'URINE CULTURE',
      status: 'Final',
    });
  });

  it('a preliminary result says so first', () => {
    expect(only({value: '4.3'}, {status: 'Preliminary'}).title).to.equal('Preliminary: Potassium');
  });

  it('a whole report as a value stands in the details, in full', () => {
    const report = `FINDINGS: ${'The lungs are clear. '.repeat(60)}<br/>IMPRESSION: normal.`;
    const record = recordOf('test_results', {name: 'XR CHEST', components: [{name: 'Report', value: report}]});
    expect(record.value).to.equal(undefined);
    expect(detail(record, 'Report')).to.match(/^FINDINGS: The lungs[^]*\nIMPRESSION: normal\.$/);
  });

  it('comments keep their lines and lose their markup', () => {
    const record = only({value: '4.3', componentComments: 'Hemolyzed.<br/>Repeat advised.'});
    expect(detail(record, 'Comment: Potassium')).to.equal('Hemolyzed.\nRepeat advised.');
  });

  it('entered in error is kept apart, with its record', () => {
    const mapped = page('test_results', [{...common, name: 'Potassium', status: 'Entered in Error'}]);
    expect([mapped.read, mapped.shown, mapped.records.length]).to.deep.equal([1, 0, 0]);
    expect(mapped.aside[0]).to.include({
      state: 'entered_in_error',
      reason: 'entered_in_error',
      recordId: `test_results/${common.id}`,
      type: 'test_results',
    });
    expect(mapped.aside[0]!.record).to.include({title: 'Entered by mistake: Potassium', negated: true});
  });
});

describe('Human API: vitals', () => {
  const systolic = {
    name: 'BP sys',
    normalizedName: 'Systolic blood pressure',
    value: 128,
    unit: 'mm[Hg]',
    codes: [{code: '8480-6', codeSystem: '2.16.840.1.113883.6.1', name: 'Systolic blood pressure'}],
  };
  const diastolic = {
    name: 'BP dias',
    value: '82',
    unit: 'mm[Hg]',
    raw: {value: '82'},
    codes: [{code: '8462-4', codeSystem: '2.16.840.1.113883.6.1'}],
  };

  it('the two pressures of one item are one blood pressure', () => {
    const record = recordOf('vitals', {dateTime: '2020-01-13T15:20:00.000Z', results: [systolic, diastolic]});
    expect(record.title).to.equal('Blood pressure');
    expect(record.components!.map(part => [part.codes[0]!.code, part.number, part.unit, part.ucum])).to.deep.equal([
      ['8480-6', 128, 'mm[Hg]', 'mm[Hg]'],
      ['8462-4', 82, 'mm[Hg]', 'mm[Hg]'],
    ]);
    expect(record.value).to.equal(undefined);
  });

  it('one result is the record itself, with its code', () => {
    const record = recordOf('vitals', {
      results: [
        {
          name: 'Weight',
          value: '70.5',
          unit: 'kg',
          codes: [{code: '29463-7', codeSystemName: 'LOINC', name: 'Body weight'}],
        },
      ],
    });
    expect(record).to.include({title: 'Weight', value: '70.5', number: 70.5, unit: 'kg', ucum: 'kg'});
    expect(record.codes).to.deep.equal([{system: 'http://loinc.org', code: '29463-7', display: 'Body weight'}]);
    expect(record.components).to.equal(undefined);
  });

  it('several results are named in the title, the pressures once', () => {
    const record = recordOf('vitals', {results: [{name: 'Pulse', value: 70}, systolic, diastolic]});
    expect(record.title).to.equal('Pulse, Blood pressure');
    expect(record.components).to.have.length(3);
  });

  it('one pressure alone keeps its own name', () => {
    expect(recordOf('vitals', {results: [systolic]}).title).to.equal('BP sys');
  });

  it('the normalized name serves where there is no other, then the words of a code', () => {
    expect(recordOf('vitals', {results: [{normalizedName: 'Heart rate', value: 70}]}).title).to.equal('Heart rate');
    expect(
      recordOf('vitals', {
        results: [{codes: [{code: '8867-4', codeSystemName: 'LOINC', name: 'Heart rate'}], value: 7}],
      }).title,
    ).to.equal('Heart rate');
  });
});

describe('Human API: what a patient does not have', () => {
  const cases: [string, object, string][] = [
    ['allergies', {name: 'No Known Allergies'}, 'No Known Allergies'],
    ['allergies', {name: 'NKDA'}, 'None known: NKDA'],
    ['allergies', {name: 'No known drug allergies'}, 'No known drug allergies'],
    ['allergies', {name: '', allergen: {name: 'NKA'}}, 'None known: NKA'],
    [
      'allergies',
      {name: 'Allergies', codes: [{code: '716186003', codeSystemName: 'SNOMED-CT'}]},
      'None known: Allergies',
    ],
    ['issues', {name: 'No known problems'}, 'No known problems'],
    ['issues', {name: 'None'}, 'None'],
    ['medications', {name: 'No current medications'}, 'No current medications'],
    ['issues', {name: 'Pneumonia', status: 'refuted'}, 'Ruled out: Pneumonia'],
    ['medications', {name: 'Aspirin', status: 'not taken'}, 'Not taken: Aspirin'],
    ['procedures', {name: 'Colonoscopy', status: 'Cancelled'}, 'Cancelled: Colonoscopy'],
    ['procedures', {name: 'Colonoscopy', status: 'Not Done'}, 'Not done: Colonoscopy'],
    ['encounters', {visitType: 'Check-up', status: 'No Show'}, 'Did not take place: Check-up'],
    ['issues', {name: 'No history of diabetes'}, 'No history of diabetes'],
    ['allergies', {name: 'Denies food allergies'}, 'None known: Denies food allergies'],
    ['allergies', {name: 'Nil known'}, 'None known: Nil known'],
    ['issues', {name: 'No evidence of diabetes'}, 'No evidence of diabetes'],
    ['allergies', {name: 'No food or drug allergies'}, 'No food or drug allergies'],
    ['allergies', {name: 'NKDA (confirmed)'}, 'None known: NKDA (confirmed)'],
    ['allergies', {name: 'Not on File'}, 'Not on File'],
    ['allergies', {name: 'Nil known allergies'}, 'None known: Nil known allergies'],
    ['allergies', {name: 'None recorded'}, 'None recorded'],
    ['allergies', {name: 'Patient denies'}, 'None known: Patient denies'],
    [
      'allergies',
      {name: 'Allergies', codes: [{code: '1003774007', codeSystemName: 'SNOMED-CT'}]},
      'None known: Allergies',
    ],
    [
      'immunizations',
      {name: 'Influenza', codes: [{code: '998', codeSystem: '2.16.840.1.113883.12.292'}]},
      'None known: Influenza',
    ],
  ];
  for (const [stream, item, title] of cases) {
    it(`${stream}: ${title}`, () => {
      expect(recordOf(stream, item)).to.include({title, negated: true});
    });
  }

  it('does not take facts for denials', () => {
    for (const [stream, name] of [
      ['issues', 'Nonearthritis'],
      ['allergies', 'Noni juice'],
      ['test_results', 'No growth after 3 days'],
      ['social_history', 'None'],
      ['medications', 'Nolvadex'],
    ] as const)
      expect(recordOf(stream, {name}).negated, name).to.equal(undefined);
  });

  for (const status of ['Discontinued', 'aborted'])
    it(`a medicine that was ${status} says so, and was taken`, () => {
      const record = recordOf('medications', {name: 'Aspirin', status});
      expect(record).to.include({title: 'Stopped: Aspirin', status: 'Stopped'});
      expect(record.negated).to.equal(undefined);
    });

  it('what is only ordered says so first', () => {
    expect(recordOf('procedures', {name: 'Colonoscopy', status: 'Ordered'}).title).to.equal('Ordered: Colonoscopy');
    expect(recordOf('procedures', {name: 'Colonoscopy', status: 'Future'}).title).to.equal('Planned: Colonoscopy');
  });

  for (const status of ['nullified', 'Erroneous', 'Voided', 'deleted'])
    it(`what is ${status} was a mistake`, () => {
      const {records, aside} = page('procedures', [{...common, name: 'Colonoscopy', status}]);
      expect(records).to.have.length(0);
      expect(aside[0]).to.include({state: 'entered_in_error'});
      expect(aside[0]!.record!.title).to.equal('Entered by mistake: Colonoscopy');
    });
});

describe('Human API: other resources', () => {
  it('allergies: allergen, codes, reactions, severity', () => {
    const record = recordOf('allergies', {
      status: 'active',
      allergen: {name: 'Penicillin', codes: [{code: '70618', codeSystem: '2.16.840.1.113883.6.88'}]},
      reactionsFull: [{name: 'Hives', reactionType: 'Allergy'}, {name: 'Swelling'}],
      severity: 'Moderate',
      dateRange: {start: '2011-02-03T00:00:00.000Z'},
    });
    expect(record).to.include({title: 'Penicillin', status: 'Active'});
    expect(record.codes).to.deep.equal([{system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '70618'}]);
    expect(detail(record, 'Reactions')).to.equal('Hives, Allergy; Swelling');
    expect(detail(record, 'Severity')).to.equal('Moderate');
  });

  it('medications: dose behind the title, the rest as details', () => {
    const record = recordOf('medications', {
      name: 'Amoxicillin 875 MG OR TABS',
      productName: 'Amoxil',
      instructions: 'Take one by mouth',
      dosageInfo: '875 mg twice daily',
      refillsTotal: '2',
      details: {dosage: '875', frequency: 'BID', strength: '875 mg', route: 'Oral'},
      startDate: '2010-09-17T04:00:00.000Z',
    });
    expect(record).to.include({title: 'Amoxicillin 875 MG OR TABS', subtitle: '875 mg twice daily'});
    expect(Object.fromEntries(record.details.map(({label, text}) => [label, text]))).to.deep.equal({
      'Product name': 'Amoxil',
      Instructions: 'Take one by mouth',
      'How to take it': '875 mg twice daily',
      Refills: '2',
      Dosage: '875',
      Frequency: 'BID',
      Strength: '875 mg',
      Route: 'Oral',
    });
  });

  it('encounters: embedded items are listed, never plotted', () => {
    const mapped = page('encounters', [
      {
        ...common,
        visitType: 'Office Visit',
        dateTime: '2014-07-21T17:30:00.000Z',
        provider: {
          name: 'Leonard McCoy',
          departmentName: 'Internal Medicine',
          address: {street: ['1 Main St'], city: 'Iowa'},
        },
        reasons: [{name: 'Cough'}],
        diagnoses: [{name: 'Bronchitis', codes: []}],
        medications: [{id: 'm1', name: 'Amoxicillin', canRefill: false, startDate: '2010-09-17T04:00:00.000Z'}],
        testResults: [{id: 't1', name: 'CBC'}],
        vitalSigns: [],
        orders: [{name: 'LIPID PROFILE', type: 'LAB', expectedDate: '2012-01-19T05:00:00.000Z'}],
        patientInstruction: 'Drink water.<br>Rest.',
      },
    ]);
    expect(mapped.records).to.have.length(1);
    const record = mapped.records[0]!;
    expect(record).to.include({category: 'visit', title: 'Office Visit', subtitle: 'Leonard McCoy'});
    expect(detail(record, 'Medications')).to.equal('Amoxicillin, Can refill: No, Start date: 2010-09-17');
    expect(detail(record, 'Test results')).to.equal('CBC');
    expect(detail(record, 'Diagnoses')).to.equal('Bronchitis');
    expect(detail(record, 'Orders')).to.equal('LIPID PROFILE, Type: LAB, Expected date: 2012-01-19');
    expect(detail(record, 'Instructions')).to.equal('Drink water.\nRest.');
    expect(detail(record, 'Provider')).to.equal('Leonard McCoy, Internal Medicine, 1 Main St, Iowa');
    expect(detail(record, 'Vital signs')).to.equal(undefined);
    const key = (id: string) => `human-api|${common.organization.id}|${id}`;
    expect(record.members).to.deep.equal([key('medications/m1'), key('test_results/t1')]);
  });

  it('encounters without a type are named by their codes, else by the reason', () => {
    expect(
      recordOf('encounters', {codes: [{code: '3', codeSystem: '1.2.840.114350', name: 'Hospital Encounter'}]}).title,
    ).to.equal('Hospital Encounter');
    expect(recordOf('encounters', {reasons: [{name: 'Cough'}]}).title).to.equal('Cough');
  });

  it('narratives: each part under its own title, in full', () => {
    const text = 'Stable. '.repeat(2000).trim();
    const record = recordOf('narratives', {
      author: 'Dr. Crusher',
      dateTime: '2018-07-12T00:00:00.000Z',
      entries: [
        {title: 'Assessment', text},
        {title: '', text: '<b>Plan</b><br/>Rest'},
        {title: 'Empty', text: ''},
      ],
    });
    expect(record).to.include({title: 'Assessment', subtitle: 'Dr. Crusher'});
    expect(record.details.slice(0, 2)).to.deep.equal([
      {label: 'Assessment', text},
      {label: 'Text', text: '<b>Plan</b>\nRest'},
    ]);
  });

  it('social history: question and answer', () => {
    const record = recordOf('social_history', {
      entries: [
        {
          name: 'Never smoker',
          dateTime: '2018-07-12T00:00:00.000Z',
          codes: [{code: '72166-2', codeSystemName: 'LOINC', name: 'Tobacco smoking status'}],
        },
      ],
    });
    expect(record).to.include({title: 'Tobacco smoking status', value: 'Never smoker'});
    expect(record.codes[0]).to.include({system: 'http://loinc.org', code: '72166-2'});
  });

  it('social history: answers of one day stand together, of another day apart', () => {
    const entry = (question: string, name: string, dateTime: string) => ({name, dateTime, codes: [{name: question}]});
    const records = recordsOf('social_history', {
      entries: [
        entry('Tobacco', 'Never', '2018-07-12T00:00:00.000Z'),
        entry('Alcohol', 'Yes', '2018-07-12T00:00:00.000Z'),
        entry('Tobacco', 'Former', '2021-07-12T00:00:00.000Z'),
      ],
    });
    expect(
      records.map(record => [record.sources[0]!.recordId.slice(-3), record.title, record.date!.value]),
    ).to.deep.equal([
      ['8c9', 'Tobacco, Alcohol', '2018-07-12'],
      ['9#2', 'Tobacco', '2021-07-12'],
    ]);
    expect(records[0]!.components!.map(part => part.value)).to.deep.equal(['Never', 'Yes']);
    expect(records[1]!.value).to.equal('Former');
  });

  it('procedures: performer behind the title, an object as text dropped', () => {
    expect(recordOf('procedures', {name: 'ECG', performer: {organizationName: 'Clinic'}}).subtitle).to.equal('Clinic');
    const dirty = recordOf('procedures', {name: 'ECG', performer: '[object Object]'});
    expect(dirty.subtitle).to.equal(undefined);
    expect(JSON.stringify(dirty)).to.not.contain('[object');
    const nested = recordOf('procedures', {
      name: 'ECG',
      performer: {name: '[object Object]', organizationName: 'Clinic'},
    });
    expect([nested.subtitle, detail(nested, 'Done by')]).to.deep.equal(['Clinic', 'Clinic']);
  });

  it('plans: text, type and specialty', () => {
    const record = recordOf('plans_of_care', {
      name: 'Follow up',
      text: 'In 3 months',
      type: 'Visit',
      specialty: 'Cardiology',
    });
    expect(record).to.include({title: 'Follow up', subtitle: 'Cardiology'});
    expect([detail(record, 'Text'), detail(record, 'Type')]).to.deep.equal(['In 3 months', 'Visit']);
  });

  it('social history: "unknown" is an answer', () => {
    const record = recordOf('social_history', {entries: [{name: 'Unknown', codes: [{name: 'Drug use'}]}]});
    expect(record).to.include({title: 'Drug use', value: 'Unknown'});
  });

  it('medications: a number alone says nothing behind the title', () => {
    const details = {dosage: '1', strength: '500 mg'};
    const record = recordOf('medications', {name: 'Metformin', details});
    expect(record.subtitle).to.equal('500 mg');
    expect(detail(record, 'Dosage')).to.equal('1');
  });

  it('words of a code that is missing are better than no name', () => {
    const codes = [{codeSystemName: 'SNOMED CT', name: 'Asthma'}];
    expect(recordOf('issues', {codes}).title).to.equal('Asthma');
    expect(recordOf('allergies', {allergen: {codes}}).title).to.equal('Asthma');
    const {components} = recordOf('test_results', {
      name: 'P',
      components: [
        {value: '1', codes},
        {name: 'B', value: '2'},
      ],
    });
    expect(components![0]!.title).to.equal('Asthma');
  });

  it('names that say nothing are no names', () => {
    expect(
      recordOf('issues', {name: 'Unknown', codes: [{code: 'J45', codeSystemName: 'ICD-10-CM', name: 'Asthma'}]}),
    ).to.include({
      title: 'Asthma',
    });
    expect(recordOf('issues', {name: 'unknown'}).title).to.equal('Health problem');
  });

  it('systems by OID, by name, and local ones', () => {
    const systems = recordOf('issues', {
      name: 'X',
      codes: [
        {code: '1', codeSystem: '2.16.840.1.113883.6.96'},
        {code: '2', codeSystemName: 'SNOMED-CT', inferred: true},
        {code: '3', codeSystemName: 'ICD-10-CM'},
        {code: '4', codeSystem: '1.2.840.114350.1.13.106.2.7.4.698084.30', codeSystemName: 'Epic.EncounterType'},
        {code: '5', codeSystemName: 'House list'},
        {code: '1', codeSystemName: 'SNOMED CT'},
        {name: 'no code'},
        'J45',
        null,
      ],
    }).codes.map(({system, code}) => `${system}|${code}`);
    expect(systems).to.deep.equal([
      'http://snomed.info/sct|1',
      'http://snomed.info/sct|2',
      'http://hl7.org/fhir/sid/icd-10-cm|3',
      'urn:oid:1.2.840.114350.1.13.106.2.7.4.698084.30|4',
      'House list|5',
    ]);
  });
});

describe('Human API: the person', () => {
  it('demographics: name and birth date of each institution', () => {
    const {persons} = page('demographics', [
      {
        ...common,
        name: {family: 'Archer', given: ['Jonathan', 'B']},
        dob: '05/20/1971',
        dobDateTime: '1971-05-20T00:00:00.000Z',
      },
    ]);
    expect(persons).to.deep.equal([
      {route: 'human-api', institutionId: common.organization.id, name: 'Jonathan B Archer', birthDate: '1971-05-20'},
    ]);
  });

  it('profile: the same inside its demographics', () => {
    const {persons} = page('profile', [
      {
        id: '1',
        demographics: {name: {family: 'Forrest', given: ['Maxwell']}, dob: '03-05-1985'},
        smoking: {status: 'Never'},
      },
    ]);
    expect(persons).to.deep.equal([
      {route: 'human-api', institutionId: 'human-api', name: 'Maxwell Forrest', birthDate: '1985-03-05'},
    ]);
  });

  it('nothing known is nobody', () => {
    expect(page('demographics', [{...common}]).persons).to.deep.equal([]);
  });
});

describe('Human API: issues that are not so', () => {
  for (const [status, lead] of [
    ['Negated', 'Not present'],
    ['Absent', 'Not present'],
    ['Denied', 'Not present'],
    ['Not present', 'Not present'],
    ['False positive', 'Ruled out'],
    ['Disproved', 'Ruled out'],
  ] as const)
    it(`"${status}" is said first`, () => {
      const record = recordOf('issues', {name: 'Diabetes', status});
      expect([record.title, record.negated]).to.deep.equal([`${lead}: Diabetes`, true]);
    });
  it('of orders it is a refusal, and of results it says how much there is', () => {
    expect(recordOf('procedures', {name: 'MRI', status: 'Denied'}).title).to.equal('Declined: MRI');
    expect(recordOf('test_results', {name: 'Ketones', status: 'Absent'}).title).to.equal('Ketones');
  });
  it('what is there by mistake is set aside', () => {
    for (const status of ['In error', 'Void', 'Invalid', 'in-error'])
      expect(page('issues', [{...common, name: 'Diabetes', status}]).aside.map(({state}) => state)).to.deep.equal([
        'entered_in_error',
      ]);
  });
});

describe('Human API: nothing is lost without a sign', () => {
  const reactions = (count: number) =>
    detail(
      recordOf('allergies', {
        name: 'Penicillin',
        reactionsFull: Array.from({length: count}, (_, at) => ({name: `Reaction ${at + 1}`})),
      }),
      'Reactions',
    )!;
  it('of many reactions each is told', () => expect(reactions(80)).to.contain('Reaction 80'));
  it('of far too many it is seen how many more there are', () => {
    expect(reactions(1000).slice(-15)).to.equal('; Reaction 1000');
    expect(reactions(2500).slice(-24)).to.match(/Reaction 13\d\d; … \+11\d\d$/);
  });
  it('a long text inside a part is not lost', () => {
    const record = recordOf('allergies', {name: 'Aspirin', reactionsFull: [{description: 'very '.repeat(5000)}]});
    expect(detail(record, 'Reactions')).to.match(/^very very .*…$/);
  });
  it('of very many fields it is seen that there are more', () => {
    const fields = Object.fromEntries(Array.from({length: 300}, (_, at) => [`field${at}`, `v${at}`]));
    const {details} = recordOf('procedures', {name: 'X-ray', ...fields});
    expect(details).to.have.length(201);
    expect(details[60]!.text).to.equal('v60');
    expect(details.at(-1)).to.deep.equal({label: 'More', text: '…'});
  });
  it('of a part all is told, what has no place of its own with its label', () => {
    const record = recordOf('encounters', {
      visitType: 'Office visit',
      provider: {name: 'Dr. May', phoneNumber: '555-0100'},
      orders: [{name: 'CBC', orderedOn: '2020-01-02T00:00:00.000Z', codes: [{code: '1'}], id: 'x'}],
    });
    expect(detail(record, 'Provider')).to.equal('Dr. May, Phone number: 555-0100');
    expect(detail(record, 'Orders')).to.equal('CBC, Ordered on: 2020-01-02');
    const implant = recordOf('procedures', {
      name: 'Angioplasty',
      deviceCodes: [{name: 'Stent', code: '1', codeSystemName: 'X', objectID: '3'}, {code: '2'}],
    });
    expect(detail(implant, 'Device')).to.equal('Stent; 2');
  });
  it('a range of titers stays as it was written', () => {
    const titer = {name: 'ANA', value: '1:160', refRange: '<1:40'};
    const record = recordOf('test_results', {name: 'ANA', components: [titer]});
    expect([record.value, record.range, record.high, record.flag]).to.deep.equal([
      '1:160',
      '<1:40',
      undefined,
      undefined,
    ]);
  });
  it('parts that are told by fields of their own', () => {
    const record = recordOf('allergies', {
      name: 'Aspirin',
      reactionsFull: [{description: 'Bleeding'}, {effect: 'Rash'}],
    });
    expect(detail(record, 'Reactions')).to.equal('Bleeding; Rash');
  });
  it('a single part without its list', () => {
    const record = recordOf('test_results', {
      name: 'Glucose',
      components: {name: 'Glucose', value: '90', unit: 'mg/dL'},
    });
    expect([record.value, record.unit]).to.deep.equal(['90', 'mg/dL']);
  });
  it('parts in lists inside their list', () => {
    const components = [[{name: 'Sodium', value: '140'}], [[{name: 'Potassium', value: '4.0'}]]];
    const record = recordOf('test_results', {name: 'Panel', components});
    expect(record.components!.map(({title, value}) => [title, value])).to.deep.equal([
      ['Sodium', '140'],
      ['Potassium', '4.0'],
    ]);
    const many = [Array.from({length: 2001}, () => ({name: 'Sodium', value: '140'}))];
    expect(page('test_results', [{...common, name: 'Panel', components: many}]).aside[0]!.reason).to.equal('too_large');
  });
  it('a long range', () => {
    const refRange = `${'12-14 years: 4.4 - 5.2; '.repeat(20)}65 years and older: 3.8 - 5.8`;
    expect(recordOf('test_results', {components: [{name: 'RBC', value: '4', refRange}]}).range).to.equal(refRange);
  });
  it('a date without its list', () => {
    const record = recordOf('immunizations', {name: 'Influenza', dates: '2019-10-01T00:00:00.000Z'});
    expect(record.date).to.deep.equal({value: '2019-10-01', precision: 'day'});
    expect(record.details).to.deep.equal([]);
  });
  it('what an answer of a social history says beside its words', () => {
    const record = recordOf('social_history', {
      entries: [
        {value: '3', unit: 'drinks', codes: [{name: 'Drinks per day'}], comments: 'Weekends only'},
        {name: 'Never', codes: [{name: 'Tobacco'}]},
      ],
    });
    expect(record.components!.map(({title, value, unit}) => [title, value, unit])).to.deep.equal([
      ['Drinks per day', '3', 'drinks'],
      ['Tobacco', 'Never', undefined],
    ]);
    expect(record.details).to.deep.equal([{label: 'Comments: Drinks per day', text: 'Weekends only'}]);
  });
  it('parts that stand under names', () => {
    const record = recordOf('test_results', {
      name: 'Panel',
      components: {0: {name: 'Sodium', value: '140'}, 1: {name: 'Potassium', value: '4.0'}},
    });
    expect(record.components!.map(({value}) => value)).to.deep.equal(['140', '4.0']);
  });
});
