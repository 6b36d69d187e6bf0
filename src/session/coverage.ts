import {readable} from './facts.js';
import {isUncounted} from './fill.js';
import {marksOf, streamKey} from './marks.js';
import {isCollected, isCollecting} from './connections.js';
import {sourceKey} from '../records/model.js';
import type {Checkpoint} from '../cache/store.js';
import type {ErrorCode} from '../errors.js';
import type {Category, Institution} from '../records/model.js';
import type {Life} from './life.js';
import type {ConnectionView, CoverageEntry, CoverageState} from './snapshot.js';

/** How a stream stands for what can be said: a finished pass stays good while a later one is under way. */
const stateOf = (mark: Checkpoint | undefined): CoverageState => {
  if (!mark || mark.state === 'waiting' || mark.state === 'reading') return mark?.completedAt ? 'loaded' : 'reading';
  // a page to sign in to may be the network's: nobody has said that these records are not to be had
  if (mark.code === 'source_sign_in') return 'failed';
  return mark.state === 'complete' ? 'loaded' : mark.state;
};

/** What outweighs what, when several streams feed one category. */
const ORDER: readonly CoverageState[] = ['reading', 'failed', 'refused', 'blocked', 'unsupported', 'loaded'];

interface Fed {
  state: CoverageState;
  code?: ErrorCode;
  withheld?: true;
  /** A list that is the place for this category is among those that were asked for. */
  asked: boolean;
  /** Wall ms at which the oldest of the last ended reads of its lists began; 0 while one of them has never ended. */
  from: number;
}

const feed = (life: Life, route: string): Map<Category, Fed> => {
  const marks = new Map(marksOf(life, route).map(mark => [mark.stream, mark]));
  for (const stream of life.streams.get(route) ?? []) {
    const key = streamKey(route, stream);
    if (!marks.has(key))
      marks.set(key, {
        stream: key,
        pass: 0,
        cursor: null,
        pages: 0,
        received: 0,
        state: 'waiting',
        categories: stream.categories,
        ...(stream.also && {also: stream.also}),
      });
  }
  const fed = new Map<Category, Fed>();
  for (const mark of marks.values()) {
    const state = stateOf(mark);
    const {categories = [], also = [], startedAt = 0, seenAt = 0} = mark;
    const began = mark.state === 'waiting' || mark.state === 'reading' ? seenAt : startedAt;
    for (const category of [...categories, ...also]) {
      const held = fed.get(category);
      const worse = !held || ORDER.indexOf(state) < ORDER.indexOf(held.state);
      const withheld = held?.withheld ?? mark.withheld;
      const asked = held?.asked || categories.includes(category);
      const base = worse ? {state, ...(mark.code ? {code: mark.code as ErrorCode} : {})} : held;
      const from = Math.min(began, held?.from ?? began);
      fed.set(category, {...base, asked, from, ...(withheld ? {withheld} : {})});
    }
  }
  return fed;
};

/**
 * What can be said of one institution and category (I9): `none` only when every stream that feeds the category was
 * read to its end, and the institution itself has nothing more on its way.
 */
const say = (
  fed: Fed,
  count: number,
  connection: ConnectionView | undefined,
  listed: boolean,
  behind: boolean,
): CoverageState => {
  const {state} = fed;
  if (state === 'loaded' || (state === 'unsupported' && count)) {
    const onItsWay = !!connection && isCollecting(connection.status);
    // a direct place is read by this very page
    if (onItsWay && connection.routeKind === 'direct') return 'reading';
    if (onItsWay && listed) return 'collecting';
    if (count) return 'loaded';
    // records that are stored and not yet counted, or collected since they were asked for, are not "none"
    if (behind || ((onItsWay || !connection) && !listed)) return 'reading';
    // what a direct place has answered stands, whatever its portal asks of the patient
    const answered = connection?.routeKind === 'direct' && connection.status === 'needs_attention' && !connection.code;
    if (answered || (connection && isCollected(connection.status))) return 'none';
    // an aggregator's institution of which nobody knows whether it has been collected
    return connection?.status === 'ended' ? 'refused' : 'failed';
  }
  return state;
};

/** Of several connections to one institution, the one that keeps most from being said. */
const leastKnown = (connections: readonly ConnectionView[]): ConnectionView | undefined =>
  connections.find(({status}) => isCollecting(status)) ??
  connections.find(({status}) => !isCollected(status)) ??
  connections[0];

const kindOf = (route: string, category: Category | undefined, institution = ''): string =>
  `${route}|${category}|${institution}`;

/** Kinds of which entries came that nobody here can read: there is something, whatever it says. */
const unreadIn = ({library}: Life): ReadonlySet<string> => {
  const kinds = new Set<string>();
  for (const {state, route, institution, category} of library.aside)
    if (state === 'unsupported' || state === 'unreadable') kinds.add(kindOf(route, category, institution?.id));
  return kinds;
};

export const coverageOf = (life: Life, connections: readonly ConnectionView[]): CoverageEntry[] => {
  const entries: CoverageEntry[] = [];
  if (!life.library.whole) return entries;
  const unread = unreadIn(life);
  const counted = life.summary.places;
  for (const route of life.document.routes) {
    const own = connections.filter(one => one.route === route.id);
    const institutions = new Map<string, Institution>(own.map(one => [one.institution.id, one.institution]));
    for (const [place, {institution}] of counted) {
      if (place.startsWith(`${route.id}|`) && !institutions.has(institution.id))
        institutions.set(institution.id, institution);
    }
    const listing = life.listings.get(route.id);
    const fed = readable(route) ? feed(life, route.id) : new Map<Category, Fed>();
    for (const institution of institutions.values()) {
      const connection = leastKnown(own.filter(one => one.institution.id === institution.id));
      const place = sourceKey({route: route.id, institution});
      const counts = counted.get(place)?.counts ?? {};
      // records of a kind that no stream promised are there all the same
      for (const category of new Set([...fed.keys(), ...(Object.keys(counts) as Category[])])) {
        const count = counts[category] ?? 0;
        const {code, withheld, ...rest} = fed.get(category) ?? {state: 'loaded', asked: true, from: 0};
        // nobody asked for this kind, so nobody can say that there is none
        if (!rest.asked && rest.state === 'loaded' && !count) continue;
        // an institution that is not listed may be of any connection
        const collectedAt = listing?.collected?.get(institution.id) ?? listing?.collectedAt ?? 0;
        const behind = isUncounted(life, place) || rest.from < collectedAt;
        const said = say(rest, count, connection, !!listing, behind);
        // of an entry that names no place, any may be the one
        const some = [institution.id, ''].some(id => unread.has(kindOf(route.id, category, id)));
        const state = said === 'none' && some ? 'unsupported' : said;
        entries.push({
          route: route.id,
          institution,
          category,
          state,
          count,
          ...(code && state !== 'loaded' && state !== 'none' ? {code} : {}),
          ...(code === 'source_busy' && connection?.retryAt ? {retryAt: connection.retryAt} : {}),
          ...(withheld ? {withheld} : {}),
          ...(state === 'collecting' && connection?.since ? {since: connection.since} : {}),
          ...(state === 'collecting' && connection?.expectedMinutes
            ? {expectedMinutes: connection.expectedMinutes}
            : {}),
        });
      }
    }
  }
  return entries;
};
