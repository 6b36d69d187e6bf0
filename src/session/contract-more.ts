/** The parts of the host contract that only connect flows need: the directory, and Human Connect's messages. */
import * as z from 'zod/mini';

const text = z.string();
const maybeText = z.nullish(text);

/** §3: an institution of the directory; all but `id`, `name` and `route` optional. */
export const directoryEntry = z.object({
  id: text,
  name: text,
  route: text,
  aliases: z.nullish(z.array(text)),
  kind: maybeText,
  address: maybeText,
  city: maybeText,
  state: maybeText,
  website: maybeText,
  portal_name: maybeText,
  logo_url: maybeText,
  source_id: maybeText,
});

/** §3: the answer of `links.directory`. */
export const directoryAnswer = z.object({institutions: z.array(directoryEntry), next_cursor: maybeText});
export type DirectoryAnswer = z.infer<typeof directoryAnswer>;

/** The same with entries that are looked at one by one: a whole directory is too large to be checked in one go. */
export const directoryPage = z.object({institutions: z.array(z.unknown()), next_cursor: maybeText});

/** §4: what Human Connect posts to the page. Every field but `type` is optional, and of no promised shape. */
export const connectMessage = z.object({
  type: z.enum(['hapi-connect-connect-source', 'hapi-connect-disconnect-source', 'hapi-connect-close']),
  status: maybeText,
  sessionResults: z.nullish(
    z.object({
      connectedSources: z.nullish(z.unknown()),
      disconnectedSources: z.nullish(z.unknown()),
      requestedSources: z.nullish(z.unknown()),
    }),
  ),
  currentConnections: z.nullish(z.unknown()),
  requestedProviders: z.nullish(z.unknown()),
});
export type ConnectMessage = z.infer<typeof connectMessage>;
