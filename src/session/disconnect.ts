import {anew, without} from '../cache/manifest.js';
import {rebuild} from './fill.js';
import {tellGone} from './gone.js';
import type {Core} from './core.js';
import type {Life, Listed} from './life.js';

/**
 * Takes a source that was disconnected off the timeline at once, and out of the store for good. Other institutions of
 * an aggregator stay; its lists are then to be read whole.
 * @param connection `null` for all of the route
 * @param listed as the aggregator listed it before
 */
export const takeOff = async (core: Core, life: Life, id: string, connection: string | null, listed?: Listed) => {
  const {store, builder, checkpoints, listings} = life;
  const listing = listings.get(id);
  const others = listing?.entries.filter(one => one.id !== connection) ?? [];
  const institution = listed?.institution.id ?? connection ?? '';
  const all = connection === null || (!!listed && !others.length);
  // of two connections to one place nobody can tell whose records are whose before the lists were read again: until
  // then the place of none goes
  const shared = others.some(one => one.institution.id === institution);
  const place = {route: id, institution: shared ? '' : institution};
  const ofRoute = (stream: string): boolean => stream.startsWith(`${id}|`);

  const forget = (): void => {
    if (all) {
      builder?.dropStreams(ofRoute);
      life.streams.delete(id);
      life.progress.delete(id);
    } else builder?.changePages(ofRoute, page => without(page, place));
    for (const [stream, mark] of checkpoints) {
      if (!ofRoute(stream)) continue;
      if (all) checkpoints.delete(stream);
      else checkpoints.set(stream, anew(mark));
    }
    life.dirty = true;
    life.cuts++;
  };
  const drop = (): Promise<void> => (all ? store.dropRoute(id) : store.dropInstitution(id, place.institution));

  // what is on its way was asked for before
  life.pause.abort();
  life.ahead = undefined;
  tellGone(core, id, listing?.entries.filter(one => all || one.id === connection) ?? []);
  if (listing) listings.set(id, {...listing, entries: all ? [] : others});
  forget();
  const shown = rebuild(life).then(() => core.publisher.changed(true));
  const sealed = store.kind === 'sealed';
  if (sealed) {
    // what another tab is about to write is refused
    await store.claim();
    await drop();
  }
  await (await core.engine()).stop(life);
  if (!sealed) await drop();
  forget();
  await shown;
  await rebuild(life);
};
