/** What else stands in portals' pages, from the registry. */
import assert from 'node:assert/strict';
import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {build} from 'vite';
import {newFolder, remove, ROOT, run} from '../package/kit.js';

export {remove};

const PACKAGES = [
  'bootstrap@5.3',
  'tailwindcss@4',
  'zone.js@0.16',
  'mootools@1.5',
  '@rrweb/record@2',
  '@hotwired/turbo@8',
  'htmx.org@2',
  'unpoly@3',
];

interface Companions {
  readonly folder: string;
  /** A file of one of the packages. */
  file(path: string): Promise<string>;
  /** A script of the page with what it imports from this project's own packages. */
  bundle(source: string): Promise<string>;
}

/** Installs them into an empty folder. */
export const companions = async (): Promise<Companions> => {
  const folder = await newFolder();
  await writeFile(join(folder, 'package.json'), JSON.stringify({private: true}));
  await run('npm', ['install', '--ignore-scripts', '--prefer-offline', ...PACKAGES], folder).catch((thrown: Error) => {
    throw new Error(
      `npm could not install from its registry, so nothing is known of ${PACKAGES.join(', ')}. ${thrown.message}`,
    );
  });
  return {
    folder,
    file: path => readFile(join(folder, 'node_modules', path), 'utf8'),
    bundle: async source => {
      const entry = join(folder, 'entry.js');
      await writeFile(entry, source);
      const result = await build({
        root: ROOT,
        configFile: false,
        logLevel: 'error',
        define: {'process.env.NODE_ENV': '"production"'},
        resolve: {
          alias: ['lit', 'zod'].map(name => ({
            find: new RegExp(`^${name}$`),
            replacement: join(ROOT, 'node_modules', name, 'index.js'),
          })),
        },
        build: {write: false, lib: {entry, formats: ['iife'], name: 'page'}},
      });
      const [output] = Array.isArray(result) ? result : [result];
      assert.ok(output && 'output' in output);
      return output.output[0].code;
    },
  };
};
