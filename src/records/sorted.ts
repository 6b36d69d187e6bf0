/** What is sorted at a time. */
const RUN = 500;

type Order<T> = (a: T, b: T) => number;
/** Counts units of work (about a microsecond each); breathes after many. */
export type Slice = (done: number) => Promise<void> | undefined;

/** Visits each in turn, so many units of work apiece: few, because breaths come between dozens. */
export const eachOf = async <T>(
  items: Iterable<T>,
  cost: number,
  slice: Slice,
  visit: (item: T) => unknown,
): Promise<void> => {
  let count = 0;
  for (const item of items) {
    visit(item);
    // to await each would cost more than most visits
    if (!(++count & 31)) await slice(32 * cost);
  }
};

/** Sorts in short runs that are then joined, with breaths between. */
export const sorted = async <T>(items: readonly T[], order: Order<T>, slice: Slice): Promise<readonly T[]> => {
  let runs: (readonly T[])[] = [];
  for (let at = 0; at < items.length; at += RUN) {
    runs.push(items.slice(at, at + RUN).sort(order));
    await slice(RUN);
  }
  while (runs.length > 1) {
    const longer: (readonly T[])[] = [];
    for (let at = 0; at < runs.length; at += 2) longer.push(await zip(runs[at]!, runs[at + 1] ?? [], order, slice));
    runs = longer;
  }
  return runs[0] ?? [];
};

/** Two sorted runs as one. */
export const zip = async <T>(
  a: readonly T[],
  b: readonly T[],
  order: Order<T>,
  slice: Slice,
): Promise<readonly T[]> => {
  if (!b.length) return a;
  const all: T[] = [];
  for (let i = 0, j = 0; all.length < a.length + b.length;) {
    all.push(j >= b.length || (i < a.length && order(a[i]!, b[j]!) < 0) ? a[i++]! : b[j++]!);
    if (!(all.length & 255)) await slice(128);
  }
  return all;
};
