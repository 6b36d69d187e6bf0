import type {MyHealthElement} from './element.js';

/** The shadow root of an element, also in a page that has all of them closed. */
export const rootOf = ({renderRoot}: MyHealthElement): ShadowRoot => renderRoot.getRootNode() as ShadowRoot;
