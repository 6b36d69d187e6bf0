import {html, nothing} from 'lit';
import {failureOf, failureText} from '../ui/failure.js';
import {unread} from './outcome.js';
import {isMade} from './status.js';
import type {ReactiveControllerHost, TemplateResult} from 'lit';
import type {ConnectionView} from '../session/snapshot.js';
import type {Failure} from '../ui/failure.js';
import type {SessionController} from '../ui/session-controller.js';
import type {Context} from './context.js';

/** The portal has answered, and the connection stands as far as anybody knows; `unread`: why nobody knows more. */
interface Standing {
  readonly unread: Failure | undefined;
}

/** The question before a connection is let go: what goes, what stays. */
export class Disconnecting {
  #one: ConnectionView | undefined;
  #busy = false;
  #problem: Failure | Standing | undefined;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly session: SessionController,
    /** The host lists it no more. */
    private readonly done: (name: string) => void,
  ) {}

  get isOpen(): boolean {
    return this.#one !== undefined;
  }

  ask(one: ConnectionView): void {
    this.#one = one;
    this.#busy = false;
    this.#problem = undefined;
    this.host.requestUpdate();
  }

  close(): void {
    if (!this.#one) return;
    this.#one = undefined;
    this.host.requestUpdate();
  }

  title({words}: Context): string {
    return words.disconnectTitle(this.#one!.institution.name);
  }

  readonly #handleDisconnect = async (): Promise<void> => {
    const one = this.#one;
    if (!one || this.#busy) return;
    this.#busy = true;
    this.#problem = undefined;
    this.host.requestUpdate();
    let problem: Failure | Standing | undefined;
    try {
      await this.session.dispatch({type: 'disconnect', route: one.route, connection: one.connection});
      problem = this.#standing(one);
    } catch (error) {
      problem = failureOf(error);
    }
    if (!problem) this.done(one.institution.name);
    if (this.#one !== one) return; // closed meanwhile
    this.#busy = false;
    this.#problem = problem;
    if (problem) this.host.requestUpdate();
    else this.close();
  };

  /** A portal that has answered may not have done it, or its aggregator may not know of it yet. */
  #standing({key, route}: ConnectionView): Standing | undefined {
    const {snapshot} = this.session;
    const stands = snapshot?.connections.some(one => one.key === key && isMade(one));
    return stands ? {unread: unread(snapshot, route)} : undefined;
  }

  #why(problem: Failure | Standing, place: string, {words, language}: Context): string {
    if ('code' in problem) return failureText(problem, words, language);
    return problem.unread
      ? `${words.disconnectUnsure(place)} ${failureText(problem.unread, words, language)}`
      : words.stillListed(place);
  }

  render(context: Context, keep: () => void): TemplateResult {
    const {words} = context;
    const one = this.#one!;
    const records = Object.values(one.counts).reduce((sum, n) => sum + n, 0);
    return html`<ul class="bullets">
        <li>${words.goes(records)}</li>
        <li>${words.staysAtPlace(one.institution.name)}</li>
        ${one.routeKind === 'aggregator' ? html`<li>${words.staysAtRoute(one.routeName)}</li>` : nothing}
      </ul>
      <p>${words.canReconnect}</p>
      ${this.#problem ? html`<p role="alert" class="error">${this.#why(this.#problem, one.institution.name, context)}</p>` : nothing}
      <div class="actions">
        <button class="button" type="button" data-focus @click=${keep}>${words.keep}</button>
        <button class="button danger" type="button" aria-disabled=${this.#busy} @click=${this.#handleDisconnect}>
          ${this.#busy ? words.disconnecting : words.disconnectNow}
        </button>
      </div>`;
  }
}
