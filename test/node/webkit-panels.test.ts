/**
 * WebKit's storage process is ended while `<provider-connect>` and `<opt-out-panel>` are used (docs/reliability.md,
 * row 21): flows go on, and leaving leaves no record behind, also where the page's own storage has ended for good.
 */
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {text as textOf} from 'node:stream/consumers';
import type {ServerResponse} from 'node:http';
import {mayaRivera} from '../../demo/patient/maya/index.js';
import {createWorld, type World} from '../../demo/simulator/world.js';
import {hasWebKit} from '../runner/webkit-launcher.mjs';
import {ASK, withWebKit} from './webkit-window.js';

const SINAI = 'Mount Sinai';
const HARBOR = 'Harbor Labs';
/** Of the whole machine, not of the kit. */
const PATIENCE_MS = 60_000;

/** What the page can be told; each answers `null` until it can be done. */
const DRIVER = `
${ASK}
const seen = element => element.checkVisibility();
const within = (tag, row) => {
  const root = document.querySelector(tag)?.shadowRoot;
  const dialog = [...(root?.querySelectorAll('dialog[open], [role=dialog]') ?? [])].find(seen);
  if (row === undefined) return dialog ?? root;
  return [...(root?.querySelectorAll('li') ?? [])].find(one => one.textContent.includes(row));
};
const request = asked => new Promise((done, fail) => {
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => fail(asked.error);
});
const screen = () => document.querySelector('my-health-timeline').shadowRoot.querySelectorAll('article').length;
const ended = new Set();
document.addEventListener('mh-sync', ({route, phase}) => {
  if (phase === 'done' || phase === 'partial') ended.add(route);
});
const ACTS = {
  press({tag, row, name}) {
    const buttons = [...(within(tag, row)?.querySelectorAll('button, summary') ?? [])];
    const button = buttons.find(one => seen(one) && one.textContent.replace(/\\s+/g, ' ').trim().startsWith(name));
    button?.click();
    return button ? true : null;
  },
  says({tag, row, text}) {
    const place = row === undefined ? document.querySelector(tag)?.shadowRoot : within(tag, row);
    return place?.textContent.replace(/\\s+/g, ' ').includes(text) || null;
  },
  whole: ({routes}) => routes.every(route => ended.has(route)) && screen() > 0 || null,
  screen: () => screen(),
  own: () => request(indexedDB.open('probe')).then(db => (db.close(), 'alive'), () => 'dead'),
  async stored() {
    let rows = 0;
    for (const {name} of await indexedDB.databases()) {
      const db = await request(indexedDB.open(name));
      const stores = [...db.objectStoreNames].filter(store => store !== 'meta');
      for (const store of stores) rows += await request(db.transaction(store).objectStore(store).count());
      db.close();
    }
    return rows;
  },
  /** Presses, and how many ms later no record is on the screen. */
  async blank(order) {
    const since = performance.now();
    if (!ACTS.press(order)) return null;
    while (screen()) await new Promise(next => setTimeout(next));
    return performance.now() - since;
  },
  reload: () => new Promise(() => location.reload()),
};
let last = {id: null};
for (;;) {
  const {id, act, ...order} = JSON.parse(await ask('/next', JSON.stringify(last)));
  last = {id, answer: await ACTS[act](order)};
}
`;

interface Order {
  readonly act: string;
  readonly [name: string]: unknown;
}

/** A page that asks what to do next, and brings along what came of the last. Asked again, it is told the same. */
class Page {
  #polling: ServerResponse | undefined;
  #order: {readonly id: number; readonly order: Order; readonly done: (answer: unknown) => void} | undefined;
  #count = 0;

  readonly answer = (path: string, request: Parameters<typeof textOf>[0], response: ServerResponse): boolean => {
    if (path !== '/next') return false;
    textOf(request).then(
      body => {
        const {id, answer} = JSON.parse(body) as {id: number | null; answer?: unknown};
        const now = this.#order;
        // a new document has done nothing yet
        if (now && (id === now.id || (id === null && now.order.act === 'reload'))) {
          this.#order = undefined;
          now.done(answer);
        }
        this.#polling = response;
        this.#send();
      },
      () => undefined, // ended with the network; it asks again
    );
    return true;
  };

  #send(): void {
    if (!this.#order || !this.#polling) return;
    const {id, order} = this.#order;
    this.#polling.end(JSON.stringify({id, ...order}));
    this.#polling = undefined;
  }

  /** What the page answers to one order; of a reload, once the new document is there. */
  tell(order: Order): Promise<unknown> {
    return new Promise(done => {
      this.#order = {id: ++this.#count, order, done};
      this.#send();
    });
  }

  /** Until the page can do it. */
  async until(order: Order): Promise<unknown> {
    for (const end = Date.now() + PATIENCE_MS; ;) {
      const answer = await this.tell(order);
      if (answer !== null) return answer;
      assert.ok(Date.now() < end, `Not within a minute: ${JSON.stringify(order)}`);
    }
  }

  press = (tag: string, name: string, row?: string): Promise<unknown> =>
    this.until({act: 'press', tag, name, ...(row ? {row} : {})});
  says = (tag: string, text: string, row?: string): Promise<unknown> =>
    this.until({act: 'says', tag, text, ...(row ? {row} : {})});
  whole = (...routes: string[]): Promise<unknown> => this.until({act: 'whole', routes});
}

interface Scene {
  readonly page: Page;
  readonly world: World;
  readonly endStorage: () => void;
}

const begin = async (prepare: (world: World) => void, test: (scene: Scene) => Promise<void>): Promise<void> => {
  const world = createWorld({patient: mayaRivera()});
  prepare(world);
  const page = new Page();
  await withWebKit(world, DRIVER, page.answer, endStorage => test({page, world, endStorage}));
};

if (!hasWebKit()) console.log('WebKitGTK is not installed: panels whose storage process ends were not tested');
else
  describe('21 the storage process ends', () => {
    it('before a place is connected, checked again and disconnected: each is done, and said rightly', () =>
      begin(
        world => void (world.fhir.status = 'not_connected'),
        async ({page, endStorage}) => {
          await page.whole('human-api');
          endStorage();
          await page.press('provider-connect', 'Connect', SINAI);
          await page.says('provider-connect', `Connected: ${SINAI}`);
          await page.press('provider-connect', 'Done');
          await page.says('provider-connect', 'Up to date', SINAI);
          endStorage();
          await page.press('provider-connect', 'Details', HARBOR);
          await page.press('provider-connect', 'Check again', HARBOR);
          await page.says('provider-connect', `${HARBOR} was asked for new records`);
          endStorage();
          await page.press('provider-connect', 'Disconnect', HARBOR);
          await page.press('provider-connect', 'Disconnect');
          await page.says('provider-connect', `${HARBOR} is disconnected`);
        },
      ));

    for (const when of ['just before', 'right after'] as const)
      it(`${when} the press of leaving: no record on the screen within 1 s, and none is stored after the next visit`, () =>
        begin(
          () => undefined,
          async ({page, endStorage}) => {
            await page.whole('human-api', 'mount-sinai');
            await page.press('opt-out-panel', 'Leave My Health…');
            if (when === 'just before') {
              endStorage();
              assert.equal(await page.tell({act: 'own'}), 'dead');
            }
            const pressing = page.until({act: 'blank', tag: 'opt-out-panel', name: 'Leave and remove'});
            if (when === 'right after') endStorage();
            const ms = Number(await pressing);
            console.log(`storage ended ${when}: blank after ${Math.round(ms)} ms`);
            assert.ok(ms <= 1000, `${ms} ms`);
            await page.says('opt-out-panel', 'Storage areas removed');
            // one of the two, whichever the browser could do at that moment
            const removed = await page.tell({act: 'says', tag: 'opt-out-panel', text: 'Storage areas removed 1'});
            await page.says('opt-out-panel', removed ? 'Nothing readable is left' : 'Locked for good');
            await page.tell({act: 'reload'});
            await page.says('opt-out-panel', 'You have left My Health');
            assert.equal(await page.tell({act: 'screen'}), 0);
            assert.equal(await page.tell({act: 'stored'}), 0);
          },
        ));
  });
