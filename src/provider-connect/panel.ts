import {html, nothing} from 'lit';
import {failureText} from '../ui/failure.js';
import {FocusKeeper} from '../ui/focus-keeper.js';
import {useAllIcons} from '../ui/icons-more.js';
import {LateStyles} from '../ui/late-styles.js';
import {resolveLocale} from '../ui/locale.js';
import {panelDialog} from '../ui/panel-dialog.js';
import {rowStyles} from '../ui/panel-styles.js';
import {speaks} from '../ui/speaks.js';
import {rootOf} from '../ui/root.js';
import {AccountOffer} from './account-offer.js';
import {Asking} from './asking.js';
import {awayView} from './away-view.js';
import {Disconnecting} from './disconnecting.js';
import {faqView} from './faq-view.js';
import {flowTitle, flowView} from './flow-view.js';
import {ConnectFlow} from './flow.js';
import {listView} from './list-view.js';
import {MissingProvider} from './missing-view.js';
import {PANEL_STRINGS} from './panel-strings.js';
import {panelStyles} from './panel-styles.js';
import {DirectorySearch} from './search.js';
import {searchView} from './search-view.js';
import {isMade} from './status.js';
import {FIRST_STRINGS} from './strings.js';
import {entryTarget, isCutOff, knownTarget, onlyTarget} from './targets.js';
import type {ReactiveController, TemplateResult} from 'lit';
import type {ConnectionView, Snapshot} from '../session/snapshot.js';
import type {Failure} from '../ui/failure.js';
import type {SessionController} from '../ui/session-controller.js';
import type {Context} from './context.js';
import type {Target} from './flow-state.js';
import type {ProviderConnect} from './provider-connect.js';

/** Everything of `<provider-connect>` that its first paint can do without. */
export class Panel implements ReactiveController {
  readonly #flow: ConnectFlow;
  readonly #search: DirectorySearch;
  readonly #missing: MissingProvider;
  readonly #leaving: Disconnecting;
  readonly #account: AccountOffer;
  readonly #asking: Asking;
  #made: {readonly of: unknown; readonly words: Context['words']} | undefined;
  /** Calls of `connect()` that came before the session. */
  #waiting: (() => void)[] = [];

  constructor(
    private readonly host: ProviderConnect,
    private readonly session: SessionController,
  ) {
    useAllIcons();
    const frame = (): HTMLIFrameElement | null => host.renderRoot.querySelector('iframe');
    this.#asking = new Asking(
      host,
      session,
      () => this.#words,
      failure => this.#why(failure),
    );
    this.#flow = new ConnectFlow(host, session, frame, {
      first: route => this.#account.offer(route),
      news: names => this.#asking.say(this.#words.nowConnected(names.join(', '))),
    });
    this.#search = new DirectorySearch(host, session, () => this.#flow.state.step === 'search' && this.#hasDirectory);
    this.#missing = new MissingProvider(host, session);
    this.#leaving = new Disconnecting(host, session, name => this.#asking.say(this.#words.disconnected(name)));
    this.#account = new AccountOffer(host, session);
    new LateStyles(host, [...rowStyles, panelStyles]);
    host.addController(this);
    new FocusKeeper(host, () => this.#step);
  }

  hostUpdate(): void {
    if (this.session.snapshot?.phase === 'ready') return;
    this.#leaving.close();
    this.#asking.forget();
    this.#account.forget();
    this.#flow.abort();
  }

  hostUpdated(): void {
    for (const go of this.#waiting.splice(0)) go();
  }

  hostDisconnected(): void {
    for (const go of this.#waiting.splice(0)) go();
    this.#leaving.close();
    this.#flow.leave();
  }

  /** What the button says that opens the search. */
  connectWords({connections}: Snapshot): string {
    const {connect, connectFirst} = this.#words;
    return connections.some(isMade) ? connect : connectFirst;
  }

  /** @see ProviderConnect.connect */
  async connect(institutionId?: string): Promise<void> {
    while (this.session.snapshot?.phase === 'loading' && this.host.isConnected) {
      await new Promise<void>(done => this.#waiting.push(done));
    }
    const {snapshot} = this.session;
    if (snapshot?.phase !== 'ready' || this.#flow.isOpen) return this.#flow.closed();
    const target = institutionId === undefined ? onlyTarget(snapshot) : knownTarget(snapshot, institutionId);
    if (target) return this.#flow.begin(target);
    const found = institutionId === undefined ? undefined : await this.#lookUp(institutionId);
    return found ? this.#flow.begin(found) : this.#openSearch();
  }

  /** Nothing can be reached, so that connecting would only fail. */
  get cutOff(): boolean {
    const {snapshot} = this.session;
    return snapshot !== undefined && isCutOff(snapshot);
  }

  get #step(): string | undefined {
    if (this.#leaving.isOpen) return 'leaving';
    return this.#flow.isOpen ? this.#flow.state.step : undefined;
  }

  get #hasDirectory(): boolean {
    return Boolean(this.session.snapshot?.links.directory);
  }

  get #words(): Context['words'] {
    const {strings} = this.host;
    // made once: they are asked for a dozen times in each update, of which a first read has hundreds
    if (!this.#made || this.#made.of !== strings)
      this.#made = {of: strings, words: {...FIRST_STRINGS, ...PANEL_STRINGS, ...strings}};
    return this.#made.words;
  }

  #context(snapshot: Snapshot): Context {
    const {host} = this;
    const level = Math.min(4, host.headingLevel >= 1 ? host.headingLevel : 2);
    return {snapshot, words: this.#words, language: this.#language, level};
  }

  get #language(): string {
    return resolveLocale(this.host, this.host.locale);
  }

  #why(failure: Failure): string {
    return failureText(failure, this.#words, this.#language);
  }

  async #lookUp(id: string): Promise<Target | undefined> {
    if (!this.#hasDirectory) return undefined;
    try {
      // a host may search names only: then it stands among its suggestions, or nobody knows it
      for (const query of [id, '']) {
        const {institutions} = await this.session.dispatch({type: 'search-directory', query});
        const entry = institutions.find(each => each.id === id);
        const {snapshot} = this.session;
        if (entry) return snapshot && entryTarget(snapshot, entry);
      }
    } catch {
      // the search that opens instead says what is wrong
    }
    return undefined;
  }

  // -- the dialog

  readonly #handleClose = (): void => {
    if (this.#leaving.isOpen) this.#leaving.close();
    else if (this.#flow.isOpen) void this.#flow.close();
  };

  #openSearch(): Promise<void> {
    this.#search.type('');
    return this.#flow.open('search');
  }

  #openMissing(): void {
    this.#missing.reset();
    void this.#flow.open('missing');
  }

  #renderStep(context: Context): unknown {
    const flow = this.#flow;
    const connect = (target: Target): void => void flow.begin(target);
    if (this.#leaving.isOpen) return this.#leaving.render(context, this.#handleClose);
    switch (flow.state.step) {
      case 'search':
        return searchView(this.#search, context, {
          connect,
          missing: () => this.#openMissing(),
          close: this.#handleClose,
        });
      case 'missing':
        return html`${this.#missing.render(context)}
          <p>
            <button class="button" type="button" @click=${() => void this.#openSearch()}>
              ${context.words.backToSearch}
            </button>
          </p>`;
      default:
        return flowView(flow, context, {close: this.#handleClose, search: () => void this.#openSearch()}, () =>
          this.#account.render(context),
        );
    }
  }

  #renderDialog(context: Context): TemplateResult {
    const {words, level} = context;
    const step = this.#step;
    const title = this.#leaving.isOpen ? this.#leaving.title(context) : flowTitle(this.#flow.state, context);
    const parts = step ? {title, body: this.#renderStep(context)} : undefined;
    return panelDialog(parts, level, words.close, this.#handleClose, `step-${step}`);
  }

  /** Where no connection can be shown: why, and the way back. */
  renderAway(snapshot: Snapshot, restart: () => void): TemplateResult {
    return awayView(snapshot, this.#words, this.#language, restart, speaks(this.host));
  }

  renderList(snapshot: Snapshot): unknown {
    const context = this.#context(snapshot);
    const {words} = context;
    const act = {
      connect: (target: Target) => void this.#flow.begin(target),
      resync: (one: ConnectionView) => void this.#asking.resync(one),
      reload: () => void this.#asking.reload(),
      askDisconnect: (one: ConnectionView) => this.#leaving.ask(one),
      explain: (route: string) => this.#explain(route),
    };
    const {problem} = snapshot;
    return html`${this.#asking.render()} ${listView(context, act, this.#asking)}
    ${
      this.cutOff
        ? html`<p class="notice warn" part="notice" id="stale">
            ${problem ? this.#why(problem) : words.cutOff} ${words.stale}
          </p>`
        : nothing
    }`;
  }

  /** Opens the answer and goes to it. */
  #explain(route: string): void {
    const root = rootOf(this.host);
    for (const id of ['faq', `faq-different-${route}`]) {
      const details = root.getElementById(id);
      if (details instanceof HTMLDetailsElement) details.open = true;
    }
    root.querySelector<HTMLElement>(`#${CSS.escape(`faq-different-${route}`)} summary`)?.focus();
  }

  /** What stands below the connect button. */
  renderRest(snapshot: Snapshot): unknown {
    const context = this.#context(snapshot);
    const {words} = context;
    return html`${this.#flow.isOpen ? nothing : this.#account.render(context)}
      <p>
        <button class="link" type="button" @click=${() => this.#openMissing()}>${words.cantFind}</button>
      </p>
      ${faqView(context)} ${this.#renderDialog(context)}`;
  }
}
