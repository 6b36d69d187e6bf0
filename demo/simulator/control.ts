import {Hono} from 'hono';
import {progressOf} from './human-api.js';
import type {Fault} from './faults.js';
import type {App} from './serve.js';
import type {JsonObject, PatientData} from './types.js';
import type {World} from './world.js';

export const CONTROL_PATH = '/simulator';

/** What the demo's panel may do beyond faults. */
type Action =
  | {do: 'sign-out' | 'sign-in' | 'not-eligible' | 'eligible' | 'expire-tokens' | 'revoke-tokens' | 'reset'}
  | {do: 'patient'; size: number}
  | {do: 'collect-again' | 'source-error' | 'finish-collecting'; source?: string}
  | {do: 'new-cache-key' | 'no-cache' | 'disconnect-all'}
  | {do: 'popup' | 'other-person'};

const state = (world: World): JsonObject => ({
  signedIn: world.portal.signedIn,
  eligible: world.portal.eligible,
  participation: world.portal.participation.status,
  patient: world.patient.displayName,
  requests: world.requests.length,
  sources: world.humanApi.sources.map(source => ({
    name: source.name,
    state: source.collection.kind,
    progress: progressOf(world, source),
  })),
  direct: world.fhir.status,
  faults: world.faults.list.filter(({effect}) => effect.kind !== 'edit'),
});

/** Switches of the simulator over HTTP. Only the demo mounts it. */
export const createControl = (world: World, patients: (size: number) => PatientData): App => {
  const app = new Hono();
  let size = 600;

  const act = (action: Action): void => {
    const {portal, humanApi, fhir} = world;
    switch (action.do) {
      case 'sign-out':
        portal.signedIn = false;
        break;
      case 'sign-in':
        portal.signedIn = true;
        break;
      case 'not-eligible':
        portal.eligible = false;
        break;
      case 'eligible':
        portal.eligible = true;
        break;
      case 'expire-tokens':
        world.tokens.expireAll();
        break;
      case 'revoke-tokens':
        world.tokens.revokeAll();
        break;
      case 'patient':
        size = action.size;
        world.usePatient(patients(size));
        break;
      case 'reset':
        world.faults.clear();
        Object.assign(portal, {signedIn: true, eligible: true, directConnect: 'instant'});
        humanApi.otherPerson = false;
        world.usePatient(patients(size));
        break;
      case 'collect-again':
      case 'source-error':
      case 'finish-collecting':
        for (const source of humanApi.sources) {
          if (action.source !== undefined && source.name !== action.source) continue;
          const at = world.now();
          if (action.do === 'collect-again') source.collection = {kind: 'collecting', startedAt: at, minutes: 60};
          else if (action.do === 'finish-collecting') source.collection = {kind: 'done', at};
          else source.collection = {kind: 'error', word: 'credentialsExpired', at};
        }
        break;
      case 'new-cache-key':
        world.renewCacheKey();
        break;
      case 'no-cache':
        portal.cache = null;
        break;
      case 'disconnect-all':
        humanApi.sources = [];
        fhir.status = 'not_connected';
        break;
      case 'popup':
        fhir.status = 'not_connected';
        portal.directConnect = 'popup';
        break;
      case 'other-person':
        humanApi.otherPerson = true;
        break;
    }
  };

  app.get(CONTROL_PATH, () => Response.json(state(world)));
  app.post(`${CONTROL_PATH}/faults`, async context => {
    const wanted = await context.req.json<{add?: Fault[]; remove?: string[]; clear?: boolean}>();
    if (wanted.clear) world.faults.clear();
    for (const id of wanted.remove ?? []) world.faults.remove(id);
    for (const fault of wanted.add ?? []) world.faults.add(fault);
    return Response.json(state(world));
  });
  app.post(`${CONTROL_PATH}/actions`, async context => {
    act(await context.req.json<Action>());
    return Response.json(state(world));
  });

  return {fetch: async request => app.fetch(request)};
};
