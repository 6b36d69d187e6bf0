/** The packed package in portals' own builds: installed from its tarball, typed, built, and used in a browser. */
import assert from 'node:assert/strict';
import {readFile, writeFile} from 'node:fs/promises';
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

  interface Build {
    /** What the project needs beside the package and Vite. */
    readonly packages?: readonly string[];
    /** Type-checks, and compiles what Vite cannot. */
    readonly compile: (root: string) => Promise<unknown>;
    /** Beyond what every project shows. */
    readonly then?: (root: string) => Promise<void>;
    /** The same with a mistake that types must find; rejects with what the compiler says. */
    readonly mistakes: readonly (readonly [file: string, right: string, wrong: string, said: RegExp])[];
  }
  const bundled = async (example: string, {packages = [], compile, then, mistakes}: Build): Promise<void> => {
    const root = await project(tarball, example, [VITE, ...packages]);
    try {
      await compile(root);
      await run('npx', ['vite', 'build', '--logLevel', 'warn'], root);
      await paints(join(root, 'dist'), hears);
      await then?.(root);
      for (const [file, right, wrong, said] of mistakes) {
        const text = await readFile(join(root, file), 'utf8');
        assert.ok(text.includes(right), `${file}: ${right}`);
        await writeFile(join(root, file), text.replace(right, wrong));
        await assert.rejects(compile(root), said, `${file}: ${wrong}`);
        await writeFile(join(root, file), text);
      }
    } finally {
      await remove(root);
    }
  };
  const checked =
    (...files: string[]) =>
    (root: string): Promise<void> =>
      typecheck(root, files);

  it('works in an empty Vite project, typed', () =>
    bundled('vite', {
      compile: checked('main.ts'),
      mistakes: [
        ['main.ts', 'pageSize = 50', 'pageSize = "50"', /TS2322.*'string'.*'number'/],
        ['main.ts', '({route, phase, received})', '({route, phase, received, text})', /TS2339.*'text'/],
        ['main.ts', "'mh-sync'", "'mh-error'", /TS2339.*'phase'/],
      ],
    }));

  it('works without a build step, with an import map', async () => {
    const root = await project(tarball, 'import-map', []);
    try {
      await paints(root);
    } finally {
      await remove(root);
    }
  });

  it('works in React 18, typed', () =>
    bundled('react-18', {
      packages: ['react', 'react-dom', '@types/react', '@types/react-dom'].map(name => `${name}@18`),
      compile: checked('main.tsx'),
      mistakes: [
        ['main.tsx', 'page-size={50}', 'page-size="fifty"', /TS2322.*page-size/],
        ['main.tsx', '({route, phase, received})', '({route, phase, received, text})', /TS2339.*'text'/],
      ],
    }));

  /** React writes the page on a server, its tags empty, and takes it over in the browser. */
  const serverRendered = async (root: string): Promise<void> => {
    const folder = join(root, 'server-rendered');
    await run('npx', ['vite', 'build', folder, '--logLevel', 'warn'], root);
    await run(
      'npx',
      ['vite', 'build', folder, '--ssr', 'server.tsx', '--outDir', 'server', '--logLevel', 'warn'],
      root,
    );
    const page = join(folder, 'dist/index.html');
    const {written} = (await import(join(folder, 'server/server.js'))) as {written: (page: string) => string};
    const html = written(await readFile(page, 'utf8'));
    assert.match(html, /<main><my-health-timeline token-endpoint="[^"]+" page-size="50"><\/my-health-timeline>/);
    await writeFile(page, html);
    await paints(join(folder, 'dist'), hears);
  };

  it('works in React 19, typed, also in a page that a server has rendered', () =>
    bundled('react-19', {
      packages: ['react', 'react-dom', '@types/react', '@types/react-dom'].map(name => `${name}@19`),
      compile: checked('main.tsx', 'server-rendered/browser.tsx', 'server-rendered/server.tsx'),
      then: serverRendered,
      mistakes: [
        ['main.tsx', 'pageSize={50}', 'pageSize="fifty"', /TS2322.*'string'.*'number'/],
        ['main.tsx', 'onmh-sync={({route', 'onmh-sync={({text, route', /TS2339.*'text'/],
      ],
    }));

  it('works in Vue 3, typed', () =>
    bundled('vue-3', {
      packages: ['vue@3', '@vitejs/plugin-vue', 'vue-tsc@3', 'typescript@~6.0'],
      compile: root => run('npx', ['vue-tsc', '--noEmit', '-p', 'tsconfig.json'], root),
      mistakes: [
        ['Health.vue', ':page-size="50"', ':page-size="true"', /TS2322.*'boolean'.*'number'/],
        ['Health.vue', '@mh-sync="note"', '@mh-state="note"', /TS2322.*MhStateEvent/s],
      ],
    }));

  it('works in Angular, typed', () =>
    bundled('angular', {
      packages: [
        ...['core', 'common', 'compiler', 'platform-browser', 'compiler-cli'].map(name => `@angular/${name}@22`),
        ...['rxjs@7', 'tslib@2', 'typescript@~6.0'],
      ],
      compile: root => run('npx', ['ngc', '-p', 'tsconfig.json'], root),
      mistakes: [
        ['main.ts', '[pageSize]="50"', `[pageSize]="'fifty'"`, /TS2322.*'string'.*'number'/s],
        ['main.ts', '[hostHeaders]="csrf"', '[hostHeaders]="received"', /TS2322.*WritableSignal/s],
        ['main.ts', '(mh-sync)', '(mh-state)', /TS2345.*'MhStateEvent'/s],
        ['main.ts', '{route, phase, received}: MhSyncEvent', '{text}: MhSyncEvent', /TS2339.*'text'/],
      ],
    }));
});
