import {LaterStore} from '../cache/later-store.js';
import {base64url} from '../base64url.js';
import {painted} from '../breath.js';
import {CodedError} from '../errors.js';
import {mediaType} from '../sources/http-body.js';
import {supportsProtocol} from '../sources/protocols.js';
import {selfTest} from './self-test.js';
import type {Breather, Clock} from '../environment.js';
import type {Channel, Memo, Page, PageSignal, Storage, Surroundings} from './surroundings.js';

/*
 * The real browser. The only file of the session that touches globals.
 */

const clock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  random: () => Math.random(),
  delay: (ms, signal) =>
    new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        reject(new CodedError('aborted'));
      };
      const timer = setTimeout(
        () => {
          signal?.removeEventListener('abort', stop);
          resolve();
        },
        Math.min(ms, 2 ** 31 - 1),
      );
      if (signal?.aborted) stop();
      else signal?.addEventListener('abort', stop);
    }),
};

const SLICE_MS = 8;

/** Gives way when 8 ms have passed since it last did: `scheduler.yield` where there is one, else a message. */
const breather = (): Breather => {
  let from = performance.now();
  const {scheduler} = globalThis as {scheduler?: {yield?: () => Promise<void>}};
  return async () => {
    if (performance.now() - from < SLICE_MS) return;
    if (scheduler?.yield) await scheduler.yield();
    else
      await new Promise<void>(resolve => {
        const {port1, port2} = new MessageChannel();
        port1.onmessage = () => {
          port1.close();
          resolve();
        };
        port2.postMessage(null);
      });
    from = performance.now();
  };
};

const SIGNALS: Readonly<Record<string, PageSignal | null>> = {
  visibilitychange: null,
  online: 'online',
  focus: 'focus',
  pagehide: 'frozen',
  pageshow: 'restored',
  pointerdown: 'input',
  keydown: 'input',
  wheel: 'input',
  touchstart: 'input',
  scroll: 'input',
};

const page: Page = {
  visible: () => document.visibilityState === 'visible',
  on: listener => {
    const end = new AbortController();
    for (const [event, signal] of Object.entries(SIGNALS)) {
      addEventListener(
        event,
        fired => {
          if ((fired as PageTransitionEvent).persisted === false) return;
          listener(signal ?? document.visibilityState);
        },
        // what is fired at the document comes through the window, too
        {signal: end.signal, passive: true, capture: true},
      );
    }
    return () => end.abort();
  },
};

/** localStorage, where there is one that works. */
const memo: Memo = {
  get(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
    } catch {
      // a browser that keeps nothing
    }
  },
};

const disk = async () => (await import('./browser-storage.js')).browserStorage(clock);

const storage: Storage = {
  prepare: () => void disk().catch(() => undefined),
  async open(request) {
    const open = async () => (await disk()).open(request);
    return request.known === false ? {store: new LaterStore(request.cache ? 'sealed' : 'memory', open)} : open();
  },
  purge: async endpoint => (await disk()).purge(endpoint),
  finishPurges: async () => (await disk()).finishPurges(),
};

const channel = (name: string, listener: (message: unknown) => void): Channel | undefined => {
  try {
    const own = new BroadcastChannel(name);
    own.onmessage = ({data}) => listener(data);
    return {post: message => own.postMessage(message), close: () => own.close()};
  } catch {
    // a browser without, or a document that may keep nothing
    return undefined;
  }
};

/** A script of the page that does not come must not keep a patient waiting. */
const READY_MS = 1000;

/**
 * The document's own scripts, those that wait for `DOMContentLoaded` included, have run: modules run before that event,
 * while the document already calls itself interactive.
 */
const ready = async (): Promise<void> => {
  const [visit] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if (document.readyState === 'complete' || visit?.domContentLoadedEventStart) return;
  await new Promise<void>(done => {
    document.addEventListener('DOMContentLoaded', () => setTimeout(done));
    setTimeout(done, READY_MS);
  });
};

/**
 * A service worker of the page that keeps answers gives out those of another time, or of another patient: where it has
 * kept what is asked for, nothing is asked. Pages that it has kept are no answers, and the portal's lists (GET), which
 * are alike for all, are its own affair. A frame of no origin has no such worker, and may not even look.
 * @throws {CodedError} `unsafe_page`
 */
const ask: typeof fetch = async (url, init) => {
  const kept =
    init?.method !== 'GET' &&
    origin !== 'null' &&
    navigator.serviceWorker?.controller &&
    // a worker that cannot open its caches gives nothing out of them
    (await caches.match(url, {ignoreVary: true}).catch(() => undefined));
  if (kept && mediaType(kept) !== 'text/html') throw new CodedError('unsafe_page');
  return fetch(url, init);
};

export const browserSurroundings = (): Surroundings => {
  const breathe = breather();
  return {
    clock,
    breathe,
    page,
    ready,
    painted,
    memo,
    storage,
    fetch: ask,
    hash: async value => base64url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(value))),
    channel,
    // undefined in a browser without
    locks: navigator.locks,
    source: async (protocol, context) => {
      const {createSource} = await import('../sources/registry.js');
      return createSource(protocol, context, {fetch: ask, clock, breathe});
    },
    supports: supportsProtocol,
    selfTest,
  };
};
