import type {RouteView} from '../session/snapshot.js';
import type {Failure} from '../ui/failure.js';
import type {Outcome} from './outcome.js';

/** What a flow connects: a route, and which institution over it, where that is known. */
export interface Target {
  readonly route: RouteView;
  /** Name for the screen: the institution's, else the route's. */
  readonly name: string;
  readonly institution?: string;
  readonly sourceId?: string;
  /** Key of the connection that is made again. */
  readonly again?: string;
}

/** Where a connect flow stands. `closed` is between flows; the dialog shows every other state. */
export type FlowState =
  | {readonly step: 'closed'}
  | {readonly step: 'search'}
  | {readonly step: 'missing'}
  | {readonly step: 'opening'; readonly target: Target}
  | {readonly step: 'frame'; readonly target: Target; readonly url: string; readonly origin: string}
  | {
      readonly step: 'popup';
      readonly target: Target;
      readonly url: string;
      /** The browser did not open the window: there is a link. */
      readonly blocked: boolean;
      /** The patient said that they had finished, and the host said no. */
      readonly notYet: boolean;
    }
  | {readonly step: 'checking'; readonly target: Target}
  | ({readonly step: 'done'; readonly target: Target} & Outcome)
  | {readonly step: 'unfinished'; readonly target: Target}
  | {readonly step: 'elsewhere'; readonly target: Target}
  /** `unsure`: the flow ended, and what became of it could not be asked. */
  | {readonly step: 'failed'; readonly target: Target; readonly why: Failure; readonly unsure: boolean};
