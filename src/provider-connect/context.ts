import type {Snapshot} from '../session/snapshot.js';
import type {ConnectStrings} from './provider-connect.js';

/** What every template of the panel gets. */
export interface Context {
  readonly snapshot: Snapshot;
  readonly words: ConnectStrings;
  readonly language: string;
  /** Level of the element's own heading. */
  readonly level: number;
}
