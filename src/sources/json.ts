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

/** Numbers whose digits matter, as they stand in JSON text. */
const WRITTEN = /(?<="(?:value|low|high)"\s*:\s*)-?\d[\d.e+-]*/gi;
/** Digits as they were written, by the object that holds the number. */
const digits = new WeakMap<object, Record<string, string>>();

/**
 * A number as its source wrote it, where that says more than the number: "the precision of the decimal value has
 * significance" (https://hl7.org/fhir/R4/datatypes.html#decimal). Else the value itself.
 */
export const asWritten = (holder: object, key: string): unknown =>
  digits.get(holder)?.[key] ?? (Object.hasOwn(holder, key) ? (holder as Json)[key] : undefined);

/**
 * Remembers the digits that numbers have lost. A value holds them in the order of its text; where it does not, because
 * a name is there twice, nothing is remembered. (A reviver is told of every value, and takes several times as long.)
 */
const keepDigits = (text: string, parsed: unknown): void => {
  const written = text.match(WRITTEN) ?? [];
  if (written.every(number => number === String(Number(number)))) return;
  const found: [holder: Json, key: string][] = [];
  const walk = (holder: Json): void => {
    for (const key of Object.keys(holder)) {
      const value = holder[key];
      if (typeof value === 'object' && value) walk(value as Json);
      else if (typeof value === 'number' && /^(value|low|high)$/.test(key)) found.push([holder, key]);
    }
  };
  walk({parsed});
  if (String(written.map(Number)) !== String(found.map(([holder, key]) => holder[key]))) return;
  found.forEach(([holder, key], at) => {
    const number = written[at]!;
    // powers of ten are no way to write for people
    if (number !== String(holder[key]) && /^[^e]{1,39}$/i.test(number))
      digits.set(holder, {...digits.get(holder), [key]: number});
  });
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
    const parsed: unknown = JSON.parse(text);
    keepDigits(text, parsed);
    return parsed;
  } catch {
    throw new CodedError(/^\s*</.test(text) ? 'source_sign_in' : 'source_invalid');
  }
}

/** Content types that promise JSON: `application/json`, `application/fhir+json`, the older `application/json+fhir`. */
export const isJsonType = (contentType: string): boolean =>
  /^(?:application|text)\/(?:[\w.-]+\+)*json(?:\+\w+)?$/.test(contentType);
