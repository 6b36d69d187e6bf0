import {expect} from '@open-wc/testing';
import {World} from './world.js';

describe('session', () => {
  let world: World;
  beforeEach(() => (world = new World()));

  it('goes from the token endpoint to every record of both routes', async () => {
    const tab = await world.open();
    await world.clock.advance(1000);
    expect(tab.state.phase).to.equal('ready');
    expect(tab.ids).to.deep.equal([...world.servers['human-api']!.ids, ...world.servers['mount-sinai']!.ids].sort());
    expect(world.portal.tokenCalls).to.equal(1);
    expect(tab.state.progress.map(({phase}) => phase)).to.deep.equal(['done', 'done']);
    expect(tab.state.coverage.map(({state}) => state)).to.deep.equal(['loaded', 'loaded', 'loaded', 'loaded']);
    expect(tab.state.asOf).to.be.a('number');
  });
});
