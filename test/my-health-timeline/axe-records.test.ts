/** axe in the dialog of a record of each kind, with its histories. */
import {expect, timeline} from './harness.js';
import {RECORD_VIEWS, whole} from './views.js';

describe('my-health-timeline: axe finds nothing in a record', () => {
  afterEach(() => document.documentElement.removeAttribute('style'));

  for (const [name, go] of Object.entries(RECORD_VIEWS)) {
    it(`in ${name}`, async () => {
      const page = await timeline(whole());
      await go(page);
      await expect(page.element).to.be.accessible();
    });
  }

  it('in the dark', async () => {
    document.documentElement.style.cssText = 'color-scheme: dark; background: #141b22; color: #e8edf2';
    const page = await timeline(whole());
    await RECORD_VIEWS['a history in two units, with its tables']!(page);
    await expect(page.element).to.be.accessible();
  });
});
