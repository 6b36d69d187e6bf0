import {html, nothing, type TemplateResult} from 'lit';
import {CATEGORIES, type Category} from '../records/model.js';
import {isReading} from '../session/facts.js';
import {icon, type IconName} from '../ui/icons.js';
import {since, type Context} from './context.js';
import type {FirstStrings} from './strings.js';
import type {Snapshot} from '../session/snapshot.js';

/** A screen that is not the list: what is the case, and what to do. */
export const state = (title: unknown, text: string, more: unknown = nothing): TemplateResult =>
  html`<div class="state">${title}${text && html`<p>${text}</p>`}${more}</div>`;

export const button = (words: string, act: () => void, kind = ''): TemplateResult =>
  html`<button class="button ${kind}" @click=${act}>${words}</button>`;

export const notice = (sign: IconName, content: unknown, kind = ''): TemplateResult =>
  html`<div class="notice ${kind}">
    ${icon(sign)}
    <p>${content}</p>
  </div>`;

/** How much there is, from how many places where that is known, and of when. */
export const summary = (total: number, places = 0, asOf: number | null, context: Context): TemplateResult => {
  const {words} = context;
  const when = asOf ? ` · ${words.updated(since(asOf, context, true))}` : '';
  return html`<p class="sub">${words.summary(total, places)}${when}</p>`;
};

export const searchField = (query: string, {search}: FirstStrings, act: (event: Event) => void): TemplateResult =>
  html`<div class="search" role="search">
    ${icon('search')}<input
      type="search"
      aria-label=${search}
      placeholder=${search}
      autocomplete="off"
      spellcheck="false"
      .value=${query}
      @input=${act}
    />
  </div>`;

/** As many kinds as stand in two rows; the rest is one press away. */
const KINDS = 7;

/**
 * Categories with their numbers; pressed ones narrow the list.
 * @param choose `null` shows all, `'more'` the rarer kinds too.
 */
export const chips = (
  counts: Readonly<Partial<Record<Category, number>>>,
  chosen: ReadonlySet<Category> | undefined,
  context: Context,
  choose: (category: Category | 'more' | null) => void,
  unfolded: boolean,
): TemplateResult => {
  const {words, viewer} = context;
  const chip = (name: string, n: number, pressed: boolean, category: Category | null, rare = false): TemplateResult =>
    html`<li class=${rare && !pressed && !unfolded ? 'rare' : ''}>
      <button class="chip ${category ?? ''}" aria-pressed=${pressed} @click=${() => choose(category)}>
        ${category && icon(category)} ${name} <i>${n.toLocaleString(viewer.locale)}</i>
      </button>
    </li>`;
  const here = CATEGORIES.filter(category => counts[category] ?? chosen?.has(category));
  const all = here.reduce((sum, each) => sum + (each === 'billing' ? 0 : (counts[each] ?? 0)), 0);
  return html`<ul class="chips" aria-label=${words.kinds}>
    ${chip(words.all, all, !chosen?.size, null)}
    ${here.map((each, at) => chip(words.categories[each], counts[each] ?? 0, !!chosen?.has(each), each, at >= KINDS))}
    ${
      here.length > KINDS
        ? html`<li class="fold">
            <button class="chip" aria-expanded=${unfolded} @click=${() => choose('more')}>
              ${unfolded ? words.fewerKinds : words.moreKinds(here.length - KINDS)}
            </button>
          </li>`
        : nothing
    }
  </ul>`;
};

/** What is being read at the moment, and from where. Everything else there is to say comes with `notices.ts`. */
export const reading = ({progress}: Snapshot, {words}: Context): unknown =>
  progress
    .filter(isReading)
    .map(({routeName, received, code}) =>
      notice('clock', code ? words.silent(routeName) : words.progress(routeName, received)),
    );
