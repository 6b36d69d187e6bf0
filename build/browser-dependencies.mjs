import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

/** A module of a package: its specifier begins with a name or a scope. */
const FROM_PACKAGE = /(?:from|import)\s*\(?'([a-z@][^':]*)'/g;

/**
 * What `src` imports from packages (`lit/directives/guard.js`). Vite is told of all of it at its start: one that it
 * meets later makes it prepare them anew and reload the page.
 */
export const browserDependencies = () => {
  const root = join(import.meta.dirname, '../src');
  const files = readdirSync(root, {recursive: true, encoding: 'utf8'}).filter(name => name.endsWith('.ts'));
  const found = files.flatMap(name =>
    [...readFileSync(join(root, name), 'utf8').matchAll(FROM_PACKAGE)].map(([, module]) => module),
  );
  // the package's own name stands in examples
  return [...new Set(found)].filter(module => !module.startsWith('my-health-elements')).sort();
};
