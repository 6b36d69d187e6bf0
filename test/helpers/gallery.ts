import {waitUntil} from '@open-wc/testing';
import {GALLERY_STATES} from '../../demo/gallery-states.js';
import {show} from '../../demo/gallery-view.js';
import {loadRowParts} from '../../src/my-health-timeline/rows.js';
import type {MyHealthTimeline} from '../../src/my-health-timeline/index.js';

await loadRowParts();

const settled = async (section: HTMLElement): Promise<void> => {
  for (const element of section.querySelectorAll('my-health-timeline, provider-connect, opt-out-panel')) {
    // as a patient who turns to it
    element.dispatchEvent(new Event('pointerover'));
    const one = element as MyHealthTimeline;
    // what loads later brings its own look
    await waitUntil(() => !one.store || one.shadowRoot!.adoptedStyleSheets.length > 2, `${one.localName} is whole`);
    await one.updateComplete;
    await waitUntil(() => /\S{3}/.test(element.shadowRoot!.textContent), `${element.localName} says something`);
  }
  await new Promise(resolve => setTimeout(resolve));
};

/** A state of the gallery, with all three elements as a patient who turns to them sees them. */
export const stateOf = async (id: string): Promise<HTMLElement> => {
  const main = document.createElement('main');
  main.append(show(GALLERY_STATES.find(state => state.id === id)!));
  document.body.append(main);
  await settled(main);
  return main;
};

/** Takes the states off the page, and what a test has set on the page itself. */
export const remove = (): void => {
  document.querySelectorAll('body > main').forEach(main => main.remove());
  document.documentElement.removeAttribute('style');
  document.documentElement.removeAttribute('dir');
};
