import {expect} from '@open-wc/testing';
import {World} from './world.js';
import type {RecordServer} from './record-server.js';
import type {Tab} from './world.js';

const NORTH = {id: 'north', name: 'Northside'};
const MAYA = {name: 'Maya Rivera', birthDate: '1986-04-12'};
const MONA = {name: 'Mona Rivers', birthDate: '1971-09-30'};

describe('people whom places take the patient for', () => {
  let world: World;
  let human: RecordServer;
  beforeEach(() => {
    world = new World();
    human = world.servers['human-api']!;
    human.add('visits', NORTH, 5);
    human.connections = [...human.connections, {...human.connections[0]!, id: 'c2', source: 's2', institution: NORTH}];
    world.servers['mount-sinai']!.persons = [{institutionId: 'mount-sinai', ...MAYA}];
  });
  const at = ({state}: Tab, key: string) => state.connections.find(one => one.key === key)!;
  const differing = ({state}: Tab): string[] =>
    state.connections.filter(({personDiffers}) => personDiffers).map(({key}) => key);
  /** Names that no listed place has given, as each route's places tell them. */
  const unplaced = ({state}: Tab): (readonly [route: string, names: readonly (string | undefined)[]])[] =>
    state.connections.flatMap(({route, routePersons}) =>
      routePersons ? [[route, routePersons.map(({name}) => name)] as const] : [],
    );
  const north = {type: 'disconnect', route: 'human-api', connection: 'c2'} as const;

  it('differ, and both places say so', async () => {
    human.persons = [{institutionId: 'north', ...MONA}];
    const tab = await world.open();
    expect(at(tab, 'human-api|c2').person).to.include(MONA);
    expect(at(tab, 'human-api|c1')).not.to.have.property('person');
    expect(differing(tab)).to.deep.equal(['human-api|c2', 'mount-sinai']);
    expect(unplaced(tab)).to.be.empty;
  });

  it('are the same: nothing is said, whoever names no place', async () => {
    human.persons = [
      {institutionId: 'lakeside', ...MAYA},
      {institutionId: 'human-api', ...MAYA},
    ];
    const tab = await world.open();
    expect(differing(tab)).to.be.empty;
    expect(unplaced(tab)).to.be.empty;
  });

  it('count once where no listed place gave them, as the word of their route', async () => {
    human.persons = [
      {institutionId: 'lakeside', ...MAYA},
      {institutionId: 'human-api', ...MONA},
    ];
    human.pageSize = 10; // told with each page
    const tab = await world.open();
    expect(at(tab, 'human-api|c1').person).to.include(MAYA);
    expect(differing(tab)).to.deep.equal(['human-api|c1', 'mount-sinai']);
    expect(unplaced(tab)).to.deep.equal([
      ['human-api', [MONA.name]],
      ['human-api', [MONA.name]],
    ]);
  });

  it('are not named twice: what a place has said is not said again as the word of its route', async () => {
    human.persons = [
      {institutionId: 'lakeside', ...MAYA},
      {institutionId: 'north', ...MONA},
      {institutionId: 'human-api', ...MAYA},
    ];
    const tab = await world.open();
    expect(differing(tab)).to.deep.equal(['human-api|c1', 'human-api|c2', 'mount-sinai']);
    expect(unplaced(tab)).to.be.empty;
  });

  it('are not lost where two of one route name no place', async () => {
    world.servers['mount-sinai']!.persons = [];
    human.persons = [
      {institutionId: 'human-api', ...MAYA},
      {institutionId: 'human-api', ...MONA},
    ];
    const tab = await world.open();
    expect(unplaced(tab)[0]).to.deep.equal(['human-api', [MAYA.name, MONA.name]]);
  });

  it('are few, whatever an aggregator tells', async () => {
    human.persons = Array.from({length: 500}, (_, at) => ({
      institutionId: `nowhere ${at}`,
      birthDate: `1971-0${1 + (at % 9)}-${10 + (at % 19)}`,
    }));
    const tab = await world.open();
    expect(differing(tab)).to.deep.equal(['mount-sinai']);
    expect(at(tab, 'human-api|c1').routePersons!.length).to.be.within(2, 20);
  });

  for (const institutionId of ['north', 'human-api']) {
    const names = institutionId === 'north' ? 'its own' : 'none';
    it(`go with the place that gave them once its list is read without it (the place named: ${names})`, async () => {
      human.persons = [
        {institutionId: 'lakeside', ...MAYA},
        {institutionId, ...MONA},
      ];
      const tab = await world.open();
      expect(differing(tab)).to.include('mount-sinai');
      human.remove('north');
      human.persons = human.persons.slice(0, 1);
      await tab.ask(north);
      await world.clock.advance(2000);
      expect(differing(tab)).to.be.empty;
      expect(unplaced(tab)).to.be.empty;
      expect(at(tab, 'human-api|c1').person).to.include(MAYA);
    });
  }

  it('go with the last place of their route, at once', async () => {
    human.remove('north');
    human.persons = [{institutionId: 'human-api', ...MONA}];
    const tab = await world.open();
    expect(differing(tab)).to.deep.equal(['mount-sinai']);
    world.faults.plan({action: 'read human-api|visits', how: 'hang'});
    human.connections = [];
    await tab.ask({type: 'disconnect', route: 'human-api', connection: 'c1'});
    expect(differing(tab)).to.be.empty;
    expect(unplaced(tab)).to.be.empty;
  });

  it('are known from the copy on the next visit, as they were', async () => {
    human.persons = [{institutionId: 'human-api', ...MONA}];
    (await world.open()).crash();
    const tab = await world.open();
    expect(differing(tab)).to.deep.equal(['mount-sinai']);
    expect(unplaced(tab)[0]).to.deep.equal(['human-api', [MONA.name]]);
  });

  it('are whom the last reading says, where a place has put it right', async () => {
    human.persons = [{institutionId: 'lakeside', ...MONA}];
    const tab = await world.open();
    expect(differing(tab)).to.have.length(2);
    human.persons = [{institutionId: 'lakeside', ...MAYA}];
    await tab.ask({type: 'refresh'});
    await world.clock.advance(2000);
    expect(at(tab, 'human-api|c1').person).to.include(MAYA);
    expect(differing(tab)).to.be.empty;
  });
});
