import {whenLoaded} from '../../later.js';
import {mapPage} from './mapping.js';
import {readList, sinceCursor} from './paging.js';
import {RESOURCES, UNKNOWN_RESOURCE} from './resources.js';
import type {SourceHttp} from '../http.js';
import type {HumanApiSource} from './more/connections.js';
import type {RecordSource, SourceContext, Stream} from '../source.js';

/** Patients wait for `/sources`: it answers soon or says why not. */
const SOURCES_MS = 10_000;

/** The aggregator's reads (human-api.md): one list a resource, and `/sources`, the state of its connections. */
export interface HumanApi extends RecordSource {
  /** Every connection of the patient. Rows that cannot be read are left out. */
  readSources(signal: AbortSignal, pressed?: boolean): Promise<readonly HumanApiSource[]>;
}

/** @param now wall clock, for `retrievedAt` only */
export const createHumanApiSource = (
  context: SourceContext,
  http: SourceHttp,
  now: () => number = () => Date.now(),
): HumanApi => ({
  route: context.route,

  plan: () =>
    Promise.resolve([...RESOURCES].map(([id, {category, noun}]): Stream => ({id, categories: noun ? [category] : []}))),

  read: (stream, cursor, signal) =>
    readList(http, stream.id, cursor, (RESOURCES.get(stream.id) ?? UNKNOWN_RESOURCE).limit, signal, now),

  since: sinceCursor,

  map: (page, breathe) => whenLoaded(() => mapPage(page, context), breathe),

  fetchAttachment: (url, signal) => http.getBlob(url, {signal, accept: '*/*'}),

  readSources: async (signal, pressed = false) => {
    const {body} = await http.getJson('sources', {signal, accept: 'application/json', totalMs: SOURCES_MS, pressed});
    // records come first; who they come from can be listed a moment later
    return (await import('./more/connections.js')).sourcesIn(body, context);
  },
});
