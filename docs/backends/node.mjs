// A portal's backend in one file, Node 20 or newer, no packages: node node.mjs 8080
// What you replace with your own is marked "yours". Contract: docs/host-contract.md.
import {randomBytes} from 'node:crypto';
import {createServer} from 'node:http';
import {Readable} from 'node:stream';

const BASE = '/portal/my-health';
// yours: a table; key and kid are made once for each patient and kept with the patient's row
const patients = new Map();
const patientOf = id => {
  if (!patients.has(id)) {
    patients.set(id, {
      key: `p_${randomBytes(12).toString('hex')}`,
      cache: {kid: 'k1', key: randomBytes(32).toString('base64url')},
      participation: {status: 'active'},
      connected: true,
    });
  }
  return patients.get(id);
};
// yours: who is signed in, from your session cookie
const signedIn = request => /(?:^|; )session=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1];
// yours: a short-lived token of this patient for the record server (SMART on FHIR, RFC 8693 token exchange …)
const tokenFor = () => ({access_token: randomBytes(24).toString('base64url'), token_type: 'Bearer', expires_in: 600});

const sessionDocument = patient => {
  const active = patient.participation.status === 'active';
  const mountSinai = {
    ...{id: 'mount-sinai', kind: 'direct', protocol: 'fhir-r4', name: 'Mount Sinai'},
    institution: {id: 'mount-sinai', name: 'Mount Sinai', kind: 'hospital'},
    status: patient.connected ? 'connected' : 'not_connected',
    base_url: process.env.FHIR_BASE ?? 'https://fhir.example/api/FHIR/R4',
    patient_id: 'eX7',
    token: patient.connected ? tokenFor() : null,
    connect: {kind: 'instant'},
  };
  return {
    version: 1,
    patient: {key: patient.key},
    participation: patient.participation,
    ...(active && {cache: patient.cache}),
    routes: active ? [mountSinai] : [],
    links: {participation: `${BASE}/participation`, connections: `${BASE}/connections`},
  };
};

const acts = {
  __proto__: null,
  '/token': () => 200,
  '/participation': (patient, {action}) => {
    const status = {opt_out: 'opted_out', opt_in: 'active'}[action];
    if (status) patient.participation = {status, since: new Date().toISOString()};
    return status ? 200 : 400;
  },
  '/connections': (patient, {action, route}) => {
    if (route !== 'mount-sinai' || !['connect', 'disconnect', 'resync'].includes(action)) return 400;
    if (action !== 'resync') patient.connected = action === 'connect';
    return 200;
  },
};
createServer(async (request, response) => {
  const send = (status, body) => {
    const headers = {'content-type': 'application/json', 'cache-control': 'no-store'};
    response.writeHead(status, headers).end(JSON.stringify(body));
  };
  const act = request.url.startsWith(BASE) && acts[request.url.slice(BASE.length)];
  const id = signedIn(request);
  if (!act) return send(404, {error: 'not_found'});
  if (!id) return send(401, {error: 'signed_out'});
  // JSON only: pages of other sites cannot send it without a preflight, which is not answered here
  const json = request.headers['content-type']?.startsWith('application/json');
  if (request.method !== 'POST' || !json) return send(405, {error: 'post_json_only'});
  const body = await new Response(Readable.toWeb(request)).json().catch(() => null);
  if (body?.version !== 1) return send(400, {error: 'unsupported_version'});
  const patient = patientOf(id);
  const status = act(patient, body);
  send(status, status === 200 ? sessionDocument(patient) : {error: 'invalid_request'});
}).listen(Number(process.argv[2] ?? 8080), 'localhost', () => console.log('ready'));
