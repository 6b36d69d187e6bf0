import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {chainsInSlices, groupResults} from '../../src/provider-connect/grouping.js';
import {distance, fold, indexDirectory, rank, reorder} from '../../src/provider-connect/ranking.js';
import {entry} from './harness.js';
import type {Chain} from '../../src/provider-connect/grouping.js';
import type {DirectoryEntry} from '../../src/session/requests.js';

const ids = (entries: readonly DirectoryEntry[], query: string): string[] =>
  rank(indexDirectory(entries), query).map(({id}) => id);

describe('ranking', () => {
  it('puts the name before an alias, an alias before the patient website, and that before the place', () => {
    const entries = [
      entry('place', 'North Clinic', {city: 'Riverside'}),
      entry('portal', 'East Clinic', {portalName: 'Riverside Connect'}),
      entry('alias', 'West Clinic', {aliases: ['Riverside West']}),
      entry('name', 'Riverside Clinic'),
    ];
    expect(ids(entries, 'riverside')).to.deep.equal(['name', 'alias', 'portal', 'place']);
  });

  it('puts the whole name first, then names that begin so, then beginnings of later words', () => {
    const entries = [entry('later', 'Saint Mercy'), entry('begins', 'Mercy Hospital North'), entry('whole', 'Mercy')];
    expect(ids(entries, 'mercy')).to.deep.equal(['whole', 'begins', 'later']);
  });

  it('takes several words in any order, name and place together', () => {
    const entries = [entry('a', 'Mercy Hospital', {city: 'Albany'}), entry('t', 'Mercy Hospital', {city: 'Troy'})];
    expect(ids(entries, 'albany mercy')).to.deep.equal(['a']);
    expect(ids(entries, 'mercy tro')).to.deep.equal(['t']);
  });

  it('finds without accents, case, apostrophes and dots', () => {
    const entries = [entry('a', 'Hôpital Sainte-Anne'), entry('b', "St. Luke's")];
    expect(ids(entries, 'HOPITAL anne')).to.deep.equal(['a']);
    expect(ids(entries, 'st lukes')).to.deep.equal(['b']);
    expect(fold('  Ünïon—Square’s  ')).to.equal('union squares');
  });

  it('forgives a typing error in a longer word, but only when nothing fits as typed', () => {
    const entries = [entry('lake', 'Lakeside Cardiology'), entry('oak', 'Oakside Clinic')];
    for (const typed of ['lakesdie', 'lakside', 'lakeeside', 'lekeside', 'cardiolgy lakeside']) {
      expect(ids(entries, typed), typed).to.deep.equal(['lake']);
    }
    expect(ids(entries, 'xyz')).to.deep.equal([]);
    expect(ids([...entries, entry('exact', 'Lakesdie')], 'lakesdie')).to.deep.equal(['exact']);
  });

  it('measures insertions, deletions, replacements and swaps as one each', () => {
    expect(distance('abcd', 'abcd', 2)).to.equal(0);
    expect(distance('abdc', 'abcd', 2)).to.equal(1);
    expect(distance('axcd', 'abcd', 2)).to.equal(1);
    expect(distance('wholly', 'different', 2)).to.equal(3);
  });

  it('never drops what the host has found, and leaves its own order where nothing speaks against it', () => {
    const entries = [entry('x', 'Known by another name'), entry('m', 'Mercy')];
    expect(reorder(entries, 'mercy').map(({id}) => id)).to.deep.equal(['m', 'x']);
    expect(reorder(entries, '')).to.equal(entries);
  });

  it('finds every entry by its own name', () => {
    const word = fc.stringMatching(/^[a-z]{1,9}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(word, word), {minLength: 1, maxLength: 30}), names => {
        const entries = names.map(([a, b], i) => entry(String(i), `${a} ${b}`));
        const index = indexDirectory(entries);
        for (const each of entries) {
          const best = rank(index, each.name)[0]!;
          expect(best.name).to.equal(each.name);
        }
      }),
      {numRuns: 60},
    );
  });

  it('searches 32,000 entries', () => {
    const streets = ['Albany', 'Austin', 'Boston', 'Dayton', 'Eugene', 'Fresno', 'Gary', 'Houston'];
    const entries = Array.from({length: 32_000}, (_, i) =>
      entry(String(i), `${['Mercy', 'Saint Luke', 'Union', 'Lakeside'][i % 4]} Clinic ${i}`, {city: streets[i % 8]}),
    );
    const index = indexDirectory(entries);
    expect(rank(index, 'lakeside clinic 31999')[0]!.id).to.equal('31999');
    expect(rank(index, 'lakesdie houston')).to.have.length(4000);
  });
});

describe('branches', () => {
  const MOST = 80;
  const chainsOf = (entries: readonly DirectoryEntry[]): ReadonlyMap<DirectoryEntry, Chain> => {
    const steps = chainsInSlices(entries);
    for (;;) {
      const {done, value} = steps.next();
      if (done) return value;
    }
  };
  const clinic = (id: string, city: string): DirectoryEntry =>
    entry(id, 'City Clinic', {city, website: 'https://city.example'});

  it('collapses branches of one place and says how many there are in all', () => {
    const all = ['Albany', 'Austin', 'Boston'].map((city, i) => clinic(String(i), city));
    const [group] = groupResults(all.slice(0, 2), MOST, chainsOf(all));
    expect(group!.rows).to.have.length(1);
    expect(group!.rows[0]!.branches.map(({id}) => id)).to.deep.equal(['0', '1']);
    expect(group!.rows[0]!.of).to.equal(3);
  });

  it('counts branches that match also beyond those that it lists', () => {
    const chain = Array.from({length: 500}, (_, n) => clinic(String(n), n % 2 ? 'Albany' : 'Troy'));
    const all = [...chain, entry('other', 'Mercy')];
    const inTroy = chain.filter(({city}) => city === 'Troy');
    const [group] = groupResults(inTroy, MOST, chainsOf(all));
    const [row] = group!.rows;
    expect([row!.branches.length, row!.matching, row!.of]).to.deep.equal([80, 250, 500]);
  });

  it('keeps two places apart that share nothing but a name', () => {
    const [group] = groupResults([entry('a', 'Mercy', {city: 'Troy'}), entry('b', 'Mercy', {city: 'Rome'})], MOST);
    expect(group!.rows.map(row => row.entry.id)).to.deep.equal(['a', 'b']);
  });

  it('groups by route in the order of the best match', () => {
    const groups = groupResults(
      [entry('a', 'A', {route: 'x'}), entry('b', 'B', {route: 'y'}), entry('c', 'C', {route: 'x'})],
      MOST,
    );
    expect(groups.map(({route, rows}) => [route, rows.length])).to.deep.equal([
      ['x', 2],
      ['y', 1],
    ]);
  });

  it('knows when one sign-in serves all branches', () => {
    const shared = ['1', '2'].map(id => entry(id, 'Rx', {sourceId: 's'}));
    expect(groupResults(shared, MOST)[0]!.rows[0]!.oneSignIn).to.be.true;
    expect(groupResults([clinic('1', 'A'), clinic('2', 'B')], MOST)[0]!.rows[0]!.oneSignIn).to.be.false;
  });
});
