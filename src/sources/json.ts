import {CodedError} from '../errors.js';

/** An object out of parsed JSON. */
export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Deepest nesting that is read. FHIR and Human API stay below 20. */
export const MAX_DEPTH = 64;

/** Most entries of one answer; no patient has so many, and a list of a million nothings would cost minutes. */
export const MOST_ENTRIES = 100_000;

/** Entries of an answer, those of lists inside it included (FHIR Bundles in Bundles), as far as `MOST_ENTRIES` + 1. */
export const countEntries = (value: unknown, counted = 0): number => {
  const entries: unknown = Array.isArray(value) ? value : (value as {entry?: unknown} | null | undefined)?.entry;
  if (!Array.isArray(entries)) return counted;
  let all = counted + entries.length;
  for (const entry of entries as readonly {resource?: unknown}[]) {
    if (all > MOST_ENTRIES) break;
    const inner = entry?.resource ?? entry;
    if (!Array.isArray(inner)) all = countEntries(inner, all);
  }
  return all;
};

/**
 * Whether arrays and objects in JSON text nest deeper than `limit`. Looks at brackets outside of strings only, so it
 * costs a fraction of parsing and runs before anything is built. Text that is not JSON gets some answer, and fails
 * in the parser.
 */
export function nestsDeeper(text: string, limit: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22: // "
        for (;;) {
          at = text.indexOf('"', at + 1);
          if (at < 0) return false;
          let slashes = 0;
          while (text.charCodeAt(at - 1 - slashes) === 0x5c) slashes++;
          if (slashes % 2 === 0) break;
        }
        break;
      case 0x5b: // [
      case 0x7b: // {
        if (++depth > limit) return true;
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth--;
    }
  }
  return false;
}

/** A value whose number could lose digits: an end of zeros, a minus before zero, very small or very long ones. */
const PRECISE = /"(?:value|low|high)"\s*:\s*-?(?:0(?![.\d])(?<=-0)|0\.0{6}|\d+\.\d*0(?!\d)|[\d.]{16})/;
/** Digits as they were written, by the object that holds the number. */
const digits = new WeakMap<object, Record<string, string>>();

/**
 * A number as its source wrote it, where that says more than the number: "the precision of the decimal value has
 * significance" (https://hl7.org/fhir/R4/datatypes.html#decimal). Else the value itself. Browsers before Chromium 114,
 * Firefox 135 and Safari 18.4 do not tell.
 */
export const asWritten = (holder: object, key: string): unknown =>
  digits.get(holder)?.[key] ?? (Object.hasOwn(holder, key) ? (holder as Record<string, unknown>)[key] : undefined);

const keepDigits = function (this: object, key: string, value: unknown, context?: {source?: string}): unknown {
  const source = context?.source;
  if (typeof value === 'number' && source && /^(value|low|high)$/.test(key)) {
    // powers of ten are no way to write for people
    if (source.length < 40 && source !== String(value) && !/e/i.test(source))
      digits.set(this, {...digits.get(this), [key]: source});
  }
  return value;
};

/**
 * JSON text as a value. A key named `__proto__` becomes an own property: copy field by field from it, never with
 * `Object.assign`.
 * @throws {CodedError} `source_too_large` for deep nesting; `source_sign_in` for a page sent as JSON;
 * `source_invalid` for text that is cut off or not JSON. The parser's message quotes the text, so it is dropped.
 */
export function parseJson(text: string, maxDepth = MAX_DEPTH): unknown {
  if (nestsDeeper(text, maxDepth)) throw new CodedError('source_too_large');
  try {
    return JSON.parse(text, PRECISE.test(text) ? keepDigits : undefined);
  } catch {
    throw new CodedError(/^\s*</.test(text) ? 'source_sign_in' : 'source_invalid');
  }
}

/** Content types that promise JSON: `application/json`, `application/fhir+json`, the older `application/json+fhir`. */
export const isJsonType = (contentType: string): boolean =>
  /^(?:application|text)\/(?:[\w.-]+\+)*json(?:\+\w+)?$/.test(contentType);
