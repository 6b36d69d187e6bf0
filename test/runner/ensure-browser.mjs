import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, rmSync, symlinkSync} from 'node:fs';
import {join} from 'node:path';
import {DOWNLOADS, findChromium} from './browsers.mjs';

const say = text => console.log(`[browser] ${text}`);

/** Path of a Chromium; installs one, saying how, when the machine has none. */
export async function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  const debianRoot = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (debianRoot) {
    say('no Chromium here: installing the Debian package with apt-get');
    const apt = args =>
      spawnSync('apt-get', args, {stdio: 'inherit', env: {...process.env, DEBIAN_FRONTEND: 'noninteractive'}});
    apt(['update', '-qq']);
    apt(['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core']);
  } else {
    say(`no Chromium here: downloading Chrome for Testing to ${DOWNLOADS} (set CHROME_PATH to use your own)`);
    const {Browser, detectBrowserPlatform, install, resolveBuildId} = await import('@puppeteer/browsers');
    const platform = detectBrowserPlatform();
    const buildId = await resolveBuildId(Browser.CHROME, platform, 'stable');
    const {executablePath} = await install({browser: Browser.CHROME, buildId, cacheDir: DOWNLOADS});
    mkdirSync(DOWNLOADS, {recursive: true});
    const link = join(DOWNLOADS, 'chrome');
    rmSync(link, {force: true});
    symlinkSync(executablePath, link);
  }
  const installed = findChromium();
  if (!installed) {
    say('that did not work. Install Chrome or Chromium yourself, or set CHROME_PATH to one.');
    process.exit(1);
  }
  return installed;
}
