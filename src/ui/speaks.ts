import {html, type TemplateResult} from 'lit';
import {ifDefined} from 'lit/directives/if-defined.js';
import type {MyHealthElement} from './element.js';

const TAGS = 'my-health-timeline, provider-connect, opt-out-panel';

/**
 * Whether this element says aloud what all elements of its session show: the first of them on the page does, so that a
 * screen reader hears it once.
 */
export const speaks = (host: MyHealthElement): boolean => {
  const root = host.getRootNode() as Document | ShadowRoot;
  const all = [...root.querySelectorAll<MyHealthElement>(TAGS)];
  return all.find(({tokenEndpoint}) => tokenEndpoint === host.tokenEndpoint) === host;
};

/** A failure in words. @param aloud whether it is this element that says it to screen readers */
export const failureLine = (text: string, aloud: boolean): TemplateResult =>
  html`<p role=${ifDefined(aloud ? 'alert' : undefined)}>${text}</p>`;
