import {CATEGORIES, type HealthRecord, type RecordComponent} from '../../src/records/model.js';
import {library, record, aggregated, direct, on, QUEST} from '../helpers/snapshots.js';
import {expect, timeline, waitUntil, type Harness} from './harness.js';
import {a1c} from './records.js';

const many = (n: number): HealthRecord[] =>
  Array.from({length: n}, (_, at) =>
    record('lab', `Result ${at}`, `${2025 - Math.floor(at / 12)}-${String(12 - (at % 12)).padStart(2, '0')}-05`),
  );

describe('my-health-timeline: the list', () => {
  it('says of each record its title, date in words, institution and route', async () => {
    const page = await timeline({
      library: library([
        record('lab', 'Hemoglobin A1c', '2026-03-14T10:05:00Z', {
          value: '6.8',
          unit: '%',
          range: '4.0 – 5.6',
          flag: 'high',
          interpretation: 'High',
        }),
        record('condition', 'Asthma', '1999', {status: 'Active', sources: [aggregated('issues/1')]}),
        record('procedure', 'Appendectomy', '1987-06'),
        record('allergy', 'Penicillin', null),
      ]),
    });
    const a1c = page.textOf('Hemoglobin A1c');
    expect(a1c).to.match(/^Hemoglobin A1c .*Lab result · .*Mount Sinai directly · fetched/);
    expect(a1c).to.match(/6\.8 % ▲ High usual 4\.0 – 5\.6/);
    expect(a1c).to.contain('Mar 14, 2026').and.to.contain('10:05 AM');
    expect(a1c)
      .to.contain('Mount Sinai directly')
      .and.to.match(/fetched \S+/);
    expect(page.textOf('Asthma')).to.contain('Quest Diagnostics via Human API').and.to.contain('1999');
    expect(page.textOf('Asthma')).to.contain('Active');
    expect(page.textOf('Appendectomy')).to.contain('Jun 1987');
    expect(page.textOf('Penicillin')).to.contain('No date recorded');
    for (const article of page.records) expect(article.getAttribute('part')).to.equal('record');
  });

  it('stands in years and months, newest first, what is undated last', async () => {
    const page = await timeline({
      library: library([
        record('visit', 'Old visit', '1999'),
        record('visit', 'New visit', '2026-03-14'),
        record('visit', 'Winter visit', '2025-12-31'),
        record('visit', 'New Year visit', '2026-01-01'),
        record('visit', 'Some visit', null),
      ]),
    });
    expect(page.titles).to.deep.equal(['New visit', 'New Year visit', 'Winter visit', 'Old visit', 'Some visit']);
    expect(page.headings).to.deep.equal([
      '2 My Health',
      '3 2026',
      '4 March',
      '4 January',
      '3 2025',
      '4 December',
      '3 1999',
      '4 1999, day and month not recorded',
      '3 No date recorded',
    ]);
    await expect(page.element).to.be.accessible();
  });

  it('takes a level that is none for the default, inside as well', async () => {
    const page = await timeline({library: library(many(1))}, {'heading-level': '0'});
    expect(page.headings.map(each => each[0])).to.deep.equal(['2', '3', '4']);
  });

  it('follows the heading level of the page', async () => {
    const page = await timeline({library: library(many(1))}, {'heading-level': '4'});
    expect(page.headings).to.deep.equal(['4 My Health', '5 2025', '6 December']);
  });

  it('leads with the negation', async () => {
    const page = await timeline({
      library: library([record('immunization', 'Not given: influenza vaccine', '2026-03-02', {negated: true})]),
    });
    expect(page.find('article .open')!.textContent.trim()).to.match(/^Not given/);
  });

  it('shows a step of records, then earlier ones, with focus on the first of them', async () => {
    const page = await timeline({library: library(many(130))});
    expect(page.records).to.have.length(50);
    expect(page.button(/^Show earlier/)!.textContent.trim()).to.equal('Show earlier records (showing 50 of 130)');
    await page.press(/^Show earlier/);
    expect(page.focused).to.equal('Result 50');
    // those out of sight follow when the first have been painted
    await waitUntil(() => page.records.length === 100, 'a whole step');
    await page.press('Show earlier records (showing 100 of 130)');
    await waitUntil(() => page.records.length === 130, 'the rest');
    expect(page.focused).to.equal('Result 100');
    expect(page.button(/^Show earlier/)).to.equal(undefined);
  });

  it('cuts nothing off, however long the words of a source are, on the narrowest screen', async () => {
    const origin = {...direct('x'), institution: {id: 'x', name: 'MedicalCenter'.repeat(12)}};
    const page = await timeline({
      library: library([
        record('lab', 'Sodium', '2024-03-01', {
          value: '140',
          flag: 'critical',
          interpretation: 'Critically high, call the physician at once',
          range: '135 – 145 mmol/L in adults over eighteen years of age',
        }),
        record('lab', 'Pneumono'.repeat(12), '2024-02-01', {value: 'X'.repeat(90), subtitle: 'Y'.repeat(90)}),
        record('visit', 'Visit', '2024-01-01', {sources: [origin]}),
      ]),
    });
    for (const width of [320, 900]) {
      page.element.style.inlineSize = `${width}px`;
      for (const article of page.records) {
        const {left, right} = article.getBoundingClientRect();
        for (const part of article.querySelectorAll(':is(p, p *):not(.visually-hidden, .visually-hidden *)')) {
          const box = part.getBoundingClientRect();
          expect(box.right, part.textContent).to.be.at.most(right + 1);
          expect(box.left, part.textContent).to.be.at.least(left - 1);
        }
      }
    }
  });

  it('is wide enough to read where its page is only as wide as what stands in it', async () => {
    const {element} = await timeline({library: library(many(3))});
    element.parentElement!.style.inlineSize = 'max-content';
    expect(element.offsetWidth).to.be.at.least(240);
    element.parentElement!.style.cssText = 'display: flex; inline-size: 250px';
    expect(element.offsetWidth, 'and fits the narrowest').to.be.within(240, 250);
  });

  it('shows both steps where the button is pressed twice in a row', async () => {
    const page = await timeline({library: library(many(130))});
    const button = page.button(/^Show earlier/)!;
    button.click();
    await page.element.updateComplete;
    button.click();
    await waitUntil(() => page.records.length === 130, 'all of them', {timeout: 8000});
  });

  for (const [written, shown] of [
    ['20', 20],
    ['3', 10],
    ['9999', 500],
    ['none', 50],
  ] as const) {
    it(`shows ${shown} records a step for page-size="${written}"`, async () => {
      const page = await timeline({library: library(many(600))}, {'page-size': written});
      expect(page.records).to.have.length(shown);
    });
  }

  it('holds a visit’s records in its card, counts them, and keeps what is out of range in view', async () => {
    const visit = record('visit', 'Office visit', '2026-03-14T09:00:00Z');
    const inside = ['Sodium', 'Chloride', 'Calcium', 'Albumin', 'Glucose'].map(title =>
      record('lab', title, '2026-03-14', {
        encounter: visit.id,
        value: '1',
        flag: title === 'Glucose' ? 'high' : 'normal',
      }),
    );
    const page = await timeline({library: library([visit, ...inside, record('lab', 'Alone', '2026-03-14')])});
    const card = page.record('Office visit').closest('[role="group"]')!;
    expect(card.getAttribute('aria-label')).to.equal('Office visit');
    expect([...card.querySelectorAll('article')].map(each => each.getAttribute('aria-label'))).to.have.members([
      'Office visit',
      ...inside.map(({title}) => title),
    ]);
    expect(page.textOf('Office visit')).to.contain('5 results, 1 out of range');
    expect(page.record('Glucose').closest('details')).to.equal(null);
    expect(page.record('Alone').closest('[role="group"]')).to.equal(null);
    await page.press('Show 2 results');
    expect(card.querySelector('details')!.open).to.equal(true);
  });

  it('says which medicines a visit brought, as far as all that is known tells', async () => {
    const visit = record('visit', 'Office visit', '2026-03-14');
    const medicine = (title: string, more: Partial<HealthRecord> = {}, date: string | null = '2026-03-14') =>
      record('medication', title, date, {encounter: visit.id, ...more});
    const all = [
      visit,
      medicine('Metformin 500 mg'),
      medicine('Lisinopril 20 mg'),
      medicine('Not taken: aspirin', {negated: true}),
      medicine('Ibuprofen 400 mg'),
      // another strength, years ago; and nobody knows when
      medicine('Lisinopril 10 mg', {encounter: ''}, '2019-01-01'),
      medicine('Ibuprofen', {encounter: ''}, null),
    ];
    const page = await timeline({library: library(all)});
    await waitUntil(() => /1 new medication/.test(page.textOf('Office visit')), 'what is new');
    expect(page.textOf('Office visit')).to.match(/2 medications, 1 new medication|1 new medication, 2 medications/);
    const first = await timeline({library: library(all, {whole: false})});
    expect(first.textOf('Office visit')).to.contain('3 medications').and.not.contain('new');
    // the prescription that came before may be on the next page
    const progress = {route: 'mount-sinai', routeName: 'Mount Sinai', received: 7, streams: 4, streamsDone: 1};
    const reading = await timeline({library: library(all), asOf: null, progress: [{...progress, phase: 'reading'}]});
    await waitUntil(() => reading.text.includes('More filters'), 'the late part');
    expect(reading.textOf('Office visit')).to.contain('3 medications').and.not.contain('new');
    reading.store.set({progress: [{...progress, phase: 'done'}]});
    await waitUntil(() => /1 new medication/.test(reading.textOf('Office visit')), 'what is new, after the first read');
  });

  it('says “today” of what was fetched a minute ago, as well as when the whole was updated', async () => {
    const now = new Date().toISOString();
    const page = await timeline({
      library: library([
        record('lab', 'Sodium', '2026-03-14', {sources: [{...direct('Observation/1'), retrievedAt: now}]}),
      ]),
      asOf: Date.now(),
    });
    expect(page.textOf('Sodium')).to.contain('fetched today');
  });

  it('says when a record is from before it says when it was fetched, so that neither is taken for the other', async () => {
    const retrievedAt = new Date().toISOString();
    const page = await timeline({
      library: library([
        record('visit', 'Office visit', '2026-03-14T09:00', {
          sources: [{...direct('Encounter/1'), retrievedAt}],
          end: on('2026-03-14T09:30'),
        }),
        record('immunization', 'Hepatitis B', '1999-11', {sources: [{...direct('Immunization/1'), retrievedAt}]}),
      ]),
    });
    expect(page.textOf('Office visit')).to.match(
      /Visit · Mar 14, 2026, 9:00 AM · 9:00 AM · until 9:30 AM · Mount Sinai directly · fetched today$/,
    );
    expect(page.textOf('Hepatitis B')).to.match(/Immunization · Nov 1999 · Mount Sinai directly · fetched today$/);
  });

  it('keeps a sentence in one language, and dates in the viewer’s', async () => {
    const now = new Date().toISOString();
    const sources = [{...direct('Observation/1', on('2026-10-05')), retrievedAt: now}];
    const page = await timeline({library: library([record('lab', 'Sodium', '2026-10-05', {sources})])}, {locale: 'de'});
    expect(page.textOf('Sodium'))
      .to.contain('fetched today')
      .and.to.match(/5\. Okt\. 2026/);
  });

  it('names two rows of kinds, and the rarer ones on request', async () => {
    const page = await timeline({
      library: library(CATEGORIES.map(category => record(category, `A ${category}`, '2026-03-14'))),
    });
    page.element.closest('main')!.style.width = '700px';
    const named = (): string[] =>
      page
        .findAll('.chips button')
        .filter(each => each.checkVisibility())
        .map(each => each.textContent.trim());
    expect(named()).to.have.length(9);
    await page.press('8 more');
    expect(named()).to.have.length(17);
    expect(page.button('Fewer')!.getAttribute('aria-expanded')).to.equal('true');
    await page.press(/^Devices/);
    await page.press('Fewer');
    // what narrows the list is never out of sight
    expect(named().some(name => name.startsWith('Devices'))).to.equal(true);
    expect(named().some(name => name.startsWith('Care plans'))).to.equal(false);
    // a narrow screen scrolls
    page.element.closest('main')!.style.width = '340px';
    await waitUntil(() => named().some(name => name.startsWith('Care plans')), 'all kinds in a row');
  });

  it('holds a report’s results, inside its visit', async () => {
    const visit = record('visit', 'Office visit', '2026-03-14');
    const results = [record('lab', 'Sodium', '2026-03-14'), record('lab', 'Calcium', '2026-03-14')];
    const panel = record('lab', 'Metabolic panel', '2026-03-14', {
      encounter: visit.id,
      members: results.map(({id}) => id),
    });
    const page = await timeline({library: library([visit, panel, ...results])});
    const report = page.record('Sodium').closest('[role="group"]')!;
    expect(report.getAttribute('aria-label')).to.equal('Metabolic panel');
    expect(report.parentElement!.closest('[role="group"]')!.getAttribute('aria-label')).to.equal('Office visit');
    expect(page.textOf('Office visit')).to.contain('3 results');
  });

  it('shows copies as one, separately, and as one again', async () => {
    const date = on('2026-03-14');
    const mine = record('lab', 'Hemoglobin A1c', '2026-03-14', {sources: [direct('Observation/1', date)]});
    const theirs = {...mine, id: 'human-api|quest|t/1', sources: [aggregated('t/1', QUEST, date)]};
    const merged = {...mine, sources: [...mine.sources, ...theirs.sources], copies: [mine, theirs]};
    const page = await timeline({library: library([merged])});
    await page.complete();
    expect(page.textOf('Hemoglobin A1c')).to.match(
      /2 copies: Mount Sinai directly, Quest Diagnostics via Human API — show separately/,
    );
    await page.press(/^show separately/);
    expect(page.titles).to.deep.equal(['Hemoglobin A1c', 'Hemoglobin A1c']);
    expect(page.focused).to.equal('Hemoglobin A1c');
    expect(page.find('article')!.textContent).to.contain('one of several copies');
    await page.press(/^show as one/);
    expect(page.titles).to.deep.equal(['Hemoglobin A1c']);
  });

  const part = (title: string, number: number, more: Partial<RecordComponent> = {}): RecordComponent => ({
    title,
    number,
    value: String(number),
    unit: 'mm[Hg]',
    codes: [],
    ...more,
  });
  const loinc = (code: string) => ({codes: [{system: 'http://loinc.org', code}]});

  it('reads a blood pressure as a pair, with the flag and range of each part, and what was measured with it', async () => {
    const page = await timeline({
      library: library([
        record('vital', 'Vital signs', '2026-03-14', {
          components: [
            part('BP Diastolic', 78, {...loinc('8462-4'), range: '60 – 80'}),
            part('BP Systolic', 142, {...loinc('8480-6'), range: '90 – 120', flag: 'high'}),
            part('Heart rate', 68, {unit: '/min'}),
          ],
        }),
        record('vital', 'By name', '2026-03-13', {
          components: [part('Diastolic', 98, {flag: 'high'}), part('Systolic', 150, {flag: 'high'})],
        }),
      ]),
    });
    const shown = page.textOf('Vital signs');
    expect(shown).to.match(/142\/78 mmHg ▲ High BP Systolic usual 90 – 120 \/ 60 – 80/);
    expect(shown, 'the parts stand apart').to.match(/ Heart rate 68 \/min/);
    expect(page.textOf('By name')).to.match(/150\/98 mmHg ▲ High (?!Systolic)/);
  });

  it('says a finding without a value', async () => {
    const page = await timeline({
      library: library([record('lab', 'Oxacillin', '2026-03-14', {interpretation: 'Resistant'})]),
    });
    expect(page.textOf('Oxacillin')).to.match(/^Oxacillin Resistant /);
  });

  it('makes no pair of two parts that are none', async () => {
    const lipids = {components: [part('Cholesterol', 190, {unit: 'mg/dL'}), part('HDL', 55, {unit: 'mg/dL'})]};
    const page = await timeline({library: library([record('lab', 'Lipids', '2026-03-14', lipids)])});
    expect(page.textOf('Lipids')).to.contain('Cholesterol 190 mg/dL').and.to.contain('HDL 55 mg/dL');
  });

  it('says until when something lasted, and its day only where that is another one', async () => {
    const visit = (title: string, end: string): HealthRecord =>
      record('visit', title, '2026-02-17T09:30', {end: on(end)});
    const page = await timeline({
      library: library([visit('Short', '2026-02-17T10:10'), visit('Stay', '2026-02-20'), visit('Day', '2026-02-17')]),
    });
    expect(page.textOf('Short')).to.match(/9:30 AM · until 10:10 AM · Mount/);
    expect(page.textOf('Stay')).to.contain('until Feb 20, 2026');
    expect(page.textOf('Day')).not.to.contain('until');
  });

  it('gives foreign text its language', async () => {
    const page = await timeline({library: library([record('visit', 'Besuch', '2025-11-03', {language: 'de'})])});
    expect(page.record('Besuch').lang).to.equal('de');
    // our own words about it are not in its language
    expect(page.record('Besuch').querySelector<HTMLElement>('[part="source-label"]')!.lang).to.equal('en');
  });

  it('says in which language its own words are, on every screen', async () => {
    const own = (page: Harness): string => page.find('h2')!.closest<HTMLElement>('[lang]')?.lang ?? '';
    const page = await timeline({library: library(many(1))}, {locale: 'ar'});
    expect(own(page)).to.equal('en');
    page.element.strings = {heading: 'سجلاتي', language: 'ar'};
    await page.settled();
    expect(own(page)).to.equal('ar');
    page.element.strings = {heading: 'Meine Gesundheit'};
    await page.settled();
    expect(own(page), 'nothing is claimed').to.equal('');
    expect(own(await timeline({phase: 'signed-out'}, {locale: 'ar'}))).to.equal('en');
  });

  it('shows markup in a record as the text that it is', async () => {
    const title = '<img src=x onerror=alert(1)> "quoted"';
    const page = await timeline({library: library([record('lab', title, '2026-01-01', {subtitle: '<b>x</b>'})])});
    expect(page.titles).to.deep.equal([title]);
    expect(page.find('img')).to.equal(null);
    expect(page.textOf(title)).to.contain('<b>x</b>');
  });

  it('ends no line with the sign of a place in the table of a history either', async () => {
    const both = (date: string): HealthRecord => {
      const copy = a1c(date, 6.1);
      return {...copy, sources: [...copy.sources, aggregated(`t/${date}`, QUEST)], copies: [copy, copy]};
    };
    const page = await timeline({library: library([both('2024-05-01'), both('2023-05-01'), both('2022-05-01')])});
    await page.press('Hemoglobin A1c');
    await waitUntil(() => page.find('.chart'), 'the history', {timeout: 8000});
    await page.press('All values in a table');
    for (let width = 320; width < 460; width += 12) {
      page.dialog!.style.inlineSize = `${width}px`;
      const signs = page.findAll('figure ~ details td .icon, figure td .icon');
      expect(signs.length).to.be.above(5);
      for (const sign of signs) {
        const place = sign.parentElement!.querySelector('bdi')!.getClientRects()[0]!;
        const {top, bottom} = sign.getBoundingClientRect();
        expect((top + bottom) / 2, `a sign at ${width} px`).to.be.within(place.top, place.bottom);
      }
    }
  });

  it('ends no line with the sign of a place that follows, and begins none with a dot', async () => {
    const copy = a1c('2024-05-01', 6.1);
    const page = await timeline({
      library: library([
        {...copy, sources: [...copy.sources, aggregated('t/1', QUEST)], copies: [copy, copy]},
        record('visit', 'Office visit', '2024-05-01T09:00', {
          end: on('2024-05-02T09:40'),
          sources: [aggregated('v/1')],
        }),
      ]),
    });
    for (let width = 200; width < 460; width += 12) {
      page.element.style.inlineSize = `${width}px`;
      for (const line of page.findAll('.src')) {
        for (const sign of line.querySelectorAll('.icon')) {
          const place = sign.parentElement!.querySelector('bdi')!.getClientRects()[0]!;
          const {top, bottom} = sign.getBoundingClientRect();
          expect((top + bottom) / 2, `a sign at ${width} px`).to.be.within(place.top, place.bottom);
        }
        const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const text = walker.currentNode as Text;
          const at = text.data.indexOf('·');
          const range = document.createRange();
          if (at < 0 || text.parentElement!.className === 'visually-hidden') continue;
          range.setStart(text, at);
          range.setEnd(text, at + 1);
          const left = range.getBoundingClientRect().left - line.getBoundingClientRect().left;
          expect(left, `“${text.data}” at ${width} px`).to.be.above(1);
        }
      }
    }
  });

  it('shows what has focus below the overview, which stays on screen', async () => {
    const page = await timeline({library: library(many(40))});
    const strip = page.find('.strip')!;
    const open = page.findAll('.open')[20]!;
    window.scrollTo(0, open.getBoundingClientRect().top + window.scrollY - 10);
    expect(strip.getBoundingClientRect().bottom, 'it covers the record').to.be.above(
      open.getBoundingClientRect().bottom,
    );
    open.focus();
    expect(open.getBoundingClientRect().top).to.be.at.least(strip.getBoundingClientRect().bottom);
  });
});
