import {fixture, html} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import {MyHealthTimeline} from '../../src/my-health-timeline/index.js';
import {connection, coverage, library, loadingSnapshot, record, READ_AT} from '../helpers/snapshots.js';
import {expect, timeline, waitUntil} from './harness.js';
import type {EndReason, Snapshot} from '../../src/session/snapshot.js';

const one = (): Snapshot['library'] =>
  library([record('lab', 'Hemoglobin A1c', '2026-03-14', {value: '6.8', unit: '%'})]);

describe('my-health-timeline', () => {
  it('is defined, and a plain tag says how it is set up, without a request', async () => {
    expect(customElements.get('my-health-timeline')).to.equal(MyHealthTimeline);
    const element = await fixture<MyHealthTimeline>(html`<my-health-timeline></my-health-timeline>`);
    expect(element.shadowRoot!.textContent).to.contain('not set up').and.to.contain('token-endpoint');
    expect(element.pageSize).to.equal(50);
    expect(element.headingLevel).to.equal(2);
    await expect(element).to.be.accessible();
  });

  it('survives being taken away and put back', async () => {
    const page = await timeline({library: one()});
    const {parentElement} = page.element;
    page.element.remove();
    expect(page.store.listeners).to.equal(0);
    parentElement!.append(page.element);
    await page.settled();
    expect(page.store.listeners).to.equal(1);
    expect(page.titles).to.deep.equal(['Hemoglobin A1c']);
    await page.set({library: library([])});
    expect(page.titles).to.deep.equal([]);
  });

  const states: [string, Partial<Snapshot>, RegExp][] = [
    ['loading', loadingSnapshot(), /Getting your records ready/],
    ['nothing connected', {connections: [], routes: []}, /Connect a hospital, clinic, lab or pharmacy/],
    [
      'nothing known of what is connected',
      {connections: [], routes: [], unlisted: true},
      /^(?!.*Connect a hospital).*Reading your records/,
    ],
    [
      'busy before its places are listed',
      {
        library: one(),
        connections: [
          connection({routeKind: 'aggregator', connection: null, status: 'collecting', retryAt: Date.now() + 60_000}),
        ],
      },
      /^(?!.*ollecting).*is busy\. This page tries again/,
    ],
    [
      'a first read',
      {progress: [{route: 'm', routeName: 'Mount Sinai', phase: 'reading', received: 212, streams: 9, streamsDone: 2}]},
      /Reading from Mount Sinai: 212 entries so far/,
    ],
    [
      'a server that is silent',
      {
        progress: [
          {
            route: 'm',
            routeName: 'Mount Sinai',
            phase: 'reading',
            received: 0,
            streams: 9,
            streamsDone: 0,
            code: 'source_timeout',
          },
        ],
      },
      /Mount Sinai is not answering\. We keep trying\./,
    ],
    ['asked and nothing there', {coverage: [coverage('lab', {state: 'none', count: 0})]}, /No records here yet/],
    ['nothing known yet', {coverage: [coverage('lab', {state: 'failed', count: 0})]}, /Nothing could be read so far/],
    [
      'collecting, nothing has come yet',
      {
        coverage: [coverage('lab', {state: 'collecting', count: 0})],
        connections: [connection({routeKind: 'aggregator', connection: 'c1', status: 'collecting', counts: {}})],
      },
      /No records have come yet\. They appear here as they arrive\./,
    ],
    [
      'the copy on this device being removed',
      {
        coverage: [],
        progress: [],
        erased: {records: 0, stores: 0, at: 0, confirmed: true, blocked: false, pending: true},
      },
      /The copy on this device is being removed\. Your records are read again the next time you open this page\./,
    ],
    [
      'the copy on this device removed',
      {
        coverage: [],
        progress: [],
        erased: {records: 12, stores: 1, at: Date.parse(READ_AT), confirmed: true, blocked: false},
      },
      /The copy on this device is removed\. Your records are read again the next time you open this page\./,
    ],
    ['ready', {library: one()}, /Hemoglobin A1c/],
    [
      'partial',
      {library: one(), coverage: [coverage('lab', {state: 'refused', code: 'source_refused'})]},
      /Records from 1 place could not all be read/,
    ],
    [
      'collecting',
      {
        library: one(),
        connections: [
          connection({routeKind: 'aggregator', connection: 'c1', status: 'collecting', expectedMinutes: 60}),
        ],
      },
      /Still collecting from Mount Sinai\. This usually takes 60 minutes/,
    ],
    [
      'slow',
      {
        library: one(),
        connections: [connection({routeKind: 'aggregator', connection: 'c1', status: 'slow', expectedMinutes: 60})],
      },
      /Still collecting from Mount Sinai\. This takes longer than usual\. Look again later\.(?! This)/,
    ],
    [
      'connected, and nobody says how far it is',
      {
        library: one(),
        connections: [connection({routeKind: 'aggregator', connection: 'c1', status: 'slow', untold: true})],
      },
      /^(?!.*ollecting)/,
    ],
    [
      'stuck',
      {library: one(), connections: [connection({routeKind: 'aggregator', connection: 'c1', status: 'stuck'})]},
      /Collecting from Mount Sinai is stuck\. Connect this place again, or ask your portal’s help desk\.(?! This)/,
    ],
    ['last good', {library: one(), stale: true, asOf: Date.parse(READ_AT)}, /As of Mar 20, 2026, \d+:\d\d [AP]M\./],
    [
      'a place that asked for a pause',
      {
        library: one(),
        stale: true,
        connections: [
          connection({status: 'unavailable', code: 'source_busy', retryAt: new Date().setHours(23, 58)}),
          ...(['a', 'b'] as const).map(key =>
            connection({
              key,
              route: 'human-api',
              routeName: 'Human API',
              routeKind: 'aggregator',
              retryAt: new Date().setHours(23, 57),
            }),
          ),
        ],
      },
      /Mount Sinai asked for a pause\. It can be asked again after 11:58\sPM\.\s+Human API is busy\. This page tries again by itself at 11:57\sPM\.(?!.*Human API is busy)/,
    ],
    [
      'a portal that is busy',
      {
        library: one(),
        stale: true,
        problem: {code: 'host_busy', retryable: true, retryAt: new Date().setHours(23, 58)},
      },
      /Newer records cannot be read at the moment\. Your portal is busy\. Try again after 11:58\sPM\./,
    ],
    [
      'not saved',
      {library: one(), storage: {kind: 'memory', notice: 'storage_unavailable'}},
      /not saved on this device/,
    ],
    ['not eligible', {phase: 'not-eligible'}, /not available to you/],
    ['opted out', {phase: 'opted-out'}, /You have left My Health/],
    ['opted out, not confirmed', {phase: 'opted-out', pendingOptOut: true}, /Your portal has not confirmed it yet/],
    ['error', {phase: 'error', problem: {code: 'host_unreachable', retryable: true}}, /cannot be shown right now/],
    ...(['signed-out', 'host', 'user-changed', 'idle'] as const).map(
      (ended: EndReason): [string, Partial<Snapshot>, RegExp] => [
        `signed out: ${ended}`,
        {phase: 'signed-out', ended},
        {
          'signed-out': /You are signed out/,
          host: /You have signed out/,
          'user-changed': /Someone else has signed in/,
          idle: /Your records are hidden/,
        }[ended],
      ],
    ),
  ];
  for (const [name, state, words] of states) {
    it(`shows “${name}” in words and is accessible`, async () => {
      const page = await timeline(state);
      await waitUntil(() => words.test(page.text), `${String(words)} in “${page.text}”`);
      expect(page.headings[0]).to.match(/^2 ./);
      await expect(page.element).to.be.accessible();
    });
  }

  it('says what went wrong and what to do', async () => {
    const page = await timeline({
      phase: 'error',
      problem: {code: 'host_unreachable', retryable: true, retryAt: Date.now() + 3_600_000},
    });
    await waitUntil(() => /Check your internet connection/.test(page.text), 'words for the code');
    expect(page.text).to.match(/tries again by itself at .*\d:\d\d/);
    await page.set({problem: {code: 'host_busy', retryable: true, retryAt: Date.now() + 3_600_000}});
    expect(page.text).to.match(/will not answer before .*\d:\d\d/);
    await page.press('Try again');
    expect(page.store.requests).to.deep.equal([{type: 'restart'}]);
  });

  it('claims nothing of leaving while the portal is being told', async () => {
    const page = await timeline({phase: 'opted-out', pendingOptOut: true, busy: ['opt-out']});
    await waitUntil(() => /Your portal is being told now/.test(page.text), 'words for it');
    expect(page.text).not.to.match(/Nothing is read or kept|has not confirmed|say yes/);
    await page.set({busy: []});
    expect(page.text).to.contain('It is told when you say yes');
  });

  it('says that a busy portal is waited for, and until when', async () => {
    const problem = {code: 'host_busy', retryable: true, retryAt: Date.now() + 300_000} as const;
    const page = await timeline({phase: 'loading', problem});
    await waitUntil(() => /Your portal is busy/.test(page.text), 'words for it');
    expect(page.text)
      .to.match(/This page tries again by itself at .*\d:\d\d/)
      .and.not.to.contain('Wait a few minutes');
  });

  it('offers no second try in a page that is not safe: it would end the same', async () => {
    const page = await timeline({phase: 'error', problem: {code: 'unsafe_page', retryable: false}});
    const tries = (): boolean => page.text.includes('Try again');
    expect(page.text).to.contain('tell your portal’s help desk');
    expect(tries(), 'before the late part').to.be.false;
    await waitUntil(() => page.text.includes('cannot be shown right now'), 'the late part');
    expect(tries(), 'after it').to.be.false;
  });

  it('never says “no records” before every place has answered', async () => {
    const page = await timeline({coverage: [coverage('lab', {state: 'none'}), coverage('visit', {state: 'reading'})]});
    expect(page.text).not.to.match(/no records/i);
  });

  it('asks the session again when the patient wants to come back', async () => {
    const page = await timeline({phase: 'signed-out', ended: 'idle'});
    await page.press('Show my records');
    expect(page.store.requests).to.deep.equal([{type: 'restart'}]);
  });

  it('blanks at once when the session ends, and takes focus along', async () => {
    const page = await timeline({library: one()});
    page.find('input[type="search"]')!.focus();
    await page.set({phase: 'signed-out', ended: 'user-changed', library: library([])});
    expect(page.text).not.to.contain('Hemoglobin');
    await waitUntil(() => page.focused === 'Someone else has signed in', 'focus on the reason');
    await page.set({phase: 'ready', library: library([record('lab', 'Sodium', '2020-01-01')])});
    expect(page.titles).to.deep.equal(['Sodium']);
  });

  it('does not take focus that is elsewhere', async () => {
    const page = await timeline({library: one()});
    const outside = document.createElement('input');
    page.element.before(outside);
    outside.focus();
    await page.set({phase: 'signed-out', ended: 'idle', library: library([])});
    expect(document.activeElement).to.equal(outside);
  });

  it('speaks the words of the page', async () => {
    const page = await timeline({library: one()});
    page.element.strings = {heading: 'Meine Gesundheit', direct: 'direkt'};
    page.element.locale = 'de';
    await page.settled();
    expect(page.headings[0]).to.equal('2 Meine Gesundheit');
    expect(page.textOf('Hemoglobin A1c')).to.contain('Mount Sinai direkt').and.to.contain('14. März 2026');
  });

  it('speaks the words of the page of failures, too', async () => {
    const page = await timeline({phase: 'error', problem: {code: 'host_error', retryable: true}});
    page.element.strings = {problem: code => `Fehler ${code}`};
    await waitUntil(() => page.text.includes('Fehler'), 'the late part', {timeout: 8000});
    expect(page.text).to.contain('Fehler host_error').and.not.to.contain('Your portal has a problem');
  });

  it('refreshes and ends the session by method', async () => {
    const page = await timeline({library: one()});
    await page.element.refresh();
    await page.element.endSession();
    expect(page.store.requests.map(({type}) => type)).to.deep.equal(['refresh', 'end-session']);
  });

  it('tries again from the notice of a failure', async () => {
    const page = await timeline({library: one(), stale: true});
    await page.press('Try again');
    expect(page.store.requests).to.deep.equal([{type: 'refresh'}]);
  });

  it('does not say that somebody has left whose portal has not confirmed it', async () => {
    const page = await timeline({phase: 'opted-out', pendingOptOut: true});
    await waitUntil(() => page.headings.includes('2 You asked to leave My Health'), 'what was asked', {timeout: 8000});
    // it may know: its answer may have been lost
    expect(page.text).to.contain('Your portal has not confirmed it yet.').and.not.to.contain('does not know');
    expect(page.text).not.to.contain('You have left');
  });

  it('does not speak at every page of a first read, but at its end and where something is looked for', async () => {
    const progress = {route: 'm', routeName: 'Mount Sinai', streams: 9, streamsDone: 2, received: 1} as const;
    const page = await timeline({library: one(), progress: [{...progress, phase: 'reading'}]});
    const said = (): string | null => page.find('.count')!.getAttribute('aria-live');
    expect(said()).to.equal('off');
    await page.type('hemo');
    expect(page.count).to.equal('1 record matches');
    expect(said()).to.equal('polite');
    await page.press(/^Remove filter/);
    expect(said()).to.equal('off');
    await page.set({progress: [{...progress, phase: 'done'}]});
    expect(said()).to.equal('polite');
  });

  it('says of what “Print or download” opens whether it is open', async () => {
    const page = await timeline({library: one()});
    const is = (): string | null => page.button('Print or download')!.getAttribute('aria-expanded');
    expect(is()).to.equal('false');
    await page.press('Print or download');
    expect(is()).to.equal('true');
    expect(page.find(':focus')!.ariaLabel, 'where it opened').to.equal('Print or download');
    await page.press('Print or download');
    expect(is()).to.equal('false');
  });

  it('does not lose focus with a notice that has done its work', async () => {
    const page = await timeline({library: one(), stale: true});
    await page.press('Try again');
    await page.set({stale: false});
    expect(page.focused).to.equal('My Health');
  });

  it('can be walked through by keyboard, in the order of the screen', async () => {
    const page = await timeline({library: one()});
    await page.complete();
    const order: string[] = [];
    page.find('input[type="search"]')!.focus();
    order.push(page.focused);
    // no further than the record: what comes after the last stop is the browser's
    for (let n = 0; n < 9 && page.focused !== 'Hemoglobin A1c'; n++) {
      await sendKeys({press: 'Tab'});
      order.push(page.focused);
    }
    expect(order[0]).to.equal('Search your records');
    expect(order.slice(1, 5)).to.deep.equal(['What is missing', 'Print or download', 'All 1', 'Lab results 1']);
    expect(order).to.include('Hemoglobin A1c');
  });
});
