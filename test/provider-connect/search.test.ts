import {expect} from '@open-wc/testing';
import {CodedError} from '../../src/errors.js';
import {HUMAN_API_ROUTE, connection} from '../helpers/snapshots.js';
import {ConnectHarness, entry, INSTANT_ROUTE, LAKESIDE, LINKS, offered} from './harness.js';
import type {DirectoryEntry} from '../../src/session/requests.js';

const TOWN = [
  entry('r1', 'Riverside Hospital', {
    kind: 'hospital',
    address: '1 Main St',
    city: 'Albany',
    state: 'NY',
    portalName: 'MyRiver',
    aliases: ['Riverside Medical Center'],
    website: 'https://www.riverside.example/',
  }),
  entry('r2', 'Riverside Hospital', {kind: 'hospital', city: 'Austin', state: 'TX'}),
  entry('h1', 'Harbor Hospital', {route: 'harbor', kind: 'hospital'}),
  entry('q1', 'Quest Diagnostics', {kind: 'lab', sourceId: 'src-q'}),
];

/** A host that searches: names that begin with the query. */
const searching =
  (entries: readonly DirectoryEntry[]) =>
  ({query}: {query: string}) => ({
    institutions: query
      ? entries.filter(each => each.name.toLowerCase().startsWith(query.toLowerCase()))
      : entries.slice(0, 2),
    nextCursor: null,
  });

const open = async (
  answer: (request: {query: string; cursor?: string; signal?: AbortSignal}) => unknown = searching(TOWN),
) => {
  const harness = await ConnectHarness.mount(offered({connections: [connection(), LAKESIDE]}));
  harness.store.answers['search-directory'] = answer;
  await harness.openSearch();
  return harness;
};

describe('<provider-connect> search', () => {
  it('opens with focus in the field and the host’s suggestions', async () => {
    const harness = await open();
    expect(harness.title).to.equal('Connect a place');
    expect(harness.focused).to.equal('#search');
    expect(harness.count).to.equal('2 suggestions');
    await harness.accessible();
  });

  it('tells alike names apart and groups by route', async () => {
    const harness = await open();
    await harness.type('river');
    expect(harness.count).to.equal('2 places found');
    expect(harness.results[0]).to.equal(
      'Riverside Hospital1 Main St, Albany, NY Hospital · Patient website: MyRiver · Also called Riverside Medical Center · riverside.example',
    );
    expect(harness.results[1]).to.contain('Austin, TX');
    expect(harness.dialogText).to.contain('Connects through Human API');
    await harness.type('harbor');
    expect(harness.dialogText).to.contain('Connects directly, at once').and.not.contain('Connects through');
    await harness.accessible();
  });

  it('asks once for what is typed without a pause', async () => {
    const harness = await open();
    const before = harness.store.requests.length;
    for (const query of ['r', 'ri', 'riv']) {
      harness.field.value = query;
      harness.field.dispatchEvent(new InputEvent('input', {bubbles: true}));
      await harness.settled();
    }
    await harness.until(() => harness.count === '2 places found', 'no answer');
    const asked = harness.store.requests.slice(before).map(each => ('query' in each ? each.query : each.type));
    expect(asked).to.deep.equal(['riv']);
  });

  it('drops an answer that a newer one has overtaken, and aborts its request', async () => {
    const pending: {query: string; signal: AbortSignal; answer: (page: unknown) => void}[] = [];
    const harness = await open(({query, signal}) =>
      query
        ? new Promise(answer => pending.push({query, signal: signal!, answer}))
        : {institutions: [], nextCursor: null},
    );
    const type = async (query: string): Promise<void> => {
      const n = pending.length;
      harness.field.value = query;
      harness.field.dispatchEvent(new InputEvent('input', {bubbles: true}));
      await harness.until(() => pending.length > n, 'not asked');
    };
    await type('river');
    await type('quest');
    expect(pending[0]!.signal.aborted).to.be.true;
    pending[1]!.answer({institutions: [TOWN[3]], nextCursor: null});
    await harness.until(() => harness.results.length === 1, 'no result');
    pending[0]!.answer({institutions: TOWN, nextCursor: null});
    await harness.settled();
    expect(harness.results.join()).to.contain('Quest').and.not.contain('Riverside');
  });

  it('connects the institution that is pressed, with its source', async () => {
    const harness = await open();
    await harness.type('quest');
    harness.store.answers['connect-frame'] = () => new CodedError('host_busy');
    await harness.press(/^Quest Diagnostics/);
    await harness.until(() => harness.store.requests.some(({type}) => type === 'connect-frame'), 'no flow');
    expect(harness.store.requests.at(-1)).to.deep.include({
      type: 'connect-frame',
      route: 'human-api',
      sourceId: 'src-q',
    });
  });

  it('collapses branches, and opens them to choose', async () => {
    const branches = ['Albany', 'Troy', 'Utica'].map((city, i) =>
      entry(`b${i}`, 'City Clinic', {city, website: 'https://city.example', kind: 'clinic'}),
    );
    const harness = await open(searching(branches));
    await harness.type('city');
    expect(harness.results).to.have.length(1);
    expect(harness.results[0]).to.contain('City Clinic').and.to.contain('3 locations');
    await harness.press(/City Clinic/, harness.dialog);
    expect(harness.results.slice(1)).to.deep.equal(['Albany', 'Troy', 'Utica']);
    await harness.accessible();
  });

  it('walks through field and results with the arrow keys', async () => {
    const harness = await open();
    await harness.type('river');
    const key = (name: string): boolean =>
      harness.root.activeElement!.dispatchEvent(
        new KeyboardEvent('keydown', {key: name, bubbles: true, cancelable: true}),
      );
    harness.field.focus();
    key('ArrowDown');
    expect(harness.focused).to.contain('Albany');
    key('ArrowDown');
    expect(harness.focused).to.contain('Austin');
    key('ArrowDown');
    expect(harness.focused).to.contain('Austin');
    key('ArrowUp');
    key('ArrowUp');
    expect(harness.focused).to.equal('#search');
  });

  it('marks what is connected already and what is not offered', async () => {
    const harness = await open(
      searching([entry('dir-77', 'Lakeside Cardiology'), entry('far', 'Lakefar Hospital', {route: 'unknown'})]),
    );
    await harness.type('lake');
    expect(harness.results.find(each => each.includes('Cardiology'))).to.contain('Connected');
    expect(harness.results.find(each => each.includes('Lakefar'))).to.contain('Not available here yet');
    await harness.press(/Lakefar/, harness.dialog);
    expect(harness.title).to.equal('Connect a place');
  });

  it('fetches more on request', async () => {
    const many = Array.from({length: 30}, (_, i) => entry(`m${i}`, `Mercy ${i}`));
    const harness = await open(({query, cursor}) =>
      query
        ? cursor
          ? {institutions: many.slice(20), nextCursor: null}
          : {institutions: many.slice(0, 20), nextCursor: 'next'}
        : {institutions: [], nextCursor: null},
    );
    await harness.type('mercy');
    expect(harness.results).to.have.length(20);
    expect(harness.count).to.equal('20 places shown, and there are more');
    await harness.press('Show more places');
    await harness.until(() => harness.results.length === 30, 'no more');
    expect(harness.has('Show more places')).to.be.false;
    expect(harness.count).to.equal('30 places found');
  });

  it('searches a static directory by itself, typing errors forgiven', async () => {
    const all = Array.from({length: 900}, (_, i) => entry(`c${i}`, `Clinic ${i}`, {city: 'Albany'}));
    const harness = await open(() => ({
      institutions: [...all, entry('lake', 'Lakeside Cardiology Group')],
      nextCursor: null,
    }));
    expect(harness.count).to.equal('Type a name to search');
    const asked = harness.store.requests.length;
    await harness.type('lakesdie cardiology');
    expect(harness.results).to.have.length(1);
    expect(harness.results[0]).to.contain('Lakeside Cardiology Group');
    expect(harness.store.requests.length).to.equal(asked);
  });

  it('learns that a directory is static from its first answer, also when the patient types before it has come', async () => {
    const all = Array.from({length: 900}, (_, i) => entry(`c${i}`, `Clinic ${i}`, {city: 'Albany'}));
    let answer = (): void => undefined;
    const arrived = new Promise<void>(done => (answer = done));
    const harness = await ConnectHarness.mount(offered({connections: [connection(), LAKESIDE]}));
    harness.store.answers['search-directory'] = ({signal}) =>
      Promise.race([
        arrived.then(() => ({institutions: [...all, entry('lake', 'Lakeside Cardiology Group')], nextCursor: null})),
        new Promise((_, fail) => signal?.addEventListener('abort', () => fail(new CodedError('aborted')))),
      ]);
    await harness.press(/^Connect another place$/);
    for (const query of ['l', 'lakeside']) {
      harness.field.value = query;
      harness.field.dispatchEvent(new InputEvent('input', {bubbles: true}));
      await harness.settled();
      expect(harness.count).to.equal('Searching…');
    }
    answer();
    await harness.until(() => harness.count === '1 place found', 'not found');
    await harness.type('clinic 899');
    expect(harness.results[0]).to.contain('Clinic 899');
    expect(harness.store.requests.map(({type}) => type)).to.deep.equal(['search-directory']);
  });

  it('notices a small static directory by its equal answers', async () => {
    const harness = await open(() => ({institutions: TOWN, nextCursor: null}));
    await harness.type('quest');
    expect(harness.results).to.have.length(1);
  });

  it('says that nothing was found, and what else there is', async () => {
    const harness = await open();
    await harness.type('zzz');
    expect(harness.count).to.equal('No place found');
    expect(harness.dialogText).to.contain('Check the spelling');
    expect(harness.has(/^Search at Human API/)).to.be.true;
    await harness.accessible();
  });

  it('says that the search failed, offers another try and the ways that need none', async () => {
    let fails = true;
    const harness = await open(request => (fails ? new CodedError('host_error') : searching(TOWN)(request)));
    expect(harness.dialogText).to.contain('The search did not work. Your portal has a problem.');
    expect(harness.has(/^Search at Human API/)).to.be.true;
    await harness.accessible();
    fails = false;
    await harness.press('Try again', harness.dialog);
    await harness.until(() => harness.count === '2 suggestions', 'no second try');
  });

  it('works without a directory: Human Connect’s own search, and direct routes', async () => {
    const harness = await ConnectHarness.mount(
      offered({links: {...LINKS, directory: undefined}, routes: [HUMAN_API_ROUTE, INSTANT_ROUTE]}),
    );
    await harness.press('Connect a place');
    expect(harness.results).to.have.length(2);
    expect(harness.dialogText).to.contain('Search at Human API').and.to.contain('Connect Harbor Hospital');
    await harness.accessible();
  });

  it('goes straight to the only way there is', async () => {
    const harness = await ConnectHarness.mount(offered({links: {}, routes: [HUMAN_API_ROUTE]}));
    await harness.press('Connect a place');
    await harness.until(() => harness.store.requests.length, 'no flow');
    expect(harness.store.requests.at(-1)).to.deep.include({type: 'connect-frame', route: 'human-api'});
  });

  it('closes by Escape and gives focus back to the button', async () => {
    const harness = await open();
    await harness.escape();
    expect(harness.focused).to.equal('Connect another place');
  });
});

describe('<provider-connect> connect()', () => {
  it('opens the search and resolves when it closes', async () => {
    const harness = await ConnectHarness.mount();
    harness.store.answers['search-directory'] = searching(TOWN);
    let done = false;
    const closed = harness.element.connect().then(() => (done = true));
    await harness.until(() => harness.dialog.open, 'not open');
    expect(done).to.be.false;
    await harness.press('Close');
    await closed;
    expect(done).to.be.true;
  });

  for (const [how, answer] of [
    ['goes straight to an institution of the directory', () => ({institutions: TOWN, nextCursor: null})],
    ['finds it among the suggestions of a host that searches names only', searching([...TOWN].reverse())],
  ] as const) {
    it(how, async () => {
      const harness = await ConnectHarness.mount();
      harness.store.answers['search-directory'] = answer;
      harness.store.answers['connect-frame'] = () => new CodedError('host_busy');
      void harness.element.connect('q1');
      await harness.until(() => harness.title === 'The connection was not made', 'no flow');
      expect(harness.store.requests.at(-1)).to.deep.include({type: 'connect-frame', sourceId: 'src-q'});
    });
  }

  it('opens the search for an institution that nobody knows', async () => {
    const harness = await ConnectHarness.mount();
    harness.store.answers['search-directory'] = searching(TOWN);
    void harness.element.connect('nobody');
    await harness.until(() => harness.title === 'Connect a place', 'no search');
  });

  it('waits for the session and its late part', async () => {
    const harness = await ConnectHarness.mount({...offered(), phase: 'loading'});
    void harness.element.connect('harbor');
    await harness.settled();
    harness.store.set({phase: 'ready'});
    await harness.until(() => harness.store.requests.some(({type}) => type === 'connect-instant'), 'no flow');
  });
});
