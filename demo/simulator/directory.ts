import type {InstitutionEntry} from './institutions.js';

const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036F'.]/g, '')
    .toLowerCase();

const folded = new WeakMap<InstitutionEntry, {name: string; all: string}>();
const textOf = (entry: InstitutionEntry): {name: string; all: string} => {
  const known = folded.get(entry);
  if (known) return known;
  const {name, aliases, city, state, portal_name: portal} = entry;
  const text = {name: fold(name), all: fold([name, ...aliases, city, state, portal].join(' '))};
  folded.set(entry, text);
  return text;
};

/** 0 for no match; names that begin with the query first. */
const rank = (entry: InstitutionEntry, words: readonly string[], query: string): number => {
  const {name, all} = textOf(entry);
  if (!words.every(word => all.includes(word))) return 0;
  if (name.startsWith(query)) return 3;
  return name.includes(words[0] ?? '') ? 2 : 1;
};

export interface DirectoryAnswer {
  institutions: readonly InstitutionEntry[];
  nextCursor: string | null;
}

/** The portal's directory search: every word in name, alias, place or portal name; empty query: suggestions. */
export const searchDirectory = (
  directory: readonly InstitutionEntry[],
  query: string,
  limit: number,
  cursor: string | null,
): DirectoryAnswer => {
  const text = fold(query.trim());
  const words = text.split(/\s+/).filter(Boolean);
  const found =
    words.length === 0
      ? directory.filter(entry => entry.featured)
      : directory
          .map(entry => ({entry, rank: rank(entry, words, text)}))
          .filter(hit => hit.rank > 0)
          .sort((left, right) => right.rank - left.rank || (left.entry.name < right.entry.name ? -1 : 1))
          .map(hit => hit.entry);
  const start = cursor === null ? 0 : Number(atob(cursor));
  const end = start + limit;
  return {institutions: found.slice(start, end), nextCursor: end < found.length ? btoa(String(end)) : null};
};
