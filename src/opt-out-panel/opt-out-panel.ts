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
import type {OptOutResult} from '../session/requests.js';
import type {Snapshot} from '../session/snapshot.js';
import type {Panel} from './panel.js';
import type {PanelStrings} from './panel-strings.js';
import type {FirstStrings} from './strings.js';
import {baseStyles} from '../ui/styles.js';
import {styles} from './styles.js';

export type OptOutStrings = FirstStrings & PanelStrings;

/**
 * Lets a patient leave My Health and says, for each of four places, what is removed, what is not, and where to act.
 *
 * @tag opt-out-panel
 * @fires {MhOptOutRequestEvent} mh-opt-out-request - The patient is about to leave; cancelable, does not bubble.
 * @csspart base - The whole of it.
 * @csspart leave-button - Asks before anything happens.
 * @csspart place - One of the four places.
 * @csspart dialog - The question before something is removed.
 * @csspart receipt - What was removed.
 * @csspart notice - A message in the flow.
 * @cssprop [--mh-accent-color=light-dark(#0b63a5, #6cb6f2)] - Links and focus rings.
 * @cssprop [--mh-danger-color=light-dark(#a3262a, #ff9a95)] - The button that removes.
 * @localization `locale` sets the language of dates and numbers; `strings` replaces words.
 * @example
 * <opt-out-panel token-endpoint="/portal/my-health/token"></opt-out-panel>
 */
export class OptOutPanel extends MyHealthElement {
  static override readonly styles = [baseStyles, styles];

  /** Words to use in place of the built-in English ones, any of them. */
  @property({attribute: false}) strings: Partial<OptOutStrings> | undefined;

  readonly #session = new SessionController(this, false);
  readonly #panel = new LatePart<Panel>(
    this,
    async () => {
      const {Panel} = await import('./panel.js');
      return new Panel(this, this.#session);
    },
    () => this.#session.snapshot,
  );

  /**
   * Leaves My Health without asking: erases the copy in this browser in every case, then tells the host. Works
   * offline too: `confirmed` is then false, and the patient is asked again at the next visit.
   *
   * @throws {CodedError} `aborted` after another patient has signed in: they are not the one who leaves
   */
  optOut(): Promise<OptOutResult> {
    return this.#session.dispatch({type: 'opt-out'});
  }

  /**
   * Takes part again, from a clean start.
   *
   * @throws {CodedError} why the host did not agree; `aborted` after the session has ended other than by the host's 401
   */
  optIn(): Promise<OptOutResult> {
    return this.#session.dispatch({type: 'opt-in'});
  }

  /** Host sign-out: blanks every tab within a second, drops tokens and key. */
  endSession(): Promise<void> {
    return this.#session.dispatch({type: 'end-session'});
  }

  #handlePress(act: (panel: Panel) => void): void {
    this.#panel.load().then(act, () => undefined); // the render that follows shows the failure
  }

  #renderMain(snapshot: Snapshot, words: FirstStrings): TemplateResult {
    const {phase, links, problem} = snapshot;
    const {value: panel, failed} = this.#panel;
    // leaving is possible also when nothing else is
    const canLeave =
      phase === 'error' || (phase === 'loading' ? panel && problem : phase === 'ready' && links.participation);
    const first = phase === 'loading' || phase === 'ready' ? words[phase] : '';
    return html`<p>${panel?.summary(snapshot) ?? first}</p>
      ${panel?.renderPlaces(snapshot)}
      ${
        canLeave
          ? html`<button
              class="button"
              type="button"
              part="leave-button"
              @click=${() => this.#handlePress(panel => panel.ask('leave'))}
            >
              ${words.leave}
            </button>`
          : nothing
      }
      ${failed ? html`<p role="alert">${words.failed}</p>` : nothing} ${panel?.renderRest(snapshot) ?? unsafe(snapshot)}`;
  }

  override render(): TemplateResult {
    const words = {...FIRST_STRINGS, ...this.strings};
    const {snapshot} = this.#session;
    return html`<section
      part="base"
      aria-labelledby="heading"
      lang=${ifDefined((this.strings ?? FIRST_STRINGS).language)}
    >
      ${heading(this.headingLevel, words.heading, 'heading')}
      ${snapshot ? this.#renderMain(snapshot, words) : html`<p>${words.setup}</p>`}
    </section>`;
  }
}
