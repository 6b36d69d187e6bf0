/** docs/openapi.yaml: valid, and true of what the simulated portal and the two reference backends answer. */
import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {writeFile} from 'node:fs/promises';
import {once} from 'node:events';
import {createServer} from 'node:http';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {Validator} from '@seriousme/openapi-schema-validator';
import {Ajv2020} from 'ajv/dist/2020.js';
import {parse} from 'yaml';
import {mayaRivera} from '../../../demo/patient/maya/index.js';
import {startSimulator, type Simulator} from '../../../demo/simulator/node.js';
import {createWorld} from '../../../demo/simulator/world.js';
import * as host from '../../../src/host.js';
import {checkHost} from '../../../src/host-check/check.js';
import {newFolder, remove, ROOT, run} from './kit.js';
import type {AddressInfo} from 'node:net';

const PATH = '/portal/my-health';
const LINTER = '@redocly/cli@2';
const openapi = parse(readFileSync(join(ROOT, 'docs/openapi.yaml'), 'utf8')) as {
  paths: Record<string, Record<string, {responses: Record<string, unknown>}>>;
};
const ajv = new Ajv2020({strict: false, validateFormats: false});
ajv.addSchema(openapi, 'openapi');
/** Why a value is not what the page says; '' when it is. */
const faults = (schema: string, value: unknown): string => {
  const validate = ajv.getSchema(`openapi#/components/schemas/${schema}`)!;
  return validate(value) ? '' : ajv.errorsText(validate.errors);
};

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>(done => server.listen(0, 'localhost', done));
  const {port} = server.address() as AddressInfo;
  await new Promise<void>(done => server.close(() => done()));
  return port;
};

describe('docs/openapi.yaml', () => {
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator({world: createWorld({patient: mayaRivera()})});
  });
  after(() => simulator.stop());

  const call = (path: string, body?: unknown): Promise<Response> =>
    fetch(simulator.portal + PATH + path, {
      method: body ? 'POST' : 'GET',
      ...(body ? {headers: {'content-type': 'application/json'}, body: JSON.stringify(body)} : {}),
    });

  it('is a valid OpenAPI 3.1 document', async () => {
    const validator = new Validator();
    const result = await validator.validate(join(ROOT, 'docs/openapi.yaml'));
    assert.deepEqual(result.errors ?? [], []);
    assert.equal(result.valid, true);
    assert.equal(validator.version, '3.1');
  });

  it('has nothing that a linter complains of', async () => {
    const folder = await newFolder();
    try {
      await writeFile(join(folder, 'package.json'), '{"private": true}');
      await run('npm', ['install', '--prefer-offline', '--ignore-scripts', LINTER], folder).catch((thrown: Error) => {
        throw new Error(`npm could not install ${LINTER}, so docs/openapi.yaml was not linted. ${thrown.message}`);
      });
      Object.assign(process.env, {REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true'});
      const file = join(ROOT, 'docs/openapi.yaml');
      await run('npx', ['redocly', 'lint', '--extends', 'recommended-strict', file], folder);
    } finally {
      await remove(folder);
    }
  });

  const answers: readonly (readonly [path: string, schema: 'SessionDocument' | 'DirectoryAnswer', body?: object])[] = [
    ['/token', 'SessionDocument', {version: 1}],
    ['/token', 'SessionDocument', {version: 1, refresh: 'mount-sinai', reason: 'rejected'}],
    ['/connections', 'SessionDocument', {version: 1, action: 'disconnect', route: 'mount-sinai'}],
    ['/connections', 'SessionDocument', {version: 1, action: 'connect', route: 'mount-sinai'}],
    ['/participation', 'SessionDocument', {version: 1, action: 'opt_out'}],
    ['/participation', 'SessionDocument', {version: 1, action: 'opt_in'}],
    ['/directory?q=lab&limit=5', 'DirectoryAnswer'],
    ['/directory', 'DirectoryAnswer'],
  ];
  const zod = {SessionDocument: host.sessionDocument, DirectoryAnswer: host.directoryAnswer};

  it('and the exported schemas accept every answer of the simulated portal', async () => {
    for (const [path, schema, body] of answers) {
      const response = await call(path, body);
      assert.equal(response.status, 200, path);
      assert.equal(response.headers.get('cache-control'), 'no-store');
      const value: unknown = await response.json();
      assert.equal(faults(schema, value), '', path);
      assert.equal(zod[schema].safeParse(value).success, true, path);
    }
    const taken = await call('/provider-requests', {version: 1, name: 'A clinic', place: 'Troy', website: ''});
    assert.ok(String(taken.status) in openapi.paths[`${PATH}/provider-requests`]!.post!.responses);
  });

  it('and the exported schemas accept the errors', async () => {
    for (const [path, body] of [
      ['/token', {version: 2}],
      ['/connections', {version: 1, action: 'fly', route: 'mount-sinai'}],
      ['/token', undefined],
    ] as const) {
      const value: unknown = await (await call(path, body)).json();
      assert.equal(faults('Error', value), '');
      assert.equal(host.hostError.safeParse(value).success, true);
    }
  });

  it('refuses what the exported schemas refuse', async () => {
    const good = (await (await call('/token', {version: 1})).json()) as Record<string, unknown>;
    const spoilt: object[] = [
      {version: 2},
      {patient: {}},
      {patient: {key: ''}},
      {participation: undefined},
      {routes: [{id: '', kind: 'direct', protocol: 'x', name: 'y'}]},
      {routes: [{kind: 'direct', protocol: 'x', name: 'y'}]},
      {fresh_for: -1},
      {cache: {kid: 'k'}},
    ].map(change => JSON.parse(JSON.stringify({...good, ...change})) as object);
    for (const one of spoilt) {
      assert.notEqual(faults('SessionDocument', one), '');
      assert.equal(host.sessionDocument.safeParse(one).success, false);
    }
  });

  it('describes the calls that the schemas describe', () => {
    const calls = {
      TokenRequest: [host.tokenRequest, {version: 1, refresh: 'a', reason: 'connect'}, {version: 1, reason: 'x'}],
      ParticipationRequest: [host.participationRequest, {version: 1, action: 'opt_in'}, {version: 1, action: 'x'}],
      ConnectionsRequest: [
        host.connectionsRequest,
        {version: 1, action: 'resync', route: 'a'},
        {version: 1, action: 'resync'},
      ],
      ProviderRequest: [host.providerRequest, {version: 1, name: 'a', place: '', website: ''}, {version: 1, name: 'a'}],
    } as const;
    for (const [schema, [zod, right, wrong]] of Object.entries(calls)) {
      assert.equal(faults(schema, right), '');
      assert.equal(zod.safeParse(right).success, true);
      assert.notEqual(faults(schema, wrong), '');
      assert.equal(zod.safeParse(wrong).success, false);
    }
  });

  for (const [command, file] of [
    ['node', 'node.mjs'],
    ['python3', 'python.py'],
  ] as const) {
    it(`is what docs/backends/${file} answers, in under 80 lines; the check tool finds nothing wrong`, async () => {
      const path = join(ROOT, 'docs/backends', file);
      assert.ok(readFileSync(path, 'utf8').trimEnd().split('\n').length < 80);
      assert.equal(
        spawnSync(command, ['--version']).status,
        0,
        `${command} is not installed: this backend was not run`,
      );
      const port = await freePort();
      const child = spawn(command, [path, String(port)], {
        env: {...process.env, FHIR_BASE: `${simulator.fhir}/api/FHIR/R4`},
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      try {
        await once(child.stdout, 'data');
        const url = `http://localhost:${port}${PATH}`;
        const ask = (to: string, body: object, cookie = 'session=maya'): Promise<Response> =>
          fetch(url + to, {
            method: 'POST',
            headers: {'content-type': 'application/json', cookie},
            body: JSON.stringify(body),
          });
        for (const [to, body] of [
          ['/token', {version: 1}],
          ['/connections', {version: 1, action: 'disconnect', route: 'mount-sinai'}],
          ['/connections', {version: 1, action: 'connect', route: 'mount-sinai'}],
          ['/participation', {version: 1, action: 'opt_out'}],
          ['/participation', {version: 1, action: 'opt_in'}],
        ] as const) {
          const response = await ask(to, body);
          assert.equal(response.status, 200, to);
          assert.equal(faults('SessionDocument', await response.json()), '', to);
        }
        assert.equal((await ask('/token', {version: 1}, 'other=1')).status, 401);
        assert.equal((await ask('/token', {version: 2})).status, 400);
        assert.equal((await ask('/participation', {version: 1, action: 'x'})).status, 400);
        const init = {method: 'POST', headers: {'content-type': 'application/json', cookie: 'session=maya'}, body: '{'};
        assert.equal((await fetch(`${url}/token`, init)).status, 400);
        const findings = await checkHost(`${url}/token`, {fetch, headers: {Cookie: 'session=maya'}});
        const wrong = findings
          .filter(({verdict}) => verdict === 'wrong')
          .map(({subject, detail}) => `${subject}: ${detail}`);
        assert.deepEqual(wrong, []);
      } finally {
        child.kill();
      }
    });
  }
});
