import {render, type TemplateResult} from 'lit';
import {breath} from '../breath.js';
import {openPrintPage} from '../ui/print-frame.js';
import {paperStyles} from './paper-styles.js';

const NUMBERS = `@page { @bottom-center { content: counter(page) ' / ' counter(pages); font: 8.5pt sans-serif; } }`;
/** ms of work at a time. */
const SLICE = 8;

/** Prints parts, in a page of their own. They are made in slices, because there may be tens of thousands of lines. */
export const printParts = async (
  parts: readonly (() => TemplateResult)[],
  {kind, title, element, into}: {kind: string; title: string; element: HTMLElement; into: HTMLElement},
): Promise<void> => {
  const language = into.closest<HTMLElement>('[lang]')?.lang ?? '';
  // not every browser tells when it has printed: then the frame goes with the next one, or with the panel
  const {window, page, print} = openPrintPage(frame => into.replaceChildren(frame), {title, language});
  page.documentElement.dir = element.matches(':dir(rtl)') ? 'rtl' : 'ltr';
  page.body.style.fontFamily = getComputedStyle(element).fontFamily;
  const sheet = new window.CSSStyleSheet();
  // browsers that know no margin boxes, or no @page in a constructed sheet, print without numbers
  sheet.replaceSync(`body { margin: 0; } ${paperStyles.cssText} ${NUMBERS}`);
  page.adoptedStyleSheets = [sheet];
  const paper = page.createElement('div');
  paper.className = kind;
  page.body.append(paper);
  let until = performance.now() + SLICE;
  for (const part of parts) {
    const box = page.createElement('div');
    box.className = 'part';
    render(part(), box, {creationScope: page});
    paper.append(...(box.firstElementChild?.className === 'running' ? box.children : [box]));
    if (performance.now() < until) continue;
    await breath();
    until = performance.now() + SLICE;
  }
  // not at all when the session has ended meanwhile
  print();
};
