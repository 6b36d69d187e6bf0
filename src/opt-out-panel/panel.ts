import {html, nothing} from 'lit';
import {emit} from '../ui/emit.js';
import {failureOf, failureText} from '../ui/failure.js';
import {FocusKeeper} from '../ui/focus-keeper.js';
import {LateStyles} from '../ui/late-styles.js';
import {resolveLocale} from '../ui/locale.js';
import {formatSoon} from '../ui/moments.js';
import {panelDialog} from '../ui/panel-dialog.js';
import {rowStyles} from '../ui/panel-styles.js';
import {printFrameStyles} from '../ui/print-frame.js';
import {rootOf} from '../ui/root.js';
import {failureLine, speaks} from '../ui/speaks.js';
import {isTelling} from '../ui/telling.js';
import {unsafe} from '../ui/unsafe.js';
import {MhOptOutRequestEvent} from './events.js';
import {PANEL_STRINGS} from './panel-strings.js';
import {panelStyles} from './panel-styles.js';
import {placesView} from './places-view.js';
import {printReceipt, receiptView} from './receipt.js';
import {FIRST_STRINGS} from './strings.js';
import type {ReactiveController, TemplateResult} from 'lit';
import type {SessionRequest} from '../session/requests.js';
import type {Snapshot} from '../session/snapshot.js';
import type {SessionController} from '../ui/session-controller.js';
import type {OptOutPanel} from './opt-out-panel.js';
import type {Context} from './places-view.js';

type Question = 'leave' | 'remove';
type Wish = Extract<SessionRequest, {type: 'opt-out' | 'opt-in' | 'erase-local'}>['type'];

/** What can be asked as things stand. */
const canAsk: Record<Question, (snapshot: Snapshot) => boolean> = {
  leave: ({phase, problem}) => phase === 'ready' || phase === 'error' || (phase === 'loading' && !!problem),
  remove: ({phase, storage, erased, ended}) =>
    !erased &&
    ended !== 'user-changed' &&
    (phase === 'ready' || phase === 'error' || phase === 'signed-out') &&
    (storage.kind !== 'memory' || storage.notice !== undefined),
};

/** Everything of `<opt-out-panel>` that its first paint can do without. */
export class Panel implements ReactiveController {
  /** What the patient is asked at this moment. */
  #question: Question | undefined;
  /** The wish that the session is at work on. */
  #busy: Wish | undefined;
  #problem = '';
  #news = '';

  constructor(
    private readonly host: OptOutPanel,
    private readonly session: SessionController,
  ) {
    new LateStyles(host, [...rowStyles, panelStyles, printFrameStyles]);
    host.addController(this);
    new FocusKeeper(host, () => this.#question);
  }

  hostUpdate(): void {
    const {snapshot} = this.session;
    if (!snapshot?.erased) this.#news = '';
    if (snapshot?.phase === 'signed-out') this.#problem = '';
    if (this.#question && !this.#busy && !(snapshot && canAsk[this.#question](snapshot))) this.#question = undefined;
  }

  hostDisconnected(): void {
    this.#question = undefined;
    this.#news = '';
    this.host.requestUpdate();
  }

  /** Asks before anything happens. */
  ask(question: Question): void {
    this.#question = question;
    this.#problem = '';
    this.#news = '';
    this.host.requestUpdate();
  }

  /** Takes part again: nothing is lost by it, so nothing is asked. */
  join(): void {
    void this.#do('opt-in', 'heading');
  }

  get #words(): Context['words'] {
    return {...FIRST_STRINGS, ...PANEL_STRINGS, ...this.host.strings};
  }

  get #language(): string {
    return resolveLocale(this.host, this.host.locale);
  }

  #context(snapshot: Snapshot): Context {
    const {host} = this;
    const level = Math.min(5, host.headingLevel >= 1 ? host.headingLevel : 2);
    return {snapshot, words: this.#words, language: this.#language, level};
  }

  /** Once the screen shows what led here. */
  #focus(id: string): void {
    this.host.requestUpdate();
    void this.host.updateComplete.then(() => rootOf(this.host).getElementById(id)?.focus());
  }

  async #do(type: Wish, focus: string): Promise<void> {
    if (this.#busy) return;
    this.#busy = type;
    this.#problem = '';
    this.host.requestUpdate();
    try {
      const result = await this.session.dispatch({type});
      const {records} = 'erased' in result ? result.erased : result;
      const receipt = this.session.snapshot?.erased;
      const {spoken, spokenUncounted} = this.#words;
      // without a receipt the screen is somebody else's by now
      this.#news = !receipt ? '' : receipt.uncounted ? spokenUncounted : spoken(records);
      this.#question = undefined;
      this.#focus(focus);
    } catch (error) {
      const failure = failureOf(error);
      if (failure.code !== 'aborted') this.#problem = failureText(failure, this.#words, this.#language);
    }
    this.#busy = undefined;
    this.host.requestUpdate();
  }

  readonly #handleClose = (): void => {
    if (!this.#question) return;
    this.#question = undefined;
    this.host.requestUpdate();
  };

  readonly #handleLeave = (): void => {
    if (this.#busy) return;
    // a host with its own way to leave takes over here
    if (!emit(this.host, new MhOptOutRequestEvent())) return this.#handleClose();
    void this.#do('opt-out', 'receipt');
  };

  readonly #handleRemove = (): void => void this.#do('erase-local', 'receipt');

  #renderProblem(): unknown {
    return this.#problem ? html`<p role="alert" class="error">${this.#problem}</p>` : nothing;
  }

  #renderLeave(context: Context): unknown {
    const {words} = context;
    const busy = this.#busy === 'opt-out';
    return html`${placesView(context, true)}
      <p>${words.comeBack}</p>
      ${this.#renderProblem()}
      <div class="actions">
        ${
          // what is under way is not taken back by closing a question
          busy
            ? nothing
            : html`<button class="button" type="button" data-focus @click=${this.#handleClose}>${words.stay}</button>`
        }
        <button class="button danger" type="button" aria-disabled=${busy} @click=${this.#handleLeave}>
          ${busy ? words.leaving : words.leaveNow}
        </button>
      </div>`;
  }

  #renderRemove({words}: Context): unknown {
    const busy = this.#busy === 'erase-local';
    return html`<p>${words.removeText}</p>
      <p>${words.removeAgain}</p>
      ${this.#renderProblem()}
      <div class="actions">
        <button class="button" type="button" data-focus @click=${this.#handleClose}>${words.keepCopy}</button>
        <button class="button danger" type="button" aria-disabled=${busy} @click=${this.#handleRemove}>
          ${busy ? words.removingNow : words.removeNow}
        </button>
      </div>`;
  }

  #renderDialog(context: Context): TemplateResult {
    const {words, level} = context;
    const parts = {
      leave: () => ({title: words.leaveTitle, body: this.#renderLeave(context)}),
      remove: () => ({title: words.removeTitle, body: this.#renderRemove(context)}),
    };
    return panelDialog(this.#question && parts[this.#question](), level, words.close, this.#handleClose);
  }

  /** The patient asked to leave while the portal was out of reach, and is asked again before it is told. */
  #renderPending({words, snapshot, language}: Context): unknown {
    // while it is being told, only who has just answered this question keeps it on screen
    const telling = isTelling(snapshot);
    if (!snapshot.pendingOptOut || (telling && (this.#question || !this.#busy))) return nothing;
    const {why: code, retryAt} = snapshot.problem ?? {};
    return html`<div class="notice warn" part="notice" role="group" aria-labelledby="pending">
      <div>
        <p>
          <b id="pending"
            >${telling ? words.telling : snapshot.problem ? words.unconfirmedTitle : words.pendingTitle}</b
          >
        </p>
        <p>${telling ? words.tellingText : snapshot.erased?.unkept ? words.pendingUnkept : words.pendingText}</p>
        ${code ? html`<p>${failureText({code, ...(retryAt ? {retryAt} : {})}, words, language)}</p>` : nothing}
        <div class="actions">
          <button class="button small" type="button" @click=${() => void this.#do('opt-out', 'heading')}>
            ${this.#busy === 'opt-out' ? words.leaving : words.tellNow}
          </button>
          ${
            snapshot.links.participation && !telling
              ? html`<button class="button small" type="button" @click=${() => this.join()}>
                  ${words.stayAfterAll}
                </button>`
              : nothing
          }
        </div>
      </div>
    </div>`;
  }

  /** How things stand, in a sentence. */
  summary({phase, ended, pendingOptOut, problem}: Snapshot): string {
    const words = this.#words;
    // a portal that asked for quiet is waited for, and leaving waits for nobody
    if (phase === 'loading' && problem?.retryAt)
      return `${words.busyUntil(formatSoon(problem.retryAt, this.#language))} ${words.leaveAnyway}`;
    if (pendingOptOut) return words.pending;
    if (ended === 'idle') return words.hidden;
    return phase === 'loading' || phase === 'ready' ? words[phase] : words.away[phase];
  }

  /** The way back, also where no other element of this page offers one. */
  #renderAgain(snapshot: Snapshot): unknown {
    const {phase, ended} = snapshot;
    if (unsafe(snapshot) || (phase !== 'signed-out' && phase !== 'error')) return nothing;
    const restart = (): void => void this.session.dispatch({type: 'restart'}).catch(() => undefined);
    return html`<p>
      <button class="button" type="button" @click=${restart}>
        ${ended === 'idle' ? this.#words.showAgain : this.#words.tryAgain}
      </button>
    </p>`;
  }

  /** The four places as they are now. */
  renderPlaces(snapshot: Snapshot): unknown {
    const {phase, pendingOptOut} = snapshot;
    // to a patient with an open wish a portal that shuts them out still owes an answer
    if (phase === 'loading' || (phase === 'not-eligible' && !pendingOptOut)) return nothing;
    const context = this.#context(snapshot);
    const why = phase === 'error' && snapshot.problem;
    return html`${why ? failureLine(failureText(why, context.words, context.language), speaks(this.host)) : nothing}
    ${this.#renderAgain(snapshot)} ${this.#renderPending(context)} ${placesView(context)}`;
  }

  /** What stands below the button: the copy alone, the receipt, the question. */
  renderRest(snapshot: Snapshot): unknown {
    const context = this.#context(snapshot);
    const {words} = context;
    const {phase, links, erased, pendingOptOut} = snapshot;
    const print = (event: Event): void =>
      printReceipt(context, (event.currentTarget as HTMLElement).closest<HTMLElement>('.receipt')!);
    return html`${phase === 'ready' && !links.participation ? html`<p>${words.noLink}</p>` : nothing}
      ${
        phase === 'opted-out' && links.participation && !pendingOptOut
          ? html`<button class="button" type="button" @click=${() => this.join()}>${words.join}</button>
              <p class="muted">${words.joinText}</p>`
          : nothing
      }
      <p role="status" class="news">${this.#busy === 'opt-in' ? words.joining : this.#news}</p>
      ${this.#question ? nothing : this.#renderProblem()}
      ${erased && !erased.pending ? receiptView(context, print) : nothing}
      ${
        canAsk.remove(snapshot)
          ? html`<div>
              <button class="link" type="button" @click=${() => this.ask('remove')}>${words.remove}</button>
              <p class="muted hint">${words.removeHint}</p>
            </div>`
          : nothing
      }
      ${this.#renderDialog(context)}`;
  }
}
