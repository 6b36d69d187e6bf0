import {toCode} from '../errors.js';
import {accountFor} from '../records/account.js';
import {compareNewestFirst} from '../records/order.js';
import {readable} from './facts.js';
import {setProgress} from './progress.js';
import {sourceOf} from './source-of.js';
import type {HealthRecord, SetAside} from '../records/model.js';
import type {RecordSource, Stream} from '../sources/source.js';
import type {Ahead, FirstPage} from './ahead.js';
import type {DocumentRoute} from './contract.js';
import type {Core} from './core.js';
import type {Life} from './life.js';

/** Records that fill the first screen. */
const ENOUGH = 50;
/** Lists of one route that are asked for, the most wanted first; narrower ones take the place of a refused one. */
const MOST_LISTS = 4;
/** Nobody waits longer for one place: then all are read side by side. */
const PATIENCE_MS = 2000;

const firstPage = async (
  {surroundings}: Core,
  source: RecordSource,
  stream: Stream,
  signal: AbortSignal,
): Promise<FirstPage> => {
  const pages = source.read(stream, null, signal)[Symbol.asyncIterator]();
  const {value} = (await pages.next()) as {value?: FirstPage['raw']};
  const raw = value ?? {stream: stream.id, entries: [], next: null, retrievedAt: ''};
  await surroundings.breathe();
  return {raw, mapped: accountFor(await source.map(raw, surroundings.breathe), source.route)};
};

/** Shows what has been read so far; the library of everything takes its place. */
const show = (core: Core, life: Life, ahead: Ahead): void => {
  const records = new Map<string, HealthRecord>();
  const aside: SetAside[] = [];
  for (const page of ahead.shown.values()) {
    for (const record of page.records) records.set(record.id, record);
    aside.push(...page.aside);
  }
  const sorted = [...records.values()].sort(compareNewestFirst);
  // the patient may have taken a source off meanwhile, or all of it
  if (!sorted.length || core.life !== life || life.ahead !== ahead) return;
  life.library = Object.freeze({
    dated: Object.freeze(sorted.filter(({date}) => date)),
    undated: Object.freeze(sorted.filter(({date}) => !date)),
    aside: Object.freeze(aside),
    total: sorted.length,
    whole: true,
    version: 0,
  });
  core.publisher.changed(true);
};

/**
 * A first visit: nothing is stored, and what stores, merges and counts is not loaded yet. The newest of the first place
 * that answers fill the screen; the pass that follows takes over what was read. Every row is whole: only which records
 * there are is not known yet, and the screen says that reading goes on. Never rejects.
 */
export const look = async (core: Core, life: Life): Promise<void> => {
  const {surroundings} = core;
  const {clock} = surroundings;
  const signal = AbortSignal.any([life.end.signal, life.pause.signal]);
  const ahead: Ahead = (life.ahead = {plans: new Map(), pages: new Map(), shown: new Map()});
  const routes = life.document.routes.filter(one => readable(one) && surroundings.supports(one.protocol));
  for (const route of routes) setProgress(core, life, route, {phase: 'waiting'});
  let over = false;
  let found = 0;

  const lookInto = async (route: DocumentRoute): Promise<void> => {
    const source = await sourceOf(core, life, route);
    if (!source || over) return;
    const plan = source.plan(signal);
    plan.catch(() => undefined); // said by the pass
    ahead.plans.set(route.id, plan);
    const queue = [...(await plan)];
    for (let asked = 0; asked < MOST_LISTS && queue.length && !over && found < ENOUGH; asked++) {
      const stream = queue.shift()!;
      const key = `${route.id}|${stream.id}`;
      const page = firstPage(core, source, stream, signal);
      ahead.pages.set(key, page);
      await page.then(
        ({mapped}) => {
          if (over) return;
          ahead.shown.set(key, mapped);
          found += mapped.records.length;
        },
        // the pass meets the same failure, and says it
        (thrown: unknown) => queue.unshift(...(source.narrow?.(stream, toCode(thrown)) ?? [])),
      );
    }
  };
  const lookAround = async (): Promise<void> => {
    for (const route of routes) {
      await lookInto(route).catch(() => undefined);
      if (over || found >= ENOUGH) return;
    }
  };

  const end = new AbortController();
  await Promise.race([
    lookAround(),
    clock.delay(PATIENCE_MS, AbortSignal.any([signal, end.signal])).catch(() => undefined),
  ]);
  over = true;
  end.abort();
  show(core, life, ahead);
};
