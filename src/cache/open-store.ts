import {toCode} from '../errors.js';
import {Connection} from './connection.js';
import {databaseName, deriveKeys} from './keys.js';
import {LaterStore} from './later-store.js';
import {Rows} from './rows.js';
import {hasTombstone} from './tombstones.js';
import type {CacheDeps} from './database.js';
import type {Purged} from './purge.js';
import type {RecordStore, StorageNotice} from './store.js';

export interface OpenStoreOptions {
  /** Absolute URL of the token endpoint. */
  readonly endpoint: string;
  /** `patient.key` of the session document. */
  readonly patientKey: string;
  /** `cache` of the session document: `key` base64url of 32 bytes, `maxAge` seconds. Absent: nothing is stored. */
  readonly cache?: {readonly kid: string; readonly key: string; readonly maxAge: number};
  readonly deps: CacheDeps;
}

export interface OpenedStore {
  readonly store: RecordStore;
  readonly notice?: StorageNotice;
  /** Without `cache`: the removal of what an earlier visit stored. Never rejects. */
  readonly purging?: Promise<Purged>;
}

const memory = async (notice?: StorageNotice): Promise<RecordStore> => {
  const {MemoryStore} = await import('./memory-store.js');
  return new MemoryStore(notice);
};

/**
 * The store of one patient at one token endpoint, within 3 s. Where the browser will not store, the records of this
 * visit stay in memory and `notice` says why. Never rejects.
 */
export const openRecordStore = async ({endpoint, patientKey, cache, deps}: OpenStoreOptions): Promise<OpenedStore> => {
  if (!cache) {
    return {
      store: await memory(),
      purging: import('./purge.js').then(({purgeEndpoint}) => purgeEndpoint({endpoint, deps})),
    };
  }
  let connection: Connection | undefined;
  try {
    const [keys, name] = await Promise.all([
      deriveKeys(deps.crypto, patientKey, cache),
      databaseName(deps.crypto, endpoint),
    ]);
    const [opened, unfinished] = await Promise.all([Connection.open(name, deps), hasTombstone(deps, name)]);
    connection = opened;
    const rows = await Rows.open(connection, keys, cache.maxAge * 1000, unfinished);
    if (unfinished) await (await import('./tombstone-writes.js')).clearTombstone(deps, name);
    // the head is all that is needed at first
    const store = new LaterStore(
      'sealed',
      async () => {
        const {SealedStore} = await import('./sealed-store.js');
        return {store: new SealedStore(rows)};
      },
      {head: () => rows.head(), close: () => opened.close()},
    );
    return {store};
  } catch (thrown) {
    connection?.close();
    const code = toCode(thrown);
    const notice =
      code === 'storage_blocked' || code === 'storage_lost' || code === 'storage_full' ? code : 'storage_unavailable';
    return {store: await memory(notice), notice};
  }
};
