/**
 * `npm run size`: what `dist/cdn` weighs, gzip, and what a first and a returning visit transfer of it until 50 records
 * are painted, into the README's tables between their markers. A test in a browser measures both visits
 * (`test/node/package/size.test.ts`); the bounds are in `build/budget.json`.
 */
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {gzipSync} from 'node:zlib';

const root = resolve(import.meta.dirname, '..');
const at = path => resolve(root, path);
export const budget = JSON.parse(readFileSync(at('build/budget.json'), 'utf8'));

/** Files that a module loads before it runs: static imports, transitively. */
export const closure = (folder, entry) => {
  const seen = new Set();
  const visit = file => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = readFileSync(resolve(folder, file), 'utf8');
    for (const [, name] of text.matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([^"']+)["']/g)) visit(name);
  };
  visit(entry);
  return [...seen];
};

/** `[{file, bytes, first}]` of a cdn folder, largest first; bytes are gzip, level 9. */
export const weigh = (folder = at('dist/cdn')) => {
  const first = new Set(closure(folder, 'my-health.js'));
  return readdirSync(folder)
    .filter(name => name.endsWith('.js'))
    .map(file => ({
      file,
      bytes: gzipSync(readFileSync(resolve(folder, file)), {level: 9}).length,
      first: first.has(file),
    }))
    .sort((a, b) => b.bytes - a.bytes || (a.file < b.file ? -1 : 1));
};

/** The file of a chunk. */
const fileOf = (folder, chunk) =>
  readdirSync(folder).find(file => file.startsWith(`${chunk}-`) && file.endsWith('.js'));

/** Chunks that each kind of visit loads until 50 records are painted; one protocol fills the first screen. */
const VISITS = {
  'returning, with any places': ['store'],
  'first, places over Human API': ['look', 'human-api'],
  'first, a FHIR server alone': ['look', 'fhir-r4'],
};

/** `[visit, bytes]`: what travels until 50 records are painted, all three tags on the page. */
export const weighVisits = (folder = at('dist/cdn')) =>
  Object.entries(VISITS).map(([visit, chunks]) => {
    const files = new Set(
      ['my-health.js', ...chunks.map(chunk => fileOf(folder, chunk))].flatMap(file => closure(folder, file)),
    );
    return [
      visit,
      [...files].reduce((sum, file) => sum + gzipSync(readFileSync(resolve(folder, file)), {level: 9}).length, 0),
    ];
  });

const kb = bytes => (bytes / 1000).toFixed(1);
export const total = rows => rows.reduce((sum, {bytes}) => sum + bytes, 0);
/** Chunk names without their hash, so that the table changes with sizes only. */
const plain = file => file.replace(/-[\w-]{6}(?=\.js$)/, '');

export const table = (rows, visits = []) => {
  const first = rows.filter(row => row.first);
  const later = rows.filter(row => !row.first);
  const large = later.filter(({bytes}) => bytes >= 1000);
  const small = later.filter(({bytes}) => bytes < 1000);
  return [
    '| visit | kB gzip until 50 records are painted, three tags |',
    '|---|---:|',
    ...visits.map(([visit, bytes]) => `| ${visit} | ${kb(bytes)} |`),
    '',
    '| file in `dist/cdn` | kB gzip | when |',
    '|---|---:|---|',
    `| \`my-health.js\` with what it imports | **${kb(total(first))}** | at once |`,
    ...large.map(({file, bytes}) => `| \`${plain(file)}\` | ${kb(bytes)} | on demand |`),
    `| ${small.length} smaller files | ${kb(total(small))} | on demand |`,
  ].join('\n');
};

const START = '<!-- sizes: npm run size -->';
const END = '<!-- /sizes -->';

/** The figure of the first line of a text's table, in bytes; `NaN` when it has none. */
export const written = readme => Number(/\*\*([\d.]+)\*\*/.exec(readme.slice(readme.indexOf(START)))?.[1]) * 1000;

/** The README with a current table; the text itself when it has no markers. */
export const withTable = (readme, rows, visits = []) => {
  const [from, to] = [readme.indexOf(START), readme.indexOf(END)];
  return from < 0 || to < from
    ? readme
    : `${readme.slice(0, from + START.length)}\n${table(rows, visits)}\n${readme.slice(to)}`;
};

if (process.argv[1] === import.meta.filename) {
  const path = at('README.md');
  const readme = readFileSync(path, 'utf8');
  const rows = weigh();
  const visits = weighVisits();
  console.log(table(rows, visits));
  if (!readme.includes(START)) console.log(`\nREADME.md has no ${START} … ${END}: nothing written`);
  else writeFileSync(path, withTable(readme, rows, visits));
}
