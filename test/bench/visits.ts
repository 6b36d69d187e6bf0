/** The way from HTTP to a patient's eyes, in the built files, with all three tags on the page. */
import {readdirSync, readFileSync, statSync} from 'node:fs';
import {gzipSync} from 'node:zlib';
import type {Browser, BrowserContext, Page} from 'playwright-core';
import {loadBundle} from '../../demo/simulator/fhir.js';
import type {Bundle} from '../../demo/simulator/types.js';
import {createWorld, type World} from '../../demo/simulator/world.js';
import {dataIsThere, readData} from '../node/data.js';
import {startHost} from '../node/host.js';
import {generateWorld} from './generate-world.js';
import type {Figure} from './figure.js';

const CDN = process.env.MY_HEALTH_CDN ?? 'dist/cdn';
const FIRST = 50;
const LARGE = 'fhir-r4/synthea/large-3177_b1962.json.gz';

/** One published patient with 3,177 resources where the data is there, else a generated one of that size. */
const largeWorld = (): World => {
  if (!dataIsThere) return generateWorld(3177);
  const world = createWorld();
  world.fhir.manners.forbidden = [];
  loadBundle(world, readData(LARGE) as Bundle);
  return world;
};

/** Runs in the page before its scripts: notes when 50 records have been painted, when every pass has ended, and tasks. */
const watch = (first: number): void => {
  const marks: {painted: number; ended: number; tasks: [from: number, ms: number][]} = {
    painted: 0,
    ended: 0,
    tasks: [],
  };
  Object.assign(window, {marks});
  document.addEventListener('mh-sync', event => {
    const {route, phase} = event as Event & {route: string; phase: string};
    if (route === 'mount-sinai' && phase !== 'start' && phase !== 'progress') marks.ended = performance.now();
  });
  new PerformanceObserver(list => {
    for (const {startTime, duration} of list.getEntries()) marks.tasks.push([startTime, duration]);
  }).observe({type: 'longtask', buffered: true});
  const look = (): void => {
    const root = document.querySelector('my-health-timeline')?.shadowRoot;
    if ((root?.querySelectorAll('article[part~="record"]').length ?? 0) >= first) {
      requestAnimationFrame(() => (marks.painted = performance.now()));
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
};

interface Marks {
  readonly painted: number;
  readonly ended: number;
  /** Those of 50 ms or more. */
  readonly tasks: readonly (readonly [from: number, ms: number])[];
}

/** ms of the longest task that began before; 0 where none took 50 ms. */
const longest = ({tasks, painted}: Marks): number =>
  Math.max(0, ...tasks.filter(([from]) => from < painted).map(([, ms]) => ms));

/** ms that the first format of a page takes, in which nothing else happens. */
const firstFormat = async (browser: Browser): Promise<number> => {
  const page = await browser.newPage();
  try {
    return await page.evaluate(() => {
      const from = performance.now();
      new Intl.DateTimeFormat();
      return performance.now() - from;
    });
  } finally {
    await page.close();
  }
};

interface Visit {
  readonly page: Page;
  /** Built files that were asked for before 50 records were painted. */
  readonly files: readonly string[];
}

const visit = async (context: BrowserContext, url: string): Promise<Visit> => {
  const page = await context.newPage();
  // the TypeScript loader wraps inner functions in a helper that the page does not have
  await page.addInitScript('globalThis.__name ??= value => value');
  await page.addInitScript(watch, FIRST);
  await page.goto(url);
  await page.waitForFunction(() => (window as unknown as {marks: Marks}).marks.painted > 0, undefined, {
    timeout: 60_000,
  });
  const files = await page.evaluate(() => {
    const {painted} = (window as unknown as {marks: Marks}).marks;
    return performance
      .getEntriesByType('resource')
      .filter(({name, startTime}) => startTime < painted && new URL(name).pathname.startsWith('/assets/'))
      .map(({name}) => new URL(name).pathname.split('/').at(-1)!);
  });
  return {page, files};
};

const marksOf = (page: Page): Promise<Marks> => page.evaluate(() => (window as unknown as {marks: Marks}).marks);

/** Size of a built file as a server sends it. */
const gzipped = (file: string): number => gzipSync(readFileSync(`${CDN}/${file}`), {level: 9}).length;

export const benchVisits = async (browser: Browser): Promise<Figure[]> => {
  const world = largeWorld();
  const host = await startHost(world);
  const context = await browser.newContext();
  try {
    const first = await visit(context, host.url);
    await first.page.waitForFunction(() => (window as unknown as {marks: Marks}).marks.ended > 0, undefined, {
      timeout: 120_000,
    });
    const firstMarks = await marksOf(first.page);
    const asked = world.requests.filter(note => note.target === 'fhir').map(note => note.url);
    // the floor: the same answers, fetched five at a time and parsed, nothing else
    const floor = await first.page.evaluate(
      async ({urls, token}) => {
        const from = performance.now();
        const queue = [...urls];
        const lane = async (): Promise<void> => {
          for (let url = queue.shift(); url; url = queue.shift()) {
            const answer = await fetch(url, {
              headers: {authorization: `Bearer ${token}`, accept: 'application/fhir+json'},
            });
            JSON.parse(await answer.text());
          }
        };
        await Promise.all([lane(), lane(), lane(), lane(), lane()]);
        return performance.now() - from;
      },
      {urls: asked, token: world.tokens.issue('fhir', 600)},
    );
    await first.page.close();
    const before = world.requests.length;
    const second = await visit(context, host.url);
    const secondMarks = await marksOf(second.page);
    const requestsBefore = world.requests.slice(before).filter(note => note.target !== 'portal').length;
    const weight = (name: string, files: readonly string[]): Figure => ({
      name,
      value: files.reduce((sum, file) => sum + gzipped(file), 0) / 1024,
      unit: 'KiB gzip',
      note: files.map(file => `${file} ${gzipped(file)}`).join(', '),
    });
    const later = readdirSync(CDN).filter(file => file.endsWith('.js') && !first.files.includes(file));
    return [
      {name: 'HTTP to first 50 painted, 3,177 resources', value: firstMarks.painted, unit: 'ms'},
      {name: 'HTTP to all stored, 3,177 resources', value: firstMarks.ended, unit: 'ms'},
      {
        name: '  ratio to fetching and parsing the same answers',
        value: firstMarks.ended / floor,
        unit: '×',
        note: `floor ${floor.toFixed(0)} ms`,
      },
      {
        name: 'second visit to first 50 painted',
        value: secondMarks.painted,
        unit: 'ms',
        note: `${requestsBefore} record requests before`,
      },
      {name: 'longest task until 50 are painted, first visit', value: longest(firstMarks), unit: 'ms', goal: '≤ 50'},
      {name: 'longest task until 50 are painted, second visit', value: longest(secondMarks), unit: 'ms', goal: '≤ 50'},
      {name: '  one task that each page has: its first Intl format', value: await firstFormat(browser), unit: 'ms'},
      weight('transferred until 50 are painted, three tags, first visit', first.files),
      weight('transferred until 50 are painted, three tags, second visit', second.files),
      ...later
        .filter(file => statSync(`${CDN}/${file}`).isFile())
        .map(file => ({name: `  later: ${file}`, value: gzipped(file) / 1024, unit: 'KiB gzip'})),
    ];
  } finally {
    await context.close();
    await host.stop();
  }
};
