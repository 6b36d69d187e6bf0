import {browserSurroundings} from './browser.js';
import {Session} from './session.js';

export interface OpenOptions {
  /** The document whose elements share the session. */
  readonly document: object;
  /** Absolute URL of the token endpoint. */
  readonly endpoint: string;
  readonly credentials: 'same-origin' | 'include';
}

/** The only module-level state of this kit: the sessions of each document. */
const sessions = new WeakMap<object, Map<string, Session>>();

/** The session of a token endpoint: the same one for every element of a document with the same credentials. */
export const openSession = ({document, endpoint, credentials}: OpenOptions): Session => {
  const own = sessions.get(document) ?? new Map<string, Session>();
  sessions.set(document, own);
  const key = `${credentials} ${endpoint}`;
  let session = own.get(key);
  if (!session) own.set(key, (session = new Session(browserSurroundings(), {endpoint, credentials})));
  return session;
};
