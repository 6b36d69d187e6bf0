import {spawn} from 'node:child_process';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import {existsSync, readFileSync} from 'node:fs';
import type {AddressInfo} from 'node:net';
import {basename, extname, resolve} from 'node:path';
import {gzipSync} from 'node:zlib';
import {chromium, type Browser, type BrowserContext, type Page} from 'playwright-core';
import {listener, startSimulator} from '../../demo/simulator/node.js';
import type {World} from '../../demo/simulator/world.js';
import {findChromium} from '../runner/browsers.mjs';

/** A portal as its team would run it: the page, the built single file and the portal's backend on one origin. */
export interface TestHost {
  readonly url: string;
  readonly world: World;
  /** What browsers have reported as violations of the page's policy, as `directive blocked-uri`. */
  readonly reports: readonly string[];
  stop(): Promise<void>;
}

/** A portal's page as it is around the kit. */
export interface PageParts {
  /** Default: the three tags. */
  readonly body?: string;
  /** Markup ahead of the kit's script. */
  readonly head?: string;
  /** Attributes of `<html>`. Default: `lang="en"`. */
  readonly html?: string;
  /** The kit's script; `''` when the page loads it by itself. */
  readonly script?: string;
  /** More files of the portal by path; those that end in `.html` come under the page's policy. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Directives that replace those of the policy. */
  readonly policy?: Readonly<Record<string, string>>;
}

/** Folder of the built single file; `MY_HEALTH_CDN` names another one. */
const CDN = resolve(process.env.MY_HEALTH_CDN ?? 'dist/cdn');

export const THREE_TAGS = `
  <provider-connect token-endpoint="/portal/my-health/token"></provider-connect>
  <my-health-timeline token-endpoint="/portal/my-health/token"></my-health-timeline>
  <opt-out-panel token-endpoint="/portal/my-health/token"></opt-out-panel>`;

/** The policy of host-contract.md §11 and nothing more. */
export const policyOf = (world: World, other: Readonly<Record<string, string>> = {}): string =>
  Object.entries({
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    'img-src': "'self'",
    'connect-src': `'self' ${new URL(world.urls.humanApi).origin} ${new URL(world.urls.fhir).origin}`,
    'frame-src': new URL(world.urls.humanConnect).origin,
    'trusted-types': "lit-html 'allow-duplicates'",
    'require-trusted-types-for': "'script'",
    'report-uri': '/csp-reports',
    ...other,
  })
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');

const SCRIPT = '<script type="module" src="/assets/my-health/my-health.js"></script>';

/** A whole page of the portal. */
export const pageWith = ({body = THREE_TAGS, head = '', html = 'lang="en"', script = SCRIPT}: PageParts): string =>
  `<!doctype html><html ${html}><head><meta charset="utf-8">` +
  `<meta name="viewport" content="width=device-width"><link rel="icon" href="/icon.svg"><title>A portal</title>` +
  `${head}${script}</head><body><main>${body}</main></body></html>`;

const MIME: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** Notes the reports in a request of the browser. */
const takeReports = (request: IncomingMessage, into: string[]): void => {
  let text = '';
  request.on('data', (chunk: Buffer) => (text += String(chunk)));
  request.on('end', () => {
    const {'csp-report': report} = JSON.parse(text) as {'csp-report': Record<string, string>};
    into.push(`${report['violated-directive']} ${report['blocked-uri']}`);
  });
};

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
export const startHost = async (
  world: World,
  page: string | PageParts = {},
  /** Answers what the portal has of its own; false: not this. */
  own: (path: string, request: IncomingMessage, response: ServerResponse) => boolean = () => false,
): Promise<TestHost> => {
  const parts = typeof page === 'string' ? {body: page} : page;
  const simulator = await startSimulator({world});
  const portal = listener(simulator.apps.portal);
  const reports: string[] = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (own(path, request, response)) return;
    const file = path === '/' ? pageWith(parts) : parts.files?.[path];
    if (path.startsWith('/portal/')) portal(request, response);
    else if (path.startsWith('/assets/my-health/')) asset(path, response);
    else if (file !== undefined) {
      const type = MIME[path === '/' ? '.html' : extname(path)] ?? 'application/octet-stream';
      const policy = type.startsWith('text/html') && {'content-security-policy': policyOf(world, parts.policy)};
      response.writeHead(200, {'content-type': type, ...policy}).end(file);
    } else {
      if (path === '/csp-reports') takeReports(request, reports);
      response.writeHead(204).end();
    }
  });
  await new Promise<void>(done => server.listen(0, 'localhost', done));
  const url = `http://localhost:${(server.address() as AddressInfo).port}/`;
  world.urls.page = url;
  return {
    url,
    world,
    reports,
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

/** @param without what Playwright would have it do */
export const launchChromium = (args: readonly string[] = [], without: readonly string[] = []): Promise<Browser> =>
  chromium.launch({executablePath: findChromium(), args: [...QUIET, ...args], ignoreDefaultArgs: [...without]});

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
