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

    it('drops nothing for a writer with an older epoch than it has seen, and goes on', async () => {
      const mine = await store.claim();
      await store.commit(write({stream: 'a|Observation', records: [record('mine', '2020-01-01')], epoch: mine}));
      const theirs = await store.claim();
      await store.commit(write({stream: 'a|Observation', records: [record('theirs', '2020-01-01')], epoch: theirs}));
      expect(await rejection(store.dropRoute('a|Observation', mine))).to.equal('aborted');
      expect(store.notice).to.equal(undefined);
      expect(await allIds(store)).to.deep.equal(['theirs']);
      expect(await store.checkpoints()).to.have.length(1);
      await store.commit(write({stream: 'a|Observation', index: 1, epoch: theirs}));
      await store.dropRoute('a|Observation', theirs);
      expect(await allIds(store)).to.deep.equal([]);
      expect(await store.checkpoints()).to.deep.equal([]);
    });

    describe('without one institution of a route', () => {
      const at = (id: string, institution: string, route = 'r') => {
        const one = record(`${route}|${institution}|${id}`, '2020-01-01');
        return {...one, sources: [{...one.sources[0]!, route, institution: {id: institution, name: institution}}]};
      };
      const both = (more: Parameters<typeof write>[0] = {}) => {
        const one = write({records: [at('1', 'north'), at('2', 'south')], head: head(2), ...more});
        const aside = (institution: string) => ({
          state: 'entered_in_error' as const,
          route: 'r',
          institution: {id: institution, name: institution},
          type: 'Observation',
          reason: 'entered_in_error' as const,
          record: at('error', institution),
        });
        const raws = new Map([...one.page!.raws, ['r|north|error', 'N'], ['r|south|error', 'S']]);
        return {
          ...one,
          page: {
            ...one.page!,
            raws,
            aside: [aside('north'), aside('south')],
            persons: [
              {route: 'r', institutionId: 'north', name: 'N'},
              {route: 'r', institutionId: 'south', name: 'S'},
            ],
          },
        };
      };

      it('answers nothing of it any more, and all of the others', async () => {
        await store.commit(both());
        await store.commit(write({stream: 'q|labs', records: [at('1', 'north', 'q')]}));
        expect(await store.raw('r|north|1')).to.not.equal(null);
        await store.dropInstitution('r', 'north');
        const [page] = (await allPages(store)).filter(({stream}) => stream === 'r|Observation');
        expect(await allIds(store)).to.deep.equal(['q|north|1', 'r|south|2']);
        expect(page!.aside.map(({record: one}) => one!.id)).to.deep.equal(['r|south|error']);
        expect(page!.persons.map(({name: one}) => one)).to.deep.equal(['S']);
        for (const id of ['r|north|1', 'r|north|error']) expect(await store.raw(id), id).to.equal(null);
        for (const id of ['r|south|2', 'r|south|error', 'q|north|1'])
          expect(await store.raw(id), id).to.not.equal(null);
        expect(await store.head()).to.equal(null);
      });

      it('keeps what is written of it afterwards', async () => {
        await store.commit(both());
        await store.dropInstitution('r', 'north');
        await store.commit(write({pass: 2, records: [at('3', 'north')]}));
        expect(await allIds(store)).to.deep.equal(['r|north|3', 'r|south|2']);
        expect(await store.raw('r|north|3')).to.not.equal(null);
        expect(await store.raw('r|north|1')).to.equal(null);
      });

      it('has its streams read whole and from their beginning', async () => {
        const {checkpoint} = write();
        await store.commit({...both(), checkpoint: {...checkpoint, wholeAt: 5}});
        await store.commit(write({stream: 'q|labs', records: [at('1', 'north', 'q')]}));
        await store.dropInstitution('r', 'north');
        const marks = await store.checkpoints();
        expect(marks.find(({stream}) => stream === 'r|Observation')).to.deep.equal({...checkpoint, cursor: null});
        expect(marks.find(({stream}) => stream === 'q|labs')!.cursor).to.equal('after 0');
      });
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
