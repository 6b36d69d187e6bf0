/** What bundlers make of the package: what nobody uses is left out, and a second copy on a page is harmless. */
import assert from 'node:assert/strict';
import {cp, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {build} from 'vite';
import type {Browser} from 'playwright-core';
import {mayaRivera} from '../../../demo/patient/maya/index.js';
import {createWorld} from '../../../demo/simulator/world.js';
import {launchChromium} from '../host.js';
import {newFolder, remove, ROOT, run, serve} from './kit.js';

/** The package by its name, from the repository's own `dist`. */
const bundle = async (source: string, mode: 'production' | 'development' = 'production'): Promise<string> => {
  const folder = await newFolder();
  try {
    const entry = join(folder, 'entry.js');
    await writeFile(entry, source);
    const result = await build({
      root: ROOT,
      configFile: false,
      logLevel: 'error',
      mode,
      define: {'process.env.NODE_ENV': JSON.stringify(mode)},
      plugins: [
        {
          name: 'as-installed',
          // resolved as from a file of the repository, which may name itself
          resolveId(id, _, options) {
            if (!id.startsWith('my-health-elements')) return undefined;
            return this.resolve(id, join(ROOT, 'entry.js'), {...options, skipSelf: true});
          },
        },
      ],
      build: {
        write: false,
        minify: false,
        lib: {entry, formats: ['es']},
        rolldownOptions: {output: {codeSplitting: false}},
      },
    });
    const [output] = Array.isArray(result) ? result : [result];
    assert.ok(output && 'output' in output);
    // a bundler may leave files beside the entry that nothing asks for: modules that only ask for each other
    const asked = new Set<string>();
    const code = (name: string): string => {
      const file = output.output.find(({fileName}) => fileName === name);
      if (asked.has(name) || file?.type !== 'chunk') return '';
      asked.add(name);
      return [file.code, ...[...file.imports, ...file.dynamicImports].map(code)].join('\n');
    };
    return code(output.output[0].fileName);
  } finally {
    await remove(folder);
  }
};
const TAGS = ['my-health-timeline', 'provider-connect', 'opt-out-panel'];
/** Tags that a bundle defines. */
const defined = (code: string): string[] => TAGS.filter(tag => code.includes(`customElements.define("${tag}"`));
/** Classes whose code is in a bundle. */
const classes = (code: string): string[] =>
  ['MyHealthTimeline', 'ProviderConnect', 'OptOutPanel'].filter(name =>
    new RegExp(`class ${name} extends|\\b${name} = class`).test(code),
  );

describe('in a bundle', () => {
  it('all three tags come by the package’s name', async () => {
    const code = await bundle(`import 'my-health-elements';`);
    assert.deepEqual(defined(code), TAGS);
    assert.equal(classes(code).length, 3);
  });

  it('one tag comes alone', async () => {
    const code = await bundle(`import 'my-health-elements/opt-out-panel/define.js';`);
    assert.deepEqual(defined(code), ['opt-out-panel']);
    assert.deepEqual(classes(code), ['OptOutPanel']);
  });

  it('a class defines nothing, and an import that nobody uses leaves nothing', async () => {
    const used = await bundle(
      `import {OptOutPanel} from 'my-health-elements/opt-out-panel'; console.log(OptOutPanel);`,
    );
    assert.deepEqual(defined(used), []);
    assert.deepEqual(classes(used), ['OptOutPanel']);
    const unused = await bundle(TAGS.map(tag => `import 'my-health-elements/${tag}';`).join('\n'));
    assert.deepEqual(classes(unused), []);
    assert.equal(unused.trim(), '');
  });

  it('the schemas of the contract bring no element', async () => {
    const code = await bundle(`export {sessionDocument} from 'my-health-elements/host';`);
    assert.deepEqual(classes(code), []);
    assert.ok(!code.includes('LitElement'));
  });
});

describe('a second copy on the page', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  for (const [mode, reports] of [
    ['development', 1],
    ['production', 0],
  ] as const) {
    it(`is harmless, and reported ${reports ? 'once' : 'never'} in a ${mode} build`, async () => {
      const root = await newFolder();
      const world = createWorld({patient: mayaRivera()});
      await cp(join(ROOT, 'dist/cdn'), join(root, 'first'), {recursive: true});
      await writeFile(join(root, 'second.js'), await bundle(`import 'my-health-elements';`, mode));
      await writeFile(
        join(root, 'index.html'),
        `<!doctype html><html lang="en"><title>Two copies</title><link rel="icon" href="data:,">
        <script type="module" src="/first/my-health.js"></script><script type="module" src="/second.js"></script>
        ${TAGS.map(tag => `<${tag} token-endpoint="/portal/my-health/token"></${tag}>`).join('\n')}</html>`,
      );
      const host = await serve(root, world);
      const context = await browser.newContext();
      try {
        const page = await context.newPage();
        const said: string[] = [];
        page.on('pageerror', error => said.push(error.message));
        page.on('console', message => {
          if (!message.text().startsWith('Failed to load resource')) said.push(message.text());
        });
        await page.goto(host.url);
        await page.locator('my-health-timeline article').nth(49).waitFor({timeout: 20_000});
        await page.locator('provider-connect [part=connection]').first().waitFor();
        assert.equal(world.requests.filter(({url}) => url.endsWith('/my-health/token')).length, 1);
        const ours = said.filter(one => !/Lit is in dev mode|Multiple versions of Lit/.test(one));
        assert.equal(ours.length, reports, ours.join('\n'));
        for (const one of ours) assert.match(one, /^<my-health-timeline> was already defined by another copy/);
      } finally {
        await context.close();
        await host.stop();
        await remove(root);
      }
    });
  }
});

describe('the published package', () => {
  it('has nothing that publint or attw complain of', async () => {
    await run('npm', ['run', '--silent', 'check:package'], ROOT);
  });
});
