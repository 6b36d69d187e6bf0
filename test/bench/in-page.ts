/** Runs a benchmark module in a browser page, straight from its TypeScript. */
import {createServer} from 'vite';
import type {Browser, Page} from 'playwright-core';
import type {Figure} from './figure.js';

/** A fresh page that can import modules of this folder as they stand. */
export const withPage = async <T>(browser: Browser, work: (page: Page) => Promise<T>): Promise<T> => {
  process.env.NODE_ENV = 'production'; // Lit's production build, as portals load it
  const server = await createServer({
    mode: 'production',
    configFile: false,
    logLevel: 'error',
    appType: 'mpa',
    cacheDir: 'node_modules/.vite-bench',
    optimizeDeps: {
      entries: ['test/bench/page.html'],
      include: ['lit', 'lit/decorators.js', 'lit/directives/repeat.js', '@lit/task', 'zod/mini'],
    },
    server: {host: 'localhost', port: 0, hmr: false, ws: false, watch: null},
  });
  await server.listen();
  const page = await browser.newPage();
  try {
    await page.goto(`${server.resolvedUrls!.local[0]!}test/bench/page.html`);
    return await work(page);
  } finally {
    await page.close();
    await server.close();
  }
};

/** Calls the export `figures` of a module of this folder in a fresh page and answers what it measured. */
export const benchInPage = (browser: Browser, module: string): Promise<Figure[]> =>
  withPage(browser, page =>
    page.evaluate(
      async from => ((await import(from)) as {figures(): Promise<Figure[]>}).figures(),
      `/test/bench/${module}`,
    ),
  );
