import type {HttpDeps} from './http.js';
import type {RecordSource, SourceContext} from './source.js';

/** Each protocol is one folder, loaded when a route speaks it. */
const PROTOCOLS: Readonly<Record<string, (context: SourceContext, deps: HttpDeps) => Promise<RecordSource>>> = {
  'human-api': async (context, deps) => {
    const [{createHumanApiSource}, {createSourceHttp}] = await Promise.all([
      import('./human-api/source.js'),
      import('./http.js'),
    ]);
    return createHumanApiSource(context, createSourceHttp(context, deps));
  },
  'fhir-r4': async (context, deps) => {
    const [{createFhirSource}, {createSourceHttp}] = await Promise.all([
      import('./fhir-r4/source.js'),
      import('./http.js'),
    ]);
    return createFhirSource(context, createSourceHttp(context, deps));
  },
};

/** Whether this version can read a protocol. */
export const supportsProtocol = (protocol: string): boolean => Object.hasOwn(PROTOCOLS, protocol);

/** The source that reads a route; `undefined` for a protocol that this version does not know. */
export const createSource = async (
  protocol: string,
  context: SourceContext,
  deps: HttpDeps,
): Promise<RecordSource | undefined> => (supportsProtocol(protocol) ? PROTOCOLS[protocol]!(context, deps) : undefined);
