import {html, nothing} from 'lit';
import {formatDay} from '../ui/moments.js';
import {isTelling} from '../ui/telling.js';
import type {TemplateResult} from 'lit';
import type {Snapshot} from '../session/snapshot.js';
import type {OptOutStrings} from './opt-out-panel.js';

export interface Context {
  readonly snapshot: Snapshot;
  readonly words: OptOutStrings;
  readonly language: string;
  readonly level: number;
}

/** One of the four places, how it stands there, and where to act. */
export interface DataPlace {
  readonly name: string;
  readonly state: string;
  readonly text: string;
  /** Good: what the patient wishes is done or will be. Stay: it is not touched from here. */
  readonly tone: 'good' | 'wait' | 'stay';
  readonly link?: {readonly href: string; readonly text: string};
}

const browser = ({snapshot, words}: Context, will: boolean): Omit<DataPlace, 'name'> => {
  const {phase, storage, erased} = snapshot;
  if (will) return {state: words.willErase, text: words.willEraseText, tone: 'good'};
  if (erased?.pending) return {state: words.going, text: words.goingText, tone: 'wait'};
  if (erased?.blocked) return {state: words.removing, text: words.removingText, tone: 'wait'};
  if (erased || phase === 'opted-out') return {state: words.removed, text: words.removedText, tone: 'good'};
  if (storage.notice) return {state: words.unknown, text: words.unknownText, tone: 'wait'};
  switch (storage.kind) {
    case 'sealed':
      return {state: words.kept, text: words.keptText, tone: 'stay'};
    case 'memory':
      return {state: words.nothingKept, text: words.nothingKeptText, tone: 'good'};
    case 'none':
      return {state: words.locked, text: words.lockedText, tone: 'stay'};
  }
};

/** The portal has not answered on this page, so that nothing it knows is known here. */
const isUnasked = ({phase, routes, accounts, links}: Snapshot): boolean =>
  phase !== 'ready' && !routes.length && !accounts.length && !Object.keys(links).length;

const portal = ({snapshot, words, language}: Context, will: boolean): Omit<DataPlace, 'name'> => {
  const {pendingOptOut, phase, since} = snapshot;
  if (will) return {state: words.willStop, text: words.willStopText, tone: 'good'};
  if (isTelling(snapshot)) return {state: words.telling, text: words.tellingText, tone: 'wait'};
  if (pendingOptOut) {
    const later = snapshot.erased?.unkept ? words.unkeptText : words.laterText;
    return snapshot.problem
      ? {state: words.unconfirmed, text: later, tone: 'wait'}
      : {state: words.later, text: words.laterAskText, tone: 'wait'};
  }
  if (phase === 'opted-out') return {state: words.left, text: words.leftText, tone: 'good'};
  if (isUnasked(snapshot)) return {state: words.notAsked, text: words.notAskedText, tone: 'wait'};
  // the host may say it in another way than as a date
  const day = formatDay(since, language);
  return {state: words.active, text: day && words.activeSince(day), tone: 'stay'};
};

/** The companies that keep data of their own: their accounts, or, where the host names none, their routes. */
const companies = ({accounts, routes}: Snapshot): {name: string; url?: string}[] => {
  const left = routes.filter(({kind, id}) => kind === 'aggregator' && !accounts.some(({route}) => route === id));
  return [...accounts.map(({name, optOutUrl}) => ({name, url: optOutUrl})), ...left.map(({name}) => ({name}))];
};

/** The four places; `will` tells what leaving would do in each. */
export const dataPlaces = (context: Context, will = false): readonly DataPlace[] => {
  const {words, snapshot} = context;
  return [
    {name: words.browser, ...browser(context, will)},
    {name: words.portal, ...portal(context, will)},
    ...companies(snapshot).map(({name, url}): DataPlace => ({
      name: words.account(name),
      state: will ? words.stays : words.notRemoved,
      text: words.accountText(name),
      tone: 'stay',
      ...(url ? {link: {href: url, text: words.accountLink(name)}} : {}),
    })),
    ...(isUnasked(snapshot)
      ? [
          {
            name: words.company,
            state: will ? words.stays : words.notRemoved,
            text: words.companyText,
            tone: 'stay',
          } as const,
        ]
      : []),
    {name: words.institutions, state: will ? words.stays : words.notChanged, text: words.notChangedText, tone: 'stay'},
  ];
};

const SIGN = {good: '✓', wait: '…', stay: '–'} as const;
const CLASS = {good: 'good', wait: 'warn-text', stay: 'muted'} as const;

export const placesView = (context: Context, will = false): TemplateResult =>
  html`<ul class="places">
    ${dataPlaces(context, will).map(
      ({name, state, text, tone, link}) =>
        html`<li class="row" part="place">
          <b>${name}</b>
          <span class="status ${CLASS[tone]}"><span aria-hidden="true">${SIGN[tone]}</span> ${state}</span>
          ${text ? html`<p class="muted">${text}</p>` : nothing}
          ${
            link
              ? html`<p>
                  <a href=${link.href} target="_blank" rel="noopener"
                    >${link.text} <span class="visually-hidden">${context.words.opensNew}</span></a
                  >
                </p>`
              : nothing
          }
        </li>`,
    )}
  </ul>`;
