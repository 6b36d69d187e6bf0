import {base64url} from '../base64url.js';
import {CodedError} from '../errors.js';

/*
 * One host key, two derived ones. They are not extractable, live in memory only and are never put into IndexedDB: a
 * "non-extractable" key stored there lies readable on the disk (reliability.md, fact 1).
 */

/** Version of everything that is stored: layout, sealing and the shape of records. Another one is dropped. */
export const SCHEMA = 1;

const utf8 = new TextEncoder();

export interface CacheKeys {
  /** AES-256-GCM. */
  readonly page: CryptoKey;
  /** Hash of the patient key, bound into every row. */
  readonly patient: string;
  /** Opaque name under which a row is stored. */
  readonly name: (logical: string) => Promise<string>;
}

/**
 * Page key and name key of one patient. The patient and `kid` are part of the derivation: another patient or another
 * `kid` shares no name and no key with this one, even if a host reused its key.
 * @throws {CodedError} `storage_unavailable` when the key is not 32 bytes or the page has no WebCrypto.
 */
export const deriveKeys = async (
  crypto: Crypto,
  patientKey: string,
  {kid, key}: {readonly kid: string; readonly key: string},
): Promise<CacheKeys> => {
  try {
    const {subtle} = crypto;
    const bytes = Uint8Array.from(atob(key.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0));
    if (bytes.length !== 32) throw new CodedError('storage_unavailable');
    const host = await subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey']);
    bytes.fill(0);
    const patient = await subtle.digest('SHA-256', utf8.encode(patientKey));
    const derive = (use: string, algorithm: AesKeyAlgorithm | HmacKeyGenParams, usages: KeyUsage[]) =>
      subtle.deriveKey(
        {
          name: 'HKDF',
          hash: 'SHA-256',
          salt: patient,
          info: utf8.encode(JSON.stringify(['my-health', SCHEMA, use, kid])),
        },
        host,
        algorithm,
        false,
        usages,
      );
    const [page, naming] = await Promise.all([
      derive('page', {name: 'AES-GCM', length: 256}, ['encrypt', 'decrypt']),
      derive('name', {name: 'HMAC', hash: 'SHA-256', length: 256}, ['sign']),
    ]);
    const names = new Map<string, Promise<string>>();
    return {
      page,
      patient: base64url(patient),
      name: logical => {
        let name = names.get(logical);
        if (!name) names.set(logical, (name = subtle.sign('HMAC', naming, utf8.encode(logical)).then(base64url)));
        return name;
      },
    };
  } catch {
    throw new CodedError('storage_unavailable');
  }
};

/** Name of the database of one token endpoint; without key, so that it can be erased by anybody signed in or not. */
export const databaseName = async (crypto: Crypto, endpoint: string): Promise<string> =>
  `my-health.${base64url(await crypto.subtle.digest('SHA-256', utf8.encode(endpoint))).slice(0, 22)}`;
