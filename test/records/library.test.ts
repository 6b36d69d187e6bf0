import {expect} from '@open-wc/testing';
import * as fc from 'fast-check';
import {CodedError} from '../../src/errors.js';
import {LibraryBuilder} from '../../src/records/builder.js';
import {accountFor} from '../../src/records/account.js';
import {EMPTY_LIBRARY} from '../../src/records/library.js';
import {compareNewestFirst} from '../../src/records/order.js';
import {LOINC, QUEST, SINAI, coding, elsewhere, record} from './make.js';
import type {HealthRecord, MappedPage, SetAside} from '../../src/records/model.js';
import type {LibraryPage} from '../../src/records/builder.js';

const rest = (): Promise<void> => Promise.resolve();
const page = (records: readonly HealthRecord[], more: Partial<LibraryPage> = {}): LibraryPage => ({
  records,
  aside: [],
  persons: [],
  ...more,
});
const builder = (...pages: LibraryPage[]): LibraryBuilder => {
  const made = new LibraryBuilder(rest);
  pages.forEach((one, index) => made.put('r|s', 1, index, one));
  return made;
};
const ids = (records: readonly HealthRecord[]): string[] => records.map(({sources}) => sources[0]!.recordId);
const a1c = {codes: [coding(LOINC, '4548-4')], value: '6.8', number: 6.8, unit: '%', date: '2020-01-13'};

describe('LibraryBuilder', () => {
  it('sorts newest first and keeps the undated apart', async () => {
    const library = await builder(
      page([record({recordId: 'old', date: '1999'}), record({recordId: 'none'})]),
      page([record({recordId: 'new', date: '2020-01-13T08:00:00Z'}), record({recordId: 'mid', date: '1999-12-31'})]),
    ).build();
    expect(ids(library.dated)).to.deep.equal(['new', 'old', 'mid']);
    expect(ids(library.undated)).to.deep.equal(['none']);
    expect(library.total).to.equal(4);
    expect(library.whole).to.equal(true);
  });
  it('is frozen and counts its versions', async () => {
    const made = builder(page([record({date: '1999'})]));
    const [first, second] = [await made.build(), await made.build()];
    expect(Object.isFrozen(first) && Object.isFrozen(first.dated) && Object.isFrozen(first.undated)).to.equal(true);
    expect(second.version).to.be.above(first.version);
    expect(EMPTY_LIBRARY.version).to.be.below(first.version);
  });
  it('shows a record that came twice once, as it was read last', async () => {
    const old = record({recordId: 'x', title: 'Old', retrievedAt: '2026-01-01T00:00:00Z'});
    const fresh = record({recordId: 'x', title: 'New', retrievedAt: '2026-01-02T00:00:00Z'});
    for (const pages of [
      [page([old]), page([fresh])],
      [page([fresh]), page([old])],
    ]) {
      const library = await builder(...pages).build();
      expect(library.total).to.equal(1);
      expect(library.undated[0]!.title).to.equal('New');
    }
  });
  it('replaces a page at its place', async () => {
    const made = builder(page([record({recordId: 'a'})]));
    made.put('r|s', 1, 0, page([record({recordId: 'b'})]));
    expect(ids((await made.build()).undated)).to.deep.equal(['b']);
  });
  it('drops the pages of earlier passes when told, not before', async () => {
    const made = builder(page([record({recordId: 'gone'}), record({recordId: 'kept'})]));
    made.put('r|s', 2, 0, page([record({recordId: 'kept'})]));
    expect((await made.build()).total).to.equal(2);
    made.dropPassesBefore('r|s', 2);
    expect(ids((await made.build()).undated)).to.deep.equal(['kept']);
  });
  it('drops whole streams', async () => {
    const made = builder(page([record({recordId: 'a'})]));
    made.put('other|s', 1, 0, page([record({recordId: 'b'})]));
    made.dropStreams(stream => stream.startsWith('r|'));
    expect(ids((await made.build()).undated)).to.deep.equal(['b']);
    made.clear();
    expect((await made.build()).total).to.equal(0);
  });

  describe('what was set aside', () => {
    const error: SetAside = {
      state: 'entered_in_error',
      route: 'human-api',
      institution: QUEST,
      type: 'x',
      recordId: 'x',
      reason: 'entered_in_error',
    };
    it('is kept and counted', async () => {
      const lost: SetAside = {state: 'unreadable', route: 'human-api', type: 'y', reason: 'not_an_object'};
      const library = await builder(page([], {aside: [error, lost, lost]})).build();
      expect(library.aside).to.have.length(3);
    });
    it('takes back the record of an earlier pass', async () => {
      const made = builder(page([record({recordId: 'x'})]));
      made.put('r|s', 2, 0, page([], {aside: [error]}));
      const library = await made.build();
      expect([library.total, library.aside.length]).to.deep.equal([0, 1]);
    });
    it('gives way to a record of a later pass', async () => {
      const made = builder(page([], {aside: [error]}));
      made.put('r|s', 2, 0, page([record({recordId: 'x'})]));
      const library = await made.build();
      expect([library.total, library.aside.length]).to.deep.equal([1, 0]);
    });
    it('is counted once when two streams found it', async () => {
      const made = builder(page([], {aside: [error]}));
      made.put('r|t', 1, 0, page([], {aside: [error]}));
      expect((await made.build()).aside).to.have.length(1);
    });
  });

  describe('copies', () => {
    it('become one record that stands for both', async () => {
      const [a, b] = [record(a1c), elsewhere(a1c)];
      const library = await builder(page([a]), page([b])).build();
      expect(library.total).to.equal(1);
      expect(library.dated[0]!.sources).to.have.length(2);
      expect(library.dated[0]!.copies).to.have.members([a, b]);
    });
    it('stay the same object while they do not change', async () => {
      const made = builder(page([record(a1c)]), page([elsewhere(a1c)]));
      const before = (await made.build()).dated[0];
      made.put('r|t', 1, 0, page([record({date: '2001'})]));
      expect((await made.build()).dated[0]).to.equal(before);
    });
    it('are made anew when one of them was read again', async () => {
      const made = builder(page([record({...a1c, recordId: 'a'})]), page([elsewhere(a1c)]));
      await made.build();
      const again = record({...a1c, recordId: 'a', title: 'Corrected', retrievedAt: '2026-02-01T00:00:00Z'});
      made.put('r|s', 1, 0, page([again]));
      expect((await made.build()).dated[0]!.copies).to.include(again);
    });
    it('come apart when a source goes', async () => {
      const made = new LibraryBuilder(rest);
      made.put('human-api|x', 1, 0, page([record(a1c)]));
      made.put('mount-sinai|x', 1, 0, page([elsewhere(a1c)]));
      await made.build();
      made.dropStreams(stream => stream.startsWith('human-api|'));
      const [left] = (await made.build()).dated;
      expect(left!.copies).to.equal(undefined);
      expect(left!.sources).to.have.length(1);
    });
    it('are not bridged by a day: two times stay two', async () => {
      const third = {id: 'third', name: 'Third'};
      const library = await builder(
        page([
          record({...a1c, recordId: 'a', date: '2020-01-13T08:00:00-05:00'}),
          elsewhere({...a1c, recordId: 'b', date: '2020-01-13T14:00:00-05:00'}),
          record({...a1c, recordId: 'c', institution: third, date: '2020-01-13'}),
        ]),
      ).build();
      expect(library.total).to.equal(2);
      for (const {sources} of library.dated) {
        expect(sources.filter(({recordId}) => recordId !== 'c')).to.have.length(1);
      }
    });
    it('pair off when each source has two', async () => {
      const library = await builder(page([record(a1c), record(a1c)]), page([elsewhere(a1c), elsewhere(a1c)])).build();
      expect(library.dated.map(({sources}) => sources.length)).to.deep.equal([2, 2]);
    });
    it('of three sources become one', async () => {
      const third = {id: 'third', name: 'Third'};
      const library = await builder(page([record(a1c), elsewhere(a1c), record({...a1c, institution: third})])).build();
      expect(library.dated.map(({sources}) => sources.length)).to.deep.equal([3]);
    });
    it('do not join when their sources speak of different people', async () => {
      const persons = [
        {route: 'human-api', institutionId: QUEST.id, birthDate: '1962-03-04'},
        {route: 'mount-sinai', institutionId: SINAI.id, birthDate: '1990-03-04'},
      ];
      expect((await builder(page([record(a1c), elsewhere(a1c)], {persons})).build()).total).to.equal(2);
      expect(
        (await builder(page([record(a1c), elsewhere(a1c)], {persons: persons.slice(0, 1)})).build()).total,
      ).to.equal(1);
      // also when that is told of one of them later
      const later = builder(page([record(a1c), elsewhere(a1c)], {persons: persons.slice(0, 1)}));
      expect((await later.build()).total).to.equal(1);
      later.put('r|t', 1, 0, page([], {persons: persons.slice(1)}));
      expect((await later.build()).total).to.equal(2);
    });
    it('are not sought in a crowd', async () => {
      const many = Array.from({length: 150}, () => record(a1c));
      const library = await builder(page(many), page([elsewhere(a1c)])).build();
      expect(library.total).to.equal(151);
    });
  });

  describe('persons', () => {
    const person = (name: string, institutionId = 'human-api') => ({route: 'human-api', institutionId, name});
    const named = async (pages: LibraryBuilder): Promise<Record<string, (string | undefined)[]>> => {
      await pages.build();
      return Object.fromEntries([...pages.persons].map(([place, some]) => [place, some.map(({name}) => name)]));
    };

    it('stand by place, each once however often it is said', async () => {
      const pages = builder(
        page([], {persons: [person('Maya'), person('Mona'), person('Maya')]}),
        page([], {persons: [person('Mona'), person('Maya', 'north')]}),
      );
      expect(await named(pages)).to.deep.equal({
        'human-api|human-api': ['Maya', 'Mona'],
        'human-api|north': ['Maya'],
      });
    });

    it('are whom the last pass says, and go with the pages that told of them', async () => {
      const pages = builder();
      pages.put('a|Patient', 1, 0, page([], {persons: [person('Mona'), person('Maya', 'north')]}));
      pages.put('a|Patient', 2, 0, page([], {persons: [person('Maya')]}));
      expect(await named(pages)).to.deep.equal({'human-api|human-api': ['Maya'], 'human-api|north': ['Maya']});
      pages.dropPassesBefore('a|Patient', 2);
      expect(await named(pages)).to.deep.equal({'human-api|human-api': ['Maya']});
    });

    it('are few, so that comparing them takes no time', async () => {
      const crowd = Array.from({length: 50}, (_, at) =>
        page([], {persons: Array.from({length: 50}, (_, of) => person(`Maya ${at} ${of}`))}),
      );
      expect((await named(builder(...crowd)))['human-api|human-api']!.length).to.be.within(2, 20);
    });
  });

  it('answers the same whatever the order in which pages came, and loses nothing', async () => {
    const wish = fc.record({
      recordId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      institution: fc.constantFrom(QUEST, SINAI, {id: 'third', name: 'Third'}),
      date: fc.constantFrom('2020-01-13', '2020-01-13T08:00:00-05:00', '2020-01-13T09:00:00-05:00', '2020', null),
      codes: fc.constantFrom(a1c.codes, []),
      value: fc.constantFrom('6.8', '7.0'),
      identifiers: fc.subarray(['a|1', 'b|2']),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(wish, {selector: one => one.recordId + one.institution.id, maxLength: 12}),
        async wishes => {
          const records = wishes.map(record);
          const there = await builder(...records.map(one => page([one]))).build();
          const back = await builder(...[...records].reverse().map(one => page([one]))).build();
          expect(back.dated).to.deep.equal(there.dated);
          expect(back.undated).to.deep.equal(there.undated);
          const origins = [...there.dated, ...there.undated].flatMap(({sources}) => sources);
          expect(origins).to.have.length(records.length);
          expect(new Set(origins).size).to.equal(records.length);
          expect([...there.dated].sort(compareNewestFirst)).to.deep.equal(there.dated);
        },
      ),
      {numRuns: 300},
    );
  });

  it('answers the same whether it grew, changed and lost pages from build to build or has just been made', async () => {
    const wish = fc.record({
      place: fc.integer({min: 0, max: 4}),
      recordId: fc.constantFrom('a', 'b', 'c', 'd'),
      institution: fc.constantFrom(QUEST, SINAI),
      date: fc.constantFrom('2020-01-13', '2020-01-13T08:00:00-05:00', '2020', '2019-12-31', null),
      codes: fc.constantFrom(a1c.codes, []),
      value: fc.constant('6.8'),
      gone: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(wish, {maxLength: 12}), async wishes => {
        const grown = new LibraryBuilder(rest);
        const held = new Map<string, LibraryPage>();
        for (const {place, gone, ...wished} of wishes) {
          const stream = `r|${place}`;
          held.delete(stream);
          grown.dropStreams(one => one === stream);
          if (!gone) {
            const its = page([record(wished)]);
            held.set(stream, its);
            grown.put(stream, 1, 0, its);
          }
          const made = new LibraryBuilder(rest);
          for (const [name, one] of held) made.put(name, 1, 0, one);
          const {dated, undated, aside} = await made.build();
          expect(await grown.build()).to.deep.include({dated, undated, aside});
        }
      }),
      {numRuns: 200},
    );
  });

  it('breathes between slices of long work', async () => {
    let breaths = 0;
    const made = new LibraryBuilder(() => (breaths++, Promise.resolve()));
    for (let at = 0; at < 50; at++) {
      made.put(
        'r|s',
        1,
        at,
        page(Array.from({length: 200}, (_, n) => record({recordId: `${at}/${n}`, date: `${1950 + at}`}))),
      );
    }
    expect((await made.build()).total).to.equal(10_000);
    expect(breaths).to.be.above(20);
  });
});

describe('accountFor', () => {
  const mapped = (read: number, shown: number, supporting: number, aside: SetAside[] = []): MappedPage => ({
    read,
    shown,
    supporting,
    records: [],
    aside,
    persons: [],
    raws: new Map(),
  });
  const one: SetAside = {state: 'unsupported', route: 'r', type: 'x', reason: 'older_format'};
  it('lets a page pass whose sum is right', () => {
    const good = mapped(4, 2, 1, [one]);
    expect(accountFor(good, 'r', true)).to.equal(good);
    expect(accountFor(good, 'r', false)).to.equal(good);
  });
  for (const [why, bad] of [
    ['lost an entry', mapped(4, 1, 1, [one])],
    ['invented an entry', mapped(2, 2, 1)],
  ] as const) {
    it(`stops in development when a mapping has ${why}`, () => {
      expect(() => accountFor(bad, 'r', true)).to.throw(CodedError, 'internal');
      expect(() => accountFor(bad, 'r')).to.throw(CodedError);
    });
  }
  it('counts lost entries as unreadable in production', () => {
    const counted = accountFor(mapped(5, 1, 1, [one]), 'r', false);
    expect(counted.aside.slice(1)).to.deep.equal(
      Array(2).fill({state: 'unreadable', route: 'r', type: '', reason: 'wrong_shape'}),
    );
    expect(counted.read).to.equal(counted.shown + counted.supporting + counted.aside.length);
  });
  it('keeps the sum in production when entries were invented', () => {
    const counted = accountFor(mapped(2, 2, 1), 'r', false);
    expect(counted.read).to.equal(counted.shown + counted.supporting + counted.aside.length);
  });
});
