import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {CATEGORIES} from '../records/model.js';
import {icon} from '../ui/icons.js';
import {formatDay, formatMoment, formatSoon} from '../ui/moments.js';
import {routeSign} from './route-sign.js';
import {isMade, isUnlisted, isWell, statusLabel} from './status.js';
import {againTarget} from './targets.js';
import type {TemplateResult} from 'lit';
import type {SourcePerson} from '../records/model.js';
import type {ConnectionView, CoverageState, Snapshot} from '../session/snapshot.js';
import type {Asking} from './asking.js';
import type {Context} from './context.js';
import type {Target} from './flow-state.js';

export interface ListActions {
  connect(target: Target): void;
  resync(one: ConnectionView): void;
  /** Reads the list of connections again. */
  reload(): void;
  askDisconnect(one: ConnectionView): void;
  explain(topic: string): void;
}

const total = ({counts}: ConnectionView): number => Object.values(counts).reduce((sum, n) => sum + n, 0);

/** Whose button it is, for those who do not see the row. */
const of = ({institution}: ConnectionView): TemplateResult =>
  html`<span class="visually-hidden">: ${institution.name}</span>`;

/** What to press, where the patient can change something: one step, beside what it is for. */
const nextStep = (one: ConnectionView, context: Context, act: ListActions): unknown => {
  const {words, snapshot} = context;
  switch (one.status) {
    case 'stuck':
    case 'needs_attention':
    case 'ended':
    case 'not_connected': {
      const target = againTarget(snapshot, one);
      const first = one.status === 'not_connected';
      return target
        ? html`<button class="button small" type="button" @click=${() => act.connect(target)}>
            ${first ? words.connectShort : words.reconnect}${of(one)}
          </button>`
        : help(context);
    }
    case 'slow':
    case 'unavailable':
      return checkAgain(one, context, act);
    case 'blocked':
      return help(context);
    default:
      return nothing;
  }
};

const help = ({snapshot, words}: Context): unknown =>
  snapshot.links.help
    ? html`<a href=${snapshot.links.help} target="_blank" rel="noopener"
        >${words.helpPage} <span class="visually-hidden">${words.opensNew}</span></a
      >`
    : nothing;

/** An aggregator asks its source on request; a direct route is read by the timeline itself. */
const checkAgain = (one: ConnectionView, {snapshot, words}: Context, act: ListActions): unknown =>
  isUnlisted(one) || snapshot.links.connections
    ? html`<button
        class="button small"
        type="button"
        @click=${() => (isUnlisted(one) ? act.reload() : act.resync(one))}
      >
        ${words.checkAgain}${of(one)}
      </button>`
    : nothing;

/** Whom a place takes the patient for; what it did not give could not be compared, and is said to be missing. */
const who = (person: SourcePerson | undefined, {words, language}: Context): unknown => {
  if (!person?.name && !person?.birthDate) return words.noPerson;
  const birth = person.birthDate ? words.born(formatDay(person.birthDate, language)) : words.noBirthDate;
  return html`${person.name ? html`<bdi>${person.name}</bdi>` : words.noName}, ${birth}`;
};

const facts = (one: ConnectionView, context: Context): TemplateResult => {
  const {words, language} = context;
  const kinds = CATEGORIES.filter(category => one.counts[category]);
  const line = (label: string, text: unknown): unknown =>
    text
      ? html`<dt>${label}</dt>
          <dd>${text}</dd>`
      : nothing;
  // before anything has come nobody knows what will
  const isKnown = one.person ?? total(one) > 0;
  return html`<dl>
    ${line(words.since, formatDay(one.since, language))} ${line(words.fetched, formatMoment(one.fetchedAt, language))}
    ${line(words.oldest, formatDay(one.oldest, language))} ${line(words.person, isKnown && who(one.person, context))}
    ${line(words.sourceWord, one.sourceWord && html`<q>${one.sourceWord}</q>`)}
    ${line(
      words.kinds,
      kinds.length
        ? html`<ul class="counts">
            ${kinds.map(
              kind =>
                html`<li>
                  ${icon(kind)} ${words.categories[kind]} <b>${one.counts[kind]!.toLocaleString(language)}</b>
                </li>`,
            )}
          </ul>`
        : words.nothingYet,
    )}
  </dl>`;
};

/** An aggregator's source can be let go here when the portal takes that on, else in the aggregator's own frame. */
const leave = (one: ConnectionView, {snapshot, words}: Context, act: ListActions): unknown => {
  if (isUnlisted(one)) return nothing;
  if (snapshot.links.connections)
    return html`<button class="button small" type="button" @click=${() => act.askDisconnect(one)}>
      ${words.disconnect}${of(one)}
    </button>`;
  const target = one.routeKind === 'aggregator' ? againTarget(snapshot, one) : undefined;
  return target
    ? html`<button class="button small" type="button" @click=${() => act.connect({...target, name: one.routeName})}>
        ${words.manage(one.routeName)}
      </button>`
    : nothing;
};

/** A direct place that stands, of which no page of this browser has read anything yet. */
const isUnread = ({route, routeKind, status, fetchedAt, code}: ConnectionView, {progress}: Snapshot): boolean =>
  routeKind === 'direct' &&
  !fetchedAt &&
  !code &&
  (status === 'up_to_date' || (status === 'collecting' && !progress.some(one => one.route === route)));

/** The portal gave no token for it, so that the place itself was not asked. */
const isHeldUp = ({status, code}: ConnectionView): boolean => status === 'unavailable' && !!code?.startsWith('host_');

/** It answered, and asked not to be asked. */
const isBusy = ({status, code}: ConnectionView): boolean => status === 'unavailable' && code === 'source_busy';

const statusWord = (one: ConnectionView, {words, snapshot}: Context): string =>
  one.untold || isUnread(one, snapshot)
    ? words.connectedOnly
    : isHeldUp(one)
      ? words.unchecked
      : isBusy(one) || (isUnlisted(one) && one.retryAt)
        ? words.busyOnly
        : words.status[one.status];

/** Who asks a busy place again, and when. */
const busyText = (one: ConnectionView, {words, language}: Context): string => {
  const time = one.retryAt && formatSoon(one.retryAt, language);
  if (isBusy(one)) return time ? words.pause(time) : words.busy;
  return time ? words.busyNowUntil(time) : words.busyNow;
};

/** Where a collection stands: expected minutes less those that have gone. */
const meaning = (one: ConnectionView, context: Context): string => {
  const {words, snapshot} = context;
  const text = words.meaning[one.status];
  if (one.status === 'not_connected' && !againTarget(snapshot, one)) return words.noConnect;
  if (isUnread(one, snapshot)) return words.readLater;
  if (one.untold) return words.untold;
  if (isHeldUp(one)) return words.problem(one.code!);
  if (one.code === 'source_sign_in') return words.problem(one.code);
  if (one.retryAt || one.code === 'source_busy') return busyText(one, context);
  if (one.status !== 'collecting') return text;
  if (one.routeKind === 'direct') return words.readingNow;
  if (one.expectedMinutes === undefined) return `${text} ${words.hour}`;
  return `${text} ${words.minutes(Math.max(0, one.expectedMinutes - (one.minutes ?? 0)))}`;
};

/** What of a place does not come although it stands well: which kinds, the timeline says. */
const lacking = ({route, institution, status}: ConnectionView, {words, snapshot}: Context): string => {
  if (!isWell(status)) return '';
  const has = (wanted: CoverageState): boolean =>
    snapshot.coverage.some(one => one.route === route && one.institution.id === institution.id && one.state === wanted);
  return has('refused') ? words.partlyRefused : has('failed') ? words.partlyUnread : '';
};

const row = (
  one: ConnectionView,
  context: Context,
  act: ListActions,
  checking: boolean,
  problem?: string,
): TemplateResult => {
  const {words, language} = context;
  const place = one.institution.name;
  const connected = isMade(one);
  const direct = one.routeKind === 'direct';
  const records = total(one);
  const says = checking ? words.checking(place) : meaning(one, context);
  const lacks = lacking(one, context);
  const line = [
    direct ? words.directly : words.through(one.routeName),
    records ? words.records(records) : '',
    one.status === 'up_to_date' && one.fetchedAt ? words.lastFetched(formatDay(one.fetchedAt, language)) : '',
  ].filter(Boolean);
  return html`<li class="row" part="connection" data-key=${one.key}>
    <b>${routeSign(direct)} <bdi>${place}</bdi></b
    >${statusLabel(one.status, statusWord(one, context))}
    <p class="muted">
      ${line.join(' · ')}
      ${
        direct
          ? html`<button class="link" type="button" @click=${() => act.explain(one.route)}>
              ${words.whyDifferent(place)}
            </button>`
          : nothing
      }
    </p>
    ${says ? html`<p>${says}</p>` : nothing} ${lacks ? html`<p>${lacks}</p>` : nothing}
    ${problem ? html`<p class="error">${problem}</p>` : nothing}
    ${one.personDiffers ? html`<p class="warn-text">${icon('warning')} ${words.differsHere}</p>` : nothing}
    <div class="actions">${nextStep(one, context, act)}</div>
    ${
      connected
        ? html`<details>
            <summary><bdi>${words.details}${of(one)}</bdi></summary>
            ${facts(one, context)}
            <div class="actions">
              ${['slow', 'unavailable'].includes(one.status) ? nothing : checkAgain(one, context, act)}
              ${leave(one, context, act)}
            </div>
          </details>`
        : nothing
    }
  </li>`;
};

/** Names and birth dates that do not go together, before their records are read as one person's. */
const people = (context: Context): unknown => {
  const {snapshot, words} = context;
  const {connections} = snapshot;
  const placed = connections.filter(({personDiffers}) => personDiffers);
  // the same in all connections of a route
  const routes = new Map(connections.map(one => [one.route, one])).values();
  const differing = [
    ...placed.map(({institution, person}) => [institution.name, person] as const),
    ...[...routes].flatMap(({routeName, routePersons = []}) =>
      routePersons.map(person => [words.through(routeName), person] as const),
    ),
  ];
  if (!differing.length) return nothing;
  return html`<div class="notice warn" part="notice" role="group" aria-labelledby="differs">
    ${icon('warning')}
    <div>
      <p><b id="differs">${words.differs}</b></p>
      <p>${words.differsText}</p>
      <ul class="people">
        ${differing.map(([from, person]) => html`<li><b>${from}</b>: ${who(person, context)}</li>`)}
      </ul>
    </div>
  </div>`;
};

/** The connections, each with what its state means and what to do about it. */
export const listView = (
  context: Context,
  act: ListActions,
  {busy, failed}: Pick<Asking, 'busy' | 'failed'>,
): TemplateResult => {
  const {snapshot, words} = context;
  const {connections, routes, problem, unlisted} = snapshot;
  const strange = routes.filter(route => !route.supported && !connections.some(one => one.route === route.id));
  // of places that could not be asked for nothing is said
  const none = !problem && !connections.some(isMade);
  return html`${unlisted ? html`<p role="status">${words.loading}</p>` : none ? html`<p>${words.none}</p>` : nothing}
  ${people(context)}
  ${
    connections.length || strange.length
      ? html`<ul>
          ${repeat(
            connections,
            one => one.key,
            one => row(one, context, act, busy.has(one.key), failed.get(one.key)),
          )}
          ${strange.map(
            route =>
              html`<li class="row" part="connection">
                <b>${route.name}</b>
                <p>${words.unsupported}</p>
              </li>`,
          )}
        </ul>`
      : nothing
  }`;
};
