import {html} from 'lit';
import {formatMoment} from '../ui/moments.js';
import {heading} from '../ui/heading.js';
import {openPrintPage} from '../ui/print-frame.js';
import {dataPlaces} from './places-view.js';
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
    [words.stores, erased.blocked ? words.storesBlocked : words.counted(erased.stores)],
  ];
};

const titleOf = ({snapshot, words}: Context): string =>
  snapshot.pendingOptOut
    ? words.receiptAsked
    : snapshot.phase === 'opted-out'
      ? words.receiptLeft
      : words.receiptRemoved;

/** Prints the receipt, in a page of its own. */
export const printReceipt = (context: Context, into: HTMLElement): void => {
  const {words, language} = context;
  const {page, print} = openPrintPage(frame => into.append(frame), {title: words.receipt, language});
  const add = (tag: string, text: string): void => {
    const element = page.createElement(tag);
    element.textContent = text;
    page.body.append(element);
  };
  add('h1', titleOf(context));
  for (const [label, value] of linesOf(context)) add('p', `${label}: ${value}`);
  for (const {name, state, text} of dataPlaces(context)) {
    add('h2', `${name}: ${state}`);
    if (text) add('p', text);
  }
  print();
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
