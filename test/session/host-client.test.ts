import {expect} from '@open-wc/testing';
import {HostClient} from '../../src/session/host-client.js';
import {CodedError, toCode} from '../../src/errors.js';
import {json} from './portal.js';
import {ENDPOINT, Tab, World} from './world.js';
import type {ErrorCode} from '../../src/errors.js';

const redirected = (): Response => Object.defineProperty(Response.error(), 'type', {value: 'opaqueredirect'});
const html = (init?: ResponseInit): Response =>
  new Response('<html>Sign in</html>', {...init, headers: {'Content-Type': 'text/html'}});
const stalling = (): Response =>
  new Response(new ReadableStream({start: controller => controller.enqueue(new TextEncoder().encode('{'))}), {
    headers: {'Content-Type': 'application/json'},
  });

describe('host client', () => {
  let world: World;
  let client: HostClient;
  let waits: number[];
  let failures: ErrorCode[];

  beforeEach(() => {
    world = new World();
    waits = [];
    failures = [];
    client = new HostClient(world.surroundings(new Tab(world, {joins: false})), {
      endpoint: ENDPOINT,
      credentials: 'include',
      headers: () => ({'X-CSRF': 'abc', Accept: 'text/html'}),
      onTime: () => undefined,
      onWait: until => waits.push(until - world.clock.now()),
      onCall: () => error => {
        failures.push(error.code);
        return error;
      },
    });
  });

  it('reads answers that come without a stream, as polyfills of fetch give them', async () => {
    const {patient} = await client.session();
    world.portal.answer = () => Object.defineProperty(json(world.portal.document()), 'body', {value: undefined});
    expect((await client.session()).patient).to.deep.equal(patient);
  });

  const failure = async (answer: () => Response | Promise<Response>): Promise<CodedError> => {
    world.portal.answer = answer;
    return world.clock.until(
      client.session().then(
        () => expect.fail('no failure'),
        (thrown: CodedError) => thrown,
      ),
    );
  };

  it('posts as the contract says', async () => {
    await client.session({refresh: 'human-api', reason: 'expiring'});
    const {url, init, body} = world.portal.calls[0]!;
    expect(url).to.equal(ENDPOINT);
    expect(body).to.deep.equal({version: 1, refresh: 'human-api', reason: 'expiring'});
    expect(init).to.deep.include({
      method: 'POST',
      credentials: 'include',
      redirect: 'manual',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
    expect(init.headers).to.deep.equal({
      'X-CSRF': 'abc',
      Accept: 'application/json',
      'Content-Type': 'application/json',
    });
  });

  const rows: [string, () => Response | Promise<Response>, ErrorCode][] = [
    ['200 with HTML', () => html(), 'host_sign_in'],
    [
      '200 with text that is no JSON',
      () => new Response('{"a"', {headers: {'Content-Type': 'application/json'}}),
      'host_sign_in',
    ],
    ['200 with other JSON', () => json({hello: 1}), 'host_sign_in'],
    ['200 with null', () => json(null), 'host_sign_in'],
    ['200 with another version', () => json({version: 2}), 'host_invalid'],
    ['204', () => new Response(null, {status: 204}), 'host_sign_in'],
    ['a redirect', redirected, 'host_sign_in'],
    ['302 seen through', () => new Response(null, {status: 302}), 'host_sign_in'],
    ['401', () => html({status: 401}), 'host_signed_out'],
    ['403 not_eligible', () => json({error: 'not_eligible'}, {status: 403}), 'host_not_eligible'],
    ['403 of another kind', () => json({error: 'no', error_description: 'Maya'}, {status: 403}), 'host_refused'],
    ['403 with HTML', () => html({status: 403}), 'host_refused'],
    ['400', () => json({error: 'bad'}, {status: 400}), 'host_refused'],
    ['404', () => html({status: 404}), 'host_refused'],
    ['500', () => html({status: 500}), 'host_error'],
    ['429', () => html({status: 429}), 'host_busy'],
    ['503', () => html({status: 503}), 'host_busy'],
    ['no answer', () => Promise.reject(new TypeError('Failed to fetch')), 'host_unreachable'],
    ['silence', () => new Promise(() => undefined), 'host_unreachable'],
    ['a body that stalls', stalling, 'host_unreachable'],
  ];
  for (const [what, answer, code] of rows) {
    it(`${what} is ${code}`, async () => {
      const error = await failure(answer);
      expect(error).to.be.instanceOf(CodedError);
      expect(error.code).to.equal(code);
      expect(error.message).to.equal(code);
      // told once for each time that the host was asked
      expect(failures).to.deep.equal(Array(waits.length + 1).fill(code));
    });
  }

  it('gives up on a silent host within 10 s', async () => {
    const from = world.clock.monotonic();
    await failure(() => new Promise(() => undefined));
    expect(world.clock.monotonic() - from).to.be.at.most(10_000);
  });

  for (const status of [429, 503]) {
    it(`waits at least as long as a ${status} says, spread out, and asks three times at most`, async () => {
      await failure(() => html({status}));
      world.portal.calls.length = 0;
      waits.length = 0;
      const error = await failure(() => new Response(null, {status, headers: {'Retry-After': '60'}}));
      expect(error.retryAfter).to.equal(60);
      expect(world.portal.calls).to.have.length(3);
      expect(waits).to.have.length(2);
      for (const wait of waits) expect(wait).to.be.within(60_000, 180_000);
      expect(waits[0]).to.not.equal(waits[1]);
    });
  }

  it('understands a date as Retry-After', async () => {
    const until = new Date(world.clock.now() + 120_000).toUTCString();
    await failure(() => new Response(null, {status: 503, headers: {'Retry-After': until}}));
    expect(waits[0]).to.be.at.least(119_000);
  });

  it('stops at once when a host asks for more than 15 minutes', async () => {
    const error = await failure(() => new Response(null, {status: 503, headers: {'Retry-After': '86400'}}));
    expect(error.retryAfter).to.equal(86_400);
    expect(world.portal.calls).to.have.length(1);
    expect(waits).to.deep.equal([]);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    world.portal.answer = () => new Promise(() => undefined);
    const asked = client.json(ENDPOINT, {signal: stop.signal}).catch(toCode);
    await world.clock.advance(100);
    stop.abort();
    expect(await world.clock.until(asked)).to.equal('aborted');
  });
});
