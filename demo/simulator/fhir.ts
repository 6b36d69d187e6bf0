import {Hono} from 'hono';
import {serve, type App} from './serve.js';
import {toXml} from './fhir-xml.js';
import type {LoadOptions} from './fhir-store.js';
import type {Bundle, JsonObject, Resource} from './types.js';
import type {World} from './world.js';

/** Where the FHIR base stands below the server's origin. */
export const FHIR_PATH = '/api/FHIR/R4';

/** What an Epic-based server usually lets a patient's app search by `patient`. */
const USUAL_TYPES = [
  'AllergyIntolerance',
  'CarePlan',
  'CareTeam',
  'Condition',
  'Coverage',
  'Device',
  'DiagnosticReport',
  'DocumentReference',
  'Encounter',
  'ExplanationOfBenefit',
  'FamilyMemberHistory',
  'Goal',
  'ImagingStudy',
  'Immunization',
  'MedicationAdministration',
  'MedicationDispense',
  'MedicationRequest',
  'MedicationStatement',
  'Observation',
  'Procedure',
  'QuestionnaireResponse',
  'ServiceRequest',
];
/** Read by reference, not searched by patient. */
const SUPPORTING = new Set([
  'Patient',
  'Practitioner',
  'PractitionerRole',
  'Organization',
  'Location',
  'Medication',
  'Binary',
]);
const EPIC_CODES = 'urn:oid:1.2.840.114350.1.13.0.1.7.2.657369';

const outcome = (severity: string, code: string, epic: string | null, text: string): Resource => ({
  resourceType: 'OperationOutcome',
  issue: [
    {
      severity,
      code,
      details: epic ? {coding: [{system: EPIC_CODES, code: epic, display: text}], text} : {text},
    },
  ],
});

const EMPTY = outcome('warning', 'processing', '4101', 'Resource request returns no results.');
const WITHHELD = outcome(
  'warning',
  'suppressed',
  '59204',
  "The authenticated client's search request applies to a sub-resource that the client is not authorized for. " +
    'Results of this sub-type will not be returned.',
);

const hasCode = (value: unknown, wanted: string): boolean => {
  const [system, code] = wanted.includes('|') ? (wanted.split('|', 2) as [string, string]) : ['', wanted];
  const concepts = (Array.isArray(value) ? value : [value]) as (
    {coding?: {system?: string; code?: string}[]} | undefined
  )[];
  return concepts.some(concept =>
    concept?.coding?.some(coding => coding.code === code && (!system || coding.system === system)),
  );
};

/** Search parameters that are honoured; others are ignored, as lenient servers do. */
const matches = (resource: Resource, query: URLSearchParams): boolean => {
  const any = (name: string, test: (value: string) => boolean): boolean => {
    const wanted = query.get(name);
    return wanted === null || wanted.split(',').some(test);
  };
  return (
    any('category', value => hasCode(resource['category'], value)) &&
    any('code', value => hasCode(resource['code'], value)) &&
    any('intent', value => resource['intent'] === value) &&
    any('status', value => resource['status'] === value) &&
    any('_id', value => resource.id === value)
  );
};

interface PagingSession {
  type: string;
  found: readonly Resource[];
  count: number;
  uses: number;
}

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), char => char.charCodeAt(0));

/** A FHIR R4 server with an Epic-based institution's manners. */
export const createFhir = (world: World): App => {
  const app = new Hono();
  const sessions = new Map<string, PagingSession>();
  const {fhir} = world;

  const send = (request: Request, resource: Resource, status = 200): Response => {
    const accept = request.headers.get('accept') ?? '*/*';
    const json = /json/.test(accept);
    return new Response(json ? JSON.stringify(resource) : `<?xml version="1.0" encoding="UTF-8"?>${toXml(resource)}`, {
      status,
      headers: {
        'content-type': json ? fhir.manners.contentType : 'application/fhir+xml; charset=utf-8',
        'cache-control': 'no-store',
      },
    });
  };
  const refuse = (request: Request, status: number, code: string, epic: string | null, text: string): Response =>
    send(request, outcome('fatal', code, epic, text), status);

  const page = (request: Request, id: string, session: PagingSession, offset: number): Response => {
    const {manners} = fhir;
    const base = world.urls.fhir + FHIR_PATH;
    const shown = session.found.slice(offset, offset + session.count);
    const rest = session.found.length > offset + session.count;
    const entries: JsonObject[] = shown.map(resource => ({
      fullUrl: `${base}/${resource.resourceType}/${resource.id}`,
      resource,
      ...(manners.searchMode && {search: {mode: 'match'}}),
    }));
    const outcomes: Resource[] = [];
    if (session.found.length === 0) outcomes.push(EMPTY);
    if (offset === 0 && manners.withheld.includes(session.type)) outcomes.push(WITHHELD);
    for (const resource of outcomes) entries.push({resource, ...(manners.searchMode && {search: {mode: 'outcome'}})});
    const path = `${session.type}?sessionID=${id}-${offset + session.count}`;
    const long = manners.next === 'long' ? `&ct=${'0123456789abcdef'.repeat(140)}` : '';
    const next = manners.next === 'relative' ? path : `${base}/${path}${long}`;
    const total = {page: {total: shown.length}, all: {total: session.found.length}, none: {}}[manners.total];
    return send(request, {
      resourceType: 'Bundle',
      type: 'searchset',
      ...total,
      link: [{relation: 'self', url: request.url}, ...(rest ? [{relation: 'next', url: next}] : [])],
      entry: entries,
    });
  };

  app.get(`${FHIR_PATH}/metadata`, context => {
    const types = fhir.manners.declares ?? [
      ...new Set([
        ...USUAL_TYPES,
        ...fhir.store.types.filter(type => fhir.store.ofPatient(type, fhir.patientId).length > 0),
      ]),
    ];
    return send(context.req.raw, {
      resourceType: 'CapabilityStatement',
      status: 'active',
      date: '2025-11-02',
      kind: 'instance',
      fhirVersion: '4.0.1',
      format: ['xml', 'json'],
      rest: [
        {
          mode: 'server',
          resource: [
            ...types.map(type => ({
              type,
              interaction: [{code: 'read'}, {code: 'search-type'}],
              searchParam: [
                {name: 'patient', type: 'reference'},
                ...(['Observation', 'Condition', 'DocumentReference', 'CarePlan'].includes(type)
                  ? [{name: 'category', type: 'token'}]
                  : []),
              ],
            })),
            ...[...SUPPORTING].map(type => ({type, interaction: [{code: 'read'}]})),
          ],
        },
      ],
    });
  });

  app.use(`${FHIR_PATH}/*`, async (context, next) => {
    const state = world.tokens.judgeHeader(context.req.header('authorization'), 'fhir');
    if (state === 'good' && fhir.status !== 'not_connected') return next();
    const headers = {'www-authenticate': 'Bearer error="invalid_token"', 'content-type': 'application/json'};
    if (fhir.manners.unauthorized === 'empty') return new Response(null, {status: 401, headers});
    if (fhir.manners.unauthorized === 'outcome') return refuse(context.req.raw, 401, 'login', '4102', 'Not signed in.');
    return new Response('""', {status: 401, headers});
  });

  app.get(`${FHIR_PATH}/:type`, context => {
    const request = context.req.raw;
    const {type} = context.req.param();
    const query = new URL(request.url).searchParams;
    if (fhir.manners.forbidden.includes(type)) {
      return refuse(request, 403, 'forbidden', '4119', 'The client is not authorized for this resource.');
    }
    const continued = /^(17-[0-9a-f]+)-(\d+)$/.exec(query.get('sessionID') ?? '');
    if (continued) {
      const session = sessions.get(continued[1] ?? '');
      if (!session || session.uses >= fhir.manners.sessionUses) {
        return refuse(request, 400, 'not-found', '4113', 'The session has expired.');
      }
      session.uses++;
      return page(request, continued[1] ?? '', session, Number(continued[2]));
    }
    const patient = (query.get('patient') ?? query.get('subject') ?? '').replace(/^Patient\//, '');
    if (!patient) return refuse(request, 400, 'required', '4112', 'A patient is required.');
    if (patient !== fhir.patientId)
      return refuse(request, 403, 'forbidden', '4119', 'Not authorized for this patient.');
    const needed = fhir.manners.needs[type];
    if (needed && !query.has(needed)) {
      return refuse(request, 400, 'business-rule', '59159', 'Either code or category is required.');
    }
    const declared = fhir.manners.declares ?? [...USUAL_TYPES, ...fhir.store.types];
    if (!declared.includes(type)) return refuse(request, 404, 'not-supported', '4100', 'Unknown resource type.');
    const found = fhir.store.ofPatient(type, patient).filter(resource => matches(resource, query));
    const count = Math.min(
      fhir.manners.maxCount,
      Math.max(1, Number(query.get('_count') ?? '') || fhir.manners.maxCount),
    );
    const id = `17-${world.random.hex(32)}`;
    const session = {type, found, count, uses: 0};
    if (found.length > count) sessions.set(id, session);
    return page(request, id, session, 0);
  });

  app.get(`${FHIR_PATH}/:type/:id`, context => {
    const {type, id} = context.req.param();
    const resource = fhir.store.read(type, id);
    if (!resource) return refuse(context.req.raw, 404, 'not-found', '4100', 'Not found.');
    const {data, contentType} = resource as {data?: string; contentType?: string};
    const wantsFhir = /fhir|json/.test(context.req.header('accept') ?? '');
    if (type === 'Binary' && data !== undefined && (fhir.manners.binary === 'raw' || !wantsFhir)) {
      return new Response(bytesOf(data), {headers: {'content-type': contentType ?? 'application/octet-stream'}});
    }
    return send(context.req.raw, resource);
  });

  app.notFound(context => refuse(context.req.raw, 404, 'not-found', null, 'Not found.'));

  return serve(world, 'fhir', app, {headers: ['Authorization', 'Accept'], methods: ['GET'], credentials: false});
};

/**
 * Serves any Bundle (collection, document, transaction …) as the record of the world's patient. `patientId` renames
 * the Bundle's patient; without it the world takes the Bundle's own. Returns the patient's id.
 */
export const loadBundle = (world: World, bundle: Bundle, options: LoadOptions = {}): string => {
  const patientId = world.fhir.store.loadBundle(bundle, options) ?? options.patientId ?? world.fhir.patientId;
  world.fhir.patientId = patientId;
  world.fhir.status = 'connected';
  return patientId;
};
