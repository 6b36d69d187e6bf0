import {CodedError, toCoded} from '../errors.js';
import {mediaType, readBody, within} from '../sources/http-body.js';
import {LONGEST_WAIT_MS, parseRetryAfter, spread} from '../sources/http-retry.js';
import {readDocument, resolveDocument} from './contract.js';
import type {ErrorCode} from '../errors.js';
import type {SessionDocument} from './contract.js';
import type {Surroundings} from './surroundings.js';

/** One call to the host, its body included (fault matrix, row 15: ≤ 10 s, then text). */
const DEADLINE_MS = 10_000;
/** A static directory of 32,000 institutions has 9 MB. */
const MAX_BYTES = 16 * 2 ** 20;
/** A busy host is asked this many times in all. */
const ATTEMPTS = 3;

export interface HostCall {
  readonly body?: object;
  readonly signal?: AbortSignal;
  /** What answers the wish; everything else in 2xx is a sign-in page. */
  readonly status?: number;
  /** False: a busy host is not waited for. */
  readonly wait?: boolean;
  /** Makes the value out of the body; what it throws, and `undefined`, is a sign-in page. Default: as JSON. */
  readonly parse?: (bytes: Uint8Array) => unknown;
}

export interface HostClientOptions {
  readonly endpoint: string;
  readonly credentials: RequestCredentials;
  /** Of the participants; asked anew for each call. */
  readonly headers: () => Record<string, string>;
  /** An answer tells the host's time (its `Date`, where this page may read it), in wall ms. */
  readonly onTime: (at: number) => unknown;
  /** A wait that the host asked for has begun; wall ms of its end. */
  readonly onWait: (until: number) => unknown;
  /** A call begins. @returns what is told each of its failures, and says what it means by then */
  readonly onCall: () => (error: CodedError) => CodedError;
}

/** §2: the table of answers. A 403 needs its body and is looked at there. */
const codeOf = ({status}: Response): ErrorCode | undefined => {
  // a redirect that was not followed has status 0
  if (status < 400) return 'host_sign_in';
  if (status === 401) return 'host_signed_out';
  if (status === 429 || status === 503) return 'host_busy';
  return status === 403 ? undefined : status < 500 ? 'host_refused' : 'host_error';
};

/** Every call to the portal, by the rules of host-contract.md §§2 and 3. Rejects with `CodedError`s only. */
export class HostClient {
  readonly #with: Surroundings;
  readonly #options: HostClientOptions;

  constructor(surroundings: Surroundings, options: HostClientOptions) {
    this.#with = surroundings;
    this.#options = options;
  }

  /** The token endpoint: always the whole session document. */
  session(body: object = {}, call: HostCall = {}): Promise<SessionDocument> {
    return this.document(this.#options.endpoint, body, call);
  }

  /** A POST that a session document answers. */
  async document(url: string, body: object, call: HostCall = {}): Promise<SessionDocument> {
    const failed = this.#options.onCall();
    const json = await this.json(url, {...call, body: {version: 1, ...body}});
    const document = readDocument(json);
    if (document) return resolveDocument(document, this.#options.endpoint);
    const {version} = (json ?? {}) as {version?: unknown};
    throw failed(new CodedError(typeof version === 'number' ? 'host_invalid' : 'host_sign_in'));
  }

  /** A call with JSON in and out; GET without a body. @throws {CodedError} as the table says. */
  async json(url: string, call: HostCall = {}): Promise<unknown> {
    const {clock} = this.#with;
    const failed = this.#options.onCall();
    const signal = call.signal ?? new AbortController().signal;
    for (let attempt = 1; ; attempt++) {
      try {
        return await within(clock, DEADLINE_MS, signal, 'host_unreachable', inner => this.#once(url, call, inner));
      } catch (thrown) {
        const error = failed(toCoded(thrown));
        const floor = (error.retryAfter ?? 5 * 2 ** attempt) * 1000;
        const again = error.code === 'host_busy' && call.wait !== false && attempt < ATTEMPTS;
        if (!again || floor > LONGEST_WAIT_MS) throw error;
        const pause = spread(floor, clock);
        this.#options.onWait(clock.now() + pause);
        await clock.delay(pause, signal);
      }
    }
  }

  async #once(url: string, {body, status = 200, parse}: HostCall, signal: AbortSignal): Promise<unknown> {
    const {credentials, headers} = this.#options;
    const response = await this.#with
      .fetch(url, {
        method: body ? 'POST' : 'GET',
        headers: {...headers(), Accept: 'application/json', ...(body && {'Content-Type': 'application/json'})},
        ...(body && {body: JSON.stringify(body)}),
        credentials,
        redirect: 'manual',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
        signal,
      })
      .catch((thrown: unknown) => {
        throw toCoded(thrown, signal.aborted ? 'aborted' : 'host_unreachable');
      });
    const at = Date.parse(response.headers.get('date') ?? '');
    if (at) this.#options.onTime(at);
    const json = /^application\/(.+\+)?json$/.test(mediaType(response));
    const read = async (): Promise<unknown> => {
      const bytes = await readBody(response, {
        maxBytes: MAX_BYTES,
        signal,
        tooLarge: 'host_invalid',
        broken: 'host_unreachable',
      });
      try {
        return await (parse ? parse(bytes) : JSON.parse(new TextDecoder().decode(bytes)));
      } catch {
        return undefined;
      }
    };
    if (response.status === status) {
      if (status !== 200) return undefined;
      const value = json ? await read() : undefined;
      if (value === undefined) throw new CodedError('host_sign_in');
      return value;
    }
    const refused = (response.status === 403 && json ? await read().catch(() => null) : null) as
      {error?: unknown} | null | undefined;
    const code = codeOf(response) ?? (refused?.error === 'not_eligible' ? 'host_not_eligible' : 'host_refused');
    const after = parseRetryAfter(response.headers, this.#with.clock.now());
    throw new CodedError(code, code === 'host_busy' && after ? after / 1000 : undefined);
  }
}
