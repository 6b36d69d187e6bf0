import {CodedError} from '../errors.js';
import {SCHEMA} from './keys.js';
import type {CacheKeys} from './keys.js';

/** Where a row belongs; sealed in, so that no row can stand in for another. */
export interface RowLabel {
  /** Opaque name under which it is stored. */
  readonly name: string;
  readonly store: string;
  /** Generation in which it was written; an older copy of the same row does not open. */
  readonly version: number;
}

export const IV_BYTES = 12;
/** Length of what was deflated, before it in the clear text. */
export const LENGTH_BYTES = 4;
/** Deflated at a time, so that a page of large payloads does not hold the main thread. */
const SLICE_BYTES = 1 << 18;
export const utf8 = new TextEncoder();

export const binding = (keys: CacheKeys, {store, name, version}: RowLabel) =>
  utf8.encode(JSON.stringify([SCHEMA, keys.patient, store, name, version]));

export const through = async (
  stream: CompressionStream | DecompressionStream,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> => {
  const writer = stream.writable.getWriter();
  const write = async () => {
    for (let at = 0; at < bytes.length; at += SLICE_BYTES) await writer.write(bytes.subarray(at, at + SLICE_BYTES));
    await writer.close();
  };
  const [result] = await Promise.all([new Response(stream.readable).arrayBuffer(), write()]);
  return new Uint8Array(result);
};

/** @throws {CodedError} `storage_lost` when the row is not exactly what was sealed under this label. */
export const open = async (crypto: Crypto, keys: CacheKeys, label: RowLabel, row: unknown): Promise<unknown> => {
  try {
    const bytes = new Uint8Array(row as ArrayBuffer);
    const padded = await crypto.subtle.decrypt(
      {name: 'AES-GCM', iv: bytes.subarray(0, IV_BYTES), additionalData: binding(keys, label)},
      keys.page,
      bytes.subarray(IV_BYTES),
    );
    const deflated = new Uint8Array(padded, LENGTH_BYTES, new DataView(padded).getUint32(0));
    const json = await through(new DecompressionStream('deflate-raw'), deflated);
    return JSON.parse(new TextDecoder().decode(json)) as unknown;
  } catch {
    throw new CodedError('storage_lost');
  }
};
