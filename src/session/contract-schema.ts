/**
 * The host contract (docs/host-contract.md) as a zod schema, for portal teams: exported through
 * `my-health-elements/host`. The elements read the same shape with `readDocument`, which the first screen waits for.
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
  participation: z.object({status: z.enum(['active', 'opted_out']), since: maybeText}),
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
