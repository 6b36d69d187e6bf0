import {html, nothing} from 'lit';
import {live} from 'lit/directives/live.js';
import {repeat} from 'lit/directives/repeat.js';
import {failureText} from '../ui/failure.js';
import {heading} from '../ui/heading.js';
import {groupResults} from './grouping.js';
import {routeSign} from './route-sign.js';
import {connectionOf, entryTarget, openRoutes, routeTarget} from './targets.js';
import type {TemplateResult} from 'lit';
import type {DirectoryEntry} from '../session/requests.js';
import type {Context} from './context.js';
import type {Target} from './flow-state.js';
import type {ResultRow} from './grouping.js';
import type {DirectorySearch} from './search.js';

export interface SearchActions {
  connect(target: Target): void;
  missing(): void;
  close(): void;
}

/** Up and down go through the field and the buttons below it, as in a list of suggestions. */
const handleKey = (event: KeyboardEvent, act: SearchActions): void => {
  // WebKit keeps Escape to itself in a search field, also where there is nothing to clear
  if (event.key === 'Escape' && event.target instanceof HTMLInputElement && !event.target.value) act.close();
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (!step) return;
  const box = event.currentTarget as HTMLElement;
  const stops = [...box.querySelectorAll<HTMLElement>('input, button, summary')].filter(each => each.checkVisibility());
  const at = stops.indexOf(event.target as HTMLElement);
  const next = at < 0 ? undefined : stops[at + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
};

/** Goes on where the new ones begin, unless the patient has gone elsewhere meanwhile. */
const showMore = async (search: DirectorySearch, button: HTMLElement): Promise<void> => {
  const box = button.closest('.results')!;
  const known = new Set(box.querySelectorAll('.result'));
  let isThere = false;
  await search.showMore(() => (isThere = button.matches(':focus')));
  if (isThere) [...box.querySelectorAll<HTMLElement>('.result')].find(each => !known.has(each))?.focus();
};

const place = ({address, city, state}: DirectoryEntry): string => [address, city, state].filter(Boolean).join(', ');

const bare = (website: string): string => website.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');

/** What tells two places of one name apart. */
const marks = (entry: DirectoryEntry, {words}: Context): unknown => {
  const {kind, portalName, aliases, website} = entry;
  const line = [
    kind && (words.kind[kind] ?? ''),
    portalName && words.portal(portalName),
    aliases.length ? words.alias(aliases.slice(0, 3).join(', ')) : '',
    website && bare(website),
  ].filter(Boolean);
  return html`${place(entry) ? html`<span>${place(entry)}</span>` : nothing}
  ${line.length ? html`<span class="muted">${line.join(' · ')}</span>` : nothing}`;
};

const logo = ({logoUrl}: DirectoryEntry): unknown =>
  logoUrl
    ? html`<img src=${logoUrl} alt="" width="32" height="32" loading="lazy" referrerpolicy="no-referrer" />`
    : nothing;

const button = (entry: DirectoryEntry, label: unknown, context: Context, act: SearchActions): TemplateResult => {
  const {snapshot, words} = context;
  const target = entryTarget(snapshot, entry);
  const one = connectionOf(snapshot, entry);
  const again = one && target ? {...target, again: one.key} : target;
  return html`<button
    class="result"
    part="result"
    type="button"
    aria-disabled=${!again}
    @click=${() => again && act.connect(again)}
  >
    ${logo(entry)}
    <span class="lines">${label}</span>
    ${one ? html`<span class="status good">✓ ${words.already}</span>` : nothing}
    ${target ? nothing : html`<span class="status muted">${words.notOffered}</span>`}
  </button>`;
};

const line = (
  {entry, branches, matching, of, oneSignIn}: ResultRow,
  context: Context,
  act: SearchActions,
): TemplateResult => {
  const {words} = context;
  const name = html`<b><bdi>${entry.name}</bdi></b>`;
  if (branches.length === 1 && of === 1) return button(entry, html`${name}${marks(entry, context)}`, context, act);
  const locations = html`<span>${words.locations(matching, of)}</span>`;
  const {kind, website, portalName, aliases, id, route, sourceId} = entry;
  const shared = {kind, website, portalName, aliases, id, route, sourceId, name: entry.name};
  // one sign-in serves all branches: nothing to choose
  if (oneSignIn || branches.length === 1)
    return button(
      entry,
      html`${name}${locations}${marks(branches.length === 1 ? entry : shared, context)}`,
      context,
      act,
    );
  return html`<details class="branches">
    <summary class="result" part="result">
      ${logo(entry)}<span class="lines">${name}${locations}${marks(shared, context)}</span>
    </summary>
    <ul>
      ${branches.map(
        branch => html`<li>${button(branch, html`<span>${place(branch) || branch.name}</span>`, context, act)}</li>`,
      )}
      ${matching > branches.length ? html`<li>${words.moreLocations}</li>` : nothing}
    </ul>
  </details>`;
};

const results = (search: DirectorySearch, context: Context, act: SearchActions): unknown => {
  const {words, snapshot, level} = context;
  const found = search.result;
  if (!found) return nothing;
  const groups = groupResults(found.entries, search.shown * 4, found.chains);
  let left = search.shown;
  const hidden = found.next !== null || found.entries.length > search.shown;
  const shown = groups
    .map(group => {
      const rows = group.rows.slice(0, left);
      left -= rows.length;
      return {...group, rows};
    })
    .filter(({rows}) => rows.length);
  const rowsInAll = groups.reduce((sum, {rows}) => sum + rows.length, 0);
  return html`${shown.map(({route, rows}) => {
    const view = snapshot.routes.find(({id}) => id === route);
    const title = view?.kind === 'direct' ? words.directGroup : words.routeGroup(view?.name ?? route);
    return html`<div role="group" aria-labelledby="group-${route}">
      ${heading(level + 2, html`${routeSign(view?.kind === 'direct')} ${title}`, `group-${route}`)}
      <ul>
        ${repeat(
          rows,
          ({entry}) => entry, // ids may be there twice
          row => html`<li>${line(row, context, act)}</li>`,
        )}
      </ul>
    </div>`;
  })}
  ${
    hidden && (found.next !== null || rowsInAll > search.shown || found.entries.length > search.shown * 4)
      ? html`${search.moreError ? html`<p role="alert" class="error">${failureText(search.moreError, words, context.language)}</p>` : nothing}
          <button
            class="button"
            type="button"
            @click=${(event: Event) => void showMore(search, event.currentTarget as HTMLElement)}
          >
            ${words.more}
          </button>`
      : nothing
  }`;
};

/** What the search says aloud; one line, so that typing is not talked over. */
const spoken = (search: DirectorySearch, {words}: Context): string => {
  if (search.pending) return words.searching;
  const {result, query} = search;
  if (!result) return '';
  const n = result.entries.length;
  if (query.trim()) return n && result.next !== null ? words.foundMore(n) : words.found(n);
  return words.suggestions(n);
};

/** Ways in that need no directory: an aggregator's own search, and direct routes. */
const ways = (context: Context, act: SearchActions, directOnly: boolean): unknown => {
  const {words, snapshot} = context;
  const routes = openRoutes(snapshot).filter(route => !directOnly || route.kind === 'direct');
  if (!routes.length) return directOnly ? nothing : html`<p>${words.noWay}</p>`;
  return html`<ul>
    ${routes.map(route => {
      const target = routeTarget(route);
      const direct = route.kind === 'direct';
      return html`<li>
        <button class="result" part="result" type="button" @click=${() => act.connect(target)}>
          ${routeSign(direct)}
          <span class="lines">
            <b>${direct ? words.connectPlace(target.name) : words.searchAt(route.name)}</b>
            <span class="muted">${direct ? words.directGroup : words.searchAtText(route.name)}</span>
          </span>
        </button>
      </li>`;
    })}
  </ul>`;
};

/** The search as one types, or, without a directory, the ways that need none. */
export const searchView = (search: DirectorySearch, context: Context, act: SearchActions): TemplateResult => {
  const {words, snapshot} = context;
  const missing = html`<p>
    <button class="link" type="button" @click=${() => act.missing()}>${words.cantFind}</button>
  </p>`;
  if (!snapshot.links.directory) return html`${ways(context, act, false)} ${missing}`;
  const nothingFound = !search.pending && search.query.trim() && search.result?.entries.length === 0;
  return html`<div class="search" @keydown=${(event: KeyboardEvent) => handleKey(event, act)}>
      <label for="search">${words.searchLabel}</label>
      <input
        id="search"
        type="search"
        autocomplete="off"
        spellcheck="false"
        enterkeyhint="search"
        aria-describedby="search-hint"
        data-focus
        .value=${live(search.query)}
        @input=${(event: InputEvent) => search.type((event.target as HTMLInputElement).value)}
      />
      <p id="search-hint" class="muted">${words.searchHint}</p>
      <p role="status" class="count">${search.error ? '' : spoken(search, context)}</p>
      ${
        search.error
          ? html`<p role="alert">${words.searchFailed} ${failureText(search.error, words, context.language)}</p>
              <p>
                <button class="button" type="button" @click=${() => search.again()}>${words.tryAgain}</button>
              </p>
              ${ways(context, act, false)}`
          : html`<div class="results" aria-busy=${search.pending}>${results(search, context, act)}</div>`
      }
      ${
        nothingFound
          ? html`<p>${words.noMatch}</p>
              ${ways(context, act, false)}`
          : nothing
      }
    </div>
    ${missing}`;
};
