import type {Plugin} from 'vite';

/**
 * Style sheets as `css-tag.js` of Lit makes them, for browsers that have `adoptedStyleSheets`: all that this kit runs
 * in (docs/host-contract.md §11). Lit's own module also serves those without, and words mistakes of its callers.
 */
const SHEETS = `
export const supportsAdoptingStyleSheets = true;
export class CSSResult {
  constructor(cssText) { this.cssText = cssText; }
  get styleSheet() {
    if (!this.sheet) (this.sheet = new CSSStyleSheet()).replaceSync(this.cssText);
    return this.sheet;
  }
  toString() { return this.cssText; }
}
export const unsafeCSS = text => new CSSResult(String(text));
export const css = (strings, ...values) => unsafeCSS(String.raw({raw: strings}, ...values));
export const getCompatibleStyle = style => style;
export const adoptStyles = (root, styles) => {
  root.adoptedStyleSheets = styles.map(style => style.styleSheet ?? style);
};`;

/** `keyed` needs one line of a module that moves whole parts of a page, which only later files do. */
const HELPER = /import\{setCommittedValue as (\w+)\}from"\.\.\/directive-helpers\.js";/;

/** A module of Lit as far as the single file needs it; other code as it is. */
export const plainLit = (code: string, id: string): string => {
  if (/\/reactive-element\/css-tag\.js$/.test(id)) return SHEETS;
  if (!/\/directives\/keyed\.js$/.test(id)) return code;
  if (!HELPER.test(code)) throw new Error('Lit’s keyed directive has another shape: see build/plain-lit.ts');
  return code.replace(HELPER, 'const $1=(part,value={})=>part._$AH=value;');
};

/** The single file's own Lit, without what it does not use: 0.8 kB. Bundlers get Lit as it is. */
export const plainLitModules = (): Plugin => ({
  name: 'plain-lit',
  transform: {
    filter: {id: /\/node_modules\/(@lit\/reactive-element\/css-tag|lit-html\/directives\/keyed)\.js$/},
    handler: (code, id) => ({code: plainLit(code, id), map: null}),
  },
});
