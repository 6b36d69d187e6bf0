/** axe in every view of the list; the states stand in `test/demo/gallery.test.ts`. */
import {expect, timeline} from './harness.js';
import {LIST_VIEWS, whole} from './views.js';

describe('my-health-timeline: axe finds nothing', () => {
  afterEach(() => document.documentElement.removeAttribute('style'));

  for (const [name, go] of Object.entries(LIST_VIEWS)) {
    it(`in ${name}`, async () => {
      const page = await timeline(whole());
      await go(page);
      await expect(page.element).to.be.accessible();
    });
  }

  for (const name of ['what is missing, as a table', 'hidden records']) {
    it(`in the dark and in compact rows, in ${name}`, async () => {
      document.documentElement.style.cssText = 'color-scheme: dark; background: #141b22; color: #e8edf2';
      const page = await timeline(whole(), {density: 'compact'});
      await LIST_VIEWS[name]!(page);
      await expect(page.element).to.be.accessible();
    });
  }
});
