import {html, nothing} from 'lit';
import {failureText} from '../ui/failure.js';
import {formatList} from '../ui/moments.js';
import type {TemplateResult} from 'lit';
import type {Context} from './context.js';
import type {FlowState} from './flow-state.js';
import type {ConnectFlow} from './flow.js';

export interface FlowActions {
  close(): void;
  search(): void;
}

/** What the frame may do: everything that a sign-in needs, but not steer the portal's page away. */
const SANDBOX =
  'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads allow-storage-access-by-user-activation' as 'allow-scripts'; // lit-analyzer knows single tokens only

/** The dialog's title at each step. */
export const flowTitle = (state: FlowState, {words, language}: Context): string => {
  switch (state.step) {
    case 'closed':
      return '';
    case 'search':
      return words.connectTitle;
    case 'missing':
      return words.missingTitle;
    case 'opening':
      return words.opening(state.target.name);
    case 'frame':
      return words.connectTitle;
    case 'popup':
      return words.popupTitle(state.target.name);
    case 'checking':
      return words.checkingNow;
    case 'done':
      return words.doneTitle(formatList(state.names, language));
    case 'unfinished':
      return words.unfinished;
    case 'elsewhere':
      return words.elsewhere;
    case 'failed':
      return state.unsure ? words.unsure : words.failedTitle;
  }
};

/** The dialog's body at each step after the search. */
export const flowView = (
  flow: ConnectFlow,
  {words, language}: Context,
  act: FlowActions,
  account: (route: string) => unknown,
): TemplateResult | typeof nothing => {
  const {state} = flow;
  const close = html`<button class="button" type="button" @click=${() => act.close()}>${words.close}</button>`;
  const retry = (text: string, here = false): TemplateResult =>
    html`<button
      class="button primary"
      type="button"
      @click=${() => 'target' in state && void flow.begin(state.target, here)}
    >
      ${text}
    </button>`;
  switch (state.step) {
    case 'closed':
    case 'search':
    case 'missing':
      return nothing;
    case 'opening':
    case 'checking':
      return html`<p class="wait-line" role="status">${words.oneMoment}</p>`;
    case 'frame':
      return html`<iframe
        class="connect-frame"
        title=${words.frameTitle(state.target.route.name)}
        src=${state.url}
        sandbox=${SANDBOX}
        referrerpolicy="origin"
      ></iframe>`;
    case 'popup':
      return html`<p id="popup-text">${state.blocked ? words.popupLinkText : words.popupText}</p>
        ${state.notYet ? html`<p class="notice warn" part="notice" role="alert">${words.notYet}</p>` : nothing}
        <div class="actions">
          ${
            state.blocked
              ? html`<a
                  class="button primary"
                  href=${state.url}
                  target="_blank"
                  rel="noopener noreferrer"
                  aria-describedby="popup-text"
                  data-focus=${state.notYet ? nothing : true}
                  >${words.popupLink(state.target.name)} <span class="visually-hidden">${words.opensNew}</span></a
                >`
              : nothing
          }
          <button
            class="button ${state.blocked ? '' : 'primary'}"
            type="button"
            data-focus=${state.notYet || nothing}
            @click=${() => flow.finish()}
          >
            ${words.finished}
          </button>
          ${
            state.blocked
              ? nothing
              : html`<button class="button" type="button" @click=${() => flow.showLink()}>${words.popupAgain}</button>`
          }
        </div>`;
    case 'done': {
      const {route} = state.target;
      return html`<p>${state.again ? words.renewed : words.doneText}</p>
        ${route.kind === 'aggregator' && !state.again && state.collecting ? html`<p>${words.doneHour}</p>` : nothing}
        ${account(route.id)}
        <div class="actions">
          <button class="button primary" type="button" @click=${() => act.close()}>${words.doneButton}</button>
          <button class="button" type="button" @click=${() => act.search()}>${words.another}</button>
        </div>`;
    }
    case 'unfinished':
      return html`<p>${words.unfinishedText}</p>
        <div class="actions">${retry(words.tryAgain)} ${close}</div>`;
    case 'elsewhere':
      return html`<p>${words.elsewhereText}</p>
        <div class="actions">${close} ${retry(words.here, true)}</div>`;
    case 'failed':
      return html`<p>${failureText(state.why, words, language)}</p>
        <div class="actions">
          ${
            state.unsure
              ? html`<button class="button primary" type="button" @click=${() => flow.lookAgain()}>
                  ${words.tryAgain}
                </button>`
              : retry(words.tryAgain)
          }
          ${close}
        </div>`;
  }
};
