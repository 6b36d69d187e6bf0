/** From the press to a PDF of all records: as many as the filter shows, all of them. */
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

const measure = (browser: Browser, size: number): Promise<Figure[]> =>
  withTimeline(browser, size, async (page, timeline) => {
    const press = await untilPrint(page, timeline);
    // Chromium's printer tells the page before it prints, as for a person
    const began = performance.now();
    const pdf = await page.pdf({format: 'Letter'});
    const ms = performance.now() - began;
    const pages = [...pdf.toString('latin1').matchAll(/\/Count (\d+)/g)].at(-1)?.[1];
    return [
      {name: `press to print, ${size} records`, value: press / 1000, unit: 's'},
      {name: '  as PDF', value: ms / 1000, unit: 's', note: `${pages} pages, ${(pdf.length / 1e6).toFixed(1)} MB`},
    ];
  });

export const benchPrint = async (browser: Browser): Promise<Figure[]> => {
  const figures: Figure[] = [];
  for (const size of SIZES) figures.push(...(await measure(browser, size)));
  return figures;
};
