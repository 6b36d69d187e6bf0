import {expect} from '@open-wc/testing';
import * as fc from 'fast-check';
import {countCategories, countMonths, filterLibrary, prepareSearch, queryWords} from '../../src/records/filter.js';
import {groupByTime} from '../../src/records/timeline.js';
import {compareNewestFirst} from '../../src/records/order.js';
import {mergeCopies} from '../../src/records/merge.js';
import {CATEGORIES, sourceKey} from '../../src/records/model.js';
import {LOINC, QUEST, SINAI, coding, elsewhere, record} from './make.js';
import type {Filter} from '../../src/records/timeline.js';
import type {HealthRecord} from '../../src/records/model.js';
import type {Library} from '../../src/records/library.js';

const libraryOf = (records: readonly HealthRecord[]): Library => ({
  dated: records.filter(({date}) => date).sort(compareNewestFirst),
  undated: records.filter(({date}) => !date),
  aside: [],
  total: records.length,
  whole: true,
  version: 1,
});
const titles = (library: Library, filter: Filter): string[] => {
  const {dated, undated} = filterLibrary(library, filter);
  return [...dated, ...undated].map(({title}) => title);
};

describe('filterLibrary', () => {
  const library = libraryOf([
    record({title: 'Hemoglobin A1c', category: 'lab', date: '2020-01-13', value: '6.8', unit: '%'}),
    record({title: 'Bill', category: 'billing', date: '2020-01-14'}),
    elsewhere({title: 'Office visit', category: 'visit', date: '2019-06-01T10:00:00-04:00'}),
    record({title: 'Asthma', category: 'condition', date: '1999'}),
    record({title: 'Measles', category: 'immunization', date: '1964-05'}),
    record({title: 'Penicillin', category: 'allergy'}),
    record({title: 'Old bill', category: 'billing'}),
  ]);

  it('shows everything but billing by default, and counts billing', () => {
    expect(titles(library, {})).to.deep.equal(['Hemoglobin A1c', 'Office visit', 'Asthma', 'Measles', 'Penicillin']);
    expect(filterLibrary(library, {}).counts).to.deep.equal({
      lab: 1,
      billing: 2,
      visit: 1,
      condition: 1,
      immunization: 1,
      allergy: 1,
    });
  });
  it('shows exactly the categories asked for', () => {
    expect(titles(library, {categories: new Set(['billing', 'lab'])})).to.deep.equal([
      'Bill',
      'Hemoglobin A1c',
      'Old bill',
    ]);
    expect(titles(library, {categories: new Set()})).to.deep.equal([]);
  });
  it('counts what other categories would show, whatever is chosen', () => {
    const {counts} = filterLibrary(library, {categories: new Set(['lab']), query: 'bill'});
    expect(counts).to.deep.equal({billing: 2});
  });
  it('filters by source', () => {
    const sources = new Set([sourceKey({route: 'mount-sinai', institution: SINAI})]);
    expect(titles(library, {sources})).to.deep.equal(['Office visit']);
  });
  it('shows a merged record for each of its sources', () => {
    const both = mergeCopies([record({title: 'Both', date: '2020'}), elsewhere({title: 'Both', date: '2020'})]);
    for (const {sources} of [record(), elsewhere()]) {
      expect(titles(libraryOf([both]), {sources: new Set([sourceKey(sources[0]!)])})).to.deep.equal(['Both']);
    }
    expect(titles(libraryOf([both]), {sources: new Set([sourceKey({route: 'x', institution: QUEST})])})).to.deep.equal(
      [],
    );
  });

  const times: readonly (readonly [string, Filter, readonly string[]])[] = [
    ['from a day, that day included', {from: '2020-01-13'}, ['Hemoglobin A1c']],
    ['from the day after', {from: '2020-01-14'}, []],
    ['to a day, that day included', {to: '2019-06-01'}, ['Office visit', 'Asthma', 'Measles']],
    ['to the day before', {to: '2019-05-31'}, ['Asthma', 'Measles']],
    ['a month', {from: '2019-06', to: '2019-06'}, ['Office visit']],
    ['a year', {from: '1999', to: '1999'}, ['Asthma']],
    ['a day within a year of which only the year is known', {from: '1999-03-04', to: '1999-03-04'}, ['Asthma']],
    [
      'a day within a month of which only the month is known',
      {from: '1964-05-31'},
      ['Hemoglobin A1c', 'Office visit', 'Asthma', 'Measles'],
    ],
    ['a month before the only known month', {to: '1964-04'}, []],
    ['an empty span', {from: '2020', to: '2019'}, []],
  ];
  for (const [name, filter, expected] of times) {
    it(`filters by time: ${name}`, () => {
      expect(titles(library, filter)).to.deep.equal(expected);
    });
  }
  it('counts the undated that a time filter leaves out', () => {
    expect(filterLibrary(library, {from: '1900'}).undatedLeftOut).to.equal(1);
    expect(filterLibrary(library, {}).undatedLeftOut).to.equal(0);
  });
  it('says of each record whether it is shown, whatever the filter', () => {
    const filters: Filter[] = [
      {},
      {categories: new Set(['billing', 'lab'])},
      {query: 'office visit'},
      {query: 'a', from: '1990', to: '2019'},
      {sources: new Set([sourceKey(library.dated[2]!.sources[0]!)])},
      {categories: new Set(['allergy']), from: '1900'},
    ];
    for (const filter of filters) {
      const {dated, undated, has} = filterLibrary(library, filter);
      expect([...library.dated, ...library.undated].filter(has)).to.deep.equal([...dated, ...undated]);
    }
  });
  it('keeps the order and the objects', () => {
    expect(filterLibrary(library, {}).dated[0]).to.equal(library.dated[1]);
  });
});

describe('search', () => {
  const rich = record({
    title: 'Ménière’s disease (left) 50 % + tinnitus',
    subtitle: 'Dr. Łukasz Weiß',
    status: 'Active',
    value: '< 0.3',
    unit: 'mg/dL',
    interpretation: 'Critically low',
    date: '2015-02-07',
    codes: [coding(LOINC, '4548-4', 'Glycated haemoglobin')],
    components: [{title: 'Neutrophils', codes: [coding(LOINC, '751-8', 'Neutro abs')], value: '1:40'}],
    details: [{label: 'Note', text: 'Patient feels\nmuch better'}],
    attachments: [{title: 'Audiogram.pdf', contentType: 'application/pdf'}],
  });
  const library = libraryOf([rich, record({title: 'Something else', date: '2001'})]);
  const finds = [
    'meniere',
    'MÉNIÈRE',
    'disease left',
    'tinnitus 50 %',
    '(left)',
    '+',
    '%',
    'lukasz',
    'weiss',
    'active',
    '< 0.3',
    'mg/dl',
    'critically',
    '2015-02',
    '4548-4',
    'haemoglobin',
    'neutrophils 1:40',
    '751-8',
    'better feels',
    'quest',
    'audiogram',
    '  meniere   quest  ',
    'enier',
  ];
  for (const query of finds) {
    it(`finds ${JSON.stringify(query)}`, () => {
      expect(titles(library, {query})).to.include(rich.title);
    });
  }
  for (const query of ['meniere else', '.*', '[a-z]', 'left(', '\\w', 'mg/dl x', 'note']) {
    it(`does not find ${JSON.stringify(query)}`, () => {
      expect(titles(library, {query})).not.to.include(rich.title);
    });
  }
  it('shows everything for an empty query', () => {
    for (const query of ['', '  ', undefined]) expect(titles(library, {query: query!})).to.have.length(2);
  });
  it('searches the undated too', () => {
    expect(titles(libraryOf([record({title: 'Penicillin'})]), {query: 'penic'})).to.deep.equal(['Penicillin']);
  });
  it('finds a merged record by the words of each copy', () => {
    const merged = mergeCopies([
      record({title: 'A1c', date: '2020'}),
      elsewhere({title: 'Glycohemoglobin', date: '2020'}),
    ]);
    expect(titles(libraryOf([merged]), {query: 'glyco sinai quest'})).to.deep.equal(['A1c']);
  });
  it('always finds a record by its own full title', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({unit: 'grapheme', minLength: 1}), fc.string({unit: 'binary', minLength: 1})),
        title => {
          expect(titles(libraryOf([record({title, date: '2020'})]), {query: title})).to.deep.equal([title]);
        },
      ),
      {numRuns: 1000},
    );
  });
  it('finds in thousands what asking each would find', () => {
    const many = Array.from({length: 5000}, (_, at) =>
      record({
        title: `Sodium ${at} ${at % 7 ? 'serum' : 'urine'}`,
        recordId: `n${String(at).padStart(5, '0')}`,
        date: '2020',
      }),
    );
    const library = libraryOf(many);
    for (const query of [
      '4999',
      'sodium',
      'urine',
      '204',
      '2047',
      '2048',
      '4096 serum',
      'urine sodium 7',
      'potassium',
      'm 1',
    ]) {
      const words = query.split(' ');
      const expected = many.filter(({title}) => words.every(word => title.toLowerCase().includes(word)));
      expect(titles(library, {query}).sort(), query).to.deep.equal(expected.map(({title}) => title).sort());
    }
    expect(titles(libraryOf([]), {query: 'sodium'})).to.deep.equal([]);
  });
  it('can be prepared in slices, with the same answer', async () => {
    const prepared = libraryOf(
      Array.from({length: 500}, (_, at) => record({title: `Record ${at} ${'é'.repeat(500)}`, date: '2020'})),
    );
    let breaths = 0;
    await prepareSearch(prepared, () => (breaths++, Promise.resolve()));
    expect(breaths).to.be.above(1);
    expect(titles(prepared, {query: '499 record'})).to.have.length(1);
  });
  it('splits a query into folded words, the longest first', () => {
    expect(queryWords(' Ab  (Weiß) ab ')).to.deep.equal(['(weiss)', 'ab']);
    expect(queryWords()).to.deep.equal([]);
  });
});

describe('groupByTime', () => {
  const list = (...dates: string[]): HealthRecord[] => dates.map(date => record({date})).sort(compareNewestFirst);
  const shape = (records: readonly HealthRecord[]): unknown =>
    groupByTime(records).map(year => [
      year.year,
      ...year.months.map(month => [month.month, ...month.days.map(day => [day.day, day.records.length])]),
    ]);
  it('groups by the written date, the incomplete in groups of their own', () => {
    expect(
      shape(
        list(
          '2020-01-13',
          '2020-01-13T23:59:00-10:00',
          '2020-01',
          '2020-03-01',
          '1999',
          '1999',
          '1999-11-05',
          '1999-11',
        ),
      ),
    ).to.deep.equal([
      [2020, [3, [1, 1]], [1, [null, 1], [13, 2]]],
      [1999, [null, [null, 2]], [11, [null, 1], [5, 1]]],
    ]);
  });
  it('counts and names its groups', () => {
    const [year] = groupByTime(list('2020-01-13', '2020-01-14', '2020'));
    expect([year!.key, year!.count]).to.deep.equal(['2020', 3]);
    expect(year!.months.map(({key, count}) => [key, count])).to.deep.equal([
      ['2020', 1],
      ['2020-01', 2],
    ]);
    expect(year!.months[1]!.days.map(({key}) => key)).to.deep.equal(['2020-01-14', '2020-01-13']);
  });
  it('leaves the undated out and groups nothing as nothing', () => {
    expect(groupByTime([record()])).to.deep.equal([]);
    expect(groupByTime([])).to.deep.equal([]);
  });
  it('holds every dated record once, in order', () => {
    const when = fc.constantFrom(
      '2020',
      '2020-01',
      '2020-01-13',
      '2020-01-13T10:00:00Z',
      '2019-12-31',
      '1999',
      '1999-11-05',
    );
    fc.assert(
      fc.property(fc.array(when), dates => {
        const records = list(...dates);
        const flat = groupByTime(records).flatMap(({months}) =>
          months.flatMap(({days}) => days.flatMap(day => day.records)),
        );
        expect(flat).to.deep.equal(records);
      }),
    );
  });
});

describe('counts', () => {
  it('of months, by the written date', () => {
    const records = ['2020-01-13', '2020-01-02', '1999-11', '1999', '1999'].map(date => record({date}));
    expect(countMonths([...records, record()])).to.deep.equal({'2020-01': 2, '1999-11': 1, '1999': 2});
  });
  it('of categories, without what did not happen', () => {
    const records = [
      record({category: 'immunization'}),
      record({category: 'immunization', negated: true}),
      record({category: 'lab'}),
    ];
    expect(countCategories(records)).to.deep.equal({immunization: 1, lab: 1});
    expect(Object.keys(countCategories(CATEGORIES.map(category => record({category}))))).to.have.length(
      CATEGORIES.length,
    );
  });
});
