import type {Databases, PromisedDatabase, PromisedStore, PromisedTransaction} from './database.js';

/*
 * The factory of another document, in the shapes of `idb`, which opens through the page's own `indexedDB` and knows
 * databases, transactions and requests by `instanceof` of the page's own classes: it cannot drive another one. Loaded
 * only where the page's own storage has ended for good (docs/decisions/0009).
 */

const ask = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error!);
  });

const storeOf = (store: IDBObjectStore): PromisedStore => ({
  get: key => ask<unknown>(store.get(key)),
  getAllKeys: () => ask(store.getAllKeys()),
  count: () => ask(store.count()),
  put: (value, key) => ask(store.put(value, key)),
  delete: key => ask(store.delete(key)),
  clear: () => ask(store.clear()),
});

const transactionOf = (transaction: IDBTransaction): PromisedTransaction => ({
  objectStore: name => storeOf(transaction.objectStore(name)),
  done: new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new DOMException('', 'AbortError'));
  }),
  abort: () => transaction.abort(),
});

const databaseOf = (db: IDBDatabase): PromisedDatabase => ({
  get objectStoreNames() {
    return db.objectStoreNames;
  },
  createObjectStore: name => db.createObjectStore(name),
  deleteObjectStore: name => db.deleteObjectStore(name),
  transaction: (names, mode, options) => transactionOf(db.transaction(names, mode, options)),
  close: () => db.close(),
});

/** What `idb` offers, through a factory of any document. */
export const databasesOf = (factory: IDBFactory): Databases => ({
  async openDB(name, version, {upgrade, blocked, blocking, terminated} = {}) {
    const request = factory.open(name, version);
    request.onupgradeneeded = ({oldVersion, newVersion}) =>
      upgrade?.(databaseOf(request.result), oldVersion, newVersion, transactionOf(request.transaction!));
    request.onblocked = () => blocked?.();
    const db = await ask(request);
    db.onversionchange = () => blocking?.();
    db.onclose = () => terminated?.();
    return databaseOf(db);
  },
  async deleteDB(name) {
    await ask(factory.deleteDatabase(name));
  },
});
