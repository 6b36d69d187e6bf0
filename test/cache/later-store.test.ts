import {expect} from '@open-wc/testing';
import {LaterStore} from '../../src/cache/later-store.js';
import {MemoryStore} from '../../src/cache/memory-store.js';
import {toCode} from '../../src/errors.js';
import {write} from './fixtures.js';
import type {Opened} from '../../src/cache/later-store.js';

describe('a store that is opened later', () => {
  let opened: number;
  let inner: MemoryStore;
  beforeEach(() => {
    opened = 0;
    inner = new MemoryStore();
  });
  const later = (answer: Opened = {store: inner}, kind: 'sealed' | 'memory' = 'sealed'): LaterStore =>
    new LaterStore(kind, () => {
      opened++;
      return Promise.resolve(answer);
    });
  const codeOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'done',
      (thrown: unknown) => toCode(thrown),
    );

  it('is not opened for its head, for nothing to erase, or to be closed', async () => {
    const store = later();
    expect(await store.head()).to.equal(null);
    expect(await store.purge()).to.deep.equal({records: 0, stores: 0});
    store.close();
    expect(opened).to.equal(0);
  });

  it('is opened once, with the first write, which is then stored', async () => {
    const store = later();
    await Promise.all([store.commit(write()), store.checkpoints()]);
    expect(opened).to.equal(1);
    expect(await inner.checkpoints()).to.have.length(1);
    expect((await store.purge()).records).to.equal(write().page!.records.length);
  });

  it('says what it became where it could not be what it was meant to be', async () => {
    const store = later({store: inner, notice: 'storage_blocked'});
    expect([store.kind, store.notice]).to.deep.equal(['sealed', undefined]);
    await store.claim();
    expect([store.kind, store.notice]).to.deep.equal(['memory', 'storage_blocked']);
  });

  it('does not open once it is closed', async () => {
    const store = later();
    store.close();
    expect(await codeOf(store.commit(write()))).to.equal('aborted');
    expect(await store.purge()).to.deep.equal({records: 0, stores: 0});
    expect(opened).to.equal(0);
  });

  it('closes what was being opened when it was closed', async () => {
    const store = later();
    const writing = codeOf(store.commit(write()));
    store.close();
    expect(await writing).to.equal('aborted');
    expect(await inner.checkpoints()).to.deep.equal([]);
  });

  it('tries again after it could not be opened', async () => {
    let fails = true;
    const store = new LaterStore('sealed', () =>
      fails ? Promise.reject(new Error('offline')) : Promise.resolve({store: inner}),
    );
    expect(await codeOf(store.commit(write()))).to.equal('internal');
    fails = false;
    await store.commit(write());
    expect(await inner.checkpoints()).to.have.length(1);
  });
});
