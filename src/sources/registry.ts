import {createSourceHttp} from './http.js';
import {supportsProtocol} from './protocols.js';
import type {HttpDeps, SourceHttp} from './http.js';
import type {Protocol} from './protocols.js';
import type {RecordSource, SourceContext} from './source.js';

/** Each protocol is one folder, loaded when a route speaks it. */
const MAKERS: Readonly<Record<Protocol, (context: SourceContext, http: SourceHttp) => Promise<RecordSource>>> = {
  'human-api': async (context, http) => {
    const {createHumanApiSource} = await import('./human-api/source.js');
    return createHumanApiSource(context, http);
  },
  'fhir-r4': async (context, http) => {
    const {createFhirSource} = await import('./fhir-r4/source.js');
    return createFhirSource(context, http);
  },
};

/** The source that reads a route; `undefined` for a protocol that this version does not know. */
export const createSource = async (
  protocol: string,
  context: SourceContext,
  deps: HttpDeps,
): Promise<RecordSource | undefined> => {
  if (!supportsProtocol(protocol)) return undefined;
  return MAKERS[protocol](context, createSourceHttp(context, deps));
};
