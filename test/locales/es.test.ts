/** The Spanish pack: every state of the gallery speaks Spanish, and nothing of the English tables is left. */
import {expect, waitUntil} from '@open-wc/testing';
import '../../src/index.js';
import '../../src/my-health-timeline/late.js';
import '../../src/provider-connect/panel.js';
import '../../src/opt-out-panel/panel.js';
import {GALLERY_STATES} from '../../demo/gallery-states.js';
import {ERROR_CODES} from '../../src/errors.js';
import * as es from '../../src/locales/es/index.js';
import {moreStrings} from '../../src/my-health-timeline/strings-more.js';
import {strings} from '../../src/my-health-timeline/strings.js';
import {FIRST_STRINGS as leaveFirst} from '../../src/opt-out-panel/strings.js';
import {PANEL_STRINGS as leavePanel} from '../../src/opt-out-panel/panel-strings.js';
import {FIRST_STRINGS as connectFirst} from '../../src/provider-connect/strings.js';
import {PANEL_STRINGS as connectPanel} from '../../src/provider-connect/panel-strings.js';
import {problemText} from '../../src/ui/problem-strings.js';
import {remove, stateOf} from '../helpers/gallery.js';
import {record} from '../records/make.js';

const PAIRS = {
  timeline: [{...strings, ...moreStrings}, es.timeline],
  connect: [{...connectFirst, ...connectPanel}, es.connect],
  optOut: [{...leaveFirst, ...leavePanel}, es.optOut],
} as const;

/** Each leaf of both tables, with its place. */
const leaves = (english: unknown, spanish: unknown, at: string): [string, unknown, unknown][] =>
  typeof english === 'object' && english
    ? Object.keys(english).flatMap(key =>
        leaves((english as Record<string, unknown>)[key], (spanish as Record<string, unknown>)[key], `${at}.${key}`),
      )
    : [[at, english, spanish]];
const all = Object.entries(PAIRS).flatMap(([name, [english, spanish]]) => leaves(english, spanish, name));

/** The same in both languages. */
const SAME = new Set(['', '0', 'Hospital', 'PDF', 'XML', 'Total']);
const english = new Set(
  [...all.map(([, text]) => text), ...ERROR_CODES.map(code => problemText(code))].filter(
    (text): text is string => typeof text === 'string' && !SAME.has(text),
  ),
);

/** Every text, and every attribute that is read out. */
const textsOf = (root: ParentNode): string[] => {
  const found: string[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Element) {
      for (const name of ['aria-label', 'placeholder', 'title']) found.push(node.getAttribute(name) ?? '');
    } else if (!node.parentElement?.closest('style')) found.push(node.textContent ?? '');
  }
  return found.map(text => text.replace(/\s+/g, ' ').trim()).filter(Boolean);
};
/** Words that only our English sentences have; names and texts of records are not looked at. */
const ENGLISH_WORDS =
  /\b(your|you|records?|show|the|this|from|fetched|via|copies|results|connected|please|close|until|usual|updated|directly|days? ago|today|yesterday|through|removed|leave|checked|medications?)\b/i;
const NAMES =
  /Corner Pharmacy|Mount Sinai|Harbor Labs|Lakeside Cardiology|Later Health|Human API|Take 1 tablet.*|Letter from cardiology|See the report.*|Comprehensive metabolic panel.*/g;

const speak = async (main: HTMLElement): Promise<void> => {
  for (const [tag, words] of [
    ['my-health-timeline', es.timeline],
    ['provider-connect', es.connect],
    ['opt-out-panel', es.optOut],
  ] as const) {
    const element = main.querySelector(tag);
    if (!element) continue;
    Object.assign(element, {strings: words, locale: 'es-US'});
    await element.updateComplete;
    await waitUntil(() => element.shadowRoot!.textContent.includes(words.heading) || tag === 'my-health-timeline');
  }
};

afterEach(remove);

describe('the Spanish pack', () => {
  it('has a word for each word, and functions that take the same', () => {
    for (const [at, one, other] of all) {
      expect(typeof other, at).to.equal(typeof one);
      if (typeof one === 'function') expect((other as () => void).length, at).to.equal(one.length);
      else if (one) expect(other, at).to.not.equal('');
    }
  });

  it('repeats no English word, and says "usted"', () => {
    for (const [at, one, other] of all) {
      if (typeof other !== 'string' || SAME.has(other) || /\.(code|text|language)$/.test(at)) continue;
      expect(other, at).not.to.equal(one);
      expect(other, at).not.to.match(/\b(tú|tu|tus|puedes|tienes|tuyos?|vos|vosotros)\b/i);
    }
  });

  it('counts one and many', () => {
    const {timeline, connect, optOut} = es;
    expect(timeline.summary(1, 1)).to.equal('1 registro de 1 lugar');
    expect(timeline.summary(2, 2)).to.equal('2 registros de 2 lugares');
    expect(timeline.summary(1204, 0)).to.equal('1,204 registros');
    expect([timeline.matches(1), timeline.matches(2)]).to.deep.equal(['1 registro coincide', '2 registros coinciden']);
    expect([timeline.holds('lab', 1), timeline.holds('visit', 2)]).to.deep.equal(['1 resultado', '2 visitas']);
    expect([timeline.hidden(1), timeline.hidden(2)]).to.deep.equal([
      '1 registro oculto en esta pantalla.',
      '2 registros ocultos en esta pantalla.',
    ]);
    expect([connect.minutes(1), connect.minutes(2)]).to.deep.equal([
      'Falta alrededor de 1 minuto.',
      'Faltan alrededor de 2 minutos.',
    ]);
    expect([connect.locations(1, 2), connect.locations(2, 2)]).to.deep.equal(['1 de 2 sedes coincide', '2 sedes']);
    expect([optOut.spoken(1), optOut.spoken(2)]).to.deep.equal([
      'Listo. Se quitó 1 registro de este navegador.',
      'Listo. Se quitaron 2 registros de este navegador.',
    ]);
  });

  it('says in Spanish what this package puts into records, and leaves the words of sources', () => {
    const made = record({
      title: 'Not done: Order: Chest X-ray',
      status: 'Not done',
      range: 'up to 5',
      interpretation: 'High',
      details: [
        {label: 'Ordered by', text: 'Dr. Petrov'},
        {label: 'Verification status', text: 'Confirmed'},
        {label: 'Valid', text: 'from 2020-02-05'},
        {label: 'A label of theirs', text: 'High as a kite'},
      ],
    });
    const {title, status, range, interpretation, details, language} = es.timeline.told(made);
    expect({title, status, range, interpretation, language}).to.deep.equal({
      title: 'No realizado: Orden: Chest X-ray',
      status: 'No realizado',
      range: 'hasta 5',
      interpretation: 'Alto',
      language: 'en',
    });
    expect(details.map(({label, text}) => `${label}: ${text}`)).to.deep.equal([
      'Pedido por: Dr. Petrov',
      'Estado de verificación: Confirmado',
      'Válido: desde 2020-02-05',
      'A label of theirs: High as a kite',
    ]);
    expect(details.map(({labelLanguage, language}) => [labelLanguage, language])).to.deep.equal([
      [undefined, 'en'],
      [undefined, 'es'],
      [undefined, 'es'],
      ['en', 'en'],
    ]);
    expect(es.timeline.told(record({title: 'Visit without a name'}))).to.include({title: 'Visita sin nombre'});
    expect(es.timeline.told(record({title: 'Emergency visit'})).language).to.equal(undefined);
    expect(es.timeline.told(record({title: 'Fièvre', language: 'fr'})).language).to.equal('fr');
  });
});

describe('in Spanish nothing of the English tables is left', () => {
  for (const {id, title} of GALLERY_STATES) {
    it(`in “${title}”`, async () => {
      const main = await stateOf(id);
      await speak(main);
      for (const {shadowRoot, localName} of main.querySelectorAll(
        'my-health-timeline, provider-connect, opt-out-panel',
      )) {
        // the late part says it anew, once it is there
        await waitUntil(() => !textsOf(shadowRoot!).some(text => english.has(text)), `${localName} in Spanish`);
        const texts = textsOf(shadowRoot!);
        // what stands outside the names of records: a record's title and text are its source's
        const ours = texts.map(text => text.replace(NAMES, '')).filter(text => ENGLISH_WORDS.test(text));
        expect(ours, localName).to.deep.equal([]);
      }
      if (/^(ready|partial|opted-out|first-visit)$/.test(id)) await expect(main).to.be.accessible();
    });
  }
});
