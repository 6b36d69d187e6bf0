import {VirtualClock} from './virtual-clock.js';
import type {Clock} from '../../src/environment.js';
import type {FaultyIdb} from './faulty-idb.js';

/** Deadlines pass when the last thing asked of the storage is held back for good, and not before. */
export class PatientClock implements Clock {
  constructor(readonly idb: FaultyIdb) {}
  now = () => Date.now();
  monotonic = () => performance.now();
  random = () => 0;
  delay = async (_ms: number, signal?: AbortSignal) => {
    for (let stuck = 0; stuck < 5;) {
      await new VirtualClock().settle(1);
      if (signal?.aborted) throw new Error('aborted');
      stuck = this.idb.stuck ? stuck + 1 : 0;
    }
  };
}
