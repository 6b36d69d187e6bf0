import {expect, oneEvent, waitUntil} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import '../../src/my-health-timeline/define.js';
// what loads later is here at once, so that tests wait for acts and not for the network
import '../../src/my-health-timeline/late.js';
import {loadRowParts} from '../../src/my-health-timeline/rows.js';
import {snapshot, StandInStore} from '../helpers/snapshots.js';
import type {MyHealthTimeline} from '../../src/my-health-timeline/index.js';
import type {Snapshot} from '../../src/session/snapshot.js';

await loadRowParts();

const spaced = (text: string | null | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim();

/** Acts like a patient at a timeline: finds things by their words, presses, types and reads. */
export class Harness {
  constructor(
    readonly element: MyHealthTimeline,
    readonly store: StandInStore,
  ) {}

  get #root(): ShadowRoot {
    return this.element.shadowRoot!;
  }

  #all<T extends Element = HTMLElement>(selector: string): T[] {
    return [...this.#root.querySelectorAll<T>(selector)];
  }

  /** Everything on screen, as text. */
  get text(): string {
    return spaced([...this.#root.children].map(each => each.textContent).join(' '));
  }

  get records(): HTMLElement[] {
    return this.#all('article[part="record"]');
  }

  get titles(): string[] {
    return this.records.map(article => article.getAttribute('aria-label')!);
  }

  /** What stands on paper, a text for each record; empty while nothing is printed. */
  get paper(): string[] {
    return this.#all('.paper li.line').map(line => spaced(line.textContent));
  }

  record(title: string): HTMLElement {
    const found = this.records.find(article => article.getAttribute('aria-label') === title);
    if (!found) throw new Error(`no record “${title}” on screen`);
    return found;
  }

  textOf(title: string): string {
    return spaced(this.record(title).textContent);
  }

  /** Headings as `level text`, in order. */
  get headings(): string[] {
    return this.#all('h1,h2,h3,h4,h5,h6').map(each => `${each.localName[1]} ${spaced(each.textContent)}`);
  }

  /** The thing that has focus, by its words. */
  get focused(): string {
    const active = this.#root.activeElement;
    return spaced(active?.getAttribute('aria-label') ?? active?.textContent);
  }

  /** The number of records, as it is said. */
  get count(): string {
    return spaced(this.#root.querySelector('.count')?.textContent);
  }

  get dialog(): HTMLDialogElement | null {
    return this.#root.querySelector<HTMLDialogElement>('dialog[open]');
  }

  get dialogText(): string {
    return spaced(this.dialog?.textContent);
  }

  find<T extends Element = HTMLElement>(selector: string): T | null {
    return this.#root.querySelector<T>(selector);
  }

  findAll<T extends Element = HTMLElement>(selector: string): T[] {
    return this.#all<T>(selector);
  }

  button(words: string | RegExp): HTMLElement | undefined {
    const is = (each: HTMLElement): boolean => {
      const said = [spaced(each.textContent), each.getAttribute('aria-label') ?? ''];
      return said.some(text => (typeof words === 'string' ? text === words : words.test(text)));
    };
    return this.#all(this.dialog ? 'dialog[open] :is(button, summary)' : 'button, summary').find(is);
  }

  async press(words: string | RegExp): Promise<void> {
    await waitUntil(() => this.button(words), `a button that says ${String(words)}`);
    const button = this.button(words)!;
    button.focus();
    button.click();
    await this.settled();
  }

  async type(text: string): Promise<void> {
    this.find('input[type="search"]')!.focus();
    await sendKeys({type: text});
    await this.settled();
  }

  async choose(label: string, option: string): Promise<void> {
    const select = this.#all('label')
      .find(each => spaced(each.textContent).startsWith(label))!
      .querySelector('select')!;
    const found = [...select.options].find(each => spaced(each.textContent).startsWith(option))!;
    select.focus();
    select.value = found.value;
    select.dispatchEvent(new Event('change', {bubbles: true}));
    await this.settled();
  }

  /** The parts that load later are here. */
  async complete(): Promise<void> {
    this.element.dispatchEvent(new Event('pointerover'));
    await waitUntil(() => this.find('.strip > *') ?? this.find('dialog'), 'the late part', {timeout: 8000});
    await this.settled();
  }

  async open(title: string): Promise<void> {
    const opener = this.record(title).querySelector<HTMLElement>('.open')!;
    opener.focus();
    opener.click();
    await waitUntil(() => this.dialog, 'the record dialog', {timeout: 8000});
    await this.settled();
  }

  async settled(): Promise<void> {
    await this.element.updateComplete;
    await new Promise(resolve => setTimeout(resolve));
    await this.element.updateComplete;
  }

  async set(change: Partial<Snapshot>): Promise<void> {
    this.store.set(change);
    await this.settled();
  }
}

/** Runs an act that prints; answers the page that would have been printed, as text, and whether it is gone after. */
export const printedBy = async (act: () => Promise<void>): Promise<{text: string; lines: number; gone: boolean}> => {
  const {prototype} = HTMLIFrameElement;
  const own = Object.getOwnPropertyDescriptor(prototype, 'contentWindow')!;
  const frames: HTMLIFrameElement[] = [];
  let found: {text: string; lines: number} | undefined;
  Object.defineProperty(prototype, 'contentWindow', {
    ...own,
    get(this: HTMLIFrameElement) {
      const inner = own.get!.call(this) as Window;
      inner.print = () => {
        const {body} = inner.document;
        found = {text: spaced(body.textContent), lines: body.querySelectorAll('li.line').length};
        inner.dispatchEvent(new Event('afterprint'));
      };
      frames.push(this);
      return inner;
    },
  });
  try {
    await act();
    await waitUntil(() => found, 'a print', {timeout: 8000});
  } finally {
    Object.defineProperty(prototype, 'contentWindow', own);
  }
  return {...found!, gone: frames.every(frame => !frame.isConnected)};
};

/** A timeline with a stand-in for its session. */
export const timeline = async (
  state: Partial<Snapshot> = {},
  attributes: Record<string, string> = {},
): Promise<Harness> => {
  const store = new StandInStore(snapshot(state));
  const element = document.createElement('my-health-timeline');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.locale = attributes.locale ?? 'en-US';
  element.store = store;
  // not a fixture: that waits for a frame, and a tab behind another one gets none
  const main = document.createElement('main');
  main.append(element);
  document.body.append(main);
  const harness = new Harness(element, store);
  await harness.settled();
  if (state.library?.total && (state.phase ?? 'ready') === 'ready') await harness.complete();
  return harness;
};

afterEach(() => document.querySelectorAll('body > main').forEach(main => main.remove()));

export {expect, oneEvent, waitUntil};

/** What the page would be printed with. */
export const whilePrinting = async <T>(page: Harness, look: () => T): Promise<T> => {
  dispatchEvent(new Event('beforeprint'));
  const seen = look();
  dispatchEvent(new Event('afterprint'));
  await page.settled();
  return seen;
};
