import {isRetryable} from '../errors.js';
import {emit} from '../ui/emit.js';
import {MhErrorEvent} from '../ui/events.js';
import {failureOf} from '../ui/failure.js';
import {Comparison} from './comparison.js';
import {takeConnectLock} from './connect-lock.js';
import {MhConnectRequestEvent} from './events.js';
import {readFrameMessage} from './frame-messages.js';
import {HostFlow} from './host-flow.js';
import {openPopup, watchPopup} from './popup.js';
import type {ErrorCode} from '../errors.js';
import type {SessionController} from '../ui/session-controller.js';
import type {FlowState, Target} from './flow-state.js';
import type {ProviderConnect} from './provider-connect.js';

export interface FlowNews {
  /** The first connection over an aggregator has been made: the moment for its optional account. */
  readonly first: (route: string) => void;
  /** Institutions that were connected before the patient closed the dialog early. */
  readonly news: (names: readonly string[]) => void;
}

/**
 * A connect flow, from the press to what the host says became of it. Nothing that a frame or a window says is
 * believed: it only makes the flow ask the host (`reload-connections`).
 */
export class ConnectFlow {
  state: FlowState = {step: 'closed'};
  /** Ends the listeners, the lock and the answers of the flow that runs. */
  #run: AbortController | undefined;
  /** Of the flow that runs, or ran last. */
  #since: Comparison | undefined;
  readonly #hostFlow: HostFlow;
  #closing: (() => void)[] = [];
  #renewed = false;
  #frame: () => HTMLIFrameElement | null | undefined;

  constructor(
    private readonly host: ProviderConnect,
    private readonly session: SessionController,
    frame: () => HTMLIFrameElement | null | undefined,
    private readonly tell: FlowNews,
  ) {
    this.#frame = frame;
    this.#hostFlow = new HostFlow(session);
  }

  get isOpen(): boolean {
    return this.state.step !== 'closed';
  }

  /** Shows the search, or what to do when a provider is missing. Resolves when the dialog has closed. */
  open(step: 'search' | 'missing'): Promise<void> {
    if (!this.#run) this.#show({step}); // a flow that runs is not thrown away
    return this.closed();
  }

  /** Resolves when no flow is open (any more). */
  closed(): Promise<void> {
    if (!this.isOpen) return Promise.resolve();
    return new Promise(done => this.#closing.push(done));
  }

  /**
   * Starts to connect. Called in the click itself, because a popup is opened before anything is waited for.
   *
   * @param here go on although another tab seems to be connecting
   */
  begin(target: Target, here = false): Promise<void> {
    const {route, institution} = target;
    const kind = route.connect?.kind;
    if (!kind || this.#run) return this.closed();
    if (!emit(this.host, new MhConnectRequestEvent({route: route.id, institution}))) {
      this.#hostFlow.listen(route.id);
      this.#close();
      return Promise.resolve();
    }
    const run = new AbortController();
    this.#run = run;
    this.#renewed = false;
    this.#since = new Comparison(this.session, target);
    const url = kind === 'popup' ? route.connect?.url : undefined;
    const popup = url ? openPopup(url) : undefined;
    this.#show({step: 'opening', target});
    const done = this.closed();
    void this.#go(target, run, here, url, popup);
    return done;
  }

  async #go(target: Target, run: AbortController, here: boolean, url?: string, popup?: Window | null): Promise<void> {
    try {
      const release = here ? undefined : await takeConnectLock(this.host.tokenEndpoint);
      if (run.signal.aborted) return release?.();
      if (!release && !here) {
        popup?.close();
        return this.#end({step: 'elsewhere', target});
      }
      run.signal.addEventListener('abort', () => release?.());
      switch (target.route.connect?.kind) {
        case 'human-connect':
          return await this.#openFrame(target, run);
        case 'instant':
          await this.session.dispatch({type: 'connect-instant', route: target.route.id});
          return await this.#settle(target, run);
        case 'popup':
          if (!url) return this.#fail(target, 'connect_failed');
          return this.#waitForPopup(target, run, url, !popup);
      }
    } catch (error) {
      this.#failed(error, target, run, false);
    }
  }

  // -- human-connect

  async #openFrame(target: Target, run: AbortController): Promise<void> {
    const {route, sourceId} = target;
    const renew = this.#renewed ? {renew: true as const} : {};
    const {url, origin} = await this.session.dispatch({type: 'connect-frame', route: route.id, sourceId, ...renew});
    if (run.signal.aborted) return;
    if (new URL(url).origin !== origin) return this.#fail(target, 'connect_failed');
    this.#show({step: 'frame', target, url, origin});
    const ears = new AbortController();
    run.signal.addEventListener('abort', () => ears.abort());
    const hear = (event: MessageEvent): void => {
      const message = readFrameMessage(event, this.#frame(), origin);
      if (message?.type !== 'hapi-connect-close') return;
      ears.abort();
      void this.#frameClosed(message.status, target, run);
    };
    window.addEventListener('message', hear, {signal: ears.signal});
  }

  async #frameClosed(status: string | null | undefined, target: Target, run: AbortController): Promise<void> {
    if (!status || status === 'SUCCESS') return this.#settle(target, run);
    // a token that was refused is replaced once
    if (this.#renewed) return this.#fail(target, 'connect_expired');
    this.#renewed = true;
    this.#show({step: 'opening', target});
    try {
      await this.#openFrame(target, run);
    } catch (error) {
      this.#failed(error, target, run, false);
    }
  }

  // -- popup

  #waitForPopup(target: Target, run: AbortController, url: string, blocked: boolean): void {
    this.#show({step: 'popup', target, url, blocked, notYet: false});
    if (blocked) this.#tell(target, 'popup_blocked');
    const look = (returned: boolean) => (): void => void this.#look(target, run, false, returned);
    watchPopup(target.route.id, {returned: look(true), focused: look(false)}, run.signal);
  }

  /** "I have finished". */
  finish(): void {
    if (this.state.step === 'popup' && this.#run) void this.#look(this.state.target, this.#run, true);
  }

  /** "I don't see the window". */
  showLink(): void {
    if (this.state.step === 'popup') this.#show({...this.state, blocked: true, notYet: false});
  }

  /** Asks the host whether the popup's route is connected by now. */
  async #look(target: Target, run: AbortController, asked: boolean, returned = false): Promise<void> {
    const before = this.state;
    if (before.step !== 'popup') return;
    if (asked || returned) this.#show({step: 'checking', target});
    try {
      await this.session.dispatch({type: 'reload-connections'});
    } catch (error) {
      // a look on the side asks again at the next focus
      if (asked || returned) this.#failed(error, target, run, true);
      return;
    }
    if (run.signal.aborted) return;
    if (returned || this.#since?.result) this.#finishWith(target);
    else if (asked) this.#show({...before, notYet: true});
  }

  // -- the end

  async #settle(target: Target, run: AbortController): Promise<void> {
    this.#show({step: 'checking', target});
    try {
      await this.session.dispatch({type: 'reload-connections'});
    } catch (error) {
      return this.#failed(error, target, run, true);
    }
    if (!run.signal.aborted) this.#finishWith(target);
  }

  #finishWith(target: Target): void {
    const {result, unread: why} = this.#since ?? {};
    // of a list that could not be read nobody can say that nothing is new in it
    if (!result && why) return this.#end({step: 'failed', target, why, unsure: true});
    if (!result) return this.#end({step: 'unfinished', target});
    if (this.#since!.isFirst(result)) this.tell.first(target.route.id);
    this.#end({step: 'done', target, ...result});
  }

  /** Asks again what became of a flow whose end could not be looked up. */
  lookAgain(): void {
    if (this.state.step !== 'failed') return;
    const run = new AbortController();
    this.#run = run;
    void this.#settle(this.state.target, run);
  }

  /** The patient closes the dialog, in whatever state: what the frame did until then is looked up behind it. */
  async close(): Promise<void> {
    const {state} = this;
    const waiting = this.#closing;
    this.#closing = [];
    this.abort();
    if (state.step === 'frame' || state.step === 'popup' || state.step === 'checking') {
      const since = this.#since;
      // what could not be looked up is said by the list; another patient's places are no news
      const isKnown = await this.session.dispatch({type: 'reload-connections'}).then(
        () => true,
        () => false,
      );
      const result = isKnown ? since?.result : undefined;
      if (result && !result.again) {
        if (since!.isFirst(result)) this.tell.first(state.target.route.id);
        this.tell.news(result.names);
      }
    }
    for (const done of waiting) done();
  }

  /** Ends the flow without a look: the element has gone, or the session is over. */
  abort(): void {
    this.#run?.abort();
    this.#run = undefined;
    this.#close();
  }

  /** The element has gone. */
  leave(): void {
    this.#hostFlow.stop();
    this.abort();
  }

  /** Ends with what was thrown, unless the flow has ended. @param unsure it may have connected all the same */
  #failed(error: unknown, target: Target, run: AbortController, unsure: boolean): void {
    if (!run.signal.aborted) this.#end({step: 'failed', target, why: failureOf(error), unsure});
  }

  /** Ends with a failure that the session does not know of. */
  #fail(target: Target, code: ErrorCode): void {
    this.#end({step: 'failed', target, why: {code}, unsure: false});
    this.#tell(target, code);
  }

  #tell({route}: Target, code: ErrorCode): void {
    emit(this.host, new MhErrorEvent({code, route: route.id, retryable: isRetryable(code)}));
  }

  #end(state: FlowState): void {
    this.#run?.abort();
    this.#run = undefined;
    this.#show(state);
  }

  #close(): void {
    this.#show({step: 'closed'});
    for (const done of this.#closing.splice(0)) done();
  }

  #show(state: FlowState): void {
    this.state = state;
    this.host.requestUpdate();
  }
}
