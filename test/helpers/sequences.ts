import * as fc from 'fast-check';

const params = new URLSearchParams(location.search);

/**
 * How many sequences a model is tried with, and which: the same in every run, so that a red one can be repeated.
 * `?runs=1000&seed=7` in the address of the test page tries more, and others. The first that fails ends the search: to
 * look for a smaller one takes longer than a test may, which then says nothing but that; `?smaller` does.
 */
export const sequences = (runs: number) => ({
  numRuns: Number(params.get('runs') ?? runs),
  seed: Number(params.get('seed') ?? 20_260_220),
  endOnFailure: !params.has('smaller'),
  includeErrorInReport: true,
  // the stack of WebKit does not begin with what was expected, and the report has nothing but the stack
  reporter: <T>(run: fc.RunDetails<T>): void => {
    if (run.failed) throw new Error(`${String(run.errorInstance)}\n${fc.defaultReportMessage(run)}`);
  },
});
