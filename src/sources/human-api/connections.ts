import * as z from 'zod/mini';
import {institutionOf} from './items.js';
import type {Institution} from '../../records/model.js';
import type {SourceContext} from '../source.js';

/** One connection of the patient, as `/sources` tells it. Words are the vendor's own. */
export interface HumanApiSource {
  readonly id: string;
  readonly source: string;
  readonly name: string;
  readonly institution: Institution;
  /** ISO instant of connecting. */
  readonly since?: string;
  readonly syncStatus?: {readonly status?: string; readonly details?: string; readonly synchedAt?: string};
  readonly historyStatus?: string;
  /** Oldest date that the history reached. */
  readonly oldest?: string;
  readonly expectedMinutes?: number;
  /** Everything is being fetched anew. */
  readonly resyncing?: true;
}

const text = z.catch(z.optional(z.string()), undefined);
const object = <T extends z.core.$ZodLooseShape>(shape: T) => z.catch(z.optional(z.looseObject(shape)), undefined);
const ROW = z.looseObject({
  id: text,
  source: text,
  sourceName: text,
  connectedSince: text,
  organization: z.catch(z.unknown(), undefined),
  historySync: object({status: text, oldestDate: text}),
  syncStatus: object({status: text, details: text, synchedAt: text}),
  resync: object({active: z.catch(z.optional(z.boolean()), undefined)}),
  expectedSyncDuration: z.catch(z.optional(z.number()), undefined),
});

/** Rows of `/sources`; what is no row, or names no connection, is skipped and counted. */
export const parseSources = (
  body: readonly unknown[],
  context: SourceContext,
): {readonly sources: readonly HumanApiSource[]; readonly skipped: number} => {
  const sources: HumanApiSource[] = [];
  for (const entry of body) {
    const row = z.safeParse(ROW, entry).data;
    const id = row?.id || row?.source;
    if (!row || !id) continue;
    const {historySync, syncStatus, expectedSyncDuration: minutes} = row;
    const place = institutionOf(row, context);
    const name = row.sourceName || place.name;
    const named = place.name === context.routeName ? {...place, name} : place;
    sources.push({
      id,
      source: row.source || id,
      name,
      institution: named,
      ...(row.connectedSince && {since: row.connectedSince}),
      ...(syncStatus && {
        syncStatus: {
          ...(syncStatus.status && {status: syncStatus.status}),
          ...(syncStatus.details && {details: syncStatus.details}),
          ...(syncStatus.synchedAt && {synchedAt: syncStatus.synchedAt}),
        },
      }),
      ...(historySync?.status && {historyStatus: historySync.status}),
      ...(historySync?.oldestDate && {oldest: historySync.oldestDate}),
      ...(minutes && minutes > 0 && {expectedMinutes: minutes}),
      ...(row.resync?.active && {resyncing: true as const}),
    });
  }
  return {sources, skipped: body.length - sources.length};
};
