/**
 * `npm run theming`: the tables of docs/theming.md from the manifest, between their markers.
 * Needs a build; a test fails when the page is not current.
 */
import {readFileSync, writeFileSync} from 'node:fs';
import {resolve} from 'node:path';

const at = path => resolve(import.meta.dirname, '..', path);
const cell = text => (text ?? '').replaceAll('|', '\\|').replace(/\s+/g, ' ');

/** The page with current tables. */
export const withTables = page => {
  const {modules} = JSON.parse(readFileSync(at('dist/custom-elements.json'), 'utf8'));
  const classes = modules.flatMap(({declarations}) => declarations);
  const tokens = new Map();
  for (const {cssProperties = []} of classes) {
    for (const token of cssProperties) if (!tokens.has(token.name) || token.default) tokens.set(token.name, token);
  }
  const parts = classes
    .filter(({tagName}) => tagName)
    .sort((a, b) => (a.tagName < b.tagName ? -1 : 1))
    .flatMap(({tagName, cssParts = []}) => cssParts.map(part => [tagName, part]));
  const tables = {
    tokens: [
      '| token | meaning | without it |',
      '|---|---|---|',
      ...[...tokens.values()].map(one => `| \`${one.name}\` | ${cell(one.description)} | \`${cell(one.default)}\` |`),
    ],
    parts: [
      '| element | part | meaning |',
      '|---|---|---|',
      ...parts.map(([tag, {name, description}]) => `| \`<${tag}>\` | \`${name}\` | ${cell(description)} |`),
    ],
  };
  return Object.entries(tables).reduce((text, [name, lines]) => {
    const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    return (
      text.slice(0, text.indexOf(start) + start.length) + `\n${lines.join('\n')}\n` + text.slice(text.indexOf(end))
    );
  }, page);
};

if (process.argv[1] === import.meta.filename) {
  const path = at('docs/theming.md');
  writeFileSync(path, withTables(readFileSync(path, 'utf8')));
}
