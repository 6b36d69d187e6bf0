/** From the press to files and to a PDF of all records: as many as there are, all of them. */
import {readFile} from 'node:fs/promises';
import {withTimeline} from './with-timeline.js';
import type {Browser, Locator, Page} from 'playwright-core';
import type {Figure} from './figure.js';

const SIZES = [2_000, 10_000, 50_000];

/** ms from the press until the frame's page is given to the printer. */
const untilPrint = async (page: Page, timeline: Locator): Promise<number> => {
  await page.evaluate(() => {
    const {prototype} = HTMLIFrameElement;
    const own = Object.getOwnPropertyDescriptor(prototype, 'contentWindow')!;
    Object.defineProperty(prototype, 'contentWindow', {
      ...own,
      get(this: HTMLIFrameElement) {
        const inner = own.get!.call(this) as Window;
        inner.print = () => {
          const lines = inner.document.querySelectorAll('li.line').length;
          Object.assign(window, {printed: {at: performance.now(), lines}});
          inner.dispatchEvent(new Event('afterprint'));
        };
        return inner;
      },
    });
  });
  await timeline.getByRole('button', {name: 'Print or download'}).click();
  const began = await page.evaluate(() => performance.now());
  await timeline.getByRole('button', {name: 'Print what is shown'}).click();
  const done = await page.waitForFunction(() => (window as {printed?: {at: number}}).printed, null, {timeout: 120_000});
  return (await done.jsonValue())!.at - began;
};

/** From the press until the browser has the whole file. @param count how many records stand in its text */
const download = async (
  page: Page,
  timeline: Locator,
  format: string,
  count: (text: string) => number,
): Promise<Figure> => {
  const began = performance.now();
  const coming = page.waitForEvent('download', {timeout: 120_000});
  await timeline.getByRole('button', {name: `Download all (${format}`}).click();
  const file = await readFile(await (await coming).path());
  const value = (performance.now() - began) / 1000;
  const note = `${count(file.toString())} records, ${(file.length / 1e6).toFixed(1)} MB`;
  return {name: `  press to ${format} file`, value, unit: 's', note};
};
const inJson = (text: string): number => (JSON.parse(text) as {records: unknown[]}).records.length;
/** A field may hold line breaks; the first one, an id, holds none. */
const inCsv = (text: string): number => text.match(/^"?[\w-]+\|[^,\n]*,/gm)?.length ?? 0;

const measure = (browser: Browser, size: number): Promise<Figure[]> =>
  withTimeline(browser, size, async (page, timeline) => {
    const menu = timeline.getByRole('button', {name: 'Print or download'});
    await menu.click();
    const files = [await download(page, timeline, 'JSON', inJson), await download(page, timeline, 'CSV', inCsv)];
    await menu.click();
    const press = await untilPrint(page, timeline);
    // Chromium's printer tells the page before it prints, as for a person
    const began = performance.now();
    const pdf = await page.pdf({format: 'Letter'});
    const ms = performance.now() - began;
    const pages = [...pdf.toString('latin1').matchAll(/\/Count (\d+)/g)].at(-1)?.[1];
    return [
      {name: `press to print, ${size} records`, value: press / 1000, unit: 's'},
      {name: '  as PDF', value: ms / 1000, unit: 's', note: `${pages} pages, ${(pdf.length / 1e6).toFixed(1)} MB`},
      ...files,
    ];
  });

export const benchPrint = async (browser: Browser): Promise<Figure[]> => {
  const figures: Figure[] = [];
  for (const size of SIZES) figures.push(...(await measure(browser, size)));
  return figures;
};
