import {html, nothing} from 'lit';
import {toCode} from '../errors.js';
import {modal} from '../ui/dialog.js';
import {heading} from '../ui/heading.js';
import {resolveLocale} from '../ui/locale.js';
import {AccountOffer} from './account-offer.js';
import {awayView} from './away-view.js';
import {Disconnecting} from './disconnecting.js';
import {faqView} from './faq-view.js';
import {flowTitle, flowView} from './flow-view.js';
import {ConnectFlow} from './flow.js';
import {listView} from './list-view.js';
import {MissingProvider} from './missing-view.js';
import {PANEL_STRINGS} from './panel-strings.js';
import {adoptPanelStyles} from './panel-styles.js';
import {DirectorySearch} from './search.js';
import {searchView} from './search-view.js';
import {isMade} from './status.js';
import {FIRST_STRINGS} from './strings.js';
import {againTarget, entryTarget, isCutOff, openRoutes, routeTarget} from './targets.js';
import type {ReactiveController, TemplateResult} from 'lit';
import type {ConnectionView, Snapshot} from '../session/snapshot.js';
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
  /** Keys of connections that are asked for news at this moment. */
  readonly #checking = new Set<string>();
  /** Why asking a connection for news has failed, by key. */
  readonly #failed = new Map<string, string>();
  /** What happened last, for the page's live region. */
  #news = '';
  #newsIsBad = false;
  #step = 'closed';
  /** Calls of `connect()` that came before the session. */
  #waiting: (() => void)[] = [];

  constructor(
    private readonly host: ProviderConnect,
    private readonly session: SessionController,
  ) {
    const frame = (): HTMLIFrameElement | null | undefined => host.shadowRoot?.querySelector('iframe');
    this.#flow = new ConnectFlow(host, session, frame, {
      first: route => this.#account.offer(route),
      news: names => this.#say(this.#words.nowConnected(names.join(', '))),
    });
    this.#search = new DirectorySearch(host, session, () => this.#flow.state.step === 'search' && this.#hasDirectory);
    this.#missing = new MissingProvider(host, session);
    this.#leaving = new Disconnecting(host, session, name => this.#say(this.#words.disconnected(name)));
    this.#account = new AccountOffer(host, session);
    adoptPanelStyles(host.shadowRoot!);
    host.addController(this);
  }

  hostUpdate(): void {
    if (this.session.snapshot?.phase === 'ready') return;
    this.#leaving.close();
    this.#news = '';
    this.#failed.clear();
    this.#flow.abort();
  }

  hostUpdated(): void {
    for (const go of this.#waiting.splice(0)) go();
    const step = this.#leaving.isOpen ? 'leaving' : this.#flow.state.step;
    if (step === this.#step) return;
    this.#step = step;
    queueMicrotask(() => this.#focus(step));
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
    const target = institutionId === undefined ? this.#onlyWay(snapshot) : this.#known(snapshot, institutionId);
    if (target) return this.#flow.begin(target);
    const found = institutionId === undefined ? undefined : await this.#lookUp(institutionId);
    if (found) return this.#flow.begin(found);
    this.#search.type('');
    return this.#flow.open('search');
  }

  /** Nothing can be reached, so that connecting would only fail. */
  get cutOff(): boolean {
    const {snapshot} = this.session;
    return snapshot !== undefined && isCutOff(snapshot);
  }

  get #hasDirectory(): boolean {
    return Boolean(this.session.snapshot?.links.directory);
  }

  get #words(): Context['words'] {
    return {...FIRST_STRINGS, ...PANEL_STRINGS, ...this.host.strings};
  }

  #context(snapshot: Snapshot): Context {
    const {host} = this;
    const level = Math.min(4, host.headingLevel >= 1 ? host.headingLevel : 2);
    return {snapshot, words: this.#words, language: resolveLocale(host, host.locale), level, now: Date.now()};
  }

  /** Without a directory and with one route there is nothing to choose. */
  #onlyWay(snapshot: Snapshot): Target | undefined {
    const routes = openRoutes(snapshot);
    return !snapshot.links.directory && routes.length === 1 ? routeTarget(routes[0]!) : undefined;
  }

  #known(snapshot: Snapshot, id: string): Target | undefined {
    const one = snapshot.connections.find(({institution}) => institution.id === id);
    if (one) return againTarget(snapshot, one);
    const route = openRoutes(snapshot).find(({institution}) => institution?.id === id);
    return route && routeTarget(route);
  }

  async #lookUp(id: string): Promise<Target | undefined> {
    if (!this.#hasDirectory) return undefined;
    try {
      const {institutions} = await this.session.dispatch({type: 'search-directory', query: id});
      const entry = institutions.find(each => each.id === id);
      const {snapshot} = this.session;
      return entry && snapshot && entryTarget(snapshot, entry);
    } catch {
      return undefined; // the search that opens instead says what is wrong
    }
  }

  /** Focus follows the step: into the dialog, to what it is about, and back to the page. */
  #focus(step: string): void {
    const root = this.host.shadowRoot!;
    if (step !== 'closed') {
      const marked = root.querySelector<HTMLElement>('dialog [data-focus]');
      (marked ?? root.getElementById('dialog-title'))?.focus();
    } else if (!root.activeElement && this.host.isConnected) {
      // what had opened the dialog has gone with its row
      root.getElementById('heading')?.focus();
    }
  }

  #say(text: string, bad = false): void {
    this.#news = text;
    this.#newsIsBad = bad;
    this.host.requestUpdate();
  }

  // -- one connection

  async #resync(one: ConnectionView): Promise<void> {
    if (this.#checking.has(one.key)) return;
    const place = one.institution.name;
    this.#checking.add(one.key);
    this.#failed.delete(one.key);
    this.#say(this.#words.checking(place));
    try {
      await this.session.dispatch({type: 'resync', route: one.route, connection: one.connection});
      this.#say(this.#words.checked(place));
    } catch (error) {
      const problem = this.#words.problem(toCode(error));
      this.#failed.set(one.key, problem);
      this.#say(problem, true);
    }
    this.#checking.delete(one.key);
    this.host.requestUpdate();
  }

  /** Asks what stands once more. */
  async #reload(): Promise<void> {
    this.#say(this.#words.checkingNow);
    try {
      await this.session.dispatch({type: 'reload-connections'});
      this.#say('');
    } catch (error) {
      this.#say(this.#words.problem(toCode(error)), true);
    }
  }

  // -- the dialog

  readonly #handleClose = (): void => {
    if (this.#leaving.isOpen) this.#leaving.close();
    else if (this.#flow.isOpen) void this.#flow.close();
  };

  #openSearch(): void {
    this.#search.type('');
    void this.#flow.open('search');
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
        return searchView(this.#search, context, {connect, missing: () => this.#openMissing()});
      case 'missing':
        return html`${this.#missing.render(context)}
          <p>
            <button class="button" type="button" @click=${() => this.#openSearch()}>
              ${context.words.backToSearch}
            </button>
          </p>`;
      default:
        return flowView(flow, context, {close: this.#handleClose, search: () => this.#openSearch()}, () =>
          this.#account.render(context),
        );
    }
  }

  #renderDialog(context: Context): unknown {
    const {words, level} = context;
    const open = this.#leaving.isOpen || this.#flow.isOpen;
    const title = this.#leaving.isOpen ? this.#leaving.title(context) : flowTitle(this.#flow.state, context);
    return html`<dialog
      part="dialog"
      class="step-${this.#flow.state.step}"
      aria-labelledby="dialog-title"
      ${modal(open)}
      @close=${this.#handleClose}
    >
      ${
        open
          ? html`<div class="dialog-head">
                ${heading(level + 1, title, 'dialog-title')}
                <button class="button small" type="button" @click=${this.#handleClose}>${words.close}</button>
              </div>
              <div class="dialog-body">${this.#renderStep(context)}</div>`
          : nothing
      }
    </dialog>`;
  }

  /** Why there are no connections on screen. */
  /** Where no connection can be shown: why, and the way back. */
  renderAway(snapshot: Snapshot, restart: () => void): TemplateResult {
    return awayView(snapshot, this.#words, restart);
  }

  renderList(snapshot: Snapshot): unknown {
    const context = this.#context(snapshot);
    const list = listView(
      context,
      {
        connect: target => void this.#flow.begin(target),
        resync: one => void this.#resync(one),
        reload: () => void this.#reload(),
        askDisconnect: one => this.#leaving.ask(one),
        explain: route => this.#explain(route),
      },
      this.#checking,
      this.#failed,
    );
    const news = html`<p role="status" class="news ${this.#newsIsBad ? 'error' : ''}">${this.#news}</p>`;
    return this.cutOff
      ? html`${news}${list}
          <p class="notice warn" part="notice" id="stale">
            ${snapshot.problem ? context.words.problem(snapshot.problem.code) : context.words.cutOff}
            ${context.words.stale}
          </p>`
      : html`${news}${list}`;
  }

  /** Opens the answer and goes to it. */
  #explain(route: string): void {
    const root = this.host.shadowRoot!;
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
