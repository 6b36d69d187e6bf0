/** A fresh page with a timeline over so many records, as far as a patient can use it. */
import {withPage} from './in-page.js';
import type {Browser, Locator, Page} from 'playwright-core';
import type * as TimelinePage from './timeline-page.js';

export const withTimeline = <T>(
  browser: Browser,
  records: number,
  work: (page: Page, timeline: Locator) => Promise<T>,
): Promise<T> =>
  withPage(browser, async page => {
    await page.evaluate(
      async ([from, records]) => {
        const {libraryOf, show} = (await import(from)) as typeof TimelinePage;
        await show(await libraryOf(records));
      },
      ['/test/bench/timeline-page.ts', records] as const,
    );
    const timeline = page.locator('my-health-timeline');
    await timeline.getByRole('slider').waitFor();
    return work(page, timeline);
  });
