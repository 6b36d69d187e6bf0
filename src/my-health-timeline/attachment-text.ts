/**
 * Notes as plain text. What a source wrote is never rendered: tags only tell where lines and cells end.
 */

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: '’',
  nbsp: ' ',
  deg: '°',
  micro: 'µ',
  plusmn: '±',
  frac12: '½',
  ge: '≥',
  le: '≤',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  bull: '•',
  middot: '·',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  times: '×',
  reg: '®',
  trade: '™',
  copy: '©',
};
const point = (code: number): string => (code > 0 && code < 0x110000 ? String.fromCodePoint(code) : '\ufffd');
const entity = (whole: string, name: string): string =>
  name.startsWith('#')
    ? point(/^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1)))
    : Object.hasOwn(ENTITIES, name)
      ? ENTITIES[name]!
      : whole;
const decode = (text: string): string => text.replace(/&(#\d{1,7}|#x[\da-f]{1,6}|\w{2,8});/gi, entity);

const BLOCK =
  /^(address|article|aside|blockquote|caption|dd|div|dl|dt|fieldset|figure|footer|form|h[1-6]|header|hr|main|nav|ol|p|pre|section|table|tbody|thead|tfoot|title|tr|ul)$/;
/** Elements whose content is no text for people; each ends only at its own end tag. */
const OPAQUE = /^(script|style|template|noscript|iframe|object|svg|math|head)$/;

const tidy = (text: string): string =>
  text
    .replace(/[^\S\n\t]+/g, ' ')
    .replace(/[ \t]*\n[ \t]*/g, '\n')
    // cells of a row stay apart
    .replace(/\s*\t\s*/g, ' | ')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

/** HTML (https://html.spec.whatwg.org/multipage/parsing.html, as far as text needs it) as lines of text. */
export const htmlToText = (source: string): string => {
  let out = '';
  let at = 0;
  while (at < source.length) {
    const open = source.indexOf('<', at);
    if (open < 0) {
      out += decode(source.slice(at).replace(/\s+/g, ' '));
      break;
    }
    out += decode(source.slice(at, open).replace(/\s+/g, ' '));
    if (source.startsWith('<!--', open)) {
      const end = source.indexOf('-->', open + 4);
      at = end < 0 ? source.length : end + 3;
      continue;
    }
    const tag = /^<(\/?)([a-z][\w:-]*)|^<[!?]/i.exec(source.slice(open, open + 40));
    if (!tag) {
      out += '<';
      at = open + 1;
      continue;
    }
    // a quoted attribute may hold a ">"
    let end = open + tag[0].length;
    for (let quote = ''; end < source.length; end++) {
      const letter = source[end]!;
      if (quote) quote = letter === quote ? '' : quote;
      else if (letter === '"' || letter === "'") quote = letter;
      else if (letter === '>') break;
    }
    at = end + 1;
    const name = (tag[2] ?? '').toLowerCase();
    if (!tag[1] && OPAQUE.test(name) && source[end - 1] !== '/') {
      // in the text as it stands: in small letters some texts are longer (İ)
      const close = new RegExp(`</${name}`, 'gi');
      close.lastIndex = at;
      at = close.exec(source)?.index ?? source.length;
    } else if (name === 'br') out += '\n';
    else if (name === 'li') out += tag[1] ? '\n' : '\n• ';
    else if (name === 'td' || name === 'th') out += tag[1] ? '\t' : '';
    else if (BLOCK.test(name)) out += '\n';
  }
  return tidy(out);
};

/** Groups that hold fonts, styles, pictures: nothing to read. */
const SILENT =
  /^(fonttbl|colortbl|stylesheet|info|pict|object|header|footer|themedata|listtable|listoverridetable|rsidtbl|generator|xmlnstbl|datastore|latentstyles|fldinst|filetbl|nonshppict)$/;
const SIGNS: Readonly<Record<string, string>> = {
  par: '\n',
  line: '\n',
  row: '\n',
  sect: '\n',
  page: '\n',
  tab: '\t',
  cell: '\t',
  emdash: '—',
  endash: '–',
  bullet: '•',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  '~': ' ',
  _: '-',
};

/** Rich Text Format 1.9.1 as lines of text. Hex escapes are read as Windows-1252, what notes are written in. */
export const rtfToText = (source: string): string => {
  const latin = new TextDecoder('windows-1252');
  const stack: {silent: boolean; skip: number}[] = [];
  let state = {silent: false, skip: 1};
  let after = 0;
  let out = '';
  const say = (text: string): void => {
    if (!state.silent) out += text;
  };
  const token = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([\da-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)/gi;
  for (const [, word, argument, hex, sign, brace, text] of source.matchAll(token)) {
    if (brace === '{') {
      stack.push(state);
      state = {...state};
    } else if (brace === '}') {
      state = stack.pop() ?? state;
      after = 0;
    } else if (word) {
      if (SILENT.test(word)) state.silent = true;
      else if (word === 'uc') state.skip = Number(argument ?? 1);
      else if (word === 'u') {
        say(point((Number(argument ?? 0) + 0x10000) % 0x10000));
        after = state.skip;
      } else if (Object.hasOwn(SIGNS, word)) say(SIGNS[word]!);
      else if (word === 'bin') state.silent = true;
    } else if (hex) {
      if (after) after--;
      else say(latin.decode(Uint8Array.of(parseInt(hex, 16))));
    } else if (sign) {
      if (sign === '*') state.silent = true;
      else if (sign === '\n' || sign === '\r') say('\n');
      else say(SIGNS[sign] ?? (/[\\{}]/.test(sign) ? sign : ''));
    } else if (text) {
      const rest = text.slice(after);
      after = Math.max(0, after - text.length);
      say(rest);
    }
  }
  return tidy(out);
};
