import {expect} from '@open-wc/testing';
import {TokenClient} from '../../src/session/token-client.js';
import {CodedError, toCode} from '../../src/errors.js';
import {VirtualClock} from '../helpers/virtual-clock.js';
import type {DocumentRoute} from '../../src/session/contract.js';

const HOUR = 3_600_000;

describe('token client', () => {
  let clock: VirtualClock;
  let client: TokenClient;
  let renewals: string[];
  let serial: number;
  /** What the host does with a renewal. */
  let host: () => Promise<void>;

  const route = (id: string, value: string): DocumentRoute => ({
    id,
    kind: 'direct',
    protocol: 'fhir-r4',
    name: id,
    token: {access_token: value, expires_in: 600},
    connect: {kind: 'human-connect', url: 'https://c.example', token: `c-${value}`, expires_in: 3600},
  });
  const hand = (): void => {
    serial++;
    client.adopt({routes: [route('a', `a${serial}`), route('b', `b${serial}`)]});
  };

  beforeEach(() => {
    clock = new VirtualClock();
    renewals = [];
    serial = 0;
    host = async () => {
      await clock.delay(50);
      hand();
    };
    client = new TokenClient(clock, async (id, reason) => {
      renewals.push(`${id} ${reason}`);
      await host();
    });
    hand();
  });

  it('hands out what it has', async () => {
    expect(await client.token('a')).to.equal('a1');
    expect(await client.token('nobody')).to.equal(null);
    expect(renewals).to.deep.equal([]);
  });

  it('never renews by itself', async () => {
    await clock.advance(24 * HOUR);
    expect(renewals).to.deep.equal([]);
  });

  it('renews before a token runs out, when a read needs it', async () => {
    await clock.advance(560_000);
    expect(await client.token('a')).to.equal('a1');
    await clock.advance(20_000);
    expect(await clock.until(client.token('a'))).to.equal('a2');
    expect(renewals).to.deep.equal(['a expiring']);
  });

  it('renews once for all who ask at the same time, on whatever route', async () => {
    await clock.advance(HOUR);
    const asked = Promise.all([client.token('a'), client.token('a'), client.token('b'), client.token('b')]);
    expect(await clock.until(asked)).to.deep.equal(['a2', 'a2', 'b2', 'b2']);
    expect(renewals).to.have.length(1);
  });

  it('renews a refused value once, then says that there is no token', async () => {
    expect(await clock.until(client.token('a', 'a1'))).to.equal('a2');
    expect(await clock.until(client.token('a', 'a1'))).to.equal('a2');
    expect(renewals).to.deep.equal(['a rejected']);
    expect(await clock.until(client.token('a', 'a2'))).to.equal('a3');
    expect(renewals).to.have.length(2);
  });

  it('renews once for five reads that were refused together', async () => {
    const asked = Promise.all(Array.from({length: 5}, () => client.token('a', 'a1')));
    expect(await clock.until(asked)).to.deep.equal(Array(5).fill('a2'));
    expect(renewals).to.have.length(1);
  });

  it('gives up on a value that comes back unchanged', async () => {
    host = () => {
      client.adopt({routes: [route('a', 'a1')]});
      return Promise.resolve();
    };
    expect(await client.token('a', 'a1')).to.equal(null);
    expect(await client.token('a', 'a1')).to.equal(null);
    expect(renewals).to.have.length(1);
  });

  it('does not take an unreachable host for a refusal', async () => {
    host = () => Promise.reject(new CodedError('host_unreachable'));
    expect(await client.token('a', 'a1').catch(toCode)).to.equal('host_unreachable');
    host = () => Promise.resolve(hand());
    expect(await client.token('a', 'a1')).to.equal('a2');
  });

  it('uses a token that is short-lived from the start once, without a loop', async () => {
    host = () => {
      client.adopt({routes: [{...route('a', 'short'), token: {access_token: 'short', expires_in: 0}}]});
      return Promise.resolve();
    };
    await clock.advance(HOUR);
    expect(await client.token('a')).to.equal('short');
    expect(renewals).to.have.length(1);
  });

  for (const shift of [8 * HOUR, 24 * HOUR]) {
    it(`renews once after a sleep of ${shift / HOUR} h that monotonic time did not notice`, async () => {
      clock.shiftWall(shift);
      expect(client.good('a')).to.equal(false);
      expect(await clock.until(client.token('a'))).to.equal('a2');
      expect(await client.token('a')).to.equal('a2');
      expect(renewals).to.have.length(1);
    });
  }

  it('goes on when the clock is set back', async () => {
    clock.shiftWall(-24 * HOUR);
    expect(await client.token('a')).to.equal('a1');
    await clock.advance(590_000);
    expect(await clock.until(client.token('a'))).to.equal('a2');
  });

  it('replaces a connect token that has run out', async () => {
    expect(await client.connectToken('a')).to.equal('c-a1');
    await clock.advance(HOUR);
    expect(await clock.until(client.connectToken('a'))).to.equal('c-a2');
    expect(renewals).to.deep.equal(['a connect']);
  });

  it('forgets everything when told to', async () => {
    client.drop();
    expect(await client.token('a')).to.equal(null);
    expect(client.good('a')).to.equal(false);
  });
});
