import {openRecordStore} from '../../src/cache/open-store.js';
import {purgeEndpoint} from '../../src/cache/purge.js';
import {PAGE_RECORDS} from '../../src/cache/store.js';
import {head, newEndpoint, newKey, realDeps, record, write} from '../cache/fixtures.js';
import type {RecordStore} from '../../src/cache/store.js';
import type {HealthRecord, MappedPage} from '../../src/records/model.js';

/*
 * Costs of the cache as ratios against a baseline in the same run, so that they mean the same on every machine. Each
 * figure is the median of alternating rounds.
 */

export interface Measured {
  /** ms of ours. */
  readonly ms: number;
  /** ms of the baseline; 0 where there is none. */
  readonly baselineMs: number;
  /** What the goal is about. */
  readonly ratio: number;
  /** Longest main-thread task in ms, where the browser reports those over 50; 0: none. */
  readonly longestTask: number;
}

const median = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now();
  await work();
  return performance.now() - from;
};

/** Notes long tasks from the next one on: the one that calls is the benchmark's own preparation. */
const watchTasks = async (): Promise<() => number> => {
  const durations: number[] = [0];
  await new Promise(resolve => setTimeout(resolve, 100));
  if (!PerformanceObserver.supportedEntryTypes.includes('longtask')) return () => 0;
  const observer = new PerformanceObserver(list => durations.push(...list.getEntries().map(({duration}) => duration)));
  observer.observe({type: 'longtask'});
  return () => {
    durations.push(...observer.takeRecords().map(({duration}) => duration));
    observer.disconnect();
    return Math.max(...durations);
  };
};

const dateOf = (n: number) => new Date(Date.UTC(2025, 0, 1) - n * 3_600_000).toISOString().slice(0, 10);

/** A laboratory observation of the size that record servers send. */
const resource = (n: number) => ({
  resourceType: 'Observation',
  id: `obs-${n}`,
  meta: {
    versionId: '1',
    lastUpdated: `${dateOf(n)}T10:00:00Z`,
    profile: ['http://hl7.org/fhir/us/core/StructureDefinition/us-core-observation-lab'],
  },
  status: 'final',
  category: [
    {
      coding: [
        {
          system: 'http://terminology.hl7.org/CodeSystem/observation-category',
          code: 'laboratory',
          display: 'Laboratory',
        },
      ],
    },
  ],
  code: {
    coding: [{system: 'http://loinc.org', code: `${4000 + (n % 900)}-4`, display: `Analyte ${n % 900} in blood`}],
    text: `Analyte ${n % 900}`,
  },
  subject: {reference: 'Patient/p1', display: 'A. Patient'},
  encounter: {reference: `Encounter/enc-${n % 300}`},
  effectiveDateTime: `${dateOf(n)}T08:15:00-05:00`,
  issued: `${dateOf(n)}T10:00:00Z`,
  performer: [{reference: 'Organization/lab', display: 'Central laboratory'}],
  valueQuantity: {value: (n % 97) / 10, unit: '%', system: 'http://unitsofmeasure.org', code: '%'},
  interpretation: [
    {coding: [{system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code: 'N'}]},
  ],
  referenceRange: [{low: {value: 4, unit: '%'}, high: {value: 5.6, unit: '%'}, text: '4.0 - 5.6'}],
});
type Resource = ReturnType<typeof resource>;

const recordOf = (n: number): HealthRecord => ({
  ...record(`r|i|Observation/obs-${n}`, dateOf(n)),
  value: '5.1',
  unit: '%',
  number: 5.1,
});

/** A mapping that costs little, so that the figure is the cache's own. */
const mapLightly = (entries: readonly unknown[]): Pick<MappedPage, 'records' | 'raws'> => {
  const records = (entries as Resource[]).map(({id, effectiveDateTime, code}) =>
    record(id, effectiveDateTime, code.text),
  );
  return {records, raws: new Map(records.map(({id}, index) => [id, entries[index]]))};
};

const pagesOf = (n: number): number[][] =>
  Array.from({length: Math.ceil(n / PAGE_RECORDS)}, (_, page) =>
    Array.from({length: Math.min(PAGE_RECORDS, n - page * PAGE_RECORDS)}, (_, index) => page * PAGE_RECORDS + index),
  );

const withStore = async <T>(
  work: (store: RecordStore, reopen: () => Promise<RecordStore>) => Promise<T>,
): Promise<T> => {
  const endpoint = newEndpoint();
  const key = newKey();
  const open = async () => {
    const {store} = await openRecordStore({
      endpoint,
      patientKey: 'p',
      cache: {kid: 'k', key, maxAge: 1e7},
      deps: realDeps(),
    });
    if (store.kind !== 'sealed') throw new Error('no storage');
    return store;
  };
  const store = await open();
  try {
    return await work(store, open);
  } finally {
    store.close();
    await purgeEndpoint({endpoint, deps: realDeps()});
  }
};

/** A database with one plain store, as a baseline; `put` stores its rows in one transaction. */
const withPlain = async (work: (put: (rows: readonly unknown[]) => Promise<void>) => Promise<void>): Promise<void> => {
  const name = `my-health.bench.${Math.random()}`;
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('rows', {autoIncrement: true});
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error!);
  });
  try {
    await work(
      rows =>
        new Promise((resolve, reject) => {
          const transaction = db.transaction('rows', 'readwrite');
          const store = transaction.objectStore('rows');
          for (const row of rows) store.put(row);
          transaction.oncomplete = () => resolve();
          transaction.onabort = () => reject(transaction.error!);
        }),
    );
  } finally {
    db.close();
    indexedDB.deleteDatabase(name);
  }
};

const fill = async (store: RecordStore, n: number): Promise<void> => {
  for (const [index, page] of pagesOf(n).entries()) {
    const one = write({index, records: page.map(recordOf)});
    await store.commit({...one, page: {...one.page!, raws: new Map()}});
  }
  const last = write({state: 'complete'}).checkpoint;
  await store.commit({
    checkpoint: last,
    head: head(
      n,
      Array.from({length: 50}, (_, index) => recordOf(index)),
    ),
    epoch: 1,
  });
};

/**
 * Reading `n` resources in and storing them sealed, against `JSON.parse` and a plain put of the same text. Goal ≤ 2.0.
 * @param map the real mapping, to have its cost in the figure as well
 */
export const benchIngest = async (n = 10_000, map = mapLightly, rounds = 3): Promise<Measured> => {
  const texts = pagesOf(n).map(page => JSON.stringify(page.map(resource)));
  const ours: number[] = [];
  const theirs: number[] = [];
  const tasks = await watchTasks();
  for (let round = 0; round < rounds; round++) {
    await withPlain(async put => {
      theirs.push(
        await timed(async () => {
          for (const text of texts) {
            JSON.parse(text);
            await put([text]);
          }
        }),
      );
    });
    await withStore(async store => {
      ours.push(
        await timed(async () => {
          for (const [index, text] of texts.entries()) {
            const {records, raws} = map(JSON.parse(text) as unknown[]);
            const one = write({index, records});
            await store.commit({...one, page: {...one.page!, raws}});
          }
        }),
      );
    });
  }
  const [ms, baselineMs] = [median(ours), median(theirs)];
  return {ms, baselineMs, ratio: ms / baselineMs, longestTask: tasks()};
};

/**
 * Storing `n` records, against one put a record, as `db.put` of `idb` does it: each in a transaction of its own.
 * `ratio`: how many times faster. Goal ≥ 10.
 */
export const benchVsRowPerRecord = (n = 100_000): Promise<Measured> => benchWrite(n, 1);

/** The same against plain rows that share a transaction by as many as a page holds. */
export const benchVsRowsByPage = (n = 100_000): Promise<Measured> => benchWrite(n, PAGE_RECORDS);

const benchWrite = async (n: number, together: number): Promise<Measured> => {
  const pages = pagesOf(n).map(page => page.map(recordOf));
  const all = pages.flat();
  const tasks = await watchTasks();
  let ms = 0;
  let baselineMs = 0;
  await withStore(async store => {
    ms = await timed(async () => {
      for (const [index, records] of pages.entries()) {
        const one = write({index, records});
        await store.commit({...one, page: {...one.page!, raws: new Map()}});
      }
    });
  });
  const longestTask = tasks();
  await withPlain(async put => {
    baselineMs = await timed(async () => {
      for (let at = 0; at < n; at += together) await put(all.slice(at, at + together));
    });
  });
  return {ms, baselineMs, ratio: baselineMs / ms, longestTask};
};

/** Opening the store and reading its head with `nLarge` records, against `nSmall`. Goal ≤ 1.3. */
export const benchFirstScreen = async (nSmall = 1_000, nLarge = 100_000, rounds = 15): Promise<Measured> =>
  withStore(async (small, openSmall) =>
    withStore(async (large, openLarge) => {
      await fill(small, nSmall);
      await fill(large, nLarge);
      const ours: number[] = [];
      const theirs: number[] = [];
      const firstScreen = (open: () => Promise<RecordStore>) =>
        timed(async () => {
          const store = await open();
          if ((await store.head())?.first.length !== 50) throw new Error('no head');
          store.close();
        });
      await firstScreen(openSmall);
      await firstScreen(openLarge);
      const tasks = await watchTasks();
      for (let round = 0; round < rounds; round++) {
        theirs.push(await firstScreen(openSmall));
        ours.push(await firstScreen(openLarge));
      }
      const [ms, baselineMs] = [median(ours), median(theirs)];
      return {ms, baselineMs, ratio: ms / baselineMs, longestTask: tasks()};
    }),
  );

/** Reading all `n` records back, against `JSON.parse` of the same pages from memory. */
export const benchFullRead = async (n = 100_000): Promise<Measured> =>
  withStore(async (store, open) => {
    await fill(store, n);
    const texts = pagesOf(n).map(page => JSON.stringify(page.map(recordOf)));
    const baselineMs = await timed(() => {
      for (const text of texts) JSON.parse(text);
      return Promise.resolve();
    });
    const again = await open();
    const tasks = await watchTasks();
    let read = 0;
    const ms = await timed(async () => {
      for await (const {records} of again.pages(new AbortController().signal)) read += records.length;
    });
    again.close();
    if (read !== n) throw new Error(`read ${read} of ${n}`);
    return {ms, baselineMs, ratio: ms / baselineMs, longestTask: tasks()};
  });
