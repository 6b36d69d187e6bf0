import type {DirectoryEntry} from '../session/requests.js';

/**
 * Finds institutions in a directory that is on the client as a whole: an inverted index of its words, so that a
 * keystroke compares with the different words of 32,000 entries and not with the entries.
 *
 * Pure: no DOM, no clock.
 */
export interface DirectoryIndex {
  readonly entries: readonly DirectoryEntry[];
  /** Word → pairs of entry number and the field's weight, one after the other. */
  readonly words: ReadonlyMap<string, readonly number[]>;
  /** Folded name of each entry. */
  readonly names: readonly string[];
}

export interface Match {
  readonly entry: DirectoryEntry;
  readonly score: number;
}

/** Name before alias before the rest before place (host-contract.md §3 has the fields). */
const NAME = 8;
const ALIAS = 6;
const PORTAL = 4;
const PLACE = 2;

/** Lower case, without accents and punctuation: what a patient types on a phone. */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}'’.]/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Entries between two stops: some 5 ms. */
const SLICE = 400;

const split = (text: string): string[] => (text ? text.split(' ') : []);

/** Makes the index of a directory; stops after every few hundred entries, so that a large one holds nothing up. */
export function* indexInSlices(entries: readonly DirectoryEntry[]): Generator<void, DirectoryIndex> {
  const words = new Map<string, number[]>();
  const names: string[] = [];
  for (const [at, entry] of entries.entries()) {
    if (at % SLICE === SLICE - 1) yield;
    const best = new Map<string, number>();
    const add = (text: string | undefined, weight: number): void => {
      if (!text) return;
      for (const word of split(fold(text))) if (weight > (best.get(word) ?? 0)) best.set(word, weight);
    };
    names.push(fold(entry.name));
    add(entry.name, NAME);
    for (const alias of entry.aliases) add(alias, ALIAS);
    add(entry.portalName, PORTAL);
    add(entry.website?.replace(/^https?:\/\/(www\.)?/, ''), PORTAL);
    add(entry.city, PLACE);
    add(entry.state, PLACE);
    add(entry.address, PLACE);
    add(entry.kind, PLACE);
    for (const [word, weight] of best) {
      const list = words.get(word);
      if (list) list.push(at, weight);
      else words.set(word, [at, weight]);
    }
  }
  return {entries, words, names};
}

export const indexDirectory = (entries: readonly DirectoryEntry[]): DirectoryIndex => {
  const steps = indexInSlices(entries);
  for (;;) {
    const {done, value} = steps.next();
    if (done) return value;
  }
};

/** Letters that may be wrong: none in a short word, two in a long one. */
const slack = (length: number): number => (length < 4 ? 0 : length < 8 ? 1 : 2);

/**
 * Optimal string alignment distance, where swapped neighbours count once; gives up above `most`.
 * `a` may also be the beginning of `b` (a word half typed).
 */
export const distance = (a: string, b: string, most: number): number => {
  let before: number[] = [];
  let last: number[] = Array.from({length: b.length + 1}, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let low = i;
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
      if (cost < low) low = cost;
    }
    if (low > most) return most + 1;
    before = last;
    last = row;
  }
  // what was typed may stop before the end of the word
  return Math.min(...last.slice(Math.max(0, a.length - most)));
};

/** How well a typed word fits a word of the directory: 1 whole, 0.75 beginning, less with typing errors, 0 not. */
const fit = (typed: string, word: string, typos: boolean): number => {
  if (word === typed) return 1;
  if (word.startsWith(typed)) return 0.75;
  const most = slack(typed.length);
  if (!typos || !most || word.length < typed.length - most) return 0;
  // nearly nobody gets the first letter wrong, but two may have changed places
  if (word[0] !== typed[0] && word[0] !== typed[1]) return 0;
  const errors = distance(typed, word, most);
  return errors > most ? 0 : 0.5 / (1 + errors);
};

const lookUp = (index: DirectoryIndex, typed: string, typos: boolean): Map<number, number> => {
  const scores = new Map<number, number>();
  for (const [word, list] of index.words) {
    const factor = fit(typed, word, typos);
    if (!factor) continue;
    for (let i = 0; i < list.length; i += 2) {
      const score = list[i + 1]! * factor;
      if (score > (scores.get(list[i]!) ?? 0)) scores.set(list[i]!, score);
    }
  }
  return scores;
};

const search = (index: DirectoryIndex, typed: readonly string[], typos: boolean): Map<number, number> => {
  let found: Map<number, number> | undefined;
  for (const word of typed) {
    let scores = lookUp(index, word, false);
    if (typos && !scores.size) scores = lookUp(index, word, true);
    if (!found) found = scores;
    else {
      for (const [at, score] of found) {
        const more = scores.get(at);
        if (more) found.set(at, score + more);
        else found.delete(at);
      }
    }
  }
  return found ?? new Map<number, number>();
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** So many of those that fit equally well are put in order of their names: more than anybody looks through. */
const IN_ORDER = 400;

/** A match with the folded name that orders it among its equals. */
interface Named extends Match {
  readonly name: string;
}

/** The first ones by name, in order, then the others as they come: one letter fits thousands. */
const byName = (matches: readonly Named[]): Named[] => {
  const order = (a: Named, b: Named): number => compare(a.name, b.name) || compare(a.entry.id, b.entry.id);
  if (matches.length <= IN_ORDER) return [...matches].sort(order);
  const first = matches.slice(0, IN_ORDER).sort(order);
  const rest: Named[] = [];
  for (const match of matches.slice(IN_ORDER)) {
    if (order(match, first[IN_ORDER - 1]!) >= 0) {
      rest.push(match);
      continue;
    }
    let [low, high] = [0, IN_ORDER];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (order(match, first[middle]!) < 0) high = middle;
      else low = middle + 1;
    }
    first.splice(low, 0, match);
    rest.push(first.pop()!);
  }
  return [...first, ...rest];
};

/**
 * Entries that hold every typed word, best first: name, alias, beginnings of words, then place. Typing errors are
 * forgiven only for words that would find nothing.
 */
export const rank = (index: DirectoryIndex, query: string): readonly Match[] => {
  const whole = fold(query);
  const typed = split(whole).slice(0, 8);
  if (!typed.length) return [];
  let found = search(index, typed, false);
  if (!found.size) found = search(index, typed, true);
  const alike = new Map<number, Named[]>();
  for (const [at, sum] of found) {
    const name = index.names[at]!;
    const score = sum / typed.length + (name === whole ? 40 : name.startsWith(whole) ? 20 : 0);
    const match = {entry: index.entries[at]!, score, name};
    const list = alike.get(score);
    if (list) list.push(match);
    else alike.set(score, [match]);
  }
  return [...alike].sort(([a], [b]) => b - a).flatMap(([, matches]) => byName(matches));
};

/** The same order for a page that the host has searched: nothing is dropped, its own order breaks ties. */
export const reorder = (entries: readonly DirectoryEntry[], query: string): readonly DirectoryEntry[] => {
  if (!fold(query)) return entries;
  const matches = rank(indexDirectory(entries), query).map(({entry}) => entry);
  const known = new Set(matches);
  return [...matches, ...entries.filter(entry => !known.has(entry))];
};
