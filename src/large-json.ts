import type {Breather} from './environment.js';

/** Below this size one `JSON.parse` is quick enough, and simpler. */
const SMALL = 256 * 1024;
/** Bytes of a list that are parsed in one go. */
const PIECE = 64 * 1024;

const [QUOTE, COMMA, COLON, BACKSLASH] = [0x22, 0x2c, 0x3a, 0x5c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
/** A blank, a tab, a line feed or a carriage return. */
const isBlank = (byte: number | undefined): boolean => byte === 0x20 || (byte! >= 9 && byte! <= 13);

/** Where the string that begins at `at` ends: at its closing quote, or at the end of the text. */
const endOfString = (bytes: Uint8Array, at: number): number => {
  for (let end = bytes.indexOf(QUOTE, at + 1); end >= 0; end = bytes.indexOf(QUOTE, end + 1)) {
    let slashes = 0;
    while (bytes[end - 1 - slashes] === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return end;
  }
  return bytes.length;
};

/** Where the list begins that is all there is, or stands in the outermost object as `key`: after its bracket. 0: nowhere. */
const findList = (bytes: Uint8Array, key: string): number => {
  const first = bytes.findIndex(byte => !isBlank(byte));
  if (bytes[first] === OPEN_LIST) return first + 1;
  const name = new TextEncoder().encode(`"${key}"`);
  let depth = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === OPEN_OBJECT || byte === OPEN_LIST) depth++;
    else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) depth--;
    else if (byte === QUOTE) {
      const from = at;
      at = endOfString(bytes, at);
      if (depth !== 1 || at - from + 1 !== name.length || !name.every((each, i) => bytes[from + i] === each)) continue;
      let next = at + 1;
      const skip = (): void => {
        while (isBlank(bytes[next])) next++;
      };
      skip();
      if (bytes[next++] !== COLON) continue;
      skip();
      if (bytes[next] === OPEN_LIST) return next + 1;
    }
  }
  return 0;
};

/**
 * JSON whose list may be very long, parsed piece by piece of that list and giving way between them. Bytes are looked
 * at, because what shapes JSON never stands inside of a longer UTF-8 character. The value is the same as in one go, or
 * the same is thrown; but for an empty list after a longer one of its name.
 *
 * @param key of the list in the outermost object, unless the list is all there is
 * @param parser of each piece, as JSON text
 */
export const parseLarge = async (
  bytes: Uint8Array,
  key: string,
  breathe: Breather | undefined,
  parser: (text: string) => unknown = JSON.parse,
): Promise<unknown> => {
  const parse = (part: Uint8Array, before = '', after = ''): unknown =>
    parser(before + new TextDecoder('utf-8', {ignoreBOM: !!before}).decode(part) + after);
  const start = bytes.length < SMALL ? 0 : findList(bytes, key);
  if (!start) return parse(bytes);
  const entries: unknown[] = [];
  let [from, at, depth] = [start, start, 0];
  for (; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfString(bytes, at);
    else if (byte === OPEN_OBJECT || byte === OPEN_LIST) depth++;
    else if (byte === CLOSE_OBJECT) depth--;
    else if (byte === CLOSE_LIST && --depth < 0) break;
    else if (byte === COMMA && depth === 0 && at - from > PIECE) {
      for (const entry of parse(bytes.subarray(from, at), '[', ']') as unknown[]) entries.push(entry);
      from = at + 1;
      await breathe?.();
    }
  }
  const last = parse(bytes.subarray(from, at), '[', ']') as unknown[];
  // nothing may stand after a comma: all of it is no JSON
  if (from > start && !last.length) return parse(bytes);
  for (const entry of last) entries.push(entry);
  const around = new Uint8Array(start + bytes.length - at);
  around.set(bytes.subarray(0, start));
  around.set(bytes.subarray(at), start);
  const outermost = parse(around);
  if (Array.isArray(outermost)) return entries;
  const object = outermost as Record<string, unknown[]>;
  // of two lists of one name the last one counts, as ever, but for an empty one
  return object[key]?.length === 0 ? {...object, [key]: entries} : object;
};
