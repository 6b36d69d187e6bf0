import {anew, belongsTo, newestOf, placeOf, replaceCheckpoint, survives} from './manifest.js';
import type {Change} from './ledger.js';
import type {Manifest} from './manifest.js';
import type {StoreWrite} from './store.js';

/**
 * The change that stores a write; `null` when its stream has to stay in memory.
 * @param told the caller believes that the stream's checkpoint is stored
 */
export const planWrite = (
  now: number,
  write: StoreWrite,
  {pages, checkpoints}: Manifest,
  told: boolean,
): Change | null => {
  const {checkpoint, page, head} = write;
  const {stream, pass, part, base} = checkpoint;
  const held = checkpoints.find(one => one.stream === stream);
  const before = page ? page.index : checkpoint.pages;
  const stands = before
    ? pages.some(old => old.stream === stream && old.pass === pass && old.index === before - 1)
    : !part || held?.base === base;
  // Pages of this stream were dropped (unreadable, too old, trimmed, another tab), or stored anew by another tab, and
  // its reader does not know: to store where it stands now would put the checkpoint ahead of the pages (I3).
  if (!stands || (!held && (before || told))) return null;

  const kept = pages.filter(old => survives(old, write));
  const rows: NonNullable<Change['rows']>[number][] = [];
  if (page) {
    const {raws, ...stored} = page;
    const {index, records} = stored;
    const place = placeOf(stored);
    rows.push(['pages', place, stored], ['raws', place, raws.size ? [...raws] : null]);
    kept.push({stream, pass, index, newest: newestOf(records), records: records.length, at: now, version: 0});
  }
  if (head) rows.push(['meta', 'head', [kept.reduce((least, {at}) => Math.min(least, at), now), head]]);
  return {manifest: {pages: kept, checkpoints: replaceCheckpoint(checkpoints, checkpoint)}, rows};
};

/** The change that takes one institution off a route. Its pages stay until the route's lists were read again. */
export const planLeave = (route: string, institution: string, {pages, checkpoints, gone = []}: Manifest): Change => ({
  manifest: {
    pages,
    checkpoints: checkpoints.map(mark => (belongsTo(mark.stream, route) ? anew(mark) : mark)),
    gone: [...gone, {route, institution, upTo: Math.max(0, ...pages.map(({version}) => version))}],
  },
  rows: [['meta', 'head', null]],
});
