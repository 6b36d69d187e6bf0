/** The packed package in portals' own builds: installed from its tarball, typed, built, and used in a browser. */
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import type {Browser, Page} from 'playwright-core';
import {mayaRivera} from '../../../demo/patient/maya/index.js';
import {createWorld} from '../../../demo/simulator/world.js';
import {launchChromium} from '../host.js';
import {newFolder, pack, project, remove, ROOT, run, serve, typecheck} from './kit.js';

const {devDependencies} = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
  devDependencies: Record<string, string>;
};
const VITE = `vite@${devDependencies.vite}`;

describe('the packed package', () => {
  let browser: Browser;
  let tarball: string;
  let folder: string;
  before(async () => {
    folder = await newFolder();
    [browser, tarball] = await Promise.all([launchChromium(), pack(folder)]);
  });
  after(async () => {
    await browser.close();
    await remove(folder);
  });

  /** Opens a page of a folder and looks until the patient's first 50 records are there; nothing was complained of. */
  const paints = async (root: string, test?: (page: Page) => Promise<void>): Promise<void> => {
    const world = createWorld({patient: mayaRivera()});
    // a portal that refuses calls without the page's own header
    if (test) world.portal.csrf = 'from the page';
    const host = await serve(root, world);
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('pageerror', error => complaints.push(error.message));
      page.on('console', message => {
        // a record server's refusal of one kind of record is the browser's own line, and no fault of the page
        const refused =
          message.text().startsWith('Failed to load resource') && message.location().url.includes('/api/');
        if (['error', 'warning'].includes(message.type()) && !refused) {
          complaints.push(`${message.text()} ${message.location().url}`);
        }
      });
      await page.goto(host.url);
      const records = page.locator('my-health-timeline article[part=record]');
      await records.nth(49).waitFor({timeout: 20_000});
      assert.equal(await records.count(), 50);
      await test?.(page);
      assert.deepEqual(complaints, []);
    } finally {
      await context.close();
      await host.stop();
    }
  };

  /** The page's own listener has heard the typed event, and its properties have reached the element. */
  const hears = async (page: Page): Promise<void> => {
    await page.locator('#received', {hasText: /^[\w-]+: \d+$/}).waitFor({timeout: 20_000});
    assert.equal(await page.evaluate(() => document.querySelector('my-health-timeline')!.pageSize), 50);
  };

  const bundled = async (example: string, packages: readonly string[], typed: readonly string[]): Promise<void> => {
    const root = await project(tarball, example, [VITE, ...packages]);
    try {
      if (typed.length) await typecheck(root, typed);
      await run('npx', ['vite', 'build', '--logLevel', 'warn'], root);
      await paints(join(root, 'dist'), hears);
    } finally {
      await remove(root);
    }
  };

  it('works in an empty Vite project, typed', () => bundled('vite', [], ['main.ts']));

  it('works without a build step, with an import map', async () => {
    const root = await project(tarball, 'import-map', []);
    try {
      await paints(root);
    } finally {
      await remove(root);
    }
  });

  for (const version of [18, 19]) {
    it(`works in React ${version}, typed`, () =>
      bundled(
        `react-${version}`,
        ['react', 'react-dom', '@types/react', '@types/react-dom'].map(name => `${name}@${version}`),
        ['main.tsx'],
      ));
  }

  it('works in Vue 3', () => bundled('vue-3', ['vue@3', '@vitejs/plugin-vue'], []));
});
