import {html, nothing, type TemplateResult} from 'lit';
import {CATEGORIES, type Category} from '../records/model.js';
import {icon} from '../ui/icons.js';
import {routeWords} from '../ui/source-label.js';
import type {CoverageState} from '../session/snapshot.js';
import type {Model} from './context.js';
import type {PlaceCoverage} from './coverage-dialog.js';

/** As many places as stand side by side with words in every cell. */
const ACROSS = 5;
/** States are told by word and shape; colour comes third. */
const SHAPES: Readonly<Record<CoverageState | 'unasked', string>> = {
  loaded: '✓',
  none: '○',
  reading: '…',
  collecting: '…',
  refused: '✕',
  failed: '!',
  blocked: '✕',
  unsupported: '?',
  not_connected: '–',
  unasked: '–',
};

const shape = (state: keyof typeof SHAPES): TemplateResult =>
  html`<span class="shape" aria-hidden="true">${SHAPES[state]}</span>`;

/** A place of which nothing is known by kind says so once, over all its rows. */
const column = ({route}: PlaceCoverage, rows: number, {words, snapshot}: Model): TemplateResult => {
  const strange = snapshot.routes.some(({id, supported}) => id === route && !supported);
  return html`<td rowspan=${rows} class=${strange ? 'unsupported' : 'unknown'}>
    ${shape('unsupported')} ${strange ? words.states.unsupported : words.coverageUnknown}
  </td>`;
};

const cell = ({entries}: PlaceCoverage, category: Category, {words, context}: Model): TemplateResult => {
  const entry = entries.find(each => each.category === category);
  const state = entry?.state ?? 'unasked';
  return html`<td class=${state}>
    ${shape(state)}
    ${
      entry?.state === 'loaded'
        ? html`<span class="visually-hidden">${words.cells.loaded}</span>
            ${entry.count.toLocaleString(context.viewer.locale)}`
        : words.cells[state] + (entry?.count ? `, ${words.alsoHere(entry.count)}` : '')
    }
  </td>`;
};

const table = (places: readonly PlaceCoverage[], categories: readonly Category[], model: Model): TemplateResult => {
  const {words, snapshot} = model;
  return html`<table class="grid">
    <caption class="visually-hidden">
      ${words.coverageTable}
    </caption>
    <thead>
      <tr>
        <th scope="col">${words.kind}</th>
        ${places.map(
          ({route, institution}) =>
            html`<th scope="col">
              <b><bdi>${institution.name}</bdi></b> ${routeWords(snapshot.routes, route, words)}
            </th>`,
        )}
      </tr>
    </thead>
    <tbody>
      ${categories.map(
        (category, row) =>
          html`<tr>
            <th scope="row" class=${category}>${icon(category)} ${words.categories[category]}</th>
            ${places.map(place =>
              place.entries.length
                ? cell(place, category, model)
                : row
                  ? nothing
                  : column(place, categories.length, model),
            )}
          </tr>`,
      )}
    </tbody>
  </table>`;
};

/** Kinds of records by place. More places than stand side by side are parted evenly over several tables. */
export const coverageTables = (places: readonly PlaceCoverage[], model: Model): unknown => {
  const categories = CATEGORIES.filter(category =>
    places.some(({entries}) => entries.some(entry => entry.category === category)),
  );
  if (!categories.length) return nothing;
  const across = Math.ceil(places.length / Math.ceil(places.length / ACROSS));
  const parts: TemplateResult[] = [];
  for (let at = 0; at < places.length; at += across) {
    parts.push(table(places.slice(at, at + across), categories, model));
  }
  return html`<div class="wide-only">${parts}</div>`;
};
