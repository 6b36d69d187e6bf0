const params = new URLSearchParams(location.search);

/**
 * How many sequences a model is tried with, and which: the same in every run, so that a red one can be repeated.
 * `?runs=1000&seed=7` in the address of the test page tries more, and others.
 */
export const sequences = (runs: number) => ({
  numRuns: Number(params.get('runs') ?? runs),
  seed: Number(params.get('seed') ?? 20_260_220),
  includeErrorInReport: true,
});
