/** What a portal team gets: every export, safe to import anywhere; the same bytes from every build. */
import assert from 'node:assert/strict';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {withTables} from '../../../build/theming.mjs';
import {tokenDefaults} from '../../../build/tokens.mjs';
import {budget, total, weigh, written} from '../../../build/size.mjs';
import {newFolder, remove, ROOT, run} from './kit.js';

interface Manifest {
  readonly main: string;
  readonly types: string;
  readonly exports: Record<string, string | {types: string; default: string}>;
  readonly sideEffects: readonly string[];
}
const {main, types, exports, sideEffects} = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;
const TAGS = ['my-health-timeline', 'opt-out-panel', 'provider-connect'];
const json = (path: string): unknown => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));

/** What a new Node process prints; the package is imported by its own name. */
const node = (script: string): Promise<string> => run('node', ['--input-type=module', '-e', script], ROOT);

describe('exports', () => {
  it('are those of docs/host-contract.md §10, and every file is there', () => {
    const expected = [
      ...['.', './host', './jsx', './locales/es', './custom-elements.json', './html-data.json', './package.json'],
      ...TAGS.flatMap(tag => [`./${tag}`, `./${tag}/define.js`]),
    ];
    assert.deepEqual(Object.keys(exports).sort(), expected.sort());
    const files = Object.values(exports).flatMap(one => (typeof one === 'string' ? [one] : Object.values(one)));
    assert.deepEqual(
      files.filter(file => !existsSync(join(ROOT, file))),
      [],
    );
  });

  it('are found, the first of them, also by tools that read no `exports`', () =>
    assert.deepEqual({types, default: main}, exports['.']));

  it('can be imported by a server, which has no window', async () => {
    const names = Object.entries(exports).flatMap(([name, file]) => (typeof file === 'string' ? [] : [name]));
    const script = names
      .map(name => `console.log(typeof window, Object.keys(await import('my-health-elements${name.slice(1)}')).join())`)
      .join('\n');
    const lines = (await node(script)).trim().split('\n');
    assert.equal(lines.length, names.length);
    for (const line of lines) assert.match(line, /^undefined/);
  });

  it('make nothing of `Intl` while they load: the first of it in a page takes 40 ms', async () => {
    const watch = `const made = [];
      for (const name of ['NumberFormat', 'DateTimeFormat', 'PluralRules', 'Collator', 'ListFormat', 'Segmenter'])
        Intl[name] = new Proxy(Intl[name], {
          construct: (of, args) => (made.push(name), Reflect.construct(of, args)),
          apply: (of, self, args) => (made.push(name), Reflect.apply(of, self, args)),
        });`;
    const names = Object.keys(exports).filter(name => !name.endsWith('.json'));
    const load = names.map(name => `await import('my-health-elements${name.slice(1)}');`).join('\n');
    assert.equal((await node(`${watch}\n${load}\nconsole.log(made.join())`)).trim(), '');
    // and they are seen where they are made
    assert.equal(
      (await node(`${watch}\nnew Intl.Collator(); Intl.DateTimeFormat(); console.log(made.join())`)).trim(),
      'Collator,DateTimeFormat',
    );
  });

  it('define nothing but where the name says so', async () => {
    for (const tag of TAGS) {
      const defined = (path: string): Promise<string> =>
        node(`await import('my-health-elements/${path}'); console.log(!!customElements.get('${tag}'))`);
      assert.equal((await defined(tag)).trim(), 'false');
      assert.equal((await defined(`${tag}/define.js`)).trim(), 'true');
    }
  });

  it('hold for `sideEffects` exactly the modules that define', () => {
    const dist = readdirSync(join(ROOT, 'dist'), {recursive: true, encoding: 'utf8'}).filter(
      name => name.endsWith('.js') && !name.startsWith('cdn/'),
    );
    /** Defines, or imports for its effects alone a module that does; bundlers leave bare imports of others too. */
    const defines = (name: string): boolean => {
      const text = readFileSync(join(ROOT, 'dist', name), 'utf8');
      const bare = [...text.matchAll(/^import ["'](\.[^"']+)["']/gm)].map(([, path]) => join(dirname(name), path!));
      return text.includes('customElements.define(') || bare.some(defines);
    };
    const defining = dist.filter(defines);
    const declared = dist.filter(
      name =>
        sideEffects.includes(`./dist/${name}`) ||
        (/^[^/]+\/define\.js$/.test(name) && sideEffects.includes('./dist/*/define.js')),
    );
    assert.deepEqual(defining.sort(), declared.sort());
  });

  it('hold schemas that read the contract’s own documents', async () => {
    const {sessionDocument, directoryAnswer, tokenRequest} = await import('../../../src/host.js');
    const page = readFileSync(join(ROOT, 'docs/host-contract.md'), 'utf8');
    const example: unknown = JSON.parse(/```json\n([\s\S]+?)```/.exec(page)![1]!);
    assert.equal(sessionDocument.safeParse(example).success, true);
    assert.equal(sessionDocument.safeParse({...(example as object), routes: null}).success, false);
    assert.equal(tokenRequest.safeParse({version: 1, refresh: 'mount-sinai', reason: 'expiring'}).success, true);
    assert.equal(tokenRequest.safeParse({version: 1, refresh: 'mount-sinai', reason: 'bored'}).success, false);
    assert.equal(directoryAnswer.safeParse({institutions: [{id: 'a', name: 'A'}]}).success, false);
  });
});

describe('editor data', () => {
  it('names the three tags with their attributes, and nothing private', () => {
    const {tags} = json('dist/html-data.json') as {tags: {name: string; attributes: {name: string}[]}[]};
    assert.deepEqual(
      tags.map(({name}) => name),
      TAGS,
    );
    for (const {attributes} of tags) {
      const names = attributes.map(({name}) => name);
      for (const name of ['token-endpoint', 'credentials', 'locale', 'heading-level']) assert.ok(names.includes(name));
    }
    assert.ok(tags[0]!.attributes.some(({name}) => name === 'page-size'));
    const manifest = readFileSync(join(ROOT, 'dist/custom-elements.json'), 'utf8');
    assert.doesNotMatch(manifest, /"name": "[#_]|"privacy": "private"/);
  });

  interface Described {
    readonly name: string;
    readonly description?: string;
  }
  interface Declared {
    readonly tagName?: string;
    readonly events?: readonly (Described & {readonly type: {readonly text: string}})[];
    readonly cssParts?: readonly Described[];
    readonly cssProperties?: readonly Described[];
    readonly attributes?: readonly Described[];
    readonly members?: readonly Described[];
  }
  const declared = (): Declared[] =>
    (json('dist/custom-elements.json') as {modules: {declarations: Declared[]}[]}).modules.flatMap(
      ({declarations}) => declarations,
    );

  it('names every event that a tag can send, with its class', () => {
    const session = [...['connection', 'error', 'opt-out', 'session-end', 'state', 'sync'].map(name => `mh-${name}`)];
    const own: Record<string, string> = {
      'my-health-timeline': 'mh-record',
      'opt-out-panel': 'mh-opt-out-request',
      'provider-connect': 'mh-connect-request',
    };
    for (const tag of TAGS) {
      const {events = []} = declared().find(({tagName}) => tagName === tag)!;
      assert.deepEqual(events.map(({name}) => name).sort(), [...session, own[tag]].sort(), tag);
      for (const {name, type} of events) {
        const words = name.split('-').map(word => word[0]!.toUpperCase() + word.slice(1));
        assert.equal(type.text, `${words.join('')}Event`);
      }
    }
  });

  it('describes every attribute, property, method, event, part and token, and names every part of the templates', () => {
    for (const tag of TAGS) {
      const one = declared().find(({tagName}) => tagName === tag)!;
      const {attributes = [], members = [], events = [], cssParts = [], cssProperties = []} = one;
      for (const each of [...attributes, ...members, ...events, ...cssParts, ...cssProperties])
        assert.ok(each.description, `${tag} ${each.name}`);
      const text = readdirSync(join(ROOT, 'src', tag))
        .map(file => readFileSync(join(ROOT, 'src', tag, file), 'utf8'))
        .join('\n');
      const shared = text.includes('panelDialog(') ? ['dialog'] : [];
      const parts = [...text.matchAll(/ part="([\w-]+)"/g)].map(([, name]) => name!);
      assert.deepEqual(cssParts.map(({name}) => name).sort(), [...new Set([...parts, ...shared])].sort(), tag);
    }
  });

  it('documents every token of the style sheets', () => {
    const documented = new Set(declared().flatMap(({cssProperties = []}) => cssProperties.map(({name}) => name)));
    assert.deepEqual([...documented].sort(), [...tokenDefaults().keys()].sort());
  });
});

describe('docs/theming.md', () => {
  it('lists the tokens and parts of the manifest', () => {
    const page = readFileSync(join(ROOT, 'docs/theming.md'), 'utf8');
    assert.match(page, /`--mh-accent-color`/);
    assert.equal(page, withTables(page), 'npm run theming');
  });
});

describe('the single file', () => {
  let folder: string;
  before(async () => {
    folder = await newFolder();
  });
  after(() => remove(folder));

  it('is the same, byte by byte, from another build, and carries the integrity that was printed', async () => {
    const said = await run('npx', ['vite', 'build', '--mode', 'cdn', '--outDir', folder, '--emptyOutDir'], ROOT);
    const files = readdirSync(join(ROOT, 'dist/cdn')).sort();
    assert.deepEqual(readdirSync(folder).sort(), files);
    for (const file of files) {
      assert.ok(readFileSync(join(folder, file)).equals(readFileSync(join(ROOT, 'dist/cdn', file))), file);
    }
    const integrity = json('dist/cdn/integrity.json') as Record<string, string>;
    assert.deepEqual(
      Object.keys(integrity).sort(),
      files.filter(file => file.endsWith('.js')),
    );
    assert.ok(said.includes(`my-health.js  integrity="${integrity['my-health.js']}"`));
    for (const [file, value] of Object.entries(integrity)) {
      const digest = await crypto.subtle.digest('SHA-384', readFileSync(join(folder, file)));
      assert.equal(value, `sha384-${Buffer.from(digest).toString('base64')}`);
    }
  });

  it('keeps within its budget, and so that a build that lost half of itself is seen too', () => {
    const bytes = total(weigh().filter(({first}) => first));
    assert.ok(bytes >= budget.atOnce.lower && bytes <= budget.atOnce.upper, `${bytes} bytes at once`);
  });

  it('weighs what the README says, give or take 3 %', () => {
    const bytes = total(weigh().filter(({first}) => first));
    const said = written(readFileSync(join(ROOT, 'README.md'), 'utf8'));
    assert.ok(Math.abs(said - bytes) <= bytes * 0.03, `${bytes} bytes, README.md says ${said}: npm run size`);
  });

  it('names no third party and evaluates no text', () => {
    for (const file of readdirSync(join(ROOT, 'dist/cdn'))) {
      const text = readFileSync(join(ROOT, 'dist/cdn', file), 'utf8');
      assert.doesNotMatch(text, /\beval\(|new Function\(|from ?["']https?:|import\(["']https?:/, file);
      assert.doesNotMatch(text, /process\.env|sourceMappingURL/, file);
    }
  });
});
