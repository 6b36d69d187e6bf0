/**
 * What the documents show, runs: every block of code in README.md and docs/*.md is one that a test here knows and
 * uses. A new block fails until it has a test.
 */
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createServer} from 'node:http';
import {cp, mkdir, readFile, writeFile} from 'node:fs/promises';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import type {AddressInfo} from 'node:net';
import type {Browser, Page} from 'playwright-core';
import {tokenDefaults} from '../../build/tokens.mjs';
import {mayaRivera} from '../../demo/patient/maya/index.js';
import {listener, startSimulator} from '../../demo/simulator/node.js';
import {createWorld, type World} from '../../demo/simulator/world.js';
import {sessionDocument} from '../../src/host.js';
import {launchChromium, policyOf} from './host.js';
import {Visit} from './journey.js';
import {newFolder, remove, ROOT, run, serve} from './package/kit.js';
import {inScene} from './scene.js';

interface Block {
  readonly lang: string;
  readonly text: string;
}
const PAGES = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter(name => name.endsWith('.md'))
    .map(name => `docs/${name}`),
];
/** Blocks of one page, without the indentation that a list gives them. */
const blocksOf = (page: string): Block[] =>
  [...readFileSync(join(ROOT, page), 'utf8').matchAll(/^( *)```(\w*)\n([^]*?)^\1```$/gm)].map(
    ([, indent, lang, text]) => ({
      lang: lang!,
      text: text!.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  );
const all = new Map(PAGES.map(page => [page, blocksOf(page)]));
const known = new Set<Block>();
/** The block of a page that holds this text; from now on a test knows it. */
const block = (page: string, holds: string): string => {
  const found = all.get(page)!.find(({text}) => text.includes(holds));
  assert.ok(found, `${page} has a block with ${holds}`);
  known.add(found);
  return found.text;
};

describe('the code in README.md and docs', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  /** A page of a portal that holds the built file, opened. */
  const opened = async (
    markup: string,
    test: (page: Page, world: World) => Promise<void>,
    files: Readonly<Record<string, string>> = {},
  ): Promise<void> => {
    const root = await newFolder();
    await mkdir(join(root, 'assets'));
    await cp(join(ROOT, 'dist/cdn'), join(root, 'assets/my-health'), {recursive: true});
    await writeFile(join(root, 'index.html'), markup);
    for (const [name, text] of Object.entries(files)) await writeFile(join(root, name), text);
    const world = createWorld({patient: mayaRivera()});
    const host = await serve(root, world);
    const page = await browser.newPage();
    try {
      await page.goto(host.url);
      await test(page, world);
    } finally {
      await page.close();
      await host.stop();
      await remove(root);
    }
  };
  const fifty = (page: Page): Promise<void> =>
    page.locator('my-health-timeline article[part=record]').nth(49).waitFor({timeout: 20_000});
  const head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>A portal</title>';
  const KIT = '<script type="module" src="/assets/my-health/my-health.js"></script>';

  it('every document that a document names is there', () => {
    const isThere = (page: string, name: string): boolean =>
      ['.', 'docs', dirname(page)].some(folder => existsSync(join(ROOT, folder, name)));
    for (const page of [...PAGES, 'SECURITY.md', 'CHANGELOG.md']) {
      const names = [...readFileSync(join(ROOT, page), 'utf8').matchAll(/[\w./-]*\w\.md\b/g)].map(([name]) => name);
      assert.deepEqual(
        names.filter(name => !isThere(page, name)),
        [],
        page,
      );
    }
  });

  it('README.md: the page, pasted as it stands, is a whole My Health', () =>
    opened(block('README.md', '<!doctype html>'), async page => {
      await fifty(page);
      await page.locator('provider-connect [part=connection]').first().waitFor();
      await page.locator('opt-out-panel [part=leave-button]').waitFor();
    }));

  it('README.md: the smallest session document is one', () => {
    const text = block('README.md', '"patient"');
    const key = Buffer.alloc(32, 7).toString('base64url');
    const document: unknown = JSON.parse(text.replace('<32 random bytes, base64url>', key));
    assert.equal(sessionDocument.safeParse(document).success, true);
  });

  it('README.md: npm start serves the demo, npm test is there', async () => {
    const {scripts} = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {scripts: Record<string, string>};
    for (const [, script] of block('README.md', 'npm start').matchAll(/npm (?:run )?(start|test)/g)) {
      assert.ok(script! in scripts);
    }
    const child = spawn('npm', ['start'], {cwd: ROOT, detached: true, stdio: ['ignore', 'pipe', 'inherit']});
    try {
      let said = '';
      while (!/http:\/\/localhost:\d+\/\s/.test(said)) {
        const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
        said += String(chunk);
      }
      const url = /http:\/\/localhost:\d+\//.exec(said)![0];
      assert.match(await (await fetch(url)).text(), /<my-health-timeline token-endpoint=/);
    } finally {
      process.kill(-child.pid!);
    }
  });

  it('docs/host-contract.md: the tags and the session document', async () => {
    await opened(head + block('docs/host-contract.md', '<provider-connect '), fifty);
    const document: unknown = JSON.parse(block('docs/host-contract.md', '"routes"'));
    assert.equal(sessionDocument.safeParse(document).success, true);
  });

  it('docs/portal-developer.md: Spanish, loaded on demand', () =>
    opened(head + KIT + block('docs/host-contract.md', '<provider-connect '), async page => {
      await fifty(page);
      const shown = block('docs/portal-developer.md', 'locales/es');
      const [, beside] = /or '([^']+)'/.exec(shown)!;
      await page.evaluate(
        `(async () => {${shown.replace("'my-health-elements/locales/es'", `'${beside}'`).replace(/ \/\/.*/g, '')}})()`,
      );
      await page.getByRole('heading', {name: 'Mi Salud', exact: true}).waitFor();
      await page.getByRole('heading', {name: 'Sus conexiones'}).waitFor();
      await page.getByRole('heading', {name: 'Salir de Mi Salud'}).waitFor();
    }));

  it('docs/portal-developer.md: quick start, with the integrity of every file', async () => {
    const page = 'docs/portal-developer.md';
    const integrity = JSON.parse(await readFile(join(ROOT, 'dist/cdn/integrity.json'), 'utf8')) as Record<
      string,
      string
    >;
    const shown = /\{"integrity": \{"(.*?)(first-….js)": "sha384-…"\}\}/.exec(block(page, 'importmap'))!;
    const values = Object.fromEntries(Object.entries(integrity).map(([file, value]) => [shown[1]! + file, value]));
    const map = (changed: Record<string, string>): string =>
      block(page, 'importmap').replace(/\{"integrity".*\}/, JSON.stringify({integrity: {...values, ...changed}}));
    await opened(head + map({}) + block(page, '<script type="module"'), fifty);
    // and a file that is another one is refused
    const first = Object.keys(values).find(name => name.includes('/first-'))!;
    await opened(head + map({[first]: values[Object.keys(values).find(name => name !== first)!]!}) + KIT, async tab => {
      await tab.waitForLoadState('networkidle');
      assert.equal(await tab.evaluate(() => customElements.get('my-health-timeline') === undefined), true);
    });
  });

  it('docs/portal-developer.md: the check tool is asked as shown', async () => {
    const world = createWorld({patient: mayaRivera()});
    const simulator = await startSimulator({world});
    const portal = listener(simulator.apps.portal);
    const server = createServer((request, response) => {
      if (request.url === '/health') {
        const headers = {'content-type': 'text/html', 'content-security-policy': policyOf(world)};
        response.writeHead(200, headers).end('<!doctype html><title>Health</title>');
      } else if (request.headers.cookie === 'session=abc') portal(request, response);
      else response.writeHead(401).end();
    });
    await new Promise<void>(done => server.listen(0, 'localhost', done));
    const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
    world.urls.page = origin;
    try {
      const shown = block('docs/portal-developer.md', 'npx my-health-elements check').trim();
      const [, ...args] = shown.slice('npx '.length).match(/'[^']*'|\S+/g)!;
      const asked = args.map(one =>
        one.replaceAll("'", '').replace('…', 'abc').replace('https://portal.example', origin),
      );
      const said = await run('node', [join(ROOT, 'dist/check.js'), ...asked], ROOT);
      assert.match(said, /\n\d+ right, 0 wrong/);
      assert.match(said, /^right +page frame-src/m);
    } finally {
      server.closeAllConnections();
      server.close();
      await simulator.stop();
    }
  });

  it('docs/portal-developer.md: what is imported, and what it is used for', async () => {
    const page = 'docs/portal-developer.md';
    assert.equal(
      block(page, 'npm install').trim(),
      `npm install ${JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).name as string}`,
    );
    for (const text of [block(page, "import 'my-health-elements';"), block(page, 'announceConnectReturn')]) {
      await run('node', ['--input-type=module', '-e', `${text}\nprocess.exit(0);`], ROOT);
    }
    const schema = `const yourAnswer = new Response('{"version":1}');${block(page, 'safeParse')};console.log(success);`;
    assert.equal((await run('node', ['--input-type=module', '-e', schema], ROOT)).trim(), 'false');
  });

  it('docs/portal-developer.md: headers, the end of the session', async () => {
    const text = block('docs/portal-developer.md', 'hostHeaders');
    const markup =
      `${head}<script type="module" src="/page.js"></script>${KIT}` +
      '<my-health-timeline token-endpoint="/portal/my-health/token"></my-health-timeline>';
    // the page's own part: its token, its element, and when it signs out
    const [before, end] = text.split('await timeline.endSession();');
    assert.ok(end !== undefined);
    const files = {
      'page.js': `const timeline = document.querySelector('my-health-timeline'); const csrfToken = () => 'from the page';
        ${before} window.signOut = async () => { await timeline.endSession();${end} };`,
    };
    await opened(
      markup,
      async (page, world) => {
        world.portal.csrf = 'from the page';
        await page.reload();
        await fifty(page);
        const gone = page.waitForRequest('**/signed-out');
        await page.evaluate(() => void (window as unknown as {signOut: () => Promise<void>}).signOut());
        await gone;
      },
      files,
    );
  });

  it('docs/portal-developer.md: the policy is the one that the tests run under', () => {
    const directives = (text: string): Record<string, string> =>
      Object.fromEntries(
        text
          .split(';')
          .map(one => one.trim())
          .filter(Boolean)
          .map(one => [one.split(' ')[0], one.split(' ').slice(1).join(' ')]),
      ) as Record<string, string>;
    const shown = directives(block('docs/portal-developer.md', 'trusted-types'));
    const world = createWorld({patient: mayaRivera()});
    Object.assign(world.urls, {
      humanApi: 'https://fhir.example',
      fhir: 'https://fhir.example',
      humanConnect: 'https://hapi-connect.humanapi.co',
    });
    const {'default-src': none, 'report-uri': reports, ...tested} = directives(policyOf(world));
    assert.equal(none, "'none'");
    assert.ok(reports);
    tested['connect-src'] = tested['connect-src']!.replace(
      ' https://fhir.example https://fhir.example',
      ' https://fhir.example',
    );
    assert.deepEqual(shown, tested);
  });

  it('docs/portal-developer.md: the requests of a first visit and of the next one', async () => {
    const page = readFileSync(join(ROOT, 'docs/portal-developer.md'), 'utf8');
    const shown = [...page.matchAll(/^\| (?:first|another) visit .*? \| (\d+) \| (\d+):/gm)].map(([, ...numbers]) =>
      numbers.map(Number),
    );
    assert.equal(shown.length, 2);
    await inScene(browser, createWorld({patient: mayaRivera()}), async ({world, context, url}) => {
      const visit = await Visit.whole(context, url);
      const counted = async (): Promise<number[]> => {
        await visit.ended('mount-sinai', 'human-api');
        const all = world.requests.splice(0).map(({url}) => new URL(url).pathname);
        const portal = all.filter(path => path.startsWith('/portal/'));
        return [portal.length, all.length - portal.length];
      };
      const first = await counted();
      await visit.page.reload();
      await visit.connections.getByText('Harbor Labs').first().waitFor();
      assert.deepEqual([first, await counted()], shown);
    });
  });

  it('docs/theming.md: tokens and words', async () => {
    const css = block('docs/theming.md', '.portal {');
    const names = [...css.matchAll(/--mh-[\w-]+/g)].map(([name]) => name);
    assert.deepEqual(
      names.filter(name => !tokenDefaults().has(name)),
      [],
    );
    const markup =
      `${head}<link rel="stylesheet" href="/page.css">${KIT}<main class="portal">` +
      '<my-health-timeline token-endpoint="/portal/my-health/token"></my-health-timeline></main>' +
      '<script type="module" src="/page.js"></script>';
    const files = {'page.css': css, 'page.js': block('docs/theming.md', '.strings =')};
    await opened(
      markup,
      async page => {
        await page.locator('my-health-timeline').getByRole('heading', {name: 'Your records', level: 2}).waitFor();
        const colour = await page
          .locator('my-health-timeline')
          .getByRole('button', {name: /^Show earlier/})
          .evaluate(button => getComputedStyle(button).borderRadius);
        assert.equal(colour, '2px');
      },
      files,
    );
  });

  it('docs/architecture.md: the picture names folders that exist', () => {
    const text = block('docs/architecture.md', 'flowchart');
    for (const folder of ['session', 'sources', 'records', 'cache']) {
      assert.ok(text.includes(folder));
      assert.ok(readdirSync(join(ROOT, 'src')).includes(folder));
    }
  });

  it('and no block is without a test', () => {
    const unknown = [...all].flatMap(([page, blocks]) =>
      blocks.filter(one => !known.has(one)).map(({text}) => `${page}: ${text.split('\n')[0]}`),
    );
    assert.deepEqual(unknown, []);
  });
});
