import {createFhir} from './fhir.js';
import {createHumanApi} from './human-api.js';
import {createHumanConnect} from './human-connect.js';
import {createPortal} from './portal.js';
import {isDropped, type App} from './serve.js';
import type {World} from './world.js';

export interface Apps {
  portal: App;
  humanApi: App;
  humanConnect: App;
  fhir: App;
}

/** The four servers of a world. */
export const createApps = (world: World): Apps => ({
  portal: createPortal(world),
  humanApi: createHumanApi(world),
  humanConnect: createHumanConnect(world),
  fhir: createFhir(world),
});

const SAFELISTED = new Set(['accept', 'accept-language', 'content-language', 'content-type']);
const failed = (): TypeError => new TypeError('Failed to fetch');

/** What a page sees of a redirect that it asked not to follow (Fetch standard, opaque-redirect filtered response). */
const opaqueRedirect = (): Response =>
  Object.defineProperties(new Response(null), {
    type: {value: 'opaqueredirect'},
    status: {value: 0},
    ok: {value: false},
  });

const rejection = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const fail = (): void => reject(signal.reason as Error);
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, {once: true});
  });

/** Reading a body ends with the abort's own reason, as it does for bodies from the network. */
const untilAborted = (response: Response, cut: Promise<never>): Response => {
  const read = <T>(own: () => Promise<T>): {value: () => Promise<T>} => ({
    value: () => Promise.race([own.call(response), cut]),
  });
  return Object.defineProperties(response, {
    text: read(response.text),
    json: read(response.json),
    blob: read(response.blob),
    arrayBuffer: read(response.arrayBuffer),
  });
};

/**
 * A `fetch` whose network is the simulated world: routes by origin, and imitates what browsers make of CORS,
 * redirects, refused connections and aborts. Anything else cannot be reached.
 */
export const simulatorFetch = (world: World, apps: Apps = createApps(world)): typeof fetch => {
  const {urls} = world;
  const originOf = (url: string): string => (url ? new URL(url).origin : '');
  const route = (url: string): {app: App; crossOrigin: boolean} | null => {
    const {origin} = new URL(url);
    if (origin === originOf(urls.portal)) return {app: apps.portal, crossOrigin: false};
    if (origin === originOf(urls.humanApi)) return {app: apps.humanApi, crossOrigin: true};
    if (origin === originOf(urls.fhir)) return {app: apps.fhir, crossOrigin: true};
    if (origin === originOf(urls.humanConnect)) return {app: apps.humanConnect, crossOrigin: true};
    return null;
  };

  return async (input, init) => {
    const request = new Request(input, init);
    const signal = init?.signal ?? request.signal;
    signal.throwIfAborted();
    const to = route(request.url);
    if (!to) throw failed();
    if (to.crossOrigin && request.mode === 'cors') {
      const custom = [...request.headers.keys()].filter(name => !SAFELISTED.has(name) && name !== 'authorization');
      if (custom.length > 0) throw failed();
    }
    const cut = rejection(signal);
    cut.catch(() => {});
    const response = await Promise.race([to.app.fetch(request), cut]);
    if (isDropped(response)) throw failed();
    if (to.crossOrigin && request.mode === 'cors' && !response.headers.has('access-control-allow-origin'))
      throw failed();
    if (response.status >= 300 && response.status < 400 && response.headers.has('location')) {
      if (request.redirect === 'manual') return opaqueRedirect();
      throw failed();
    }
    return untilAborted(response, cut);
  };
};
