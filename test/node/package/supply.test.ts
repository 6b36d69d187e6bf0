/** What the package runs on: named in a bill of materials, and looked up for known vulnerabilities. */
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import {verdict} from '../../../build/audit.mjs';
import {sbom} from '../../../build/sbom.mjs';
import {ROOT} from './kit.js';

const dist = (): string[] =>
  readdirSync(join(ROOT, 'dist'), {recursive: true, encoding: 'utf8'}).filter(
    name => name.endsWith('.js') && !name.startsWith('cdn/'),
  );

describe('dist/sbom.cdx.json', () => {
  const text = readFileSync(join(ROOT, 'dist/sbom.cdx.json'), 'utf8');
  const {components, dependencies} = JSON.parse(text) as ReturnType<typeof sbom>;

  it('is current, and the same from every build', () => {
    assert.equal(text, JSON.stringify(sbom(), null, 2) + '\n');
  });

  it('names every package that the built modules import, as installed, with its licence and hash', () => {
    const imported = new Set(
      dist().flatMap(name =>
        [
          ...readFileSync(join(ROOT, 'dist', name), 'utf8').matchAll(
            /(?:from|import) ["']((?:@[\w-]+\/)?[\w-]+)[/"']/g,
          ),
        ].map(([, id]) => id!),
      ),
    );
    imported.delete('my-health-elements'); // its own name, in examples
    assert.ok(imported.has('lit') && imported.has('zod'));
    const names = components.map(({name}) => name);
    for (const name of imported) assert.ok(names.includes(name), name);
    for (const {name, version, licenses, hashes} of components) {
      const installed = JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')) as {
        version: string;
      };
      assert.equal(installed.version, version);
      assert.ok(licenses[0]!.license.id);
      assert.match(hashes[0]!.content, /^[0-9a-f]{128}$/);
    }
  });

  it('says what needs what, and nothing that is not listed', () => {
    const refs = new Set(dependencies.map(({ref}) => ref));
    assert.equal(refs.size, components.length + 1);
    for (const {dependsOn} of dependencies) for (const one of dependsOn) assert.ok(refs.has(one), one);
  });
});

describe('npm run audit', () => {
  it('fails on a known vulnerability, and says plainly when the registry offers no audit', () => {
    const clean = {metadata: {vulnerabilities: {total: 0}}, vulnerabilities: {}};
    assert.deepEqual(verdict(JSON.stringify(clean)), {ok: true, said: 'audited: no known vulnerability'});
    const found = {metadata: {vulnerabilities: {total: 1}}, vulnerabilities: {x: {name: 'x', severity: 'high'}}};
    assert.deepEqual(verdict(JSON.stringify(found)), {
      ok: false,
      said: '1 packages with known vulnerabilities: x (high)',
    });
    assert.match(verdict('{"message":"405 Method Not Allowed"}').said, /^not audited: .*405/);
    assert.deepEqual(verdict('').ok, true);
  });
});
