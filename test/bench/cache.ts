/** The sealed cache as ratios against a baseline in the same run. */
import {benchFirstScreen, benchFullRead, benchIngest, benchVsRowPerRecord, benchVsRowsByPage} from './cache-bench.js';
import type {Figure} from './figure.js';

export const figures = async (): Promise<Figure[]> => {
  const ingest = await benchIngest(10_000);
  const rows = await benchVsRowPerRecord(100_000);
  const together = await benchVsRowsByPage(100_000);
  const first = await benchFirstScreen(1_000, 100_000);
  const read = await benchFullRead(100_000);
  const tasks = (longest: number): string => `longest task ${longest.toFixed(0)} ms`;
  return [
    {
      name: 'ingest of 10,000 against JSON.parse + raw put',
      value: ingest.ratio,
      unit: '×',
      goal: '≤ 2.0',
      note: tasks(ingest.longestTask),
    },
    {
      name: 'write of 100,000: faster than one put a record by',
      value: rows.ratio,
      unit: '×',
      goal: '≥ 10',
      note: `${(rows.ms / 1000).toFixed(1)} s against ${(rows.baselineMs / 1000).toFixed(1)} s; ${tasks(rows.longestTask)}`,
    },
    {
      name: '  than 200 puts to a transaction',
      value: together.ratio,
      unit: '×',
      note: `against ${(together.baselineMs / 1000).toFixed(1)} s`,
    },
    {
      name: 'first screen, cache of 100,000 against 1,000',
      value: first.ratio,
      unit: '×',
      goal: '≤ 1.3',
      note: `${first.ms.toFixed(1)} ms`,
    },
    {name: 'full read of 100,000', value: read.ms, unit: 'ms', note: tasks(read.longestTask)},
  ];
};
