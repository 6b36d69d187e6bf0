import {outcome, standing, unread} from './outcome.js';
import type {Failure} from '../ui/failure.js';
import type {SessionController} from '../ui/session-controller.js';
import type {Target} from './flow-state.js';
import type {Outcome, Standing} from './outcome.js';

/** How things stood when a flow began, to be compared with what the host says later. */
export class Comparison {
  /** `undefined` when it could not be read. */
  readonly #before: Standing | undefined;

  constructor(
    private readonly session: SessionController,
    private readonly target: Target,
  ) {
    this.#before = this.unread ? undefined : standing(session.snapshot, target.route.id);
  }

  /** What has changed since, in the host's words. */
  get result(): Outcome | undefined {
    const {route, again} = this.target;
    return outcome(this.#before, standing(this.session.snapshot, route.id), again);
  }

  /** Why nobody can say at the moment how it stands. */
  get unread(): Failure | undefined {
    return unread(this.session.snapshot, this.target.route.id);
  }

  /** Nothing was connected over this aggregator before. */
  isFirst({again}: Outcome): boolean {
    return !again && this.target.route.kind === 'aggregator' && this.#before?.size === 0;
  }
}
