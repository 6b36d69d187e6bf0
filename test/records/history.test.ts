import {expect} from '@open-wc/testing';
import {historiesOf} from '../../src/records/history.js';
import {mergeCopies} from '../../src/records/merge.js';
import {compareNewestFirst} from '../../src/records/order.js';
import {LOINC, SINAI, coding, elsewhere, record} from './make.js';
import type {HealthRecord} from '../../src/records/model.js';
import type {History} from '../../src/records/history.js';
import type {Wish} from './make.js';

const library = (...records: HealthRecord[]): {dated: HealthRecord[]; undated: HealthRecord[]} => ({
  dated: records.filter(({date}) => date).sort(compareNewestFirst),
  undated: records.filter(({date}) => !date),
});
const a1c = (number: number, date: string | null, more: Wish = {}): HealthRecord =>
  record({
    title: 'A1c',
    codes: [coding(LOINC, '4548-4')],
    value: String(number),
    number,
    unit: '%',
    ucum: '%',
    date,
    ...more,
  });
const points = (history: History, series = 0): unknown =>
  history.series[series]!.points.map(({number, date}) => [date!.value, number]);

describe('historiesOf', () => {
  it('gathers the values of one code, oldest first', () => {
    const [old, fresh] = [a1c(7.1, '2018-05-01'), a1c(6.8, '2020-01-13')];
    const [history, ...more] = historiesOf(
      library(fresh, old, a1c(9, '2019', {codes: [coding(LOINC, '2345-7')]})),
      fresh,
    );
    expect(more).to.deep.equal([]);
    expect(history!.kind).to.equal('single');
    expect(points(history!)).to.deep.equal([
      ['2018-05-01', 7.1],
      ['2020-01-13', 6.8],
    ]);
    expect(history!.series[0]!.unit).to.equal('%');
  });
  it('joins by a shared local code too, never by the name', () => {
    const local = {codes: [coding('urn:oid:1.2.3', '77')]};
    const one = a1c(7, '2018', local);
    expect(
      points(historiesOf(library(one, a1c(8, '2019', local), a1c(9, '2020', {codes: []})), one)[0]!),
    ).to.have.length(2);
  });
  it('has nothing for a record without code, without value, or that did not happen', () => {
    for (const odd of [
      a1c(7, '2018', {codes: []}),
      record({codes: [coding(LOINC, '4548-4')], date: '2018'}),
      a1c(7, '2018', {negated: true}),
    ]) {
      expect(historiesOf(library(odd, a1c(8, '2019')), odd)).to.deep.equal([]);
    }
  });
  it('keeps each part of a reading that was taken several times in one record', () => {
    const part = (number: number) => ({
      title: 'A1c',
      codes: [coding(LOINC, '4548-4')],
      value: `${number}`,
      number,
      unit: '%',
    });
    const twice = record({title: 'Panel', date: '2020-01-13', components: [part(7), part(8)]});
    expect(points(historiesOf(library(twice, a1c(6, '2019')), twice)[0]!)).to.deep.equal([
      ['2019', 6],
      ['2020-01-13', 7],
      ['2020-01-13', 8],
    ]);
  });
  it('leaves out what did not happen', () => {
    const one = a1c(7, '2018');
    expect(points(historiesOf(library(one, a1c(8, '2019', {negated: true})), one)[0]!)).to.deep.equal([['2018', 7]]);
  });
  it('keeps each point with its own range, flag, comparator and source', () => {
    const one = a1c(7, '2018', {low: 4, high: 5.6, flag: 'high', comparator: '>', value: '> 7'});
    const two = a1c(6, '2019', {low: 4, high: 6, route: 'mount-sinai', institution: SINAI});
    const [first, second] = historiesOf(library(one, two), one)[0]!.series[0]!.points;
    expect([first!.low, first!.high, second!.low, second!.high]).to.deep.equal([4, 5.6, 4, 6]);
    expect([first!.measured.comparator, first!.measured.flag, first!.measured.value]).to.deep.equal([
      '>',
      'high',
      '> 7',
    ]);
    expect([first!, second!].map(point => point.record.sources[0]!.institution.name)).to.deep.equal([
      'Quest Diagnostics',
      'Mount Sinai',
    ]);
  });
  it('shows a merged record as one point', () => {
    const merged = mergeCopies([
      a1c(7, '2018-05-01'),
      a1c(7, '2018-05-01', {route: 'mount-sinai', institution: SINAI}),
    ]);
    const {points: all} = historiesOf(library(merged), merged)[0]!.series[0]!;
    expect(all).to.have.length(1);
    expect(all[0]!.record.sources).to.have.length(2);
  });
  it('converts units that mean the same, into the unit of the newest', () => {
    const grams = a1c(140, '2018', {unit: 'g/L', ucum: 'g/L', low: 130, high: 170});
    const now = a1c(13.5, '2020', {unit: 'g/dL', ucum: 'g/dL'});
    const [series, ...others] = historiesOf(library(grams, now), grams)[0]!.series;
    expect(others).to.deep.equal([]);
    expect(series!.unit).to.equal('g/dL');
    expect(series!.points.map(({number, low, high}) => [number, low, high])).to.deep.equal([
      [14, 13, 17],
      [13.5, undefined, undefined],
    ]);
    expect(series!.points[0]!.measured.value).to.equal('140');
  });
  it('keeps mg/dL and mmol/L, and units with and without, in charts of their own', () => {
    const list = [
      a1c(100, '2018', {unit: 'mg/dL', ucum: 'mg/dL'}),
      a1c(5.5, '2019', {unit: 'mmol/L', ucum: 'mmol/L'}),
      a1c(101, '2020', {unit: 'mg/dL', ucum: 'mg/dL'}),
      a1c(102, '2021', {unit: undefined, ucum: undefined}),
    ];
    const {series} = historiesOf(library(...list), list[0]!)[0]!;
    expect(series.map(({unit, points: all}) => [unit, all.length])).to.deep.equal([
      ['', 1],
      ['mg/dL', 2],
      ['mmol/L', 1],
    ]);
  });
  it('lists what no chart can hold: words, and values without a date', () => {
    const one = a1c(7, '2018');
    const words = a1c(0, '2019', {value: 'Not enough sample', number: undefined});
    const undated = a1c(6, null);
    const [history] = historiesOf(library(one, words, undated), one);
    expect(points(history!)).to.deep.equal([['2018', 7]]);
    expect(history!.others.map(({record: other}) => other)).to.deep.equal([words, undated]);
  });
  it('places a point at the beginning of its written date', () => {
    const one = a1c(7, '2018-05');
    const list = [one, a1c(7, '2018'), a1c(7, '2018-05-04T10:30:00-05:00'), a1c(7, '2016-12-31T23:59:60Z')];
    const at = historiesOf(library(...list), one)[0]!.series[0]!.points.map(point =>
      new Date(point.at).toISOString().slice(0, 16),
    );
    expect(at).to.deep.equal(['2016-12-31T23:59', '2018-05-04T10:30', '2018-05-01T00:00', '2018-01-01T00:00']);
  });
  it('gives each part of a composite result its own history', () => {
    const part = (code: string, number: number): object => ({
      title: code,
      codes: [coding(LOINC, code)],
      value: String(number),
      number,
    });
    const panel = (date: string, n: number): HealthRecord =>
      record({
        title: 'Panel',
        codes: [coding(LOINC, '58410-2')],
        date,
        components: [part('718-7', n), part('789-8', n + 1)] as never,
      });
    const now = panel('2020', 13);
    const histories = historiesOf(
      library(
        panel('2018', 12),
        now,
        a1c(14, '2019', {codes: [coding(LOINC, '718-7')], unit: undefined, ucum: undefined}),
      ),
      now,
    );
    expect(histories.map(({title}) => title)).to.deep.equal(['718-7', '789-8']);
    expect(points(histories[0]!)).to.deep.equal([
      ['2018', 12],
      ['2019', 14],
      ['2020', 13],
    ]);
  });
});

describe('blood pressure', () => {
  const mmHg = {unit: 'mmHg', ucum: 'mm[Hg]'};
  const value = (title: string, code: string, number: number): Wish => ({
    title,
    codes: [coding(LOINC, code)],
    value: String(number),
    number,
    ...mmHg,
  });
  const both = (date: string, upper: number, lower: number): HealthRecord =>
    record({
      title: 'Blood pressure',
      category: 'vital',
      codes: [coding(LOINC, '85354-9')],
      date,
      components: [value('Systolic', '8480-6', upper), value('Diastolic', '8462-4', lower)] as never,
    });
  const single = (date: string, code: string, number: number, make = record): HealthRecord =>
    make({category: 'vital', date, ...value(code, code, number)});
  const pairsOf = (history: History): unknown =>
    history.pairs.map(({date, systolic, diastolic}) => [date.value, systolic?.number, diastolic?.number]);

  it('is a pair, from one record with parts and from two results at the same time', () => {
    const one = both('2020-01-13', 120, 80);
    const [history, ...more] = historiesOf(
      library(one, single('2018-03-01', '8480-6', 131), single('2018-03-01', '8462-4', 85)),
      one,
    );
    expect(more).to.deep.equal([]);
    expect(history!.kind).to.equal('pair');
    expect(history!.series.map(({title, points: all}) => [title, all.length])).to.deep.equal([
      ['Systolic', 2],
      ['Diastolic', 2],
    ]);
    expect(pairsOf(history!)).to.deep.equal([
      ['2018-03-01', 131, 85],
      ['2020-01-13', 120, 80],
    ]);
  });
  it('is found from either of the two results', () => {
    const [upper, lower] = [single('2018-03-01', '8480-6', 131), single('2018-03-01', '8462-4', 85)];
    for (const from of [upper, lower]) {
      expect(pairsOf(historiesOf(library(upper, lower), from)[0]!)).to.deep.equal([['2018-03-01', 131, 85]]);
    }
  });
  it('never pairs values of other times or of other sources', () => {
    const upper = single('2018-03-01', '8480-6', 131);
    const list = library(upper, single('2018-03-02', '8462-4', 85), single('2018-03-01', '8462-4', 77, elsewhere));
    expect(pairsOf(historiesOf(list, upper)[0]!)).to.deep.equal([
      ['2018-03-01', 131, undefined],
      ['2018-03-01', undefined, 77],
      ['2018-03-02', undefined, 85],
    ]);
  });
  it('never pairs values in different units', () => {
    const kilo = value('Diastolic', '8462-4', 10.7);
    const upper = value('Systolic', '8480-6', 120);
    const mixed = record({
      category: 'vital',
      date: '2020-01-13',
      components: [upper, {...kilo, unit: 'kPa', ucum: 'kPa'}] as never,
    });
    expect(pairsOf(historiesOf(library(mixed), mixed)[0]!)).to.deep.equal([
      ['2020-01-13', 120, undefined],
      ['2020-01-13', undefined, 10.7],
    ]);
  });
  it('pairs several readings of one day in their order', () => {
    const list = [both('2020-01-13', 120, 80), both('2020-01-13', 140, 90)];
    expect(pairsOf(historiesOf(library(...list), list[0]!)[0]!)).to.have.deep.members([
      ['2020-01-13', 120, 80],
      ['2020-01-13', 140, 90],
    ]);
  });
});
