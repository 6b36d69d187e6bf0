import {binding, IV_BYTES, LENGTH_BYTES, through, utf8, type RowLabel} from './unseal.js';
import type {CacheKeys} from './keys.js';

/** Size classes an eighth apart (1 KiB at least), so that a row's size says little about what is in it. */
export const bucket = (bytes: number): number => {
  const step = Math.max(1024, 2 ** (Math.floor(Math.log2(bytes)) - 3));
  return Math.ceil(bytes / step) * step;
};

/**
 * JSON → deflated → padded → IV and AES-GCM ciphertext in one buffer. Deflated, because sealed bytes do not shrink
 * any more, and values over 64 KiB cost a browser a file each.
 */
export const seal = async (crypto: Crypto, keys: CacheKeys, label: RowLabel, value: unknown): Promise<ArrayBuffer> => {
  const bytes = await through(new CompressionStream('deflate-raw'), utf8.encode(JSON.stringify(value)));
  const padded = new Uint8Array(bucket(LENGTH_BYTES + bytes.length));
  new DataView(padded.buffer).setUint32(0, bytes.length);
  padded.set(bytes, LENGTH_BYTES);
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
