import {fold} from './ranking.js';
import type {DirectoryEntry} from '../session/requests.js';

/** One line of the results: a place, or several branches of one. */
export interface ResultRow {
  /** The best match; the others follow in `branches`, itself included. */
  readonly entry: DirectoryEntry;
  readonly branches: readonly DirectoryEntry[];
  /** Branches that there are, matching or not. */
  readonly of: number;
  /** One sign-in serves all branches, so there is nothing to choose. */
  readonly oneSignIn: boolean;
}

export interface RouteGroup {
  readonly route: string;
  readonly rows: readonly ResultRow[];
}

/**
 * What makes entries branches of one place: the same name, kind and route, and a source or website in common. Two
 * hospitals that only share a name stay two lines.
 */
const branchKey = (entry: DirectoryEntry): string => {
  const {id, name, route, kind = '', website = '', sourceId = '', portalName = ''} = entry;
  return sourceId || website ? [route, fold(name), kind, website, sourceId, portalName].join('\n') : `${route}\n${id}`;
};

/** How many branches each place of a whole directory has. */
export const countBranches = (entries: readonly DirectoryEntry[]): ReadonlyMap<string, number> => {
  const totals = new Map<string, number>();
  for (const entry of entries) {
    const key = branchKey(entry);
    totals.set(key, (totals.get(key) ?? 0) + 1);
  }
  return totals;
};

/** Ranked entries by route, branches collapsed; the order of the first of each decides. */
export const groupResults = (
  entries: readonly DirectoryEntry[],
  totals?: ReadonlyMap<string, number>,
): readonly RouteGroup[] => {
  const routes = new Map<string, Map<string, DirectoryEntry[]>>();
  for (const entry of entries) {
    const rows = routes.get(entry.route) ?? new Map<string, DirectoryEntry[]>();
    routes.set(entry.route, rows);
    const key = branchKey(entry);
    rows.set(key, [...(rows.get(key) ?? []), entry]);
  }
  return [...routes].map(([route, rows]) => ({
    route,
    rows: [...rows].map(([key, branches]) => ({
      entry: branches[0]!,
      branches,
      of: Math.max(branches.length, totals?.get(key) ?? 0),
      oneSignIn: branches.length > 1 && Boolean(branches[0]!.sourceId),
    })),
  }));
};
