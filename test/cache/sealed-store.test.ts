import {expect} from '@open-wc/testing';
import {PAGE_RECORDS} from '../../src/cache/store.js';
import {FaultyIdb} from '../helpers/faulty-idb.js';
import {throughIdb} from '../helpers/through-idb.js';
import {
  allIds,
  allPages,
  beLater,
  head,
  newKey,
  RawDatabase,
  RealClock,
  record,
  rejection,
  remove,
  tampered,
  Visits,
  write,
} from './fixtures.js';
import type {RecordStore} from '../../src/cache/store.js';

const SENTINELS = ['ZQSENTINELTITLE', 'ZQSENTINELID', 'ZQSENTINELRAW', 'ZQSENTINELPATIENT', 'ZQSENTINELKID'];

const contains = (haystack: Uint8Array, needle: Uint8Array): boolean => {
  for (let at = haystack.indexOf(needle[0]!); at >= 0; at = haystack.indexOf(needle[0]!, at + 1)) {
    if (needle.every((byte, index) => haystack[at + index] === byte)) return true;
  }
  return false;
};

/** As text of one byte a character and as UTF-16, in which some engines store strings. */
const spellings = (text: string) => [
  new TextEncoder().encode(text),
  new Uint8Array(Uint16Array.from(text, c => c.charCodeAt(0)).buffer),
];

describe('SealedStore', () => {
  let visits: Visits;
  beforeEach(() => (visits = new Visits()));
  afterEach(() => visits.end());
  const start = (more?: Parameters<Visits['start']>[0]): Promise<RecordStore> => visits.start(more);

  const fill = async (store: RecordStore, pages: number, stream = 'r|Observation') => {
    for (let index = 0; index < pages; index++) {
      await store.commit(
        write({stream, index, records: [record(`${stream}/${index}`, `200${index}-01-01`)], head: head(index + 1)}),
      );
    }
  };

  it('finds everything at the next visit', async () => {
    await fill(await start(), 3);
    const again = await start();
    expect(await allIds(again)).to.deep.equal(['r|Observation/0', 'r|Observation/1', 'r|Observation/2']);
    expect((await again.head())!.total).to.equal(3);
    expect((await again.checkpoints())[0]!.pages).to.equal(3);
    expect(await again.raw('r|Observation/1')).to.deep.equal({resourceType: 'Observation', id: 'r|Observation/1'});
  });

  it('leaves nothing readable on the disk', async () => {
    const store = await start({patientKey: 'ZQSENTINELPATIENT', kid: 'ZQSENTINELKID'});
    const records = Array.from({length: PAGE_RECORDS}, (_, index) =>
      record(`ZQSENTINELID${index}`, '2020-01-01', 'ZQSENTINELTITLE'),
    );
    const one = write({stream: 'ZQSENTINELID|x', records, head: head(200, records.slice(0, 50))});
    await store.commit({...one, page: {...one.page!, raws: new Map(records.map(({id}) => [id, 'ZQSENTINELRAW']))}});
    const rows = await visits.peek(raw => raw.all());
    expect(rows).to.have.length(5);
    const needles = [...SENTINELS, visits.key, visits.key.slice(0, 20), 'Observation', 'p_1'].flatMap(spellings);
    for (const [name, value] of rows) {
      expect(name).to.match(/^[\w-]{43}$/);
      // the owner row is two numbers: no name, no key
      if (!(value instanceof ArrayBuffer))
        expect((value as unknown[]).map(part => typeof part)).to.deep.equal(['number', 'number']);
      else for (const needle of needles) expect(contains(new Uint8Array(value), needle)).to.equal(false);
    }
  });

  it('stores a page with its raw payloads, checkpoint and head in one transaction', async () => {
    const idb = new FaultyIdb();
    const store = await start({deps: {databases: throughIdb(idb.factory)}});
    await store.checkpoints();
    idb.log.length = 0;
    await store.commit(write({head: head(1)}));
    expect(idb.log.filter(action => action.startsWith('transaction'))).to.deep.equal(['transaction readwrite']);
    expect(idb.log.filter(action => action.startsWith('put')).sort()).to.deep.equal([
      'put meta',
      'put meta',
      'put meta',
      'put pages',
      'put raws',
    ]);
  });

  it('reads one row for the first screen', async () => {
    await fill(await start(), 5);
    const idb = new FaultyIdb();
    const store = await start({deps: {databases: throughIdb(idb.factory)}});
    idb.log.length = 0;
    expect((await store.head())!.total).to.equal(5);
    expect(idb.log).to.deep.equal(['transaction readonly', 'get meta']);
  });

  describe('belongs to one patient and key', () => {
    const strangers = {
      'another patient with the same key': {patientKey: 'p_2'},
      'another kid with the same key': {kid: 'k2'},
      'another key': {key: newKey()},
    };
    for (const [name, stranger] of Object.entries(strangers)) {
      it(`${name} finds nothing, and the old rows are gone before anything is read`, async () => {
        await fill(await start(), 2);
        const before = await visits.peek(raw => raw.all());
        const idb = new FaultyIdb();
        const store = await start({...stranger, deps: {databases: throughIdb(idb.factory)}});
        expect(idb.log.filter(action => /^(get|clear) /.test(action))).to.deep.equal([
          'get meta',
          'clear pages',
          'clear raws',
          'clear meta',
        ]);
        const after = await visits.peek(raw => raw.all());
        expect(before).to.have.length(2 * 2 + 3);
        expect(after).to.have.length(1);
        expect(before.map(([row]) => row)).to.not.include(after[0]![0]);
        expect(await store.head()).to.equal(null);
        expect(await store.checkpoints()).to.deep.equal([]);
        expect(await allPages(store)).to.deep.equal([]);
        expect(await store.raw('r|Observation/0')).to.equal(null);
      });
    }

    it('leaves a page of the first patient that is still open without a way to write', async () => {
      const first = await start();
      await fill(first, 1);
      const second = await start({patientKey: 'p_2'});
      await first.commit(write({index: 1}));
      expect(first.notice).to.equal('storage_lost');
      expect(await allIds(second)).to.deep.equal([]);
      expect(await visits.peek(raw => raw.all())).to.have.length(1);
    });
  });

  it('gives up a page that does not open, and the checkpoint that counts it', async () => {
    const store = await start();
    await fill(store, 3);
    await fill(store, 1, 'r|Condition');
    await visits.peek(async raw => {
      const rows = await raw.rows('pages');
      const [name, row] = rows[0]!;
      await raw.put('pages', name, tampered(row, 1000));
    });
    const again = await start();
    const kept = await allIds(again);
    expect(kept).to.have.length(3);
    const streams = (await again.checkpoints()).map(({stream}) => stream);
    // and the route is known to miss something
    expect(streams).to.have.length(2);
    expect(streams).to.include('r|');
    expect(await visits.peek(raw => raw.rows('pages'))).to.have.length(3);
    expect(await visits.peek(raw => raw.rows('raws'))).to.have.length(3);
    expect(again.notice).to.equal(undefined);
    expect(await allIds(await start())).to.deep.equal(kept);
  });

  it('does not take one row for another, nor an older copy of it', async () => {
    const store = await start();
    await fill(store, 2);
    const old = await visits.peek(raw => raw.rows('pages'));
    await store.commit(write({index: 1, records: [record('r|Observation/1', '2001-01-01', 'corrected')]}));
    await visits.peek(async raw => {
      const rows = await raw.rows('pages');
      const changed = rows.findIndex(([, row]) => !old.some(([, copy]) => indexedDB.cmp(row, copy) === 0));
      await raw.put('pages', rows[changed]![0], old.find(([name]) => name === rows[changed]![0])![1]);
    });
    expect(await allIds(await start())).to.deep.equal(['r|Observation/0']);

    await remove(visits.endpoint);
    await fill(await start(), 2);
    await visits.peek(async raw => {
      const [a, b] = await raw.rows('pages');
      await raw.put('pages', a![0], b![1]);
      await raw.put('pages', b![0], a![1]);
    });
    expect(await allIds(await start())).to.deep.equal([]);
  });

  it('gives up everything when the manifest does not open, and starts anew', async () => {
    const first = await start();
    await first.commit(write());
    await visits.peek(async raw => {
      const [[name, row]] = (await raw.sealedMeta()) as [[string, ArrayBuffer]];
      await raw.put('meta', name, tampered(row, 4000));
    });
    const store = await start();
    expect(await store.checkpoints()).to.deep.equal([]);
    expect(await allPages(store)).to.deep.equal([]);
    expect(await visits.peek(raw => raw.all())).to.have.length(1);
    // the page that was open meanwhile still believes in its checkpoint: what it goes on with is not stored
    await first.commit(write({index: 1}));
    expect(await allPages(first)).to.have.length(1);
    expect(await allPages(await start())).to.deep.equal([]);
    await store.commit(write());
    expect(await allIds(await start())).to.have.length(1);
  });

  it('does not open a head that was changed', async () => {
    await (await start()).commit(write({head: head(1)}));
    await visits.peek(async raw => {
      for (const [name, row] of await raw.sealedMeta()) await raw.put('meta', name, tampered(row, 99));
    });
    expect(await (await start()).head()).to.equal(null);
  });

  it('forgets what is older than the host allows', async () => {
    const clock = new RealClock();
    const old = await start({deps: {clock}, maxAge: 100});
    await fill(old, 2);
    clock.offset = 60_000;
    await old.commit(write({stream: 'r|Condition', records: [record('younger', '2020-01-01')], head: head(3)}));
    clock.offset = 120_000;
    const store = await start({deps: {clock}, maxAge: 100});
    expect(await store.head()).to.equal(null);
    expect(await allIds(store)).to.deep.equal(['younger']);
    expect((await store.checkpoints()).map(({stream}) => stream)).to.deep.equal(['r|Condition', 'r|']);
    expect(await visits.peek(raw => raw.rows('raws'))).to.have.length(1);
    // written while the clock was ahead: it would never grow old
    clock.offset = -600_000;
    expect(await allIds(await start({deps: {clock}, maxAge: 100}))).to.deep.equal([]);
  });

  it('drops what a later version of the kit wrote', async () => {
    const store = await start();
    await fill(store, 1);
    store.close();
    const {db} = await RawDatabase.open(visits.endpoint);
    const name = db.name;
    db.close();
    await beLater(name);
    expect(await allPages(await start())).to.deep.equal([]);
  });

  describe('in two tabs', () => {
    it('loses nothing when both write', async () => {
      const tabs = [await start(), await start()];
      await Promise.all(
        tabs.map(async (tab, number) => {
          for (let index = 0; index < 6; index++) {
            await tab.commit(
              write({stream: `r|${number}`, index, records: [record(`${number}.${index}`, '2020-01-01')]}),
            );
          }
        }),
      );
      for (const tab of [...tabs, await start()]) {
        expect(await allIds(tab)).to.have.length(12);
        expect((await tab.checkpoints()).map(({pages}) => pages)).to.deep.equal([6, 6]);
        expect(tab.notice).to.equal(undefined);
      }
    });

    it('refuses the one that was overtaken', async () => {
      const [frozen, next] = [await start(), await start()];
      const old = await frozen.claim();
      await frozen.commit(write({epoch: old}));
      const fresh = await next.claim();
      expect(fresh).to.be.greaterThan(old);
      expect(await rejection(frozen.commit(write({index: 1, epoch: old})))).to.equal('aborted');
      await next.commit(write({index: 1, epoch: fresh}));
      expect((await frozen.checkpoints())[0]!.pages).to.equal(2);
      expect(frozen.notice).to.equal(undefined);
    });

    it('reads on when the other replaces pages meanwhile', async () => {
      const [reader, writer] = [await start(), await start()];
      await fill(writer, 3);
      const seen: string[] = [];
      for await (const {records} of reader.pages(new AbortController().signal)) {
        seen.push(records[0]!.id);
        if (seen.length > 1) continue;
        await writer.commit(write({pass: 2, records: [record('new', '2020-01-01')]}));
        await writer.commit({
          checkpoint: write({pass: 2, state: 'complete'}).checkpoint,
          dropPassesBefore: 2,
          epoch: 1,
        });
      }
      expect(seen).to.deep.equal(['r|Observation/2', 'new']);
      expect((await reader.checkpoints())[0]!.state).to.equal('complete');
    });
  });

  it('does not store a checkpoint over pages that were given up meanwhile', async () => {
    const store = await start();
    await fill(store, 3);
    await store.checkpoints();
    await visits.peek(async raw => {
      const [[name, row]] = (await raw.rows('pages')) as [[string, unknown]];
      await raw.put('pages', name, tampered(row, 500));
    });
    expect(await allPages(store)).to.have.length(2);
    await store.commit(write({index: 3, records: [record('three', '2020-01-01')]}));
    await store.commit({checkpoint: {...write({state: 'complete'}).checkpoint, pages: 4}, epoch: 1});
    expect(await allIds(store)).to.include('three');
    expect(await store.raw('three')).to.not.equal(null);
    const [mark, ...others] = await (await start()).checkpoints();
    expect(others).to.deep.equal([]);
    expect(mark).to.include({stream: 'r|', state: 'reading', pages: 0});
  });

  it('stores a stream again from its beginning once its reader knows', async () => {
    const store = await start();
    await fill(store, 2);
    await visits.peek(async raw => {
      for (const [name, row] of await raw.rows('pages')) await raw.put('pages', name, tampered(row, 500));
    });
    expect(await allPages(store)).to.deep.equal([]);
    expect((await store.checkpoints()).map(({stream}) => stream)).to.deep.equal(['r|']);
    await fill(store, 2);
    expect(await allIds(await start())).to.have.length(2);
    expect((await (await start()).checkpoints()).map(({stream}) => stream)).to.deep.equal(['r|', 'r|Observation']);
  });
});
