import {fold} from './ranking.js';
import {isMade} from './status.js';
import type {DirectoryEntry} from '../session/requests.js';
import type {ConnectionView, RouteView, Snapshot} from '../session/snapshot.js';
import type {Target} from './flow-state.js';

/** A route that can be connected over from here. */
const open = (route: RouteView | undefined): route is RouteView => Boolean(route?.supported && route.connect);

/** How an institution of the directory is connected; `undefined` when its route is not offered. */
export const entryTarget = (snapshot: Snapshot, entry: DirectoryEntry): Target | undefined => {
  const route = snapshot.routes.find(({id}) => id === entry.route);
  return open(route)
    ? {route, name: entry.name, institution: entry.id, ...(entry.sourceId ? {sourceId: entry.sourceId} : {})}
    : undefined;
};

/** How a connection is made again. */
export const againTarget = (snapshot: Snapshot, one: ConnectionView): Target | undefined => {
  const route = snapshot.routes.find(({id}) => id === one.route);
  return open(route)
    ? {
        route,
        name: one.institution.name,
        again: one.key,
        institution: one.institution.id,
        ...(one.sourceId ? {sourceId: one.sourceId} : {}),
      }
    : undefined;
};

/** A whole route: a direct one with its institution, an aggregator with its own search. */
export const routeTarget = (route: RouteView): Target => ({
  route,
  name: route.institution?.name ?? route.name,
  ...(route.institution ? {institution: route.institution.id} : {}),
});

/** Routes that can be connected without a directory: aggregators always, direct ones while they are not. */
export const openRoutes = (snapshot: Snapshot): readonly RouteView[] =>
  snapshot.routes.filter(route => open(route) && (route.kind === 'aggregator' || route.status === 'not_connected'));

/** Without a directory and with one route there is nothing to choose. */
export const onlyTarget = (snapshot: Snapshot): Target | undefined => {
  const routes = openRoutes(snapshot);
  return !snapshot.links.directory && routes.length === 1 ? routeTarget(routes[0]!) : undefined;
};

/** An institution that is connected, or that a direct route leads to, by its id. */
export const knownTarget = (snapshot: Snapshot, id: string): Target | undefined => {
  const one = snapshot.connections.find(({institution}) => institution.id === id);
  if (one) return againTarget(snapshot, one);
  const route = openRoutes(snapshot).find(({institution}) => institution?.id === id);
  return route && routeTarget(route);
};

/** The connection that an entry of the directory already has. */
export const connectionOf = (snapshot: Snapshot, entry: DirectoryEntry): ConnectionView | undefined =>
  snapshot.connections.find(
    one =>
      one.route === entry.route &&
      one.status !== 'not_connected' &&
      (one.routeKind === 'direct' ||
        (one.sourceId !== undefined && one.sourceId === entry.sourceId) ||
        one.institution.id === entry.id ||
        // an aggregator's own ids are not always the directory's
        (!(one.sourceId && entry.sourceId) && fold(one.institution.name) === fold(entry.name))),
  );

/** Nothing can be reached: connecting would only fail. One place's trouble is no reason to stop the others. */
export const isCutOff = ({stale, problem, connections}: Snapshot): boolean => {
  const made = connections.filter(isMade);
  return stale && (problem !== undefined || (made.length > 0 && made.every(({status}) => status === 'unavailable')));
};
