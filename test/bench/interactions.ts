/** From every press and keystroke to the next paint, as a browser measures it (Event Timing: what INP is made of). */
import {withTimeline} from './with-timeline.js';
import type {Browser, Locator, Page} from 'playwright-core';
import type * as EventTiming from './event-timing.js';
import {median, type Figure} from './figure.js';

const SIZES = [10_000, 50_000];
/** What else the machine does is heavier than most acts: the middle of so many walks counts. */
const WALKS = 5;

/** ms of the slowest event since the last call. */
const slowest = (page: Page): Promise<number> =>
  page.evaluate(async from => ((await import(from)) as typeof EventTiming).slowest(), '/test/bench/event-timing.ts');

/** Everything that a patient can press, in an order that leads through all of it. */
const acts = (page: Page, timeline: Locator): [string, () => Promise<void>][] => {
  const button = (name: string | RegExp): Locator => timeline.getByRole('button', {name}).first();
  const close = (): Promise<void> => page.keyboard.press('Escape');
  return [
    ['show earlier records', () => button(/^Show earlier/).click()],
    ['choose a kind', () => button(/^Lab results/).click()],
    ['show all kinds again', () => button(/^All/).click()],
    ['search: first letter', () => timeline.getByRole('searchbox').press('g')],
    ['search: second letter', () => timeline.getByRole('searchbox').press('l')],
    ['search: third letter', () => timeline.getByRole('searchbox').press('u')],
    ['remove the search', () => button(/^Remove filter/).click()],
    ['open more filters', () => button('More filters').click()],
    ['choose a year', () => timeline.getByLabel('From').press('ArrowDown')],
    ['remove the year', () => button(/^Remove filter/).click()],
    ['close more filters', () => button('More filters').click()],
    ['overview: a key', () => timeline.getByRole('slider').press('ArrowLeft')],
    ['overview: go there', () => timeline.getByRole('slider').press('Enter')],
    ['open a record', () => timeline.locator('article .open').first().click()],
    ['close it', close],
    ['open what is missing', () => button('What is missing').click()],
    ['close it again', close],
    ['open print or download', () => button('Print or download').click()],
  ];
};

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** µs of the processor, without what others took of it. */
  readonly tdur?: number;
}

/** ms of the processor for the longest task that answers an event or makes a frame. */
const longestOf = (trace: Buffer): number => {
  const {traceEvents} = JSON.parse(trace.toString()) as {traceEvents: TraceEvent[]};
  const own = traceEvents.filter(({name, ph}) => ph === 'X' && /^(EventDispatch|Commit)$/.test(name));
  const tasks = traceEvents.filter(
    ({name, pid, tid, ts, dur = 0}) =>
      /RunTask$/.test(name) &&
      own.some(each => each.pid === pid && each.tid === tid && each.ts >= ts && each.ts < ts + dur),
  );
  return Math.max(...tasks.map(({tdur = 0}) => tdur / 1000));
};

interface Walk {
  readonly acts: [string, number][];
  readonly longest: number;
}

/** ms of each act of one walk through all of them, on a fresh page. */
const walk = (browser: Browser, size: number): Promise<Walk> =>
  withTimeline(browser, size, async (page, timeline) => {
    const found: [string, number][] = [];
    await slowest(page);
    await browser.startTracing(page, {categories: ['toplevel', 'devtools.timeline']});
    for (const [name, act] of acts(page, timeline)) {
      await act();
      found.push([name, await slowest(page)]);
    }
    return {acts: found, longest: longestOf(await browser.stopTracing())};
  });

const measure = async (browser: Browser, size: number): Promise<Figure[]> => {
  const all = new Map<string, number[]>();
  const tasks: number[] = [];
  for (let n = 0; n < WALKS; n++) {
    const {acts, longest} = await walk(browser, size);
    tasks.push(longest);
    for (const [name, ms] of acts) all.set(name, [...(all.get(name) ?? []), ms]);
  }
  const found = [...all].map(([name, ms]) => [name, median(ms)] as const).sort(([, a], [, b]) => b - a);
  const note = found
    .slice(0, 4)
    .map(([name, ms]) => `${name} ${ms}`)
    .join(', ');
  const goal = size === 10_000 && {goal: '≤ 50'};
  return [
    {name: `slowest of ${found.length} interactions, ${size} records`, value: found[0]![1], unit: 'ms', note, ...goal},
    {name: '  longest task of them, ms of the processor alone', value: median(tasks), unit: 'ms', goal: '≤ 50'},
  ];
};

export const benchInteractions = async (browser: Browser): Promise<Figure[]> => {
  const figures: Figure[] = [];
  for (const size of SIZES) figures.push(...(await measure(browser, size)));
  return figures;
};
