import {databasesOf} from '../cache/foreign.js';
import {CodedError} from '../errors.js';
import type {Realm} from '../cache/database.js';

/**
 * A document of its own, whose `indexedDB` works where the page's lost its server for good (WebKit bug 197050).
 * @throws {CodedError} `storage_lost` where such a document has none either.
 */
export const freshRealm = (): Realm => {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  document.documentElement.append(frame);
  const inner = frame.contentWindow;
  if (!inner?.indexedDB) {
    frame.remove();
    throw new CodedError('storage_lost');
  }
  return {databases: databasesOf(inner.indexedDB), dispose: () => frame.remove()};
};
