import {expect} from '@open-wc/testing';
import {Connection} from '../../src/cache/connection.js';
import {databaseName, deriveKeys} from '../../src/cache/keys.js';
import {Rows} from '../../src/cache/rows.js';
import {FaultyIdb} from '../helpers/faulty-idb.js';
import {throughIdb} from '../helpers/through-idb.js';
import {allIds, head, never, realDeps, record, tampered, Visits, write} from './fixtures.js';
import type {CacheDeps} from '../../src/cache/database.js';
import type {Checkpoint, RecordStore, StoreWrite} from '../../src/cache/store.js';

/** This browser's cryptography, of which what it opens can be held up. */
class SlowCrypto {
  #held: Promise<void> | undefined;
  #reached = (): void => undefined;
  readonly subtle = new Proxy(crypto.subtle, {
    get: (real, key) => {
      const method = (Reflect.get(real, key) as (...args: unknown[]) => unknown).bind(real);
      if (key !== 'decrypt') return method;
      return async (...args: unknown[]) => {
        this.#reached();
        const held = this.#held;
        this.#held = undefined;
        await held;
        return method(...args);
      };
    },
  });

  getRandomValues<T extends ArrayBufferView>(array: T): T {
    return crypto.getRandomValues(array as never);
  }

  /** Holds up what `work` opens first, until `meanwhile` has ended. */
  async during(work: () => Promise<unknown>, meanwhile: () => Promise<unknown>): Promise<void> {
    let open = (): void => undefined;
    this.#held = new Promise(done => (open = done));
    const reached = new Promise<void>(done => (this.#reached = done));
    const working = work();
    await reached;
    await meanwhile();
    open();
    await working;
  }
}

describe('stores of two tabs that meet', () => {
  let visits: Visits;
  beforeEach(() => (visits = new Visits()));
  afterEach(() => visits.end());
  const start = (deps?: Partial<CacheDeps>): Promise<RecordStore> => visits.start({deps});

  const page = (stream: string, index = 0) =>
    write({stream, index, records: [record(`${stream}${index}`, `200${index}-01-01`)]});

  it('what one takes off while it opens what the other has stored leaves that as it is', async () => {
    const slow = new SlowCrypto();
    const [writer, reader] = [await start(), await start({crypto: slow as unknown as Crypto})];
    await writer.commit(page('r|a'));
    await reader.checkpoints();
    await writer.commit(page('r|a', 1));
    await slow.during(
      () => reader.checkpoints(),
      () => reader.dropRoute('s'),
    );
    for (const store of [writer, reader, await start()]) expect(await allIds(store)).to.deep.equal(['r|a0', 'r|a1']);
  });

  it('a manifest that does not open is not taken for that of the other, which has written one since', async () => {
    const slow = new SlowCrypto();
    const [writer, reader] = [await start(), await start({crypto: slow as unknown as Crypto})];
    await writer.commit(page('r|a'));
    await visits.peek(async db => {
      for (const [name, row] of await db.sealedMeta()) await db.put('meta', name, tampered(row, 300));
    });
    await slow.during(
      () => reader.checkpoints(),
      () => writer.commit(page('r|a', 1)),
    );
    await reader.commit(page('r|b'));
    for (const store of [writer, reader, await start()])
      expect(await allIds(store)).to.deep.equal(['r|a0', 'r|a1', 'r|b0']);
  });

  it('a page that did not open is not given up when the other has written it again', async () => {
    const [writer, reader] = [await start(), await start()];
    await writer.commit(page('r|a', 0));
    await writer.commit({...page('r|b', 0), head: head(1)});
    await visits.peek(async db => {
      for (const [name, row] of await db.rows('pages')) await db.put('pages', name, tampered(row, 300));
    });
    await writer.commit(page('r|b', 0));
    const pages = reader.pages(never)[Symbol.asyncIterator]();
    expect((await pages.next()).value.stream).to.equal('r|b');
    await writer.commit(page('r|a', 0));
    expect((await pages.next()).done).to.equal(true);
    expect(await allIds(await start())).to.deep.equal(['r|a0', 'r|b0']);
    expect((await (await start()).checkpoints()).map(({stream}) => stream)).to.deep.equal(['r|b', 'r|a']);
  });

  describe('a list that one has given up for want of room', () => {
    let first: RecordStore;
    beforeEach(async () => {
      const idb = new FaultyIdb();
      first = await start({databases: throughIdb(idb.factory)});
      for (const index of [0, 1, 2]) await first.commit(ofPass(3, page('r|a', index)));
      idb.fail('put pages', 'quota', {times: 1});
      await first.commit(page('r|b'));
      expect(await allIds(await start())).to.deep.equal(['r|a1', 'r|a2', 'r|b0']);
    });
    const ofPass = (pass: number, one: StoreWrite): StoreWrite => ({
      ...one,
      checkpoint: {...one.checkpoint, pass},
      page: {...one.page!, pass},
    });
    const part: StoreWrite = ofPass(4, {
      ...page('r|a', 0),
      checkpoint: {...page('r|a', 0).checkpoint, part: true, base: 3, state: 'complete'},
    });
    const onDisk = async (): Promise<Checkpoint | undefined> =>
      (await (await start()).checkpoints()).find(({stream}) => stream === 'r|a');

    for (const [what, next] of [
      ['goes on with', ofPass(3, page('r|a', 3))],
      ['reads a part of', part],
    ] as const) {
      it(`stands as the other has stored it anew, whatever the first ${what} it`, async () => {
        await (await start()).commit({...page('r|a'), dropPassesBefore: 1});
        const before = await onDisk();
        expect(await allIds(first)).to.deep.equal(['r|a0', 'r|b0']);
        await first.commit(next);
        expect(await onDisk()).to.deep.equal(before);
        expect(await allIds(first)).to.include(next.page!.records[0]!.id);
      });
    }

    it('is not begun with a part, also where it is known that it went', async () => {
      await first.checkpoints();
      await first.commit(part);
      expect(await onDisk()).to.equal(undefined);
      expect(await allIds(first)).to.include('r|a0');
    });
  });

  it('a tab that comes late does not clear what the other has begun', async () => {
    const [name, keys] = await Promise.all([
      databaseName(crypto, visits.endpoint),
      deriveKeys(crypto, 'p_1', {kid: 'k1', key: visits.key}),
    ]);
    const connection = await Connection.open(name, realDeps());
    const run: Connection['run'] = async (mode, body) => {
      if (mode === 'readwrite') await (await start()).commit(page('r|a'));
      return connection.run(mode, body);
    };
    await Rows.open({run, deps: connection.deps} as unknown as Connection, keys, 3_600_000, false);
    connection.close();
    expect(await allIds(await start())).to.deep.equal(['r|a0']);
  });

  it('what was taken away and stored anew is not taken for what was there before', async () => {
    const idb = new FaultyIdb();
    const before = await start({databases: throughIdb(idb.factory)});
    await before.commit(page('r|a'));
    await idb.evict(await databaseName(crypto, visits.endpoint));
    const after = await start();
    await after.commit(page('r|b'));
    await before.commit(page('r|a', 1));
    for (const store of [after, await start()]) {
      expect((await store.checkpoints()).map(({stream}) => stream)).to.deep.equal(['r|b']);
      expect(await allIds(store)).to.deep.equal(['r|b0']);
    }
  });
});
