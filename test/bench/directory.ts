/** A static directory of a whole country in the built element: until it can be searched, and from each key to paint. */
import {generateDirectory} from '../../demo/simulator/institutions.js';
import {createWorld} from '../../demo/simulator/world.js';
import {launchChromium, startHost} from '../node/host.js';
import {median, type Figure} from './figure.js';
import type {Page} from 'playwright-core';

const ENTRIES = 32_000;
/** A dozen that patients type: whole names, words of a name with a place, typing errors, what is not there. */
const QUERIES = [
  'cedar grove hospital',
  'riverside albany',
  "st. mary's",
  'lakeside cardiology',
  'mercy creek waco',
  'hopsital austin',
  'clinica san rafael',
  'union springs pharamcy',
  'laboratory',
  'myriver',
  'grace medical center omaha',
  'xyzzy',
];
const BODY = '<provider-connect token-endpoint="/portal/my-health/token"></provider-connect>';

/** Answers of the portal that is measured; the same for whatever is asked. */
const answer = (): string =>
  JSON.stringify({
    institutions: generateDirectory(ENTRIES).map(entry => ({...entry, featured: undefined})),
    next_cursor: null,
  });

interface Bench {
  tasks: number[];
  strokes: number[];
  plain(): Promise<void>;
}

/** Runs in the page before its scripts: long tasks, and the time from each key to the paint of what it led to. */
const prepare = (): void => {
  const painted = (): Promise<number> =>
    new Promise(done =>
      requestAnimationFrame(() => {
        const {port1, port2} = new MessageChannel();
        port1.onmessage = () => done(performance.now());
        port2.postMessage(null);
      }),
    );
  const bench: Bench = {
    tasks: [],
    strokes: [],
    /** The baseline: a field over a plain `filter` of folded names, with rows like the element's. */
    plain: async () => {
      const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
      const page = (await (await fetch('/portal/my-health/directory?q=')).json()) as {
        institutions: {name: string; address: string; city: string; state: string; website: string}[];
      };
      const all = page.institutions.map(entry => ({entry, name: fold(entry.name)}));
      const make = (tag: string, text: string, ...inner: Node[]): HTMLElement => {
        const element = document.createElement(tag);
        element.append(text, ...inner);
        return element;
      };
      const input = document.createElement('input');
      const [count, list] = [make('p', ''), make('ul', '')];
      input.addEventListener('input', () => {
        const wanted = fold(input.value);
        const found = wanted ? all.filter(({name}) => name.includes(wanted)) : [];
        count.textContent = `${found.length} places found`;
        list.replaceChildren(
          ...found.slice(0, 20).map(({entry: {name, address, city, state, website}}) => {
            const place = make('span', `${address}, ${city}, ${state}`);
            const lines = make('span', '', make('b', name), place, make('span', website));
            return make('li', '', make('button', '', lines));
          }),
        );
      });
      document.body.replaceChildren(input, count, list);
      input.focus();
    },
  };
  Object.assign(window, {bench, painted});
  new PerformanceObserver(list => bench.tasks.push(...list.getEntries().map(({duration}) => duration))).observe({
    type: 'longtask',
  });
  const isPending = (): boolean =>
    document.querySelector('provider-connect')?.shadowRoot?.querySelector('.results')?.ariaBusy === 'true';
  document.addEventListener(
    'input',
    ({timeStamp}) => {
      const look = (now: number): void => {
        if (isPending()) void painted().then(look);
        else bench.strokes.push(now - timeStamp);
      };
      void painted().then(look);
    },
    true,
  );
};

const take = (page: Page): Promise<{tasks: number[]; strokes: number[]}> =>
  page.evaluate(async () => {
    const {bench, painted} = window as unknown as {bench: Bench; painted(): Promise<number>};
    // entries of long tasks come with the frame after them
    await painted();
    await painted();
    return {tasks: bench.tasks.splice(0), strokes: bench.strokes.splice(0)};
  });

/** ms of processor time that the page's main thread has taken so far: what other work of the machine leaves alone. */
type Work = () => Promise<number>;

const workOf = async (page: Page): Promise<Work> => {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', {timeDomain: 'threadTicks'});
  return async () => {
    const {metrics} = await devtools.send('Performance.getMetrics');
    return metrics.find(({name}) => name === 'TaskDuration')!.value * 1000;
  };
};

interface Typed {
  readonly strokes: readonly number[];
  readonly work: readonly number[];
  readonly longest: number;
}

/** Types every query, a key at a time. */
const typeAll = async (page: Page, work: Work): Promise<Typed> => {
  const found = {strokes: [] as number[], work: [] as number[], longest: 0};
  for (const query of QUERIES) {
    for (const letter of query) {
      const before = await work();
      await page.keyboard.type(letter);
      const {tasks, strokes} = await take(page);
      found.work.push((await work()) - before);
      found.strokes.push(...strokes);
      found.longest = Math.max(found.longest, ...tasks);
    }
    await page.keyboard.press('ControlOrMeta+a');
  }
  const letters = QUERIES.join('').length;
  if (found.strokes.length !== letters) throw new Error(`${found.strokes.length} keystrokes were seen, of ${letters}`);
  return found;
};

export const benchDirectory = async (): Promise<Figure[]> => {
  const json = answer();
  const world = createWorld();
  const host = await startHost(world, BODY, (path, _, response) => {
    if (!path.endsWith('/directory')) return false;
    response.writeHead(200, {'content-type': 'application/json'}).end(json);
    return true;
  });
  // a frame as soon as there is one to draw: a wait for the next of 60 a second is not work
  const browser = await launchChromium(['--disable-frame-rate-limit', '--disable-gpu-vsync']);
  try {
    const page = await browser.newPage();
    // the TypeScript loader wraps inner functions in a helper that the page does not have
    await page.addInitScript('globalThis.__name ??= value => value');
    await page.addInitScript(prepare);
    await page.goto(host.url);
    const element = page.locator('provider-connect');
    await element.getByText('Questions and answers').waitFor();
    const work = await workOf(page);
    await take(page);
    const started = await page.evaluate(() => performance.now());
    await element.getByRole('button', {name: 'Connect a place'}).click();
    await element.getByText('Type a name to search').waitFor();
    const ready = (await page.evaluate(() => performance.now())) - started;
    const {tasks} = await take(page);
    const own = await typeAll(page, work);
    await page.evaluate(() => (window as unknown as {bench: Bench}).bench.plain());
    await take(page);
    const plain = await typeAll(page, work);
    const [middle, worst] = [median(own.strokes), Math.max(...own.strokes)];
    return [
      {
        name: `${ENTRIES} entries: press to ready`,
        value: ready,
        unit: 'ms',
        note: `${(json.length / 1e6).toFixed(1)} MB`,
      },
      {name: '  longest task until then', value: Math.max(0, ...tasks), unit: 'ms', goal: '≤ 50'},
      {name: 'keystroke to paint, median', value: middle, unit: 'ms', note: `${own.strokes.length} keys`},
      {name: '  worst', value: worst, unit: 'ms', goal: '≤ 50'},
      {
        name: '  longest task while typing',
        value: own.longest,
        unit: 'ms',
        goal: '≤ 50',
        note: '0: none of 50 or more',
      },
      {name: '  median against a plain filter', value: middle / median(plain.strokes), unit: '×'},
      {name: '  worst against a plain filter', value: worst / Math.max(...plain.strokes), unit: '×'},
      {name: 'processor time a key, median', value: median(own.work), unit: 'ms', note: 'main thread, paint included'},
      {name: '  worst', value: Math.max(...own.work), unit: 'ms', goal: '≤ 50'},
      {name: '  median against a plain filter', value: median(own.work) / median(plain.work), unit: '×'},
      {name: '  worst against a plain filter', value: Math.max(...own.work) / Math.max(...plain.work), unit: '×'},
    ];
  } finally {
    await browser.close();
    await host.stop();
  }
};
