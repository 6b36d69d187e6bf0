import {expect} from '@open-wc/testing';
import {databasesOf} from '../../src/cache/foreign.js';
import {databaseName} from '../../src/cache/keys.js';
import {FaultyIdb} from '../helpers/faulty-idb.js';
import {PATHS} from '../helpers/through-idb.js';
import {VirtualClock} from '../helpers/virtual-clock.js';
import {
  allIds,
  allPages,
  beLater,
  head,
  newEndpoint,
  newKey,
  record,
  remove,
  rejection,
  visit,
  write,
} from './fixtures.js';
import type {RecordStore} from '../../src/cache/store.js';

/** Real work goes on until `count` deadlines are running and nothing else moves. */
const waiting = async (clock: VirtualClock, count: number) => {
  for (let quiet = 0; quiet < 20;) {
    await clock.settle(1);
    quiet = clock.pending === count ? quiet + 1 : 0;
  }
};

for (const [path, through] of PATHS)
  describe(`SealedStore under faults, through ${path}`, () => {
    let endpoint: string;
    let key: string;
    let open: RecordStore[];
    let idb: FaultyIdb;

    beforeEach(() => {
      endpoint = newEndpoint();
      key = newKey();
      open = [];
      idb = new FaultyIdb();
    });

    afterEach(async () => {
      idb.mend();
      idb.release();
      for (const store of open) store.close();
      await remove(endpoint);
    });

    const start = async (more: Partial<Parameters<typeof visit>[0]> = {}): Promise<RecordStore> => {
      const {store} = await visit({endpoint, key, ...more, deps: {databases: through(idb.factory), ...more.deps}});
      open.push(store);
      return store;
    };

    /** What a visit without faults finds. */
    const found = async () => {
      const {store, notice} = await visit({endpoint, key});
      expect(notice).to.equal(undefined);
      const [ids, checkpoints] = [await allIds(store), await store.checkpoints()];
      store.close();
      return {ids, pages: checkpoints.reduce((sum, {pages}) => sum + pages, 0), streams: checkpoints.length};
    };

    const dated = (stream: string, index: number, year: number) =>
      write({stream, index, records: [record(`${stream}.${index}`, `${year}-01-01`)]});

    describe('when it opens', () => {
      it('keeps records in memory where the browser offers no storage', async () => {
        const {store, notice} = await visit({endpoint, key, deps: {databases: undefined}});
        expect([store.kind, notice, store.notice]).to.deep.equal([
          'memory',
          'storage_unavailable',
          'storage_unavailable',
        ]);
        await store.commit(write());
        expect(await allPages(store)).to.have.length(1);
      });

      it('keeps records in memory where the storage refuses', async () => {
        idb.fail('open', 'error');
        const {store, notice} = await visit({endpoint, key, deps: {databases: through(idb.factory)}});
        expect([store.kind, notice]).to.deep.equal(['memory', 'storage_unavailable']);
      });

      it('keeps records in memory where the host key is no key', async () => {
        const {store, notice} = await visit({endpoint, key: 'x', deps: {databases: through(idb.factory)}});
        expect([store.kind, notice]).to.deep.equal(['memory', 'storage_unavailable']);
        expect(idb.log).to.deep.equal([]);
      });

      for (const [fault, code] of [
        ['blocked', 'storage_blocked'],
        ['hang', 'storage_unavailable'],
      ] as const) {
        it(`waits 3 s for one that does not answer (${fault}), and closes it when it comes late`, async () => {
          idb.fail('open', fault);
          const clock = new VirtualClock();
          let settled = false;
          const opening = visit({endpoint, key, deps: {databases: through(idb.factory), clock}}).finally(
            () => (settled = true),
          );
          await waiting(clock, 2);
          await clock.advance(2999);
          expect(settled).to.equal(false);
          await clock.advance(1);
          const {store, notice} = await opening;
          expect([store.kind, notice]).to.deep.equal(['memory', code]);
          idb.mend();
          idb.release();
          const {store: next} = await visit({endpoint, key});
          next.close();
          expect(idb.connections).to.equal(0);
        });
      }

      it('waits 3 s for one that a tab of a later version of this kit holds', async () => {
        const name = await databaseName(crypto, endpoint);
        await beLater(name);
        // what is opened next waits for the deletion
        idb.fail(`delete ${name}`, 'blocked').fail(`open ${name}`, 'hang', {skip: 1});
        const clock = new VirtualClock();
        const opening = visit({endpoint, key, deps: {databases: through(idb.factory), clock}});
        await waiting(clock, 1);
        await clock.advance(3000);
        const {store, notice} = await opening;
        expect([store.kind, notice]).to.deep.equal(['memory', 'storage_unavailable']);
      });

      it('uses a fresh document where the page lost its storage process', async () => {
        await (await start()).commit(write());
        idb.fail('open', 'error');
        const realm = new FaultyIdb();
        let disposed = 0;
        const {store, notice} = await visit({
          endpoint,
          key,
          deps: {
            databases: through(idb.factory),
            freshRealm: () => Promise.resolve({databases: databasesOf(realm.factory), dispose: () => disposed++}),
          },
        });
        expect([store.kind, notice]).to.deep.equal(['sealed', undefined]);
        expect(await allPages(store)).to.have.length(1);
        expect(disposed).to.equal(0);
        store.close();
        expect(disposed).to.equal(1);
      });
    });

    describe('full', () => {
      it('gives up the oldest pages of other streams, and goes on', async () => {
        const store = await start();
        for (let index = 0; index < 3; index++) await store.commit(dated('r|old', index, 1990 + index));
        await store.commit(dated('r|new', 0, 2020));
        idb.fail('put pages', 'quota', {times: 1});
        await store.commit(dated('r|new', 1, 2021));
        expect(store.notice).to.equal('storage_full');
        expect(await found()).to.deep.equal({ids: ['r|new.0', 'r|new.1', 'r|old.1', 'r|old.2'], pages: 2, streams: 2});
        expect(store.parted).to.equal(true);
        // the trimmed stream goes on in memory, and the disk does not claim more than it has
        await store.commit(dated('r|old', 3, 1993));
        expect(await allIds(store)).to.include('r|old.3');
        expect(await store.raw('r|old.3')).to.not.equal(null);
        expect((await found()).streams).to.equal(2);
      });

      it('keeps in memory what does not fit even then; what was stored stays true', async () => {
        const store = await start();
        for (let index = 0; index < 4; index++) await store.commit(dated('r|a', index, 2000 + index));
        idb.fail('put', 'quota');
        for (let index = 4; index < 8; index++)
          await store.commit({...dated('r|a', index, 2000 + index), head: head(index)});
        await store.commit(dated('r|b', 0, 2020));
        expect(store.notice).to.equal('storage_full');
        expect((await store.checkpoints()).map(({pages}) => pages)).to.have.members([8, 1]);
        expect(await store.raw('r|a.7')).to.not.equal(null);
        expect((await store.head())!.total).to.equal(7);
        idb.mend();
        expect(await found()).to.deep.equal({ids: ['r|a.0', 'r|a.1', 'r|a.2', 'r|a.3'], pages: 4, streams: 1});
      });

      it('says so when there is no room to begin with', async () => {
        idb.fail('put meta', 'quota');
        const {store, notice} = await visit({endpoint, key, deps: {databases: through(idb.factory)}});
        expect([store.kind, notice]).to.deep.equal(['memory', 'storage_full']);
      });
    });

    describe('cut off', () => {
      for (const action of ['put pages', 'put raws', 'put meta', 'transaction readwrite']) {
        it(`keeps page and checkpoint together when it ends at "${action}"`, async () => {
          const store = await start();
          await store.commit(write());
          idb.fail(action, action.startsWith('put') ? 'abort' : 'error');
          await store.commit(write({index: 1}));
          expect(store.notice).to.equal('storage_lost');
          expect((await store.checkpoints())[0]!.pages).to.equal(2);
          expect(await found()).to.deep.equal({ids: ['r|Observation/1.0'], pages: 1, streams: 1});
        });
      }

      it('tries a transaction again that failed once', async () => {
        const store = await start();
        idb.fail('put raws', 'abort', {times: 1});
        await store.commit(write());
        expect(store.notice).to.equal(undefined);
        expect((await found()).pages).to.equal(1);
      });
    });

    describe('lost', () => {
      it('goes on through a fresh document within 2 s when the storage process ends', async () => {
        const realm = new FaultyIdb();
        let made = 0;
        const store = await start({
          deps: {
            freshRealm: () => {
              made++;
              return Promise.resolve({databases: databasesOf(realm.factory), dispose: () => undefined});
            },
          },
        });
        await store.commit(write());
        idb.fail('', 'error');
        await store.commit(write({index: 1}));
        expect([store.notice, made]).to.deep.equal([undefined, 1]);
        expect(await allIds(store)).to.have.length(2);
        expect(await found()).to.deep.include({pages: 2});
      });

      it('goes on in memory when that does not help', async () => {
        const store = await start({deps: {freshRealm: () => Promise.reject(new Error('no document'))}});
        await store.commit(write());
        idb.fail('', 'error');
        await store.commit(write({index: 1}));
        expect([store.notice, store.parted]).to.deep.equal(['storage_lost', true]);
        expect((await store.checkpoints()).map(({pages}) => pages)).to.deep.equal([2]);
        expect(await store.head()).to.equal(null);
        expect((await found()).pages).to.equal(1);
      });

      it('ends reading with a code, so that a part is not taken for the whole', async () => {
        const store = await start();
        for (const index of [0, 1, 2]) await store.commit(write({index}));
        idb.fail('get pages', 'error', {skip: 1});
        expect(await rejection(allPages(store))).to.equal('storage_lost');
        expect(await store.checkpoints()).to.deep.equal([]);
      });

      it('answers by its deadline when the storage hangs', async () => {
        const clock = new VirtualClock();
        const opening = start({deps: {clock}});
        const store = await opening;
        idb.fail('get', 'hang').fail('put', 'hang').fail('open', 'hang');
        const committing = store.commit(write());
        await waiting(clock, 1);
        await clock.advance(5000);
        await waiting(clock, 1);
        await clock.advance(1000);
        await committing;
        // nothing had been acknowledged before, so this is all
        expect([store.notice, store.parted]).to.deep.equal(['storage_lost', false]);
        expect(await allPages(store)).to.have.length(1);
      });

      it('is a first visit again after the browser took it away', async () => {
        const store = await start();
        for (const index of [0, 1]) await store.commit(write({index}));
        await idb.evict(await databaseName(crypto, endpoint));
        expect(await found()).to.deep.equal({ids: [], pages: 0, streams: 0});
      });

      it('does not go on half-way in a database that was taken away', async () => {
        const store = await start();
        await store.commit(write());
        await idb.evict(await databaseName(crypto, endpoint));
        await store.commit(write({index: 1}));
        expect(store.notice).to.equal('storage_lost');
        expect(await allPages(store)).to.have.length(1);
        expect(await found()).to.deep.equal({ids: [], pages: 0, streams: 0});
      });
    });

    it('steps aside when another tab removes the database', async () => {
      const store = await start();
      await store.commit(write());
      const name = await databaseName(crypto, endpoint);
      await new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase(name);
        request.onsuccess = resolve;
        request.onblocked = () => reject(new Error('blocked'));
      });
      await store.commit(write({index: 1}));
      expect(store.notice).to.equal('storage_lost');
      expect(await found()).to.deep.equal({ids: [], pages: 0, streams: 0});
    });
  });
