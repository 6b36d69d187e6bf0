import {html, nothing, type TemplateResult} from 'lit';
import {ifDefined} from 'lit/directives/if-defined.js';
import {systemName} from '../records/system-names.js';
import {formatDate, type Viewer} from '../records/dates.js';
import {heading} from '../ui/heading.js';
import {isDirect, originLabel} from '../ui/source-label.js';
import {unitWords} from '../ui/unit-words.js';
import {datesInWords} from './dates-in-words.js';
import type {Coding, HealthRecord} from '../records/model.js';
import type {Model} from './context.js';
import type {TimelineStrings} from './strings.js';

/** Languages where they are not that of our words. */
interface Languages {
  readonly label?: string | undefined;
  readonly text?: string | undefined;
}
const row = (label: string, text: unknown, languages: Languages = {}): unknown =>
  text
    ? html`<dt lang=${ifDefined(languages.label)}>${label}</dt>
        <dd lang=${ifDefined(languages.text)}><span class="pre">${text}</span></dd>`
    : nothing;

/** A date, and in words what of it is not known. */
export const whenOf = ({date}: HealthRecord, words: TimelineStrings, viewer: Viewer): string => {
  if (!date) return words.undated;
  const less = date.precision === 'year' || date.precision === 'month' ? words.onlyKnown[date.precision] : '';
  return [formatDate(date, viewer), less].filter(Boolean).join(', ');
};

/** Everything that the source said, as labelled lines. */
export const detailsOf = (record: HealthRecord, {words, context}: Model): TemplateResult => {
  const {viewer} = context;
  const told = words.told(record);
  const {subtitle, status, end, details} = told;
  // what the heading has said is not said again
  const said = new Set(details.map(({text}) => text));
  return html`<dl>
    ${
      subtitle && !said.has(subtitle)
        ? html`<dt class="visually-hidden">${words.kind}</dt>
            <dd lang=${ifDefined(told.language)}>${datesInWords(subtitle, viewer)}</dd>`
        : nothing
    }
    ${row(words.until, formatDate(end, viewer))} ${row(words.status, status)}
    ${details.map(({label, text, labelLanguage, language = record.language}) =>
      row(label, datesInWords(text, viewer), {label: labelLanguage, text: language}),
    )}
  </dl>`;
};

/** The parts of a composite result. */
export const partsOf = (record: HealthRecord, {words, context}: Model): unknown =>
  record.components?.length
    ? html`<div class="scroll" tabindex="0" role="region" aria-label=${words.parts}>
        <table>
          <caption>
            ${words.parts}
          </caption>
          <thead>
            <tr>
              <th scope="col">${words.part}</th>
              <th scope="col">${words.value}</th>
              <th scope="col">${words.range}</th>
            </tr>
          </thead>
          <tbody lang=${ifDefined(words.told(record).language)}>
            ${record.components.map(words.told).map(
              ({title, value = '', unit, range, interpretation, flag}) =>
                html`<tr>
                  <th scope="row">${title}</th>
                  <td>
                    <bdi>${datesInWords(value, context.viewer)} ${unitWords(unit)}</bdi>
                    ${
                      flag && flag !== 'normal'
                        ? html`<span class="flag">${interpretation ?? words.flags[flag]}</span>`
                        : nothing
                    }
                  </td>
                  <td><bdi>${range}</bdi></td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`
    : nothing;

/** Every source of a record: who, by which route, its own date, when it was read. */
export const sourcesOf = (record: HealthRecord, {words, context, snapshot}: Model): TemplateResult => {
  const {viewer} = context;
  const read = (at: string): string =>
    new Date(at).toLocaleString(viewer.locale, {timeZone: viewer.timeZone, dateStyle: 'medium', timeStyle: 'short'});
  return html`<section>
    ${heading(context.level + 2, words.sources)}
    ${record.copies ? html`<p class="sub">${words.copiesHow}</p>` : nothing}
    <ul class="sources">
      ${record.sources.map(
        origin =>
          html`<li>
            <p class="src">${originLabel(origin, snapshot.routes, words)}</p>
            <p class="sub">
              ${words.dateThere(formatDate(origin.date, viewer) || words.undated)} ·
              ${words.fetchedAt(read(origin.retrievedAt))} · <span class="id">${words.sourceId(origin.recordId)}</span>
            </p>
          </li>`,
      )}
    </ul>
  </section>`;
};

/** Codes, for those who need them. */
export const codesOf = (record: HealthRecord, {words}: Model): unknown => {
  const codes: Coding[] = [...record.codes, ...(record.components ?? []).flatMap(part => part.codes)];
  if (!codes.length) return nothing;
  return html`<details>
    <summary>${words.codes}</summary>
    <div class="scroll" tabindex="0" role="region" aria-label=${words.codes}>
      <table class="codes">
        <thead>
          <tr>
            <th scope="col">${words.system}</th>
            <th scope="col">${words.code}</th>
            <th scope="col">${words.meaning}</th>
          </tr>
        </thead>
        <tbody>
          ${codes.map(
            ({system, code, display}) =>
              html`<tr>
                <td>${systemName(system)}</td>
                <td><code>${code}</code></td>
                <td lang=${ifDefined(record.language)}>${display}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
};

/** Whom to ask when a record is wrong, and the way to put it out of sight. */
export const notMine = (record: HealthRecord, {words, snapshot}: Model, hide: () => void): TemplateResult => {
  const places = [...new Set(record.sources.map(({institution}) => institution.name))];
  const via = record.sources.find(({route}) => !isDirect(snapshot.routes, route));
  const route = snapshot.routes.find(({id}) => id === via?.route)?.name;
  return html`<details>
    <summary><bdi>${words.notMine}</bdi></summary>
    ${places.map(place => html`<p>${words.notMineHow(place)}</p>`)}
    ${route ? html`<p>${words.notMineVia(route)}</p>` : nothing}
    ${
      snapshot.links.help
        ? html`<p>
            <a href=${snapshot.links.help} target="_blank" rel="noopener"
              >${words.help} <span class="visually-hidden">${words.opensNew}</span></a
            >
          </p>`
        : nothing
    }
    <p><button class="button" @click=${hide}>${words.hide}</button></p>
    <p class="sub">${words.hideHow}</p>
  </details>`;
};
