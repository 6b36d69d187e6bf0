import {sendKeys} from '@web/test-runner-commands';
import {CodedError} from '../../src/errors.js';
import {MhRecordEvent} from '../../src/my-health-timeline/index.js';
import {aggregated, library, on, record} from '../helpers/snapshots.js';
import {expect, timeline, waitUntil, type Harness} from './harness.js';

const visit = record('visit', 'Office visit', '2026-03-14');
const result = record('lab', 'Hemoglobin A1c', '2026-03-14', {
  value: '6.8',
  unit: '%',
  status: 'Final',
  encounter: visit.id,
  details: [{label: 'Ordered by', text: 'Dr. Amara Osei'}],
  codes: [{system: 'http://loinc.org', code: '4548-4', display: 'Hemoglobin A1c in blood'}],
});
const file = (title: string, contentType: string) => ({title, contentType, size: 3400, inline: true as const});
const note = record('document', 'Progress note', '2026-03-13', {
  attachments: [file('Note', 'text/html'), file('Picture', 'image/png'), file('Letter', 'application/pdf')],
  sources: [aggregated('documents/1', undefined, on('2026-03-13'))],
});
const open = (): Promise<Harness> =>
  timeline({library: library([visit, result, note]), links: {help: 'https://portal.example/help'}});

describe('my-health-timeline: one record', () => {
  it('is as large as the text around it, and never small', async () => {
    const page = await timeline({library: library([record('lab', 'Sodium', '2026-03-14', {value: '139'})])});
    const size = (selector: string): string => getComputedStyle(page.find(selector)!).fontSize;
    page.element.style.fontSize = '32px';
    await page.open('Sodium');
    expect(size('dialog[open]')).to.equal('32px');
    expect(size('#record-title')).to.equal('40px');
    expect(size('dialog[open] .dialog-body h4')).to.equal('32px');
    page.element.style.fontSize = '12px';
    expect(size('dialog[open]')).to.equal('16px');
    expect(size('#record-title')).to.equal('20px');
  });

  it('shows what has focus below its head, which stays on screen', async () => {
    const details = Array.from({length: 60}, (_, at) => ({label: `Line ${at}`, text: 'As written'}));
    const page = await timeline({
      library: library([
        record('lab', 'Culture', '1999', {details, components: [{title: 'Growth', value: 'None', codes: []}]}),
      ]),
    });
    await page.open('Culture');
    const head = page.find('.dialog-head')!;
    const parts = page.find('.dialog-body [tabindex]')!;
    page.dialog!.scrollTop += parts.getBoundingClientRect().top - head.getBoundingClientRect().top - 4;
    expect(head.getBoundingClientRect().bottom, 'it covers their beginning').to.be.above(
      parts.getBoundingClientRect().top,
    );
    parts.focus();
    expect(parts.getBoundingClientRect().top).to.be.at.least(head.getBoundingClientRect().bottom);
  });

  it('tells a result that is a date, or a span of them, as a date', async () => {
    const next = {value: '2026-03-04T15:30:00-05:00'};
    const span = {value: '2021-01 – 2021-10-01'};
    const page = await timeline({
      library: library([
        record('lab', 'Next draw', '2026-03-14', {...next, components: [{title: 'Then', codes: [], ...span}]}),
        record('medication', 'Vaccine', '2026-03-13', {subtitle: 'Once, 2026-03-04T15:30:00-05:00'}),
      ]),
    });
    const words = /Mar 4, 2026, 3:30\sPM \(UTC-05:00\)/;
    expect(page.textOf('Next draw')).to.match(words);
    expect(page.textOf('Vaccine')).to.match(words);
    await page.open('Next draw');
    expect(page.dialogText).to.match(words);
    expect(page.dialogText).to.contain('Jan 2021 – Oct 1, 2021');
    expect(page.dialogText).to.not.contain('T15:30');
  });

  it('says once when it was, and what of the date is not known', async () => {
    const page = await timeline({
      library: library([record('condition', 'Asthma', '1999', {details: [{label: 'Note', text: 'Mild'}]})]),
    });
    await page.open('Asthma');
    const head = page.find('.dialog-head p')!;
    expect(head.textContent.replace(/\s+/g, ' ').trim()).to.equal('Condition · 1999, day and month not recorded');
    expect(page.findAll('dialog .dialog-body > dl > dt').map(term => term.textContent)).to.deep.equal(['Note']);
  });

  it('shows all that the source said, and gives focus back', async () => {
    const page = await open();
    await page.open('Hemoglobin A1c');
    expect(page.dialogText).to.contain('6.8 %').and.to.contain('Final').and.to.contain('Dr. Amara Osei');
    expect(page.dialogText).to.contain('Lab result · Mar 14, 2026');
    expect(page.dialogText).to.contain('Mount Sinai directly').and.to.contain('fetched Mar 20, 2026');
    expect(page.headings).to.include('3 Hemoglobin A1c');
    await expect(page.element).to.be.accessible();
    await sendKeys({press: 'Escape'});
    await waitUntil(() => !page.dialog, 'closed by Escape');
    expect(page.focused).to.equal('Hemoglobin A1c');
  });

  it('says in which language a source has written, and never that of our own words', async () => {
    const german = record('document', 'Befund', '2026-03-14', {
      language: 'de',
      encounter: visit.id,
      details: [{label: 'Reason', text: 'Husten'}],
      codes: [{system: 'http://loinc.org', code: '11506-3', display: 'Verlaufsnotiz'}],
      attachments: [file('Bericht', 'text/plain')],
    });
    const page = await timeline({library: library([visit, german])});
    await page.open('Befund');
    const languageOf = (text: string): string => {
      const walker = document.createTreeWalker(page.dialog!, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const {data, parentElement} = walker.currentNode as Text;
        if (data.trim() === text) return parentElement!.closest<HTMLElement>('[lang]')!.lang;
      }
      return 'not there';
    };
    for (const theirs of ['Befund', 'Husten', 'Verlaufsnotiz', 'Bericht'])
      expect(languageOf(theirs), theirs).to.equal('de');
    for (const ours of ['Reason', 'Close', 'Office visit']) expect(languageOf(ours), ours).to.equal('en');
    await page.press('Office visit');
    expect(languageOf('Befund'), 'among the results of the visit').to.equal('de');
  });

  it('says what each result of a visit came to', async () => {
    const part = (title: string, code: string, value: string) => ({
      title,
      value,
      unit: 'mmHg',
      codes: [{system: 'http://loinc.org', code}],
    });
    const pressure = record('vital', 'Blood pressure', '2026-03-14', {
      encounter: visit.id,
      components: [part('Systolic', '8480-6', '122'), part('Diastolic', '8462-4', '78')],
    });
    const high = record('lab', 'Glucose', '2026-03-14', {
      encounter: visit.id,
      value: '125',
      unit: 'mg/dL',
      flag: 'high',
    });
    const page = await timeline({library: library([visit, pressure, high])});
    await page.open('Office visit');
    const entries = [...page.dialog!.querySelectorAll('section li')].map(one => one.textContent.replace(/\s+/g, ' '));
    expect(entries.join()).to.contain('122/78 mmHg').and.to.contain('125 mg/dL ▲ High');
  });

  it('leads to what belongs together, and back', async () => {
    const page = await open();
    await page.open('Hemoglobin A1c');
    await page.press('Office visit');
    expect(page.headings).to.include('3 Office visit');
    expect(page.dialogText).to.contain('1 entry inside');
    await page.press('Back');
    expect(page.headings).to.include('3 Hemoglobin A1c');
    await page.press('Close');
    expect(page.dialog).to.equal(null);
  });

  it('lets a long title scroll away, so that the rest can be read', async () => {
    const title = 'A very long title '.repeat(20).trim();
    const page = await timeline({library: library([record('document', title, '2024-01-01')])});
    await page.open(title);
    page.dialog!.style.cssText = 'inline-size: 320px; block-size: 200px; margin: 0';
    page.dialog!.scrollTop = page.dialog!.scrollHeight;
    expect(page.find('.dialog-head')!.getBoundingClientRect().bottom).to.be.below(0);
  });

  it('breaks a long code rather than pushing its meaning out of sight', async () => {
    const codes = [{system: 'urn:oid:1.2.840.114350.1.13.9999.1.7.2.768282', code: '123045484', display: 'A1C'}];
    const page = await timeline({library: library([{...result, codes}])});
    await page.open('Hemoglobin A1c');
    page.dialog!.style.inlineSize = '320px';
    const table = page.find('.codes')!;
    table.closest('details')!.open = true;
    expect(table.parentElement!.scrollWidth).to.be.at.most(table.parentElement!.clientWidth);
  });

  it('gives codes and the original on request only', async () => {
    const page = await open();
    page.store.answers.raw = ({recordId}) => ({id: recordId, note: '<script>x</script>'});
    await page.open('Hemoglobin A1c');
    expect(page.store.requests).to.deep.equal([]);
    await page.press('Codes that the source used');
    expect(page.dialogText).to.contain('LOINC 4548-4 Hemoglobin A1c in blood');
    await page.press('The original, as the source sent it');
    await page.press('Show the original');
    expect(page.store.requests).to.deep.equal([{type: 'raw', recordId: result.id}]);
    await waitUntil(() => page.dialogText.includes('"note": "<script>x</script>"'), 'the original');
    expect(page.find('script')).to.equal(null);
    await expect(page.element).to.be.accessible();
  });

  it('says when the original cannot be had', async () => {
    const page = await open();
    page.store.answers.raw = () => new CodedError('source_unreachable');
    await page.open('Hemoglobin A1c');
    await page.press('The original, as the source sent it');
    await page.press('Show the original');
    await waitUntil(() => page.dialogText.includes('not kept here at the moment'), 'the failure in words');
  });

  it('shows a note as text, never as markup', async () => {
    const page = await open();
    page.store.answers.attachment = () =>
      new Blob(['<p>Seen <b>today</b>.<script>alert(1)</script><img src=x>'], {type: 'text/html'});
    await page.open('Progress note');
    await page.press('Show: Note');
    await waitUntil(() => page.dialogText.includes('Seen today.'), 'the text');
    expect(page.store.requests).to.deep.equal([{type: 'attachment', recordId: note.id, index: 0}]);
    expect(page.findAll('dialog :is(script, img, b:not(li b))')).to.have.length(0);
    expect(page.dialogText).not.to.contain('alert');
  });

  it('draws a picture on a canvas', async () => {
    const page = await open();
    const canvas = new OffscreenCanvas(3, 2);
    canvas.getContext('2d')!.fillRect(0, 0, 3, 2);
    const bytes = await canvas.convertToBlob({type: 'image/png'});
    page.store.answers.attachment = () => bytes;
    await page.open('Progress note');
    await page.press('Show: Picture');
    await waitUntil(() => page.find<HTMLCanvasElement>('canvas')?.width === 3, 'the picture');
    expect(page.find('canvas')!.getAttribute('aria-label')).to.equal('Picture');
    const pixel = page.find<HTMLCanvasElement>('canvas')!.getContext('2d')!.getImageData(0, 0, 1, 1).data;
    expect([...pixel]).to.deep.equal([0, 0, 0, 255]);
  });

  it('downloads other files with a type that no browser opens', async () => {
    const page = await open();
    page.store.answers.attachment = () => new Blob(['%PDF'], {type: 'application/pdf'});
    await page.open('Progress note');
    expect(page.button('Show: Letter')).to.equal(undefined);
    const saved = new Promise<{name: string; type: string}>(resolve => {
      const {click} = HTMLAnchorElement.prototype;
      HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
        HTMLAnchorElement.prototype.click = click;
        void fetch(this.href)
          .then(answer => answer.blob())
          .then(({type}) => resolve({name: this.download, type}));
      };
    });
    await page.press('Download: Letter');
    expect(await saved).to.deep.equal({name: 'Letter.pdf', type: 'application/octet-stream'});
  });

  it('says when a file cannot be had', async () => {
    const page = await open();
    page.store.answers.attachment = () => new CodedError('source_too_large');
    await page.open('Progress note');
    await page.press('Show: Note');
    await waitUntil(() => page.dialogText.includes('could not be opened'), 'the failure in words');
  });

  it('says whom to ask, and hides a record until it is wanted again', async () => {
    const page = await open();
    await page.open('Progress note');
    await page.press('Not mine or wrong?');
    expect(page.dialogText).to.contain('Only Quest Diagnostics can change its records');
    expect(page.dialogText).to.contain('It came through Human API');
    expect(page.find<HTMLAnchorElement>('dialog a')!.href).to.equal('https://portal.example/help');
    await page.press('Hide on this screen');
    await waitUntil(() => !page.dialog, 'closed');
    await page.settled();
    expect(page.titles).to.deep.equal(['Office visit', 'Hemoglobin A1c']);
    expect(page.text).to.contain('1 record hidden on this screen.');
    expect(page.focused).to.equal('2 records');
    await page.press('Show again');
    expect(page.titles).to.have.length(3);
  });

  it('tells the page that a record is open, without telling which', async () => {
    const page = await open();
    const events: MhRecordEvent[] = [];
    page.element.addEventListener(MhRecordEvent.type, event => events.push(event));
    await page.open('Hemoglobin A1c');
    const key = page.element.record;
    expect(key).to.match(/^[a-z0-9]{6,16}$/);
    await page.press('Close');
    await page.settled();
    expect(events.map(({open}) => open)).to.deep.equal([true, false]);
    expect(Object.keys(events[0]!).filter(name => name !== 'isTrusted')).to.deep.equal(['open']);
    expect(page.element.record).to.equal('');
  });

  it('opens the record of a deep link, without an event', async () => {
    const first = await open();
    await first.open('Hemoglobin A1c');
    const {record: key} = first.element;
    await first.press('Close');

    const page = await open();
    let events = 0;
    page.element.addEventListener(MhRecordEvent.type, () => events++);
    page.element.record = key;
    await waitUntil(() => page.dialogText.includes('Hemoglobin A1c'), 'the dialog', {timeout: 8000});
    expect(events).to.equal(0);
    page.element.record = '';
    await page.settled();
    await page.settled();
    expect(page.dialog).to.equal(null);
  });

  it('closes with the session', async () => {
    const page = await open();
    await page.open('Hemoglobin A1c');
    await page.set({phase: 'signed-out', ended: 'idle', library: library([])});
    expect(page.text).not.to.contain('Osei');
    await page.set({phase: 'ready', library: library([result])});
    expect(page.dialog).to.equal(null);
  });
});
