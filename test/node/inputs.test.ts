/** What patients type is neither sent to a spell checker nor kept by the browser for the next person. */
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {it} from 'node:test';

it('every field is without spell check and autocompletion', () => {
  const fields = readdirSync('src', {recursive: true, encoding: 'utf8'})
    .filter(name => name.endsWith('.ts'))
    .flatMap(name => {
      const text = readFileSync(join('src', name), 'utf8');
      assert.doesNotMatch(text, /contenteditable/i, name);
      return [...text.matchAll(/<(?:input|textarea)\b[^]*?\/?>/g)].map(([field]) => [name, field] as const);
    });
  assert.ok(fields.length >= 3);
  for (const [name, field] of fields) {
    assert.match(field, /autocomplete="off"/, name);
    assert.match(field, /spellcheck="false"/, name);
  }
});
