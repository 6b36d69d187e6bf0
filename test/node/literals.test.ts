/** The build shortens markup and sheets; nobody may see a difference. */
import assert from 'node:assert/strict';
import {it} from 'node:test';
import {shorten} from '../../build/literals.js';

const cases: Readonly<Record<string, readonly [written: string, built: string]>> = {
  'a line break in markup is a space': ['html`<b>a</b>\n    <b>b</b>`', 'html`<b>a</b> <b>b</b>`'],
  'a space that was meant stays, and none comes': [
    'html`<b>a</b>  <i>b</i><u>c</u>`',
    'html`<b>a</b>  <i>b</i><u>c</u>`',
  ],
  'attributes stay apart': ['html`<a\n  href=${x}\n  class="y"\n></a>`', 'html`<a href=${x} class="y"></a>`'],
  'templates within templates': [
    'html`${on ? html`\n<p>a\n  b</p>` : 1}\n c`',
    'html`${on ? html` <p>a b</p>` : 1} c`',
  ],
  'rules lose what says nothing': [
    'css`\n.a > .b,\n.c {\n  margin: 0 0.5em; /* why */\n}\n`',
    'css` .a>.b,.c{margin:0 .5em}`',
  ],
  'a descendant is not the element itself': ['css`.a :is(b, i) .c{color: red}`', 'css`.a :is(b,i) .c{color:red}`'],
  'sums keep their spaces': ['css`a{width: calc(1px + 10.5em - 2px)}`', 'css`a{width:calc(1px + 10.5em - 2px)}`'],
  'text in quotes stays': ["css`a::after{content: ' ; 0.5 '}`", "css`a::after{content:' ; 0.5 '}`"],
  'other literals stay': ['const a: string = `x\n  ${b}  y`;', 'const a: string = `x\n  ${b}  y`;'],
};

for (const [what, [written, built]] of Object.entries(cases)) {
  it(what, () => assert.equal(shorten(written, 'a.ts'), built));
}
