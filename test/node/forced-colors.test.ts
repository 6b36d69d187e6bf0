/** Colours that the system forces on a page, for contrast, hold for signs as for the words beside them. */
import assert from 'node:assert/strict';
import {it} from 'node:test';
import {mayaRivera} from '../../demo/patient/maya/index.js';
import {createWorld} from '../../demo/simulator/world.js';
import {launchChromium, startHost} from './host.js';

it('signs have the forced colour of the text around them', async () => {
  const [browser, host] = await Promise.all([launchChromium(), startHost(createWorld({patient: mayaRivera()}))]);
  try {
    const page = await (await browser.newContext({forcedColors: 'active'})).newPage();
    await page.goto(host.url);
    await page.locator('my-health-timeline .jump').waitFor();
    await page.locator('provider-connect li.row svg').first().waitFor();
    const signs = await page.evaluate(() =>
      [...document.querySelectorAll('my-health-timeline, provider-connect, opt-out-panel')].flatMap(element =>
        [...element.shadowRoot!.querySelectorAll('svg.icon')].map(sign => {
          const around = sign.parentElement!;
          const same = getComputedStyle(sign).stroke === getComputedStyle(around).color;
          return {in: `${element.localName} ${around.localName} ${around.className}`, same};
        }),
      ),
    );
    assert.ok(signs.length > 50);
    assert.deepEqual(
      signs.filter(({same}) => !same),
      [],
    );
  } finally {
    await Promise.all([browser.close(), host.stop()]);
  }
});
