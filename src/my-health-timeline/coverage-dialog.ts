import {html, nothing, type TemplateResult} from 'lit';
import {CATEGORIES, sourceKey, type HealthRecord} from '../records/model.js';
import {modal} from '../ui/dialog.js';
import {failureText, retryOf} from '../ui/failure.js';
import {heading} from '../ui/heading.js';
import {icon} from '../ui/icons.js';
import {originLabel} from '../ui/source-label.js';
import {Aside} from './aside.js';
import {since, type Model} from './context.js';
import {coverageTables} from './coverage-table.js';
import type {ErrorCode} from '../errors.js';
import type {CoverageEntry, CoverageState, RouteView} from '../session/snapshot.js';

/** What needs somebody comes first, what is here before what is not there. */
const ORDER: readonly CoverageState[] = [
  'refused',
  'failed',
  'blocked',
  'collecting',
  'reading',
  'loaded',
  'none',
  'unsupported',
  'not_connected',
];
const RETRY = /^(failed|refused)$/;
/** The table says all that there is to say of these. */
const PLAIN = /^(loaded|none|reading)$/;

export interface PlaceCoverage {
  readonly route: string;
  readonly institution: CoverageEntry['institution'];
  readonly entries: CoverageEntry[];
}

const isPlain = (entries: readonly CoverageEntry[]): boolean =>
  entries.every(({state, withheld}) => PLAIN.test(state) && !withheld);

const isBusy = ({busy}: Model['snapshot']): boolean => busy.includes('refresh');

/** The place of a route that this version cannot read, as far as the host names it. */
const strangeOf = ({id, name, institution}: RouteView): PlaceCoverage['institution'] => institution ?? {id, name};

/**
 * Coverage by place, places with open questions first; connections that nothing is known of yet, and routes that this
 * version cannot read, are there too.
 */
export const coverageByPlace = ({coverage, connections, routes}: Model['snapshot']): PlaceCoverage[] => {
  const places = new Map<string, PlaceCoverage>();
  const at = (route: string, institution: PlaceCoverage['institution']): PlaceCoverage => {
    const key = sourceKey({route, institution});
    let place = places.get(key);
    if (!place) places.set(key, (place = {route, institution, entries: []}));
    return place;
  };
  for (const entry of coverage) at(entry.route, entry.institution).entries.push(entry);
  for (const {route, institution} of connections) at(route, institution);
  for (const route of routes) if (!route.supported) at(route.id, strangeOf(route));
  const worst = ({entries}: PlaceCoverage): number => Math.min(...entries.map(({state}) => ORDER.indexOf(state)));
  return [...places.values()].sort((a, b) => worst(a) - worst(b));
};

/**
 * "What is here and what is missing": every place with every kind of record, and what to do. Where there is room a
 * table says what is the case, and the list of places only why and what to do; elsewhere the list says all of it.
 */
export class CoverageDialog {
  open = false;
  readonly #aside: Aside;

  /** @param show Opens a record that is not on the timeline. */
  constructor(
    private readonly update: () => void,
    private readonly model: () => Model,
    show: (record: HealthRecord) => void,
  ) {
    this.#aside = new Aside(update, show);
  }

  toggle(open: boolean): void {
    this.open = open;
    this.update();
  }

  #handleRetry = (): void => {
    const {dispatch, snapshot} = this.model();
    if (isBusy(snapshot)) return;
    dispatch({type: 'refresh'}).catch(() => undefined);
  };

  /** @param partly The place did answer for other kinds, so its access has not ended. */
  #renderState(
    state: CoverageState,
    entries: readonly CoverageEntry[],
    {words, context}: Model,
    partly: boolean,
  ): TemplateResult {
    const {locale} = context.viewer;
    const inOrder = [...entries].sort((a, b) => CATEGORIES.indexOf(a.category) - CATEGORIES.indexOf(b.category));
    const codes = new Set(entries.map(({code}) => code).filter((code): code is ErrorCode => !!code));
    const {since: started, expectedMinutes} = entries[0]!;
    const plain = isPlain(entries) ? 'plain' : '';
    return html`<dt class="${state} ${plain}">${words.states[state]}</dt>
      <dd class=${plain}>
        <ul class="kinds">
          ${inOrder.map(
            ({category, count}) =>
              html`<li>
                ${words.categories[category]}
                ${count ? html`<b>${state === 'loaded' ? count.toLocaleString(locale) : words.alsoHere(count)}</b>` : nothing}
              </li>`,
          )}
        </ul>
        ${[...codes].map(code => {
          const failure = {code, ...retryOf(entries.find(entry => entry.code === code)!)};
          const text = failureText(failure, words, locale);
          return html`<p class="sub">${partly && code === 'source_refused' ? words.refusedPartly : text}</p>`;
        })}
        ${
          state === 'collecting' && started
            ? html`<p class="sub">${words.sinceMinutes(since(Date.parse(started), context, true), expectedMinutes)}</p>`
            : nothing
        }
        ${entries.some(({withheld}) => withheld) ? html`<p class="sub">${words.withheld}</p>` : nothing}
      </dd>`;
  }

  #renderPlace({route, institution, entries}: PlaceCoverage, model: Model): TemplateResult {
    const {words, snapshot, context} = model;
    const origin = {route, institution, recordId: '', retrievedAt: '', date: null};
    const states = ORDER.filter(state => entries.some(entry => entry.state === state));
    return html`<section class="place ${entries.length && isPlain(entries) ? 'plain' : ''}">
      ${heading(context.level + 2, originLabel(origin, snapshot.routes, words))}
      ${
        states.length
          ? html`<dl>
              ${states.map(state =>
                this.#renderState(
                  state,
                  entries.filter(entry => entry.state === state),
                  model,
                  states.length > 1,
                ),
              )}
            </dl>`
          : html`<p class="sub">
              ${
                snapshot.routes.some(({id, supported}) => id === route && !supported)
                  ? words.problem('source_unsupported')
                  : words.coverageUnknown
              }
            </p>`
      }
    </section>`;
  }

  #renderRetry({words, snapshot}: Model): unknown {
    if (!snapshot.coverage.some(({state}) => RETRY.test(state))) return nothing;
    const busy = isBusy(snapshot);
    return html`<div class="notice warn">
      ${icon('warning')}
      <p>${words.coverageOpen}</p>
      <button class="button" aria-disabled=${busy} @click=${this.#handleRetry}>
        ${busy ? words.tryingAgain : words.again}
      </button>
    </div>`;
  }

  #renderBody(model: Model): TemplateResult {
    const {words, snapshot, context} = model;
    const places = coverageByPlace(snapshot);
    const open = places.filter(({entries}) => !entries.length || !isPlain(entries)).length;
    return html`<div class="dialog-body coverage">
      <p>${words.coverageHow}</p>
      ${this.#renderRetry(model)}
      <p role="status" class="visually-hidden">${isBusy(snapshot) ? words.tryingAgain : nothing}</p>
      ${coverageTables(places, model)}
      <div class="why">
        ${open ? html`<div class="wide-only">${heading(context.level + 2, words.coverageWhy)}</div>` : nothing}
        ${places.map(place => this.#renderPlace(place, model))}
      </div>
      ${this.#aside.render(model)}
      <p class="sub">${words.connectHow}</p>
    </div>`;
  }

  render(model: Model): TemplateResult {
    const {words, context} = model;
    return html`<dialog
      class="wide"
      ${modal(this.open)}
      aria-labelledby="coverage-title"
      @close=${() => this.toggle(false)}
    >
      ${
        this.open
          ? html`<div class="dialog-head">
                ${heading(context.level + 1, words.coverage, 'coverage-title')}
                <button class="button" @click=${() => this.toggle(false)}>${words.close}</button>
              </div>
              ${this.#renderBody(model)}`
          : nothing
      }
    </dialog>`;
  }
}
