import {CodedError} from '../errors.js';
import {safeUrl} from './contract.js';
import {directoryAnswer} from './contract-more.js';
import type {Core} from './core.js';
import type {DirectoryEntry, DirectoryPage, SessionRequest} from './requests.js';

type Ask<T extends SessionRequest['type']> = Extract<SessionRequest, {type: T}>;

const LIMIT = 20;

/** Absent fields stay absent. */
const some = <T extends object>(fields: T): {[K in keyof T]?: NonNullable<T[K]>} =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value)) as {[K in keyof T]?: NonNullable<T[K]>};

/** One page of the host's directory; an empty query asks for its suggestions (§3). */
export const searchDirectory = async (
  core: Core,
  link: string,
  {query, cursor, signal}: Ask<'search-directory'>,
): Promise<DirectoryPage> => {
  const url = new URL(link);
  url.searchParams.set('q', query);
  url.searchParams.set('limit', String(LIMIT));
  if (cursor) url.searchParams.set('cursor', cursor);
  const answer = directoryAnswer.safeParse(await core.host.json(url.href, {...(signal ? {signal} : {}), wait: false}));
  if (!answer.success) throw new CodedError('host_invalid');
  const {endpoint} = core.options;
  return {
    institutions: answer.data.institutions.map((one): DirectoryEntry => {
      const logo = safeUrl(one.logo_url, endpoint);
      return {
        id: one.id,
        name: one.name,
        route: one.route,
        aliases: one.aliases ?? [],
        ...some({
          kind: one.kind,
          address: one.address,
          city: one.city,
          state: one.state,
          website: one.website,
          portalName: one.portal_name,
          // pictures come from the portal only: nobody else learns what the patient looks for
          logoUrl: logo && new URL(logo).origin === new URL(endpoint).origin ? logo : undefined,
          sourceId: one.source_id,
        }),
      };
    }),
    nextCursor: answer.data.next_cursor ?? null,
  };
};

/** Tells the portal of an institution that the patient misses. */
export const requestProvider = async (
  core: Core,
  link: string,
  {name, place, website}: Ask<'request-provider'>,
): Promise<void> => {
  await core.host.json(link, {body: {version: 1, name, place, website}, status: 202, wait: false});
};
