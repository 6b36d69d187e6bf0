/**
 * WebKit's storage process is ended in the middle of reading. The page's own `indexedDB` is dead from then on; the
 * cache goes on through that of a fresh document, or in memory with a notice. Either way every record is on the
 * screen, and the next visit is whole. `STORAGE_KILLS=30` ends it more often.
 * The page drives itself: it reads, reports, and comes again when told to.
 */
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {text as textOf} from 'node:stream/consumers';
import type {ServerResponse} from 'node:http';
import {generatePatient} from '../../demo/patient/generate.js';
import {Random} from '../../demo/simulator/random.js';
import {createWorld} from '../../demo/simulator/world.js';
import {hasWebKit} from '../runner/webkit-launcher.mjs';
import {recordRequests, type Exported} from './journey.js';
import {ASK, withWebKit, type Answer} from './webkit-window.js';

const KILLS = Number(process.env.STORAGE_KILLS ?? 4);
const SEED = Number(process.env.SEED ?? Date.now() % 100_000);

/** A visit that was read to its end, and what was seen of its storage meanwhile. */
interface Seen {
  /** The export. */
  readonly text: string;
  /** A document of its own for the storage, or a notice that there is none. */
  readonly how: 'healed' | 'in memory' | 'as before';
  /** Wall ms at which that was seen first; 0: never. */
  readonly at: number;
  /** The page's own storage. */
  readonly own: 'dead' | 'alive';
}

const DRIVER = `
const timeline = document.querySelector('my-health-timeline');
const how = () =>
  timeline.shadowRoot.textContent.includes('not saved on this device')
    ? 'in memory'
    : document.querySelector(':root > iframe') ? 'healed' : 'as before';
const own = () =>
  new Promise(answer => {
    const probe = indexedDB.open('probe');
    probe.onerror = () => answer('dead');
    probe.onsuccess = () => {
      probe.result.close();
      answer('alive');
    };
  });
${ASK}
let at = 0;
const watch = setInterval(() => {
  if (how() === 'as before') return;
  at = Date.now();
  clearInterval(watch);
}, 10);
await customElements.whenDefined('my-health-timeline');
await timeline.refresh();
const text = await (await timeline.exportRecords({format: 'json'})).text();
await ask('/visited', JSON.stringify({text, how: how(), at, own: await own()}));
await ask('/again');
location.reload();
`;

/**
 * A dead storage is never taken for a good one, nor a good one for none. One that a busy machine keeps waiting for two
 * seconds may be opened from a fresh document as well.
 */
const fits = ({how, own}: Pick<Seen, 'how' | 'own'>): boolean => how !== (own === 'alive' ? 'in memory' : 'as before');

const idsOf = (text: string): string[] => {
  const {records, missing} = JSON.parse(text) as Exported;
  return [
    ...records.flatMap(({sources}) => sources.map(({record_id}) => record_id)),
    ...missing.flatMap(({record_ids = []}) => record_ids),
  ].sort();
};

/** What the export says of lists that did not come, for the message of a failure. */
const missingIn = (text: string): string =>
  (JSON.parse(text) as Exported).missing.map(({route, category, state}) => `${route} ${category} ${state}`).join(', ');

/** What a page says that drives itself, and how it is told to come again. */
class SelfDriven {
  #seen: ((seen: Seen) => void)[] = [];
  #waiting: ServerResponse | undefined;
  #told = false;

  /** The next visit that has been read to its end. */
  next(): Promise<Seen> {
    return new Promise(resolve => this.#seen.push(resolve));
  }

  again(): void {
    this.#told = true;
    this.#tell();
  }

  #tell(): void {
    if (!this.#told || !this.#waiting) return;
    this.#waiting.end();
    this.#waiting = undefined;
    this.#told = false;
  }

  readonly answer: Answer = (path, request, response) => {
    if (path === '/again') {
      this.#waiting = response;
      this.#tell();
    } else if (path === '/visited') {
      void textOf(request).then(body => {
        response.end();
        this.#seen.shift()?.(JSON.parse(body) as Seen);
      });
    } else return false;
    return true;
  };
}

if (!hasWebKit()) console.log('WebKitGTK is not installed: what happens when its storage process ends was not tested');
else
  describe('the storage process of WebKit', () => {
    it(`ended ${KILLS} times while records are read: all are shown, and the next visit is whole`, async () => {
      const random = new Random(SEED);
      const world = createWorld({patient: generatePatient({records: 2000, seed: 11})});
      const page = new SelfDriven();
      let visit = page.next();
      await withWebKit(world, DRIVER, page.answer, async endStorage => {
        const first = await visit;
        const whole = idsOf(first.text);
        assert.ok(whole.length >= 2000, `${whole.length} records`);
        assert.equal(first.own, 'alive');
        assert.ok(fits(first), `${first.how}, and nothing has ended`);
        for (let round = 0; round < KILLS; round++) {
          // another key: what is stored is dropped, and everything is read and stored again
          world.renewCacheKey();
          world.requests.length = 0;
          visit = page.next();
          page.again();
          const times = random.int(1, 20);
          while (recordRequests(world.requests).length < times) await new Promise(done => setImmediate(done));
          endStorage();
          const since = Date.now();
          const {text, how, at, own} = await visit;
          assert.deepEqual(
            idsOf(text),
            whole,
            `on the screen, round ${round}, seed ${SEED}, ${how}: ${missingIn(text)}`,
          );
          assert.ok(fits({how, own}), `${how}, and the storage is ${own}, seed ${SEED}`);
          console.log(`after ${times} reads: ${how}${at ? ` ${at - since} ms later` : ''}; own storage: ${own}`);
          visit = page.next();
          page.again();
          const next = await visit;
          assert.deepEqual(
            idsOf(next.text),
            whole,
            `the next visit, round ${round}, seed ${SEED}: ${missingIn(next.text)}`,
          );
          assert.equal(next.own, 'alive', `the next visit, seed ${SEED}`);
          assert.ok(fits(next), `${next.how} at the next visit, seed ${SEED}`);
        }
      });
    });
  });
