import {CodedError} from '../errors.js';
import type {Clock} from '../environment.js';
import type {ErrorCode} from '../errors.js';

/**
 * Runs work that must end within `ms`. The work is told to stop through its signal; whether it listens or not, the
 * promise settles: with `late` at the deadline, with `aborted` when the caller gives up. A late result is dropped.
 */
export async function within<T>(
  clock: Clock,
  ms: number,
  outer: AbortSignal,
  late: ErrorCode,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (outer.aborted) throw new CodedError('aborted');
  const stop = new AbortController();
  const settled = new AbortController();
  const timer = clock.delay(ms, AbortSignal.any([outer, settled.signal])).then(() => {
    throw new CodedError(late);
  });
  try {
    return await Promise.race([work(stop.signal), timer]);
  } catch (thrown) {
    // only work that failed is stopped: aborting an answer that is just complete shows as an error in network logs
    stop.abort();
    throw thrown;
  } finally {
    settled.abort();
  }
}

/** Ends a body that nobody reads, so that its connection is free. */
export const discard = (response: Response): void => {
  response.body?.cancel().catch(() => undefined);
};

/**
 * The bytes of an answer, read chunk by chunk so that the cap holds before they are all in memory.
 * @throws {CodedError} `tooLarge` beyond `maxBytes`; `broken` when the connection ends early.
 */
export async function readBody(
  response: Response,
  {
    maxBytes,
    signal,
    tooLarge = 'source_too_large',
    broken = 'source_unreachable',
  }: {maxBytes: number; signal: AbortSignal; tooLarge?: ErrorCode; broken?: ErrorCode},
): Promise<Uint8Array<ArrayBuffer>> {
  const announced = Number(response.headers.get('content-length'));
  if (announced > maxBytes) {
    discard(response);
    throw new CodedError(tooLarge);
  }
  const broke = (): never => {
    throw new CodedError(signal.aborted ? 'aborted' : broken);
  };
  const reader = response.body?.getReader();
  if (!reader) {
    // nothing, or what a polyfill of `fetch` holds without a stream
    const whole = await response.arrayBuffer().catch(broke);
    if (whole.byteLength > maxBytes) throw new CodedError(tooLarge);
    return new Uint8Array(whole);
  }
  const end = () => void reader.cancel().catch(() => undefined);
  signal.addEventListener('abort', end, {once: true});
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const {done, value} = await reader.read().catch(broke);
      if (done) break;
      size += value.length;
      if (size > maxBytes) throw new CodedError(tooLarge);
      chunks.push(value);
    }
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
  // a cancelled stream looks complete: half a body must not pass for a whole one
  if (signal.aborted) throw new CodedError('aborted');
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** Media type of an answer, lower case, without parameters; `''` when it names none. */
export const mediaType = (response: Response): string =>
  (response.headers.get('content-type') ?? '').split(';', 1)[0]!.trim().toLowerCase();
