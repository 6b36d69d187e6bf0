import {defaultReporter} from '@web/test-runner';
import {chromeLauncher} from '@web/test-runner-chrome';
import {browserDependencies} from './build/browser-dependencies.mjs';
import {cdpPlugin} from './test/runner/cdp-plugin.mjs';
import {dataPlugin} from './test/runner/data-plugin.mjs';
import {findChromium, findFirefox} from './test/runner/browsers.mjs';
import {plainReporter} from './test/runner/plain-reporter.mjs';
import {viteForWtr} from './test/runner/vite-for-wtr.mjs';
import {webkitLauncher} from './test/runner/webkit-launcher.mjs';

// Dates must survive any zone: an odd one by default (UTC+05:45), another on request.
process.env.TZ ??= 'Asia/Kathmandu';

const vite = viteForWtr({
  configFile: false,
  cacheDir: `node_modules/.vite-wtr${process.env.WTR_CACHE ?? ''}`,
  optimizeDeps: {
    entries: [],
    include: [
      ...browserDependencies(),
      '@open-wc/testing',
      'axe-core',
      'fast-check',
      'hono',
      'hono/cors',
      '@web/test-runner-commands',
    ],
  },
});
const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
];
const launchers = {
  chromium: () => {
    const launcher = chromeLauncher({launchOptions: {executablePath: findChromium(), args: chromiumArgs}});
    launcher.name = 'Chromium';
    return launcher;
  },
  firefox: () => {
    const launcher = chromeLauncher({
      concurrency: 1, // background tabs are throttled
      launchOptions: {
        browser: 'firefox',
        executablePath: findFirefox(),
        extraPrefsFirefox: {
          'network.captive-portal-service.enabled': false,
          'network.connectivity-service.enabled': false,
        },
      },
    });
    launcher.name = 'Firefox';
    return launcher;
  },
  webkit: () => webkitLauncher(),
};
const wanted = (process.env.WTR_BROWSERS ?? 'chromium').split(',');

export default {
  files: ['test/**/*.test.ts', '!test/node/**'],
  browsers: wanted.map(name => launchers[name]()),
  concurrency: 2,
  concurrentBrowsers: 1,
  middleware: [vite.middleware],
  plugins: [cdpPlugin(), dataPlugin(), vite.plugin],
  reporters: [defaultReporter({reportTestResults: true, reportTestProgress: false}), plainReporter()],
  filterBrowserLogs: ({args}) => !String(args[0]).includes('Lit is in dev mode'),
  testsFinishTimeout: 300_000,
  testFramework: {config: {timeout: 10_000}},
};
