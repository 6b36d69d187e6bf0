import type {DirectoryEntry} from '../session/requests.js';

/**
 * Finds institutions in a directory that is on the client as a whole: an inverted index of its words, so that a
 * keystroke compares with the different words of 32,000 entries and not with the entries.
 *
 * Pure: no DOM, no clock.
 */
export interface DirectoryIndex {
  /** By name, so that those that fit equally well are in order already. */
  readonly entries: readonly DirectoryEntry[];
  /** Word → pairs of entry number and the field's weight, one after the other. */
  readonly words: ReadonlyMap<string, readonly number[]>;
  /** Folded name of each entry. */
  readonly names: readonly string[];
}

/** Name before alias before the rest before place (host-contract.md §3 has the fields). */
const NAME = 8;
const ALIAS = 6;
const PORTAL = 4;
const PLACE = 2;

/** Most names are plain: they need no Unicode to be taken apart, which takes three times as long. */
const PLAIN = /^[ -~]*$/;

/** Lower case, without accents and punctuation: what a patient types on a phone. */
export const fold = (text: string): string =>
  PLAIN.test(text)
    ? text
        .replace(/['.]/g, '')
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, ' ')
        .trim()
    : text
        .normalize('NFKD')
        .replace(/[\p{M}'’.]/gu, '')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim();

/** Entries between two stops: less than a millisecond. */
export const SLICE = 50;

const split = (text: string): string[] => (text ? text.split(' ') : []);

interface Named {
  readonly entry: DirectoryEntry;
  readonly name: string;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const order = (a: Named, b: Named): number => compare(a.name, b.name) || compare(a.entry.id, b.entry.id);

const merge = (left: readonly Named[], right: readonly Named[]): Named[] => {
  const merged: Named[] = [];
  for (let i = 0, j = 0; i < left.length || j < right.length;) {
    const isLeft = j >= right.length || (i < left.length && order(left[i]!, right[j]!) <= 0);
    merged.push(isLeft ? left[i++]! : right[j++]!);
  }
  return merged;
};

/** Sorted by merging, because a sort of the browser's own cannot stop in the middle. */
function* byName(entries: readonly DirectoryEntry[]): Generator<void, readonly Named[]> {
  let runs: Named[][] = [];
  for (let from = 0; from < entries.length; from += SLICE) {
    const slice = entries.slice(from, from + SLICE);
    runs.push(slice.map(entry => ({entry, name: fold(entry.name)})).sort(order));
    yield;
  }
  while (runs.length > 1) {
    const longer: Named[][] = [];
    for (let i = 0; i < runs.length; i += 2) {
      longer.push(merge(runs[i]!, runs[i + 1] ?? []));
      yield;
    }
    runs = longer;
  }
  return runs[0] ?? [];
}

/** Makes the index of a directory; stops every now and then, so that a large one holds nothing up. */
export function* indexInSlices(entries: readonly DirectoryEntry[]): Generator<void, DirectoryIndex> {
  const sorted = yield* byName(entries);
  const words = new Map<string, number[]>();
  // towns, kinds and portals come again and again
  const known = new Map<string, readonly string[]>();
  const wordsOf = (text: string): readonly string[] => {
    const before = known.get(text);
    if (before) return before;
    const found = split(fold(text));
    known.set(text, found);
    return found;
  };
  for (const [at, {entry, name}] of sorted.entries()) {
    if (at % SLICE === SLICE - 1) yield;
    const best = new Map<string, number>();
    const add = (text: string | undefined, weight: number): void => {
      if (!text) return;
      for (const word of wordsOf(text)) if (weight > (best.get(word) ?? 0)) best.set(word, weight);
    };
    for (const word of split(name)) best.set(word, NAME);
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
  return {entries: sorted.map(({entry}) => entry), words, names: sorted.map(({name}) => name)};
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

/** How well each entry fits one typed word, by entry number; `undefined` when none does. */
const lookUp = (index: DirectoryIndex, typed: string, typos: boolean): Float64Array | undefined => {
  let scores: Float64Array | undefined;
  for (const [word, list] of index.words) {
    const factor = fit(typed, word, typos);
    if (!factor) continue;
    scores ??= new Float64Array(index.entries.length);
    for (let i = 0; i < list.length; i += 2) {
      const [at, score] = [list[i]!, list[i + 1]! * factor];
      if (score > scores[at]!) scores[at] = score;
    }
  }
  return scores;
};

/** The same for all typed words: 0 for what lacks one of them. */
const search = (index: DirectoryIndex, typed: readonly string[], typos: boolean): Float64Array | undefined => {
  let found: Float64Array | undefined;
  for (const word of typed) {
    const scores = lookUp(index, word, false) ?? (typos ? lookUp(index, word, true) : undefined);
    if (!scores) return undefined;
    if (found)
      for (let at = 0; at < found.length; at++) found[at] = found[at]! && scores[at]! && found[at]! + scores[at]!;
    else found = scores;
  }
  return found?.some(score => score > 0) ? found : undefined;
};

/**
 * Entries that hold every typed word, best first: name, alias, beginnings of words, then place. Typing errors are
 * forgiven only for words that would find nothing.
 */
export const rank = (index: DirectoryIndex, query: string): readonly DirectoryEntry[] => {
  const whole = fold(query);
  const typed = split(whole).slice(0, 8);
  if (!typed.length) return [];
  const found = search(index, typed, false) ?? search(index, typed, true);
  if (!found) return [];
  const alike = new Map<number, number[]>();
  for (let at = 0; at < found.length; at++) {
    const sum = found[at]!;
    if (!sum) continue;
    const name = index.names[at]!;
    const score = sum / typed.length + (name === whole ? 40 : name.startsWith(whole) ? 20 : 0);
    const list = alike.get(score);
    if (list) list.push(at);
    else alike.set(score, [at]);
  }
  return [...alike].sort(([a], [b]) => b - a).flatMap(([, list]) => list.map(at => index.entries[at]!));
};

/** The same order for a page that the host has searched: nothing is dropped, its own order breaks ties. */
export const reorder = (entries: readonly DirectoryEntry[], query: string): readonly DirectoryEntry[] => {
  if (!fold(query)) return entries;
  const matches = rank(indexDirectory(entries), query);
  const known = new Set(matches);
  return [...matches, ...entries.filter(entry => !known.has(entry))];
};
