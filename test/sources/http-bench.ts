// loaded before time begins
import '../../src/sources/http-more.js';
import {createSourceHttp, type HttpLimits, type SourceHttp} from '../../src/sources/http.js';
import {VirtualClock} from '../helpers/virtual-clock.js';
import {CodedError} from '../../src/errors.js';
import type {Breather} from '../../src/environment.js';
import type {SourceContext} from '../../src/sources/source.js';

export interface Sent {
  readonly url: string;
  readonly init: RequestInit;
  readonly at: number;
  readonly authorization: string | null;
}
/** What the scripted server does with the n-th request (from 0). */
export type Script = (sent: Sent, index: number) => Response | Promise<Response>;

export const BASE = 'https://records.example/api/human';

export const json = (body: unknown, init: ResponseInit = {}, type = 'application/json') =>
  new Response(JSON.stringify(body), {...init, headers: {'content-type': type, ...init.headers}});
export const status = (code: number, headers: Record<string, string> = {}) =>
  new Response('{}', {status: code, headers: {'content-type': 'application/json', ...headers}});
/** What browsers answer for everything that went wrong below HTTP. */
export const failed = (): Promise<Response> => Promise.reject(new TypeError('Failed to fetch'));
/** Never answers, and does not listen to its signal. */
export const never = () => new Promise<Response>(() => undefined);
/** Answers at once; the body comes chunk by chunk, one each `everyMs`, and does not end before `chunks` are sent. */
export const dripping = (clock: VirtualClock, everyMs: number, chunks: readonly string[]) => {
  let next = 0;
  return new Response(
    new ReadableStream<Uint8Array>({
      async pull(controller) {
        await clock.delay(everyMs);
        if (next === chunks.length) controller.close();
        else controller.enqueue(new TextEncoder().encode(chunks[next++]));
      },
    }),
    {headers: {'content-type': 'application/json'}},
  );
};

/** A record server that follows a script, and a token dispenser that counts. */
export function bench(
  script: Script,
  {
    tokens = ['t1', 't2', 't3'],
    limits,
    baseUrl = BASE,
    seed = 1,
    clock = new VirtualClock({seed}),
    breathe,
  }: {
    tokens?: (string | null)[];
    limits?: Partial<HttpLimits>;
    baseUrl?: string;
    seed?: number;
    clock?: VirtualClock;
    breathe?: Breather;
  } = {},
) {
  const sent: Sent[] = [];
  const rejected: string[] = [];
  let current = 0;
  const context: SourceContext = {
    route: 'r',
    routeName: 'Route',
    baseUrl,
    token: value => {
      if (value !== undefined) {
        rejected.push(value);
        current++;
      }
      return Promise.resolve(tokens[current] ?? null);
    },
  };
  const fetch = (input: RequestInfo | URL, init: RequestInit = {}) => {
    const one: Sent = {
      url: input instanceof Request ? input.url : String(input),
      init,
      at: clock.monotonic(),
      authorization: new Headers(init.headers).get('authorization'),
    };
    sent.push(one);
    return new Promise<Response>(resolve => resolve(script(one, sent.length - 1)));
  };
  const http: SourceHttp = createSourceHttp(context, {
    fetch,
    clock,
    ...(limits && {limits}),
    ...(breathe && {breathe}),
  });
  const abort = new AbortController();
  const read = (path = 'medical/vitals') => http.getJson(path, {signal: abort.signal, accept: 'application/json'});
  return {clock, http, sent, rejected, abort, context, read};
}

/** The code with which a promise fails; anything that is not a `CodedError` fails the test. */
export const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'nothing failed',
    (thrown: unknown) => {
      if (!(thrown instanceof CodedError)) throw thrown;
      return thrown.code;
    },
  );
