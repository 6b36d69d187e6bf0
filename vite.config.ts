import {createHash} from 'node:crypto';
import {readFileSync, writeFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {defineConfig, type Plugin} from 'vite';
import {inlineRuntime} from './build/inline-runtime.js';
import {shortLiterals} from './build/literals.js';
import {noGlobals} from './build/no-globals.js';
import {plainDecorators} from './build/plain-decorators.js';
import {plainLitModules} from './build/plain-lit.js';
import {smaller} from './build/smaller.js';

const at = (path: string): string => resolve(import.meta.dirname, path);
const TAGS = ['my-health-timeline', 'provider-connect', 'opt-out-panel'];
/** Packs of words, each a file of its own that nothing else loads. */
const LOCALES = ['es'];
const {dependencies, version} = JSON.parse(readFileSync(at('package.json'), 'utf8')) as {
  dependencies: Record<string, string>;
  version: string;
};
const isDependency = (id: string): boolean =>
  Object.keys(dependencies).some(name => id === name || id.startsWith(`${name}/`));

/** What always loads together is one file: fewer requests, and gzip sees more of what repeats. */
const GROUPS = [
  {name: 'first', tags: ['$initial' as const], test: /^(?!.*\/src\/locales\/)/, priority: 2},
  {
    name: 'look',
    test: /\/src\/(later|session\/look|sources\/(http|registry)|records\/(codes|code-words|fhir-dates|none-known|text))\.ts$/,
    priority: 1,
  },
  // a protocol's folder `more` is what most first pages do without
  {name: 'fhir-r4', test: /\/src\/sources\/fhir-r4\/[^/]+\.ts$/},
  {name: 'human-api', test: /\/src\/sources\/human-api\/[^/]+\.ts$/},
  {
    name: 'store',
    test: /\/src\/(session\/browser-storage|records\/groups|ui\/icons-more|my-health-timeline\/(rows-more|templates-card|templates-pressure))\.ts$/,
    priority: 1,
  },
  {
    name: 'read',
    test: /\/src\/(large-json|session\/(rest|sync)|cache\/sealed-store|sources\/http-(blob|more|trouble))\.ts$/,
  },
];

/** A protocol's file is named after it, every other after its module. The hash is short: a visit loads some twenty names. */
const nameOf = ({facadeModuleId}: {readonly facadeModuleId: string | null}): string =>
  `${/\/sources\/([^/]+)\/source\.ts$/.exec(facadeModuleId ?? '')?.[1] ?? '[name]'}-[hash:6].js`;

/**
 * `idb` adds its shortcuts (`db.get`) and its cursor iteration by calls of this function. The cache uses neither, and
 * without these calls they are left out: 0.5 kB.
 */
const UNUSED = ['replaceTraps'];

const integrityOf = (path: string): string =>
  `sha384-${createHash('sha384').update(readFileSync(path)).digest('base64')}`;

/**
 * Prints the subresource-integrity value of the one file that portals reference, and writes those of all files to
 * `integrity.json`, for an import map's `integrity`.
 */
const printIntegrity = (): Plugin => ({
  name: 'print-integrity',
  writeBundle({dir}, bundle) {
    const chunks = Object.values(bundle).filter(file => file.type === 'chunk');
    const values = new Map(chunks.map(({fileName}) => [fileName, integrityOf(resolve(dir!, fileName))]));
    for (const {fileName, isEntry} of chunks) {
      if (isEntry) console.log(`${fileName}  integrity="${values.get(fileName)}"`);
    }
    const sorted = Object.fromEntries([...values].sort(([a], [b]) => (a < b ? -1 : 1)));
    writeFileSync(resolve(dir!, 'integrity.json'), JSON.stringify(sorted, null, 2) + '\n');
  },
});

/**
 * `vite build`: ES modules for bundlers, dependencies left to them.
 * `vite build --mode cdn`: `dist/cdn/my-health.js`, everything inside, rarely used parts beside it.
 */
export default defineConfig(({mode}) => {
  const define = {__MY_HEALTH_VERSION__: JSON.stringify(version), 'process.env.NODE_ENV': '"production"'};
  if (mode === 'cdn') {
    return {
      define,
      build: {
        target: 'es2022',
        outDir: at('dist/cdn'),
        emptyOutDir: true,
        modulePreload: false,
        lib: {
          entry: {
            'my-health': at('src/index.ts'),
            ...Object.fromEntries(LOCALES.map(name => [`locale-${name}`, at(`src/locales/${name}/index.ts`)])),
          },
          formats: ['es'],
        },
        rolldownOptions: {
          treeshake: {manualPureFunctions: UNUSED},
          optimization: {inlineConst: {mode: 'all', pass: 3}},
          output: {
            minify: true,
            comments: false,
            entryFileNames: '[name].js',
            chunkFileNames: nameOf,
            codeSplitting: {groups: GROUPS},
          },
        },
      },
      plugins: [
        plainDecorators(),
        plainLitModules(),
        shortLiterals(),
        noGlobals(),
        inlineRuntime(),
        smaller(),
        printIntegrity(),
      ],
    };
  }
  const entry = Object.fromEntries([
    ['index', at('src/index.ts')],
    ['host', at('src/host.ts')],
    ['check', at('src/host-check/cli.ts')],
    ...LOCALES.map(name => [`locales/${name}/index`, at(`src/locales/${name}/index.ts`)]),
    ...TAGS.flatMap(tag => [
      [`${tag}/index`, at(`src/${tag}/index.ts`)],
      [`${tag}/define`, at(`src/${tag}/define.ts`)],
    ]),
  ]) as Record<string, string>;
  return {
    define: {__MY_HEALTH_VERSION__: JSON.stringify(version)},
    build: {
      target: 'es2022',
      sourcemap: true,
      minify: false,
      emptyOutDir: false,
      lib: {entry, formats: ['es']},
      rolldownOptions: {external: isDependency, output: {chunkFileNames: 'chunks/[name]-[hash].js'}},
    },
  };
});
