import assert from 'node:assert/strict';
import type {Browser, BrowserContext, BrowserContextOptions} from 'playwright-core';
import type {World} from '../../demo/simulator/world.js';
import {startHost, type PageParts, type TestHost} from './host.js';
import {watch} from './journey.js';

/** A test's own host and world, and a browser context in which every page takes notes. */
export interface Scene extends Omit<TestHost, 'stop'> {
  readonly context: BrowserContext;
  /** What was asked for anything. */
  readonly origins: ReadonlySet<string>;
}

/** Plays a test in a scene of its own, which ends with it. */
export const inScene = async (
  browser: Browser,
  world: World,
  test: (scene: Scene) => Promise<void>,
  {page, options}: {readonly page?: string | PageParts; readonly options?: BrowserContextOptions} = {},
): Promise<void> => {
  const host = await startHost(world, page);
  const {context, origins} = await watch(await browser.newContext(options));
  try {
    await test({...host, context, origins});
  } finally {
    await context.close();
    await host.stop();
  }
};

/** Nobody was asked for anything but the page's host and those at these addresses. */
export const assertAsked = ({url, origins}: Scene, urls: readonly string[]): void => {
  const known = [url, ...urls].map(one => new URL(one).origin);
  assert.deepEqual(
    [...origins].filter(origin => !known.includes(origin)),
    [],
  );
};
