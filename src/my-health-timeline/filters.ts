import {html, nothing, type TemplateResult} from 'lit';
import {icon} from '../ui/icons.js';
import {routeWords} from '../ui/source-label.js';
import {sourceKey} from '../records/model.js';
import type {Filter} from '../records/timeline.js';
import {yearOf} from '../records/dates.js';
import type {Library} from '../records/library.js';
import type {RecordOrigin} from '../records/model.js';
import type {Acts} from './acts.js';
import type {Model} from './context.js';

const origins = new WeakMap<Library, ReadonlyMap<string, RecordOrigin>>();
/** One origin of every place, by `sourceKey`. Kept: tens of thousands of records are not gone through at every act. */
const originsOf = (library: Library): ReadonlyMap<string, RecordOrigin> => {
  let found = origins.get(library);
  if (!found) {
    const made = new Map<string, RecordOrigin>();
    for (const list of [library.dated, library.undated]) {
      for (const {sources} of list) for (const origin of sources) made.set(sourceKey(origin), origin);
    }
    origins.set(library, (found = made));
  }
  return found;
};

/** Every place of the library, by `sourceKey`, in words. */
export const placeNames = ({library, snapshot, words}: Model): Map<string, string> =>
  new Map(
    [...originsOf(library)]
      .map(
        ([key, {institution, route}]) =>
          [key, `${institution.name}, ${routeWords(snapshot.routes, route, words)}`] as const,
      )
      .sort(([, a], [, b]) => a.localeCompare(b)),
  );

/** The first and last year that any record names. */
const span = ({dated}: Library): readonly [number, number] | null => {
  const newest = dated[0]?.date;
  const oldest = dated.at(-1)?.date;
  return newest && oldest ? [yearOf(oldest), yearOf(newest)] : null;
};

const without = (filter: Filter, ...names: (keyof Filter)[]): Filter =>
  Object.fromEntries(Object.entries(filter).filter(([name]) => !names.includes(name as keyof Filter)));

/** Place and years. A choice takes effect at once, and focus stays where it is. */
export const filterPanel = (model: Model, acts: Acts): TemplateResult => {
  const {words, filter} = model;
  const places = placeNames(model);
  const range = span(model.library);
  const years = range ? Array.from({length: range[1] - range[0] + 1}, (_, n) => String(range[1] - n)) : [];
  const set = (name: 'from' | 'to', year: string): void => {
    const next: Filter = year ? {...filter, [name]: year} : without(filter, name);
    // the end never comes before the beginning
    const {from, to} = next;
    acts.filter(from && to && from > to ? {...next, from: year, to: year} : next, '');
  };
  const choice = (
    label: string,
    any: string,
    now: string | undefined,
    options: Iterable<readonly [string, string]>,
    choose: (value: string) => void,
  ): TemplateResult =>
    html`<label
      >${label}
      <select class="field" @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
        <option value="" ?selected=${!now}>${any}</option>
        ${[...options].map(([value, text]) => html`<option value=${value} ?selected=${value === now}>${text}</option>`)}
      </select></label
    >`;
  const pairs = years.map(year => [year, year] as const);
  return html`<div class="panel fields">
    ${choice(words.place, words.allPlaces, [...(filter.sources ?? [])][0], places, key =>
      acts.filter(key ? {...filter, sources: new Set([key])} : without(filter, 'sources'), ''),
    )}
    ${choice(words.from, words.anyYear, filter.from, pairs, year => set('from', year))}
    ${choice(words.to, words.anyYear, filter.to, pairs, year => set('to', year))}
  </div>`;
};

/** What narrows the list, in words, each with the filter that is left without it. */
export const activeFilters = (model: Model): (readonly [string, Filter])[] => {
  const {words, filter} = model;
  const {categories, sources, from, to, query} = filter;
  const active: (readonly [string, Filter])[] = [];
  for (const category of categories ?? []) {
    const rest = new Set([...categories!].filter(each => each !== category));
    active.push([
      words.categories[category],
      rest.size ? {...filter, categories: rest} : without(filter, 'categories'),
    ]);
  }
  if (sources) {
    const places = placeNames(model);
    active.push([[...sources].map(key => places.get(key) ?? key).join('; '), without(filter, 'sources')]);
  }
  if (from ?? to) active.push([words.years(from, to), without(filter, 'from', 'to')]);
  if (query?.trim()) active.push([words.searched(query.trim()), without(filter, 'query')]);
  return active;
};

/** The filters in use, each removable; nothing when there are none. */
export const activeList = (model: Model, acts: Acts): unknown => {
  const {words, filtered} = model;
  const active = activeFilters(model);
  if (!active.length) return nothing;
  return html`<ul class="active" aria-label=${words.active}>
      ${active.map(
        ([what, rest]) =>
          html`<li>
            <button class="chip" aria-label=${words.remove(what)} @click=${() => acts.filter(rest)}>
              ${what} ${icon('close')}
            </button>
          </li>`,
      )}
      ${
        active.length > 1
          ? html`<li><button class="chip" @click=${() => acts.filter({})}>${words.clear}</button></li>`
          : nothing
      }
    </ul>
    ${filtered.undatedLeftOut ? html`<p class="sub">${words.undatedLeftOut(filtered.undatedLeftOut)}</p>` : nothing}`;
};
