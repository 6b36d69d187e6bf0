import {existsSync} from 'node:fs';
import {homedir} from 'node:os';
import {join} from 'node:path';

const CHROMIUMS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Where `ensure-browser.mjs` notes the browser that it downloaded. */
export const DOWNLOADS = join(homedir(), '.cache', 'my-health-elements');

/** Path of a Chromium or Chrome: `CHROME_PATH`, else an installed one; `undefined` when there is none. */
export function findChromium() {
  return [process.env.CHROME_PATH, ...CHROMIUMS, join(DOWNLOADS, 'chrome')].find(path => path && existsSync(path));
}

export function findFirefox() {
  return [process.env.FIREFOX_PATH, '/usr/bin/firefox-esr', '/usr/bin/firefox'].find(path => path && existsSync(path));
}
