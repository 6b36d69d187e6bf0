import {expect} from '@open-wc/testing';
import {CodedError} from '../../src/errors.js';
import {MhConnectRequestEvent, type ProviderConnect} from '../../src/provider-connect/index.js';
import {announceConnectReturn} from '../../src/provider-connect/announce.js';
import {HUMAN_API_ROUTE, connection} from '../helpers/snapshots.js';
import {
  ACCOUNT,
  ConnectHarness,
  INSTANT_ROUTE,
  LAKESIDE,
  notYet,
  offered,
  POPUP_ROUTE,
  viaHumanApi,
} from './harness.js';
import type {Snapshot} from '../../src/session/snapshot.js';

const FRAME = new URL('./frame.html', import.meta.url).href;
const CLOSE = {type: 'hapi-connect-close', status: 'SUCCESS'};

const connectHumanApi = async (more: Partial<Snapshot> = {}): Promise<ConnectHarness> => {
  const harness = await ConnectHarness.mount(offered({links: {}, routes: [HUMAN_API_ROUTE], ...more}));
  harness.store.answers['connect-frame'] = () => ({url: FRAME, origin: location.origin});
  await harness.press(/^Connect a(nother)? place$/);
  await harness.until(() => harness.frame, 'no frame');
  return harness;
};

/** What the host says once it is asked again. */
const reloads = (harness: ConnectHarness, change: Partial<Snapshot>): void => {
  harness.store.answers['reload-connections'] = () => harness.store.set(change);
};

const kinds = (harness: ConnectHarness): string[] => harness.store.requests.map(({type}) => type);

describe('<provider-connect> mh-connect-request', () => {
  it('says route and institution, does not bubble, can be cancelled', async () => {
    const harness = await ConnectHarness.mount(offered({connections: [notYet(INSTANT_ROUTE)]}));
    const heard: MhConnectRequestEvent[] = [];
    let above = 0;
    harness.element.addEventListener(MhConnectRequestEvent.type, event => {
      heard.push(event);
      event.preventDefault();
    });
    const count = (): void => void above++;
    document.addEventListener(MhConnectRequestEvent.type, count);
    await harness.press('Connect: Harbor Hospital');
    document.removeEventListener(MhConnectRequestEvent.type, count);
    expect(heard).to.have.length(1);
    expect(heard[0]).to.deep.include({route: 'harbor', institution: 'harbor', bubbles: false, cancelable: true});
    expect(above).to.equal(0);
    expect(harness.store.requests).to.deep.equal([]);
    expect(harness.dialog.open).to.be.false;
  });

  it('reads the connections again when the host’s own flow has ended', async () => {
    const harness = await ConnectHarness.mount(offered({connections: [notYet(INSTANT_ROUTE)]}));
    harness.element.addEventListener(MhConnectRequestEvent.type, event => event.preventDefault());
    await harness.press('Connect: Harbor Hospital');
    announceConnectReturn('harbor');
    await harness.until(() => kinds(harness).includes('reload-connections'), 'not asked');
  });
});

describe('<provider-connect> Human Connect', () => {
  it('opens its own frame in a dialog, with a title and without power over the page', async () => {
    const harness = await connectHumanApi();
    expect(harness.dialog.open).to.be.true;
    expect(harness.frame!.src).to.equal(FRAME);
    expect(harness.frame!.title).to.contain('Human API');
    expect(harness.frame!.sandbox.contains('allow-top-navigation')).to.be.false;
    await harness.accessible();
  });

  it('ends on the frame’s real message, and shows what the host then says', async () => {
    const harness = await connectHumanApi();
    reloads(harness, {connections: [{...LAKESIDE, status: 'collecting'}]});
    const loaded = (): boolean => {
      const page = harness.frame!.contentDocument;
      return page?.location.href === FRAME && page.readyState === 'complete';
    };
    await harness.until(loaded, 'the frame did not load');
    harness.frame!.contentWindow!.postMessage({say: CLOSE}, '*');
    await harness.until(() => harness.title === 'Connected: Lakeside Cardiology', 'not done');
    expect(harness.focused).to.equal('Connected: Lakeside Cardiology');
    expect(harness.frame).to.equal(null);
    expect(harness.dialogText).to.contain('about an hour on average');
    await harness.accessible();
  });

  it('does not say that collecting starts where the aggregator has everything already', async () => {
    const harness = await connectHumanApi();
    reloads(harness, {connections: [{...LAKESIDE, status: 'up_to_date'}]});
    harness.message(CLOSE);
    await harness.until(() => harness.title === 'Connected: Lakeside Cardiology', 'not done');
    expect(harness.dialogText)
      .to.contain('will come to your timeline')
      .and.not.to.match(/starts now|hour/);
  });

  it('does not claim a connection that the host does not know', async () => {
    const harness = await connectHumanApi();
    harness.message({...CLOSE, sessionResults: {connectedSources: [{id: 'x'}]}});
    await harness.until(() => harness.title === 'Nothing new was connected', 'not ended');
    await harness.accessible();
  });

  const named = {
    ...LAKESIDE,
    key: 'human-api',
    connection: null,
    institution: {id: 'human-api', name: 'Human API'},
    status: 'unavailable',
    code: 'source_unreachable',
  } as const;

  it('does not take an aggregator that cannot be listed for a new connection', async () => {
    const harness = await connectHumanApi();
    reloads(harness, {connections: [named]});
    harness.message(CLOSE);
    await harness.until(() => harness.title === 'We could not check what was connected.', 'not told');
    expect(harness.dialogText).to.contain('This place cannot be reached');
    reloads(harness, {connections: [{...LAKESIDE, status: 'collecting'}]});
    await harness.press('Try again', harness.dialog);
    await harness.until(() => harness.title === 'Connected: Lakeside Cardiology', 'not looked again');
  });

  it('calls nothing new that it could not see before', async () => {
    const harness = await connectHumanApi({connections: [named]});
    const quest = viaHumanApi('q', 'Quest');
    reloads(harness, {connections: [quest, {...LAKESIDE, status: 'collecting'}]});
    harness.message(CLOSE);
    await harness.until(() => harness.title === 'Connected: Lakeside Cardiology', 'not done');
  });

  it('offers neither to disconnect nor to resync what could not be listed, but to look again', async () => {
    const harness = await ConnectHarness.mount(offered({connections: [named]}));
    expect(harness.has(/^Disconnect/)).to.be.false;
    reloads(harness, {connections: [LAKESIDE]});
    await harness.press('Check again: Human API');
    expect(kinds(harness)).to.deep.equal(['reload-connections']);
    expect(harness.places).to.deep.equal(['Lakeside Cardiology']);
  });

  it('says aloud when a list that is asked for again may not be asked for yet', async () => {
    const harness = await ConnectHarness.mount(offered({connections: [named]}));
    const retryAt = new Date().setHours(23, 58);
    reloads(harness, {connections: [{...named, code: 'source_busy', retryAt}]});
    await harness.press('Check again: Human API');
    await harness.until(() => /Try again after 11:58\sPM\./.test(harness.news), 'not said');
  });

  it('says from when on the list can tell what became of a flow', async () => {
    const harness = await connectHumanApi({connections: [LAKESIDE]});
    const retryAt = new Date().setHours(23, 58);
    reloads(harness, {connections: [{...LAKESIDE, status: 'unavailable', code: 'source_busy', retryAt}]});
    harness.message(CLOSE);
    await harness.until(() => /Try again after 11:58\sPM\./.test(harness.dialogText), 'no time');
  });

  it('takes no notice of 10,000 forged messages', async () => {
    const harness = await connectHumanApi();
    const other = document.createElement('iframe');
    document.body.append(other);
    const own = harness.frame!.contentWindow;
    const forgeries: [unknown, {origin?: string; source?: MessageEventSource | null}][] = [
      [CLOSE, {source: window}],
      [CLOSE, {source: other.contentWindow}],
      [CLOSE, {source: null}],
      [CLOSE, {source: own, origin: 'https://evil.example'}],
      [CLOSE, {source: own, origin: 'null'}],
      [CLOSE, {source: own, origin: `${location.origin}.evil.example`}],
      [null, {source: own}],
      ['hapi-connect-close', {source: own}],
      [{type: 'hapi-connect-closed'}, {source: own}],
      [{type: ['hapi-connect-close']}, {source: own}],
      [{type: 'hapi-connect-close', status: {toString: () => 'SUCCESS'}}, {source: own}],
      [[CLOSE], {source: own}],
      [{type: 'hapi-connect-connect-source', sessionResults: 7}, {source: own}],
    ];
    for (let i = 0; i < 10_000; i++) harness.message(...forgeries[i % forgeries.length]!);
    await harness.settled();
    other.remove();
    expect(harness.frame?.src).to.equal(FRAME);
    expect(kinds(harness)).to.deep.equal(['connect-frame']);
  });

  it('takes no notice of messages after the end', async () => {
    const harness = await connectHumanApi();
    const late = new MessageEvent('message', {
      data: CLOSE,
      origin: location.origin,
      source: harness.frame!.contentWindow,
    });
    harness.message(CLOSE);
    harness.message(CLOSE);
    await harness.until(() => harness.title === 'Nothing new was connected', 'not ended');
    window.dispatchEvent(late);
    await harness.settled();
    expect(kinds(harness).filter(type => type === 'reload-connections')).to.have.length(1);
  });

  it('replaces a refused token once, then says that it ran out', async () => {
    const harness = await connectHumanApi();
    for (const status of ['SESSION_TOKEN_EXPIRED', 'SESSION_TOKEN_INVALID']) {
      harness.message({type: 'hapi-connect-close', status});
      await harness.settled();
      await harness.until(() => harness.title !== 'Opening Human API…', 'hangs');
    }
    expect(harness.store.requests).to.deep.equal([
      {type: 'connect-frame', route: 'human-api', sourceId: undefined},
      {type: 'connect-frame', route: 'human-api', sourceId: undefined, renew: true},
    ]);
    expect(harness.dialogText).to.contain('The sign-in page ran out of time');
    expect(harness.failures).to.deep.equal(['human-api connect_expired']);
    await harness.accessible();
  });

  it('looks up the truth when the patient closes the dialog', async () => {
    const harness = await connectHumanApi();
    reloads(harness, {connections: [LAKESIDE]});
    await harness.escape();
    await harness.until(() => harness.news.includes('Lakeside'), 'not told');
    expect(harness.places).to.deep.equal(['Lakeside Cardiology']);
    expect(kinds(harness)).to.deep.equal(['connect-frame', 'reload-connections']);
  });

  for (const [code, words] of [
    ['host_unreachable', 'Your portal cannot be reached'],
    ['host_busy', 'Your portal is busy'],
    ['host_sign_in', 'asks you to sign in'],
    ['connect_expired', 'ran out of time'],
  ] as const) {
    it(`says what to do when the frame cannot be opened: ${code}`, async () => {
      const harness = await ConnectHarness.mount(offered({links: {}, routes: [HUMAN_API_ROUTE]}));
      let fails = true;
      harness.store.answers['connect-frame'] = () =>
        fails ? new CodedError(code) : {url: FRAME, origin: location.origin};
      await harness.press('Connect a place');
      await harness.until(() => harness.title === 'The connection was not made', 'not told');
      expect(harness.dialogText).to.contain(words);
      await harness.accessible();
      fails = false;
      await harness.press('Try again', harness.dialog);
      await harness.until(() => harness.frame, 'no second try');
    });
  }

  it('refuses an address of another origin than it was told', async () => {
    const harness = await ConnectHarness.mount(offered({links: {}, routes: [HUMAN_API_ROUTE]}));
    harness.store.answers['connect-frame'] = () => ({url: FRAME, origin: 'https://other.example'});
    await harness.press('Connect a place');
    await harness.until(() => harness.title === 'The connection was not made', 'not refused');
    expect(harness.frame).to.equal(null);
    expect(harness.failures).to.deep.equal(['human-api connect_failed']);
  });

  it('says that it could not look, and looks again on request', async () => {
    const harness = await connectHumanApi();
    harness.store.answers['reload-connections'] = () => new CodedError('host_unreachable');
    harness.message(CLOSE);
    await harness.until(() => harness.title === 'We could not check what was connected.', 'not told');
    reloads(harness, {connections: [LAKESIDE]});
    await harness.press('Try again', harness.dialog);
    await harness.until(() => harness.title === 'Connected: Lakeside Cardiology', 'not looked again');
  });

  it('reconnects without calling the same connection new', async () => {
    const ended = viaHumanApi('lake', 'Lakeside Cardiology', {status: 'ended', sourceId: 'src-lake'});
    const harness = await ConnectHarness.mount(offered({connections: [ended]}));
    harness.store.answers['connect-frame'] = () => ({url: FRAME, origin: location.origin});
    await harness.press('Connect again: Lakeside Cardiology');
    await harness.until(() => harness.frame, 'no frame');
    expect(harness.store.requests[0]).to.deep.include({route: 'human-api', sourceId: 'src-lake'});
    reloads(harness, {connections: [{...ended, status: 'collecting'}]});
    harness.message(CLOSE);
    await harness.until(() => harness.title === 'Connected: Lakeside Cardiology', 'not done');
    expect(harness.dialogText).to.contain('No record is shown twice');
    expect(harness.dialogText).not.to.contain('account');
    await harness.press('Done');
    await harness.until(() => !harness.dialog.open, 'stays open');
    expect(harness.places).to.deep.equal(['Lakeside Cardiology']);
  });

  it('says that a place works again which was signed in to anew in the frame’s own search', async () => {
    const harness = await connectHumanApi({connections: [LAKESIDE]});
    reloads(harness, {connections: [{...LAKESIDE, status: 'collecting'}]});
    harness.message(CLOSE);
    await harness.until(() => harness.title === 'Connected: Lakeside Cardiology', 'not done');
    expect(harness.dialogText).to.contain('No record is shown twice');
  });

  it('keeps to one flow at a time across tabs, and lets nobody be locked out by a tab that is gone', async () => {
    const endpoint = `https://portal.example/${crypto.randomUUID()}`;
    const harness = await ConnectHarness.mount(offered({links: {}, routes: [HUMAN_API_ROUTE]}), endpoint);
    harness.store.answers['connect-frame'] = () => ({url: FRAME, origin: location.origin});
    await harness.press('Connect a place');
    await harness.until(() => harness.frame, 'no frame');
    const second = await ConnectHarness.mount(offered({links: {}, routes: [HUMAN_API_ROUTE]}), endpoint);
    second.store.answers['connect-frame'] = () => ({url: FRAME, origin: location.origin});
    await second.press('Connect a place');
    await second.until(() => second.title === 'You are connecting a place in another tab', 'not kept apart');
    expect(kinds(second)).to.deep.equal([]);
    await second.press('Go on here');
    await second.until(() => second.frame, 'locked out');
    await second.press('Close');
    await harness.press('Close');
    await harness.until(() => !harness.dialog.open, 'stays open');
    await second.press('Connect a place');
    await second.until(() => second.frame, 'the lock was not let go');
  });

  it('ends with the element', async () => {
    const harness = await connectHumanApi();
    const {dialog} = harness;
    const closed = harness.element.connect();
    harness.element.remove();
    await closed;
    expect(dialog.open).to.be.false;
  });
});

describe('<provider-connect> the optional account', () => {
  const first = async (): Promise<ConnectHarness> => {
    const harness = await connectHumanApi();
    reloads(harness, {connections: [LAKESIDE]});
    harness.message(CLOSE);
    await harness.until(() => harness.title.startsWith('Connected'), 'not done');
    return harness;
  };

  it('is offered after the first connection, as something that is not needed', async () => {
    const harness = await first();
    expect(harness.dialogText).to.contain('You do not need an account with Human API to see your records here');
    const link = harness.control(/^Set up a Human API account/) as HTMLAnchorElement;
    expect(link.href).to.equal(ACCOUNT.signUpUrl);
    expect(link.rel).to.contain('noopener');
  });

  it('goes away on "not now" and does not come back', async () => {
    const harness = await first();
    await harness.press('Not now');
    expect(harness.dialogText).not.to.contain('account');
    await harness.press('Done');
    harness.store.set({connections: []});
    await harness.settled();
    await harness.press('Connect a place');
    await harness.until(() => harness.frame, 'no frame');
    reloads(harness, {connections: [LAKESIDE]});
    harness.message(CLOSE);
    await harness.until(() => harness.title.startsWith('Connected'), 'not done');
    expect(harness.text).not.to.contain('Set up a');
  });

  it('is not offered where the host gives no address, nor after a second connection', async () => {
    const second = await connectHumanApi({connections: [viaHumanApi('q', 'Quest')]});
    reloads(second, {connections: [viaHumanApi('q', 'Quest'), LAKESIDE]});
    second.message(CLOSE);
    await second.until(() => second.title === 'Connected: Lakeside Cardiology', 'not done');
    expect(second.text).not.to.contain('Set up a');
  });
});

describe('<provider-connect> instant', () => {
  const press = async (answer?: () => unknown): Promise<ConnectHarness> => {
    const harness = await ConnectHarness.mount(offered({connections: [notYet(INSTANT_ROUTE)]}));
    if (answer) harness.store.answers['connect-instant'] = answer;
    await harness.press('Connect: Harbor Hospital');
    return harness;
  };

  it('connects in one step', async () => {
    const harness = await ConnectHarness.mount(offered({connections: [notYet(INSTANT_ROUTE)]}));
    harness.store.answers['connect-instant'] = () =>
      harness.store.set({
        connections: [{...notYet(INSTANT_ROUTE), status: 'collecting'}],
        progress: [{route: 'harbor', routeName: 'Harbor', phase: 'reading', received: 0, streams: 0, streamsDone: 0}],
      });
    await harness.press('Connect: Harbor Hospital');
    await harness.until(() => harness.title === 'Connected: Harbor Hospital', 'not done');
    expect(harness.store.requests[0]).to.deep.equal({type: 'connect-instant', route: 'harbor'});
    expect(harness.dialogText).not.to.contain('about an hour');
    await harness.press('Done');
    await harness.until(() => harness.rowText('harbor').includes('Collecting'), 'not listed');
  });

  it('says why it did not work', async () => {
    const harness = await press(() => new CodedError('host_refused'));
    await harness.until(() => harness.title === 'The connection was not made', 'not told');
    expect(harness.dialogText).to.contain('Your portal did not allow this');
    await harness.accessible();
  });

  it('believes only the host', async () => {
    const harness = await press();
    await harness.until(() => harness.title === 'Nothing new was connected', 'not ended');
  });
});

describe('<provider-connect> popup', () => {
  const real = window.open.bind(window);
  let opened: string[] = [];
  let popup: {opener: unknown; closed: boolean; close: () => void} | null;

  beforeEach(() => {
    opened = [];
    // closed at once, as cross-origin-opener policies make it look
    popup = {opener: window, closed: true, close: () => undefined};
    window.open = url => {
      opened.push(String(url));
      return popup as unknown as Window;
    };
  });
  afterEach(() => {
    window.open = real;
  });

  const start = async (): Promise<ConnectHarness> => {
    const harness = await ConnectHarness.mount(offered({connections: [notYet(POPUP_ROUTE)]}));
    await harness.press('Connect: Valley Hospital');
    await harness.until(() => harness.title === 'Sign in at Valley Hospital', 'no popup step');
    return harness;
  };
  const connected = {connections: [{...notYet(POPUP_ROUTE), status: 'up_to_date' as const}]};

  it('opens in the click itself, cuts the opener, and does not believe `closed`', async () => {
    const harness = await ConnectHarness.mount(offered({connections: [notYet(POPUP_ROUTE)]}));
    harness.control('Connect: Valley Hospital').click();
    expect(opened).to.deep.equal(['https://valley.example/sign-in']);
    await harness.until(() => harness.title === 'Sign in at Valley Hospital', 'no popup step');
    expect(popup!.opener === null).to.be.true;
    expect(harness.dialogText).to.contain('A new window has opened');
    await harness.accessible();
  });

  it('ends when the return page says so', async () => {
    const harness = await start();
    reloads(harness, connected);
    announceConnectReturn(POPUP_ROUTE.id);
    await harness.until(() => harness.title === 'Connected: Valley Hospital', 'not done');
  });

  it('goes on where the browser refuses channels', async () => {
    const {BroadcastChannel} = window;
    window.BroadcastChannel = class {
      constructor() {
        throw new DOMException('The operation is insecure', 'SecurityError');
      }
    } as unknown as typeof BroadcastChannel;
    try {
      const harness = await start();
      reloads(harness, connected);
      window.dispatchEvent(new Event('focus'));
      await harness.until(() => harness.title === 'Connected: Valley Hospital', 'not done');
    } finally {
      window.BroadcastChannel = BroadcastChannel;
    }
  });

  it('takes no notice of another route’s return, nor of what is no return', async () => {
    const harness = await start();
    const channel = new BroadcastChannel('my-health');
    for (const message of [
      null,
      'connect-return',
      {type: 'connect-return'},
      {type: 'x', route: POPUP_ROUTE.id},
      {type: 'connect-return', route: 'harbor'},
    ]) {
      channel.postMessage(message);
    }
    channel.close();
    announceConnectReturn('harbor');
    const seen = new BroadcastChannel('my-health');
    const last = new Promise(done => seen.addEventListener('message', done));
    announceConnectReturn('nowhere');
    await last;
    seen.close();
    await harness.settled();
    expect(kinds(harness)).to.deep.equal([]);
    expect(harness.title).to.equal('Sign in at Valley Hospital');
  });

  it('looks when the patient comes back to the page, and goes on waiting while nothing has happened', async () => {
    const harness = await start();
    window.dispatchEvent(new Event('focus'));
    await harness.until(() => kinds(harness).includes('reload-connections'), 'not asked');
    expect(harness.title).to.equal('Sign in at Valley Hospital');
    reloads(harness, connected);
    window.dispatchEvent(new Event('focus'));
    await harness.until(() => harness.title === 'Connected: Valley Hospital', 'not done');
  });

  it('says "not yet" when the patient has finished and the host does not know, with focus on the button', async () => {
    const harness = await start();
    await harness.press('I have finished');
    await harness.until(() => harness.dialogText.includes('No connection yet'), 'not told');
    expect(harness.focused).to.equal('I have finished');
    await harness.accessible();
    reloads(harness, connected);
    await harness.press('I have finished');
    await harness.until(() => harness.title === 'Connected: Valley Hospital', 'not done');
  });

  it('says that nothing was connected when the sign-in was refused', async () => {
    const harness = await start();
    announceConnectReturn(POPUP_ROUTE.id);
    await harness.until(() => harness.title === 'Nothing new was connected', 'not told');
  });

  it('offers a link when the window was blocked, and when it is not seen', async () => {
    popup = null;
    const harness = await start();
    const link = harness.control(/^Open the sign-in page of Valley Hospital/) as HTMLAnchorElement;
    expect(link.href).to.equal('https://valley.example/sign-in');
    expect(harness.failures).to.deep.equal([`${POPUP_ROUTE.id} popup_blocked`]);
    // what is to be done next is what stands out
    harness.element.style.setProperty('--mh-accent-color', 'rgb(1, 2, 3)');
    const paper = (control: Element): string => getComputedStyle(control).backgroundColor;
    expect(paper(link)).to.equal('rgb(1, 2, 3)');
    expect(paper(harness.control('I have finished'))).not.to.equal('rgb(1, 2, 3)');
    harness.element.style.removeProperty('--mh-accent-color');
    await harness.accessible();
    await harness.press('Close');
    popup = {opener: window, closed: true, close: () => undefined};
    const unseen = await start();
    await unseen.press('I don’t see the window');
    expect(unseen.has(/^Open the sign-in page of Valley Hospital/)).to.be.true;
    expect(unseen.failures).to.deep.equal([]);
  });

  it('goes on waiting when a look on the side fails, and says so when the patient asked', async () => {
    const harness = await start();
    harness.store.answers['reload-connections'] = () => new CodedError('host_unreachable');
    window.dispatchEvent(new Event('focus'));
    await harness.settled();
    expect(harness.title).to.equal('Sign in at Valley Hospital');
    await harness.press('I have finished');
    await harness.until(() => harness.title === 'We could not check what was connected.', 'not told');
    expect(harness.dialogText).to.contain('Your portal cannot be reached');
  });

  it('stops listening when it is closed', async () => {
    const harness = await start();
    await harness.press('Close');
    await harness.until(() => !harness.dialog.open, 'stays open');
    const asked = kinds(harness).length;
    window.dispatchEvent(new Event('focus'));
    await harness.settled();
    expect(kinds(harness).length).to.equal(asked);
  });

  it('resolves connect() when the flow has closed', async () => {
    const harness = await ConnectHarness.mount(offered({connections: [notYet(POPUP_ROUTE), connection()]}));
    let done = false;
    const element: ProviderConnect = harness.element;
    const closed = element.connect('valley').then(() => (done = true));
    await harness.until(() => harness.title === 'Sign in at Valley Hospital', 'no popup step');
    expect(done).to.be.false;
    await harness.press('Close');
    await closed;
    expect(done).to.be.true;
  });
});
