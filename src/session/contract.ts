/**
 * The host contract (docs/host-contract.md), read once, at the border. Unknown fields pass and are left behind; unknown
 * protocols and connect kinds are fine. `contract-schema.ts` says the same in zod, for portals.
 */
import {listOf, maybe, objectOf, seconds, someText, text, that} from '../shape.js';
import type {SessionDocument} from './contract-schema.js';

export type {SessionDocument};
type Status = SessionDocument['participation']['status'];
export type DocumentRoute = SessionDocument['routes'][number];

const maybeText = maybe(text);
const maybeSeconds = maybe(seconds);
const maybeTexts = <N extends string>(names: readonly N[]): Record<N, typeof maybeText> =>
  Object.fromEntries(names.map(name => [name, maybeText])) as Record<N, typeof maybeText>;

/** §2: the answer of the token endpoint, and of `participation` and `connections`. */
const sessionDocument = objectOf({
  version: that<1>(value => value === 1),
  patient: objectOf({key: someText, display_name: maybeText}),
  // another word is no reason to show the records of somebody who may have left
  participation: objectOf({
    status: that<Status>(value => value === 'active' || value === 'opted_out'),
    since: maybeText,
  }),
  cache: maybe(objectOf({kid: text, key: text, max_age: maybeSeconds})),
  fresh_for: maybeSeconds,
  idle_timeout: maybeSeconds,
  routes: listOf(
    objectOf({
      id: someText,
      kind: text,
      protocol: text,
      name: text,
      institution: maybe(objectOf({id: text, name: text, kind: maybeText})),
      token: maybe(objectOf({access_token: someText, token_type: maybeText, expires_in: maybeSeconds})),
      connect: maybe(objectOf({kind: text, url: maybeText, token: maybeText, expires_in: maybeSeconds})),
      ...maybeTexts(['status', 'since', 'base_url', 'patient_id']),
    }),
  ),
  accounts: maybe(listOf(objectOf({route: text, name: text, ...maybeTexts(['sign_up_url', 'opt_out_url'])}))),
  links: maybe(objectOf(maybeTexts(['participation', 'connections', 'directory', 'provider_request', 'help']))),
});

/** @returns `undefined` for what is no session document */
export const readDocument = (value: unknown): SessionDocument | undefined => {
  try {
    return sessionDocument(value);
  } catch {
    return undefined;
  }
};

/** Where portals may be: https, or plain http on this very machine. */
const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** An absolute URL that a token or a patient may be sent to; `undefined` when it is none (§2). */
export const safeUrl = (value: string | null | undefined, base: string): string | undefined => {
  if (!value) return undefined;
  try {
    const url = new URL(value, base);
    const safe = url.protocol === 'https:' || (url.protocol === 'http:' && LOCAL.test(url.hostname));
    return safe && !url.username && !url.password ? url.href : undefined;
  } catch {
    return undefined;
  }
};

/** A URL that paths are added to: no slash at its end. */
const folder = (value: string | null | undefined, base: string): string | undefined =>
  safeUrl(value, base)
    ?.replace(/[?#].*$/, '')
    .replace(/\/+$/, '');

/** The same document with every URL absolute and checked; what breaks the rule is left out, never repaired. */
export const resolveDocument = (document: SessionDocument, endpoint: string): SessionDocument => ({
  ...document,
  routes: document.routes
    .filter((one, index, all) => all.findIndex(other => other.id === one.id) === index)
    .map(one => ({
      ...one,
      base_url: folder(one.base_url, endpoint),
      connect: one.connect && {
        ...one.connect,
        // paths are added to Human Connect's address; a popup's is opened as it stands
        url: (one.connect.kind === 'human-connect' ? folder : safeUrl)(one.connect.url, endpoint),
      },
    })),
  accounts: document.accounts?.map(account => ({
    ...account,
    sign_up_url: safeUrl(account.sign_up_url, endpoint),
    opt_out_url: safeUrl(account.opt_out_url, endpoint),
  })),
  links: Object.fromEntries(Object.entries(document.links ?? {}).map(([name, url]) => [name, safeUrl(url, endpoint)])),
});
