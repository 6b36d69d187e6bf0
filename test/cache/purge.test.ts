import {expect} from '@open-wc/testing';
import {databasesOf} from '../../src/cache/foreign.js';
import {databaseName} from '../../src/cache/keys.js';
import {openRecordStore} from '../../src/cache/open-store.js';
import {finishPurges, purgeEndpoint} from '../../src/cache/purge.js';
import {hasTombstone, readTombstones} from '../../src/cache/tombstones.js';
import {FaultyIdb} from '../helpers/faulty-idb.js';
import {PatientClock} from '../helpers/patient-clock.js';
import {PATHS} from '../helpers/through-idb.js';
import {
  allPages,
  newEndpoint,
  newKey,
  RawDatabase,
  realDeps,
  record,
  rejection,
  remove,
  visit,
  write,
} from './fixtures.js';
import type {RecordStore} from '../../src/cache/store.js';

for (const [path, through] of PATHS)
  describe(`Purge through ${path}`, () => {
    let endpoint: string;
    let key: string;
    let name: string;
    let idb: FaultyIdb;
    let store: RecordStore;
    let clock: PatientClock;

    beforeEach(async () => {
      endpoint = newEndpoint();
      key = newKey();
      name = await databaseName(crypto, endpoint);
      idb = new FaultyIdb();
      clock = new PatientClock(idb);
      ({store} = await visit({endpoint, key, deps: {databases: through(idb.factory), clock}}));
      await store.commit(write({records: [record('a', '2020-01-01'), record('b', '2020-01-01')]}));
      await store.commit(write({index: 1}));
      idb.log.length = 0;
    });

    afterEach(async () => {
      idb.mend();
      idb.release();
      store.close();
      await remove(endpoint);
      await finishPurges(realDeps());
    });

    const exists = async (database: string) => {
      let absent = false;
      await new Promise<void>(resolve => {
        const request = indexedDB.open(database);
        request.onupgradeneeded = () => {
          absent = true;
          request.transaction!.abort();
        };
        request.onerror = () => resolve();
        request.onsuccess = () => {
          request.result.close();
          resolve();
        };
      });
      return !absent;
    };

    it('marks the database first, clears it, then removes it and the mark', async () => {
      expect(await store.purge()).to.deep.equal({records: 3, stores: 1});
      const steps = idb.log.filter(action => /^(put names|clear|count|delete)/.test(action));
      expect(steps).to.deep.equal([
        'put names',
        'count meta',
        'clear meta',
        'count pages',
        'clear pages',
        'count raws',
        'clear raws',
        'count meta',
        'count pages',
        'count raws',
        `delete ${name}`,
        'delete names',
      ]);
      expect(await exists(name)).to.equal(false);
      expect(await hasTombstone(realDeps(), name)).to.equal(false);
      expect(idb.connections).to.equal(0);
    });

    it('counts what was there and what is left, without a key', async () => {
      store.close();
      const purged = await purgeEndpoint({endpoint, deps: realDeps()});
      // two pages, their raw payloads, the manifest and the owner row
      expect(purged).to.deep.equal({records: 0, stores: 1, rowsBefore: 6, rowsAfter: 0, blocked: false});
      expect(await exists(name)).to.equal(false);
    });

    it('creates nothing where there is nothing', async () => {
      store.close();
      await purgeEndpoint({endpoint, deps: realDeps()});
      const nothing = new FaultyIdb();
      const purged = await purgeEndpoint({endpoint, deps: realDeps({databases: through(nothing.factory)})});
      expect(purged).to.deep.equal({records: 0, stores: 0, rowsBefore: 0, rowsAfter: 0, blocked: false});
      expect(nothing.log).to.deep.equal([`open ${name}`]);
      expect(await purgeEndpoint({endpoint, deps: realDeps({databases: undefined})})).to.deep.equal(purged);
    });

    it('runs when the host sends no key', async () => {
      store.close();
      const {store: memory, notice, purging} = await openRecordStore({endpoint, patientKey: 'p_1', deps: realDeps()});
      expect([memory.kind, notice]).to.deep.equal(['memory', undefined]);
      expect((await purging)!.blocked).to.equal(false);
      expect(await exists(name)).to.equal(false);
    });

    it('takes nothing in that was on its way', async () => {
      const writing = Promise.all([2, 3, 4].map(index => rejection(store.commit(write({index})))));
      await store.purge();
      const outcomes = await writing;
      expect(outcomes).to.include('aborted');
      expect(await exists(name)).to.equal(false);
    });

    it('empties what cannot be removed yet, and the next start finishes', async () => {
      idb.fail(`delete ${name}`, 'blocked');
      store.close();
      const purged = await purgeEndpoint({
        endpoint,
        deps: realDeps({databases: through(idb.factory), clock}),
      });
      expect(purged).to.deep.equal({records: 0, stores: 1, rowsBefore: 6, rowsAfter: 0, blocked: true});
      expect(await readTombstones(realDeps())).to.include(name);
      const raw = await RawDatabase.open(endpoint);
      expect(await raw.all()).to.deep.equal([]);
      raw.close();
      expect(await finishPurges(realDeps())).to.equal(0);
      expect(await exists(name)).to.equal(false);
      expect(await readTombstones(realDeps())).to.not.include(name);
    });

    it('leaves the mark while another page still holds the database', async () => {
      idb.fail(`delete ${name}`, 'blocked');
      await store.purge();
      const deps = realDeps({databases: through(idb.factory), clock});
      expect(await finishPurges(deps)).to.equal(1);
      expect(await hasTombstone(realDeps(), name)).to.equal(true);
    });

    for (const action of ['open my-health.tombstones', 'clear pages', 'count pages', 'delete names']) {
      it(`goes on when "${action}" fails`, async () => {
        idb.fail(action, 'error');
        expect(await store.purge()).to.deep.equal({records: 3, stores: 1});
        expect(await exists(name)).to.equal(false);
      });
    }

    it('settles when nothing answers, and the next visit finds nothing even with the same key', async () => {
      for (const action of ['clear', 'count', `delete ${name}`]) idb.fail(action, 'hang');
      expect(await store.purge()).to.deep.equal({records: 3, stores: 1});
      idb.mend();
      const next = await visit({endpoint, key});
      expect(next.notice).to.equal(undefined);
      expect(await allPages(next.store)).to.deep.equal([]);
      expect(await next.store.checkpoints()).to.deep.equal([]);
      await next.store.commit(write());
      next.store.close();
      // and the mark is gone with them: what is stored from now on stays
      const later = await visit({endpoint, key});
      expect(await allPages(later.store)).to.have.length(1);
      later.store.close();
    });

    for (const what of ['the store', 'the endpoint'])
      it(`erases ${what} through a fresh document where the page lost its storage process`, async () => {
        store.close();
        let realms = 0;
        const freshRealm = () => {
          realms++;
          return Promise.resolve({databases: databasesOf(new FaultyIdb().factory), dispose: () => realms--});
        };
        const deps = {...realDeps(), databases: through(idb.factory), clock, freshRealm};
        ({store} = await visit({endpoint, key, deps}));
        for (const action of ['open', 'transaction readwrite', 'transaction readonly', 'delete'])
          idb.fail(action, 'error');
        if (what === 'the store') expect(await store.purge()).to.deep.equal({records: 3, stores: 1});
        else {
          store.close();
          expect(await purgeEndpoint({endpoint, deps})).to.include({stores: 1, blocked: false});
          expect(await purgeEndpoint({endpoint, deps})).to.include({stores: 0, blocked: false});
        }
        expect(await exists(name)).to.equal(false);
        expect(await hasTombstone(realDeps(), name)).to.equal(false);
        expect(realms).to.equal(0);
      });

    it('still runs after the storage was lost', async () => {
      idb.fail('transaction readwrite', 'error');
      await store.commit(write({index: 2}));
      expect(store.notice).to.equal('storage_lost');
      idb.mend();
      expect((await store.purge()).stores).to.equal(1);
      expect(await exists(name)).to.equal(false);
    });
  });
