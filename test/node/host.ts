import {spawn} from 'node:child_process';
import {createServer, type ServerResponse} from 'node:http';
import {existsSync, readFileSync} from 'node:fs';
import type {AddressInfo} from 'node:net';
import {basename, resolve} from 'node:path';
import {gzipSync} from 'node:zlib';
import {chromium, type Browser, type BrowserContext, type Page} from 'playwright-core';
import {listener, startSimulator} from '../../demo/simulator/node.js';
import type {World} from '../../demo/simulator/world.js';
import {findChromium} from '../runner/browsers.mjs';

/** A portal as its team would run it: the page, the built single file and the portal's backend on one origin. */
export interface TestHost {
  readonly url: string;
  readonly world: World;
  stop(): Promise<void>;
}

/** Folder of the built single file; `MY_HEALTH_CDN` names another one. */
const CDN = resolve(process.env.MY_HEALTH_CDN ?? 'dist/cdn');

export const THREE_TAGS = `
  <provider-connect token-endpoint="/portal/my-health/token"></provider-connect>
  <my-health-timeline token-endpoint="/portal/my-health/token"></my-health-timeline>
  <opt-out-panel token-endpoint="/portal/my-health/token"></opt-out-panel>`;

/** The policy of host-contract.md §11 and nothing more. */
const policy = (world: World): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    `connect-src 'self' ${new URL(world.urls.humanApi).origin} ${new URL(world.urls.fhir).origin}`,
    `frame-src ${new URL(world.urls.humanConnect).origin}`,
    "trusted-types lit-html 'allow-duplicates'",
    "require-trusted-types-for 'script'",
  ].join('; ');

const pageWith = (body: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
  `<link rel="icon" href="/icon.svg"><title>A portal</title>` +
  `<script type="module" src="/assets/my-health/my-health.js"></script><main>${body}</main></html>`;

const asset = (path: string, response: ServerResponse): void => {
  const file = resolve(CDN, basename(path));
  if (!existsSync(file)) {
    response.writeHead(404).end();
    return;
  }
  const headers = {
    'content-type': 'text/javascript; charset=utf-8',
    'content-encoding': 'gzip',
    'cache-control': 'no-store',
  };
  response.writeHead(200, headers).end(gzipSync(readFileSync(file), {level: 9}));
};

/** Starts the host and the record servers on free localhost ports. */
export const startHost = async (world: World, body = THREE_TAGS): Promise<TestHost> => {
  const simulator = await startSimulator({world});
  const portal = listener(simulator.apps.portal);
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path.startsWith('/portal/')) portal(request, response);
    else if (path.startsWith('/assets/my-health/')) asset(path, response);
    else if (path === '/') {
      const headers = {'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy(world)};
      response.writeHead(200, headers).end(pageWith(body));
    } else response.writeHead(204).end();
  });
  await new Promise<void>(done => server.listen(0, 'localhost', done));
  const url = `http://localhost:${(server.address() as AddressInfo).port}/`;
  world.urls.page = url;
  return {
    url,
    world,
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>(done => server.close(() => done()));
      await simulator.stop();
    },
  };
};

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const launchChromium = (args: readonly string[] = []): Promise<Browser> =>
  chromium.launch({executablePath: findChromium(), args: [...QUIET, ...args]});

/** A browser with a profile folder of its own, which outlives it. */
export interface ProfileBrowser {
  readonly context: BrowserContext;
  /** Ends it as a user does. */
  close(): Promise<void>;
  /** Ends it as a power cut does: SIGKILL to the browser and all its children. */
  kill(): Promise<void>;
}

export const openProfile = async (folder: string): Promise<ProfileBrowser> => {
  const args = [...QUIET, '--headless', '--no-first-run', '--remote-debugging-port=0', `--user-data-dir=${folder}`];
  const child = spawn(findChromium()!, [...args, 'about:blank'], {detached: true, stdio: ['ignore', 'ignore', 'pipe']});
  const exited = new Promise<void>(done => child.once('exit', () => done()));
  const endpoint = await new Promise<string>((done, fail) => {
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += String(chunk);
      const found = /DevTools listening on (ws:\S+)/.exec(said);
      if (found) done(found[1]!);
    });
    child.once('exit', () => fail(new Error('The browser ended before it began')));
  });
  const browser = await chromium.connectOverCDP(endpoint);
  return {
    context: browser.contexts()[0]!,
    close: async () => {
      await (await browser.newBrowserCDPSession()).send('Browser.close').catch(() => undefined);
      await exited;
    },
    kill: async () => {
      process.kill(-child.pid!, 'SIGKILL');
      await exited;
    },
  };
};

/** Opens the page and resolves when every route's pass has ended and is stored. */
export const openTimeline = async (context: BrowserContext, url: string): Promise<Page> => {
  const page = await context.newPage();
  await page.addInitScript(() => {
    const ended = new Set<string>();
    Object.assign(window, {endedRoutes: ended, violations: [] as string[]});
    document.addEventListener('mh-sync', event => {
      const {route, phase} = event as Event & {route: string; phase: string};
      if (phase === 'start') ended.delete(route);
      else if (phase !== 'progress') ended.add(route);
    });
    document.addEventListener('securitypolicyviolation', event =>
      (window as unknown as {violations: string[]}).violations.push(`${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  await page.goto(url);
  await page.waitForFunction(
    () => (window as unknown as {endedRoutes: Set<string>}).endedRoutes.has('mount-sinai'),
    undefined,
    {
      timeout: 60_000,
    },
  );
  return page;
};
