import {html, nothing, type TemplateResult} from 'lit';
import {ifDefined} from 'lit/directives/if-defined.js';
import {dayKey, formatDate, formatTime} from '../records/dates.js';
import {icon} from '../ui/icons.js';
import {originLabels} from '../ui/source-label.js';
import {unitWords} from '../ui/unit-words.js';
import {since, type Context} from './context.js';
import {rowParts} from './rows.js';
import type {HealthRecord, Measurement} from '../records/model.js';

/** Flags are told by word and shape; colour comes third. */
const SHAPES = {high: '▲', low: '▼', critical: '◆', abnormal: '◆', normal: ''} as const;
/** What a result is called is said by its status; "Final" on each of 200 results says nothing. */
export const SHOWS_STATUS = /^(condition|medication|allergy|plan|device|procedure|visit)$/;

export const flagOf = ({flag, interpretation}: Measurement, {words}: Context): unknown => {
  const said = interpretation ?? (flag && words.flags[flag]);
  if (!said || flag === 'normal') return nothing;
  return flag ? html` <span class="flag ${flag}">${SHAPES[flag]} ${said}</span>` : html` <small>${said}</small>`;
};

// isolated: “< 2.0” must not turn round in a right-to-left page
export const measured = (
  item: Measurement,
  context: Context,
  label = '',
  flag = flagOf(item, context),
): TemplateResult => {
  const unit = unitWords(item.unit);
  return html`${label && html`<small>${label}</small> `}<bdi>${context.mark(item.value)}${unit && ` ${unit}`}</bdi>${flag}${
    item.range ? html` <small class="range"><bdi>${context.words.usual(item.range)}</bdi></small>` : nothing
  }`;
};

export const valueOf = (record: HealthRecord, context: Context, spark: unknown = nothing): unknown => {
  if (record.value) return html`<p class="value">${measured(record, context)}${spark}</p>`;
  const parts = record.components?.filter(({value}) => value) ?? [];
  // "Resistant" is a whole answer
  if (!parts.length) return record.interpretation ? html`<p class="value">${measured(record, context)}</p>` : nothing;
  const pressure = rowParts()?.pressureIn(parts, context);
  const said = pressure ? [pressure.said] : [];
  const rest = parts.filter(part => !pressure?.of.includes(part));
  return html`<p class="value">
    ${[...said, ...rest.slice(0, 3 - said.length).map(part => measured(part, context, part.title))].map(
      each => html`<span>${each}</span> `,
    )}
  </p>`;
};

/** One record as a row: what it is, its value, and where it came from. */
export const recordRow = (record: HealthRecord, context: Context, inDay: boolean, holds = ''): TemplateResult => {
  const {words, viewer, routes, mark} = context;
  const told = words.told(record);
  const {category, title, subtitle, status, date, end, language} = told;
  const small = [subtitle, SHOWS_STATUS.test(category) && !record.negated && status].filter(Boolean).join(' · ');
  const day = formatDate(date, viewer) || words.undated;
  const time = formatTime(date, viewer);
  // the day is not said twice
  const until = date && end && (dayKey(end) === dayKey(date) ? formatTime(end, viewer) : formatDate(end, viewer));
  const fetched = since(Date.parse(record.sources[0]?.retrievedAt ?? ''), context);
  // the record's language is not that of our words about it
  const ours = language && words.language;
  return html`<article part="record" class=${category} aria-label=${title} lang=${ifDefined(language)}>
    <span class="tile">${icon(category)}</span>
    <p class="name">
      <button class="open" aria-haspopup="dialog" @click=${() => context.open(record)}>
        <bdi>${mark(title)}</bdi>
      </button>
      ${small && html`<small><bdi>${mark(small)}</bdi></small>`}
    </p>
    ${valueOf(told, context, context.spark(record))}${holds && html`<p class="holds" lang=${ifDefined(ours)}>${holds}</p>`}
    <p class="src" part="source-label" lang=${ifDefined(ours)}>
      <span class="aside">${words.category[category]}&nbsp;· </span>${
        inDay
          ? html`<span class="visually-hidden">${day}&nbsp;· </span
              >${time && html`<span class="aside" aria-hidden="true">${time}&nbsp;· </span>`}`
          : html`<span>${day}&nbsp;· </span>`
      }${until ? html`<span>${words.untilDate(until)}&nbsp;· </span>` : nothing}
      ${record.copies && words.copies(record.copies.length)}
      ${originLabels(record, routes, words)}${context.extra(record)}<span class="aside"
        >&nbsp;· ${words.fetched(fetched)}</span
      >
    </p>
  </article>`;
};
