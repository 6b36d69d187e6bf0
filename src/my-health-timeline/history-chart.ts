import {html, nothing, svg, type TemplateResult} from 'lit';
import {formatDate} from '../records/dates.js';
import {originLabel, originLabels} from '../ui/source-label.js';
import {unitWords} from '../ui/unit-words.js';
import {sourceKey} from '../records/model.js';
import type {History, HistoryPoint, HistorySeries} from '../records/history.js';
import type {Model} from './context.js';

/** Room at each end of the time that is shown, in percent of the drawing. */
const EDGE = 3;
const YEAR = 31_557_600_000;
/** A line over a longer gap is dashed: nobody knows what was between. */
const GAP = 1.5 * YEAR;

/** Marker of each source, by its place in the legend: circle, square, diamond, triangle. */
const SHAPES = [
  'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z',
  'M-3.6-3.6h7.2v7.2h-7.2z',
  'M0-5l5 5-5 5-5-5z',
  'M0-5l5 9h-10z',
] as const;

const sourceOf = ({record}: HistoryPoint): string => sourceKey(record.sources[0]!);

/** Round steps that people count in: 1, 2, 5, 10 … */
const ticks = (low: number, high: number): number[] => {
  const raw = (high - low || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].find(each => each * power >= raw)! * power;
  const found: number[] = [];
  for (let at = Math.ceil(low / step - 1e-9) * step; at <= high + step * 1e-9; at += step) found.push(at);
  return found;
};

/** One chart: points of one unit, two lines where they belong together (a blood pressure). */
const chart = (lines: readonly HistorySeries[], {words, context}: Model): TemplateResult => {
  const {viewer} = context;
  const points = lines.flatMap(line => line.points).sort((a, b) => a.at - b.at);
  const all = points.flatMap(({number, low, high}) => [number, low ?? number, high ?? number]);
  const [lowest, highest] = [Math.min(...all), Math.max(...all)];
  const margin = (highest - lowest || Math.abs(highest) || 1) * 0.12;
  const [from, to] = [points[0]!.at, points.at(-1)!.at];
  // in percent of the drawing, so that letters and marks keep their size whatever its width
  const x = (at: number): number => (to === from ? 50 : EDGE + ((at - from) / (to - from)) * (100 - 2 * EDGE));
  const y = (n: number): number => 100 - ((n - lowest + margin) / (highest - lowest + 2 * margin)) * 100;
  const sources = [...new Set(points.map(sourceOf))];
  const shown = (n: number): string => n.toLocaleString(viewer.locale, {maximumSignificantDigits: 4});
  const amounts = ticks(lowest - margin, highest + margin);
  const years = ticks(1970 + from / YEAR, 1970 + to / YEAR)
    .filter(Number.isInteger)
    .map(year => [year, Date.UTC(year, 0)] as const);
  const numbers = points.map(({number}) => number);
  const unit = lines[0]!.unit && ` ${unitWords(words.told(lines[0]!).unit)}`;
  const told = words.historyText(
    points.length,
    formatDate(points[0]!.date, viewer),
    formatDate(points.at(-1)!.date, viewer),
    shown(Math.min(...numbers)) + unit,
    shown(Math.max(...numbers)) + unit,
  );
  // the range belongs to each value: it reaches half way to its neighbours
  const band = lines.flatMap(line =>
    line.points.map(({at, low, high}, index) => {
      if (low === undefined && high === undefined) return nothing;
      const [a, b] = [line.points[index - 1]?.at ?? at, line.points[index + 1]?.at ?? at];
      const edge = (other: number, side: number): number =>
        other === at ? x(at) + side * 1.5 : x(at + side * Math.min(Math.abs(other - at), GAP) * 0.5);
      const [left, right] = [edge(a, -1), edge(b, 1)];
      const [top, bottom] = [high === undefined ? 0 : y(high), low === undefined ? 100 : y(low)];
      const limit = (n: number | undefined): unknown =>
        n === undefined
          ? nothing
          : svg`<line class="limit" x1="${left}%" x2="${right}%" y1="${y(n)}%" y2="${y(n)}%"></line>`;
      return svg`<rect class="band" x="${left}%" y="${top}%" width="${right - left}%" height="${bottom - top}%"></rect>
        ${limit(low)}${limit(high)}`;
    }),
  );
  return html`<div class="chart" role="img" aria-label=${told}>
      <svg class="amounts" aria-hidden="true" width="${Math.max(...amounts.map(n => shown(n).length)) * 0.65}em">
        ${amounts.map(n => svg`<text x="100%" y="${y(n)}%" dy="0.35em">${shown(n)}</text>`)}
      </svg>
      <svg class="plot" aria-hidden="true">
        ${band} ${amounts.map(n => svg`<line class="grid" x2="100%" y1="${y(n)}%" y2="${y(n)}%"></line>`)}
        ${lines.map(({points: own}) =>
          own.slice(1).map((point, index) => {
            const last = own[index]!;
            return svg`<line class=${point.at - last.at > GAP ? 'line gap' : 'line'} x1="${x(last.at)}%"
              y1="${y(last.number)}%" x2="${x(point.at)}%" y2="${y(point.number)}%"></line>`;
          }),
        )}
        ${points.map(point => {
          const {comparator} = point.measured;
          // an arrow leads from a value that is only a bound to where the true one lies
          const arrow = comparator?.startsWith('<') ? 1 : -1;
          return svg`<svg x="${x(point.at)}%" y="${y(point.number)}%">
            ${comparator ? svg`<path class="line" d="M0 0v${arrow * 16}m-3 ${arrow * -4}l3 ${arrow * 4} 3 ${arrow * -4}"></path>` : nothing}
            <path class=${comparator ? 'mark open' : 'mark'} d=${SHAPES[sources.indexOf(sourceOf(point)) % 4]!}></path>
          </svg>`;
        })}
      </svg>
      <svg class="years" aria-hidden="true">
        ${years.map(([year, at]) => svg`<svg x="${x(at)}%"><text y="1.4em">${year}</text></svg>`)}
      </svg>
    </div>
    <ul class="legend sub">
      ${sources.map((source, index) => {
        const origin = points.find(point => sourceOf(point) === source)!.record.sources[0]!;
        return html`<li>
          <svg class="key" viewBox="-6 -6 12 12" aria-hidden="true">
            <path class="mark" d=${SHAPES[index % 4]!}></path>
          </svg>
          ${originLabel(origin, context.routes, words)}
        </li>`;
      })}
      ${
        band.some(each => each !== nothing)
          ? html`<li>
              <svg class="key" viewBox="0 0 12 12" aria-hidden="true">
                <rect class="band" width="12" height="12"></rect>
                <path class="limit" d="M0 .5h12M0 11.5h12"></path>
              </svg>
              ${words.band}
            </li>`
          : nothing
      }
      ${
        points.some(point => point.measured.comparator)
          ? html`<li>
              <svg class="key" viewBox="-6 -6 12 12" aria-hidden="true">
                <path class="mark open" d=${SHAPES[0]}></path>
              </svg>
              ${words.beyond}
            </li>`
          : nothing
      }
    </ul>`;
};

/** What a chart and its table show: one title, or those of a pair, and their unit. */
const nameOf = (lines: readonly HistorySeries[], {words}: Model): string =>
  words.historyOf(lines.map(line => words.told(line).title).join(' / '), unitWords(words.told(lines[0]!).unit));

interface Row {
  readonly at: number;
  readonly values: readonly {readonly point: HistoryPoint; readonly title: string}[];
}

/** A line of the table for each value; for both values of a blood pressure together. */
const rowsOf = (lines: readonly HistorySeries[], {pairs}: History, {words}: Model): Row[] => {
  const values = lines.flatMap(({points, title}) => points.map(point => ({point, title: words.told({title}).title})));
  const readings = pairs.map(({systolic, diastolic}) =>
    values.filter(({point}) => point === systolic || point === diastolic),
  );
  const rows = pairs.length ? readings.filter(({length}) => length) : values.map(value => [value]);
  return rows.map(values => ({at: values[0]!.point.at, values})).sort((a, b) => b.at - a.at);
};

const table = (lines: readonly HistorySeries[], history: History, model: Model): TemplateResult => {
  const {words, context} = model;
  const named = (title: string, text: unknown): unknown => (lines.length > 1 ? html`${title}: ${text}` : text);
  return html`<details>
    <summary>${words.historyTable}</summary>
    <div class="scroll" tabindex="0" role="region" aria-label=${nameOf(lines, model)}>
      <table>
        <thead>
          <tr>
            <th scope="col">${words.date}</th>
            <th scope="col">${words.value}</th>
            <th scope="col">${words.range}</th>
            <th scope="col">${words.source}</th>
          </tr>
        </thead>
        <tbody>
          ${rowsOf(lines, history, model).map(({values}) => {
            const [{point, title}] = values as [Row['values'][number]];
            const said = values.map(({point: {measured}}) => measured.value ?? measured.number).join('/');
            // isolated: “4.0 – 5.6” must not turn round in a right-to-left page
            const value = html`<bdi>${said} ${unitWords(words.told(point.measured).unit)}</bdi>`;
            return html`<tr>
              <th scope="row">${formatDate(point.date, context.viewer)}</th>
              <td>
                ${values.length > 1 ? value : named(title, value)}
                ${values.map(({point, title}) => {
                  const measured = words.told(point.measured);
                  const flag = measured.interpretation ?? (measured.flag && words.flags[measured.flag]);
                  return flag && measured.flag !== 'normal'
                    ? html`<span class="flag">${named(title, flag)}</span> `
                    : nothing;
                })}
              </td>
              <td>
                ${values.map(({point, title}) => {
                  const {range} = words.told(point.measured);
                  return range && html`<div>${named(title, html`<bdi>${range}</bdi>`)}</div>`;
                })}
              </td>
              <td>${originLabels(point.record, context.routes, words)}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
  </details>`;
};

/** A history as charts, one for each unit, each with its table beside it. */
export const historyView = (history: History, model: Model): TemplateResult => {
  const {words} = model;
  const groups = new Map<string, HistorySeries[]>();
  for (const series of history.series) {
    // the two lines of a blood pressure share a chart when they share a unit
    const key = history.kind === 'pair' ? series.unit : `${series.title}|${series.unit}|${groups.size}`;
    groups.set(key, [...(groups.get(key) ?? []), series]);
  }
  return html`${[...groups.values()].map(
    lines =>
      html`<figure>
        <figcaption>${nameOf(lines, model)}</figcaption>
        ${chart(lines, model)} ${table(lines, history, model)}
      </figure>`,
  )}
  ${groups.size > 1 ? html`<p class="sub">${words.historyUnits}</p>` : nothing}
  ${history.others.length ? html`<p class="sub">${words.historyOthers(history.others.length)}</p>` : nothing}`;
};
