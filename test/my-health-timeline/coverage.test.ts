/** "What is here and what is missing" as a table and as a list of places. */
import {
  connection,
  coverage,
  library,
  record,
  HUMAN_API_ROUTE,
  MOUNT_SINAI_ROUTE,
  QUEST,
} from '../helpers/snapshots.js';
import {expect, timeline, waitUntil, whilePrinting, type Harness} from './harness.js';
import type {Snapshot} from '../../src/session/snapshot.js';

const LATER = {id: 'later', name: 'Later Health'};
const STATE: Partial<Snapshot> = {
  library: library([record('lab', 'Sodium', '2020-01-01')]),
  routes: [
    HUMAN_API_ROUTE,
    MOUNT_SINAI_ROUTE,
    {...MOUNT_SINAI_ROUTE, id: 'later', protocol: 'later', institution: LATER, supported: false},
  ],
  coverage: [
    coverage('lab', {count: 1233}),
    coverage('medication', {state: 'none', count: 0}),
    coverage('document', {state: 'refused', code: 'source_refused', count: 0}),
    coverage('lab', {route: 'human-api', institution: QUEST, count: 2}),
    coverage('document', {route: 'human-api', institution: QUEST, state: 'none', count: 0}),
  ],
};

/** Opens the view; its words as a dialog of this width shows them. */
const shown = async (page: Harness, width: number): Promise<string> => {
  await page.press('What is missing');
  await waitUntil(() => page.dialog, 'the dialog', {timeout: 8000});
  page.dialog!.style.inlineSize = `${width}px`;
  return page.dialog!.innerText.replace(/\s+/g, ' ');
};

/** The cell of a kind and a place, found by its headers as a screen reader finds it. */
const cell = (page: Harness, kind: string, place: string): string => {
  const table = page.find<HTMLTableElement>('dialog[open] table')!;
  const columns = [...table.tHead!.rows[0]!.cells];
  const at = columns.findIndex(({scope, textContent}) => scope === 'col' && textContent.includes(place));
  const row = [...table.tBodies[0]!.rows].find(({cells}) => cells[0]!.textContent.includes(kind))!;
  expect(row.cells[0]!.scope).to.equal('row');
  return row.cells[at]!.textContent.replace(/\s+/g, ' ').trim();
};

describe('my-health-timeline: what is here and what is missing', () => {
  it('is a table of kinds by place where there is room, and says why below it', async () => {
    const page = await timeline(STATE);
    const text = await shown(page, 960);
    expect(page.find('dialog[open] table')!.checkVisibility()).to.equal(true);
    expect(cell(page, 'Lab results', 'Mount Sinai')).to.equal('✓ Here: 1,233');
    expect(cell(page, 'Medications', 'Mount Sinai')).to.equal('○ None there');
    expect(cell(page, 'Documents', 'Mount Sinai')).to.equal('✕ Not allowed');
    expect(cell(page, 'Lab results', 'Quest')).to.equal('✓ Here: 2');
    expect(cell(page, 'Medications', 'Quest'), 'nobody asked, so “none” is not said').to.equal('– Not asked for');
    expect(cell(page, 'Medications', 'Later'), 'once, over all rows').to.equal('? Cannot be read by this version');
    const [, why] = text.split('What is missing, and what to do');
    expect(why).to.contain('This place does not share all of these with this portal');
    expect(why).to.contain('This version cannot read records from this place');
    // what is answered has been said by the table
    expect(why).not.to.contain('Quest').and.not.to.contain('None there');
    await expect(page.element).to.be.accessible();
  });

  it('keeps the places over their columns while it is scrolled', async () => {
    const page = await timeline(STATE);
    await shown(page, 960);
    page.dialog!.style.blockSize = '300px';
    const row = page.find('dialog[open] tbody tr:last-child')!;
    const head = page.find('dialog[open] thead th:nth-child(2)')!;
    const above = page.find('dialog[open] .dialog-head')!.getBoundingClientRect();
    page.dialog!.scrollTop += row.getBoundingClientRect().top - above.bottom - head.offsetHeight;
    const {left, top, bottom} = head.getBoundingClientRect();
    const name = page.element.shadowRoot!.elementFromPoint(left + 10, (top + bottom) / 2)!;
    expect(name.closest('th'), 'nothing lies over it').to.equal(head);
    expect(top).to.be.closeTo(above.bottom, 1);
  });

  it('is a list of places on a narrow screen, whole, without scrolling sideways', async () => {
    const page = await timeline(STATE);
    const text = await shown(page, 320);
    expect(page.find('dialog[open] table')!.checkVisibility()).to.equal(false);
    expect(text).to.match(/Mount Sinai directly Not allowed Documents and notes .* Here Lab results 1,233/);
    expect(text).to.match(/Quest Diagnostics via Human API Here Lab results 2/);
    expect(page.dialog!.scrollWidth).to.equal(page.dialog!.clientWidth);
    await expect(page.element).to.be.accessible();
  });

  it('counts what is here of a kind that did not come as a whole', async () => {
    const page = await timeline({
      ...STATE,
      coverage: [
        coverage('medication', {state: 'refused', code: 'source_refused', count: 1024}),
        coverage('lab', {route: 'human-api', institution: QUEST, state: 'collecting', count: 3}),
      ],
    });
    const wide = await shown(page, 960);
    expect(cell(page, 'Medications', 'Mount Sinai')).to.equal('✕ Not allowed, 1,024 here');
    expect(cell(page, 'Lab results', 'Quest')).to.equal('… Being collected, 3 here');
    expect(wide).to.contain('Not allowed Medications 1,024 here');
    page.dialog!.style.inlineSize = '320px';
    expect(page.dialog!.innerText.replace(/\s+/g, ' ')).to.contain('Still being collected Lab results 3 here');
    const sheet = await whilePrinting(page, () => page.find('.sheet')!.textContent);
    expect(sheet).to.contain('Medications (Not allowed, 1,024 here)');
  });

  it('parts many places over tables that fit', async () => {
    const places = Array.from({length: 12}, (_, at) => ({id: `place-${at}`, name: `Clinic ${at}`}));
    const page = await timeline({
      ...STATE,
      coverage: places.map(institution => coverage('lab', {route: 'human-api', institution})),
      connections: places.map(institution =>
        connection({key: institution.id, route: 'human-api', routeKind: 'aggregator', institution}),
      ),
    });
    await shown(page, 760);
    const heads = page
      .findAll<HTMLTableElement>('dialog[open] table')
      .map(({tHead}) => tHead!.rows[0]!.cells.length - 1);
    expect(heads).to.deep.equal([5, 5, 3]);
    expect(page.dialog!.scrollWidth).to.equal(page.dialog!.clientWidth);
  });

  it('tries again once, says so, and does not lose focus on the way', async () => {
    const page = await timeline(STATE);
    await shown(page, 960);
    await page.press('Try again');
    await page.set({busy: ['refresh']});
    expect(page.focused).to.equal('Trying again…');
    expect(page.find('dialog [role="status"]')!.textContent.trim()).to.equal('Trying again…');
    await page.press('Trying again…');
    expect(page.store.requests.filter(({type}) => type === 'refresh')).to.have.length(1);
    await page.set({busy: [], coverage: STATE.coverage!.filter(({state}) => state !== 'refused')});
    expect(page.button('Try again')).to.equal(undefined);
    expect(page.focused).to.equal('What is here and what is missing');
    expect(page.find('dialog [role="status"]')!.textContent.trim()).to.equal('');
  });

  it('can be reached from a search without a match and from a first read', async () => {
    const page = await timeline(STATE);
    await page.type('xyzzy');
    await waitUntil(() => page.find('.state'), 'no match');
    const own = [...page.find('.state')!.querySelectorAll('button')].find(each =>
      /What is missing/.test(each.textContent),
    )!;
    own.focus();
    own.click();
    await waitUntil(() => page.dialog, 'the dialog');
    await page.press('Close');
    expect(page.focused).to.equal('What is missing');
    const reading = await timeline({
      progress: [{route: 'm', routeName: 'Mount Sinai', phase: 'reading', received: 2, streams: 9, streamsDone: 2}],
    });
    await reading.complete();
    await reading.press('What is missing');
    await waitUntil(() => reading.dialog, 'the dialog');
    expect(reading.dialogText).to.contain('Nothing is known yet');
  });
});
