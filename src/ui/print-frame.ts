import {css} from 'lit';

/** Keeps the frame out of sight; a frame that is not rendered at all prints nothing. */
export const printFrameStyles = css`
  .print-frame {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    border: 0;
    clip-path: inset(50%);
  }
`;

/** An empty page of its own, and the way to paper. */
export interface PrintPage {
  readonly window: Window & typeof globalThis;
  readonly page: Document;
  /** Prints what stands in it by then, unless its frame has gone meanwhile; the frame goes when that is done. */
  print(): void;
}

/**
 * A page that can be printed with nothing of the host's page around it, which an element cannot hide from the printer.
 * @param place puts its frame into the element
 */
export const openPrintPage = (
  place: (frame: HTMLIFrameElement) => void,
  {title, language}: {readonly title: string; readonly language: string},
): PrintPage => {
  const frame = document.createElement('iframe');
  frame.className = 'print-frame';
  frame.title = title;
  // nothing in it can be reached by keyboard
  frame.tabIndex = -1;
  place(frame);
  const window = frame.contentWindow as PrintPage['window'];
  const page = window.document;
  page.title = title;
  page.documentElement.lang = language;
  const print = (): void => {
    if (!frame.isConnected) return;
    window.addEventListener('afterprint', () => frame.remove(), {once: true});
    window.print();
  };
  return {window, page, print};
};
