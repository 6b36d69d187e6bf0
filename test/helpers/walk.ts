/**
 * Walks through an element as a patient with a keyboard does. After every step: what has focus, what is said, whether
 * axe finds nothing, and whether the screen reads at grade 8 or below.
 */
import {expect, waitUntil} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import {grade} from './reading-grade.js';
import type {SessionRequest} from '../../src/session/requests.js';
import type {StandInStore} from './snapshots.js';

/** What the patient does, or what happens to them meanwhile; its name stands in the message of a failure. */
export interface Act {
  readonly name: string;
  do(walker: Walker): Promise<void> | void;
}

/** An act, what has focus then, and what the screen says (its open dialog, where there is one). */
export type Step = readonly [act: Act, focus: string | RegExp, says?: string | RegExp];

/** Tab until it has focus, and no more. */
export const reach = (words: string | RegExp): Act => ({
  name: `reach ${String(words)}`,
  do: walker => walker.reach(words),
});

/** Tab until it has focus, then Enter. */
export const press = (words: string | RegExp): Act => ({
  name: `press ${String(words)}`,
  do: async walker => {
    await walker.reach(words);
    await sendKeys({press: 'Enter'});
  },
});

/** One key, where one is. */
export const key = (name: string): Act => ({name, do: () => sendKeys({press: name})});

/** Escape from a dialog. */
export const escape: Act = {
  name: 'Escape',
  do: async ({element}) => {
    await sendKeys({press: 'Escape'});
    // a tab in the background, as test files run in, would wait for its next frame with this
    element.shadowRoot!.querySelector('dialog:not([open])')?.dispatchEvent(new Event('close'));
  },
};

export const type = (text: string): Act => ({name: `type ${text}`, do: () => sendKeys({type: text})});

/** Something that is not the patient's doing: an answer, another tab, the portal. */
export const meanwhile = (name: string, happens: () => void): Act => ({name, do: happens});

/** Lets a request wait until what this returns is called; then it is answered. */
export const hold = (
  store: StandInStore,
  kind: SessionRequest['type'],
  answer: () => unknown = () => undefined,
): (() => void) => {
  let go = (): void => undefined;
  const held = new Promise<void>(done => (go = done));
  store.answers[kind] = () => held.then(answer);
  return go;
};

const words = (element: Element): string => (element.textContent ?? '').replace(/\s+/g, ' ').trim();

const nameOf = (element: Element): string => {
  const label = (element as HTMLInputElement).labels?.[0];
  return (
    element.getAttribute('aria-label') ?? (label ? words(label) : (element as HTMLElement).title || words(element))
  );
};

const matches = (text: string, wanted: string | RegExp): boolean =>
  typeof wanted === 'string' ? text === wanted : wanted.test(text);

/** What is read in one breath: no sentence goes on into the next of these. */
const BLOCKS = 'h1, h2, h3, h4, h5, h6, p, li, dt, dd, label, button, summary, .status, .state, .lines > *';

export class Walker {
  constructor(readonly element: HTMLElement & {updateComplete: Promise<unknown>}) {}

  get #root(): ShadowRoot {
    return this.element.shadowRoot!;
  }

  /** What a patient has before them: the open dialog, which makes all else inert, or the whole element. */
  get #screen(): Element {
    return this.#root.querySelector('dialog[open]') ?? this.#root.querySelector('[part=base]')!;
  }

  get said(): string {
    return (this.#screen as HTMLElement).innerText.replace(/\s+/g, ' ');
  }

  /** What has focus, as a screen reader names it. */
  get focused(): string {
    const active = this.#root.activeElement;
    return active ? nameOf(active) : '';
  }

  /** Tab until it has focus; from the top where it lies behind, because what comes after the last stop is the browser's. */
  async reach(wanted: string | RegExp): Promise<void> {
    const stops = [...this.#screen.querySelectorAll<HTMLElement>('a[href], button, input, summary')];
    const target = stops.find(stop => stop.checkVisibility() && matches(nameOf(stop), wanted));
    if (!target) throw new Error(`nothing is called ${String(wanted)}: ${stops.map(nameOf).join(' | ')}`);
    const active = this.#root.activeElement;
    if (target === active) return;
    if (!active || target.compareDocumentPosition(active) & Node.DOCUMENT_POSITION_FOLLOWING)
      this.#root.getElementById(this.#screen.localName === 'dialog' ? 'dialog-title' : 'heading')!.focus();
    const met: string[] = [];
    while (this.#root.activeElement !== target) {
      met.push(this.focused);
      if (met.length > 60) throw new Error(`${String(wanted)} is not reached: ${met.join(' → ')}`);
      await sendKeys({press: 'Tab'});
    }
  }

  /** Every sentence of the screen, each with its end. */
  get #sentences(): string {
    const shown = [...this.#screen.querySelectorAll<HTMLElement>(BLOCKS)].filter(block => block.checkVisibility());
    return shown
      .map(block => {
        const own = block.cloneNode(true) as HTMLElement;
        own.querySelectorAll(`${BLOCKS}, bdi, .visually-hidden`).forEach(inner => inner.remove());
        return words(own);
      })
      .filter(text => /\p{L}/u.test(text))
      .map(text => (/[.!?:…]$/.test(text) ? text : `${text}.`))
      .join(' ');
  }

  async #check(focus: string | RegExp, says: string | RegExp): Promise<void> {
    const told = (): boolean => (typeof says === 'string' ? this.said.includes(says) : says.test(this.said));
    const there = (): boolean => told() && matches(this.focused, focus);
    await waitUntil(there, undefined, {timeout: 4000}).catch(() => {
      throw new Error(`focus on “${this.focused}”, not on ${String(focus)}; wanted ${String(says)} in: ${this.said}`);
    });
    await expect(this.element).to.be.accessible();
    const sentences = this.#sentences;
    expect(grade(sentences), `reading grade of: ${sentences}`).to.be.at.most(8);
  }

  async walk(steps: readonly Step[]): Promise<void> {
    for (const [n, [act, focus, says = '']] of steps.entries()) {
      try {
        await act.do(this);
        await this.element.updateComplete;
        await this.#check(focus, says);
      } catch (error) {
        throw new Error(`step ${n + 1}, ${act.name}: ${(error as Error).message}`, {cause: error});
      }
    }
  }
}
