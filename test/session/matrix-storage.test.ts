import {expect} from '@open-wc/testing';
import {databaseName} from '../../src/cache/keys.js';
import {newKey, RawDatabase, tampered} from '../cache/fixtures.js';
import {SealedWorld} from './sealed-world.js';
import {done} from './world.js';
import type {IdbFault} from '../helpers/faulty-idb.js';
import type {StorageNotice} from '../../src/cache/store.js';

/** Rows 19 to 25 of the fault matrix (docs/reliability.md) on the sealed store itself, each at five points. */
const ROWS: readonly {
  readonly fault: string;
  readonly action: string;
  readonly how: IdbFault;
  /** Actions of this kind that go well before. */
  readonly points: readonly number[];
  /** What may be said of the storage in that visit; `undefined`: nothing, because it has mended itself. */
  readonly notices: readonly (StorageNotice | undefined)[];
}[] = [
  {
    fault: '21 storage ends',
    action: '',
    how: 'error',
    points: [2, 8, 14, 20, 30],
    notices: ['storage_lost', 'storage_unavailable'],
  },
  {
    fault: '21 storage hangs',
    action: '',
    how: 'hang',
    points: [2, 8, 14, 20, 30],
    notices: ['storage_lost', 'storage_unavailable'],
  },
  {
    fault: '22 no room for pages',
    action: 'put pages',
    how: 'quota',
    points: [0, 1, 2, 3, 4],
    notices: ['storage_full'],
  },
  {fault: '22 no room at all', action: 'put', how: 'quota', points: [0, 3, 7, 12, 18], notices: ['storage_full']},
  {
    fault: '25 transactions are cut off',
    action: 'put',
    how: 'abort',
    points: [0, 3, 7, 12, 18],
    notices: ['storage_lost', 'storage_unavailable'],
  },
];

describe('fault matrix of the storage', () => {
  let world: SealedWorld;
  let unhandled: unknown[];
  const note = (event: PromiseRejectionEvent): number => unhandled.push(event.reason);
  beforeEach(() => {
    unhandled = [];
    addEventListener('unhandledrejection', note);
    world = new SealedWorld();
    world.servers['human-api']!.fill('labs', ['lab'], 300);
  });
  afterEach(async () => {
    await world.end();
    removeEventListener('unhandledrejection', note);
  });

  /** A visit that ends with everything on the screen, once, and nothing called empty. @returns its notice */
  const visit = async (): Promise<StorageNotice | undefined> => {
    const tab = await world.open();
    await world.until(() => done(tab));
    expect(tab.ids).to.deep.equal(world.all());
    expect(tab.state.coverage.map(({state}) => state)).to.not.include('none');
    const {notice} = tab.state.storage;
    tab.crash();
    return notice;
  };
  /** The next visit, without faults, is whole and kept. */
  const over = async (): Promise<void> => {
    world.idb.mend();
    world.idb.release();
    expect(await visit()).to.equal(undefined);
    expect(unhandled).to.deep.equal([]);
  };

  for (const {fault, action, how, points, notices} of ROWS)
    for (const skip of points)
      it(`${fault}, after ${skip}`, async () => {
        world.idb.fail(action, how, {skip});
        expect(await visit()).to.be.oneOf(notices);
        await over();
      });

  for (const [fault, how, notice] of [
    ['19 will not open', 'error', 'storage_unavailable'],
    ['19 does not answer', 'hang', 'storage_unavailable'],
    ['20 open blocked', 'blocked', 'storage_blocked'],
  ] as const)
    for (const before of [0, 1, 2, 3, 4])
      it(`${fault}, at visit ${before + 1}`, async () => {
        world.idb.fail(`open ${await databaseName(crypto, world.endpoint)}`, how, {skip: before, times: 1});
        for (let index = 0; index < before; index++) expect(await visit()).to.equal(undefined);
        expect(await visit()).to.equal(notice);
        await over();
      });

  for (const skip of [0, 1, 2, 3, 5]) {
    it(`23 taken away, after ${skip} pages`, async () => {
      const name = await databaseName(crypto, world.endpoint);
      const evict = (): Promise<never> => world.idb.evict(name).then(() => undefined as never);
      world.faults.plan({action: 'read human-api|labs', how: evict, skip, times: 1});
      expect(await visit()).to.be.oneOf(['storage_lost', undefined]);
      await over();
    });

    it(`24 row ${skip} does not open`, async () => {
      await visit();
      const raw = await RawDatabase.open(world.endpoint);
      const rows = [...(await raw.rows('pages')), ...(await raw.sealedMeta())];
      const [name, row] = rows[skip % rows.length]!;
      await raw.put((await raw.rows('pages')).some(([id]) => id === name) ? 'pages' : 'meta', name, tampered(row, 200));
      raw.close();
      await over();
    });

    it(`24 another key, at visit ${skip + 2}`, async () => {
      for (let index = 0; index <= skip; index++) await visit();
      world.key = newKey();
      await over();
    });
  }
});
