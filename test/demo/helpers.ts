import {FHIR_PATH} from '../../demo/simulator/fhir.js';
import {createApps, type Apps} from '../../demo/simulator/fetch.js';
import {HUMAN_PATH} from '../../demo/simulator/human-api.js';
import {PORTAL_PATH} from '../../demo/simulator/portal.js';
import {createWorld, type World, type WorldOptions} from '../../demo/simulator/world.js';

export type Json = {[key: string]: unknown};

/** A moment that never changes: the day of the demo's newest records. */
export const NOON = Date.UTC(2026, 1, 20, 12);

export interface Harness {
  world: World;
  apps: Apps;
  /** Moves the world's clock. */
  pass(ms: number): void;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  get(path: string): Promise<Response>;
  human(path: string, token?: string | null): Promise<Response>;
  fhir(path: string, accept?: string | null, token?: string | null): Promise<Response>;
}

/** A world with a clock of its own, and short ways to its servers. */
export const createHarness = (options: WorldOptions = {}): Harness => {
  let now = NOON;
  const world = createWorld({now: () => now, delay: () => Promise.resolve(), ...options});
  const apps = createApps(world);
  const bearer = (token: string | null): Record<string, string> => (token ? {authorization: `Bearer ${token}`} : {});
  return {
    world,
    apps,
    pass: ms => (now += ms),
    post: (path, body, headers = {}) =>
      apps.portal.fetch(
        new Request(world.urls.portal + PORTAL_PATH + path, {
          method: 'POST',
          headers: {'content-type': 'application/json', ...headers},
          body: JSON.stringify(body),
        }),
      ),
    get: path => apps.portal.fetch(new Request(world.urls.portal + PORTAL_PATH + path)),
    human: (path, token = world.tokens.issue('human-api', 600)) =>
      apps.humanApi.fetch(new Request(world.urls.humanApi + HUMAN_PATH + path, {headers: bearer(token)})),
    fhir: (path, accept = 'application/fhir+json', token = world.tokens.issue('fhir', 600)) =>
      apps.fhir.fetch(
        new Request(path.startsWith('http') ? path : `${world.urls.fhir}${FHIR_PATH}/${path}`, {
          headers: {...bearer(token), ...(accept !== null && {accept})},
        }),
      ),
  };
};

export const json = async <T = Json>(response: Response | Promise<Response>): Promise<T> =>
  (await (await response).json()) as T;
