/** Every step of finding, listing, asking and letting go, by keyboard alone; the connect flows are in flow-walks.test.ts. */
import {CodedError} from '../../src/errors.js';
import {connection, loadingSnapshot, MOUNT_SINAI_ROUTE, HUMAN_API_ROUTE} from '../helpers/snapshots.js';
import {escape, hold, key, meanwhile, press, type, Walker, type Step} from '../helpers/walk.js';
import {ConnectHarness, entry, INSTANT_ROUTE, LAKESIDE, LINKS, notYet, offered, viaHumanApi} from './harness.js';
import type {ConnectionStatus, Snapshot} from '../../src/session/snapshot.js';

const FIELD = 'Name of your hospital, clinic, lab or pharmacy';
const OPENER = 'Connect another place';
const TOWN = [
  entry('r1', 'Riverside Hospital', {kind: 'hospital', city: 'Albany', state: 'NY', portalName: 'MyRiver'}),
  entry('r2', 'Riverside Hospital', {kind: 'hospital', city: 'Austin', state: 'TX'}),
  entry('h1', 'Harbor Hospital', {route: 'harbor', kind: 'hospital'}),
  ...['Albany', 'Troy'].map((city, at) => entry(`c${at}`, 'City Clinic', {city, website: 'https://city.example'})),
];
const MANY = Array.from({length: 30}, (_, n) => entry(`m${n}`, `Mercy ${n}`));

interface Walk {
  readonly title: string;
  readonly state?: Partial<Snapshot>;
  steps(harness: ConnectHarness): readonly Step[];
}

const PLACES = {
  routes: [HUMAN_API_ROUTE, MOUNT_SINAI_ROUTE, INSTANT_ROUTE],
  connections: [connection(), {...LAKESIDE, counts: {lab: 12, visit: 2}, sourceWord: 'oddState'}],
};
const problem = (code: 'host_busy' | 'host_error'): CodedError => new CodedError(code);

const searching = (harness: ConnectHarness): void => {
  harness.store.answers['search-directory'] = ({query}) => ({
    institutions: query
      ? [...TOWN, ...MANY].filter(({name}) => name.toLowerCase().startsWith(query.toLowerCase())).slice(0, 30)
      : TOWN.slice(0, 3),
    nextCursor: null,
  });
};

const WALKS: readonly Walk[] = [
  {
    title: 'search: suggestions, typing, results, branches, nothing found, closed',
    state: PLACES,
    steps: harness => {
      searching(harness);
      return [
        [press(OPENER), FIELD, '3 suggestions'],
        [type('river'), FIELD, '2 places found'],
        [key('ArrowDown'), /Albany, NY/],
        [key('ArrowDown'), /Austin, TX/],
        [key('ArrowUp'), /Albany, NY/],
        [key('ArrowUp'), FIELD],
        [meanwhile('a new word', () => harness.field.select()), FIELD],
        [type('city'), FIELD, '2 locations'],
        [press(/^City Clinic/), /^City Clinic/, 'Troy'],
        [key('ArrowDown'), 'Albany'],
        [press(FIELD), FIELD],
        [meanwhile('a new word', () => harness.field.select()), FIELD],
        [type('zzz'), FIELD, 'No place has this name'],
        [press('I can’t find my provider'), 'When your provider is not listed'],
        [escape, OPENER, 'Lakeside Cardiology'],
      ];
    },
  },
  {
    title: 'search: more places, also of the host, go on where the new ones begin',
    state: PLACES,
    steps: harness => {
      const page = (from: number, nextCursor: string | null) => ({
        institutions: MANY.slice(from, from + 10),
        nextCursor,
      });
      let busy = false;
      harness.store.answers['search-directory'] = ({query, cursor}) =>
        busy
          ? problem('host_busy')
          : cursor
            ? page(Number(cursor), cursor === '20' ? null : '20')
            : query
              ? page(0, '10')
              : page(0, null);
      return [
        [press(OPENER), FIELD, '10 suggestions'],
        [type('mercy'), FIELD, '10 places shown, and there are more'],
        [meanwhile('the portal is busy', () => (busy = true)), FIELD],
        [press('Show more places'), 'Show more places', 'Your portal is busy'],
        [meanwhile('the portal works', () => (busy = false)), 'Show more places'],
        [press('Show more places'), 'Mercy 10', '20 places shown'],
        [press('Show more places'), 'Mercy 20', '30 places found'],
        [press('Close'), OPENER, 'Lakeside Cardiology'],
      ];
    },
  },
  {
    title: 'search: the directory is out of order, tried again, in order',
    state: PLACES,
    steps: harness => {
      const page = {institutions: TOWN.slice(0, 3), nextCursor: null};
      harness.store.answers['search-directory'] = () => problem('host_error');
      let answer = (): void => undefined;
      return [
        [press(OPENER), FIELD, 'The search did not work'],
        [press('Try again'), FIELD, 'The search did not work'],
        [meanwhile('the portal works', () => (answer = hold(harness.store, 'search-directory', () => page))), FIELD],
        [press('Try again'), FIELD, 'Searching…'],
        [meanwhile('it answers', () => answer()), FIELD, '3 suggestions'],
        [escape, OPENER],
      ];
    },
  },
  {
    title: 'no directory: the ways that need none',
    state: {...PLACES, links: {...LINKS, directory: undefined}},
    steps: () => [
      [press(OPENER), 'Connect a place', 'Search at Human API'],
      [escape, OPENER],
    ],
  },
  {
    title: 'I can’t find my provider: empty, failed, sent, and from the search and back',
    state: PLACES,
    steps: harness => {
      searching(harness);
      harness.store.answers['request-provider'] = () => problem('host_busy');
      let answer = (): void => undefined;
      return [
        [press('I can’t find my provider'), 'When your provider is not listed', '85 %'],
        [press('Send request'), 'Name of the place', 'Enter the name of the place'],
        [type('Hill Clinic'), 'Name of the place'],
        [press('Send request'), 'Your portal is busy. Wait a few minutes, then try again.'],
        [meanwhile('the portal takes its time', () => (answer = hold(harness.store, 'request-provider'))), /busy/],
        [press('Send request'), 'Sending…', 'Sending…'],
        [meanwhile('it answers', () => answer()), /^Thank you/, 'Thank you. Your portal has your request.'],
        [press('Back to search'), FIELD],
        [press('I can’t find my provider'), 'When your provider is not listed', 'Name of the place'],
        [press('Close'), 'I can’t find my provider'],
      ];
    },
  },
  {
    title: 'questions and answers',
    state: PLACES,
    steps: () => [
      [press('Questions and answers'), 'Questions and answers', 'What is Human API?'],
      [press('What is Human API?'), 'What is Human API?', 'a company that collects'],
      [press('What does Human API do in My Health?'), /^What does/, 'you sign in there through'],
      [press(/^Do I need an account/), /^Do I need/, 'It is up to you'],
      [press('Does opting out here remove my data at Human API?'), /^Does opting/, 'It is a separate step'],
      [press('What if my provider is not listed?'), /^What if/, 'about 85 %'],
      [press('Why is my Mount Sinai connection different?'), /^Why is my Mount/, 'That works at once'],
      [press('Why is Mount Sinai different?'), 'Why is my Mount Sinai connection different?'],
    ],
  },
  {
    title: 'a connection: details, news, its button gone meanwhile',
    state: {...PLACES, connections: [connection(), {...LAKESIDE, status: 'slow'}]},
    steps: harness => {
      const answer = hold(harness.store, 'resync');
      return [
        [press('Details: Lakeside Cardiology'), 'Details: Lakeside Cardiology', 'Nothing yet'],
        [press('Check again: Lakeside Cardiology'), /^Check again/, 'Asking Lakeside Cardiology for new records…'],
        [meanwhile('the portal answers', answer), /^Check again/, 'was asked for new records'],
        [
          meanwhile('it is collected', () => harness.store.set({connections: [connection(), LAKESIDE]})),
          'Your connections',
          'Lakeside Cardiology ✓ Up to date',
        ],
      ];
    },
  },
  {
    title: 'disconnecting: asked, kept, failed, done',
    state: PLACES,
    steps: harness => {
      harness.store.answers.disconnect = () => problem('host_busy');
      let answer = (): void => undefined;
      return [
        [press('Details: Lakeside Cardiology'), 'Details: Lakeside Cardiology', 'oddState'],
        [press('Disconnect: Lakeside Cardiology'), 'Keep connected', '14 records from this place will leave'],
        [press('Keep connected'), 'Disconnect: Lakeside Cardiology'],
        [press('Disconnect: Lakeside Cardiology'), 'Keep connected'],
        [press('Disconnect'), 'Disconnect', 'Your portal is busy'],
        [meanwhile('the portal takes its time', () => (answer = hold(harness.store, 'disconnect'))), 'Disconnect'],
        [press('Disconnect'), 'Disconnecting…'],
        [
          meanwhile('it is gone', () => {
            harness.store.set({connections: [connection()]});
            answer();
          }),
          'Your connections',
          'Lakeside Cardiology is disconnected',
        ],
      ];
    },
  },
  {
    title: 'cut off: connecting is off, and says why',
    state: {stale: true, problem: {code: 'host_unreachable', retryable: true}, connections: [LAKESIDE]},
    steps: () => [[press(OPENER), OPENER, 'You see what was read before']],
  },
  {
    title: 'people that differ, a place that cannot be read, one that can be connected',
    state: {
      routes: [HUMAN_API_ROUTE, INSTANT_ROUTE, {...INSTANT_ROUTE, id: 'x', protocol: 'ccda', supported: false}],
      connections: [
        notYet(INSTANT_ROUTE),
        {...LAKESIDE, personDiffers: true, person: {route: 'a', institutionId: 'b', name: 'Ann Lee'}},
        viaHumanApi('q', 'Quest', {
          personDiffers: true,
          person: {route: 'a', institutionId: 'c', name: 'Anna Leigh', birthDate: '1951-01-09'},
        }),
      ],
    },
    steps: () => [
      [press('Details: Quest'), 'Details: Quest', 'Are these all you?'],
      [press('Check again: Quest'), 'Check again: Quest', 'was asked for new records'],
    ],
  },
  ...(
    [
      ['collecting', 'Your records are being collected'],
      ['slow', 'longer than usual'],
      ['stuck', 'Something is stuck'],
      ['up_to_date', 'Up to date'],
      ['nothing_available', 'no records to share'],
      ['needs_attention', 'sign in again'],
      ['ended', 'no longer shares'],
      ['unavailable', 'does not answer'],
      ['blocked', 'does not allow web browsers'],
    ] as const satisfies readonly (readonly [ConnectionStatus, string])[]
  ).map(([status, says]): Walk => ({
    title: `a connection that is “${status}”`,
    state: {connections: [{...LAKESIDE, status}]},
    steps: () => [[press('Details: Lakeside Cardiology'), 'Details: Lakeside Cardiology', says]],
  })),
  {
    title: 'out of reach, asked again, reading, there',
    state: {...loadingSnapshot(), phase: 'error', problem: {code: 'host_busy', retryable: true}},
    steps: harness => {
      harness.store.answers.restart = () => harness.store.set({phase: 'loading', problem: undefined});
      return [
        [press('Try again'), 'Your connections', 'Looking up your connections…'],
        [meanwhile('it is there', () => harness.store.set(offered(PLACES))), 'Your connections', 'Lakeside'],
        [press(OPENER), FIELD],
        [
          meanwhile('the session ends', () => harness.store.set({...loadingSnapshot(), phase: 'signed-out'})),
          'Your connections',
          'Sign in to your portal again',
        ],
        [
          meanwhile('out', () => harness.store.set({phase: 'not-eligible'})),
          'Your connections',
          'not open to your account',
        ],
        [meanwhile('left', () => harness.store.set({phase: 'opted-out'})), 'Your connections', 'You have left'],
        [
          meanwhile('away', () => harness.store.set({phase: 'signed-out', ended: 'idle'})),
          'Your connections',
          'hidden',
        ],
        [press('Show again'), 'Your connections', 'Looking up'],
      ];
    },
  },
];

describe('<provider-connect> by keyboard, step by step', () => {
  for (const {title, state, steps} of WALKS) {
    it(title, async function () {
      this.timeout(30_000);
      const harness = await ConnectHarness.mount(offered(state));
      await new Walker(harness.element).walk(steps(harness));
    });
  }
});
