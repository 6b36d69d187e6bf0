/** The single file carries less of Lit than Lit has; a new version of Lit must not be cut where it has grown. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {it} from 'node:test';
import {plainLit} from '../../build/plain-lit.js';

const folderOf = (name: string): string => join(import.meta.dirname, '../../node_modules', name);
const exportsOf = (code: string): string[] =>
  [...code.matchAll(/export (?:const|class) (\w+)|\b\w+ as (\w+)(?=[,}])/g)].map(([, own, as]) => own ?? as!).sort();

it('offers of its sheets what Lit’s module offers', () => {
  const path = join(folderOf('@lit/reactive-element'), 'css-tag.js');
  const code = readFileSync(path, 'utf8');
  const offered = exportsOf(code.slice(code.lastIndexOf('export{')));
  assert.equal(offered.length, 6);
  assert.deepEqual(exportsOf(plainLit(code, path)), offered);
});

it('makes sheets of what the tag is given', async () => {
  const text = encodeURIComponent(plainLit('', '/reactive-element/css-tag.js'));
  const {css: sheet} = (await import(`data:text/javascript,${text}`)) as {
    css: (strings: TemplateStringsArray, ...values: unknown[]) => {cssText: string};
  };
  const red = sheet`color: red;`;
  assert.equal(sheet`a{${red}margin:${2}px}`.cssText, 'a{color: red;margin:2px}');
  assert.equal(sheet`a::after{content:'\\2014'}`.cssText, "a::after{content:'\\2014'}");
});

it('keeps of the keyed directive all but the import of a whole module', () => {
  const path = join(folderOf('lit-html'), 'directives/keyed.js');
  const code = readFileSync(path, 'utf8');
  const plain = plainLit(code, path);
  assert.ok(code.includes('directive-helpers') && !plain.includes('directive-helpers'));
  // Lit's own line: what is committed is forgotten
  assert.match(
    readFileSync(join(folderOf('lit-html'), 'directive-helpers.js'), 'utf8'),
    /=\{\},\w+=\((\w+),(\w+)=\w+\)=>\1\._\$AH=\2/,
  );
  assert.throws(() => plainLit('import{other}from"../directive-helpers.js";', path), /another shape/);
});

it('leaves other modules alone', () => {
  assert.equal(plainLit('code', '/node_modules/lit-html/lit-html.js'), 'code');
});
