import {html} from 'lit';
import {failureOf, retryOf} from '../ui/failure.js';
import {isUnlisted} from './status.js';
import type {ReactiveControllerHost, TemplateResult} from 'lit';
import type {ConnectionView} from '../session/snapshot.js';
import type {Failure} from '../ui/failure.js';
import type {SessionController} from '../ui/session-controller.js';
import type {Context} from './context.js';

/** Asks connections for news, and says what came of it: in each row, and aloud. */
export class Asking {
  /** Keys of connections that are asked at this moment. */
  readonly busy = new Set<string>();
  /** Why asking a connection has failed, by key. */
  readonly failed = new Map<string, string>();
  #news = '';
  #newsIsBad = false;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly session: SessionController,
    private readonly words: () => Context['words'],
    private readonly why: (failure: Failure) => string,
  ) {}

  /** What happened last, for the page's live region. */
  say(text: string, bad = false): void {
    this.#news = text;
    this.#newsIsBad = bad;
    this.host.requestUpdate();
  }

  /** The screen has been blanked. */
  forget(): void {
    this.#news = '';
    this.failed.clear();
  }

  async resync(one: ConnectionView): Promise<void> {
    if (this.busy.has(one.key)) return;
    const place = one.institution.name;
    this.busy.add(one.key);
    this.failed.delete(one.key);
    this.say(this.words().checking(place));
    try {
      await this.session.dispatch({type: 'resync', route: one.route, connection: one.connection});
      this.say(this.words().checked(place));
    } catch (error) {
      const failure = failureOf(error);
      // nobody is there any more to whom it could be said
      if (failure.code !== 'aborted') {
        const problem = this.why(failure);
        this.failed.set(one.key, problem);
        this.say(problem, true);
      }
    }
    this.busy.delete(one.key);
    this.host.requestUpdate();
  }

  /** Asks once more what stands. */
  async reload(): Promise<void> {
    this.say(this.words().checkingNow);
    try {
      await this.session.dispatch({type: 'reload-connections'});
      const {connections = []} = this.session.snapshot ?? {};
      const unread = connections.find(isUnlisted);
      this.say(unread?.code ? this.why({code: unread.code, ...retryOf(unread)}) : '', !!unread?.code);
    } catch (error) {
      const failure = failureOf(error);
      if (failure.code !== 'aborted') this.say(this.why(failure), true);
    }
  }

  render(): TemplateResult {
    return html`<p role="status" class="news ${this.#newsIsBad ? 'error' : ''}">${this.#news}</p>`;
  }
}
