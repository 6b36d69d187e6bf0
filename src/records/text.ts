/**
 * Text from record servers, made safe to set as text: nothing invisible that reorders or hides what stands around
 * it. Markup stays the text that it is. https://www.unicode.org/reports/tr9/ and /tr36/
 */

// Never of use in a record: controls, bidi embeddings and overrides, zero-width, tags, lone surrogates.
const NEVER =
  /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u180e\u200b\u202a-\u202e\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\p{Cs}\u{e0000}-\u{e0fff}]/gu;
// Joiners shape Arabic, Indic and Mongolian letters and hold emoji sequences together; elsewhere they only hide.
const SHAPED = /[\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc]/;
// whole characters, tested from their beginning: WebKit's lookbehind (2.50) and Chromium's `$` (156) miss those
// beyond U+FFFF
const joiner = (mark: string, at: number, text: string): string => {
  const before = [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? '';
  const joins =
    mark === '\u200d' &&
    /^[\p{ExtPict}\p{EMod}\ufe0f]/u.test(before) &&
    /^\p{ExtPict}/u.test(text.slice(at + 1, at + 3));
  return joins || SHAPED.test(before) ? mark : '';
};
const MARKS = /[\u061c\u200e\u200f]/g;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const BREAKS = /<\/?br\b[^<>]{0,99}>/gi;
/** Without any of these a text is clean as it stands. */
const SUSPECT = /[^\n -~\xa1-\xac\xae-\u024f]|<\/?br|\n\n\n|[ \n] | \n|^\s|\s$/i;

/** Isolates that are opened and closed within their line stay; the others would reach beyond it. */
const balance = (line: string): string => {
  const open: number[] = [];
  const kept = new Set<number>();
  for (let at = 0; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (code > 0x2065 && code < 0x2069) open.push(at);
    else if (code === 0x2069 && open.length) kept.add(open.pop()!).add(at);
  }
  return line.replace(/[\u2066-\u2069]/g, (mark, at: number) => (kept.has(at) ? mark : ''));
};

const clean = (text: string): string => {
  for (;;) {
    let next = text
      .replace(/\r\n?|[\x0b\x0c\x85\u2028\u2029]/g, '\n')
      .replace(NEVER, '')
      .replace(/[\u200c\u200d]/g, joiner);
    if (!RIGHT_TO_LEFT.test(next)) next = next.replace(MARKS, '');
    next = next.replace(BREAKS, '\n');
    if (/[\u2066-\u2069]/.test(next)) next = next.split('\n').map(balance).join('\n');
    next = next
      .replace(/[^\S\n]+/g, ' ')
      .replace(/ ?\n ?/g, '\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim();
    // removing one thing can join the halves of another (`<b\0r>`): until nothing changes
    if (next === text) return next;
    text = next;
  }
};

/**
 * What a source wrote, as text for people: at most `max` characters, then `…`. Numbers and booleans are written out;
 * anything else that is not a string is `''`, so that no `[object Object]` reaches a screen.
 */
export const cleanText = (written: unknown, max = 4000): string => {
  if (typeof written === 'number' ? !isFinite(written) : typeof written !== 'string') {
    return typeof written === 'boolean' ? String(written) : '';
  }
  let text = String(written);
  // far more than `max` cannot matter, and must not cost
  if (text.length > max * 4 + 99) text = text.slice(0, max * 4 + 99);
  if (SUSPECT.test(text)) text = clean(text);
  return text.length > max ? clean(text.slice(0, max - 1)) + '…' : text;
};
