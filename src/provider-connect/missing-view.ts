import {html, nothing} from 'lit';
import {failureOf, failureText} from '../ui/failure.js';
import {heading} from '../ui/heading.js';
import {rootOf} from '../ui/root.js';
import type {TemplateResult} from 'lit';
import type {MyHealthElement} from '../ui/element.js';
import type {Failure} from '../ui/failure.js';
import type {SessionController} from '../ui/session-controller.js';
import type {Context} from './context.js';

const FIELDS = ['name', 'place', 'website'] as const;

type Stage = 'idle' | 'invalid' | 'sending' | 'sent' | Failure;

/** "I can't find my provider": why, what to try, and a request to the portal. */
export class MissingProvider {
  #stage: Stage = 'idle';

  constructor(
    private readonly host: MyHealthElement,
    private readonly session: SessionController,
  ) {}

  /** A new visit starts with an empty form. */
  reset(): void {
    this.#stage = 'idle';
  }

  #set(stage: Stage, focus?: string): void {
    this.#stage = stage;
    this.host.requestUpdate();
    if (focus) {
      void this.host.updateComplete.then(() => rootOf(this.host).getElementById(focus)?.focus());
    }
  }

  readonly #handleEnter = (event: KeyboardEvent): void => {
    // 229: the key belongs to a word that is being composed, which WebKit says in this way only
    if (
      event.key === 'Enter' &&
      !event.isComposing &&
      event.keyCode !== 229 &&
      event.target instanceof HTMLInputElement
    )
      void this.#send();
  };

  // not by a submit event: a frame that may not send forms has none
  readonly #send = async (): Promise<void> => {
    if (this.#stage === 'sending') return;
    const text = (field: string): string =>
      (rootOf(this.host).getElementById(`ask-${field}`) as HTMLInputElement).value.trim();
    const [name, place, website] = [text('name'), text('place'), text('website')];
    if (!name) return this.#set('invalid', 'ask-name');
    this.#set('sending');
    try {
      await this.session.dispatch({type: 'request-provider', name, place, website});
      this.#set('sent', 'ask-sent');
    } catch (error) {
      this.#set(failureOf(error), 'ask-failed');
    }
  };

  #renderForm({words, level, language}: Context): TemplateResult {
    const stage = this.#stage;
    if (stage === 'sent') return html`<p id="ask-sent" tabindex="-1" class="notice">${words.askSent}</p>`;
    const labels = {name: words.askName, place: words.askPlace, website: words.askWebsite};
    return html`${heading(level + 2, words.askTitle)}
      <form @keydown=${this.#handleEnter}>
        ${FIELDS.map(
          field =>
            html`<label for="ask-${field}">${labels[field]}</label>
              <input
                id="ask-${field}"
                name=${field}
                type="text"
                inputmode=${field === 'website' ? 'url' : 'text'}
                maxlength="200"
                autocomplete="off"
                spellcheck="false"
                ?required=${field === 'name'}
                aria-invalid=${field === 'name' && stage === 'invalid'}
                aria-describedby=${field === 'name' && stage === 'invalid' ? 'ask-invalid' : nothing}
              />
              ${
                field === 'name' && stage === 'invalid'
                  ? html`<p id="ask-invalid" class="error">${words.askNameMissing}</p>`
                  : nothing
              }`,
        )}
        ${
          typeof stage === 'object'
            ? html`<p id="ask-failed" tabindex="-1" class="error">${failureText(stage, words, language)}</p>`
            : nothing
        }
        <p>
          <button class="button primary" type="button" aria-disabled=${stage === 'sending'} @click=${this.#send}>
            ${stage === 'sending' ? words.askSending : words.askSend}
          </button>
        </p>
      </form>`;
  }

  render(context: Context): TemplateResult {
    const {words, snapshot, level} = context;
    const aggregator = snapshot.routes.find(({kind}) => kind === 'aggregator');
    return html`<p>${aggregator ? words.missingWhy(aggregator.name) : words.missingWhyPlain}</p>
      ${heading(level + 2, words.missingTry)}
      <ul class="bullets">
        ${words.missingTips.map(tip => html`<li>${tip}</li>`)}
      </ul>
      ${snapshot.links.providerRequest ? this.#renderForm(context) : nothing}
      ${
        snapshot.links.help
          ? html`<p>
              <a href=${snapshot.links.help} target="_blank" rel="noopener"
                >${words.helpPage} <span class="visually-hidden">${words.opensNew}</span></a
              >
            </p>`
          : nothing
      }`;
  }
}
