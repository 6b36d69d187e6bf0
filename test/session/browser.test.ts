import {expect} from '@open-wc/testing';
import {openSession} from '../../src/session/registry.js';
import {json} from './portal.js';
import type {SessionEventFields} from '../../src/session/events.js';
import type {Session} from '../../src/session/session.js';
import type {Snapshot} from '../../src/session/snapshot.js';

/** The real thing: this browser's storage, locks and channels, both sources, and a portal behind `fetch`. */
describe('session in this browser', () => {
  const own = window.fetch;
  const place = `/session-test-${crypto.randomUUID()}`;
  const endpoint = new URL(`${place}/token`, location.href).href;
  const key = btoa(String.fromCharCode(...new Uint8Array(32).fill(7))).replaceAll('=', '');
  let requests: string[];
  let participation: string;
  /** Record servers answer only while this is true. */
  let answering: boolean;
  const leaving: (() => void)[] = [];

  const labs = Array.from({length: 120}, (_, index) => ({
    id: index.toString(16).padStart(24, '0'),
    source: 's'.repeat(24),
    organization: {id: 'o'.repeat(24), name: 'Lakeside', href: ''},
    name: `Test ${index}`,
    status: 'completed',
    resultDateTime: new Date(Date.UTC(2025, 0, 1) - index * 86_400_000).toISOString(),
    components: [{name: 'Glucose', value: '5.1', unit: 'mmol/L'}],
  }));
  const condition = {
    resourceType: 'Condition',
    id: 'c1',
    code: {text: 'Asthma'},
    subject: {reference: 'Patient/eX7'},
    onsetDateTime: '1999-11',
  };

  const portal = (): unknown => ({
    version: 1,
    patient: {key: 'p_real', display_name: 'Maya R.'},
    participation: {status: participation},
    ...(participation === 'active' ? {cache: {kid: 'k1', key, max_age: 3600}} : {}),
    routes:
      participation === 'active'
        ? [
            {
              id: 'human-api',
              kind: 'aggregator',
              protocol: 'human-api',
              name: 'Human API',
              base_url: `${place}/human`,
              token: {access_token: 'T', expires_in: 600},
            },
            {
              id: 'mount-sinai',
              kind: 'direct',
              protocol: 'fhir-r4',
              name: 'Mount Sinai',
              institution: {id: 'mount-sinai', name: 'Mount Sinai'},
              status: 'connected',
              base_url: `${place}/fhir`,
              patient_id: 'eX7',
              token: {access_token: 'T', expires_in: 600},
            },
          ]
        : [],
    links: {participation: `${place}/participation`},
  });

  const serve = async (url: URL, init: RequestInit | undefined): Promise<Response> => {
    const path = url.pathname.slice(place.length + 1);
    requests.push(path);
    if (path === 'token') return json(portal());
    if (path === 'participation') {
      participation =
        (JSON.parse(init!.body as string) as {action: string}).action === 'opt_out' ? 'opted_out' : 'active';
      return json(portal());
    }
    if (!answering) await new Promise(() => undefined);
    if (path === 'human/sources') {
      return json([
        {
          id: 'c1',
          source: 's'.repeat(24),
          sourceName: 'Lakeside',
          organization: {id: 'o'.repeat(24), name: 'Lakeside'},
          connectedSince: '2020-01-01T00:00:00Z',
          historySync: {status: 'completed'},
          syncStatus: {status: 'ok', details: 'ok'},
        },
      ]);
    }
    if (path === 'human/medical/test_results') {
      const offset = Number(url.searchParams.get('offset') ?? 0);
      return json(labs.slice(offset, offset + Number(url.searchParams.get('limit') ?? 50)));
    }
    if (path.startsWith('human/')) return json([]);
    if (path === 'fhir/metadata') return json({}, {status: 404});
    const entry = path === 'fhir/Condition' ? [{resource: condition}] : [];
    return json(
      {resourceType: 'Bundle', type: 'searchset', entry},
      {headers: {'Content-Type': 'application/fhir+json'}},
    );
  };

  const visit = (): {
    session: Session;
    events: SessionEventFields[];
    until(holds: (state: Snapshot) => boolean): Promise<Snapshot>;
  } => {
    const session = openSession({document: {}, endpoint, credentials: 'same-origin'});
    const events: SessionEventFields[] = [];
    leaving.push(session.join({reads: true, emit: event => events.push(event)}));
    const until = (holds: (state: Snapshot) => boolean): Promise<Snapshot> =>
      new Promise(resolve => {
        const look = (): void => {
          if (!holds(session.getState())) return;
          stop();
          resolve(session.getState());
        };
        const stop = session.subscribe(look);
        look();
      });
    return {session, events, until};
  };
  const done = ({progress}: Snapshot): boolean =>
    progress.length === 2 && progress.every(({phase}) => phase !== 'reading' && phase !== 'waiting');

  before(() => {
    requests = [];
    participation = 'active';
    answering = true;
    window.fetch = (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input, location.href);
      return url.pathname.startsWith(`${place}/`) ? serve(url, init) : own(input, init);
    };
  });
  after(() => {
    for (const leave of leaving) leave();
    window.fetch = own;
  });

  it('reads both routes on a first visit', async () => {
    const {until, events} = visit();
    const state = await until(now => done(now) && now.library.total > 0);
    expect(state.storage).to.deep.equal({kind: 'sealed'});
    expect(state.library.total).to.equal(121);
    expect(state.coverage.filter(({category}) => category === 'lab').map(({state}) => state)).to.include('loaded');
    expect(events.filter(({type}) => type === 'mh-session-end')).to.deep.equal([]);
    expect(state.connections.map(({institution}) => institution.name)).to.deep.equal(['Lakeside', 'Mount Sinai']);
  });

  it('paints a second visit from the cache without a record request', async () => {
    answering = false;
    requests.length = 0;
    const {until} = visit();
    const first = await until(({library}) => library.total > 0);
    expect(first.phase).to.equal('ready');
    expect(first.library.dated.length).to.be.at.least(50);
    expect(requests).to.deep.equal(['token']);
    const whole = await until(({library}) => library.whole);
    expect(whole.library.total).to.equal(121);
    expect(requests.filter(path => path.includes('medical'))).to.deep.equal([]);
    answering = true;
  });

  it('keeps neither patient nor records in localStorage', () => {
    const kept = JSON.stringify({...localStorage});
    expect(kept).to.include('my-health.');
    for (const text of ['p_real', 'Maya', 'Glucose', 'Lakeside', key]) expect(kept).to.not.include(text);
  });

  it('erases on opting out and blanks the other session through the channel', async () => {
    const [one, other] = [visit(), visit()];
    await Promise.all([one, other].map(({until}) => until(({library}) => library.whole)));
    const {confirmed, erased} = await one.session.dispatch({type: 'opt-out'});
    expect(confirmed).to.equal(true);
    expect(erased.records).to.equal(121);
    await other.until(({phase}) => phase === 'opted-out');
    expect(other.session.getState().library.total).to.equal(0);
  });

  it('reads to the end where the browser refuses locks and channels, as in a frame that may keep nothing', async () => {
    const {request} = LockManager.prototype;
    const {BroadcastChannel} = window;
    const refuse = (): never => {
      throw new DOMException('The operation is insecure', 'SecurityError');
    };
    // eslint-disable-next-line @typescript-eslint/require-await -- it rejects, as browsers do
    LockManager.prototype.request = async () => refuse();
    window.BroadcastChannel = class {
      constructor() {
        refuse();
      }
    } as unknown as typeof BroadcastChannel;
    participation = 'active';
    try {
      const {until} = visit();
      const {library, problem} = await until(now => !!now.problem || (done(now) && now.library.whole));
      expect(problem).to.equal(undefined);
      expect(library.total).to.equal(121);
    } finally {
      LockManager.prototype.request = request;
      window.BroadcastChannel = BroadcastChannel;
    }
  });

  it('gives elements of one document one session, and others another', () => {
    const page = {};
    const open = (document: object, credentials: 'same-origin' | 'include'): Session =>
      openSession({document, endpoint, credentials});
    expect(open(page, 'same-origin')).to.equal(open(page, 'same-origin'));
    expect(open(page, 'same-origin')).to.not.equal(open(page, 'include'));
    expect(open(page, 'same-origin')).to.not.equal(open({}, 'same-origin'));
  });
});
