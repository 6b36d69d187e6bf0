import {toCoded} from '../errors.js';
import {Health} from './health.js';
import {setProgress} from './progress.js';
import {tokensOf} from './token-client.js';
import type {RecordSource} from '../sources/source.js';
import type {DocumentRoute} from './contract.js';
import type {Core} from './core.js';
import type {Life} from './life.js';

/** The source of a route, one for each; `undefined` when this version cannot read it. */
export const sourceOf = (core: Core, life: Life, route: DocumentRoute): Promise<RecordSource | undefined> => {
  const {surroundings} = core;
  const tokens = tokensOf(core);
  const made = `${route.id} ${route.base_url ?? ''} ${route.patient_id ?? ''}`;
  const held = life.sources.get(made);
  if (held) return held;
  const health = new Health(surroundings.clock);
  life.health.set(route.id, health);
  const loaded = surroundings.source(route.protocol, {
    route: route.id,
    routeName: route.name,
    baseUrl: route.base_url ?? '',
    ...(route.patient_id ? {patientId: route.patient_id} : {}),
    ...(route.institution ? {institution: {id: route.institution.id, name: route.institution.name}} : {}),
    token: async rejected => {
      const over = (): boolean => life.end.signal.aborted;
      // a value that is not held any more has been replaced since
      if (rejected !== undefined && tokens.holds(route.id, rejected) && !health.mayRenew(rejected)) return null;
      const token = over() ? null : await tokens.token(route.id, rejected);
      // a renewal may have brought the token of another patient
      return over() ? null : token;
    },
    onAnswering: code => {
      health.heard(code);
      // its list of connections may have failed meanwhile
      if (!code && life.listings.get(route.id)?.code) void core.engine().then(engine => engine.list(life));
      if (life.progress.get(route.id)?.phase === 'reading') setProgress(core, life, route, {phase: 'reading'});
    },
    onQuiet: (ms, ends) => void core.engine().then(engine => engine.beQuiet(life, route.id, ms, ends)),
  });
  const source = loaded.catch((thrown: unknown) => {
    // the code that reads it did not come: whoever wants it next tries again
    life.sources.delete(made);
    throw toCoded(thrown, 'host_unreachable');
  });
  life.sources.set(made, source);
  return source;
};
