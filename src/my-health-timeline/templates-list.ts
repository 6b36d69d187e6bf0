import {html, nothing, type TemplateResult} from 'lit';
import {guard} from 'lit/directives/guard.js';
import {dayKey, formatter} from '../records/dates.js';
import {groupByTime, type DayGroup, type MonthGroup} from '../records/timeline.js';
import {heading} from '../ui/heading.js';
import {rowParts} from './rows.js';
import {recordRow} from './templates-record.js';
import type {Nested} from '../records/groups.js';
import type {HealthRecord} from '../records/model.js';
import type {Context} from './context.js';

/** Years, months and weekdays are formatted from written dates: as UTC, so that no day moves. */
export const named = (locale: string, key: string, options: Intl.DateTimeFormatOptions): string =>
  formatter(locale, {timeZone: 'UTC', calendar: 'gregory', ...options}).format(
    new Date(key.length === 7 ? `${key}-01` : key),
  );

/** All records of entries, in the order of the screen. */
export const allOf = (entries: readonly Nested[]): HealthRecord[] =>
  entries.flatMap(({record, under}) => [record, ...allOf(under)]);

/** A record, or a card of a record with what it holds. `key` is the day under which it stands. */
export const entryOf = (entry: Nested, context: Context, key: string): unknown => {
  const {record, under} = entry;
  const inDay = key.length > 7 && !!record.date && dayKey(record.date) === key;
  return under.length ? rowParts()?.card(entry, context, key, inDay) : recordRow(record, context, inDay);
};

const dayOf = ({key, day, records}: DayGroup, entries: Map<HealthRecord, Nested>, context: Context): TemplateResult =>
  html`<div class="day">
    <p class="date" aria-hidden="true">
      ${
        day
          ? html`<b>${day}</b>${named(context.viewer.locale, key, {weekday: 'short'})}`
          : key.length === 4
            ? key
            : nothing
      }
    </p>
    <ul class="items">
      ${records.map(record => {
        const entry = entries.get(record)!;
        // a visit's card stands apart from the rows around it
        return html`<li class=${entry.under.length && record.category === 'visit' ? '' : 'row'}>
          ${entryOf(entry, context, key)}
        </li>`;
      })}
    </ul>
  </div>`;

const monthOf = (
  {key, month, days, count}: MonthGroup,
  entries: Map<HealthRecord, Nested>,
  context: Context,
): TemplateResult =>
  html`<section class="month ${count > 5 ? 'many' : count > 1 ? 'some' : ''}">
    ${heading(
      context.level + 2,
      month ? named(context.viewer.locale, key, {month: 'long'}) : context.words.yearOnly(key),
      `m-${key}`,
    )}
    ${days.map(each => dayOf(each, entries, context))}
  </section>`;

/** Dated records by year, month and day, newest first; then those without a date. */
export const list = (
  {dated, undated}: {dated: readonly Nested[]; undated: readonly HealthRecord[]},
  context: Context,
  /** With the entries themselves, all that a month on screen depends on. */
  basis: readonly unknown[],
): TemplateResult => {
  const entries = new Map(dated.map(entry => [entry.record, entry]));
  const entriesOf = ({days}: MonthGroup): Nested[] =>
    days.flatMap(({records}) => records.map(record => entries.get(record)!));
  return html`${groupByTime([...entries.keys()]).map(
    ({key, months}) =>
      html`<section class="year">
        ${heading(context.level + 1, key, `y-${key}`)}
        ${months.map(each => guard([each.key, ...basis, ...entriesOf(each)], () => monthOf(each, entries, context)))}
      </section>`,
  )}${
    undated.length
      ? html`<section class="year">
          ${heading(context.level + 1, context.words.undated, 'y-none')}
          <ul class="items">
            ${undated.map(record => html`<li class="row">${recordRow(record, context, true)}</li>`)}
          </ul>
        </section>`
      : nothing
  }`;
};
