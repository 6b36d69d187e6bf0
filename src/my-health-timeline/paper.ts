import {html, nothing, type TemplateResult} from 'lit';
import {ifDefined} from 'lit/directives/if-defined.js';
import {dayKey, formatDate, formatter, formatTime, hasTime} from '../records/dates.js';
import {groupByTime} from '../records/timeline.js';
import {heading} from '../ui/heading.js';
import {routeWords} from '../ui/source-label.js';
import {coverageByPlace} from './coverage-dialog.js';
import {activeFilters} from './filters.js';
import {named} from './templates-list.js';
import {SHOWS_STATUS, valueOf} from './templates-record.js';
import type {Nested} from '../records/groups.js';
import type {HealthRecord} from '../records/model.js';
import type {Model} from './context.js';

/** What is said of one record besides itself: that it is one of several copies. */
export type Note = (record: HealthRecord) => string;

/** Whose records, of when, which of them, and what is missing: the head that every page repeats, and the first lines. */
const head = (model: Model): TemplateResult => {
  const {words, snapshot, context, library} = model;
  const {viewer, routes} = context;
  const filters = activeFilters(model).map(([what]) => what);
  const list = (items: readonly string[]): string => new Intl.ListFormat(viewer.locale).format(items);
  const missing = coverageByPlace(snapshot).flatMap(({route, institution, entries}) => {
    const gaps = entries.filter(({state}) => state !== 'loaded' && state !== 'none');
    if (!gaps.length) return [];
    const kinds = gaps.map(({category, state, count}) => {
      const what = [words.states[state], ...(count ? [words.alsoHere(count)] : [])];
      return `${words.categories[category]} (${what.join(', ')})`;
    });
    return [`${institution.name}, ${routeWords(routes, route, words)}: ${list(kinds)}`];
  });
  const whose = snapshot.patientName ? words.printedFor(snapshot.patientName) : words.heading;
  const shown = filters.length ? words.printedFilter(list(filters)) : words.printedAll;
  const now = new Date(context.now);
  const {timeZone} = viewer;
  const day = now.toLocaleDateString(viewer.locale, {dateStyle: 'long', timeZone});
  // @page has no margin boxes for what stands in a shadow root: a table head is what paper repeats
  return html`<div class="running">
      <p><b>${whose}</b><span>${shown}</span><span>${words.printed(day)}</span></p>
    </div>
    <div class="sheet">
      <p>${words.printed(now.toLocaleString(viewer.locale, {dateStyle: 'long', timeStyle: 'short', timeZone}))}</p>
      <p>${shown}</p>
      ${
        missing.length || library.aside.length
          ? html`<p><b>${words.printedMissing}</b></p>
              <ul>
                ${missing.map(line => html`<li>${line}</li>`)}
                ${library.aside.length ? html`<li>${words.asideTitle}: ${library.aside.length.toLocaleString(viewer.locale)}</li>` : nothing}
              </ul>`
          : nothing
      }
    </div>`;
};

/** One record as running text: browsers lay out a long print of cards for minutes, one of lines in seconds. */
const line = (record: HealthRecord, inside: boolean, {words, context}: Model, note: Note): TemplateResult => {
  const told = words.told(record);
  const {viewer, routes} = context;
  const {category, title, subtitle, status, date, end, sources, copies, language} = told;
  const small = [subtitle, SHOWS_STATUS.test(category) && !record.negated && status].filter(Boolean).join(' · ');
  const places = new Set(
    sources.map(({route, institution}) => `${institution.name} ${routeWords(routes, route, words)}`),
  );
  const fetched = Date.parse(sources[0]?.retrievedAt ?? '');
  // the day is not said twice
  const until = date && end && (dayKey(end) === dayKey(date) ? formatTime(end, viewer) : formatDate(end, viewer));
  const source = [
    words.category[category],
    formatTime(date, viewer),
    until && words.untilDate(until),
    (copies ? `${words.copies(copies.length)} ` : '') + [...places].join(', '),
    note(record),
    // on paper “today” would soon be another day
    fetched &&
      words.fetched(formatter(viewer.locale, {dateStyle: 'medium', timeZone: viewer.timeZone}).format(fetched)),
  ].filter(Boolean);
  return html`<li class=${inside ? 'line inside' : 'line'}>
    <span class="when"
      >${formatDate(date && hasTime(date) ? {...date, precision: 'day'} : date, viewer) || words.undated}</span
    >
    <span lang=${ifDefined(language)}><b>${title}</b> ${small}</span>
    ${valueOf(told, context)} <small>${source.join(' · ')}</small>
  </li>`;
};

const linesOf = (entries: readonly Nested[], model: Model, note: Note, inside = false): unknown[] =>
  entries.map(({record, under}) => [
    line(record, inside, model, note),
    under.length ? linesOf(under, model, note, true) : nothing,
  ]);

/** From so many records on a line goes on after the value: a third less paper, and less to wait for. */
const DENSE = 5000;
export const paperClass = ({arranged}: Model): string => (arranged.total > DENSE ? 'paper dense' : 'paper');

/**
 * All that the filter shows, whatever stands on screen, as parts that can be made one by one: the head, then each
 * month.
 */
export const paperParts = (model: Model, note: Note): (() => TemplateResult)[] => {
  const {context, words} = model;
  const {dated, undated} = model.arranged.take(0, Infinity);
  const entries = new Map(dated.map(entry => [entry.record, entry]));
  const parts: (() => TemplateResult)[] = [() => head(model)];
  for (const {key: year, months} of groupByTime([...entries.keys()])) {
    months.forEach(({key, month, days}, at) => {
      const within = days.flatMap(({records}) => records.map(record => entries.get(record)!));
      parts.push(
        () =>
          html`${at ? nothing : html`<div class="year-head">${heading(context.level + 1, year)}</div>`}
            ${heading(context.level + 2, month ? named(context.viewer.locale, key, {month: 'long'}) : words.yearOnly(key))}
            <ul>
              ${linesOf(within, model, note)}
            </ul>`,
      );
    });
  }
  if (undated.length) {
    parts.push(
      () =>
        html`<div class="year-head">${heading(context.level + 1, words.undated)}</div>
          <ul>
            ${undated.map(record => line(record, false, model, note))}
          </ul>`,
    );
  }
  return parts;
};
