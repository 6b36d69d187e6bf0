import {replacement, spoil, type Effect, type Target} from './faults.js';
import type {World} from './world.js';

/** A simulated server: a web-standard handler, the same in a page, a service worker and behind a real port. */
export interface App {
  fetch(request: Request): Promise<Response>;
}

/** What a server allows pages of another origin (Fetch standard, CORS protocol). */
export interface CorsPolicy {
  /** Request headers beyond the safelisted ones; `'any'` echoes what is asked for. */
  headers: readonly string[] | 'any';
  methods: readonly string[];
  credentials: boolean;
}

/** Answers that stand for a refused connection: real ports close the socket, the in-page fetch rejects. */
const dropped = new WeakSet<Response>();
export const isDropped = (response: Response): boolean => dropped.has(response);

const drop = (): Response => {
  const response = new Response(null, {status: 502});
  dropped.add(response);
  return response;
};

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const fail = (): void => reject(new DOMException('The request was aborted', 'AbortError'));
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, {once: true});
  });

/** A body that gives `bytes` in bites with pauses; without a pace it stays silent after the first bite. */
const slowBody = (
  world: World,
  bytes: Uint8Array<ArrayBuffer>,
  bytesPerSecond: number | null,
  signal: AbortSignal,
): ReadableStream<Uint8Array<ArrayBuffer>> => {
  const bite = bytesPerSecond === null ? Math.ceil(bytes.length / 2) : Math.max(1, Math.floor(bytesPerSecond / 10));
  let offset = 0;
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      aborted(signal).catch((reason: unknown) => {
        try {
          controller.error(reason);
        } catch {
          // already closed
        }
      });
    },
    async pull(controller) {
      if (offset > 0) await (bytesPerSecond === null ? new Promise<void>(() => {}) : world.delay(100, signal));
      controller.enqueue(bytes.slice(offset, offset + bite));
      offset += bite;
      if (offset >= bytes.length) controller.close();
    },
  });
};

const slow = async (
  world: World,
  effects: readonly Effect[],
  request: Request,
  response: Response,
): Promise<Response> => {
  for (const effect of effects) {
    if (effect.kind !== 'drip' && !(effect.kind === 'stall' && effect.body)) continue;
    const bytes = new Uint8Array(await response.arrayBuffer());
    const pace = effect.kind === 'drip' ? effect.bytesPerSecond : null;
    const headers = new Headers(response.headers);
    headers.delete('content-length');
    return new Response(slowBody(world, bytes, pace, request.signal), {status: response.status, headers});
  }
  return response;
};

const preflight = (request: Request, policy: CorsPolicy): Response => {
  const asked = request.headers.get('access-control-request-headers') ?? '';
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': policy.methods.join(', '),
      'access-control-allow-headers': policy.headers === 'any' ? asked : policy.headers.join(', '),
      'access-control-max-age': '600',
    },
  });
};

const allow = (world: World, request: Request, response: Response, policy: CorsPolicy): Response => {
  const origin = request.headers.get('origin');
  const headers = new Headers(response.headers);
  headers.append('vary', 'Origin');
  headers.set('date', new Date(world.now()).toUTCString());
  const page = world.urls.page && new URL(world.urls.page).origin;
  if (!page && !policy.credentials) headers.set('access-control-allow-origin', '*');
  else if (origin && (!page || page === origin)) headers.set('access-control-allow-origin', origin);
  if (policy.credentials) headers.set('access-control-allow-credentials', 'true');
  headers.set('access-control-expose-headers', 'Retry-After');
  return new Response(response.body, {status: response.status, headers});
};

/** Puts notes, faults and CORS around a server's own answers, so that faults look as they do in the wild. */
export const serve = (
  world: World,
  target: Target,
  app: {fetch: (request: Request) => Response | Promise<Response>},
  policy: CorsPolicy,
): App => ({
  async fetch(request) {
    const isPreflight = request.method === 'OPTIONS' && request.headers.has('access-control-request-method');
    const effects = isPreflight ? [] : world.faults.take(target, request);
    const constant = isPreflight
      ? world.faults.list.filter(fault => fault.target === target || fault.target === '*')
      : [];
    const kinds = new Set([...effects, ...constant.map(fault => fault.effect)].map(effect => effect.kind));
    if (!isPreflight) {
      world.requests.push({
        target,
        method: request.method,
        url: request.url,
        authorization: request.headers.get('authorization'),
        accept: request.headers.get('accept'),
        at: world.now(),
      });
    }
    if (kinds.has('offline')) return drop();
    for (const effect of effects) {
      if (effect.kind === 'latency') await world.delay(effect.ms, request.signal);
      if (effect.kind === 'stall' && !effect.body) await aborted(request.signal);
    }
    if (isPreflight) {
      return kinds.has('no-cors')
        ? new Response(null, {status: 404})
        : allow(world, request, preflight(request, policy), policy);
    }
    const own = replacement(effects) ?? (await spoil(effects, request, await app.fetch(request)));
    const response = await slow(world, effects, request, own);
    return kinds.has('no-cors') ? response : allow(world, request, response, policy);
  },
});
