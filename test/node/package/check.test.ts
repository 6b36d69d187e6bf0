/** `npx my-health-elements check`: what it says of a good portal and of bad ones. */
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {createServer, type RequestListener} from 'node:http';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import type {AddressInfo} from 'node:net';
import {startSimulator, type Simulator} from '../../../demo/simulator/node.js';
import {mayaRivera} from '../../../demo/patient/maya/index.js';
import {sessionDocument} from '../../../demo/simulator/portal.js';
import {createWorld} from '../../../demo/simulator/world.js';
import {ROOT} from './kit.js';

const ask = (...args: string[]): Promise<{code: number; lines: string[]; text: string}> =>
  new Promise(done =>
    execFile('node', [join(ROOT, 'dist/check.js'), ...args], (error, text) =>
      done({code: Number(error?.code ?? 0), lines: text.trim().split('\n'), text}),
    ),
  );
const of = (lines: readonly string[], verdict: string): string[] =>
  lines.filter(one => one.startsWith(`${verdict} `)).map(one => one.slice(verdict.length).trim());

describe('the check tool', () => {
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator({world: createWorld({patient: mayaRivera()})});
  });
  after(() => simulator.stop());

  /** A portal that answers what the test says, on a port of its own. */
  const against = async (listen: RequestListener, ...args: string[]): ReturnType<typeof ask> => {
    const server = createServer(listen);
    await new Promise<void>(done => server.listen(0, 'localhost', done));
    try {
      return await ask('check', `http://localhost:${(server.address() as AddressInfo).port}/token`, ...args);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  };
  /** The simulator's good document, spoilt. */
  const spoilt = (
    change: (document: Record<string, never>) => void,
    headers: Record<string, string> = {},
  ): RequestListener => {
    const document = structuredClone(sessionDocument(simulator.world)) as Record<string, never>;
    change(document);
    return (request, response) => {
      const good = {'content-type': 'application/json', 'cache-control': 'no-store', ...headers};
      if (request.method !== 'POST') response.writeHead(405).end();
      else response.writeHead(200, good).end(JSON.stringify(document));
    };
  };

  it('finds nothing wrong with the simulated portal, and quotes no token, key or name', async () => {
    const {world} = simulator;
    const {code, lines, text} = await ask('check', `${simulator.portal}/portal/my-health/token`);
    assert.deepEqual(of(lines, 'wrong'), []);
    assert.equal(code, 0);
    for (const subject of ['POST', 'Cache-Control', 'cache.key', 'patient.key', 'routes[1] CORS', 'routes[1] read']) {
      assert.ok(
        of(lines, 'right').some(one => one.startsWith(`${subject}:`)),
        subject,
      );
    }
    const document = JSON.stringify(sessionDocument(world));
    const secrets = [...document.matchAll(/"(?:access_token|token|key|display_name)":"([^"]+)"/g)].map(
      ([, value]) => value!,
    );
    assert.ok(secrets.length >= 4);
    for (const secret of secrets) assert.ok(!text.includes(secret));
  });

  it('says what of an answer is wrong', async () => {
    const {code, lines} = await against(
      spoilt(
        document => {
          const parts = document as unknown as {
            version: unknown;
            cache: {key: string};
            routes: {base_url: string; token: {expires_in: unknown}; connect?: unknown}[];
            links: Record<string, unknown>;
          };
          parts.version = '1';
          parts.cache.key = 'c2hvcnQ';
          parts.routes[1]!.base_url = 'http://fhir.example/api';
          parts.routes[0]!.token.expires_in = 'soon';
          delete parts.routes[1]!.connect;
          delete parts.links.directory;
        },
        {'cache-control': 'private'},
      ),
    );
    assert.equal(code, 1);
    const wrong = of(lines, 'wrong').map(one => one.split(':')[0]);
    for (const subject of [
      'Cache-Control',
      'version',
      'cache.key',
      'routes[1].base_url',
      'routes[0].token.expires_in',
    ]) {
      assert.ok(wrong.includes(subject), `${subject} among ${wrong.join(', ')}`);
    }
    const missing = of(lines, 'missing').map(one => one.split(':')[0]);
    for (const subject of ['routes[1].connect', 'links.directory']) assert.ok(missing.includes(subject), subject);
  });

  it('sees keys that change from call to call', async () => {
    let calls = 0;
    const {lines} = await against((request, response) => {
      calls++;
      const document = sessionDocument(simulator.world) as {patient: object; cache: object};
      spoilt(copy => {
        Object.assign(copy, {
          patient: {key: `p${calls}`},
          cache: {...document.cache, key: 'A'.repeat(42) + 'ABCDEFGH'[calls]},
        });
      })(request, response);
    });
    const wrong = of(lines, 'wrong').join('\n');
    assert.match(wrong, /^patient\.key: changed/m);
    assert.match(wrong, /^cache\.key: changed/m);
  });

  it('sees a record server that lets no browser in', async () => {
    const closed = createServer((_, response) =>
      response.writeHead(200, {'content-type': 'application/json'}).end('{}'),
    );
    await new Promise<void>(done => closed.listen(0, 'localhost', done));
    const base_url = `http://localhost:${(closed.address() as AddressInfo).port}/v1`;
    const {lines} = await against(
      spoilt(document => {
        const {routes} = document as unknown as {routes: object[]};
        Object.assign(routes[0]!, {base_url});
      }),
    );
    closed.close();
    const wrong = of(lines, 'wrong').filter(one => one.startsWith('routes[0] CORS'));
    assert.equal(wrong.length, 3, wrong.join('\n'));
    assert.match(wrong.join('\n'), /Allow-Origin[\s\S]+Authorization[\s\S]+Retry-After/);
  });

  it('sees redirects to a login, a page instead of JSON, GET that hands out tokens, and nobody at all', async () => {
    const login = await against((_, response) => response.writeHead(302, {location: '/login'}).end());
    assert.match(login.text, /^wrong +POST: redirects/m);
    const page = await against((_, response) => response.writeHead(200, {'content-type': 'text/html'}).end('<p>Hello'));
    assert.match(page.text, /^wrong +Content-Type/m);
    assert.match(page.text, /^wrong +body/m);
    const open = await against(
      (request, response) => {
        request.method = 'POST';
        spoilt(() => undefined)(request, response);
      },
      '--header',
      'Cookie: a=b',
    );
    assert.match(open.text, /^wrong +GET/m);
    assert.match(open.text, /^wrong +signed out: must answer 401, answers 200/m);
    const nobody = await ask('check', 'http://localhost:9/token');
    assert.match(nobody.text, /^wrong +POST: no answer/m);
    assert.equal(nobody.code, 1);
  });

  it('judges nothing but the status of an answer that is not 200, and says how to ask as a patient', async () => {
    const {lines, code} = await against((_, response) =>
      response.writeHead(401, {'content-type': 'application/json'}).end('{"error":"signed_out"}'),
    );
    assert.equal(code, 1);
    assert.deepEqual(of(lines, 'wrong'), ['POST: answers 401; give what proves a signed-in patient with --header']);
    assert.deepEqual(of(lines, 'missing'), []);
  });

  it('asks as nobody without the cookie only: a check against forged requests is not taken for a sign-out', async () => {
    const signedOut = async (status: number, ...headers: string[]): Promise<string[]> => {
      const answer = spoilt(() => undefined);
      const {lines} = await against(
        (request, response) => {
          if (request.headers['x-csrf-token'] !== 'c') response.writeHead(400).end();
          else if (request.headers.cookie || !headers.some(one => one.startsWith('Cookie'))) answer(request, response);
          else response.writeHead(status).end();
        },
        ...headers.flatMap(one => ['--header', one]),
      );
      return lines.filter(one => one.includes('signed out'));
    };
    const [cookie, csrf] = ['Cookie: a=b', 'X-CSRF-Token: c'];
    assert.deepEqual(await signedOut(401, cookie, csrf), ['right    signed out: answers 401']);
    assert.match((await signedOut(403, cookie, csrf)).join(), /^advice +signed out: answers 403/);
    assert.match((await signedOut(200, cookie, csrf)).join(), /^wrong +signed out: must answer 401/);
    assert.deepEqual(await signedOut(401, csrf), []);
  });

  it('says what the page’s policy lets through, directive by directive', async () => {
    const {humanApi, fhir, humanConnect} = simulator.world.urls;
    const [aggregator, direct, frame] = [humanApi, fhir, humanConnect].map(url => new URL(url).origin);
    const good = `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' ${aggregator} ${direct}; frame-src ${frame}; trusted-types lit-html 'allow-duplicates'`;
    const page = async (
      policy: string,
      markup = '<p>Hello',
    ): Promise<{wrong: string[]; lines: string[]; text: string}> => {
      const answer = spoilt(() => undefined);
      const server = createServer((request, response) => {
        if (request.url === '/token') return answer(request, response);
        response
          .writeHead(200, {'content-type': 'text/html', ...(policy && {'content-security-policy': policy})})
          .end(markup);
      });
      await new Promise<void>(done => server.listen(0, 'localhost', done));
      const url = `http://localhost:${(server.address() as AddressInfo).port}`;
      try {
        const {lines, text} = await ask('check', `${url}/token`, '--page', `${url}/health`);
        return {lines, text, wrong: of(lines, 'wrong').filter(one => one.startsWith('page'))};
      } finally {
        server.closeAllConnections();
        server.close();
      }
    };
    const right = await page(good);
    assert.deepEqual(right.wrong, []);
    assert.equal(of(right.lines, 'right').filter(one => one.startsWith('page ')).length, 10);

    const poor = await page(
      good
        .replace(direct!, '')
        .replace(frame!, 'https://elsewhere.example')
        .replace("style-src 'self'", "style-src 'none'")
        .replace('lit-html', 'mine'),
    );
    assert.deepEqual(
      poor.wrong.map(one => one.split(':')[0]),
      ['page style-src', 'page connect-src', 'page frame-src', 'page trusted-types'],
    );
    assert.match(poor.text, new RegExp(`page connect-src: must allow ${direct}`));

    // in the page's markup, on top of the header's: both must allow it
    const both = await page(good, `<meta http-equiv="Content-Security-Policy" content="frame-src 'none'">`);
    assert.deepEqual(
      both.wrong.map(one => one.split(':')[0]),
      ['page frame-src'],
    );
    const loose = await page(good.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'"));
    assert.match(loose.text, /^advice +page script-src/m);
    assert.match((await page('')).text, /^missing +page policy/m);
  });

  it('says how it is used', async () => {
    const unsendable = await ask('check', 'http://localhost:9/token', '--header', 'Cookie: session=…');
    assert.match(unsendable.text, /^Usage/);
    const {code, text} = await ask('look');
    assert.equal(code, 2);
    assert.match(text, /^Usage/);
  });
});
