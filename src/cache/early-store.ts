import type {Rows} from './rows.js';
import type {SealedStore} from './sealed-store.js';
import type {Checkpoint, Erased, RecordStore, StorageNotice, StoredPage, StoreHead, StoreWrite} from './store.js';

/** A sealed store of which the head is all that is needed at first; the rest of it is loaded with the first other call. */
export class EarlyStore implements RecordStore {
  readonly kind = 'sealed';
  readonly #rows: Rows;
  #loading: Promise<SealedStore> | undefined;
  #store: SealedStore | undefined;
  #closed = false;

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  get notice(): StorageNotice | undefined {
    return this.#store?.notice;
  }

  head(): Promise<StoreHead | null> {
    return (this.#store ?? this.#rows).head();
  }

  async claim(): Promise<number> {
    return (await this.#whole()).claim();
  }

  async checkpoints(): Promise<readonly Checkpoint[]> {
    return (await this.#whole()).checkpoints();
  }

  async *pages(signal: AbortSignal): AsyncIterable<StoredPage> {
    yield* (await this.#whole()).pages(signal);
  }

  async commit(write: StoreWrite): Promise<void> {
    return (await this.#whole()).commit(write);
  }

  async raw(recordId: string): Promise<unknown> {
    return (await this.#whole()).raw(recordId);
  }

  async dropRoute(route: string): Promise<void> {
    return (await this.#whole()).dropRoute(route);
  }

  async dropInstitution(route: string, institution: string): Promise<void> {
    return (await this.#whole()).dropInstitution(route, institution);
  }

  async purge(): Promise<Erased> {
    return (await this.#whole()).purge();
  }

  close(): void {
    this.#closed = true;
    if (this.#store) this.#store.close();
    else this.#rows.connection.close();
  }

  #whole(): Promise<SealedStore> {
    this.#loading ??= import('./sealed-store.js').then(({SealedStore}) => {
      this.#store = new SealedStore(this.#rows);
      if (this.#closed) this.#store.close();
      return this.#store;
    });
    this.#loading.catch(() => (this.#loading = undefined));
    return this.#loading;
  }
}
