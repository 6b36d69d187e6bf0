import {isMade} from './status.js';
import type {ConnectionStatus, ConnectionView, Snapshot} from '../session/snapshot.js';

/** Connections of a route that stand, by key: what a flow is compared with. */
export type Standing = ReadonlyMap<string, ConnectionView>;

export interface Outcome {
  /** Institutions that are connected now. */
  readonly names: readonly string[];
  /** They were connected before, and work again. */
  readonly again: boolean;
}

export const standing = (snapshot: Snapshot | undefined, route: string): Standing =>
  new Map((snapshot?.connections ?? []).filter(one => one.route === route && isMade(one)).map(one => [one.key, one]));

const WORKING: readonly ConnectionStatus[] = ['collecting', 'slow', 'up_to_date', 'nothing_available'];
const named = (all: readonly ConnectionView[]): string[] => all.map(({institution}) => institution.name);

/**
 * What a flow has changed, by what the host says before and after; `undefined` when nothing has.
 *
 * @param key the connection that was to be made again
 */
export const outcome = (before: Standing, now: Standing, key?: string): Outcome | undefined => {
  const fresh = [...now.values()].filter(one => !before.has(one.key));
  if (fresh.length) return {names: named(fresh), again: false};
  const again = [...now.values()].filter(one => {
    const {status, since} = before.get(one.key)!;
    const changed = status !== one.status || since !== one.since;
    return WORKING.includes(one.status) && (one.key === key || (changed && one.status === 'collecting'));
  });
  return again.length ? {names: named(again), again: true} : undefined;
};
