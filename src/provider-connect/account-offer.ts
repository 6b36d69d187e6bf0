import {html, nothing} from 'lit';
import type {ReactiveControllerHost} from 'lit';
import type {SessionController} from '../ui/session-controller.js';
import type {Context} from './context.js';

/**
 * The optional account with an aggregator: offered once, after its first connection, and never again. A host that
 * does not want it leaves `sign_up_url` out.
 */
export class AccountOffer {
  #route: string | undefined;
  readonly #asked = new Set<string>();

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly session: SessionController,
  ) {}

  offer(route: string): void {
    const account = this.session.snapshot?.accounts.find(one => one.route === route && one.signUpUrl);
    if (!account || this.#asked.has(route)) return;
    this.#asked.add(route);
    this.#route = route;
  }

  /** The screen has been blanked: the next patient has not been asked. */
  forget(): void {
    this.#route = undefined;
    this.#asked.clear();
  }

  readonly #handleNotNow = (): void => {
    this.#route = undefined;
    this.host.requestUpdate();
  };

  render({snapshot, words}: Context): unknown {
    const account = snapshot.accounts.find(({route}) => route === this.#route);
    if (!account?.signUpUrl) return nothing;
    return html`<div class="notice" part="notice" role="group" aria-labelledby="account">
      <div>
        <p><b id="account">${words.accountTitle(account.name)}</b></p>
        <p>${words.accountText(account.name)}</p>
        <p class="actions">
          <a class="button small" href=${account.signUpUrl} target="_blank" rel="noopener"
            >${words.accountLink(account.name)} <span class="visually-hidden">${words.opensNew}</span></a
          >
          <button class="button small" type="button" @click=${this.#handleNotNow}>${words.notNow}</button>
        </p>
      </div>
    </div>`;
  }
}
