import type {Plugin} from 'vite';

/** Lists of versions, for Lit's own warning. */
const VERSIONS = /\(\w+\.(?:litHtml|litElement|reactiveElement)Versions\?\?=\[\]\)\.push\("[^"]+"\)/;
/** Metadata of standard decorators, which this kit does not use. */
const METADATA = /Symbol\.metadata\?\?=Symbol\("metadata"\),\w+\.litPropertyMetadata\?\?=new WeakMap;/;
/** What a page has put on `Object.prototype` is read as part of a descriptor, and `value` there ends the whole file. */
const DESCRIPTOR = /return\{get:/;
/** Hooks for browsers without shadow roots, of which there are none here: what a page puts there is not called. */
const POLYFILLS = /\w+\.(?:litHtml|litElement|reactiveElement)PolyfillSupport\b/;
/** And the one for pages that a server renders with Lit: it would have the page's own Lit take these elements over. */
const HYDRATION = /\w+\.litElementHydrateSupport\?\.\(\{LitElement:\w+\}\)/;
const ZOD = /globalThis(?=[).])/g;

/** A library's code without what it leaves on `globalThis`; other code as it is. A test looks at the page. */
export const withoutGlobals = (code: string, id: string): string => {
  if (/\/zod\/v4\/core\/(core|registries)\.js$/.test(id)) return `const ours = {};\n${code.replace(ZOD, 'ours')}`;
  return code
    .replace(VERSIONS, '0')
    .replace(POLYFILLS, 'void 0')
    .replace(HYDRATION, '0')
    .replace(DESCRIPTOR, 'return{__proto__:null,get:')
    .replace(METADATA, '')
    .replace('this[Symbol.metadata]', 'null');
};

/**
 * The single file is a guest: Lit's list of its versions would make the page's own Lit warn of us, and zod's shared
 * settings would let the page's own zod change ours. Bundlers get the libraries as they are.
 */
export const noGlobals = (): Plugin => ({
  name: 'no-globals',
  transform: {
    filter: {id: /\/node_modules\/(lit-html|lit-element|@lit|zod)\//},
    handler: (code, id) => ({code: withoutGlobals(code, id), map: null}),
  },
});
