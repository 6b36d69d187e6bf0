import {expect} from '@open-wc/testing';
import {coded, concept, detail, recordOf, type Json} from './bench.js';
import type {PartialDate} from '../../../src/records/model.js';

const FORMS: [string, PartialDate['precision']][] = [
  ['1962', 'year'],
  ['1999-11', 'month'],
  ['2015-01-20', 'day'],
  ['2015-02-07T13:28:17-05:00', 'second'],
  ['2015-02-07T00:00:00Z', 'second'],
  ['2015-02-07T13:28:17.239+10:00', 'second'],
];
const onset = (more: Json) => recordOf({resourceType: 'Condition', code: concept('X'), ...more});

describe('FHIR dates', () => {
  for (const [value, precision] of FORMS) {
    it(`keeps ${value} as written`, () => {
      const {date, sources} = onset({onsetDateTime: value});
      expect(date).to.deep.equal({value, precision});
      expect(sources[0]!.date).to.deep.equal({value, precision});
    });
  }
  for (const bad of ['', 'yesterday', '2015-13-01', '2015-02-30', '20150207', 20150207, {}, null, []]) {
    it(`leaves ${JSON.stringify(bad)} undated`, () => expect(onset({onsetDateTime: bad}).date).to.equal(null));
  }

  // Type, fields in the order in which they count; each is tried without those before it.
  const ORDER: [string, Record<string, unknown>][] = [
    ['Observation', {effectiveDateTime: '2001', issued: '2002-01-01T00:00:00Z'}],
    ['Observation', {effectiveInstant: '2001-01-01T00:00:00Z', issued: '2002-01-01T00:00:00Z'}],
    ['DiagnosticReport', {effectivePeriod: {start: '2001'}, issued: '2002-01-01T00:00:00Z'}],
    ['Condition', {onsetPeriod: {start: '2001'}, recordedDate: '2002', abatementDateTime: '2003'}],
    ['MedicationRequest', {authoredOn: '2001'}],
    ['MedicationStatement', {effectiveDateTime: '2001'}],
    ['MedicationDispense', {whenHandedOver: '2001', whenPrepared: '2002'}],
    ['MedicationAdministration', {effectivePeriod: {start: '2001'}}],
    ['Immunization', {occurrenceDateTime: '2001'}],
    ['Procedure', {performedDateTime: '2001'}],
    ['Encounter', {period: {start: '2001'}}],
    ['AllergyIntolerance', {onsetDateTime: '2001', recordedDate: '2002'}],
    ['DocumentReference', {context: {period: {start: '2001'}}, date: '2002-01-01T00:00:00Z'}],
    ['CarePlan', {period: {start: '2001'}}],
    ['CareTeam', {period: {start: '2001'}}],
    ['Goal', {startDate: '2001'}],
    ['ServiceRequest', {occurrencePeriod: {start: '2001'}, authoredOn: '2002'}],
    ['ImagingStudy', {started: '2001'}],
    ['FamilyMemberHistory', {date: '2001'}],
    ['QuestionnaireResponse', {authored: '2001'}],
    ['ExplanationOfBenefit', {billablePeriod: {start: '2001'}, created: '2002'}],
    ['Claim', {billablePeriod: {start: '2001'}, created: '2002'}],
    ['Coverage', {period: {start: '2001'}}],
  ];
  for (const [type, fields] of ORDER) {
    it(`places ${type} by ${Object.keys(fields).join(', then ')}`, () => {
      const left = Object.entries(fields);
      for (let year = 2001; left.length; year++, left.shift()) {
        // written in reverse: the order in the source does not matter
        const record = recordOf({resourceType: type, ...Object.fromEntries([...left].reverse())});
        expect(record.date!.value.slice(0, 4)).to.equal(String(year));
      }
      expect(recordOf({resourceType: type, meta: {lastUpdated: '2020-01-01T00:00:00Z'}}).date).to.equal(null);
    });
  }

  it('dates a period by its start, and keeps its end', () => {
    const {date, end} = recordOf({resourceType: 'Encounter', period: {start: '2012', end: '2013'}});
    expect([date?.value, end?.value]).to.deep.equal(['2012', '2013']);
  });
  it('dates a period with only an end by its end', () => {
    const {date, end} = recordOf({resourceType: 'Encounter', period: {end: '2013-01-01'}});
    expect([date?.value, end]).to.deep.equal(['2013-01-01', undefined]);
  });
  it('takes the start of a period that cannot be read for none', () => {
    expect(recordOf({resourceType: 'Encounter', period: {start: 'soon', end: '2013'}}).date?.value).to.equal('2013');
  });
  it('does not repeat an end that is the start', () => {
    expect(recordOf({resourceType: 'Encounter', period: {start: '2013', end: '2013'}}).end).to.equal(undefined);
  });
  it('ends a condition where it abated, also one that took a while to begin', () => {
    const {date, end, details} = onset({onsetPeriod: {start: '2012', end: '2013'}, abatementDateTime: '2014-05'});
    expect([date?.value, end?.value]).to.deep.equal(['2012', '2014-05']);
    expect(details).to.deep.include({label: 'Onset', text: '2012 – 2013'});
  });
  it('ends a condition where it abated', () => {
    const {date, end} = onset({onsetDateTime: '2015', abatementPeriod: {start: '2016-01', end: '2016-02'}});
    expect([date?.value, end?.value]).to.deep.equal(['2015', '2016-02']);
  });
  it('keeps a year beside an exact date of recording', () => {
    const record = onset({onsetDateTime: '2015', recordedDate: '2019-04-05'});
    expect(record.date).to.deep.equal({value: '2015', precision: 'year'});
    expect(record.details).to.deep.include({label: 'Recorded date', text: '2019-04-05'});
  });
  it('tells an age at onset in the details', () => {
    const record = onset({onsetAge: {value: 12, unit: 'years'}, recordedDate: '2019'});
    expect(record.date?.value).to.equal('2019');
    expect(record.details).to.deep.include({label: 'Onset age', text: '12 years'});
  });
  it('reads the dates of servers that write them nearly as FHIR does', () => {
    const of = (performedDateTime: string) =>
      recordOf({resourceType: 'Procedure', code: concept('X'), performedDateTime}).date;
    for (const [value, precision, iso] of [
      ['2019-01-01T08:30:00.000+0000', 'second', '2019-01-01T08:30:00.000+00:00'],
      ['2019-01-01T23:30:00-0500', 'second', '2019-01-01T23:30:00-05:00'],
      ['2019-01-01 08:30', 'minute', '2019-01-01T08:30'],
    ] as const)
      expect(of(value)).to.deep.equal({value, precision, iso});
    for (const unclear of [
      '01/05/2019',
      '2019-02-30',
      '2019-1-5',
      '20190105',
      '2019-13-01T00:00:00+0000',
      '2019-2020',
      'soon',
    ])
      expect(of(unclear), unclear).to.equal(null);
    const {date, end} = recordOf({
      resourceType: 'Encounter',
      period: {start: '2019-01-01T08:30:00+0000', end: '2019-01-02T08:30:00+0000'},
    });
    expect([date?.iso, end?.iso]).to.deep.equal(['2019-01-01T08:30:00+00:00', '2019-01-02T08:30:00+00:00']);
  });
  it('keeps a date in words where it can be read', () => {
    const record = recordOf({
      resourceType: 'Immunization',
      vaccineCode: coded('1', 'Flu'),
      occurrenceString: 'January 2012',
    });
    expect(record.date).to.equal(null);
    expect(record.details).to.deep.include({label: 'Occurrence', text: 'January 2012'});
  });
  it('keeps all dates of a timing in the details', () => {
    const of = (occurrenceTiming: Json) =>
      detail(recordOf({resourceType: 'ServiceRequest', code: concept('X'), occurrenceTiming}), 'Occurrence');
    expect(of({event: ['2020-01-01', '2020-02-01']})).to.equal('Event: 2020-01-01; 2020-02-01');
    expect(of({repeat: {boundsPeriod: {start: '2021-01'}, frequency: 2, period: 1, periodUnit: 'd'}})).to.equal(
      '2 times every day',
    );
    expect(of({event: ['2020-01-01']})).to.equal(undefined);
  });
  it('does not date a device by the day on which it was made', () => {
    const record = recordOf({resourceType: 'Device', type: concept('Hip'), manufactureDate: '2019-01-01'});
    expect(record.date).to.equal(null);
    expect(detail(record, 'Manufacture date')).to.equal('2019-01-01');
  });
  it('dates a timing by its first event or its bounds', () => {
    const of = (timing: Json) =>
      recordOf({resourceType: 'ServiceRequest', code: concept('X'), occurrenceTiming: timing}).date?.value;
    expect(of({event: ['2020-01-01', '2020-02-01']})).to.equal('2020-01-01');
    expect(of({repeat: {boundsPeriod: {start: '2021-01'}}})).to.equal('2021-01');
    expect(of({repeat: {frequency: 1}})).to.equal(undefined);
  });
});
