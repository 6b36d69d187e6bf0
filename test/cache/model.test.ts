import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {purgeEndpoint} from '../../src/cache/purge.js';
import {databaseName} from '../../src/cache/keys.js';
import {FaultyIdb} from '../helpers/faulty-idb.js';
import {sequences} from '../helpers/sequences.js';
import {throughIdb} from '../helpers/through-idb.js';
import {allPages, newEndpoint, newKey, RawDatabase, realDeps, record, remove, visit, write} from './fixtures.js';
import type {RecordStore, StoreWrite} from '../../src/cache/store.js';

const SEQUENCES = sequences(60);
/** Commands of the longest. */
const LENGTH = 30;

const STREAMS = ['r|Observation', 'r|Condition', 's|vitals'];
const PATIENTS = ['p_ada', 'p_bo'];
const KIDS = ['k1', 'k2'];
const KEY = newKey();

interface StreamModel {
  readonly pages: Map<string, readonly string[]>;
  pass: number;
  next: number;
  complete: boolean;
}

/** What has to be on the disk for the one patient and kid who own it. */
interface Model {
  patient: string;
  kid: string;
  streams: Map<string, StreamModel>;
  /** Ids ever given to a patient: none may show up for another. */
  readonly given: Map<string, Set<string>>;
  serial: number;
}

interface Real {
  readonly endpoint: string;
  idb: FaultyIdb;
  store: RecordStore;
}

const openAs = async (model: Model, real: Real) => {
  real.idb = new FaultyIdb();
  const {store, notice} = await visit({
    endpoint: real.endpoint,
    key: KEY,
    patientKey: model.patient,
    kid: model.kid,
    deps: {databases: throughIdb(real.idb.factory)},
  });
  expect(notice).to.equal(undefined);
  real.store = store;
};

/** The next write of a stream, as a sync engine goes on from what the model has stored. */
const nextWrite = (
  model: Model,
  stream: string,
  size: number,
  last: boolean,
): {write: StoreWrite; after: StreamModel} => {
  const old = model.streams.get(stream) ?? {pages: new Map<string, string[]>(), pass: 1, next: 0, complete: false};
  const pass = old.complete ? old.pass + 1 : old.pass;
  const index = old.complete ? 0 : old.next;
  const ids = Array.from({length: size}, () => `${model.patient}/${model.serial++}`);
  const pages = new Map([...old.pages, [`${pass}.${index}`, ids]]);
  if (last) for (const place of pages.keys()) if (Number(place.split('.')[0]) < pass) pages.delete(place);
  return {
    write: write({
      stream,
      pass,
      index,
      records: ids.map(id => record(id, '2020-01-01')),
      state: last ? 'complete' : 'reading',
      dropPassesBefore: last ? pass : undefined,
    }),
    after: {pages, pass, next: index + 1, complete: last},
  };
};

const checkInvariants = async (model: Model, store: RecordStore) => {
  const pages = await allPages(store);
  const ids = pages.flatMap(({records}) => records.map(({id}) => id));
  const expected = [...model.streams.values()].flatMap(({pages: all}) => [...all.values()].flat());
  expect(new Set(ids).size, 'I2: no record twice').to.equal(ids.length);
  expect([...ids].sort(), 'I1: no acknowledged record lost').to.deep.equal(expected.sort());
  for (const {stream, pass, pages: counted} of await store.checkpoints()) {
    const stored = pages.filter(page => page.stream === stream && page.pass === pass);
    expect(stored.length, 'I3: the checkpoint is not ahead').to.be.at.least(counted);
  }
  for (const [patient, given] of model.given) {
    if (patient !== model.patient)
      for (const id of ids) expect(given.has(id), 'I4: only the own records').to.equal(false);
  }
};

type Command = fc.AsyncCommand<Model, Real>;

class Commit implements Command {
  constructor(
    readonly stream: string,
    readonly size: number,
    readonly last: boolean,
  ) {}
  check = () => true;
  async run(model: Model, real: Real) {
    const {write: next, after} = nextWrite(model, this.stream, this.size, this.last);
    await real.store.commit(next);
    model.streams.set(this.stream, after);
    for (const {id} of next.page!.records)
      model.given.set(model.patient, (model.given.get(model.patient) ?? new Set()).add(id));
    await checkInvariants(model, real.store);
  }
  toString = () => `commit(${this.stream}, ${this.size}${this.last ? ', last' : ''})`;
}

class Reopen implements Command {
  check = () => true;
  async run(model: Model, real: Real) {
    real.store.close();
    await openAs(model, real);
    await checkInvariants(model, real.store);
  }
  toString = () => 'reopen';
}

/** The tab ends inside the transaction; what it had not been told to be stored may be missing, nothing else. */
class Crash implements Command {
  constructor(
    readonly stream: string,
    readonly at: string,
    readonly skip: number,
  ) {}
  check = () => true;
  async run(model: Model, real: Real) {
    real.idb.fail(this.at, 'abort', {skip: this.skip});
    const {write: next, after} = nextWrite(model, this.stream, 2, false);
    await real.store.commit(next);
    if (!real.store.notice) model.streams.set(this.stream, after);
    real.store.close();
    await openAs(model, real);
    await checkInvariants(model, real.store);
  }
  toString = () => `crash(${this.stream} at ${this.at} + ${this.skip})`;
}

class Purge implements Command {
  check = () => true;
  async run(model: Model, real: Real) {
    const records = [...model.streams.values()].reduce((sum, {pages}) => sum + [...pages.values()].flat().length, 0);
    expect((await real.store.purge()).records).to.equal(records);
    model.streams.clear();
    const name = await databaseName(crypto, real.endpoint);
    expect(
      (await indexedDB.databases()).map(database => database.name),
      'I5: nothing left',
    ).to.not.include(name);
    await openAs(model, real);
    await checkInvariants(model, real.store);
  }
  toString = () => 'purge';
}

class SwitchTo implements Command {
  constructor(
    readonly patient: string,
    readonly kid: string,
  ) {}
  check = () => true;
  async run(model: Model, real: Real) {
    const same = model.patient === this.patient && model.kid === this.kid;
    const raw = await RawDatabase.open(real.endpoint);
    const before = await raw.all();
    real.store.close();
    Object.assign(model, {patient: this.patient, kid: this.kid});
    if (!same) model.streams.clear();
    await openAs(model, real);
    const after = await raw.all();
    raw.close();
    if (same) expect(after).to.have.length(before.length);
    else
      expect(
        after.filter(([row]) => before.some(([old]) => old === row)),
        'I4: no row of another',
      ).to.deep.equal([]);
    await checkInvariants(model, real.store);
  }
  toString = () => `switch(${this.patient}, ${this.kid})`;
}

class DropRoute implements Command {
  constructor(readonly route: string) {}
  check = () => true;
  async run(model: Model, real: Real) {
    await real.store.dropRoute(this.route);
    for (const stream of model.streams.keys()) if (stream.startsWith(`${this.route}|`)) model.streams.delete(stream);
    await checkInvariants(model, real.store);
  }
  toString = () => `drop(${this.route})`;
}

/** The browser takes the database away: a first visit again. */
class Evict implements Command {
  check = () => true;
  async run(model: Model, real: Real) {
    await real.idb.evict(await databaseName(crypto, real.endpoint));
    real.store.close();
    model.streams.clear();
    await openAs(model, real);
    await checkInvariants(model, real.store);
  }
  toString = () => 'evict';
}

/** No room: what comes is there as long as the page is, and the disk stays as it was. */
class Full implements Command {
  constructor(
    readonly stream: string,
    readonly size: number,
  ) {}
  check = () => true;
  async run(model: Model, real: Real) {
    const {write: next} = nextWrite(model, this.stream, this.size, false);
    real.idb.fail('put', 'quota');
    await real.store.commit(next);
    expect(real.store.notice).to.equal('storage_full');
    const shown = (await allPages(real.store)).flatMap(({records}) => records.map(({id}) => id));
    expect(shown, 'I1: shown though not stored').to.include.members(next.page!.records.map(({id}) => id));
    real.store.close();
    await openAs(model, real);
    await checkInvariants(model, real.store);
  }
  toString = () => `full(${this.stream}, ${this.size})`;
}

describe('SealedStore against a model', () => {
  it(`keeps I1 to I5 over ${SEQUENCES.numRuns} sequences of up to ${LENGTH} commands`, async function () {
    this.timeout(SEQUENCES.numRuns * 2000);
    const stream = fc.constantFrom(...STREAMS);
    const commit = fc.record({stream, size: fc.integer({min: 0, max: 4}), last: fc.boolean()});
    const commands = fc.commands(
      [
        commit.map(({stream: s, size, last}) => new Commit(s, size, last)),
        commit.map(({stream: s, size}) => new Commit(s, size, false)),
        fc.constant(new Reopen()),
        fc
          .tuple(
            stream,
            fc.constantFrom('put', 'put pages', 'put raws', 'put meta', 'delete'),
            fc.integer({min: 0, max: 4}),
          )
          .map(([s, at, skip]) => new Crash(s, at, skip)),
        fc.constant(new Purge()),
        fc.constant(new Evict()),
        commit.map(({stream: s, size}) => new Full(s, size)),
        fc.tuple(fc.constantFrom(...PATIENTS), fc.constantFrom(...KIDS)).map(([p, k]) => new SwitchTo(p, k)),
        fc.constantFrom('r', 's').map(route => new DropRoute(route)),
      ],
      {maxCommands: LENGTH},
    );
    await fc.assert(
      fc.asyncProperty(commands, async sequence => {
        const endpoint = newEndpoint();
        const model: Model = {patient: PATIENTS[0]!, kid: KIDS[0]!, streams: new Map(), given: new Map(), serial: 0};
        const real = {endpoint} as Real;
        await openAs(model, real);
        try {
          await fc.asyncModelRun(() => ({model, real}), sequence);
        } finally {
          real.store.close();
          await remove(endpoint);
        }
        expect((await purgeEndpoint({endpoint, deps: realDeps()})).stores).to.equal(0);
      }),
      SEQUENCES,
    );
  });
});
