import {deleteDB, openDB} from 'idb';
import {databasesOf} from '../../src/cache/foreign.js';
import type {Databases} from '../../src/cache/database.js';

/** `idb` asks for the page's `indexedDB` in the moment of the call: for that moment it is another. */
const instead = <T>(factory: IDBFactory, call: () => T): T => {
  const own = Object.getOwnPropertyDescriptor(globalThis, 'indexedDB');
  Object.defineProperty(globalThis, 'indexedDB', {value: factory, configurable: true});
  try {
    return call();
  } finally {
    if (own) Object.defineProperty(globalThis, 'indexedDB', own);
    else Reflect.deleteProperty(globalThis, 'indexedDB');
  }
};

/** The cache's ordinary path, over a factory of the test's. */
export const throughIdb = (factory: IDBFactory): Databases =>
  ({
    openDB: (...args: Parameters<typeof openDB>) => instead(factory, () => openDB(...args)),
    deleteDB: (name: string) => instead(factory, () => deleteDB(name)),
  }) as Databases;

/** Both ways in which the cache speaks to IndexedDB: whatever fails, both end alike. */
export const PATHS: readonly (readonly [name: string, through: (factory: IDBFactory) => Databases])[] = [
  ['idb', throughIdb],
  ['the adapter for another document', databasesOf],
];
