import {CodedError, toCode} from '../../errors.js';
import {isObject, MOST_ENTRIES, type Json} from '../json.js';
import {list} from './fields.js';
import type {SourceHttp} from '../http.js';
import type {SourcePage} from '../source.js';

/** Where a read stands; written into the checkpoint as JSON. */
export interface Cursor {
  readonly offset: number;
  readonly limit: number;
  /** Rows that a full page has, as far as the server has shown it; 0 before. */
  readonly full: number;
  /** `YYYYMMDDTHHmmssZ`: only what the vendor updated since; `''` for everything. */
  readonly since: string;
  /** Last ids of the page before, to notice when rows have moved. */
  readonly last: readonly string[];
}

/** Rows that two pages have in common, so that rows moving up between them are noticed. */
const OVERLAP = 5;
const STEP_BACK = 50;
const SMALLEST = 50;
const MOST_PAGES = 4000;
/** Full pages in a row without a new row. */
const MOST_STALE = 2;
/** How far `updated_since` reaches back before the last pass: wrong clocks, and syncs that take two days. */
const SINCE_OVERLAP_MS = 48 * 60 * 60_000;

/** Cursor of a pass that reads only what was updated since an instant (ms), with overlap. */
export const sinceCursor = (sinceMs: number): string => {
  const stamp = new Date(sinceMs - SINCE_OVERLAP_MS).toISOString();
  return JSON.stringify({since: stamp.replace(/\.\d+|[-:]/g, '')});
};

/** A cursor from a checkpoint; what is not one starts from the beginning. */
export const parseCursor = (written: string | null, mostRows: number): Cursor => {
  let value: unknown;
  try {
    value = JSON.parse(written ?? '');
  } catch {
    // not ours
  }
  const from: Json = isObject(value) ? value : {};
  const whole = (number: unknown): number =>
    Number.isSafeInteger(number) && (number as number) > 0 ? (number as number) : 0;
  return {
    offset: whole(from.offset),
    limit: Math.min(whole(from.limit) || mostRows, mostRows),
    full: whole(from.full),
    since: typeof from.since === 'string' && /^\d{8}T\d{6}Z$/.test(from.since) ? from.since : '',
    last: list(from.last).filter(id => typeof id === 'string'),
  };
};

const idOf = (row: unknown): string => {
  const id = isObject(row) ? row.id : '';
  return typeof id === 'string' || typeof id === 'number' ? String(id) : '';
};
const versionOf = (row: unknown): string => (isObject(row) && typeof row.updatedAt === 'string' ? row.updatedAt : '');

/**
 * Pages of one list (human-api.md, data API conventions): bare arrays, no totals, no next link. A limit that the
 * server refuses is lowered; one that it lowered itself is noticed, because a short page of a round size is checked
 * by asking for what follows. Offsets shift while a sync runs: pages overlap, rows that were already read are left
 * out unless they have changed, and when nothing overlaps the read steps back.
 */
export async function* readList(
  http: SourceHttp,
  stream: string,
  written: string | null,
  mostRows: number,
  signal: AbortSignal,
  now: () => number,
): AsyncGenerator<SourcePage> {
  let {offset, limit, full, since, last} = parseCursor(written, mostRows);
  const seen = new Map(last.map(id => [id, '']));
  let steppedBack = false;
  let stale = 0;

  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const query = `limit=${limit}&offset=${offset}${since ? `&updated_since=${since}` : ''}`;
    let body: unknown;
    try {
      ({body} = await http.getJson(`medical/${stream}?${query}`, {signal, accept: 'application/json'}));
    } catch (thrown) {
      const code = toCode(thrown);
      // nothing is known of the person yet (human-api.md: 404 when there is none)
      if (code === 'source_not_found' && stream === 'profile') body = [];
      else if ((code === 'source_bad_request' || code === 'source_too_large') && limit > SMALLEST) {
        limit = Math.max(SMALLEST, Math.floor(limit / 5));
        full = 0;
        continue;
      } else if (code === 'source_bad_request' && since) {
        [since, limit, full, offset] = ['', mostRows, 0, 0];
        continue;
      } else throw thrown;
    }
    if (stream === 'profile' && isObject(body)) body = [body];
    if (!Array.isArray(body)) throw new CodedError('source_invalid');
    if (body.length > MOST_ENTRIES) throw new CodedError('source_too_large');
    const rows = body as readonly unknown[];

    const meets = rows.slice(0, OVERLAP).some(row => seen.has(idOf(row)));
    if (offset && rows.length && last.length && !meets && !steppedBack) {
      steppedBack = true;
      offset = Math.max(0, offset - STEP_BACK);
      continue;
    }
    steppedBack = false;

    const fresh = rows.filter((row, index) => {
      const id = idOf(row);
      if (!id) return !(offset && meets && index < OVERLAP);
      const version = `v${versionOf(row)}`;
      const known = seen.get(id);
      seen.set(id, version);
      // '' stands for a row of an earlier sitting, whose version is not known here
      return known !== '' && known !== version;
    });

    const whole = rows.length >= (full || limit);
    let more: boolean;
    if (offset && !fresh.length) {
      // all known already: the end; or so many new rows before it that a page has moved; or an offset that is ignored
      more = whole && rows.length > OVERLAP && (full || limit) === limit;
      if (more && ++stale > MOST_STALE) throw new CodedError('source_paging');
    } else {
      stale = 0;
      // a round number of rows may be a limit of the server's own
      more = whole || (!full && rows.length > 0 && rows.length % 5 === 0);
      if (more && !full) full = rows.length;
    }
    last = rows.slice(-OVERLAP).map(idOf).filter(Boolean);
    offset += rows.length - Math.min(OVERLAP, rows.length >> 1);
    const cursor: Cursor = {offset, limit, full, since, last};
    yield {
      stream,
      entries: fresh,
      next: more ? JSON.stringify(cursor) : null,
      retrievedAt: new Date(now()).toISOString(),
    };
    if (!more) return;
  }
  throw new CodedError('source_paging');
}
