/** The bundler's helper travels inside the files that use it. */
import assert from 'node:assert/strict';
import {it} from 'node:test';
import {inlined} from '../../build/inline-runtime.js';

const HELPER = 'var e=1,t=n=>n+e;export{t};';

it('an import of the helper becomes the helper, under the name that the file gave it', () => {
  const code = inlined(
    'import{t as q}from"./rolldown-runtime-Ab_1.js";import{x}from"./b.js";q(x)',
    'rolldown-runtime-Ab_1.js',
    HELPER,
  );
  assert.equal(code, 'var q=(()=>{var e=1,t=n=>n+e;return t})();import{x}from"./b.js";q(x)');
});

it('imports of other files stay', () => {
  const code = 'import{t as q}from"./other-Ab_1.js";';
  assert.equal(inlined(code, 'rolldown-runtime-Ab_1.js', HELPER), code);
});

it('a helper of another shape stops the build', () => {
  assert.throws(() => inlined('', 'rolldown-runtime.js', 'export default 1'), /another shape/);
});
