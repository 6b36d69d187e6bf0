import {expect} from '@open-wc/testing';
import {databaseName} from '../../src/cache/keys.js';
import {browserSurroundings} from '../../src/session/browser.js';
import {newEndpoint, newKey, record, rejection, write} from '../cache/fixtures.js';
import {FaultyIdb} from '../helpers/faulty-idb.js';
import {SealedWorld} from './sealed-world.js';
import {done} from './world.js';
import type {TabMessage} from '../../src/session/tabs.js';
import type {Tab} from './world.js';

describe('session on a storage that fails', () => {
  let world: SealedWorld;
  beforeEach(() => (world = new SealedWorld()));
  afterEach(() => world.end());

  it('shows all of it when the disk is full, says so, and reads what was not kept on the next visit', async () => {
    world.servers['human-api']!.fill('labs', ['lab'], 900);
    world.idb.fail('put pages', 'quota', {skip: 3});
    const first = await world.open();
    await world.until(() => done(first));
    expect(first.ids).to.deep.equal(world.all());
    expect(first.state.storage).to.deep.equal({kind: 'sealed', notice: 'storage_full'});
    expect(first.state.coverage.every(({state}) => state === 'loaded')).to.equal(true);
    const recordId = `human-api|lakeside|labs/p_maya-899`;
    expect(await first.session.dispatch({type: 'raw', recordId})).to.include({id: 'labs/p_maya-899'});
    first.crash();
    world.idb.mend();
    const second = await world.open();
    await world.until(() => done(second));
    expect(second.ids).to.deep.equal(world.all());
    expect(second.state.storage).to.deep.equal({kind: 'sealed'});
  });

  describe('when the disk gets full on the way, and another tab has stored something', () => {
    const human = () => world.servers['human-api']!;
    /** A tab that believes stored what the disk does not hold. */
    const parted = async (): Promise<Tab> => {
      human().fill('labs', ['lab'], 40);
      human().fill('visits', ['visit'], 200);
      world.faults.plan({action: 'read human-api|visits', how: () => world.full() as never, skip: 2, times: 1});
      const tab = await world.open();
      await world.until(() => done(tab));
      expect(tab.state.storage.notice).to.equal('storage_full');
      return tab;
    };
    const hears = (tab: Tab, message: TabMessage): void => [...tab.listeners].forEach(({hear}) => hear(message));

    it('keeps on screen what it has read', async () => {
      const tab = await parted();
      hears(tab, {type: 'stored', ended: true});
      await world.clock.advance(2000);
      await world.until(() => done(tab));
      expect(tab.ids).to.deep.equal(world.all());
      expect(tab.state.coverage.map(({state}) => state)).to.not.include.members(['none', 'reading']);
    });

    it('takes off what was disconnected there', async () => {
      const north = {id: 'north', name: 'Northside'};
      human().connections = [...human().connections, {...human().connections[0]!, id: 'c2', institution: north}];
      const tab = await parted();
      human().add('labs', north, 30);
      await tab.ask({type: 'refresh'});
      expect(tab.ids).to.deep.equal(world.all());
      human().remove('north');
      hears(tab, {type: 'reload'});
      await world.until(() => tab.ids.length === world.all().length);
      expect(tab.ids).to.deep.equal(world.all());
    });
  });

  it('shows all of it when there is no room to begin with', async () => {
    world.idb.fail('put meta', 'quota');
    const tab = await world.open();
    await world.until(() => done(tab));
    expect(tab.ids).to.deep.equal(world.all());
    expect(tab.state.storage).to.deep.equal({kind: 'memory', notice: 'storage_full'});
  });

  it('goes on in memory when the storage is taken away while it reads', async () => {
    world.servers['human-api']!.fill('labs', ['lab'], 900);
    world.faults.plan({
      action: 'read human-api|labs',
      how: () => world.idb.evict(name).then(() => undefined as never),
      skip: 6,
      times: 1,
    });
    const name = await databaseName(crypto, world.endpoint);
    const tab = await world.open();
    await world.until(() => done(tab));
    expect(tab.ids).to.deep.equal(world.all());
    expect(tab.state.storage.notice).to.equal('storage_lost');
  });

  it('is a first visit again after the storage was taken away: all is read, nothing fails', async () => {
    const first = await world.open();
    await world.until(() => done(first));
    first.crash();
    await world.idb.evict(await databaseName(crypto, world.endpoint));
    const second = await world.open();
    await world.until(() => done(second));
    expect(second.ids).to.deep.equal(world.all());
    expect(second.state.storage).to.deep.equal({kind: 'sealed'});
    expect(second.of('mh-error')).to.deep.equal([]);
  });

  it('takes an institution off for good, sealed or not yet', async () => {
    const human = world.servers['human-api']!;
    const north = {id: 'north', name: 'Northside'};
    human.add('labs', north, 30);
    human.connections = [...human.connections, {...human.connections[0]!, id: 'c2', institution: north}];
    const first = await world.open();
    await world.until(() => done(first));
    for (const list of ['labs', 'visits']) world.faults.plan({action: `read human-api|${list}`, how: 'hang'});
    let left = false;
    human.connections = human.connections.slice(0, 1);
    const asked = first.session.dispatch({type: 'disconnect', route: 'human-api', connection: 'c2'});
    void asked.then(() => (left = true));
    await world.until(() => left);
    const others = world.all().filter(id => !id.includes('north'));
    expect(first.ids).to.deep.equal(others);
    first.crash();
    const second = await world.open();
    await world.until(() => second.state.library.whole);
    expect(second.ids).to.deep.equal(others);
    const recordId = 'human-api|north|labs/p_maya-north-3';
    expect(await second.session.dispatch({type: 'raw', recordId})).to.equal(null);
  });
});

describe('storage of this browser', () => {
  const own = Object.getOwnPropertyDescriptor(window, 'indexedDB');
  const endpoint = newEndpoint();
  const cache = {kid: 'k1', key: newKey(), max_age: 3600};
  const frames = (): number => document.querySelectorAll('iframe').length;
  const use = (factory: IDBFactory): void => {
    Object.defineProperty(window, 'indexedDB', {value: factory, configurable: true});
  };

  afterEach(async () => {
    if (own) Object.defineProperty(window, 'indexedDB', own);
    else Reflect.deleteProperty(window, 'indexedDB');
    await browserSurroundings().storage.purge(endpoint);
  });

  it('goes on through a document of its own when the page has lost its storage process', async () => {
    const idb = new FaultyIdb(indexedDB);
    use(idb.factory);
    const before = frames();
    const {store} = await browserSurroundings().storage.open({endpoint, patientKey: 'p_1', cache});
    await store.commit(write());
    // from now on nothing of the page's own factory works any more
    idb.fail('', 'error');
    await store.commit(write({index: 1, records: [record('second', '2020-01-02')]}));
    expect([store.kind, store.notice]).to.deep.equal(['sealed', undefined]);
    expect(frames()).to.equal(before + 1);
    const next = await browserSurroundings().storage.open({endpoint, patientKey: 'p_1', cache});
    expect(next.store.kind).to.equal('sealed');
    const ids: string[] = [];
    for await (const page of next.store.pages(new AbortController().signal))
      ids.push(...page.records.map(({id}) => id));
    expect(ids).to.deep.equal(['second', 'r|Observation/1.0']);
    store.close();
    next.store.close();
    expect(frames()).to.equal(before);
    expect(await rejection(store.commit(write({index: 2})))).to.equal('aborted');
  });
});
