/** The `--mh-*` tokens as the style sheets use them: name → fallback. The style sheets are the truth, docs follow. */
import {readdirSync, readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';

const SRC = resolve(import.meta.dirname, '../src');

/** The text from an opening bracket on, up to the one that closes it. */
const enclosed = (text, from) => {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return text.slice(from + 1, at);
  }
  throw new Error(`unclosed bracket at ${from}`);
};

export const tokenDefaults = () => {
  const found = new Map();
  for (const name of readdirSync(SRC, {recursive: true, encoding: 'utf8'}).sort()) {
    if (!/styles.*\.ts$/.test(name)) continue;
    const text = readFileSync(join(SRC, name), 'utf8');
    for (const match of text.matchAll(/var\(--mh-/g)) {
      const [token, ...fallback] = enclosed(text, match.index + 3).split(',');
      if (!found.has(token.trim())) found.set(token.trim(), fallback.join(',').trim() || undefined);
    }
  }
  return found;
};
