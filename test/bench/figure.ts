/** One measured figure. `value` carries `unit`; a goal, where there is one, is an upper bound unless it says otherwise. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly goal?: string;
  readonly note?: string;
}

/** The middle one of an odd number of measurements. */
export const median = (all: readonly number[]): number =>
  [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
