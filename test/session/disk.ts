import {MemoryStore} from '../../src/cache/memory-store.js';
import {CodedError} from '../../src/errors.js';
import type {RecordStore, StoreWrite} from '../../src/cache/store.js';
import type {StoreRequest} from '../../src/session/surroundings.js';
import type {Faults} from './faults.js';

/**
 * A disk that several tabs and visits share, at the speed of memory: what a sealed store answers, without its
 * IndexedDB, so that a test's own time decides what happens when.
 */
export class Disk {
  #rows: {owner: string; kept: MemoryStore} | undefined;
  /** Everything that was ever written, as text: what a search of the profile folder would find before sealing. */
  readonly written: string[] = [];

  constructor(readonly faults: Faults) {}

  /** Whose rows there are. */
  get owner(): string | undefined {
    return this.#rows?.owner;
  }

  /** The rows as they are, whoever looks. */
  get kept(): MemoryStore | undefined {
    return this.#rows?.kept;
  }

  async open({patientKey, cache}: StoreRequest, awake: () => Promise<void>): Promise<RecordStore> {
    await this.faults.pass('open');
    if (!cache) {
      this.#rows = undefined;
      return new MemoryStore();
    }
    const owner = `${patientKey} ${cache.kid} ${cache.key}`;
    if (this.#rows?.owner !== owner) this.#rows = {owner, kept: new MemoryStore()};
    return this.#handle(this.#rows.kept, awake);
  }

  purge(): {records: number; stores: number; blocked: boolean} {
    const stores = this.#rows ? 1 : 0;
    this.#rows = undefined;
    return {records: 0, stores, blocked: false};
  }

  #handle(kept: MemoryStore, awake: () => Promise<void>): RecordStore {
    let closed = false;
    const {faults, written} = this;
    const pass = async (action: string): Promise<void> => {
      await awake();
      if (closed) throw new CodedError('aborted');
      await faults.pass(action);
      await awake();
    };
    return {
      kind: 'sealed',
      claim: async () => (await pass('claim'), kept.claim()),
      head: async () => (await pass('head'), kept.head()),
      checkpoints: async () => (await pass('checkpoints'), kept.checkpoints()),
      pages: async function* (signal) {
        await pass('pages');
        for await (const page of kept.pages(signal)) {
          await pass('page');
          yield page;
        }
      },
      commit: async (write: StoreWrite) => {
        await pass('commit');
        await kept.commit(write);
        written.push(
          JSON.stringify(write, (_, value: unknown) =>
            value instanceof Map ? [...(value as Map<string, unknown>)] : value,
          ),
        );
        await pass('committed');
      },
      raw: async id => (await pass('raw'), kept.raw(id)),
      dropRoute: async (route, epoch) => (await pass('drop'), kept.dropRoute(route, epoch)),
      dropInstitution: async (route, institution) => (await pass('drop'), kept.dropInstitution(route, institution)),
      purge: async () => {
        closed = true;
        const {records} = await kept.purge();
        return {records, stores: this.purge().stores};
      },
      close: () => (closed = true),
    };
  }
}
