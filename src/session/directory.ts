import {CodedError} from '../errors.js';
import {safeUrl} from './contract.js';
import {directoryEntry, directoryPage} from './contract-more.js';
import {parseLarge} from '../large-json.js';
import {PRESSED, stillHere} from './still-here.js';
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
  const {breathe} = core.surroundings;
  const parse = (bytes: Uint8Array): Promise<unknown> => parseLarge(bytes, 'institutions', breathe);
  const answer = await core.host.json(url.href, {...(signal ? {signal} : {}), ...PRESSED, parse});
  const page = directoryPage.safeParse(answer);
  if (!page.success) throw new CodedError('host_invalid');
  const given = page.data.institutions;
  const {endpoint} = core.options;
  const institutions: DirectoryEntry[] = [];
  for (const each of given) {
    await breathe();
    // one that is not as it should be can be neither named nor connected, and hides no other
    const {data: one} = directoryEntry.safeParse(each);
    if (!one) continue;
    const logo = safeUrl(one.logo_url, endpoint);
    institutions.push({
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
    });
  }
  if (given.length > 0 && institutions.length === 0) throw new CodedError('host_invalid');
  return {institutions, nextCursor: page.data.next_cursor ?? null};
};

/** Tells the portal of an institution that the patient misses. */
export const requestProvider = async (
  core: Core,
  link: string,
  {name, place, website}: Ask<'request-provider'>,
): Promise<void> => {
  const key = core.document?.patient.key;
  if (key) await stillHere(core, key);
  await core.host.json(link, {body: {version: 1, name, place, website}, status: 202, ...PRESSED});
};
