import {databaseName} from '../../src/cache/keys.js';
import {openRecordStore} from '../../src/cache/open-store.js';
import {purgeEndpoint} from '../../src/cache/purge.js';
import {newEndpoint, newKey, realDeps} from '../cache/fixtures.js';
import {FaultyIdb} from '../helpers/faulty-idb.js';
import {PatientClock} from '../helpers/patient-clock.js';
import {throughIdb} from '../helpers/through-idb.js';
import {World} from './world.js';
import type {Surroundings} from '../../src/session/surroundings.js';
import type {Tab} from './world.js';

/** A world whose disk is this browser's own storage, sealed, with faults. */
export class SealedWorld extends World {
  readonly idb = new FaultyIdb();
  readonly endpoint = newEndpoint();
  key = newKey();
  readonly #deps = realDeps({databases: throughIdb(this.idb.factory), clock: new PatientClock(this.idb)});

  override surroundings(tab: Tab): Surroundings {
    return {
      ...super.surroundings(tab),
      storage: {
        open: ({patientKey}) =>
          openRecordStore({
            endpoint: this.endpoint,
            patientKey,
            cache: {kid: 'k1', key: this.key, maxAge: 3600},
            deps: this.#deps,
          }),
        purge: () => purgeEndpoint({endpoint: this.endpoint, deps: this.#deps}),
        finishPurges: () => Promise.resolve(),
      },
    };
  }

  /** The disk takes nothing more. */
  full(): void {
    this.idb.fail('put', 'quota');
  }

  /** The disk takes everything again. */
  room(): void {
    this.idb.mend();
    this.idb.release();
  }

  /** The browser takes away all that is stored. */
  async evict(): Promise<void> {
    await this.idb.evict(await databaseName(crypto, this.endpoint));
  }

  override async clear(): Promise<void> {
    this.room();
    await super.clear();
  }

  /** Real work goes on until this holds; what waits for time gets some. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await this.clock.advance(20);
  }

  /** Ends everything and leaves nothing behind. */
  async end(): Promise<void> {
    this.idb.mend();
    this.idb.release();
    for (const tab of this.tabs) {
      await tab.session.dispatch({type: 'end-session'}).catch(() => undefined);
      tab.crash();
    }
    await purgeEndpoint({endpoint: this.endpoint, deps: realDeps()});
  }

  all(): string[] {
    return Object.values(this.servers)
      .flatMap(({ids}) => ids)
      .sort();
  }
}
