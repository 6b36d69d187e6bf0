import {CodedError, isRetryable, toCoded} from '../errors.js';
import {discard, mediaType, readBody, within} from './http-body.js';
import {parseRetryAfter} from './http-retry.js';
import {Slots} from './http-slots.js';
import {Later} from '../later.js';
import {isJsonType, parseJson} from './json.js';
import type {Breather, Clock} from '../environment.js';
import type {ErrorCode} from '../errors.js';
import type {SourceContext} from './source.js';
import type {Outcome, Patience} from './http-trouble.js';

/** What a record server answered, already parsed and checked. */
export interface HttpAnswer {
  readonly status: number;
  readonly url: string;
  readonly body: unknown;
  /** Media type, lower case, without parameters. */
  readonly contentType: string;
}

export interface HttpOptions {
  readonly signal: AbortSignal;
  readonly accept: string;
  /** Shorter time for this read, in ms, retries included. Default: `HttpLimits.totalMs`. */
  readonly totalMs?: number;
  /** A person waits for the answer: tried also while the breaker is open, and a busy server is not waited for. */
  readonly pressed?: boolean;
}

/** Reads from one record server. Every promise settles; failures are `CodedError`s. */
export interface SourceHttp {
  getJson(pathOrUrl: string, options: HttpOptions): Promise<HttpAnswer>;
  getBlob(pathOrUrl: string, options: HttpOptions): Promise<Blob>;
}

export interface HttpLimits {
  /** One attempt, its body included. */
  readonly attemptMs: number;
  /** One read, its retries included; waits that the server asked for come on top (at most 3 × 15 min together). */
  readonly totalMs: number;
  readonly jsonBytes: number;
  readonly blobBytes: number;
  readonly inFlight: number;
}

export const HTTP_LIMITS: HttpLimits = {
  attemptMs: 30_000,
  totalMs: 120_000,
  jsonBytes: 32 * 2 ** 20,
  blobBytes: 64 * 2 ** 20,
  inFlight: 5,
};

export interface HttpDeps {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly limits?: Partial<HttpLimits>;
  /** Gives way between pieces of a large answer. Default: does not. */
  readonly breathe?: Breather;
}

/** Bytes of an answer that take a page's time to parse. Few servers send as much at once, when they are asked for pages. */
const LARGE = 1e6;

/** Makes the result out of an answer that may be read. */
type Reader<T> = (response: Response, signal: AbortSignal, url: string) => Promise<T>;

/**
 * The address of a read, inside the origin and the folder of the route's base. A token never goes anywhere else.
 * @throws {CodedError} `source_off_origin` for everything outside, also when it only becomes outside after decoding.
 */
export function pinUrl(base: string, pathOrUrl: string): URL {
  try {
    const root = new URL(base);
    const folder = root.pathname.replace(/\/*$/, '/');
    const url = new URL(pathOrUrl, root.origin + folder);
    const path = url.pathname;
    if (
      /^https?:$/.test(url.protocol) &&
      url.origin === root.origin &&
      !url.username &&
      !url.password &&
      `${path}/`.startsWith(folder) &&
      !(/(?:\.|%(?:25)*2e){2}/i.test(path) && /%(?:25)*(?:2f|5c)/i.test(path))
    ) {
      url.hash = '';
      return url;
    }
  } catch {
    // not an address at all
  }
  throw new CodedError('source_off_origin');
}

/** What a status means; `null` for an answer that can be read. */
function codeOf(status: number): ErrorCode | null {
  if (status >= 200 && status < 300) return null;
  switch (status) {
    case 401:
    case 402:
    case 403:
    case 451:
      return 'source_refused';
    case 404:
    case 410:
      return 'source_not_found';
    case 408:
      return 'source_timeout';
    case 409:
    case 412:
      return 'source_conflict';
    case 429:
    case 503:
      return 'source_busy';
    case 511:
      return 'source_sign_in';
  }
  // an opaque redirect has status 0
  return status < 400 ? 'source_sign_in' : status < 500 ? 'source_bad_request' : 'source_error';
}

/** What a first screen does without: loaded with the first failure, large answer or file, or the passes. */
const more = new Later(() => import('./http-more.js'));

/** The way to one record server: one token at a time, one breaker, one retry budget, a few requests in flight. */
export function createSourceHttp(context: SourceContext, deps: HttpDeps): SourceHttp {
  const {fetch, clock, breathe} = deps;
  const limits = {...HTTP_LIMITS, ...deps.limits};
  const slots = new Slots(limits.inFlight);
  let everAnswered = false;
  let patience: Patience | undefined;
  /** Of this source, from its first failure. Without it (no line, no portal) failures are final. */
  const meet = async (error: CodedError): Promise<Patience> => {
    const {Patience} = await more.load().catch(() => {
      throw error;
    });
    return (patience ??= new Patience(context, deps));
  };

  const send = async (url: URL, accept: string, token: string, signal: AbortSignal): Promise<Response> => {
    const headers = new Headers({Authorization: `Bearer ${token}`, Accept: accept});
    let response: Response;
    try {
      response = await fetch(url, {
        headers,
        redirect: 'manual',
        referrerPolicy: 'no-referrer',
        cache: 'no-store',
        credentials: 'omit',
        signal,
      });
    } catch (thrown) {
      if (signal.aborted || thrown instanceof CodedError) throw toCoded(thrown, 'aborted');
      const unreachable = new CodedError('source_unreachable');
      const isThere = !everAnswered && (await (await meet(unreachable)).probe(pinUrl(context.baseUrl, '')));
      throw isThere ? new CodedError('source_blocked') : unreachable;
    }
    everAnswered = true;
    return response;
  };

  /** One attempt: token, answer, body. A refused token is renewed once. */
  const attempt = async <T>(url: URL, accept: string, signal: AbortSignal, read: Reader<T>): Promise<T> => {
    let token = await context.token();
    if (token === null) throw new CodedError('source_refused');
    signal.throwIfAborted();
    let response = await send(url, accept, token, signal);
    if (response.status === 401) {
      discard(response);
      const renewed = await context.token(token);
      if (renewed === null || renewed === token) throw new CodedError('source_refused');
      token = renewed;
      response = await send(url, accept, token, signal);
    }
    const code = response.type === 'opaqueredirect' ? 'source_sign_in' : codeOf(response.status);
    if (!code) return read(response, signal, url.href);
    discard(response);
    const wait = code === 'source_busy' ? parseRetryAfter(response.headers, clock.now()) : null;
    throw new CodedError(code, wait === null ? undefined : Math.ceil(wait / 1000));
  };

  const get = async <T>(pathOrUrl: string, options: HttpOptions, read: Reader<T>): Promise<T> => {
    const {signal, accept, totalMs = limits.totalMs, pressed = false} = options;
    const url = pinUrl(context.baseUrl, pathOrUrl);
    const start = clock.monotonic();
    const so = {quiet: 0, failures: 0, pressed};
    const left = () => totalMs - (clock.monotonic() - start - so.quiet);

    /** Sends, when nothing keeps this source from it; otherwise says how long it has to wait. */
    const trySend = (inner: AbortSignal) =>
      slots.run<Outcome<T>>(inner, async () => {
        const wait = patience?.enter(so);
        if (wait) return {wait};
        try {
          const ms = Math.min(limits.attemptMs, left());
          const value = await within(clock, ms, inner, 'source_timeout', s => attempt(url, accept, s, read));
          patience?.answered();
          return {value};
        } catch (thrown) {
          const error = toCoded(thrown);
          // an answer that stays as it is, such as 400, is no trouble
          if (patience || isRetryable(error.code)) (await meet(error)).failed(error);
          return {error};
        }
      });

    for (;;) {
      const outcome = await within(clock, left(), signal, 'source_timeout', trySend);
      if (!outcome.wait && !outcome.error) return outcome.value as T;
      if (!patience) throw outcome.error!;
      await patience.rest(outcome, so, left, signal);
    }
  };

  return {
    getJson: (pathOrUrl, options) =>
      get(pathOrUrl, options, async (response, signal, url) => {
        const contentType = mediaType(response);
        if (!isJsonType(contentType)) {
          discard(response);
          // a server of records that knows no JSON is no sign-in page
          throw new CodedError(/^(?!.*xhtml).*[/+]xml$/.test(contentType) ? 'source_unsupported' : 'source_sign_in');
        }
        const bytes = await readBody(response, {maxBytes: limits.jsonBytes, signal});
        const inOneGo = (): unknown => parseJson(new TextDecoder().decode(bytes));
        const body = await (bytes.length < LARGE
          ? inOneGo()
          : more.load().then(({parseLarge}) => parseLarge(bytes, 'entry', breathe, parseJson), inOneGo));
        return {status: response.status, url, body, contentType};
      }),

    getBlob: (pathOrUrl, options) =>
      get(pathOrUrl, options, async (response, signal) => {
        const {blobOf} = await more.load();
        return blobOf(response, options.accept, {maxBytes: limits.blobBytes, signal});
      }),
  };
}
