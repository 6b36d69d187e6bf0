import {notLoaded, toCoded} from '../errors.js';
import {Core} from './core.js';
import type {CoreOptions} from './core.js';
import type {Participant} from './publisher.js';
import type {RequestResults, SessionRequest, SessionStore} from './requests.js';
import type {Snapshot} from './snapshot.js';
import type {Surroundings} from './surroundings.js';

/** An element that moves within the page is back sooner. */
const MOVE_MS = 1000;

/** Requests that show nothing while they are under way. */
const QUIET: ReadonlySet<SessionRequest['type']> = new Set([
  'load-stored',
  'search-directory',
  'raw',
  'attachment',
] as const);

/**
 * One per token endpoint: what may be read, what is known, and how to ask for more. Elements join it, read its frozen
 * snapshots and dispatch requests; nothing else reaches in.
 */
export class Session implements SessionStore<Snapshot> {
  readonly #core: Core;
  /** No element is there. */
  #deserted = true;

  constructor(surroundings: Surroundings, options: CoreOptions) {
    this.#core = new Core(surroundings, options);
  }

  getState(): Snapshot {
    return this.#core.publisher.snapshot;
  }

  /** Called after every change, at most four times a second while records come in. */
  subscribe(listener: () => void): () => void {
    const {listeners} = this.#core.publisher;
    const own = (): void => listener();
    listeners.add(own);
    return () => listeners.delete(own);
  }

  /**
   * An element comes in. The first one starts the session, also after it has ended or was left by all: it may be for the
   * next patient, whom the portal's page did not load anew for. Only one that shows records (`reads`) starts reading
   * them; events go to the one that has been here longest. @returns the way to leave
   */
  join(participant: Participant): () => void {
    const core = this.#core;
    const {participants} = core.publisher;
    const own = {...participant};
    participants.add(own);
    // all elements of the page are in before the host is asked, so that their headers are
    queueMicrotask(() => {
      if (!participants.has(own)) return;
      if (this.#deserted && (!core.life || core.veiled)) void core.start();
      else void core.read(false);
      this.#deserted = false;
    });
    return () => {
      participants.delete(own);
      // an element that only moves within the page is back before this runs
      queueMicrotask(() => {
        this.#deserted = !participants.size;
        if (!core.publisher.reads) core.life?.pause.abort();
      });
      // whom the records are shown to next may be somebody else
      void core.surroundings.clock.delay(MOVE_MS).then(() => participants.size || core.veil());
    };
  }

  /** @throws {CodedError} as the request says; `host_unreachable` when the code for it does not come */
  async dispatch<R extends SessionRequest>(request: R): Promise<RequestResults[R['type']]> {
    const core = this.#core;
    const shown = !QUIET.has(request.type);
    if (shown) core.count(request.type, 1);
    try {
      // these need nothing that would have to be fetched first: they work without a line
      if (request.type === 'end-session') return core.blank('host') as RequestResults[R['type']];
      if (request.type === 'restart') return (await core.start()) as RequestResults[R['type']];
      const {act} = await import('./actions.js').catch(notLoaded);
      return (await act(core, request)) as RequestResults[R['type']];
    } catch (thrown) {
      throw toCoded(thrown);
    } finally {
      if (shown) core.count(request.type, -1);
    }
  }
}
