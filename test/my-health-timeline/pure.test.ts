import {expect} from '@open-wc/testing';
import * as fc from 'fast-check';
import {render} from 'lit';
import {adapt, keyOf} from '../../src/my-health-timeline/adapt.js';
import {arrange} from '../../src/my-health-timeline/arrange.js';
import {htmlToText, rtfToText} from '../../src/my-health-timeline/attachment-text.js';
import {fileName, isReadable} from '../../src/my-health-timeline/attachment-view.js';
import {freshIds} from '../../src/my-health-timeline/fresh.js';
import {marker} from '../../src/my-health-timeline/mark.js';
import {filterLibrary} from '../../src/records/filter.js';
import {library, record} from '../helpers/snapshots.js';
import {loadRowParts} from '../../src/my-health-timeline/rows.js';
import type {Nested} from '../../src/records/groups.js';
import type {HealthRecord} from '../../src/records/model.js';

await loadRowParts();

describe('notes as text', () => {
  for (const [source, text] of [
    ['<p>One</p><p>Two<br>Three</p>', 'One\n\nTwo\nThree'],
    ['a <b>b</b>\n  c', 'a b c'],
    ['<ul><li>x</li><li>y</li></ul>', '• x\n\n• y'],
    ['<table><tr><td>BP</td><td>142/88</td></tr><tr><td>P</td><td>70</td></tr></table>', 'BP | 142/88\n\nP | 70'],
    ['5 &lt; 6 &amp; 7 &#233; &#x1F600; &nope;', '5 < 6 & 7 é 😀 &nope;'],
    ['<script>if (a < b) alert(1)</script>x<style>p{}</style>', 'x'],
    ['<!-- hidden --> seen <!-- never closed', 'seen'],
    ['<a title="a > b">link</a>', 'link'],
    ['1 < 2 and <3', '1 < 2 and <3'],
    ['<scr<script>ipt>alert(1)</script>done', 'ipt>alert(1)done'],
    ['&amp;lt;b&amp;gt;', '&lt;b&gt;'],
    ['İyi günler, İstanbul. <style>p{}</STYLE>Bugün görüldü', 'İyi günler, İstanbul. Bugün görüldü'],
  ] as const) {
    it(`reads ${JSON.stringify(source)}`, () => expect(htmlToText(source)).to.equal(text));
  }

  for (const [source, text] of [
    ['{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}Seen today.\\par Well.}', 'Seen today.\nWell.'],
    ["{\\rtf1 caf\\'e9 \\u8364?5}", 'café €5'],
    ['{\\rtf1 {\\*\\generator Word;}a\\tab b\\{c\\}}', 'a | b{c}'],
    ['{\\rtf1 {\\pict 89504e47}x}', 'x'],
  ] as const) {
    it(`reads ${JSON.stringify(source)}`, () => expect(rtfToText(source)).to.equal(text));
  }

  it('reads a long note of many pictures at once', () => {
    // where the whole is looked through anew for each picture, this takes minutes
    expect(htmlToText('seen <svg></svg>'.repeat(40_000))).to.have.length(40_000 * 5 - 1);
  });

  it('ends on any input', () => {
    fc.assert(
      fc.property(fc.string({unit: fc.constantFrom(...'<>/!-&;#x"\'ab{}\\ \n')}), source => {
        expect(htmlToText(source)).to.be.a('string');
        expect(rtfToText(source)).to.be.a('string');
      }),
    );
  });
});

describe('file names', () => {
  it('hold nothing that a system reads otherwise, and no ending that a browser opens', () => {
    const name = (title: string, contentType: string): string => fileName({title, contentType});
    expect(name('../../etc/passwd', 'text/plain')).to.equal('etcpasswd.txt');
    expect(name('evil.html', 'text/html')).to.equal('evil.txt');
    expect(name('scan.pdf', 'application/pdf')).to.equal('scan.pdf');
    expect(name('', 'application/xml')).to.equal('file.bin');
    expect(isReadable({title: '', contentType: 'image/svg+xml'})).to.equal(false);
  });
});

describe('marks', () => {
  const marked = (text: string, query: string): string[] => {
    const box = document.createElement('div');
    render(marker(query)(text), box);
    expect(box.textContent).to.equal(text);
    return [...box.querySelectorAll('mark')].map(mark => mark.textContent);
  };
  it('stand on the words that were searched for, whatever their accents and case', () => {
    expect(marked('Crème de la crème', 'CREME')).to.deep.equal(['Crème', 'crème']);
    expect(marked('Straße 5', 'strasse')).to.deep.equal(['Straße']);
    expect(marked('Hemoglobin A1c', 'a1c hemo')).to.deep.equal(['Hemo', 'A1c']);
    expect(marked('Hemoglobin', '')).to.deep.equal([]);
    expect(marked('a.b', '.')).to.deep.equal(['.']);
  });
});

describe('the order of the screen', () => {
  const flat = (entries: readonly Nested[]): HealthRecord[] =>
    entries.flatMap(({record: own, under}) => [own, ...flat(under)]);

  it('holds every record exactly once, whatever the visits, reports, step and start', () => {
    const shape = fc.array(
      fc.record({
        day: fc.integer({min: 1, max: 9}),
        visit: fc.option(fc.nat(5)),
        isVisit: fc.boolean(),
        undated: fc.boolean(),
      }),
      {maxLength: 30},
    );
    fc.assert(
      fc.property(shape, fc.integer({min: 1, max: 7}), (items, step) => {
        const heads = items.map(({isVisit, day}) => record(isVisit ? 'visit' : 'lab', 'x', `2020-01-0${day}`));
        const records = items.map(({visit, undated}, at) => ({
          ...heads[at]!,
          ...(undated && {date: null}),
          ...(visit !== null && heads[visit] && {encounter: heads[visit].id}),
        }));
        const whole = library(records);
        const arranged = arrange(whole, filterLibrary(whole, {}));
        const ids = arranged.flat.map(({id}) => id);
        expect(new Set(ids).size).to.equal(records.length);
        const pages: string[] = [];
        for (let start = 0; start < records.length; start += step) {
          const {dated, undated} = arranged.take(start, step);
          pages.push(...[...flat(dated), ...undated].map(({id}) => id));
        }
        expect(pages).to.deep.equal(ids);
        const all = arranged.take(0, Infinity);
        expect([...flat(all.dated), ...all.undated].map(({id}) => id)).to.deep.equal(ids);
      }),
    );
  });
});

describe('what the patient arranges', () => {
  const mine = record('lab', 'A', '2020-01-02');
  const theirs = record('lab', 'A', '2020-01-01');
  const merged = {...mine, copies: [theirs, mine]};
  const between = record('lab', 'B', '2020-01-02');
  it('puts copies where their own dates stand', () => {
    const {library: result, merged: of} = adapt(library([merged, between]), {
      apart: new Set([mine.id]),
      hidden: new Set(),
    });
    expect(result.dated.map(({id}) => id).at(-1)).to.equal(theirs.id);
    expect(result.dated).to.have.length(3);
    expect(of.get(theirs.id)).to.equal(mine.id);
  });
  it('hides, and leaves the library itself alone', () => {
    const whole = library([merged, between]);
    expect(adapt(whole, {apart: new Set(), hidden: new Set([between.id])}).library.dated).to.deep.equal([merged]);
    expect(whole.dated).to.have.length(2);
    expect(adapt(whole, {apart: new Set(), hidden: new Set()}).library).to.equal(whole);
  });
  it('does not call a copy of a known record new', () => {
    const next = library([merged, between, record('lab', 'C', null)]);
    expect(freshIds(library([theirs, between]), next).size).to.equal(1);
  });
  it('has keys that tell nothing and do not collide', () => {
    const keys = Array.from({length: 20_000}, (_, at) => keyOf(`human-api|quest|test_results/${at}`));
    expect(new Set(keys).size).to.equal(keys.length);
    expect(keys[0]).to.match(/^[a-z0-9]{6,16}$/);
  });
});
