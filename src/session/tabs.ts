import type {EndReason, Erasure} from './snapshot.js';
import type {Left} from './participation.js';
import type {Channel, Surroundings} from './surroundings.js';

/** What tabs of one session say to each other: no token, no record, no name. */
export type TabMessage =
  /** Blank now. */
  | {
      readonly type: 'blank';
      readonly why: EndReason | 'opted-out' | 'erased' | 'not-eligible';
      /** Hash of the patient who leaves or removes the copy; absent where nobody knows who does. */
      readonly hash?: string;
      /** What came of erasing the copy alone, when it has ended; `null`: it could not be erased. */
      readonly erased?: Erasure | null;
      /** How leaving has ended. */
      readonly left?: Left;
    }
  /** Hash of the patient that this tab shows: a tab that shows another one blanks. */
  | {readonly type: 'owner'; readonly hash: string}
  /** The patient is here: no tab goes idle. */
  | {readonly type: 'input'}
  /** The leader is alive. */
  | {readonly type: 'beat'}
  /** Pages were stored; `ended` when the pass is over. */
  | {readonly type: 'stored'; readonly ended: boolean}
  /** The leader has stopped. */
  | {readonly type: 'free'}
  /** The host knows something new (a connection was made or ended). */
  | {readonly type: 'reload'};

/** The tabs of one session, and what they tell each other. */
export class Tabs {
  readonly #channel: Channel | undefined;
  /** Monotonic ms at which another tab last said that it leads. */
  beat = -Infinity;

  /** @param name opaque, the same in every tab of the session */
  constructor(surroundings: Surroundings, name: string, listener: (message: TabMessage) => void) {
    this.#channel = surroundings.channel(name, data => {
      const message = data as TabMessage | null;
      if (typeof message?.type !== 'string') return;
      if (message.type === 'beat') this.beat = surroundings.clock.monotonic();
      else if (message.type === 'free') this.beat = -Infinity;
      else listener(message);
    });
  }

  post(message: TabMessage): void {
    this.#channel?.post(message);
  }
}
