import {expect} from '@open-wc/testing';
import * as fc from 'fast-check';
import {fold} from '../../src/records/fold.js';
import {cleanText} from '../../src/records/text.js';

describe('cleanText', () => {
  const cases: readonly (readonly [string, unknown, string])[] = [
    ['plain text stays', 'Hemoglobin A1c', 'Hemoglobin A1c'],
    ['numbers are written out', 6.8, '6.8'],
    ['zero is a number', 0, '0'],
    ['booleans are written out', false, 'false'],
    ['NaN is nothing', NaN, ''],
    ['infinity is nothing', Infinity, ''],
    ['null is nothing', null, ''],
    ['undefined is nothing', undefined, ''],
    ['an object is nothing', {toString: () => 'x'}, ''],
    ['an array is nothing', ['x'], ''],
    ['a symbol is nothing', Symbol('x'), ''],
    ['spaces collapse', '  a \t\u00a0 b  ', 'a b'],
    ['newlines stay', 'a\nb', 'a\nb'],
    ['carriage returns become newlines', 'a\r\nb\rc', 'a\nb\nc'],
    ['line and paragraph separators become newlines', 'a\u2028b\u2029c\u0085d', 'a\nb\nc\nd'],
    ['spaces around newlines go', 'a \n b', 'a\nb'],
    ['at most one empty line stays', 'a\n\n\n\nb', 'a\n\nb'],
    ['br is a line break', 'a<br>b<br/>c<BR />d<br clear="all">e</br>f', 'a\nb\nc\nd\ne\nf'],
    ['other markup stays text', '<b onclick="x()">hi</b>', '<b onclick="x()">hi</b>'],
    ['words that begin like br stay', '<bread>', '<bread>'],
    ['controls go', 'a\0b\u0007c\u001bd\u007fe\u0090f', 'abcdef'],
    ['a control inside a tag does not hide it', 'a<b\0r>b', 'a\nb'],
    ['bidi overrides go', 'abc\u202etxt.exe\u202c', 'abctxt.exe'],
    ['embeddings go', '\u202aa\u202bb\u202d', 'ab'],
    ['an unopened isolate end goes', 'a\u2069b', 'ab'],
    ['an unclosed isolate goes', 'a\u2067b', 'ab'],
    ['a balanced isolate stays', 'a \u2067שלום\u2069 b', 'a \u2067שלום\u2069 b'],
    ['nested isolates stay', '\u2066a\u2067b\u2069\u2069', '\u2066a\u2067b\u2069\u2069'],
    ['only the surplus end goes', '\u2066a\u2069\u2069b', '\u2066a\u2069b'],
    ['an isolate must end in its line', 'a\u2067b\nc\u2069', 'ab\nc'],
    ['zero-width space and joiners go from Latin', 'a\u200bb\u200cc\u200dd\ufeffe\u2060f', 'abcdef'],
    ['soft hyphens go', 'hemo\u00adglobin', 'hemoglobin'],
    ['direction marks go from left-to-right text', 'a\u200eb\u200fc', 'abc'],
    ['direction marks stay in right-to-left text', 'אב\u200f (1)', 'אב\u200f (1)'],
    ['the non-joiner stays in Persian', 'می\u200cخواهم', 'می\u200cخواهم'],
    ['the joiner stays in Hindi', 'क्\u200dष', 'क्\u200dष'],
    ['a chillu at the end of a word stays in Malayalam', 'അവന്\u200d വന്നു', 'അവന്\u200d വന്നു'],
    ['families stay together', '👩\u200d👩\u200d👧', '👩\u200d👩\u200d👧'],
    ['emoji with a variation selector stay together', '❤\ufe0f\u200d🔥', '❤\ufe0f\u200d🔥'],
    ['emoji with a skin colour stay together', '👩🏽\u200d⚕\ufe0f', '👩🏽\u200d⚕\ufe0f'],
    ['a second joiner in a row goes', 'می\u200c\u200cخواهم', 'می\u200cخواهم'],
    ['tag characters go', 'a\u{e0041}\u{e007f}b', 'ab'],
    ['lone surrogates go', 'a\ud800b\udc00c', 'abc'],
    ['letters of all scripts stay', 'Œdème à 37 °C · 血糖 · سكر', 'Œdème à 37 °C · 血糖 · سكر'],
    ['only rubbish is nothing', '\u200b \u202e \0', ''],
  ];
  for (const [name, written, expected] of cases) {
    it(name, () => {
      expect(cleanText(written)).to.equal(expected);
    });
  }
  it('cuts at the given length and says so', () => {
    expect(cleanText('abcdef', 4)).to.equal('abc…');
    expect(cleanText('abcd', 4)).to.equal('abcd');
    expect(cleanText('ab  cdef', 4)).to.equal('ab…');
    expect(cleanText('x'.repeat(5000))).to.have.length(4000);
  });
  it('does not cut a character in halves', () => {
    expect(cleanText('ab😀cd', 4)).to.equal('ab…');
  });

  const tricky = fc
    .array(
      fc.constantFrom(
        ...[
          'a',
          'B',
          ' ',
          '\n',
          '\r',
          '\t',
          '<',
          'b',
          'r',
          '>',
          '/',
          '<br>',
          'ß',
          'é',
          'ش',
          'क',
          '्',
          'א',
          '👩',
          '\ufe0f',
        ],
        ...[
          '\u200b',
          '\u200c',
          '\u200d',
          '\u200e',
          '\u202e',
          '\u2066',
          '\u2067',
          '\u2068',
          '\u2069',
          '\0',
          '\u00ad',
          '\ud800',
        ],
        ...['\ufeff', '\u2028', '\u0085', '\u00a0', '…', '1'],
      ),
      {maxLength: 40},
    )
    .map(parts => parts.join(''));
  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(
        fc.oneof(tricky, fc.string({unit: 'binary', maxLength: 60})),
        fc.integer({min: 2, max: 30}),
        (text, max) => {
          const once = cleanText(text, max);
          expect(cleanText(once, max)).to.equal(once);
          expect(once.length).to.be.at.most(max);
        },
      ),
      {numRuns: 3000},
    );
  });
  it('never leaves a character that reorders its surroundings', () => {
    fc.assert(
      fc.property(tricky, text => {
        const cleaned = cleanText(text);
        expect(cleaned).not.to.match(/[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u200b\ufeff]/);
        for (const line of cleaned.split('\n')) {
          let depth = 0;
          for (const mark of line.match(/[\u2066-\u2069]/g) ?? [])
            expect((depth += mark === '\u2069' ? -1 : 1)).to.be.at.least(0);
          expect(depth).to.equal(0);
        }
      }),
      {numRuns: 2000},
    );
  });
});

describe('fold', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['HbA1c', 'hba1c'],
    ['Ménière', 'meniere'],
    ['Sjögren', 'sjogren'],
    ['Straße', 'strasse'],
    ['STRASSE', 'strasse'],
    ['ẞ', 'ss'],
    ['œdème', 'oedeme'],
    ['Ærø', 'aero'],
    ['Łódź', 'lodz'],
    ['ﬁbrin', 'fibrin'],
    ['ＡＢＣ', 'abc'],
    ['İstanbul', 'istanbul'],
    ['ısı', 'isi'],
    ['ΟΔΥΣΣΕΥΣ', 'οδυσσευσ'],
    ['µg', 'μg'],
    ['10 ℃', '10 °c'],
    ['سُكَّر', 'سكر'],
    ['a(b+c)%', 'a(b+c)%'],
    ['O’Brien “x‑ray” 2–3', `o'brien "x-ray" 2-3`],
  ];
  for (const [text, folded] of cases) {
    it(`makes ${folded} of ${text}`, () => {
      expect(fold(text)).to.equal(folded);
    });
  }
  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({unit: 'grapheme', maxLength: 30}), text => {
        expect(fold(fold(text))).to.equal(fold(text));
      }),
      {numRuns: 3000},
    );
  });
  it('does not care for case or for how accents are composed', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zà-öø-ÿ ]{0,20}$/), text => {
        expect(fold(text.toUpperCase())).to.equal(fold(text));
        expect(fold(text.normalize('NFD'))).to.equal(fold(text.normalize('NFC')));
      }),
    );
  });
});
