import {sendKeys} from '@web/test-runner-commands';
import {aggregated, library, record} from '../helpers/snapshots.js';
import {expect, timeline, waitUntil, type Harness} from './harness.js';

const open = (): Promise<Harness> =>
  timeline({
    library: library([
      record('lab', 'Hemoglobin A1c', '2026-03-14', {value: '6.8'}),
      record('lab', 'Sodium', '2020-05-01', {sources: [aggregated('t/1')]}),
      record('medication', 'Crème hydratante', '2019-05-01'),
      record('billing', 'Claim', '2019-05-02'),
      record('allergy', 'Penicillin', null),
    ]),
  });

/** Where the years stand that are shown on the overview. */
const yearsOf = (page: Harness): DOMRect[] =>
  page
    .findAll('.scale text')
    .map(each => each.getBoundingClientRect())
    .filter(each => each.width);

describe('my-health-timeline: finding', () => {
  it('narrows by kind, says the number, and moves focus to it', async () => {
    const page = await open();
    expect(page.count).to.equal('4 records. Insurance and billing (1) is off.');
    await page.press('Lab results 2');
    expect(page.titles).to.deep.equal(['Hemoglobin A1c', 'Sodium']);
    expect(page.count).to.equal('2 records match');
    expect(page.focused).to.equal('2 records match');
    expect(page.button('Lab results 2')!.getAttribute('aria-pressed')).to.equal('true');
    await page.press('Medications 1');
    expect(page.titles).to.have.length(3);
    await page.press(/^All /);
    expect(page.titles).to.have.length(4);
  });

  it('says the number once: by focus where it goes there, else aloud', async () => {
    const page = await open();
    await page.complete();
    const count = page.find('.count')!;
    const aloud: (string | null)[] = [];
    const watch = new MutationObserver(() => aloud.push(count.getAttribute('aria-live')));
    watch.observe(count, {childList: true, characterData: true, subtree: true});
    await page.press('Lab results 2');
    expect(page.focused).to.equal('2 records match');
    expect(aloud, 'focus says it').to.deep.equal(['off']);
    await page.press('Medications 1');
    expect(page.focused).to.equal('3 records match');
    expect(aloud, 'and again').to.deep.equal(['off', 'off']);
    await page.type('hemo');
    await waitUntil(() => page.count === '1 record matches', 'the search');
    expect(aloud.slice(2), 'focus is in the field').to.include('polite').and.not.include('off');
    watch.disconnect();
  });

  it('leaves insurance and billing out until it is asked for, and counts it', async () => {
    const page = await open();
    expect(page.titles).not.to.include('Claim');
    await page.press('Insurance and billing 1');
    expect(page.titles).to.deep.equal(['Claim']);
  });

  it('searches as one types, marks what was found, says the number and keeps focus', async () => {
    const page = await open();
    await page.complete();
    await page.type('creme');
    expect(page.titles).to.deep.equal(['Crème hydratante']);
    expect(page.find('mark')!.textContent).to.equal('Crème');
    expect(page.count).to.equal('1 record matches');
    expect(page.find('.count')!.getAttribute('role')).to.equal('status');
    expect(page.focused).to.equal('Search your records');
    await expect(page.element).to.be.accessible();
  });

  it('tells “no match” from “no records”, with a way back', async () => {
    const page = await open();
    await page.type('zzz');
    expect(page.text).to.contain('No record matches what you chose. Your other records are still here.');
    await page.press('Show all records');
    expect(page.titles).to.have.length(4);
    expect(page.find<HTMLInputElement>('input[type="search"]')!.value).to.equal('');
    expect(page.focused).to.equal('4 records. Insurance and billing (1) is off.');
  });

  it('shows the filters in use and takes each away', async () => {
    const page = await open();
    await page.complete();
    await page.press('Lab results 2');
    await page.type('sod');
    expect(page.titles).to.deep.equal(['Sodium']);
    await page.press('Remove filter: “sod”');
    expect(page.titles).to.deep.equal(['Hemoglobin A1c', 'Sodium']);
    expect(page.focused).to.equal('2 records match');
    await page.press('Remove filter: Lab results');
    expect(page.titles).to.have.length(4);
  });

  it('keeps a filter with a long name within a phone', async () => {
    const long = {id: 'long', name: 'Greater Hudson Valley Community Hospital and Clinics'};
    const page = await timeline({
      library: library([record('lab', 'Sodium', '2020-05-01', {sources: [aggregated('t/1', long)]})]),
    });
    page.element.style.inlineSize = '288px';
    await page.press('More filters');
    await page.choose('Place', long.name);
    const chip = page.button(/^Remove filter: Greater/)!.getBoundingClientRect();
    expect(chip.right).to.be.at.most(page.element.getBoundingClientRect().right);
  });

  it('narrows by place and by years, and says what years leave out', async () => {
    const page = await open();
    await page.complete();
    await page.press('More filters');
    await page.choose('Place', 'Quest Diagnostics, via Human API');
    expect(page.titles).to.deep.equal(['Sodium']);
    await page.choose('Place', 'All places');
    await page.choose('From', '2020');
    expect(page.titles).to.deep.equal(['Hemoglobin A1c', 'Sodium']);
    expect(page.text).to.contain('1 record without a date not shown, because you chose years.');
    await page.choose('To', '2019');
    expect(page.titles).to.deep.equal(['Crème hydratante']);
    expect(page.button('Remove filter: 2019')).to.not.equal(undefined);
    await expect(page.element).to.be.accessible();
  });

  it('shows where the records lie in time, by keyboard too', async () => {
    const page = await open();
    await page.complete();
    const strip = page.find('[role="slider"]')!;
    expect(strip.getAttribute('aria-valuetext')).to.equal('2026: 1 record');
    strip.focus();
    await sendKeys({press: 'Home'});
    await page.settled();
    expect(strip.getAttribute('aria-valuetext')).to.equal('2019: 1 record');
    await sendKeys({press: 'ArrowRight'});
    await page.settled();
    expect(strip.getAttribute('aria-valuetext')).to.equal('2020: 1 record');
    await sendKeys({press: 'Enter'});
    await waitUntil(() => page.focused === '2020', 'focus on the year');
  });

  it('names years on the overview as far as they stand apart, also over a long life on a phone', async () => {
    for (const born of ['1927', '1966', '1998', '2015']) {
      const page = await timeline({library: library([record('lab', 'New', '2026-01-05'), record('lab', 'Old', born)])});
      page.element.style.inlineSize = '320px';
      const boxes = yearsOf(page);
      expect(boxes.length).to.be.above(2);
      for (let at = 1; at < boxes.length; at++) expect(boxes[at]!.left - boxes[at - 1]!.right, born).to.be.above(4);
      page.element.remove();
    }
  });

  it('keeps years apart where letters are set wide on a phone', async () => {
    for (const born of ['1986', '1990', '1993', '1998', '2006', '2011', '2017']) {
      const page = await timeline({library: library([record('lab', 'New', '2026-01-05'), record('lab', 'Old', born)])});
      // a page 320 px wide, with its margins, and WCAG 1.4.12
      Object.assign(page.element.style, {inlineSize: '288px', letterSpacing: '0.12em'});
      const boxes = yearsOf(page);
      expect(boxes.length).to.be.above(1);
      for (let at = 1; at < boxes.length; at++) expect(boxes[at]!.left - boxes[at - 1]!.right, born).to.be.above(4);
      page.element.remove();
    }
  });

  it('keeps years apart and signs in their tiles with text of twice the size', async () => {
    for (const width of [320, 400, 543, 544, 700, 1200]) {
      const page = await timeline({
        library: library([record('lab', 'New', '2026-01-05'), record('lab', 'Old', '1966')]),
      });
      Object.assign(page.element.style, {inlineSize: `${width}px`, fontSize: '200%'});
      const boxes = yearsOf(page);
      expect(boxes.length).to.be.above(1);
      for (let at = 1; at < boxes.length; at++)
        expect(boxes[at]!.left - boxes[at - 1]!.right, `${width}`).to.be.above(4);
      const bars = page.find('.overview svg')!.getBoundingClientRect();
      expect(boxes[0]!.top - bars.bottom, 'below the bars').to.be.above(-4);
      await page.press('New');
      for (const tile of page.findAll('.tile')) {
        const sign = tile.querySelector('svg')!.getBoundingClientRect();
        expect(sign.width, 'a sign').to.be.above(18).and.at.most(tile.clientWidth);
        expect(sign.height, 'a sign').to.be.above(18).and.at.most(tile.clientHeight);
      }
      page.element.remove();
    }
  });

  it('follows along the overview where one reads, and tells each year under a finger before it lets go', async () => {
    const records = Array.from({length: 120}, (_, at) =>
      record('lab', `Result ${at}`, `${2025 - Math.floor(at / 12)}-${String(12 - (at % 12)).padStart(2, '0')}-05`),
    );
    const page = await timeline({library: library(records)}, {'page-size': '200'});
    const strip = page.find('[role="slider"]')!;
    const where = (): string => page.find('.where')!.textContent.replace(/\s+/g, ' ').trim();
    expect(where()).to.equal('2025 12 records');
    page.find('#m-2021-07')!.scrollIntoView();
    // a tab behind another one is told by no frame
    dispatchEvent(new Event('scroll'));
    await waitUntil(() => where() === '2021 Jul', 'the month that one reads');
    expect(strip.getAttribute('aria-valuetext')).to.equal('2021: 12 records');

    const finger = (type: string, part: number): void => {
      const {left, width} = strip.querySelector('svg')!.getBoundingClientRect();
      const buttons = type === 'pointerup' ? 0 : 1;
      const clientX = left + width * part;
      strip.dispatchEvent(new PointerEvent(type, {pointerType: 'touch', buttons, clientX, bubbles: true}));
    };
    finger('pointermove', 0.9);
    finger('pointermove', 0.25);
    await waitUntil(() => where() === '2018 12 records', 'the year under the finger');
    expect(page.focused).not.to.equal('2018');
    finger('pointerup', 0.25);
    await waitUntil(() => page.focused === '2018', 'the year itself');
  });

  it('goes to any year of a long list without all that lies between', async () => {
    const records = Array.from({length: 3000}, (_, at) => record('lab', `Result ${at}`, `${2025 - (at % 40)}-06-01`));
    const page = await timeline({library: library(records)});
    await page.complete();
    const select = page.find<HTMLSelectElement>('.jump select')!;
    select.value = '1990';
    await page.press('Go to a year');
    await waitUntil(() => page.records.length === 50, 'the whole step');
    expect(page.headings[1]).to.equal('3 1990');
    expect(page.focused).to.equal('1990');
    await page.press('Show newer records');
    expect(page.headings[1]).to.equal('3 1991');
    await waitUntil(() => page.records.length === 100, 'one more step');
  });

  it('lists the years newest first, also where only a year is known', async () => {
    const page = await timeline({
      library: library([record('lab', 'A', '1999'), record('lab', 'B', '2026-01-01'), record('lab', 'C', '2010')]),
    });
    const options = [...page.find<HTMLSelectElement>('.jump select')!.options].map(({value}) => value);
    expect(options).to.deep.equal(['2026', '2010', '1999']);
  });

  it('leads by keyboard alone from the search to a record, its details and back', async () => {
    const page = await open();
    page.find('input[type="search"]')!.focus();
    await sendKeys({type: 'a1c'});
    await page.settled();
    for (let n = 0; n < 20 && page.focused !== 'Hemoglobin A1c'; n++) await sendKeys({press: 'Tab'});
    expect(page.focused).to.equal('Hemoglobin A1c');
    await sendKeys({press: 'Enter'});
    await waitUntil(() => page.dialog, 'the dialog');
    for (let n = 0; n < 9 && !/Not mine/.test(page.focused); n++) await sendKeys({press: 'Tab'});
    await sendKeys({press: 'Enter'});
    await waitUntil(() => /Only Mount Sinai can change/.test(page.dialogText), 'whom to ask');
    await sendKeys({press: 'Escape'});
    await waitUntil(() => !page.dialog, 'closed');
    expect(page.focused).to.equal('Hemoglobin A1c');
  });

  it('goes to what has no date', async () => {
    const page = await open();
    await page.complete();
    page.find<HTMLSelectElement>('.jump select')!.value = '';
    await page.press('Go to a year');
    expect(page.focused).to.equal('No date recorded');
  });
});
