import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {CodedError} from '../../src/errors.js';
import {HTTP_LIMITS} from '../../src/sources/http.js';
import {asWritten} from '../../src/sources/json.js';
import {LONGEST_QUIET_MS} from '../../src/sources/http-retry.js';
import {sequences} from '../helpers/sequences.js';
import {VirtualClock} from '../helpers/virtual-clock.js';
import {BASE, bench, codeOf, dripping, failed, json, never, status} from './http-bench.js';
import type {Script} from './http-bench.js';

const MINUTE = 60_000;
const html = () => new Response('<html>Sign in</html>', {headers: {'content-type': 'text/html; charset=utf-8'}});
const text = (body: string, type = 'application/json') => new Response(body, {headers: {'content-type': type}});

describe('source http: what is sent', () => {
  it('answers with the parsed body, the address and the media type', async () => {
    const {clock, read} = bench(() => json([1], {}, 'Application/FHIR+JSON; charset=utf-8'));
    expect(await clock.until(read())).to.deep.equal({
      status: 200,
      url: `${BASE}/medical/vitals`,
      body: [1],
      contentType: 'application/fhir+json',
    });
  });

  it('parses an answer of several MB in pieces, with every digit, and lets the page breathe', async () => {
    const entry = Array.from({length: 20_000}, (_, id) => ({resource: {id, note: 'x'.repeat(60), value: 1}}));
    const body = JSON.stringify({resourceType: 'Bundle', entry}).replaceAll('"value":1}', '"value":1.00}');
    let breaths = 0;
    const {clock, read} = bench(() => text(body), {breathe: () => (breaths++, Promise.resolve())});
    const answer = (await clock.until(read())).body as {entry: {resource: {id: number; value: number}}[]};
    expect(answer.entry.map(({resource}) => resource.id)).to.deep.equal([...entry.keys()]);
    expect(asWritten(answer.entry.at(-1)!.resource, 'value')).to.equal('1.00');
    expect(breaths).to.be.greaterThan(20);
  });

  it('of an answer of several MB that is no JSON, or too deep, it says so', async () => {
    const filler = JSON.stringify('x'.repeat(2_000_000));
    const deep = '['.repeat(80) + ']'.repeat(80);
    for (const [body, code] of [
      [`[${filler}, {]`, 'source_invalid'],
      [`[${filler}, ]`, 'source_invalid'],
      [`{"entry": [${filler}, 1`, 'source_invalid'],
      [`{"entry": [${filler}, ${deep}]}`, 'source_too_large'],
      [`<p>${filler}`, 'source_sign_in'],
    ] as const) {
      const {clock, read} = bench(() => text(body));
      expect(await clock.until(codeOf(read())), body.slice(-99, -80)).to.equal(code);
    }
  });

  it('sends two headers, no cookies, no referrer, keeps nothing, follows no redirect', async () => {
    const {clock, read, sent} = bench(() => json([]));
    await clock.until(read());
    const {init} = sent[0]!;
    expect([...new Headers(init.headers).entries()]).to.deep.equal([
      ['accept', 'application/json'],
      ['authorization', 'Bearer t1'],
    ]);
    expect(init.redirect).to.equal('manual');
    expect(init.credentials).to.equal('omit');
    expect(init.referrerPolicy).to.equal('no-referrer');
    expect(init.cache).to.equal('no-store');
    expect(init.method ?? 'GET').to.equal('GET');
  });

  it('treats the base address as a folder, with and without its slash', async () => {
    for (const baseUrl of [BASE, `${BASE}/`]) {
      const {clock, read, sent} = bench(() => json([]), {baseUrl});
      await clock.until(read('sources?limit=5#part'));
      expect(sent[0]!.url).to.equal(`${BASE}/sources?limit=5`);
    }
  });

  it('follows absolute addresses inside the folder, also the folder itself with a query', async () => {
    for (const path of [`${BASE}?sessionID=17-a`, `${BASE}/Observation?x=1`, '/api/human/Binary/1']) {
      const {clock, read, sent} = bench(() => json([]));
      await clock.until(read(path));
      expect(sent).to.have.length(1);
    }
  });
});

describe('source http: the origin and folder of the route', () => {
  const hosts = ['https://evil.example', 'http://records.example', 'https://records.example:8443', '//evil.example'];
  const more = [
    'https://records.example.evil.example/api/human/x',
    'https://records.example@evil.example/api/human/x',
    'https://user:pass@records.example/api/human/x',
    'https://user@records.example/api/human/x',
    'https://:pass@records.example/api/human/x',
    'https:\\\\evil.example/api/human/x',
    '\\\\evil.example\\x',
    'javascript:alert(1)',
    'data:application/json,[]',
    'blob:https://records.example/api/human/1',
    'file:///etc/passwd',
    'ftp://records.example/api/human/x',
    'https://[::1]/api/human/x',
    'https://records.example./api/human/x',
    'https://rеcords.example/api/human/x',
    'https://',
    'http://',
    '../admin',
    '../../token',
    '..',
    './../x',
    '%2e%2e/x',
    '.%2e/x',
    '..%2fadmin',
    '%2e%2e%2fadmin',
    'a/..%5c..%5cadmin',
    'a/%252e%252e%252fadmin',
    'a/..%252f..%252fadmin',
    '/api/humane/x',
    '/api/human-evil',
    '/sources',
    '/',
    '/API/HUMAN/x',
    '/api//human/x',
    '\t//evil.example/x',
    ' https://evil.example/x',
    'ht\ntps://evil.example/x',
    '///evil.example/x',
    '/\\evil.example/x',
    '/\t/evil.example/x',
  ];
  const hostile = [
    ...more,
    ...hosts.flatMap(host =>
      ['', '/', '/api/human', '/api/human/', '/api/human/x', '/api/human/../../x', '?x=/api/human/', '#/api/human/']
        .map(path => host + path)
        .concat([1, 2, 3, 4, 5].map(n => `${host}/api/human/Observation?page=${n}&token=t1`)),
    ),
    ...[...'abcdefghijklmnopqrstuvwxyz'].flatMap(letter => [
      `//${letter}.evil.example/api/human/x`,
      `https://${letter}records.example/api/human/x`,
      `https://records.example${letter}/api/human/x`,
      `/api/human${letter}/x`,
      `../${letter}`,
    ]),
  ];

  it(`refuses ${hostile.length} hostile addresses without any request`, async () => {
    expect(hostile.length).to.be.at.least(200);
    const {clock, http, sent, abort} = bench(() => json([]));
    for (const address of hostile) {
      const options = {signal: abort.signal, accept: 'application/json'};
      expect(await clock.until(codeOf(http.getJson(address, options))), address).to.equal('source_off_origin');
      expect(await clock.until(codeOf(http.getBlob(address, options))), address).to.equal('source_off_origin');
    }
    expect(sent).to.deep.equal([]);
  }).timeout(60_000);

  it('never lets a token leave the folder, whatever the address', async () => {
    const {clock, http, sent, abort} = bench(() => json([]));
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.webUrl({withQueryParameters: true}),
          fc.webPath(),
          fc.string(),
          fc
            .array(fc.constantFrom('..', '/', '\\', '%2e', '%2f', '%5c', '.', 'a', '%25', '@', ':', '?', '#', '//'), {
              maxLength: 12,
            })
            .map(parts => parts.join('')),
        ),
        async address => {
          await clock.until(codeOf(http.getJson(address, {signal: abort.signal, accept: '*/*'})));
          for (const {url} of sent.splice(0))
            expect(`${url.split(/[?#]/)[0]}/`).to.match(/^https:\/\/records\.example\/api\/human\//);
        },
      ),
      sequences(150),
    );
  }).timeout(60_000);

  it('refuses a base that is not an address', async () => {
    for (const baseUrl of ['', 'nonsense', 'data:text/plain,x', 'about:blank']) {
      const {clock, read, sent} = bench(() => json([]), {baseUrl});
      expect(await clock.until(codeOf(read()))).to.equal('source_off_origin');
      expect(sent).to.deep.equal([]);
    }
  });
});

describe('source http: tokens', () => {
  it('renews once after a 401 and reads on unseen', async () => {
    const {clock, read, sent, rejected} = bench(one =>
      one.authorization === 'Bearer t1' ? status(401) : json(['ok']),
    );
    expect((await clock.until(read())).body).to.deep.equal(['ok']);
    expect(sent.map(one => one.authorization)).to.deep.equal(['Bearer t1', 'Bearer t2']);
    expect(rejected).to.deep.equal(['t1']);
  });

  it('is refused after a second 401, with two requests in all', async () => {
    const {clock, read, sent, rejected} = bench(() => status(401));
    expect(await clock.until(codeOf(read()))).to.equal('source_refused');
    expect(sent).to.have.length(2);
    expect(rejected).to.deep.equal(['t1']);
  });

  it('is refused when there is no token, or no other one', async () => {
    for (const [tokens, requests] of [
      [[null], 0],
      [['t1', null], 1],
      [['t1', 't1'], 1],
    ] as const) {
      const {clock, read, sent} = bench(() => status(401), {tokens: [...tokens]});
      expect(await clock.until(codeOf(read()))).to.equal('source_refused');
      expect(sent).to.have.length(requests);
    }
  });

  it('passes on the code when no token can be had, and drops any other message', async () => {
    for (const [thrown, code] of [
      [new CodedError('host_unreachable'), 'host_unreachable'],
      [new Error('secret t1'), 'internal'],
    ] as const) {
      const {clock, http, context, abort} = bench(() => json([]));
      Object.assign(context, {token: () => Promise.reject(thrown)});
      const failure = codeOf(http.getJson('x', {signal: abort.signal, accept: '*/*'}));
      expect(await clock.until(failure)).to.equal(code);
    }
  });

  it('ends by its deadline when the token never comes', async () => {
    const {clock, http, context, abort} = bench(() => json([]));
    Object.assign(context, {token: () => new Promise(() => undefined)});
    const failure = codeOf(http.getJson('x', {signal: abort.signal, accept: '*/*'}));
    expect(await clock.until(failure, HTTP_LIMITS.totalMs)).to.equal('source_timeout');
  });

  it('sends nothing when the token comes after the caller gave up', async () => {
    const {clock, http, context, sent, abort} = bench(() => json([]));
    let give: (token: string) => void = () => undefined;
    Object.assign(context, {token: () => new Promise<string>(resolve => (give = resolve))});
    const failure = codeOf(http.getJson('x', {signal: abort.signal, accept: '*/*'}));
    await clock.settle();
    abort.abort();
    expect(await failure).to.equal('aborted');
    give('t1');
    await clock.settle();
    expect(sent).to.deep.equal([]);
  });

  it('a token that cannot stand in a header goes nowhere and into no message', async () => {
    const {clock, read, sent} = bench(() => json([]), {tokens: ['geheim\n☃']});
    expect(await clock.until(codeOf(read()))).to.equal('internal');
    expect(sent).to.deep.equal([]);
  });
});

describe('source http: final answers', () => {
  const finals: [number, string][] = [
    [300, 'source_sign_in'],
    [302, 'source_sign_in'],
    [400, 'source_bad_request'],
    [403, 'source_refused'],
    [404, 'source_not_found'],
    [405, 'source_bad_request'],
    [410, 'source_not_found'],
    [414, 'source_bad_request'],
    [422, 'source_bad_request'],
    [451, 'source_refused'],
    [511, 'source_sign_in'],
  ];
  for (const [code, expected] of finals) {
    it(`${code} is ${expected}, asked once`, async () => {
      const {clock, read, sent} = bench(() => status(code));
      expect(await clock.until(codeOf(read()))).to.equal(expected);
      expect(sent).to.have.length(1);
    });
  }

  it('an opaque redirect is a sign-in page', async () => {
    const opaque = Object.defineProperty(Response.error(), 'type', {value: 'opaqueredirect'});
    const {clock, read, sent} = bench(() => opaque);
    expect(await clock.until(codeOf(read()))).to.equal('source_sign_in');
    expect(sent).to.have.length(1);
  });

  const wrong: [string, () => Response][] = [
    ['HTML', html],
    ['plain text', () => text('[]', 'text/plain')],
    ['XHTML', () => text('<html/>', 'application/xhtml+xml')],
    ['no content type', () => new Response(new Blob(['[]']))],
    ['HTML that calls itself JSON', () => text('\n <!doctype html>')],
  ];
  for (const [name, answer] of wrong) {
    it(`200 with ${name} is a sign-in page, asked once`, async () => {
      const {clock, read, sent} = bench(answer);
      expect(await clock.until(codeOf(read()))).to.equal('source_sign_in');
      expect(sent).to.have.length(1);
    });
  }

  for (const type of ['application/fhir+xml', 'application/xml', 'text/xml;charset=utf-8']) {
    it(`200 with ${type} is a server that knows no JSON, asked once`, async () => {
      const {clock, read, sent} = bench(() => text('<Bundle/>', type));
      expect(await clock.until(codeOf(read()))).to.equal('source_unsupported');
      expect(sent).to.have.length(1);
    });
  }

  it('reads every JSON type in the wild', async () => {
    for (const type of ['application/json', 'application/fhir+json', 'application/json+fhir', 'text/json;charset=x']) {
      const {clock, read} = bench(() => text('{"a":1}', type));
      expect((await clock.until(read())).body).to.deep.equal({a: 1});
    }
  });
});

describe('source http: broken answers', () => {
  it('retries truncated JSON once, then calls it invalid', async () => {
    for (const body of ['[{"id":"1"', '', '{"a":}', 'undefined']) {
      const {clock, read, sent} = bench(() => text(body));
      expect(await clock.until(codeOf(read()))).to.equal('source_invalid');
      expect(sent).to.have.length(2);
    }
  });

  it('is content with the second answer', async () => {
    const {clock, read} = bench((_, index) => text(index ? '["whole"]' : '["who'));
    expect((await clock.until(read())).body).to.deep.equal(['whole']);
  });

  it('reads again when the connection ends inside the body', async () => {
    const cut = () =>
      new Response(
        new ReadableStream({
          start(controller) {
            controller.enqueue(new TextEncoder().encode('["who'));
            controller.error(new TypeError('network error: ["who'));
          },
        }),
        {headers: {'content-type': 'application/json'}},
      );
    const {clock, read, sent} = bench((_, index) => (index ? json(['whole']) : cut()));
    expect((await clock.until(read())).body).to.deep.equal(['whole']);
    expect(sent.every(one => one.init.mode !== 'no-cors')).to.equal(true);
  });

  it('stops at the size cap, announced or not, without reading on', async () => {
    const limits = {jsonBytes: 1000, blobBytes: 1000};
    let pulled = 0;
    const endless = () =>
      new Response(
        new ReadableStream({
          pull(controller) {
            pulled++;
            controller.enqueue(new Uint8Array(400));
          },
        }),
        {headers: {'content-type': 'application/json'}},
      );
    const announced = () => text('[]');
    for (const script of [
      endless,
      () => {
        const response = announced();
        response.headers.set('content-length', '1001');
        return response;
      },
    ]) {
      const {clock, read, sent} = bench(script, {limits});
      expect(await clock.until(codeOf(read()))).to.equal('source_too_large');
      expect(sent).to.have.length(1);
    }
    expect(pulled).to.be.below(10);
    const {clock, http, abort} = bench(endless, {limits});
    const blob = http.getBlob('Binary/1', {signal: abort.signal, accept: '*/*'});
    expect(await clock.until(codeOf(blob))).to.equal('source_too_large');
  });

  it('stops at 65 levels and reads 64', async () => {
    const nest = (levels: number) => text('['.repeat(levels) + ']'.repeat(levels));
    const deep = bench(() => nest(65));
    expect(await deep.clock.until(codeOf(deep.read()))).to.equal('source_too_large');
    const fine = bench(() => nest(64));
    expect((await fine.clock.until(fine.read())).status).to.equal(200);
  });
});

describe('source http: files', () => {
  const blob = async (script: Script, accept = 'application/pdf') => {
    const {clock, http, abort} = bench(script);
    return clock.until(http.getBlob('Binary/1', {signal: abort.signal, accept}));
  };

  it('answers with the bytes and the media type', async () => {
    const bytes = new Uint8Array([0x25, 0x50, 0, 255]);
    const file = await blob(() => new Response(bytes, {headers: {'content-type': 'Application/PDF; x=1'}}));
    expect(file.type).to.equal('application/pdf');
    expect(new Uint8Array(await file.arrayBuffer())).to.deep.equal(bytes);
  });

  it('takes HTML only where HTML was asked for', async () => {
    expect((await blob(html, 'text/html')).type).to.equal('text/html');
    expect(await codeOf(blob(html))).to.equal('source_sign_in');
  });
});

describe('source http: busy servers', () => {
  for (const code of [429, 503]) {
    it(`${code}: waits at least Retry-After, at most three times that`, async () => {
      const waits = new Set<number>();
      for (let seed = 0; seed < 20; seed++) {
        const {clock, read, sent} = bench((_, index) => (index ? json([]) : status(code, {'retry-after': '60'})), {
          seed,
        });
        await clock.until(read());
        const waited = sent[1]!.at - sent[0]!.at;
        expect(waited).to.be.within(60_000, 180_000);
        waits.add(Math.round(waited / 10_000));
      }
      expect(waits.size, 'spread out').to.be.above(5);
    });
  }

  for (const [what, behind] of [
    ['behind', 1],
    ['ahead', -1],
  ] as const) {
    it(`counts an HTTP date by the server's own clock, where it can be read: this computer's is a day ${what}`, async () => {
      const clock = new VirtualClock();
      const now = clock.now() + behind * 24 * 60 * MINUTE;
      const http = (ms: number): string => new Date(now + ms).toUTCString();
      const {read, sent} = bench(
        (_, index) => (index ? json([]) : status(429, {date: http(0), 'retry-after': http(120_000)})),
        {clock},
      );
      await clock.until(read());
      expect(sent[1]!.at).to.be.within(119_000, 360_000);
    });
  }

  it('understands an HTTP date', async () => {
    const clock = new VirtualClock();
    const date = new Date(clock.now() + 120_000).toUTCString();
    const {read, sent} = bench((_, index) => (index ? json([]) : status(429, {'retry-after': date})), {clock});
    await clock.until(read());
    expect(sent[1]!.at).to.be.within(119_000, 360_000);
  });

  it('waits for 15 minutes when told so, and longer only with the spread', async () => {
    const {clock, read, sent} = bench((_, index) => (index ? json([]) : status(429, {'retry-after': '900'})));
    await clock.until(read());
    expect(sent[1]!.at).to.be.within(15 * MINUTE, 45 * MINUTE);
  });

  it('over 15 minutes: stops at once and says when to come back; other reads are not sent', async () => {
    const {clock, read, sent} = bench(() => status(429, {'retry-after': '901'}));
    const thrown = await clock.until(read().catch((error: unknown) => error));
    expect(thrown).to.be.instanceOf(CodedError);
    expect((thrown as CodedError).code).to.equal('source_busy');
    expect((thrown as CodedError).retryAfter).to.equal(901);
    expect(await clock.until(codeOf(read('medical/issues')))).to.equal('source_busy');
    expect(sent).to.have.length(1);
    expect(clock.monotonic()).to.equal(0);
  });

  it('a shorter wait that comes later does not shorten a longer one', async () => {
    const {clock, read, sent} = bench((_, index) => status(429, {'retry-after': index ? '5' : '2000'}));
    await clock.until(Promise.all([codeOf(read('a')), codeOf(read('b'))]));
    expect(sent).to.have.length(2);
    expect(clock.monotonic()).to.equal(0);
  });

  for (const absurd of ['99999999999999999999', 'Fri, 31 Dec 9999 23:59:59 GMT']) {
    it(`stops for the absurd "${absurd}", with a finite time`, async () => {
      const {clock, read} = bench(() => status(503, {'retry-after': absurd}));
      const thrown = (await clock.until(read().catch((error: unknown) => error))) as CodedError;
      expect(thrown.code).to.equal('source_busy');
      expect(thrown.retryAfter).to.equal(86_400);
    });
  }

  for (const useless of ['-5', 'soon', '', '0', 'Thu, 01 Jan 1970 00:00:00 GMT', 'NaN', '1e9']) {
    it(`backs off as usual for "${useless}", four requests in all`, async () => {
      const {clock, read, sent} = bench(() => status(429, {'retry-after': useless}));
      expect(await clock.until(codeOf(read()))).to.equal('source_busy');
      expect(sent).to.have.length(4);
      expect(clock.monotonic()).to.be.below(10_000);
    });
  }

  it('keeps every list quiet while the server wants quiet', async () => {
    const {clock, read, sent} = bench((_, index) => (index ? json([]) : status(429, {'retry-after': '30'})));
    const first = read();
    await clock.settle();
    const others = [read('a'), read('b'), read('c')];
    await clock.advance(29_000);
    expect(sent).to.have.length(1);
    await clock.until(Promise.all([first, ...others]));
    expect(sent).to.have.length(5);
  });

  it('gives up when it stays busy', async () => {
    const {clock, read, sent} = bench(() => status(503, {'retry-after': '600'}));
    expect(await clock.until(codeOf(read()))).to.equal('source_busy');
    expect(sent.length).to.be.within(2, 4);
    expect(clock.monotonic()).to.be.at.most(LONGEST_QUIET_MS + HTTP_LIMITS.totalMs);
  });
});

describe('source http: failing servers', () => {
  it('5xx: backs off and tries at most four times', async () => {
    const {clock, read, sent} = bench(() => status(500));
    expect(await clock.until(codeOf(read()))).to.equal('source_error');
    expect(sent).to.have.length(4);
    const gaps = sent.slice(1).map((one, index) => one.at - sent[index]!.at);
    gaps.forEach((gap, attempt) => expect(gap).to.be.within(0, 1000 * 2 ** attempt));
  });

  it('jitters: two pages do not come back together', async () => {
    const at = async (seed: number) => {
      const {clock, read, sent} = bench((_, index) => (index ? json([]) : status(502)), {seed});
      await clock.until(read());
      return sent[1]!.at;
    };
    const times = new Set(await Promise.all([1, 2, 3, 4, 5, 6].map(at)));
    expect(times.size).to.equal(6);
  });

  it('409 and 412: reads again, at most twice', async () => {
    for (const code of [409, 412]) {
      const {clock, read, sent} = bench(() => status(code));
      expect(await clock.until(codeOf(read()))).to.equal('source_conflict');
      expect(sent).to.have.length(3);
    }
  });

  it('shares one retry budget among all lists', async () => {
    const lists = 17;
    const {clock, read, sent} = bench(() => status(409));
    const codes = await clock.until(Promise.all(Array.from({length: lists}, (_, n) => codeOf(read(`list${n}`)))));
    expect(new Set(codes)).to.deep.equal(new Set(['source_conflict']));
    expect(sent.length).to.be.at.most(lists + 11);
    expect(sent.length).to.be.above(lists);
  });

  it('opens the breaker after five failures in a row; one request tries, then all go on', async () => {
    let up = false;
    const {clock, read, sent} = bench(() => (up ? json([]) : status(500)));
    const reads = Promise.all(Array.from({length: 8}, (_, n) => read(`list${n}`).catch((error: unknown) => error)));
    await clock.advance(1);
    expect(sent, 'five in flight, the breaker opens').to.have.length(5);
    await clock.advance(14_000);
    expect(sent, 'nothing is sent').to.have.length(5);
    await clock.advance(3000);
    expect(sent, 'one trial').to.have.length(6);
    await clock.advance(20_000);
    expect(sent, 'the pause has doubled').to.have.length(6);
    up = true;
    const results = await clock.until(reads);
    expect(results.filter(one => one instanceof CodedError)).to.have.length.below(8);
    expect((await clock.until(read())).status, 'closed again').to.equal(200);
  });

  it('fails at once while the breaker is open for longer than a read may take', async () => {
    const {clock, read, sent, http, abort} = bench(() => status(500));
    await clock.until(Promise.all(Array.from({length: 5}, (_, n) => codeOf(read(`list${n}`)))));
    const before = sent.length;
    const at = clock.monotonic();
    const quick = http.getJson('sources', {signal: abort.signal, accept: '*/*', totalMs: 5000});
    expect(await clock.until(codeOf(quick))).to.equal('source_error');
    expect(sent).to.have.length(before);
    expect(clock.monotonic() - at).to.be.at.most(5000);
  });

  it('lets through what a person presses for, as the trial', async () => {
    let up = false;
    const {clock, read, sent, http, abort} = bench(() => (up ? json([]) : status(500)));
    const pressed = () =>
      http.getJson('sources', {signal: abort.signal, accept: '*/*', totalMs: 10_000, pressed: true});
    await clock.until(Promise.all(Array.from({length: 5}, (_, n) => codeOf(read(`list${n}`)))));
    const before = sent.length;
    expect(await clock.until(codeOf(pressed()))).to.equal('source_error');
    expect(sent, 'once a press').to.have.length(before + 1);
    up = true;
    const at = clock.monotonic();
    expect((await pressed()).status).to.equal(200);
    expect(clock.monotonic()).to.equal(at);
    expect((await read()).status, 'closed again').to.equal(200);
  });

  it('does not let a person wait for a busy server, nor the server for less than it asked for', async () => {
    const {clock, sent, http, abort} = bench((_, index) => (index ? json([]) : status(429, {'retry-after': '30'})));
    const pressed = () => http.getJson('sources', {signal: abort.signal, accept: '*/*', pressed: true});
    expect(await clock.until(codeOf(pressed()))).to.equal('source_busy');
    expect(await clock.until(codeOf(pressed()))).to.equal('source_busy');
    expect(clock.monotonic()).to.equal(0);
    expect(sent).to.have.length(1);
    await clock.advance(90_000);
    expect((await pressed()).status).to.equal(200);
  });

  it('one failing source does not slow another', async () => {
    const clock = new VirtualClock();
    const bad = bench(() => status(500), {clock});
    const good = bench(() => json([]), {clock});
    const failing = Promise.all(Array.from({length: 6}, (_, n) => codeOf(bad.read(`list${n}`))));
    await clock.settle();
    const at = clock.monotonic();
    expect((await good.read()).status).to.equal(200);
    expect(clock.monotonic()).to.equal(at);
    await clock.until(failing);
  });

  it('keeps five in flight', async () => {
    let open = 0;
    let most = 0;
    const clock = new VirtualClock();
    const {read} = bench(
      async () => {
        most = Math.max(most, ++open);
        await clock.delay(100);
        open--;
        return json([]);
      },
      {clock},
    );
    await clock.until(Promise.all(Array.from({length: 17}, (_, n) => read(`list${n}`))));
    expect(most).to.equal(5);
  });
});

describe('source http: told apart without a status', () => {
  it('a dead server is unreachable, after one tokenless probe and a few tries', async () => {
    const {clock, read, sent} = bench(failed);
    expect(await clock.until(codeOf(read()))).to.equal('source_unreachable');
    const probes = sent.filter(one => one.init.mode === 'no-cors');
    expect(probes).to.have.length(1);
    expect(sent).to.have.length(5);
  });

  it('a server that is there for others is blocked, asked once, without token or path in the probe', async () => {
    const {clock, read, sent} = bench(one => (one.init.mode === 'no-cors' ? new Response() : failed()));
    expect(await clock.until(codeOf(read()))).to.equal('source_blocked');
    expect(await clock.until(codeOf(read('medical/issues')))).to.equal('source_blocked');
    const probes = sent.filter(one => one.init.mode === 'no-cors');
    expect(probes).to.have.length(1);
    expect(probes[0]!.authorization).to.equal(null);
    expect(probes[0]!.url).to.equal(`${BASE}/`);
    expect(probes[0]!.init.credentials).to.equal('omit');
    expect(probes[0]!.init.referrerPolicy).to.equal('no-referrer');
    expect(sent).to.have.length(3);
  });

  it('a server that has answered before is not suspected of blocking', async () => {
    let up = true;
    const {clock, read, sent} = bench(() => (up ? json([]) : failed()));
    await clock.until(read());
    up = false;
    expect(await clock.until(codeOf(read()))).to.equal('source_unreachable');
    expect(sent.filter(one => one.init.mode === 'no-cors')).to.have.length(0);
  });

  it('a probe that hangs ends too', async () => {
    const {clock, read} = bench(one => (one.init.mode === 'no-cors' ? never() : failed()));
    expect(await clock.until(codeOf(read()), HTTP_LIMITS.totalMs)).to.equal('source_unreachable');
  });
});

describe('source http: deadlines', () => {
  it('a server that never answers', async () => {
    const {clock, read} = bench(never);
    expect(await clock.until(codeOf(read()), HTTP_LIMITS.totalMs)).to.equal('source_timeout');
  });

  it('a byte a second', async () => {
    const clock = new VirtualClock();
    const {read, sent} = bench(() => dripping(clock, 1000, Array<string>(100_000).fill(' ')), {clock});
    expect(await clock.until(codeOf(read()), HTTP_LIMITS.totalMs)).to.equal('source_timeout');
    expect(sent.length).to.be.within(2, 4);
  });

  it('a stall inside the body, then a good answer', async () => {
    const clock = new VirtualClock();
    const stall = () => dripping(clock, 0, ['[1,', '2']);
    const hang = () => {
      const response = stall();
      const reader = response.body!.getReader();
      return new Response(
        new ReadableStream({
          async pull(controller) {
            const {value, done} = await reader.read();
            if (done) await never();
            controller.enqueue(value);
          },
        }),
        {headers: {'content-type': 'application/json'}},
      );
    };
    const {read} = bench((_, index) => (index ? json([1, 2]) : hang()), {clock});
    expect((await clock.until(read())).body).to.deep.equal([1, 2]);
    expect(clock.monotonic()).to.be.at.least(HTTP_LIMITS.attemptMs);
  });

  it('a slow body that arrives in time is read whole', async () => {
    const clock = new VirtualClock();
    const {read} = bench(() => dripping(clock, 1000, ['["é', '€"', ']']), {clock});
    expect((await clock.until(read())).body).to.deep.equal(['é€']);
  });

  it('a shorter deadline of the caller holds', async () => {
    const {clock, http, abort} = bench(never);
    const short = codeOf(http.getJson('sources', {signal: abort.signal, accept: '*/*', totalMs: 10_000}));
    expect(await clock.until(short, 10_000)).to.equal('source_timeout');
  });

  it('ends at once when the caller gives up: before, in the queue, in flight, in the body, while waiting', async () => {
    const clock = new VirtualClock();
    const scripts: [string, Script, number][] = [
      ['in flight', never, 0],
      ['in the body', () => dripping(clock, 60_000, ['[']), 0],
      ['in backoff', () => status(500), 0],
      ['in quiet', () => status(429, {'retry-after': '600'}), 0],
      ['in the queue', never, 5],
    ];
    for (const [name, script, ahead] of scripts) {
      const {read, abort, http} = bench(script, {clock});
      const others = Array.from({length: ahead}, (_, n) =>
        codeOf(http.getJson(`a${n}`, {signal: new AbortController().signal, accept: '*/*'})),
      );
      const failure = codeOf(read());
      await clock.settle();
      abort.abort();
      const at = clock.monotonic();
      expect(await failure, name).to.equal('aborted');
      expect(clock.monotonic(), name).to.equal(at);
      expect(await codeOf(read()), `${name}, before`).to.equal('aborted');
      await clock.until(Promise.all(others));
    }
  });

  it('a queue behind a dead server drains by the deadline and leaves no timer', async () => {
    const {clock, read} = bench(never);
    const all = Promise.all(Array.from({length: 40}, (_, n) => codeOf(read(`list${n}`))));
    const codes = await clock.until(all, HTTP_LIMITS.totalMs);
    expect(new Set(codes)).to.deep.equal(new Set(['source_timeout']));
    await clock.settle();
    expect(clock.pending).to.equal(0);
  }).timeout(60_000); // a browser may take its time with so many turns

  it('no promise outlives its deadline, whatever servers do', async () => {
    const moves: Record<string, (clock: VirtualClock) => Response | Promise<Response>> = {
      ok: () => json([1]),
      refused: () => status(401),
      error: () => status(500),
      conflict: () => status(409),
      busy: () => status(429),
      waitABit: () => status(503, {'retry-after': '40'}),
      waitLong: () => status(429, {'retry-after': '899'}),
      waitForEver: () => status(429, {'retry-after': '99999'}),
      dead: failed,
      never,
      html,
      cut: () => text('[1'),
      drip: clock => dripping(clock, 1000, Array<string>(200).fill(' ')),
      late: async clock => {
        await clock.delay(45_000);
        return json([]);
      },
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...Object.keys(moves)), {minLength: 1, maxLength: 12}),
        fc.integer({min: 1, max: 12}),
        fc.integer(),
        async (script, reads, seed) => {
          const clock = new VirtualClock({seed});
          const {read, sent} = bench((_, index) => moves[script[index % script.length]!]!(clock), {clock});
          const all = Promise.all(
            Array.from({length: reads}, (_, n) => read(`list${n}`).catch((error: unknown) => error)),
          );
          const results = await clock.until(all, HTTP_LIMITS.totalMs + LONGEST_QUIET_MS);
          for (const one of results) {
            if (one instanceof Error) expect(one).to.be.instanceOf(CodedError);
            if (one instanceof CodedError) expect(one.message).to.equal(one.code);
          }
          // two for each of four tries (a renewed token), and the probe
          expect(sent.length).to.be.at.most(reads * 8 + 1);
        },
      ),
      sequences(60),
    );
  }).timeout(240_000);
});

describe('source http in a browser', () => {
  it('reads from a real server with a real clock', async () => {
    const {createSourceHttp} = await import('../../src/sources/http.js');
    const real = {
      now: () => Date.now(),
      monotonic: () => performance.now(),
      random: () => Math.random(),
      delay: (ms: number, signal?: AbortSignal) =>
        new Promise<void>((resolve, reject) => {
          const timer = setTimeout(resolve, ms);
          signal?.addEventListener('abort', () => {
            clearTimeout(timer);
            reject(new CodedError('aborted'));
          });
        }),
    };
    const context = {
      route: 'r',
      routeName: 'R',
      baseUrl: new URL('/test/', location.href).href,
      token: () => Promise.resolve('t'),
    };
    const http = createSourceHttp(context, {fetch, clock: real});
    const {signal} = new AbortController();
    const answer = http.getJson('no-such-file.json', {signal, accept: 'application/json'});
    expect(await codeOf(answer)).to.equal('source_not_found');
  });
});
