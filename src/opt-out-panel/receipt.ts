import {html} from 'lit';
import {formatMoment} from '../ui/moments.js';
import {heading} from '../ui/heading.js';
import {placesOf} from './places-view.js';
import type {TemplateResult} from 'lit';
import type {Context} from './places-view.js';

type Line = readonly [label: string, value: string];

/** What was removed, in figures; for a copy that was removed alone, and for leaving. */
const linesOf = ({snapshot, words, language}: Context): readonly Line[] => {
  const erased = snapshot.erased!;
  return [
    [words.when, formatMoment(new Date(erased.at).toISOString(), language)],
    [words.before, erased.uncounted ? words.uncounted : words.counted(erased.records)],
    [words.after, erased.blocked ? words.afterBlocked : words.none],
    [words.stores, words.counted(erased.stores)],
  ];
};

const titleOf = ({snapshot, words}: Context): string =>
  snapshot.pendingOptOut
    ? words.receiptAsked
    : snapshot.phase === 'opted-out'
      ? words.receiptLeft
      : words.receiptRemoved;

/**
 * Prints the receipt and nothing of the page around it: an element cannot hide the host's page from the printer, so
 * the text goes into an empty frame of its own.
 */
export const printReceipt = (context: Context, into: HTMLElement, print = (window: Window) => window.print()): void => {
  const {words} = context;
  const frame = document.createElement('iframe');
  frame.className = 'print-frame';
  frame.title = words.receipt;
  into.append(frame);
  const page = frame.contentDocument!;
  page.documentElement.lang = context.language;
  const add = (tag: string, text: string): void => {
    const element = page.createElement(tag);
    element.textContent = text;
    page.body.append(element);
  };
  page.title = words.receipt;
  add('h1', titleOf(context));
  for (const [label, value] of linesOf(context)) add('p', `${label}: ${value}`);
  for (const {name, state, text} of placesOf(context)) {
    add('h2', `${name}: ${state}`);
    if (text) add('p', text);
  }
  const window = frame.contentWindow!;
  window.addEventListener('afterprint', () => frame.remove(), {once: true});
  print(window);
};

/** The receipt on screen. */
export const receiptView = (context: Context, print: (event: Event) => void): TemplateResult => {
  const {words, level} = context;
  return html`<div class="receipt" part="receipt">
    ${heading(level + 1, `${words.receipt}: ${titleOf(context)}`, 'receipt')}
    <dl>
      ${linesOf(context).map(
        ([label, value]) =>
          html`<div>
            <dt>${label}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
    <p><button class="button small" type="button" @click=${print}>${words.print}</button></p>
  </div>`;
};
