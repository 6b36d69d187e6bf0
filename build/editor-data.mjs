/**
 * After the manifest analyzer: cuts `dist/custom-elements.json` down to the public API, and writes from it
 * `dist/html-data.json` (VS Code), `dist/jsx.d.ts` and `dist/jsx.js` (JSX of React, Preact, Solid).
 */
import {readFileSync, writeFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {tokenDefaults} from './tokens.mjs';

const at = path => resolve(import.meta.dirname, '..', path);
const oneLine = text => (text ?? '').replace(/\s+/g, ' ').trim();
const manifest = JSON.parse(readFileSync(at('dist/custom-elements.json'), 'utf8'));
const defaults = tokenDefaults();

const isPublic = ({name, privacy}) => !/^[#_]/.test(name) && privacy !== 'private' && privacy !== 'protected';
for (const module of manifest.modules) {
  module.declarations = module.declarations.filter(({kind}) => kind === 'class');
  const kept = new Set(module.declarations.map(({name}) => name));
  module.exports = module.exports.filter(
    ({kind, name, declaration}) => kind !== 'js' || declaration.module || kept.has(name),
  );
  for (const declaration of module.declarations) {
    declaration.members = declaration.members?.filter(isPublic);
    for (const token of declaration.cssProperties ?? []) token.default ??= defaults.get(token.name);
  }
}
manifest.modules.sort((a, b) => (a.path < b.path ? -1 : 1));

const elements = manifest.modules
  .flatMap(({declarations}) => declarations)
  .filter(({customElement, tagName}) => customElement && tagName)
  .sort((a, b) => (a.tagName < b.tagName ? -1 : 1));

/** `'a' | 'b'` as VS Code wants it: a list of values. */
const values = type => [...(type?.text ?? '').matchAll(/'([^']+)'/g)].map(([, name]) => ({name}));
const htmlData = {
  version: 1.1,
  tags: elements.map(({tagName, description, attributes}) => ({
    name: tagName,
    description: oneLine(description),
    attributes: attributes.map(({name, description, type}) => ({
      name,
      description: oneLine(description),
      ...(values(type).length && {values: values(type)}),
    })),
  })),
};

const properties = ({members}) =>
  members.filter(({kind, readonly, static: fixed}) => kind === 'field' && !readonly && !fixed);
/** Properties that no attribute has the name of. */
const unspelled = element =>
  properties(element)
    .map(({name}) => name)
    .filter(name => !element.attributes.some(attribute => attribute.name === name));
const jsx = `/**
 * JSX types of the three tags, for any library that sets attributes and properties on custom elements.
 *
 * React 18 and 19 (Preact alike, with its own module's name; Solid with its own and \`MyHealthSolidTags\`):
 *
 * @example
 * import type {MyHealthTags} from 'my-health-elements/jsx';
 * declare module 'react' {
 *   namespace JSX {
 *     interface IntrinsicElements extends MyHealthTags {}
 *   }
 * }
 */
${elements.map(({name, tagName}) => `import type {${name}} from './${tagName}/index.js';`).join('\n')}
${elements
  .flatMap(({events, tagName}) =>
    events
      .filter(({name}) => !/^mh-(state|sync|connection|opt-out|session-end|error)$/.test(name))
      .map(({type}) => [type.text, tagName]),
  )
  .map(([type, tagName]) => `import type {${type}} from './${tagName}/index.js';`)
  .join('\n')}
import type {SessionEventMap} from './ui/events.js';

/** What an event of the browser and one that React has wrapped have in common. */
export interface AnyEvent {
  readonly type: string;
  readonly target: EventTarget | null;
  readonly currentTarget: EventTarget | null;
  preventDefault(): void;
  stopPropagation(): void;
}

/** Events that every element sends, by the names that React, Preact and Solid share. */
type Common =
  | 'Click'
  | 'ContextMenu'
  | 'Focus'
  | 'Blur'
  | 'KeyDown'
  | 'KeyUp'
  | 'PointerDown'
  | 'PointerUp'
  | 'PointerEnter'
  | 'PointerLeave'
  | 'MouseEnter'
  | 'MouseLeave'
  | 'Copy'
  | 'Scroll';
/** As a method, so that a handler may name the library's own kind of event. */
export type CommonHandlers = {[Name in Common as \`on\${Name}\`]?: {handle(event: AnyEvent): void}['handle'] | undefined};

/** What every tag takes, whatever the library. */
export interface AnyTag<E extends Element> extends CommonHandlers {
  key?: string | number | null | undefined;
  ref?: ((element: E | null) => void) | {current: E | null} | null | undefined;
  id?: string | undefined;
  class?: string | undefined;
  className?: string | undefined;
  slot?: string | undefined;
  title?: string | undefined;
  role?: string | undefined;
  tabIndex?: number | undefined;
  tabindex?: number | string | undefined;
  hidden?: boolean | undefined;
  inert?: boolean | undefined;
  lang?: string | undefined;
  dir?: string | undefined;
  /** React takes an object alone. */
  style?: object | string | undefined;
  part?: string | undefined;
}

/** Handlers of the session's events, as React 19 and Preact take them: \`onmh-sync={event => …}\`. */
export type SessionHandlers = {
  [Name in keyof SessionEventMap as \`on\${Name}\`]?: ((event: SessionEventMap[Name]) => void) | undefined;
};

${elements
  .map(element => {
    const {name, tagName, attributes, events} = element;
    const fields = properties(element).map(({name: field}) => `  ${field}?: ${name}['${field}'] | undefined;`);
    const spelled = attributes
      .filter(({name: attribute, fieldName}) => attribute !== fieldName)
      .map(({name: attribute, fieldName}) => `  '${attribute}'?: ${name}['${fieldName}'] | undefined;`);
    const own = events
      .filter(({name: event}) => !/^mh-(state|sync|connection|opt-out|session-end|error)$/.test(event))
      .map(({name: event, type}) => `  'on${event}'?: ((event: ${type.text}) => void) | undefined;`);
    return `/** \`<${tagName}>\`: ${oneLine(element.description)} */
export interface ${name}Props extends AnyTag<${name}>, SessionHandlers {
${[...fields, ...spelled, ...own].join('\n')}
}`;
  })
  .join('\n\n')}

/** The three tags by name: extend \`JSX.IntrinsicElements\` with it. */
export interface MyHealthTags {
${elements.map(({name, tagName}) => `  '${tagName}': ${name}Props;`).join('\n')}
}

type PropertyName = ${[...new Set(elements.flatMap(unspelled))].map(name => `'${name}'`).join(' | ')};
/**
 * Solid writes names in small letters where nothing stands before them: a plain \`hostHeaders\` would reach nobody. So
 * properties are \`prop:hostHeaders={…}\` here and events \`on:mh-sync={event => …}\`.
 */
type Solid<Props, E> = {
  [Name in keyof Props as Name extends PropertyName
    ? \`prop:\${Name}\`
    : Name extends \`onmh-\${infer Event}\`
      ? \`on:mh-\${Event}\`
      : Exclude<Name, 'ref' | 'key' | 'className' | 'tabIndex'>]: Props[Name];
} & {ref?: E | ((element: E) => void) | undefined};

/** The three tags as Solid takes them. */
export interface MyHealthSolidTags {
${elements.map(({name, tagName}) => `  '${tagName}': Solid<${name}Props, ${name}>;`).join('\n')}
}
`;

const json = value => JSON.stringify(value, null, 2) + '\n';
writeFileSync(at('dist/custom-elements.json'), json(manifest));
writeFileSync(at('dist/html-data.json'), json(htmlData));
writeFileSync(at('dist/jsx.d.ts'), jsx);
writeFileSync(at('dist/jsx.js'), 'export {};\n');
