import {CodedError} from '../errors.js';
import type {Checkpoint, Erased, RecordStore, StorageNotice, StoredPage, StoreHead, StoreWrite} from './store.js';

export interface Opened {
  readonly store: RecordStore;
  readonly notice?: StorageNotice;
}

/** What of a store is there before the rest of it. */
export interface Early {
  head(): Promise<StoreHead | null>;
  close(): void;
}

/** Nothing is stored, as far as is known. */
const NOTHING: Early = {head: () => Promise.resolve(null), close: () => undefined};

/**
 * A store that the first screen does without, or of which it needs the head alone: loaded and opened with the first
 * other call. Writes wait for it, so nothing counts as stored that is not.
 */
export class LaterStore implements RecordStore {
  readonly #kind: RecordStore['kind'];
  readonly #open: () => Promise<Opened>;
  readonly #early: Early;
  #opening: Promise<RecordStore> | undefined;
  #opened: Opened | undefined;
  #closed = false;

  /** @param kind what it is meant to be; what it is shows when it is open */
  constructor(kind: RecordStore['kind'], open: () => Promise<Opened>, early = NOTHING) {
    this.#kind = kind;
    this.#open = open;
    this.#early = early;
  }

  get kind(): RecordStore['kind'] {
    return this.#opened?.store.kind ?? this.#kind;
  }

  get notice(): StorageNotice | undefined {
    return this.#opened?.store.notice ?? this.#opened?.notice;
  }

  get parted(): boolean {
    return !!this.#opened?.store.parted;
  }

  head(): Promise<StoreHead | null> {
    return (this.#opened?.store ?? this.#early).head();
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

  async dropRoute(route: string, epoch?: number): Promise<void> {
    return (await this.#whole()).dropRoute(route, epoch);
  }

  async dropInstitution(route: string, institution: string): Promise<void> {
    return (await this.#whole()).dropInstitution(route, institution);
  }

  async purge(): Promise<Erased> {
    // what was never opened, or is closed, holds nothing; what an earlier visit left is erased by its endpoint
    if (!this.#opening && (this.#closed || this.#early === NOTHING)) {
      this.close();
      return {records: 0, stores: 0};
    }
    return (await this.#whole()).purge();
  }

  close(): void {
    this.#closed = true;
    (this.#opened?.store ?? this.#early).close();
  }

  #whole(): Promise<RecordStore> {
    this.#opening ??= this.#load();
    this.#opening.catch(() => (this.#opening = undefined));
    return this.#opening;
  }

  async #load(): Promise<RecordStore> {
    // what is closed is not opened any more: the key is gone
    if (this.#closed) throw new CodedError('aborted');
    this.#opened = await this.#open();
    if (this.#closed) this.#opened.store.close();
    return this.#opened.store;
  }
}
