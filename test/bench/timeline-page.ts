/** The timeline on screen at several sizes, against the same records as static HTML. */
import '../helpers/all-loaded.js';
import {generateFhir} from '../../demo/patient/generate.js';
import '../../src/my-health-timeline/define.js';
import '../../src/my-health-timeline/late.js';
import {loadRowParts} from '../../src/my-health-timeline/rows.js';
import {LibraryBuilder} from '../../src/records/builder.js';
import {prepareView} from '../../src/records/prepare-view.js';
import {snapshot, StandInStore} from '../helpers/snapshots.js';
import {median, type Figure} from './figure.js';
import {mapFhir} from '../helpers/map-page.js';
import type {MyHealthTimeline} from '../../src/my-health-timeline/index.js';
import type {Library} from '../../src/records/library.js';
import type {SourceContext} from '../../src/sources/source.js';

// as a second visit has it, with what reads the disk
await loadRowParts();

const context: SourceContext = {
  route: 'mount-sinai',
  routeName: 'Mount Sinai',
  baseUrl: 'https://fhir.example/R4/',
  institution: {id: 'mount-sinai', name: 'Mount Sinai'},
  token: () => Promise.resolve(null),
};
const breathe = (): Promise<void> => new Promise(resolve => setTimeout(resolve));
const painted = (): Promise<number> =>
  new Promise(resolve => requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))));

/** As the session makes it before it shows it. */
export const libraryOf = async (records: number): Promise<Library> => {
  const resources = generateFhir({records, seed: 3});
  const builder = new LibraryBuilder(breathe);
  for (let from = 0, index = 0; from < resources.length; from += 200, index++) {
    const entries = resources.slice(from, from + 200).map(resource => ({resource}));
    const page = mapFhir({stream: 's', entries, next: null, retrievedAt: '2026-01-01T00:00:00Z'}, context);
    builder.put('s', 1, index, page);
  }
  const library = await builder.build();
  await prepareView(library, breathe);
  return library;
};

const articles = (timeline: MyHealthTimeline): number =>
  timeline.shadowRoot!.querySelectorAll('article[part~="record"]').length;

/** Puts a timeline over this library on the page; ms until its first records are painted. */
export const show = async (library: Library): Promise<{timeline: MyHealthTimeline; ms: number}> => {
  const timeline = document.createElement('my-health-timeline');
  timeline.store = new StandInStore(snapshot({library}));
  const started = performance.now();
  document.body.append(timeline);
  await timeline.updateComplete;
  return {timeline, ms: (await painted()) - started};
};

/** The very markup and styles that the element paints, as a static page: as fast as this screen could be. */
const floor = async (markup: string, styles: CSSStyleSheet[]): Promise<number> => {
  const started = performance.now();
  const host = document.createElement('div');
  const root = host.attachShadow({mode: 'open'});
  root.adoptedStyleSheets = styles;
  root.innerHTML = markup;
  document.body.append(host);
  const ms = (await painted()) - started;
  host.remove();
  return ms;
};

const longestTask = async (work: () => Promise<void>): Promise<number> => {
  const durations = [0];
  const observer = new PerformanceObserver(list => durations.push(...list.getEntries().map(entry => entry.duration)));
  observer.observe({type: 'longtask'});
  await work();
  await painted();
  durations.push(...observer.takeRecords().map(entry => entry.duration));
  observer.disconnect();
  return Math.max(...durations);
};

const type = async (timeline: MyHealthTimeline, text: string): Promise<number> => {
  const input = timeline.shadowRoot!.querySelector<HTMLInputElement>('input[type="search"]')!;
  const started = performance.now();
  input.value = text;
  input.dispatchEvent(new InputEvent('input', {bubbles: true, composed: true}));
  // the list shows what was typed, not only that it was
  while (!timeline.shadowRoot!.querySelector('.active')?.textContent.includes(`“${text}”`)) await painted();
  return (await painted()) - started;
};

export const figures = async (): Promise<Figure[]> => {
  const found: Figure[] = [];
  for (const size of [1_000, 10_000, 50_000]) {
    const library = await libraryOf(size);
    const own: number[] = [];
    const floors: number[] = [];
    let markup = '';
    for (let round = 0; round < 15; round++) {
      // each side begins right after a frame
      await painted();
      const shown = await show(library);
      const root = shown.timeline.shadowRoot!;
      markup ||= root.innerHTML.replace(/<!--.*?-->/g, '');
      own.push(shown.ms);
      if (articles(shown.timeline) < 50) throw new Error('fewer than 50 records on screen');
      shown.timeline.remove();
      await painted();
      floors.push(await floor(markup, root.adoptedStyleSheets));
    }
    found.push({name: `first 50 painted, ${size} records`, value: median(own), unit: 'ms'});
    found.push({
      name: '  against the same screen as static HTML',
      value: median(own) / median(floors),
      unit: '×',
      goal: '≤ 2',
    });
    const {timeline} = await show(library);
    const pages: number[] = [];
    const wholes: number[] = [];
    for (let page = 0; page < 10; page++) {
      const more = [...timeline.shadowRoot!.querySelectorAll('button')].find(button =>
        /earlier/i.test(button.textContent),
      );
      if (!more) break;
      const wanted = Math.min(articles(timeline) + 50, library.total);
      const started = performance.now();
      more.click();
      await timeline.updateComplete;
      pages.push((await painted()) - started);
      // the rest of the step follows by itself
      while (articles(timeline) < wanted) await painted();
      wholes.push(performance.now() - started);
    }
    const nodes = timeline.shadowRoot!.querySelectorAll('*').length;
    found.push({
      name: '  the first of each further 50',
      value: median(pages),
      unit: 'ms',
      note: `all of them ${median(wholes).toFixed(0)} ms; ${articles(timeline)} records, ${nodes} elements after ten`,
    });
    const strokes: number[] = [];
    const longest = await longestTask(async () => {
      for (const text of ['g', 'gl', 'glu', 'gluc', 'glucose']) strokes.push(await type(timeline, text));
    });
    found.push({
      name: '  search keystroke to paint',
      value: median(strokes),
      unit: 'ms',
      goal: '≤ 100 at 50,000',
      note: `longest task ${longest.toFixed(0)} ms`,
    });
    timeline.remove();
  }
  return found;
};
