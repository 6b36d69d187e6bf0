import {expect} from '@open-wc/testing';
import * as fc from 'fast-check';
import {groupsOf, nest} from '../../src/records/groups.js';
import {prepareView} from '../../src/records/prepare-view.js';
import {mergeCopies} from '../../src/records/merge.js';
import {elsewhere, record} from './make.js';
import type {HealthRecord} from '../../src/records/model.js';
import type {Groups, Nested} from '../../src/records/groups.js';

const groups = (...records: HealthRecord[]): ReturnType<typeof groupsOf> => groupsOf({dated: records, undated: []});
const shape = (entries: readonly Nested[]): unknown[] =>
  entries.map(({record: {title}, under}) => (under.length ? [title, ...shape(under)] : title));

describe('groupsOf', () => {
  const sodium = record({title: 'Sodium'});
  const visit = record({title: 'Visit', category: 'visit'});
  const panel = record({title: 'Panel', members: [sodium.id], encounter: visit.id});
  const loose = record({title: 'Loose', encounter: visit.id});

  it('puts results under their report and records under their visit', () => {
    const made = groups(visit, panel, sodium, loose);
    expect(made.reportOf(sodium)).to.equal(panel);
    expect(made.visitOf(panel)).to.equal(visit);
    expect(made.visitOf(loose)).to.equal(visit);
    expect(made.under(visit)).to.deep.equal([panel, loose]);
    expect(made.under(panel)).to.deep.equal([sodium]);
    expect(made.under(sodium)).to.deep.equal([]);
  });
  it('knows the visit of a result through its report', () => {
    expect(groups(visit, panel, sodium).visitOf(sodium)).to.equal(visit);
  });
  it('finds groups among the undated', () => {
    const made = groupsOf({dated: [visit], undated: [panel, sodium]});
    expect(made.under(visit)).to.deep.equal([panel]);
  });
  it('lets a dangling id lead nowhere', () => {
    const orphan = record({encounter: 'gone', members: ['gone too']});
    const made = groups(orphan);
    expect(made.get('gone')).to.equal(undefined);
    expect(made.visitOf(orphan)).to.equal(undefined);
    expect(made.under(orphan)).to.deep.equal([]);
  });
  it('takes only visits for visits', () => {
    const odd = record({encounter: sodium.id});
    expect(groups(sodium, odd).visitOf(odd)).to.equal(undefined);
  });
  it('leads the id of a merged copy to the merged record', () => {
    const [a, b] = [record({title: 'Sodium', date: '2020-01-01'}), elsewhere({title: 'Na', date: '2020-01-02'})];
    const merged = mergeCopies([a, b]);
    const report = record({members: [b.id]});
    const made = groups(report, merged);
    expect(made.get(b.id)).to.equal(merged);
    expect(made.get(a.id)).to.equal(merged);
    expect(made.reportOf(merged)).to.equal(report);
    expect(made.under(report)).to.deep.equal([merged]);
  });
  it('leads to a merged visit', () => {
    const [a, b] = [record({category: 'visit'}), elsewhere({category: 'visit'})];
    const note = record({encounter: b.id});
    const merged = mergeCopies([a, b]);
    expect(groups(merged, note).visitOf(note)).to.equal(merged);
  });
  it('gives a result that two reports claim to the first', () => {
    const second = record({members: [sodium.id]});
    const made = groups(panel, second, sodium);
    expect(made.reportOf(sodium)).to.equal(panel);
    expect(made.under(second)).to.deep.equal([]);
  });
  it('breaks circles', () => {
    const selfish = record({recordId: 'self', members: ['human-api|quest|self']});
    const a = record({recordId: 'a', members: ['human-api|quest|b']});
    const b = record({recordId: 'b', members: ['human-api|quest|a']});
    const v = record({recordId: 'v', category: 'visit', encounter: 'human-api|quest|w'});
    const w = record({recordId: 'w', category: 'visit', encounter: 'human-api|quest|v'});
    const made = groups(selfish, a, b, v, w);
    expect(made.reportOf(selfish)).to.equal(undefined);
    expect([made.reportOf(a), made.reportOf(b)].filter(Boolean)).to.have.length(1);
    expect([made.visitOf(v), made.visitOf(w)].filter(Boolean)).to.have.length(1);
  });
  it('takes a visit that lists its records for their visit, not for their report', () => {
    const listing = record({title: 'Listing', category: 'visit', members: [sodium.id, loose.id]});
    const made = groups(sodium, loose, visit, listing, panel);
    expect(made.reportOf(sodium)).to.equal(panel);
    expect(made.visitOf(loose), 'its own word comes first').to.equal(visit);
    const alone = groups(sodium, listing);
    expect(alone.reportOf(sodium)).to.equal(undefined);
    expect(alone.visitOf(sodium)).to.equal(listing);
    expect(alone.under(listing)).to.deep.equal([sodium]);
  });
  it('keeps a visit out of a report', () => {
    const report = record({recordId: 'r', members: [visit.id], encounter: visit.id});
    const made = groups(visit, report);
    expect(made.reportOf(visit)).to.equal(undefined);
    expect(made.under(visit)).to.deep.equal([report]);
  });
  it('is made once for a library, also ahead of time', async () => {
    const library = {dated: Array.from({length: 9000}, () => record()), undated: []};
    let breaths = 0;
    await prepareView(library, () => (breaths++, Promise.resolve()));
    expect(breaths).to.be.above(3);
    const first = groupsOf(library);
    expect(groupsOf(library)).to.equal(first);
    await prepareView(library, () => ((breaths = -1), Promise.resolve()));
    expect(breaths).not.to.equal(-1);
  });
});

describe('nest', () => {
  const nested = (list: readonly HealthRecord[], groups: Groups): Nested[] => {
    const {heads, entry} = nest(list, groups, one => list.includes(one));
    return [...heads].map(entry);
  };
  const sodium = record({title: 'Sodium'});
  const visit = record({title: 'Visit', category: 'visit'});
  const panel = record({title: 'Panel', members: [sodium.id], encounter: visit.id});
  const loose = record({title: 'Loose'});
  const all = [loose, visit, panel, sodium];
  const made = groups(...all);

  it('puts each record under what holds it', () => {
    expect(shape(nested(all, made))).to.deep.equal(['Loose', ['Visit', ['Panel', 'Sodium']]]);
  });
  it('puts a result under its visit where the report is not in the list', () => {
    expect(shape(nested([visit, sodium], made))).to.deep.equal([['Visit', 'Sodium']]);
  });
  it('leaves a record on top where nothing that holds it is in the list', () => {
    expect(shape(nested([sodium, loose], made))).to.deep.equal(['Sodium', 'Loose']);
  });
  it('shows every record of any list exactly once, circles or not', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const id = fc.constantFrom(...names.map(name => `human-api|quest|${name}`));
    const wish = fc.record({
      category: fc.constantFrom('visit' as const, 'lab' as const),
      members: fc.array(id, {maxLength: 3}),
      encounter: id,
    });
    fc.assert(
      fc.property(fc.array(wish, {minLength: 5, maxLength: 5}), fc.subarray([0, 1, 2, 3, 4]), (wishes, shown) => {
        const records = wishes.map((one, at) => record({...one, recordId: names[at]!}));
        const list = shown.map(at => records[at]!);
        const flat = (entries: readonly Nested[]): HealthRecord[] =>
          entries.flatMap(entry => [entry.record, ...flat(entry.under)]);
        expect(flat(nested(list, groups(...records)))).to.have.members(list);
        expect(flat(nested(list, groups(...records)))).to.have.length(list.length);
      }),
      {numRuns: 1000},
    );
  });
});
