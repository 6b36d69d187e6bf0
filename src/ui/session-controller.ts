import type {ReactiveController} from 'lit';
import {openSession} from '../session/registry.js';
import type {RequestResults, SessionRequest, SessionStore} from '../session/requests.js';
import type {Snapshot} from '../session/snapshot.js';
import {emit} from './emit.js';
import {MhStateEvent} from './events.js';
import {toEvent} from './to-event.js';
import type {MyHealthElement} from './element.js';

/**
 * Joins an element to the session of its token endpoint while it is connected, and asks it to render when the
 * session's snapshot has changed. Elements of one document with the same endpoint and credentials share a session.
 */
export class SessionController implements ReactiveController {
  #store: SessionStore<Snapshot> | undefined;
  #leave: (() => void) | undefined;
  #joined = '';
  /** Whether there was a session when the element was last updated; before that, nobody has said that there is none. */
  #had = true;

  constructor(
    private readonly host: MyHealthElement,
    /** Only an element that shows records starts reading them. */
    private readonly reads: boolean,
  ) {
    host.addController(this);
  }

  /** The session's latest word; `undefined` while no token endpoint is set. */
  get snapshot(): Snapshot | undefined {
    return this.#store?.getState();
  }

  /** @throws {CodedError} what the request says; `aborted` when there is no session. */
  dispatch<R extends SessionRequest>(request: R): Promise<RequestResults[R['type']]> {
    if (!this.#store) return Promise.reject(new Error('aborted'));
    return this.#store.dispatch(request);
  }

  hostConnected(): void {
    this.#join();
  }

  hostUpdate(): void {
    if (!this.host.isConnected) return;
    this.#join();
    const had = this.#had;
    this.#had = !!this.#store;
    if (had && !this.#store) emit(this.host, new MhStateEvent({state: 'setup'}));
  }

  hostDisconnected(): void {
    this.#part();
  }

  /** Resolved against the document, so that two spellings of one endpoint share a session. */
  #endpoint(): string {
    // an element of the page may be named like a property of its document, never like one of this element
    const {tokenEndpoint, baseURI} = this.host;
    if (!tokenEndpoint) return '';
    try {
      return new URL(tokenEndpoint, baseURI).href;
    } catch {
      return '';
    }
  }

  #join(): void {
    const {store, credentials} = this.host;
    const endpoint = this.#endpoint();
    const wanted = store ? 'store' : endpoint && `${credentials} ${endpoint}`;
    if (wanted === this.#joined && (!store || store === this.#store)) return;
    this.#part();
    if (!wanted) return;
    this.#joined = wanted;
    const update = (): void => this.host.requestUpdate();
    if (store) {
      this.#store = store;
      this.#leave = store.subscribe(update);
      return;
    }
    const session = openSession({document: this.host.ownerDocument, endpoint, credentials});
    this.#store = session;
    const unsubscribe = session.subscribe(update);
    const leave = session.join({
      reads: this.reads,
      hostHeaders: () => this.host.hostHeaders?.() ?? {},
      emit: fields => void emit(this.host, toEvent(fields)),
    });
    this.#leave = () => {
      unsubscribe();
      leave();
    };
  }

  #part(): void {
    this.#leave?.();
    this.#leave = undefined;
    this.#store = undefined;
    this.#joined = '';
  }
}
