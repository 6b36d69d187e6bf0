import {retryOf} from '../ui/failure.js';
import {isMade, isUnlisted} from './status.js';
import type {ConnectionStatus, ConnectionView, Snapshot} from '../session/snapshot.js';
import type {Failure} from '../ui/failure.js';

/** Connections of a route that stand, by key: what a flow is compared with. */
export type Standing = ReadonlyMap<string, ConnectionView>;

export interface Outcome {
  /** Institutions that are connected now. */
  readonly names: readonly string[];
  /** They were connected before, and work again. */
  readonly again: boolean;
  /** Their records are being collected, as far as the host says. */
  readonly collecting: boolean;
}

export const standing = (snapshot: Snapshot | undefined, route: string): Standing =>
  new Map(
    (snapshot?.connections ?? [])
      .filter(one => one.route === route && isMade(one) && !isUnlisted(one))
      .map(one => [one.key, one]),
  );

/**
 * Why nothing can be said of what a route connects: an aggregator's list could not be read. A direct route needs
 * none, because the host itself says how it stands.
 */
export const unread = (snapshot: Snapshot | undefined, route: string): Failure | undefined => {
  const one = snapshot?.connections.find(
    ({code, ...each}) => code && each.route === route && each.routeKind === 'aggregator',
  );
  return one && {code: one.code!, ...retryOf(one)};
};

const WORKING: readonly ConnectionStatus[] = ['collecting', 'slow', 'up_to_date', 'nothing_available'];
/** Connected, says the host; that the record server does not answer is another matter, and its row says so. */
const STANDS: readonly ConnectionStatus[] = [...WORKING, 'unavailable', 'blocked'];
const made = (all: readonly ConnectionView[], again: boolean): Outcome | undefined =>
  all.length
    ? {
        names: all.map(({institution}) => institution.name),
        again,
        collecting: all.some(({status}) => status === 'collecting'),
      }
    : undefined;

/**
 * What a flow has changed, by what the host says before and after; `undefined` when nothing has.
 *
 * @param before `undefined`: it could not be read, and only what is being collected is new for certain
 * @param key the connection that was to be made again
 */
export const outcome = (before: Standing | undefined, now: Standing, key?: string): Outcome | undefined => {
  const fresh = [...now.values()].filter(one => (before ? !before.has(one.key) : one.status === 'collecting'));
  if (!before || fresh.length) return made(fresh, false);
  const again = [...now.values()].filter(one => {
    const {status, since} = before.get(one.key)!;
    const changed = status !== one.status || since !== one.since;
    const works = one.routeKind === 'direct' ? STANDS : WORKING;
    return works.includes(one.status) && (one.key === key || (changed && one.status === 'collecting'));
  });
  return made(again, true);
};
