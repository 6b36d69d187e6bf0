import {html, nothing, type TemplateResult} from 'lit';
import type {HealthRecord, RecordOrigin} from '../records/model.js';
import type {RouteView} from '../session/snapshot.js';
import {icon} from './icons.js';

/** The words of a source label. */
export interface SourceWords {
  readonly direct: string;
  readonly via: (route: string) => string;
}

/** True when records of this route come from the institution itself. Unknown routes are not claimed to be direct. */
export const isDirect = (routes: readonly RouteView[], id: string): boolean =>
  routes.find(route => route.id === id)?.kind === 'direct';

/** The route of an origin in words: "directly", "via Human API". */
export const routeWords = (routes: readonly RouteView[], id: string, words: SourceWords): string =>
  isDirect(routes, id) ? words.direct : words.via(routes.find(route => route.id === id)?.name ?? id);

/** Institution and route of one origin, with the route's sign. */
export const originLabel = (origin: RecordOrigin, routes: readonly RouteView[], words: SourceWords): TemplateResult =>
  html`<span class=${isDirect(routes, origin.route) ? 'direct' : 'relay'}
    >${icon(isDirect(routes, origin.route) ? 'direct' : 'relay')}&nbsp;<b><bdi>${origin.institution.name}</bdi></b>
    ${routeWords(routes, origin.route, words)}</span
  >`;

/** All places of a record, each once, in one list. */
export const originLabels = (record: HealthRecord, routes: readonly RouteView[], words: SourceWords): unknown => {
  const places = new Map(record.sources.map(origin => [`${origin.route} ${origin.institution.id}`, origin]));
  return [...places.values()].map((origin, index) => [index ? ', ' : nothing, originLabel(origin, routes, words)]);
};
