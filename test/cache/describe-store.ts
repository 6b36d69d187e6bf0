import {expect} from '@open-wc/testing';
import {allIds, allPages, head, record, rejection, write} from './fixtures.js';
import type {RecordStore} from '../../src/cache/store.js';

/** What every store does. `make` gives an empty one; `remove` takes away what it left. */
export const describeStore = (name: string, make: () => Promise<RecordStore>, remove: () => Promise<unknown>): void => {
  describe(`${name} as a record store`, () => {
    let store: RecordStore;

    beforeEach(async () => {
      store = await make();
    });

    afterEach(async () => {
      store.close();
      await remove();
    });

    it('is empty on a first visit', async () => {
      expect(await store.head()).to.equal(null);
      expect(await store.checkpoints()).to.deep.equal([]);
      expect(await allPages(store)).to.deep.equal([]);
      expect(await store.raw('nothing')).to.equal(null);
      expect(store.notice).to.equal(undefined);
    });

    it('gives back what was committed', async () => {
      const one = write({head: head(1)});
      await store.commit(one);
      const {raws, ...page} = one.page!;
      expect(await allPages(store)).to.deep.equal([page]);
      expect(await store.checkpoints()).to.deep.equal([one.checkpoint]);
      expect(await store.head()).to.deep.equal(head(1));
      expect(await store.raw(page.records[0]!.id)).to.deep.equal(raws.get(page.records[0]!.id));
    });

    it('keeps names that an object would take for its own', async () => {
      const records = [record('__proto__', '2020-01-01'), record('constructor', '2020-01-02')];
      await store.commit(write({records}));
      expect(await store.raw('__proto__')).to.deep.equal({resourceType: 'Observation', id: '__proto__'});
      expect(await store.raw('toString')).to.equal(null);
    });

    it('reads the newest pages first and undated ones last', async () => {
      const dates = ['2001-05-01', null, '2020-12', '1999', '2020-12-31'];
      for (const [index, date] of dates.entries())
        await store.commit(write({index, records: [record(`${index}`, date)]}));
      expect((await allPages(store)).map(({index}) => index)).to.deep.equal([4, 2, 0, 3, 1]);
    });

    it('replaces a page that is written again', async () => {
      await store.commit(write({records: [record('a', '2020-01-01'), record('b', '2020-01-01')]}));
      await store.commit(write({records: [record('a', '2020-01-02')]}));
      expect(await allIds(store)).to.deep.equal(['a']);
      expect(await store.raw('b')).to.equal(null);
    });

    it('keeps the pages of an earlier pass until the new one is complete', async () => {
      for (const index of [0, 1]) await store.commit(write({index, records: [record(`old${index}`, '2020-01-01')]}));
      await store.commit(write({stream: 'r|Condition', records: [record('other', '2020-01-01')]}));
      await store.commit(write({pass: 2, records: [record('new', '2020-01-01')]}));
      expect(await allIds(store)).to.deep.equal(['new', 'old0', 'old1', 'other']);
      const {checkpoint} = write({pass: 2, state: 'complete'});
      await store.commit({checkpoint, dropPassesBefore: 2, epoch: 1});
      expect(await allIds(store)).to.deep.equal(['new', 'other']);
      expect(await store.raw('old0')).to.equal(null);
      expect(await store.checkpoints()).to.deep.include(checkpoint);
      expect(await store.checkpoints()).to.have.length(2);
    });

    it('gives up what stood behind a page when its pass starts anew', async () => {
      for (const index of [0, 1, 2]) await store.commit(write({index, records: [record(`${index}`, '2020-01-01')]}));
      await store.commit(write({pass: 2, records: [record('later pass', '2020-01-01')]}));
      await store.commit(write({index: 0, records: [record('anew', '2020-01-01')]}));
      expect(await allIds(store)).to.deep.equal(['anew']);
    });

    it('stores a checkpoint without a page', async () => {
      const {checkpoint} = write({state: 'complete'});
      await store.commit({checkpoint, epoch: 1});
      expect(await store.checkpoints()).to.deep.equal([checkpoint]);
      expect(await allPages(store)).to.deep.equal([]);
    });

    it('gives the raw payload of the newest pass', async () => {
      await store.commit(write({records: [record('a', '2020-01-01')]}));
      const again = write({pass: 2, records: [record('a', '2020-01-01')]});
      await store.commit({...again, page: {...again.page!, raws: new Map([['a', 'second']])}});
      await allPages(store);
      expect(await store.raw('a')).to.equal('second');
    });

    it('stores concurrent commits, in their order', async () => {
      await Promise.all([0, 1, 2, 3, 4].map(index => store.commit(write({index, head: head(index)}))));
      expect(await allPages(store)).to.have.length(5);
      expect((await store.checkpoints())[0]!.pages).to.equal(5);
      expect((await store.head())!.total).to.equal(4);
    });

    it('drops a route and nothing else', async () => {
      for (const stream of ['a|Observation', 'a|Condition', 'ab|Observation']) {
        await store.commit(write({stream, records: [record(stream, '2020-01-01')], head: head(3)}));
      }
      await store.dropRoute('a');
      expect(await allIds(store)).to.deep.equal(['ab|Observation']);
      expect((await store.checkpoints()).map(({stream}) => stream)).to.deep.equal(['ab|Observation']);
      expect(await store.head()).to.equal(null);
      expect(await store.raw('a|Condition')).to.equal(null);
    });

    it('refuses a writer with an older epoch than it has seen', async () => {
      const mine = await store.claim();
      await store.commit(write({epoch: mine}));
      const theirs = await store.claim();
      expect(theirs).to.be.greaterThan(mine);
      expect(await rejection(store.commit(write({index: 1, epoch: mine})))).to.equal('aborted');
      await store.commit(write({index: 1, epoch: theirs, records: [record('theirs', '2020-01-01')]}));
      await store.commit(write({index: 2, epoch: theirs + 5}));
      expect(await rejection(store.commit(write({index: 3, epoch: theirs})))).to.equal('aborted');
      expect(await allPages(store)).to.have.length(3);
      expect((await store.checkpoints())[0]!.pages).to.equal(3);
    });

    it('stops reading when it is told to', async () => {
      for (const index of [0, 1, 2]) await store.commit(write({index}));
      const stop = new AbortController();
      const seen: number[] = [];
      const reading = (async () => {
        for await (const {index} of store.pages(stop.signal)) {
          seen.push(index);
          stop.abort();
        }
      })();
      expect(await rejection(reading)).to.equal('aborted');
      expect(seen).to.have.length(1);
    });

    it('erases everything, counts it and takes nothing more', async () => {
      await store.commit(write({records: [record('a', null), record('b', null)], head: head(2)}));
      await store.commit(write({index: 1, records: [record('c', null)]}));
      const {records, stores} = await store.purge();
      expect(records).to.equal(3);
      expect(stores).to.equal(store.kind === 'sealed' ? 1 : 0);
      expect(await store.head()).to.equal(null);
      expect(await store.checkpoints()).to.deep.equal([]);
      expect(await allPages(store)).to.deep.equal([]);
      expect(await store.raw('a')).to.equal(null);
      expect(await rejection(store.commit(write()))).to.equal('aborted');
    });
  });
};
