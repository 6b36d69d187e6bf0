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

const IV_BYTES = 12;
const utf8 = new TextEncoder();

const binding = (keys: CacheKeys, {store, name, version}: RowLabel) =>
  utf8.encode(JSON.stringify([SCHEMA, keys.patient, store, name, version]));

/** Size classes an eighth apart (1 KiB at least), so that a row's size says little about what is in it. */
export const bucket = (bytes: number): number => {
  const step = Math.max(1024, 2 ** (Math.floor(Math.log2(bytes)) - 3));
  return Math.ceil(bytes / step) * step;
};

/** JSON, padded with the white space that JSON allows at its end → IV and AES-GCM ciphertext in one buffer. */
export const seal = async (crypto: Crypto, keys: CacheKeys, label: RowLabel, value: unknown): Promise<ArrayBuffer> => {
  const json = JSON.stringify(value);
  let padded = new Uint8Array(bucket(json.length)).fill(0x20);
  if (utf8.encodeInto(json, padded).read < json.length) {
    // more than one byte a character, and more of them than fit
    const bytes = utf8.encode(json);
    padded = new Uint8Array(bucket(bytes.length)).fill(0x20);
    padded.set(bytes);
  }
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const sealed = await crypto.subtle.encrypt(
    {name: 'AES-GCM', iv, additionalData: binding(keys, label)},
    keys.page,
    padded,
  );
  const row = new Uint8Array(IV_BYTES + sealed.byteLength);
  row.set(iv);
  row.set(new Uint8Array(sealed), IV_BYTES);
  return row.buffer;
};

/** @throws {CodedError} `storage_lost` when the row is not exactly what was sealed under this label. */
export const open = async (crypto: Crypto, keys: CacheKeys, label: RowLabel, row: unknown): Promise<unknown> => {
  try {
    const bytes = new Uint8Array(row as ArrayBuffer);
    const json = await crypto.subtle.decrypt(
      {name: 'AES-GCM', iv: bytes.subarray(0, IV_BYTES), additionalData: binding(keys, label)},
      keys.page,
      bytes.subarray(IV_BYTES),
    );
    return JSON.parse(new TextDecoder().decode(json)) as unknown;
  } catch {
    throw new CodedError('storage_lost');
  }
};
