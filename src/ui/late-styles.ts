import type {CSSResult, ReactiveController} from 'lit';
import {rootOf} from './root.js';
import type {MyHealthElement} from './element.js';

/**
 * The look of a late part, over that of the first paint. A sheet belongs to one document and does not come along to a
 * window or frame that an element is moved to: there all of them are made anew.
 */
export class LateStyles implements ReactiveController {
  #made: Document | undefined;

  constructor(
    private readonly host: MyHealthElement,
    private readonly own: readonly CSSResult[],
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    const {ownerDocument, constructor} = this.host;
    if (this.#made === ownerDocument) return;
    this.#made = ownerDocument;
    // not from the document itself: an element of the page may be named like its window
    const view: typeof window | null = Reflect.get(Document.prototype, 'defaultView', ownerDocument);
    // a document that no window shows needs no look
    if (!view) return;
    const root = rootOf(this.host);
    const {elementStyles} = constructor as typeof MyHealthElement;
    const sheets = [...(root.adoptedStyleSheets.length ? [] : (elementStyles as CSSResult[])), ...this.own];
    root.adoptedStyleSheets = [
      ...root.adoptedStyleSheets,
      ...sheets.map(({cssText}) => {
        const sheet = new view.CSSStyleSheet();
        sheet.replaceSync(cssText);
        return sheet;
      }),
    ];
  }
}
