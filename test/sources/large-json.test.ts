import {expect} from '@open-wc/testing';
import * as fc from 'fast-check';
import {parseLarge} from '../../src/large-json.js';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
/** What is made of it in one go, or that it is nothing. */
const plain = (text: string): unknown => {
  try {
    return {value: JSON.parse(new TextDecoder().decode(bytesOf(text))) as unknown};
  } catch {
    return 'not JSON';
  }
};

describe('a large answer', () => {
  let breaths: number;
  beforeEach(() => (breaths = 0));
  const breathe = (): Promise<void> => (breaths++, Promise.resolve());
  const cut = (text: string): Promise<unknown> =>
    parseLarge(bytesOf(text), 'list', breathe).then(
      value => ({value}),
      () => 'not JSON',
    );

  const entry = {
    name: 'Añejo "{[,]}" \\',
    aliases: ['], "list": [', '\\"', '☃𝄞'],
    deep: [[{a: []}]],
    n: -1.5e3,
    no: null,
  };
  const entries = Array.from({length: 3000}, (_, id) => ({id, ...entry}));
  const large = JSON.stringify({before: {list: [1]}, list: entries, next_cursor: null});

  it('is read as ever, a piece at a time', async () => {
    expect(await cut(large)).to.deep.equal(plain(large));
    expect(breaths).to.be.greaterThan(4);
    expect(await cut(JSON.stringify(JSON.parse(large), null, '\r\n\t'))).to.deep.equal(plain(large));
  });

  it('that is a list alone is read as ever, a piece at a time', async () => {
    for (const text of [JSON.stringify(entries), ` ${JSON.stringify([entries])}`, JSON.stringify(entries, null, 2)])
      expect(await cut(text)).to.deep.equal(plain(text));
    expect(breaths).to.be.greaterThan(4);
  });

  it('with entries of any kind is read as ever', async () => {
    const odd = JSON.stringify({list: entries.flatMap(each => [each, null, 17, 'a,b]', [], true])});
    expect(await cut(odd)).to.deep.equal(plain(odd));
  });

  const filler = JSON.stringify('x'.repeat(300_000));
  for (const [what, text] of [
    ['no such list', `{"other": ${filler}}`],
    ['another thing of that name', `{"list": {"list": [1]}, "other": ${filler}}`],
    ['its name as a value', `{"other": ["list", [1]], "name": "list", "filler": ${filler}}`],
    ['the list twice', `{"list": [1, 2], "filler": ${filler}, "list": [3]}`],
    ['an escaped name', `{"\\u006cist": [1], "filler": ${filler}}`],
    ['an empty list', `{"list": [ ], "filler": ${filler}}`],
    ['a list and no object', `[${filler}]`],
    ['a list and something after it', `[${filler}] 1`],
    ['a list that does not end', `[1, ${filler}`],
    ['a comma too many in a list', `[${filler}, ]`],
    ['a mark of byte order in a list', `[${filler}, \ufeff1]`],
    ['a mark of byte order in front', `\ufeff{"list": [${filler}, 1]}`],
    ['a text', filler],
    ['too many brackets', `{"list": [1]], "filler": ${filler}}`],
    ['a comma too many', `{"list": [${filler}, ], "next": null}`],
    ['a comma in front', `{"list": [, ${filler}], "next": null}`],
    ['the wrong bracket', `{"list": [${filler}}, "next": null}`],
    ['nothing after it', `{"list": [${filler}]`],
    ['something after it', `{"list": [${filler}]} {}`],
  ] as const)
    it(`with ${what} is read as ever`, async () => {
      expect(await cut(text)).to.deep.equal(plain(text));
    });

  it('that is cut off anywhere is not JSON', async () => {
    for (let length = large.length - 1; length > 0; length -= 41_011)
      expect(await cut(large.slice(0, length)), `${length}`).to.equal('not JSON');
  });

  it('of any shape is read as ever', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.json(), {maxLength: 6}), fc.nat(40), async (values, at) => {
        const text = `{"a": [2], "list": [${values.join(' , ')}${values.length ? ',' : ''} ${filler}], "x": 1}`;
        const spoilt = text.slice(0, -at - 1) + text.slice(-at);
        expect(await cut(text)).to.deep.equal(plain(text));
        expect(await cut(spoilt)).to.deep.equal(plain(spoilt));
      }),
      {numRuns: 60},
    ));
});
