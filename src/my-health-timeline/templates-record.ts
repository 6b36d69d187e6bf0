import {html, nothing, type TemplateResult} from 'lit';
import {ifDefined} from 'lit/directives/if-defined.js';
import {formatDate, formatTime} from '../records/dates.js';
import {icon} from '../ui/icons.js';
import {originLabels} from '../ui/source-label.js';
import {since, type Context} from './context.js';
import type {HealthRecord, Measurement, RecordComponent} from '../records/model.js';

/** Flags are told by word and shape; colour comes third. */
const SHAPES = {high: '▲', low: '▼', critical: '◆', abnormal: '◆', normal: ''} as const;
/** What a result is called is said by its status; "Final" on each of 200 results says nothing. */
const SHOWS_STATUS = /^(condition|medication|allergy|plan|device|procedure|visit)$/;

const flagOf = ({flag, interpretation}: Measurement, {words}: Context): unknown => {
  const said = interpretation ?? (flag && words.flags[flag]);
  if (!said || flag === 'normal') return nothing;
  return flag ? html` <span class="flag ${flag}">${SHAPES[flag]} ${said}</span>` : html` <small>${said}</small>`;
};

// isolated: “< 2.0” must not turn round in a right-to-left page
const measured = (item: Measurement, context: Context, label = ''): TemplateResult =>
  html`${label && html`<small>${label}</small> `}<bdi>${item.value}${item.unit ? ` ${item.unit}` : ''}</bdi>${flagOf(
    item,
    context,
  )}${item.range ? html` <small class="range"><bdi>${context.words.usual(item.range)}</bdi></small>` : nothing}`;

/** Two numbers in one unit are read as a pair: blood pressure as people say it. */
const pairOf = (components: readonly RecordComponent[] = []): Measurement | undefined => {
  const [a, b] = components.filter(({value}) => value);
  if (!a?.number || !b?.number || a.unit !== b.unit || components.length > 2) return undefined;
  const [first, second] = a.number >= b.number ? [a, b] : [b, a];
  return {value: `${first.value}/${second.value}`, unit: a.unit, flag: first.flag ?? second.flag};
};

export const valueOf = (record: HealthRecord, context: Context, spark: unknown = nothing): unknown => {
  const single = record.value ? record : pairOf(record.components);
  if (single) return html`<p class="value">${measured(single, context)}${spark}</p>`;
  const parts = record.components?.filter(({value}) => value).slice(0, 3);
  if (!parts?.length) return nothing;
  return html`<p class="value">${parts.map(part => html`<span>${measured(part, context, part.title)}</span>`)}</p>`;
};

/** One record as a row: what it is, its value, and where it came from. */
export const recordRow = (record: HealthRecord, context: Context, inDay: boolean, holds = ''): TemplateResult => {
  const {words, viewer, routes, mark} = context;
  const {category, title, subtitle, status, date, end} = record;
  const small = [subtitle, SHOWS_STATUS.test(category) && !record.negated && status].filter(Boolean).join(' · ');
  const day = date ? formatDate(date, viewer) : words.undated;
  const time = formatTime(date, viewer);
  const fetched = since(Date.parse(record.sources[0]?.retrievedAt ?? ''), context);
  return html`<article part="record" class=${category} aria-label=${title} lang=${ifDefined(record.language)}>
    <span class="tile">${icon(category)}</span>
    <p class="name">
      <span class="visually-hidden">${words.category[category]}: </span
      ><button class="open" aria-haspopup="dialog" @click=${() => context.open(record)}>
        <bdi>${mark(title)}</bdi>
      </button>
      ${small && html`<small><bdi>${mark(small)}</bdi></small>`}
    </p>
    ${valueOf(record, context, context.spark(record))}${holds && html`<p class="holds">${holds}</p>`}
    <p class="src" part="source-label">
      ${record.copies && words.copies(record.copies.length)} ${originLabels(record, routes, words)}
      ${context.extra(record)}
      <span class="aside">· ${words.fetched(fetched)}</span>
      ${
        inDay
          ? html`<span class="visually-hidden">· ${day}</span
              >${time && html`<span class="aside" aria-hidden="true">· ${time}</span>`}`
          : html`<span>· ${day}</span>`
      }
      ${end && date ? html`<span>· ${words.untilDate(formatDate(end, viewer))}</span>` : nothing}
    </p>
  </article>`;
};
