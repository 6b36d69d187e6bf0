export interface Row {
  readonly file: string;
  readonly bytes: number;
  readonly first: boolean;
}
export interface Bounds {
  readonly lower: number;
  readonly upper: number;
}
export const budget: {
  readonly contract: number;
  readonly atOnce: Bounds;
  readonly fiftyRecords: Bounds;
  readonly fiftyRecordsFhir: Bounds;
  readonly returningVisit: Bounds;
};
/** What travels until 50 records are painted, by kind of visit. */
export const weighVisits: (folder?: string) => [visit: string, bytes: number][];
export const weigh: (folder?: string) => Row[];
export const total: (rows: readonly Row[]) => number;
export const written: (readme: string) => number;
