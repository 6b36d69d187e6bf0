/** What SECURITY.md says is shown by a test, is: the file is there, and a test of that name in it. */
import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {it} from 'node:test';
import {ROOT} from './kit.js';

it('SECURITY.md names only tests that exist, and every row has one or an exception', () => {
  const page = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8');
  const rows = page
    .slice(page.indexOf('| id |'))
    .split('\n')
    .slice(2)
    .filter(line => line.startsWith('|'));
  assert.ok(rows.length > 40);
  for (const row of rows) {
    const shown = row.split('|').at(-2)!;
    const named = [...shown.matchAll(/`(test\/[^`]+)`(?: "([^"]+)")?/g)];
    assert.ok(named.length > 0 || /^ exception/.test(shown), row);
    for (const [, file, name] of named) {
      assert.ok(existsSync(join(ROOT, file!)), file);
      if (name) assert.ok(readFileSync(join(ROOT, file!), 'utf8').includes(`'${name}'`), `${file}: ${name}`);
    }
  }
});
