// A Web Test Runner launcher for WebKitGTK: WebKitWebDriver + MiniBrowser under Xvfb, over plain WebDriver HTTP. No dependency.
import {spawn} from 'node:child_process';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {createServer} from 'node:net';
const MINI = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';
const DRIVER = '/usr/bin/WebKitWebDriver';

/** Whether a WebKitGTK is here that can be driven. */
export const hasWebKit = () => [MINI, DRIVER, '/usr/bin/xvfb-run'].every(path => existsSync(path));

/** Processes whose command names `name`, among `root` and those that it started. */
const below = (root, name) => {
  const parents = new Map();
  for (const pid of readdirSync('/proc').filter(entry => /^\d+$/.test(entry))) {
    try {
      // the name in brackets may hold anything
      const [, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, '').trim().split(' ');
      parents.set(Number(pid), Number(parent));
    } catch {
      // gone meanwhile
    }
  }
  const within = pid => pid === root || (parents.has(pid) && within(parents.get(pid)));
  return [...parents.keys()].filter(pid => {
    try {
      return within(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0].endsWith(name);
    } catch {
      return false;
    }
  });
};
const freePort = () =>
  new Promise(r => {
    const s = createServer().listen(0, '127.0.0.1', () => {
      const {port} = s.address();
      s.close(() => r(port));
    });
  });
const BTN = {left: 0, middle: 1, right: 2};
const KEY = {
  Tab: '\uE004',
  Enter: '\uE007',
  Escape: '\uE00C',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Backspace: '\uE003',
  Delete: '\uE017',
  Home: '\uE011',
  End: '\uE010',
  Space: ' ',
  Shift: '\uE008',
};
/** A browser window of its own on a page, with a profile in `folder`, driven by nobody but the page. */
export const openWebKit = (url, folder) => {
  const proc = spawn('xvfb-run', ['-a', MINI, url], {
    stdio: 'ignore',
    detached: true,
    env: {...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CACHE_HOME: folder, XDG_CONFIG_HOME: folder},
  });
  const ended = new Promise(done => proc.on('exit', done));
  return {
    /** Ids of its processes of one kind, such as `WebKitNetworkProcess`, which holds its storage. */
    processes: name => below(proc.pid, name),
    async stop() {
      process.kill(-proc.pid);
      await ended;
    },
  };
};

export function webkitLauncher({binary = MINI, driver = DRIVER} = {}) {
  let proc, base, starting;
  const urls = new Map();
  const call = async (method, path, body) => {
    const res = await fetch(base + path, {
      method,
      ...(body ? {body: JSON.stringify(body), headers: {'content-type': 'application/json'}} : {}),
    });
    const {value} = await res.json();
    if (!res.ok) throw new Error(`${path}: ${value?.error} ${value?.message}`);
    return value;
  };
  const pointer = actions =>
    call('POST', '/actions', {actions: [{type: 'pointer', id: 'm', parameters: {pointerType: 'mouse'}, actions}]});
  const boot = async () => {
    const port = await freePort();
    proc = spawn('xvfb-run', ['-a', driver, `--port=${port}`], {stdio: 'ignore', detached: true});
    base = `http://127.0.0.1:${port}`;
    for (let i = 0; ; i++) {
      try {
        await fetch(base + '/status');
        break;
      } catch (e) {
        if (i > 100) throw e;
        await new Promise(r => setTimeout(r, 100));
      }
    }
    const s = await call('POST', '/session', {
      capabilities: {
        alwaysMatch: {browserName: 'MiniBrowser', 'webkitgtk:browserOptions': {binary, args: ['--automation']}},
      },
    });
    base += `/session/${s.sessionId}`;
  };
  return {
    name: 'WebKitGTK',
    type: 'webdriver',
    concurrency: 1,
    initialize() {},
    async startSession(id, url) {
      await (starting ??= boot());
      urls.set(id, url);
      await call('POST', '/url', {url});
    },
    async stopSession(id) {
      urls.delete(id);
      await call('POST', '/url', {url: 'about:blank'});
      return {};
    },
    isActive: id => urls.has(id),
    getBrowserUrl: id => urls.get(id),
    // what @web/test-runner-commands calls on a launcher of type 'webdriver'
    async sendKeys(_, keys) {
      const flat = keys.flatMap(k => (k in KEY ? [KEY[k]] : [...k]));
      await call('POST', '/actions', {
        actions: [
          {
            type: 'key',
            id: 'k',
            actions: flat.flatMap(value => [
              {type: 'keyDown', value},
              {type: 'keyUp', value},
            ]),
          },
        ],
      });
    },
    sendMouseMove: (_, x, y) => pointer([{type: 'pointerMove', duration: 0, x, y}]),
    sendMouseClick: (_, x, y, b = 'left') =>
      pointer([
        {type: 'pointerMove', duration: 0, x, y},
        {type: 'pointerDown', button: BTN[b]},
        {type: 'pointerUp', button: BTN[b]},
      ]),
    sendMouseDown: (_, b = 'left') => pointer([{type: 'pointerDown', button: BTN[b]}]),
    sendMouseUp: (_, b = 'left') => pointer([{type: 'pointerUp', button: BTN[b]}]),
    resetMouse: () => call('DELETE', '/actions'),
    async takeScreenshot() {
      return Buffer.from(await call('GET', '/screenshot'), 'base64');
    },
    async setWindow(width, height) {
      await call('POST', '/window/rect', {width, height});
    },
    startDebugSession() {
      throw new Error('no debug in WebKitGTK');
    },
    async stop() {
      try {
        await call('DELETE', '');
      } catch {}
      try {
        if (proc) process.kill(-proc.pid);
      } catch {}
    },
  };
}
