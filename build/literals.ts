import {parseSync, type Plugin} from 'vite';

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly tag?: Node & {readonly name?: string};
  readonly quasi?: {readonly quasis: readonly Node[]};
}

/** Runs of white space that hold a line break say no more than one space; those without one were meant. */
const tight = (html: string): string => html.replace(/\s*\n\s*/g, ' ').replace(/ (?=\/?>)/g, '');

/** White space of a sheet that says nothing; what stands in quotes stays. */
const dense = (css: string): string =>
  css
    .replace(/\/\*[^]*?\*\//g, '')
    .split(/("[^"]*"|'[^']*')/)
    .map((text, at) =>
      at % 2
        ? text
        : text
            .replace(/\s+/g, ' ')
            .replace(/ ?([{};,>~]) ?/g, '$1')
            .replace(/: /g, ':')
            .replace(/\b0\.(?=\d)/g, '.')
            .replace(/;}/g, '}'),
    )
    .join('');

const SHORTER: Readonly<Record<string, (text: string) => string>> = {html: tight, svg: tight, css: dense};

const nodesIn = function* (value: unknown): Generator<Node> {
  if (typeof value !== 'object' || !value) return;
  if ('type' in value && 'start' in value) yield value as Node;
  for (const inner of Object.values(value)) yield* nodesIn(inner);
};

/** Code with its `html`, `svg` and `css` literals shortened; none of them shows anything else. */
export const shorten = (code: string, name: string): string => {
  const edits: {readonly start: number; readonly end: number; readonly text: string}[] = [];
  for (const {type, tag, quasi} of nodesIn(parseSync(name, code).program)) {
    const shorter = type === 'TaggedTemplateExpression' && SHORTER[tag?.name ?? ''];
    if (!shorter) continue;
    for (const {start, end} of quasi!.quasis) edits.push({start, end, text: shorter(code.slice(start, end))});
  }
  edits.sort((a, b) => b.start - a.start);
  return edits.reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), code);
};

/** Minifiers leave template literals alone; here they lose their indentation. */
export const shortLiterals = (): Plugin => ({
  name: 'short-literals',
  enforce: 'pre',
  transform: {
    filter: {id: /\/src\/.*\.ts$/},
    handler: (code, id) => (/\b(html|svg|css)`/.test(code) ? {code: shorten(code, id), map: null} : undefined),
  },
});
