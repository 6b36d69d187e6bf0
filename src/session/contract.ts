/**
 * The host contract (docs/host-contract.md) as schemas: parsed once, at the border. Unknown fields pass and are left
 * behind; unknown protocols and connect kinds are fine. Exported through `my-health-elements/host`.
 */
import * as z from 'zod/mini';

const text = z.string();
const maybeText = z.nullish(text);
const seconds = z.nullish(z.number().check(z.gte(0)));

const institution = z.object({id: text, name: text, kind: maybeText});

const route = z.object({
  id: text.check(z.minLength(1)),
  kind: text,
  protocol: text,
  name: text,
  institution: z.nullish(institution),
  status: maybeText,
  since: maybeText,
  base_url: maybeText,
  patient_id: maybeText,
  token: z.nullish(z.object({access_token: text.check(z.minLength(1)), token_type: maybeText, expires_in: seconds})),
  connect: z.nullish(z.object({kind: text, url: maybeText, token: maybeText, expires_in: seconds})),
});

/** §2: the answer of the token endpoint, and of `participation` and `connections`. */
export const sessionDocument = z.object({
  version: z.literal(1),
  patient: z.object({key: text.check(z.minLength(1)), display_name: maybeText}),
  participation: z.object({status: text, since: maybeText}),
  cache: z.nullish(z.object({kid: text, key: text, max_age: seconds})),
  fresh_for: seconds,
  idle_timeout: seconds,
  routes: z.array(route),
  accounts: z.nullish(z.array(z.object({route: text, name: text, sign_up_url: maybeText, opt_out_url: maybeText}))),
  links: z.nullish(
    z.object({
      participation: maybeText,
      connections: maybeText,
      directory: maybeText,
      provider_request: maybeText,
      help: maybeText,
    }),
  ),
});
export type SessionDocument = z.infer<typeof sessionDocument>;
export type DocumentRoute = SessionDocument['routes'][number];

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
      connect: one.connect && {...one.connect, url: folder(one.connect.url, endpoint)},
    })),
  accounts: document.accounts?.map(account => ({
    ...account,
    sign_up_url: safeUrl(account.sign_up_url, endpoint),
    opt_out_url: safeUrl(account.opt_out_url, endpoint),
  })),
  links: Object.fromEntries(Object.entries(document.links ?? {}).map(([name, url]) => [name, safeUrl(url, endpoint)])),
});
