import {expect} from '@open-wc/testing';
import {browserSurroundings} from '../../src/session/browser.js';
import type {PageSignal} from '../../src/session/surroundings.js';

describe('the page of the real browser', () => {
  it('tells what happens to it, wherever the browser fires that, until nobody asks any more', () => {
    const heard: PageSignal[] = [];
    const stop = browserSurroundings().page.on(signal => heard.push(signal));
    const gone = (type: string, persisted: boolean): Event => new PageTransitionEvent(type, {persisted});
    const all = (): void => {
      document.dispatchEvent(new Event('visibilitychange', {bubbles: true}));
      for (const type of ['online', 'focus']) window.dispatchEvent(new Event(type));
      for (const persisted of [true, false])
        for (const type of ['pagehide', 'pageshow']) window.dispatchEvent(gone(type, persisted));
      for (const type of ['pointerdown', 'keydown', 'wheel', 'touchstart', 'scroll'])
        document.body.dispatchEvent(new Event(type));
    };
    all();
    const inputs = Array<PageSignal>(5).fill('input');
    expect(heard).to.deep.equal([document.visibilityState, 'online', 'focus', 'frozen', 'restored', ...inputs]);
    stop();
    all();
    expect(heard).to.have.length(10);
  });
});
