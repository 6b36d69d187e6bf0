/** Every step of every way to connect, by keyboard alone. */
import {CodedError} from '../../src/errors.js';
import {announceConnectReturn} from '../../src/provider-connect/announce.js';
import {takeConnectLock} from '../../src/provider-connect/connect-lock.js';
import {HUMAN_API_ROUTE} from '../helpers/snapshots.js';
import {escape, hold, meanwhile, press, Walker, type Step} from '../helpers/walk.js';
import {ConnectHarness, entry, INSTANT_ROUTE, LAKESIDE, notYet, offered, POPUP_ROUTE} from './harness.js';
import type {ErrorCode} from '../../src/errors.js';
import type {Snapshot} from '../../src/session/snapshot.js';

const FRAME = new URL('./frame.html', import.meta.url).href;
const CLOSE = {type: 'hapi-connect-close', status: 'SUCCESS'};
const LAKE = 'Connected: Lakeside Cardiology';
const CHECKING = 'Checking your connections…';

interface Walk {
  readonly title: string;
  readonly state: Partial<Snapshot>;
  steps(harness: ConnectHarness): readonly Step[];
}

/** What the host answers when it is asked once more. */
const reloads = (harness: ConnectHarness, change: Partial<Snapshot> | ErrorCode): void => {
  harness.store.answers['reload-connections'] = () =>
    typeof change === 'string' ? new CodedError(change) : harness.store.set(change);
};
const answers = (harness: ConnectHarness, change: Partial<Snapshot> | ErrorCode) =>
  meanwhile(`the host will say ${JSON.stringify(change).slice(0, 40)}`, () => reloads(harness, change));
const says = (harness: ConnectHarness, data: unknown) => meanwhile('the frame speaks', () => harness.message(data));
const opens = (harness: ConnectHarness): void => {
  harness.store.answers['connect-frame'] = () => ({url: FRAME, origin: location.origin});
};

const ONE_ROUTE = {routes: [HUMAN_API_ROUTE], links: {connections: '/connections'}};
const made = {connections: [{...LAKESIDE, status: 'collecting' as const}]};

const HUMAN_CONNECT: readonly Walk[] = [
  {
    title: 'Human Connect: opening, the frame, checking, the first connection, its optional account',
    state: ONE_ROUTE,
    steps: harness => {
      const ready = hold(harness.store, 'connect-frame', () => ({url: FRAME, origin: location.origin}));
      let answer = (): void => undefined;
      return [
        [press('Connect a place'), 'Opening Human API…', 'One moment…'],
        [meanwhile('the token is there', ready), 'Connect a place', 'Close'],
        [
          meanwhile('the host takes its time', () => (answer = hold(harness.store, 'reload-connections'))),
          'Connect a place',
        ],
        [says(harness, CLOSE), CHECKING, 'One moment…'],
        [
          meanwhile('the host answers', () => {
            harness.store.set(made);
            answer();
          }),
          LAKE,
          'You do not need an account',
        ],
        [press('Not now'), LAKE, /^(?!.*account)/],
        [press('Done'), 'Connect another place', '… Collecting'],
      ];
    },
  },
  {
    title: 'Human Connect: from the search; another place after the first; the account is offered on the page as well',
    state: {routes: [HUMAN_API_ROUTE], connections: []},
    steps: harness => {
      opens(harness);
      harness.store.answers['search-directory'] = () => ({
        institutions: [entry('l', 'Lakeside Cardiology', {sourceId: 'src'})],
        nextCursor: null,
      });
      reloads(harness, made);
      return [
        [press('Connect a place'), /^Name of your/, '1 suggestion'],
        [press('Lakeside Cardiology'), 'Connect a place'],
        [says(harness, CLOSE), LAKE, 'about an hour on average'],
        [press('Connect another place'), /^Name of your/, '✓ Connected'],
        [press('Close'), 'Connect another place', 'Set up a Human API account'],
        [press('Not now'), 'Your connections'],
      ];
    },
  },
  {
    title: 'Human Connect: closed without a connection, tried again, closed by the patient after one was made',
    state: ONE_ROUTE,
    steps: harness => {
      opens(harness);
      return [
        [press('Connect a place'), 'Connect a place', 'Close'],
        [says(harness, CLOSE), 'Nothing new was connected', 'you can try again'],
        [press('Try again'), 'Connect a place'],
        [answers(harness, made), 'Connect a place'],
        [press('Close'), 'Connect another place', 'Now connected: Lakeside Cardiology'],
      ];
    },
  },
  {
    title: 'Human Connect: the sign-in page ran out of time twice; the portal cannot open it',
    state: ONE_ROUTE,
    steps: harness => {
      opens(harness);
      const expired = {type: 'hapi-connect-close', status: 'SESSION_TOKEN_EXPIRED'};
      return [
        [press('Connect a place'), 'Connect a place', 'Close'],
        [says(harness, expired), 'Connect a place', 'Close'],
        [says(harness, expired), 'The connection was not made', 'ran out of time'],
        [
          meanwhile('the portal is busy', () => {
            harness.store.answers['connect-frame'] = () => new CodedError('host_busy');
          }),
          'The connection was not made',
        ],
        [press('Try again'), 'The connection was not made', 'Your portal is busy'],
        [escape, 'Connect a place'],
      ];
    },
  },
  {
    title: 'Human Connect: what was connected cannot be looked up, then can',
    state: ONE_ROUTE,
    steps: harness => {
      opens(harness);
      reloads(harness, 'host_unreachable');
      return [
        [press('Connect a place'), 'Connect a place', 'Close'],
        [says(harness, CLOSE), 'We could not check what was connected.', 'Your portal cannot be reached'],
        [answers(harness, made), 'We could not check what was connected.'],
        [press('Try again'), LAKE],
        [press('Done'), 'Connect another place'],
      ];
    },
  },
  {
    title: 'Human Connect: connected again',
    state: {connections: [{...LAKESIDE, status: 'ended'}]},
    steps: harness => {
      opens(harness);
      reloads(harness, made);
      return [
        [press('Connect again: Lakeside Cardiology'), 'Connect a place', 'Close'],
        [says(harness, CLOSE), LAKE, 'No record is shown twice'],
        [press('Done'), 'Your connections', 'Collecting'],
      ];
    },
  },
];

const DIRECT: readonly Walk[] = [
  {
    title: 'instant: busy, failed, done',
    state: {connections: [notYet(INSTANT_ROUTE)]},
    steps: harness => {
      harness.store.answers['connect-instant'] = () => new CodedError('host_refused');
      let answer = (): void => undefined;
      return [
        [press('Connect: Harbor Hospital'), 'The connection was not made', 'did not allow this'],
        [meanwhile('the portal takes its time', () => (answer = hold(harness.store, 'connect-instant'))), /^The/],
        [press('Try again'), 'Opening Harbor Hospital…'],
        [
          meanwhile('it agrees', () => {
            harness.store.set({connections: [{...notYet(INSTANT_ROUTE), status: 'collecting'}]});
            answer();
          }),
          'Connected: Harbor Hospital',
        ],
        [press('Done'), 'Your connections', 'Its records are read when you open your timeline.'],
      ];
    },
  },
  {
    title: 'popup: open, not yet, not seen, done',
    state: {connections: [notYet(POPUP_ROUTE)]},
    steps: harness => {
      let answer = (): void => undefined;
      return [
        [press('Connect: Valley Hospital'), 'Sign in at Valley Hospital', 'A new window has opened'],
        [meanwhile('the host takes its time', () => (answer = hold(harness.store, 'reload-connections'))), /^Sign/],
        [press('I have finished'), CHECKING],
        [meanwhile('it knows of nothing', () => answer()), 'I have finished', 'No connection yet'],
        [press('I don’t see the window'), /^Open the sign-in page of Valley/, 'Open it with this link'],
        [answers(harness, {connections: [{...notYet(POPUP_ROUTE), status: 'up_to_date'}]}), /^Open the sign-in/],
        [press('I have finished'), 'Connected: Valley Hospital'],
        [escape, 'Your connections', 'when you open your timeline'],
      ];
    },
  },
  {
    title: 'popup: the sign-in was refused; out of reach; closed',
    state: {connections: [notYet(POPUP_ROUTE)]},
    steps: harness => [
      [press('Connect: Valley Hospital'), 'Sign in at Valley Hospital'],
      [meanwhile('the return page speaks', () => announceConnectReturn(POPUP_ROUTE.id)), 'Nothing new was connected'],
      [press('Try again'), 'Sign in at Valley Hospital'],
      [answers(harness, 'host_unreachable'), 'Sign in at Valley Hospital'],
      [press('I have finished'), 'We could not check what was connected.'],
      [press('Close'), 'Connect: Valley Hospital'],
    ],
  },
];

describe('<provider-connect> connects by keyboard, step by step', () => {
  const real = window.open.bind(window);
  beforeEach(() => {
    window.open = () => ({opener: window, closed: true, close: () => undefined}) as unknown as Window;
  });
  afterEach(() => {
    window.open = real;
  });

  for (const {title, state, steps} of [...HUMAN_CONNECT, ...DIRECT]) {
    it(title, async function () {
      this.timeout(30_000);
      const harness = await ConnectHarness.mount(offered(state));
      await new Walker(harness.element).walk(steps(harness));
    });
  }

  it('popup: the browser did not open it', async function () {
    this.timeout(30_000);
    window.open = () => null;
    const harness = await ConnectHarness.mount(offered({connections: [notYet(POPUP_ROUTE)]}));
    await new Walker(harness.element).walk([
      [press('Connect: Valley Hospital'), /^Open the sign-in page/, 'Your browser did not open the new window'],
      [press('I have finished'), 'I have finished', 'No connection yet'],
      [press('Close'), 'Connect: Valley Hospital'],
    ]);
  });

  it('in another tab already: told, closed, gone on with here', async function () {
    this.timeout(30_000);
    const endpoint = `https://portal.example/${crypto.randomUUID()}`;
    const letGo = await takeConnectLock(endpoint); // as the other tab does
    const harness = await ConnectHarness.mount(offered(ONE_ROUTE), endpoint);
    opens(harness);
    await new Walker(harness.element).walk([
      [press('Connect a place'), 'You are connecting a place in another tab', 'Finish there first'],
      [press('Close'), 'Connect a place'],
      [press('Connect a place'), 'You are connecting a place in another tab'],
      [press('Go on here'), 'Connect a place', 'Close'],
      [escape, 'Connect a place'],
    ]);
    letGo!();
  });
});
