/** Benchmarks run in a page of their own, which has no test runner: what a module imports must do without one, too. */
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {it} from 'node:test';

const FOLDER = resolve(import.meta.dirname, '../bench');

/** Every module that `path` imports, itself included, and the packages among them. */
const graph = (path: string, seen = new Set<string>()): Set<string> => {
  if (seen.has(path)) return seen;
  seen.add(path);
  const imports = /^(?:import|export)(?! type)(?:[^;'=]*from)? '([^']+)'/gm;
  for (const [, name] of readFileSync(path, 'utf8').matchAll(imports)) {
    if (name!.startsWith('.')) graph(join(dirname(path), name!.replace(/\.js$/, '.ts')), seen);
    else seen.add(name!);
  }
  return seen;
};

it('benchmarks need no test runner', () => {
  const modules = readdirSync(FOLDER).filter(name => name.endsWith('.ts'));
  assert.ok(modules.length > 10);
  const needing = modules.filter(name => graph(join(FOLDER, name)).has('@open-wc/testing'));
  assert.deepEqual(needing, []);
});
