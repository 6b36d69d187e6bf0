import {fold, SLICE} from './ranking.js';
import type {DirectoryEntry} from '../session/requests.js';

/** One line of the results: a place, or several branches of one. */
export interface ResultRow {
  /** The best match; the others follow in `branches`, itself included. */
  readonly entry: DirectoryEntry;
  /** Those that are listed. */
  readonly branches: readonly DirectoryEntry[];
  /** Branches that match, listed or not. */
  readonly matching: number;
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

/** A place of a whole directory, which its branches have in common. */
export interface Chain {
  branches: number;
}

/** The place of each entry; stops after every few entries, so that a large directory holds nothing up. */
export function* chainsInSlices(
  entries: readonly DirectoryEntry[],
): Generator<void, ReadonlyMap<DirectoryEntry, Chain>> {
  const byKey = new Map<string, Chain>();
  const chains = new Map<DirectoryEntry, Chain>();
  for (const [at, entry] of entries.entries()) {
    if (at % SLICE === SLICE - 1) yield;
    const key = branchKey(entry);
    const chain = byKey.get(key) ?? {branches: 0};
    chain.branches++;
    byKey.set(key, chain);
    chains.set(entry, chain);
  }
  return chains;
}

interface Row {
  readonly branches: DirectoryEntry[];
  readonly of: number;
  matching: number;
}

/**
 * Ranked entries by route, branches collapsed; the order of the first of each decides. Of more than `most` entries the
 * further ones are counted in their rows, and not listed.
 */
export const groupResults = (
  entries: readonly DirectoryEntry[],
  most: number,
  chains?: ReadonlyMap<DirectoryEntry, Chain>,
): readonly RouteGroup[] => {
  const routes = new Map<string, Map<unknown, Row>>();
  const keyOf = (entry: DirectoryEntry): unknown => chains?.get(entry) ?? branchKey(entry);
  for (const entry of entries.slice(0, most)) {
    const rows = routes.get(entry.route) ?? new Map<unknown, Row>();
    routes.set(entry.route, rows);
    const key = keyOf(entry);
    const row = rows.get(key) ?? {branches: [], of: chains?.get(entry)?.branches ?? 0, matching: 0};
    rows.set(key, row);
    row.branches.push(entry);
    row.matching++;
  }
  const isOpen = [...routes.values()].some(rows => [...rows.values()].some(({of, matching}) => of > matching));
  if (isOpen || !chains) {
    for (let at = most; at < entries.length; at++) {
      const row = routes.get(entries[at]!.route)?.get(keyOf(entries[at]!));
      if (row) row.matching++;
    }
  }
  return [...routes].map(([route, rows]) => ({
    route,
    rows: [...rows.values()].map(({branches, matching, of}) => ({
      entry: branches[0]!,
      branches,
      matching,
      of: Math.max(matching, of),
      oneSignIn: branches.length > 1 && Boolean(branches[0]!.sourceId),
    })),
  }));
};
