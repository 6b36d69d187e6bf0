/** When a page may say what its portal's backend needs to hear (host-contract.md §1, `hostHeaders`). */
import assert from 'node:assert/strict';
import {it} from 'node:test';
import {generatePatient} from '../../demo/patient/generate.js';
import {createWorld} from '../../demo/simulator/world.js';
import {launchChromium, startHost} from './host.js';

it('the very first call of the host carries headers that a page sets when its document is ready', async () => {
  const world = createWorld({patient: generatePatient({records: 5})});
  const heard: (string | string[] | undefined)[] = [];
  const host = await startHost(
    world,
    {
      head: '<script src="/late.js"></script>',
      files: {
        '/late.js': `document.addEventListener('DOMContentLoaded', () => {
          for (const element of document.querySelectorAll('my-health-timeline, provider-connect, opt-out-panel'))
            element.hostHeaders = () => ({'X-CSRF-Token': 'of this page'});
        });`,
      },
    },
    (path, request) => {
      if (path === '/portal/my-health/token') heard.push(request.headers['x-csrf-token']);
      return false;
    },
  );
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(host.url);
    await page.locator('my-health-timeline article').first().waitFor();
    assert.deepEqual(heard, ['of this page']);
  } finally {
    await browser.close();
    await host.stop();
  }
});
