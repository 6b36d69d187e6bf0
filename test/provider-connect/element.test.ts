import {aTimeout, expect, fixture, html, waitUntil} from '@open-wc/testing';
import {CodedError} from '../../src/errors.js';
import {ProviderConnect} from '../../src/provider-connect/index.js';
import {connection, loadingSnapshot, snapshot, StandInStore} from '../helpers/snapshots.js';
import {ConnectHarness, INSTANT_ROUTE, LAKESIDE, notYet, offered, viaHumanApi} from './harness.js';
import {asOnASmallScreen} from '../helpers/small-screen.js';
import type {ErrorCode} from '../../src/errors.js';
import type {ConnectionStatus, CoverageState, Snapshot} from '../../src/session/snapshot.js';

const REASONS: [ErrorCode, string][] = [
  ['host_unreachable', 'Your portal cannot be reached'],
  ['host_sign_in', 'asks you to sign in'],
  ['host_error', 'Your portal has a problem'],
  ['host_invalid', 'an answer that makes no sense'],
  ['host_busy', 'Your portal is busy'],
  ['unsafe_page', 'does not look safe'],
];

const READING = {
  route: 'mount-sinai',
  routeName: 'Mount Sinai',
  phase: 'reading',
  received: 3,
  streams: 2,
  streamsDone: 0,
} as const;

describe('<provider-connect>', () => {
  it('is defined', () => {
    expect(customElements.get('provider-connect')).to.equal(ProviderConnect);
  });

  it('shows its setup state as a plain tag', async () => {
    const element = await fixture<ProviderConnect>(html`<provider-connect></provider-connect>`);
    expect(element.shadowRoot!.textContent).to.contain('not set up yet').and.to.contain('token-endpoint');
    const states: string[] = [];
    element.addEventListener('mh-state', ({state}) => states.push(state));
    const parent = element.parentElement!;
    element.remove();
    element.store = new StandInStore(snapshot());
    parent.append(element);
    await element.updateComplete;
    expect(states).to.deep.equal([]);
    element.store = undefined;
    await element.updateComplete;
    element.requestUpdate();
    await element.updateComplete;
    expect(states).to.deep.equal(['setup']);
    await expect(element).to.be.accessible();
  });

  it('survives being removed and put back', async () => {
    const harness = await ConnectHarness.mount(snapshot({connections: [connection(), LAKESIDE]}));
    const {element, store} = harness;
    const parent = element.parentElement!;
    await harness.press('Connect another place');
    element.remove();
    expect(store.listeners).to.equal(0);
    parent.append(element);
    await harness.settled();
    expect(store.listeners).to.equal(1);
    expect(harness.dialog.open).to.be.false;
    expect(harness.places).to.deep.equal(['Mount Sinai', 'Lakeside Cardiology']);
    store.set({connections: [connection()]});
    await harness.settled();
    expect(harness.places).to.deep.equal(['Mount Sinai']);
  });

  it('claims nothing of connections before its late part has come, which then names route and status', async () => {
    const store = new StandInStore(
      snapshot({connections: [connection(), viaHumanApi('q', 'Quest', {status: 'stuck'})]}),
    );
    const element = await fixture<ProviderConnect>(html`<provider-connect .store=${store}></provider-connect>`);
    const text = (): string => element.shadowRoot!.textContent.replace(/\s+/g, ' ');
    expect(text()).to.contain('Looking up your connections…');
    expect(text()).to.not.contain('No place is connected');
    await waitUntil(() => text().includes('Quest! Stuck Through Human API'), 'never came', {timeout: 8000});
    expect(text()).to.contain('Mount Sinai✓ Up to date Directly, over');
  });

  it('does not say that nothing is connected while an aggregator has not listed what is', async () => {
    const harness = await ConnectHarness.mount(snapshot({connections: [], unlisted: true}));
    expect(harness.text).to.contain('Looking up your connections…').and.to.not.contain('No place is connected');
    harness.store.set({connections: [connection()]});
    await harness.settled();
    expect(harness.text).to.contain('Looking up your connections…').and.to.contain('Mount Sinai');
    await harness.accessible();
    harness.store.set({connections: [], unlisted: false});
    await harness.settled();
    expect(harness.text).to.contain('No place is connected').and.to.not.contain('Looking up');
  });

  it('says that a busy portal is waited for, and until when', async () => {
    const problem = {code: 'host_busy', retryable: true, retryAt: Date.now() + 300_000} as const;
    const store = new StandInStore({...loadingSnapshot(), problem});
    const element = await fixture<ProviderConnect>(html`<provider-connect .store=${store}></provider-connect>`);
    const text = (): string => element.shadowRoot!.textContent;
    await waitUntil(() => /busy\. This page tries again by itself at .*\d:\d\d/.test(text()), 'not said', {
      timeout: 8000,
    });
    await expect(element).to.be.accessible();
  });

  it('fetches its late part by itself once the page is at rest, and not while the first records are read', async () => {
    const reading = {route: 'a', routeName: 'A', phase: 'reading', received: 0, streamsDone: 0, streams: 1} as const;
    const store = new StandInStore(snapshot({progress: [reading]}));
    const element = await fixture<ProviderConnect>(html`<provider-connect .store=${store}></provider-connect>`);
    await aTimeout(900); // longer than the element waits
    expect(element.shadowRoot!.querySelector('dialog')).to.equal(null);
    store.set({progress: [{...reading, phase: 'done'}]});
    await waitUntil(() => element.shadowRoot!.querySelector('dialog'), 'never came', {timeout: 8000});
  });

  const phases: [Snapshot['phase'], Partial<Snapshot>, string][] = [
    ['loading', {}, 'Looking up your connections'],
    ['signed-out', {}, 'Sign in to your portal again'],
    ['signed-out', {ended: 'idle'}, 'hidden because the page was not used'],
    ['not-eligible', {}, 'not open to your account'],
    ['opted-out', {}, 'You have left My Health'],
    ['error', {problem: {code: 'host_unreachable', retryable: true}}, 'cannot be shown right now'],
  ];
  for (const [phase, more, words] of phases) {
    it(`says what is the matter in phase ${phase} ${more.ended ?? ''}, accessibly, and shows no connection`, async () => {
      const harness = await ConnectHarness.mount({...loadingSnapshot(), connections: [LAKESIDE], ...more, phase});
      expect(harness.text).to.contain(words).and.not.contain('Lakeside');
      await harness.accessible();
    });
  }

  for (const [code, reason] of REASONS) {
    it(`says its own words for ${code}, and nothing of an unreachable portal for what is not that`, async () => {
      const problem = {code, retryable: true};
      const failed = await ConnectHarness.mount({...loadingSnapshot(), phase: 'error', problem});
      await waitUntil(() => failed.text.includes(reason), reason);
      const old = await ConnectHarness.mount(offered({stale: true, connections: [LAKESIDE], problem}));
      expect(old.text).to.contain(reason);
      for (const {text} of [failed, old]) expect(/cannot be reached/.test(text)).to.equal(/unreachable/.test(code));
    });
  }

  it('offers no second try in a page that is not safe: it would end the same', async () => {
    const problem = {code: 'unsafe_page', retryable: false} as const;
    const harness = await ConnectHarness.mount({...loadingSnapshot(), phase: 'error', problem});
    expect(harness.text).to.contain('tell your portal’s help desk');
    await waitUntil(() => harness.text.includes('cannot be shown'), 'the late part');
    expect(harness.has('Try again')).to.be.false;
  });

  it('asks the session again from the error state', async () => {
    const harness = await ConnectHarness.mount({...loadingSnapshot(), phase: 'error'});
    await harness.press('Try again');
    expect(harness.store.requests).to.deep.equal([{type: 'restart'}]);
  });

  it('is blank and closed as soon as the session is over', async () => {
    const harness = await ConnectHarness.mount(offered({connections: [LAKESIDE]}));
    await harness.press(/Lakeside Cardiology$/, harness.row(LAKESIDE.key).querySelector('details')!);
    await harness.press('Disconnect: Lakeside Cardiology');
    expect(harness.title).to.equal('Disconnect Lakeside Cardiology?');
    harness.store.set({phase: 'signed-out', connections: []});
    await harness.settled();
    expect(harness.root.querySelector('dialog')).to.equal(null);
    expect(harness.text).not.to.contain('Lakeside');
    harness.store.set({phase: 'ready', connections: [LAKESIDE]});
    await harness.settled();
    expect(harness.dialog.open).to.be.false;
  });

  it('says that no place is connected, and invites', async () => {
    const harness = await ConnectHarness.mount(offered());
    expect(harness.text).to.contain('No place is connected yet');
    expect(harness.has('Connect a place')).to.be.true;
    await harness.accessible();
  });

  it('says nothing of connections that could not be asked for', async () => {
    const problem = {code: 'host_unreachable', retryable: true} as const;
    const harness = await ConnectHarness.mount(offered({stale: true, problem}));
    expect(harness.text).not.to.contain('No place is connected');
    expect(harness.text).to.contain('cannot be reached');
  });

  const statuses: [ConnectionStatus, string, RegExp | null][] = [
    ['collecting', 'Your records are being collected', null],
    ['slow', 'longer than usual', /^Check again: Lakeside Cardiology$/],
    ['stuck', 'Something is stuck', /^Connect again: Lakeside Cardiology$/],
    ['up_to_date', 'Up to date', null],
    ['nothing_available', 'no records to share', null],
    ['needs_attention', 'sign in again', /^Connect again: Lakeside Cardiology$/],
    ['ended', 'no longer shares', /^Connect again: Lakeside Cardiology$/],
    ['unavailable', 'does not answer', /^Check again: Lakeside Cardiology$/],
    ['blocked', 'does not allow web browsers', /^Open the help page/],
  ];
  for (const [status, words, step] of statuses) {
    it(`says what "${status}" means and what to do`, async () => {
      const one = viaHumanApi('lake', 'Lakeside Cardiology', {status, sourceWord: 'oddState'});
      const harness = await ConnectHarness.mount(offered({connections: [one]}));
      expect(harness.rowText(one.key)).to.contain(words);
      const actions = harness.row(one.key).querySelector('.actions')!;
      if (step) expect(harness.has(step, actions)).to.be.true;
      else expect(actions.children.length).to.equal(0);
      await harness.press(/^Details/, harness.row(one.key));
      expect(harness.row(one.key).querySelector('details')!.open).to.be.true;
      expect(harness.rowText(one.key)).to.contain('oddState');
      await harness.accessible();
    });
  }

  it('counts what came, each kind on one line beside a timeline', async () => {
    const one = viaHumanApi('lake', 'Lakeside Cardiology', {counts: {immunization: 1234, billing: 12_345}});
    const harness = await ConnectHarness.mount(offered({connections: [one]}));
    harness.element.style.inlineSize = '294px';
    await harness.press(/^Details/, harness.row(one.key));
    const lines = [...harness.row(one.key).querySelectorAll<HTMLElement>('dd li')];
    expect(lines.map(each => each.innerText.trim())).to.deep.equal([
      'Immunizations 1,234',
      'Insurance and billing 12,345',
    ]);
    for (const each of lines) expect(each.offsetHeight, each.innerText).to.be.below(30);
  });

  it('turns the sign of a direct place round in a page that reads from right to left, as the timeline does', async () => {
    document.documentElement.dir = 'rtl';
    try {
      const harness = await ConnectHarness.mount(offered({connections: [connection(), LAKESIDE]}));
      const sign = (key: string): string => getComputedStyle(harness.row(key).querySelector('.icon')!).transform;
      expect(sign('mount-sinai')).to.equal('matrix(-1, 0, 0, 1, 0, 0)');
      expect(sign(LAKESIDE.key)).to.equal('none');
      const [name, status] = [...harness.row('mount-sinai').querySelectorAll<HTMLElement>('b, .status')];
      const foot = (box: HTMLElement): number => {
        const mark = box.appendChild(Object.assign(document.createElement('span'), {style: 'display: inline-block'}));
        return mark.getBoundingClientRect().bottom;
      };
      expect(foot(name!), 'on one line of writing').to.be.closeTo(foot(status!), 1); // WebKit puts boxes on whole pixels
    } finally {
      document.documentElement.removeAttribute('dir');
    }
  });

  it('does not blame a place for what its portal does not answer', async () => {
    const one = viaHumanApi('lake', 'Lakeside Cardiology', {status: 'unavailable', code: 'host_sign_in'});
    const harness = await ConnectHarness.mount(offered({connections: [one]}));
    expect(harness.rowText(one.key))
      .to.contain('Not checked')
      .and.to.contain('Your portal or network asks you to sign in');
    expect(harness.rowText(one.key)).not.to.match(/not answer/i);
    expect(harness.has(/^Check again: Lakeside Cardiology$/, harness.row(one.key))).to.be.true;
  });

  it('says that a place or the network asks for a sign-in, and not that access has ended', async () => {
    const one = viaHumanApi('lake', 'Lakeside Cardiology', {status: 'needs_attention', code: 'source_sign_in'});
    const harness = await ConnectHarness.mount(offered({connections: [one]}));
    expect(harness.rowText(one.key)).to.contain('Needs you').and.to.contain('This place or your network asks you to');
    expect(harness.has(/^Connect again: Lakeside Cardiology$/, harness.row(one.key))).to.be.true;
    await harness.accessible();
  });

  it('says that some kinds of records were not shared, or not read, of a place that is well otherwise', async () => {
    const harness = await ConnectHarness.mount(offered({connections: [connection(), LAKESIDE]}));
    const said = (key: string): string => harness.rowText(key);
    const found = async (state: CoverageState): Promise<void> => {
      const {institution} = LAKESIDE;
      const entry = {route: 'human-api', institution, category: 'medication', state, count: 0} as const;
      harness.store.set({coverage: [{...entry, category: 'lab', state: 'loaded', count: 3}, entry]});
      await harness.settled();
    };
    await found('refused');
    expect(said(LAKESIDE.key)).to.contain('Up to date').and.to.contain('did not share some kinds of records');
    expect(said(LAKESIDE.key)).to.contain('“What is missing”');
    expect(said('mount-sinai')).not.to.contain('some kinds');
    await harness.accessible();
    await found('failed');
    expect(said(LAKESIDE.key)).to.contain('Some kinds of records could not be read');
    for (const state of ['none', 'reading', 'collecting'] as const) {
      await found(state);
      expect(said(LAKESIDE.key)).not.to.match(/some kinds/i);
    }
    await found('refused');
    harness.store.set({connections: [{...LAKESIDE, status: 'ended'}]});
    await harness.settled();
    expect(said(LAKESIDE.key)).not.to.contain('some kinds');
  });

  it('promises no step to connect a place that its portal gives none for', async () => {
    const {connect, ...route} = INSTANT_ROUTE;
    const harness = await ConnectHarness.mount(
      offered({routes: [INSTANT_ROUTE], connections: [notYet(INSTANT_ROUTE)]}),
    );
    expect(connect && harness.rowText('harbor')).to.contain('in one step');
    harness.store.set({routes: [route]});
    await harness.settled();
    expect(harness.rowText('harbor')).to.contain('offers no way to connect this place').and.not.to.contain('one step');
    expect(harness.has(/^Connect:/)).to.be.false;
    expect(harness.has(/^Open the help page/, harness.row('harbor'))).to.be.true;
    await harness.accessible();
  });

  it('says of a direct place that this page reads it, or that nothing has been read yet, never that it takes an hour', async () => {
    const harness = await ConnectHarness.mount(
      offered({connections: [connection({status: 'collecting', fetchedAt: undefined})], progress: [READING]}),
    );
    expect(harness.rowText('mount-sinai')).to.contain('Its records are being read.').and.not.to.contain('hour');
    harness.store.set({connections: [connection({fetchedAt: undefined})]});
    await harness.settled();
    expect(harness.rowText('mount-sinai')).to.contain('Connected').and.to.contain('when you open your timeline');
    expect(harness.rowText('mount-sinai')).not.to.contain('Up to date');
  });

  it('does not say that a direct place is being read while no page reads it', async () => {
    const one = connection({status: 'collecting', fetchedAt: undefined});
    const harness = await ConnectHarness.mount(offered({connections: [one], progress: []}));
    expect(harness.rowText('mount-sinai'))
      .to.contain('Connected')
      .and.to.contain('when you open your timeline')
      .and.not.to.match(/Collecting|being read/);
    await harness.accessible();
  });

  it('says no more of a place than its aggregator does, which does not tell how far it is', async () => {
    const one = {...LAKESIDE, status: 'slow', untold: true} as const;
    const harness = await ConnectHarness.mount(offered({connections: [one]}));
    expect(harness.rowText(one.key))
      .to.contain('Connected')
      .and.to.contain('does not say if more records are on their way')
      .and.not.to.match(/longer|Collecting/);
    expect(harness.has(/^Check again: Lakeside/, harness.row(one.key))).to.be.true;
    await harness.accessible();
  });

  it('says of a place that has asked for quiet that it is busy, and who tries again: this page, or the patient later', async () => {
    const harness = await ConnectHarness.mount(
      offered({connections: [connection({status: 'collecting', code: 'source_busy'})]}),
    );
    expect(harness.rowText('mount-sinai'))
      .to.contain('This place is busy right now. This page tries again by itself.')
      .and.not.to.match(/being read|later/);
    await harness.accessible();
    harness.store.set({connections: [connection({code: 'source_busy'})]});
    await harness.settled();
    expect(harness.rowText('mount-sinai')).to.contain('Up to date').and.to.contain('tries again by itself');
    harness.store.set({connections: [connection({status: 'unavailable', code: 'source_busy'})]});
    await harness.settled();
    expect(harness.rowText('mount-sinai')).to.contain('This place is busy.').and.to.contain('Check again later.');
    expect(harness.rowText('mount-sinai')).not.to.contain('by itself');
  });

  it('says the time of a place that has asked for quiet: when this page tries again, or from when the patient may', async () => {
    const retryAt = new Date().setHours(23, 58);
    const busy = {code: 'source_busy', retryAt} as const;
    const harness = await ConnectHarness.mount(offered({connections: [connection({status: 'collecting', ...busy})]}));
    expect(harness.rowText('mount-sinai')).to.match(/busy right now\. This page tries again by itself at 11:58\sPM\./);
    await harness.accessible();
    harness.store.set({connections: [connection({status: 'unavailable', ...busy})]});
    await harness.settled();
    expect(harness.rowText('mount-sinai'))
      .to.match(/– Busy/)
      .and.to.match(/asked for a pause\. What was read before stays\. Check again after 11:58\sPM\./)
      .and.not.to.match(/by itself|[Nn]ot answer/);
    await harness.accessible();
  });

  it('calls an aggregator that has asked for quiet busy, and not collecting, before it has listed its places', async () => {
    const harness = await ConnectHarness.mount(
      offered({
        unlisted: true,
        connections: [
          connection({
            key: 'human-api',
            route: 'human-api',
            routeName: 'Human API',
            routeKind: 'aggregator',
            institution: {id: 'human-api', name: 'Human API'},
            status: 'collecting',
            retryAt: new Date().setHours(23, 58),
          }),
        ],
      }),
    );
    expect(harness.rowText('human-api'))
      .to.match(/Busy.*busy right now\. This page tries again by itself at 11:58\sPM\./)
      .and.not.to.match(/ollecting|minutes|hour/);
    await harness.accessible();
  });

  it('counts down the expected minutes and never promises a negative wait', async () => {
    const harness = await ConnectHarness.mount(
      offered({
        connections: [
          viaHumanApi('a', 'A', {status: 'collecting', expectedMinutes: 60, minutes: 12}),
          viaHumanApi('b', 'B', {status: 'collecting', expectedMinutes: 60, minutes: 90}),
          viaHumanApi('c', 'C', {status: 'collecting'}),
        ],
      }),
    );
    expect(harness.rowText('human-api|a')).to.contain('About 48 minutes to go.');
    expect(harness.rowText('human-api|b')).to.contain('This should be done soon.');
    expect(harness.rowText('human-api|c')).to.contain('about an hour on average');
  });

  it('shows counts by category, since when, how far back and who the patient is there', async () => {
    const one = viaHumanApi('q', 'Quest', {
      since: '2026-01-03',
      oldest: '2009-01-01',
      counts: {lab: 171, visit: 3},
      person: {route: 'human-api', institutionId: 'q', name: 'Maya Rivera', birthDate: '1984-05-02'},
    });
    const harness = await ConnectHarness.mount(offered({connections: [one]}));
    const text = harness.rowText(one.key);
    for (const part of ['174 records', 'Jan 3, 2026', 'Jan 1, 2009', 'Lab results 171', 'Visits 3']) {
      expect(text).to.contain(part);
    }
    expect(text).to.contain('Maya Rivera, born May 2, 1984');
  });

  it('says where a name or birth date would stand that the place gave none, so that nothing was compared', async () => {
    const facts = async (more: Parameters<typeof viaHumanApi>[2]): Promise<string> => {
      const harness = await ConnectHarness.mount(offered({connections: [viaHumanApi('q', 'Quest', more)]}));
      return harness.rowText('human-api|q');
    };
    const person = (given: {name?: string; birthDate?: string}) => ({
      person: {route: 'human-api', institutionId: 'q', ...given},
    });
    const counts = {lab: 3};
    expect(await facts({counts})).to.contain('Name at this place This place gave no name');
    expect(await facts({counts, ...person({})})).to.contain('This place gave no name');
    expect(await facts(person({birthDate: '1984-05-02'}))).to.contain('no name given, born May 2, 1984');
    expect(await facts(person({name: 'Maya Rivera'}))).to.contain('Maya Rivera, no birth date given');
    // nothing has come yet: nobody can say
    expect(await facts({status: 'collecting'})).not.to.contain('Name at this place');
  });

  it('flags people who differ, with each name, before their records are taken for one person’s', async () => {
    const person = (name: string, birthDate: string): Partial<Parameters<typeof connection>[0]> => ({
      person: {route: 'x', institutionId: 'x', name, birthDate},
      personDiffers: true,
    });
    const harness = await ConnectHarness.mount(
      offered({
        connections: [
          connection(person('Maya Rivera', '1984-05-02')),
          viaHumanApi('q', 'Quest', person('Mario Rivera', '1951-01-09')),
        ],
      }),
    );
    expect(harness.text).to.contain('Are these all you?').and.to.contain('Quest: Mario Rivera, born Jan 9, 1951');
    await harness.accessible();
  });

  it('names a person of none of its places once, as the word of the route', async () => {
    const routePersons = [
      {route: 'human-api', institutionId: 'human-api', name: 'Mona Rivers', birthDate: '1971-09-30'},
    ];
    const harness = await ConnectHarness.mount(
      offered({
        connections: [
          connection({
            person: {route: 'x', institutionId: 'x', name: 'Maya Rivera', birthDate: '1986-04-12'},
            personDiffers: true,
          }),
          viaHumanApi('q', 'Quest', {routePersons}),
          viaHumanApi('h', 'Harbor', {routePersons}),
        ],
      }),
    );
    const people = [...harness.root.querySelectorAll('.people li')].map(({textContent}) => textContent);
    expect(people).to.deep.equal([
      'Mount Sinai: Maya Rivera, born Apr 12, 1986',
      'Through Human API: Mona Rivers, born Sep 30, 1971',
    ]);
    await harness.accessible();
    harness.store.set({connections: [viaHumanApi('q', 'Quest', {routePersons})]});
    await harness.settled();
    expect(harness.text).to.contain('Are these all you?').and.to.contain('Through Human API: Mona Rivers');
  });

  it('offers a direct route that is not connected, and names one that it cannot read', async () => {
    const strange = {...INSTANT_ROUTE, id: 'x', protocol: 'ccda', name: 'Old Hospital', supported: false};
    const harness = await ConnectHarness.mount(
      offered({routes: [INSTANT_ROUTE, strange], connections: [notYet(INSTANT_ROUTE)]}),
    );
    expect(harness.has('Connect: Harbor Hospital')).to.be.true;
    expect(harness.text).to.contain('Old Hospital').and.to.contain('cannot read records from this place yet');
    expect(harness.text).to.contain('No place is connected yet');
  });

  it('does not start what cannot work: with everything out of reach connecting is off, with the reason', async () => {
    const harness = await ConnectHarness.mount(
      offered({stale: true, connections: [viaHumanApi('q', 'Quest', {status: 'unavailable'})]}),
    );
    const button = harness.control('Connect another place');
    expect(button.getAttribute('aria-disabled')).to.equal('true');
    expect(harness.root.getElementById(button.getAttribute('aria-describedby')!)!.textContent).to.contain(
      'cannot be reached',
    );
    await harness.press('Connect another place');
    expect(harness.dialog.open).to.be.false;
    await harness.accessible();
  });

  it('lets one place be down without stopping the others', async () => {
    const harness = await ConnectHarness.mount(
      offered({stale: true, connections: [connection(), viaHumanApi('q', 'Quest', {status: 'unavailable'})]}),
    );
    expect(harness.control('Connect another place').getAttribute('aria-disabled')).to.equal('false');
  });

  describe('checking again', () => {
    it('asks the source, says so, keeps focus on the button', async () => {
      const one = viaHumanApi('q', 'Quest', {status: 'slow'});
      const harness = await ConnectHarness.mount(offered({connections: [one]}));
      let answer = (): void => undefined;
      harness.store.answers.resync = () => new Promise<void>(done => (answer = done));
      await harness.press('Check again: Quest');
      expect(harness.store.requests).to.deep.equal([{type: 'resync', route: 'human-api', connection: 'q'}]);
      expect(harness.rowText(one.key)).to.contain('Asking Quest for new records…');
      answer();
      await harness.settled();
      expect(harness.news).to.equal('Quest was asked for new records.');
      expect(harness.focused).to.equal('Check again: Quest');
    });

    it('says in words why it did not work', async () => {
      const harness = await ConnectHarness.mount(offered({connections: [viaHumanApi('q', 'Quest', {status: 'slow'})]}));
      harness.store.answers.resync = () => new CodedError('host_busy');
      await harness.press('Check again: Quest');
      expect(harness.news).to.equal('Your portal is busy. Wait a few minutes, then try again.');
    });
  });

  describe('disconnecting', () => {
    const open = async (more: Partial<Snapshot> = {}): Promise<ConnectHarness> => {
      const one = {...LAKESIDE, counts: {lab: 12}};
      const harness = await ConnectHarness.mount(offered({connections: [connection(), one], ...more}));
      await harness.press(/^Details/, harness.row(LAKESIDE.key));
      await harness.press('Disconnect: Lakeside Cardiology');
      return harness;
    };

    it('asks first, says what goes and what stays, with the safe answer focused', async () => {
      const harness = await open();
      expect(harness.dialogText).to.contain('12 records from this place will leave your timeline');
      expect(harness.dialogText).to.contain('your records at Lakeside Cardiology do not change');
      expect(harness.dialogText).to.contain('Human API may keep its own copy');
      expect(harness.focused).to.equal('Keep connected');
      await harness.accessible();
      await harness.press('Keep connected');
      await harness.until(() => !harness.dialog.open, 'stays open');
      expect(harness.focused).to.equal('Disconnect: Lakeside Cardiology');
      expect(harness.store.requests).to.deep.equal([]);
    });

    it('is read from its question where the safe answer would not stand on the same screen', async () => {
      const harness = await ConnectHarness.mount(offered({connections: [LAKESIDE]}));
      asOnASmallScreen(harness.root);
      await harness.press(/^Details/, harness.row(LAKESIDE.key));
      await harness.press('Disconnect: Lakeside Cardiology');
      expect(harness.dialog.scrollTop).to.equal(0);
      expect(harness.focused).to.equal('Disconnect Lakeside Cardiology?');
    });

    it('disconnects on the second press; the row goes when the session says so, and focus goes to the heading', async () => {
      const harness = await open();
      harness.store.answers.disconnect = () => harness.store.set({connections: [connection()]});
      await harness.press('Disconnect', harness.dialog);
      await harness.until(() => !harness.dialog.open, 'stays open');
      expect(harness.store.requests).to.deep.equal([{type: 'disconnect', route: 'human-api', connection: 'lake'}]);
      expect(harness.places).to.deep.equal(['Mount Sinai']);
      expect(harness.news).to.contain('Lakeside Cardiology is disconnected');
      expect(harness.focused).to.equal('Your connections');
    });

    it('claims nothing of a place that still stands after the portal has answered, nor of a list that cannot be read', async () => {
      const harness = await open();
      harness.store.answers.disconnect = () => undefined;
      await harness.press('Disconnect', harness.dialog);
      expect(harness.dialogText).to.contain('Lakeside Cardiology is still listed as connected');
      expect(harness.news).not.to.contain('is disconnected');
      await harness.accessible();
      const unread = {...LAKESIDE, status: 'unavailable', code: 'source_unreachable'} as const;
      harness.store.answers.disconnect = () => harness.store.set({connections: [connection(), unread]});
      await harness.press('Disconnect', harness.dialog);
      expect(harness.dialogText)
        .to.contain('We could not check if Lakeside Cardiology is disconnected')
        .and.to.contain('This place cannot be reached')
        .and.not.to.contain('still listed');
      expect(harness.news).not.to.contain('is disconnected');
      await harness.accessible();
    });

    it('says that a direct place is disconnected which the portal then offers to connect', async () => {
      const harness = await ConnectHarness.mount(
        offered({routes: [INSTANT_ROUTE], connections: [{...notYet(INSTANT_ROUTE), status: 'up_to_date'}]}),
      );
      harness.store.answers.disconnect = () => harness.store.set({connections: [notYet(INSTANT_ROUTE)]});
      await harness.press(/^Details/);
      await harness.press('Disconnect: Harbor Hospital');
      await harness.press('Disconnect', harness.dialog);
      await harness.until(() => !harness.dialog.open, 'stays open');
      expect(harness.news).to.contain('Harbor Hospital is disconnected');
    });

    it('stays in the question when it fails, with the reason', async () => {
      const harness = await open();
      harness.store.answers.disconnect = () => new CodedError('host_unreachable');
      await harness.press('Disconnect', harness.dialog);
      expect(harness.dialogText).to.contain('Your portal cannot be reached');
      expect(harness.places).to.contain('Lakeside Cardiology');
    });

    it('offers the aggregator’s own frame where the portal does not disconnect', async () => {
      const harness = await ConnectHarness.mount(offered({connections: [LAKESIDE], links: {}}));
      expect(harness.has('Disconnect: Lakeside Cardiology')).to.be.false;
      expect(harness.has('Manage at Human API')).to.be.true;
    });
  });

  it('says in which language its words are, and claims nothing of those of a host that does not say it', async () => {
    const harness = await ConnectHarness.mount(offered());
    const language = (): string | undefined => harness.root.querySelector('h2')!.closest<HTMLElement>('[lang]')?.lang;
    expect(language()).to.equal('en');
    harness.element.strings = {heading: 'Mis conexiones', language: 'es'};
    await harness.settled();
    expect(language()).to.equal('es');
    harness.element.strings = {heading: 'Mis conexiones'};
    await harness.settled();
    expect(language()).to.equal(undefined);
  });

  it('speaks with the host’s words where they are given', async () => {
    const harness = await ConnectHarness.mount(offered());
    harness.element.strings = {heading: 'Meine Verbindungen', cantFind: 'Meine Praxis fehlt'};
    await harness.settled();
    expect(harness.text).to.contain('Meine Verbindungen').and.to.contain('Meine Praxis fehlt');
  });

  it('takes its heading level from the host, inner headings following', async () => {
    const harness = await ConnectHarness.mount(offered());
    harness.element.headingLevel = 3;
    await harness.settled();
    expect(harness.root.getElementById('heading')!.localName).to.equal('h3');
    await harness.press('Connect a place');
    expect(harness.root.getElementById('dialog-title')!.localName).to.equal('h4');
  });

  it('ends the session on request', async () => {
    const harness = await ConnectHarness.mount();
    await harness.element.endSession();
    expect(harness.store.requests).to.deep.equal([{type: 'end-session'}]);
  });
});
