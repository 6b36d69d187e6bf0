import {CodedError} from '../../../errors.js';
import {institutionOf} from '../items.js';
import {isObject} from '../../json.js';
import {at} from '../fields.js';
import type {Institution} from '../../../records/model.js';
import type {SourceContext} from '../../source.js';

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
  /** ISO date that the history reached: a day, which no time zone may move. */
  readonly oldest?: string;
  readonly expectedMinutes?: number;
  /** Everything is being fetched anew. */
  readonly resyncing?: true;
}

/** Without the fields that nothing is known of. */
const given = <T extends object>(fields: T): {[K in keyof T]?: Exclude<T[K], undefined>} =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

/** Rows of `/sources`; what is no row, or names no connection, is skipped and counted. */
export const parseSources = (
  body: readonly unknown[],
  context: SourceContext,
): {readonly sources: readonly HumanApiSource[]; readonly skipped: number} => {
  const sources: HumanApiSource[] = [];
  for (const entry of body) {
    if (!isObject(entry)) continue;
    const own = (path: string, type: string): unknown => {
      const value = at(entry, path);
      return typeof value === type && value ? value : undefined;
    };
    const text = (path: string): string | undefined => own(path, 'string') as string | undefined;
    const id = text('id') ?? text('source');
    if (!id) continue;
    const place = institutionOf(entry, context);
    const name = text('sourceName') ?? place.name;
    const minutes = own('expectedSyncDuration', 'number') as number | undefined;
    sources.push({
      id,
      source: text('source') ?? id,
      name,
      institution: place.name === context.routeName ? {...place, name} : place,
      ...given({
        since: text('connectedSince'),
        syncStatus: isObject(at(entry, 'syncStatus'))
          ? given({
              status: text('syncStatus.status'),
              details: text('syncStatus.details'),
              synchedAt: text('syncStatus.synchedAt'),
            })
          : undefined,
        historyStatus: text('historySync.status'),
        oldest: text('historySync.oldestDate')?.slice(0, 10),
        expectedMinutes: minutes && minutes > 0 && Number.isFinite(minutes) ? minutes : undefined,
        resyncing: own('resync.active', 'boolean') as true | undefined,
      }),
    });
  }
  return {sources, skipped: body.length - sources.length};
};

/**
 * Every connection of the patient. Rows that cannot be read are left out.
 * @throws {CodedError} `source_invalid` for what is no list
 */
export const sourcesIn = (body: unknown, context: SourceContext): readonly HumanApiSource[] => {
  if (!Array.isArray(body)) throw new CodedError('source_invalid');
  return parseSources(body, context).sources;
};
