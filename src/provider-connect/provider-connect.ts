import {html, nothing} from 'lit';
import {ifDefined} from 'lit/directives/if-defined.js';
import {MyHealthElement} from '../ui/element.js';
import {heading} from '../ui/heading.js';
import {LatePart} from '../ui/late.js';
import {property} from '../ui/property.js';
import {SessionController} from '../ui/session-controller.js';
import {unsafe} from '../ui/unsafe.js';
import {FIRST_STRINGS} from './strings.js';
import type {TemplateResult} from 'lit';
import type {PanelStrings} from './panel-strings.js';
import type {FirstStrings} from './strings.js';
import {baseStyles} from '../ui/styles.js';
import {styles} from './styles.js';

export type ConnectStrings = FirstStrings & PanelStrings;

/**
 * Shows the institutions that a patient's records come from, connects more of them, and lets them go.
 *
 * @tag provider-connect
 * @fires {MhConnectRequestEvent} mh-connect-request - The patient pressed connect; cancelable, does not bubble.
 * @csspart base - The whole of it.
 * @csspart connection - One connection of the list.
 * @csspart status - The status of a connection, in words.
 * @csspart connect-button - Opens the search.
 * @csspart dialog - The dialog of a connect flow.
 * @csspart result - One institution that the search found.
 * @csspart notice - A message in the flow.
 * @cssprop [--mh-accent-color=light-dark(#0b63a5, #6cb6f2)] - Buttons, links and focus rings.
 * @cssprop [--mh-surface-color=light-dark(#ffffff, #141b22)] - Paper of dialogs and buttons.
 * @localization `locale` sets the language of dates and numbers; `strings` replaces words.
 * @example
 * <provider-connect token-endpoint="/portal/my-health/token"></provider-connect>
 */
export class ProviderConnect extends MyHealthElement {
  static override readonly styles = [baseStyles, styles];

  /** Words to use in place of the built-in English ones, any of them. */
  @property({attribute: false}) strings: Partial<ConnectStrings> | undefined;

  readonly #session = new SessionController(this, false);
  readonly #panel = new LatePart(
    this,
    async () => {
      const {Panel} = await import('./panel.js');
      return new Panel(this, this.#session);
    },
    () => this.#session.snapshot,
  );

  /**
   * Opens the way to connect, as the patient's press would: the search, or, with the id of an institution, its own
   * flow. Resolves when the flow has closed, however it ended; the connections on screen say how.
   *
   * @param institutionId the directory's id, or that of a direct route's institution
   */
  async connect(institutionId?: string): Promise<void> {
    const panel = this.#panel.value ?? (await this.#panel.load());
    await panel.connect(institutionId);
  }

  /** Host sign-out: blanks every tab within a second, drops tokens and key. */
  endSession(): Promise<void> {
    return this.#session.dispatch({type: 'end-session'});
  }

  readonly #handleConnect = (): void => {
    if (this.#panel.value?.cutOff) return; // the button says why
    this.connect().catch(() => undefined); // shown by the render that follows
  };

  readonly #handleRestart = (): void => {
    this.#session.dispatch({type: 'restart'}).catch(() => undefined); // the snapshot says what became of it
  };

  #renderBody(words: FirstStrings): unknown {
    const {snapshot} = this.#session;
    if (!snapshot) return html`<p>${words.setup}</p>`;
    const {value: panel, failed} = this.#panel;
    const failure = failed ? html`<p role="alert">${words.failed}</p>` : nothing;
    if (snapshot.phase === 'loading' && !(panel && snapshot.problem))
      return html`<p role="status">${words.loading}</p>`;
    if (snapshot.phase !== 'ready') {
      return (
        panel?.renderAway(snapshot, this.#handleRestart) ??
        html`<p>${unsafe(snapshot)}</p>
          ${failure}`
      );
    }
    const cut = panel?.cutOff ?? false;
    // before the panel is here, and the session has read what stands where, nothing is said of connections
    return html`${panel ? panel.renderList(snapshot) : html`<p role="status">${words.loading}</p>`}
      <button
        class="button primary"
        type="button"
        part="connect-button"
        aria-disabled=${cut}
        aria-describedby=${cut ? 'stale' : nothing}
        @click=${this.#handleConnect}
      >
        ${panel?.connectWords(snapshot) ?? words.connectFirst}
      </button>
      ${failure} ${panel?.renderRest(snapshot)}`;
  }

  override render(): TemplateResult {
    const words = {...FIRST_STRINGS, ...this.strings};
    return html`<section
      part="base"
      aria-labelledby="heading"
      lang=${ifDefined((this.strings ?? FIRST_STRINGS).language)}
    >
      ${heading(this.headingLevel, words.heading, 'heading')} ${this.#renderBody(words)}
    </section>`;
  }
}
