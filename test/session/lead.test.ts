import {expect} from '@open-wc/testing';
import {Lead} from '../../src/session/lead.js';
import {Tabs} from '../../src/session/tabs.js';
import {World} from './world.js';
import type {Tab} from './world.js';

describe('the lead', () => {
  const NAME = 'my-health.lead';
  let world: World;
  let free: () => void;
  let lead: Lead;
  beforeEach(async () => {
    world = new World();
    const page = (): Promise<Tab> => world.open({joins: false});
    const [own, other] = [world.surroundings(await page()), world.surroundings(await page())];
    const held = new Promise<void>(done => (free = done));
    void other.locks!.request(NAME, {}, () => held);
    lead = new Lead(own, NAME, new Tabs(own, NAME, () => undefined));
  });

  it('lets no work begin that was given up while another one waited', async () => {
    const [kept, given] = [new AbortController(), new AbortController()];
    const begun: string[] = [];
    const run = ({signal}: AbortController, name: string): Promise<unknown> =>
      lead
        .run(
          signal,
          () => Promise.resolve(1),
          epoch => Promise.resolve(void begun.push(`${name} ${epoch}`)),
        )
        .catch((thrown: Error) => thrown.message);
    const runs = Promise.all([run(kept, 'kept'), run(given, 'given up')]);
    given.abort();
    await world.clock.advance(100);
    expect(begun).to.deep.equal([]);
    free();
    await world.clock.advance(100);
    expect(await runs).to.deep.equal([undefined, 'aborted']);
    expect(begun).to.deep.equal(['kept 1']);
    expect(lead.held).to.equal(false);
  });
});
