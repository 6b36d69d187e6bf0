/**
 * A window of WebKitGTK with a profile of its own whose storage process can be ended. WebDriver takes such an end for
 * that of the page and lets go of it, so the page drives itself by a script that the portal serves.
 */
import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {World} from '../../demo/simulator/world.js';
import {openWebKit} from '../runner/webkit-launcher.mjs';
import {startHost, THREE_TAGS} from './host.js';

/** Answers what the portal has of its own; false: not this. */
export type Answer = NonNullable<Parameters<typeof startHost>[2]>;

/** Asks the portal until the network is back, which ends with the storage. For the driver's script. */
export const ASK = `
const ask = async (path, body) => {
  for (;;) {
    try {
      return await (await fetch(path, {method: 'POST', body, cache: 'no-store'})).text();
    } catch {
      await new Promise(again => setTimeout(again, 50));
    }
  }
};`;

/** Opens the three tags with a driver, and hands over what ends the storage process. */
export const withWebKit = async (
  world: World,
  driver: string,
  answer: Answer,
  test: (endStorage: () => void) => Promise<void>,
): Promise<void> => {
  const tags = `${THREE_TAGS}<script type="module" src="/driver.js"></script>`;
  const host = await startHost(world, tags, (path, request, response) => {
    if (path !== '/driver.js') return answer(path, request, response);
    response.writeHead(200, {'content-type': 'text/javascript'}).end(driver);
    return true;
  });
  const folder = mkdtempSync(join(tmpdir(), 'my-health-webkit-'));
  const webkit = openWebKit(host.url, folder);
  try {
    await test(() => {
      const [storage] = webkit.processes('WebKitNetworkProcess');
      assert.ok(storage, 'a storage process');
      process.kill(storage, 'SIGKILL');
    });
  } finally {
    await webkit.stop();
    await host.stop();
    rmSync(folder, {recursive: true, force: true, maxRetries: 3});
  }
};
