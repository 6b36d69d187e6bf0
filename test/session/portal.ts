import type {Clock} from '../../src/environment.js';
import type {Faults} from './faults.js';

export interface Call {
  readonly url: string;
  readonly path: string;
  readonly init: RequestInit;
  readonly body: Record<string, unknown> | undefined;
}

/** Stands in every token, so that any trace of one is found. */
export const SENTINEL = 'S3NT1NEL';

/** A portal as host-contract.md describes it, with its answers in the hands of the test. */
export class Portal {
  readonly calls: Call[] = [];
  patient = 'p_maya';
  kid: string | null = 'k1';
  participation = 'active';
  freshFor = 900;
  idle = 0;
  expiresIn = 600;
  collecting = false;
  directConnected = true;
  aggregatorConnected = true;
  /** Changes to the session document before it is sent. */
  edit: (document: Record<string, unknown>) => unknown = document => document;
  /** How far the clock of the patient's computer is ahead of all servers', in ms; unset: no answer has a readable date. */
  ahead: number | undefined;
  /** In place of all answers. */
  answer: (() => Response | Promise<Response>) | undefined;
  /** Tokens that a record server accepts. */
  readonly good = new Set<string>();
  #serial = 0;

  constructor(
    readonly clock: Clock,
    readonly faults: Faults,
  ) {}

  /** Bodies of the calls to one path. */
  bodies(path: string): (Record<string, unknown> | undefined)[] {
    return this.calls.filter(call => call.path === path).map(({body}) => body);
  }

  get tokenCalls(): number {
    return this.calls.filter(({path}) => path === '/my-health/token').length;
  }

  #token(): {access_token: string; token_type: string; expires_in: number} {
    const value = `${SENTINEL}-${++this.#serial}`;
    this.good.add(value);
    return {access_token: value, token_type: 'Bearer', expires_in: this.expiresIn};
  }

  document(): Record<string, unknown> {
    const out = this.participation === 'opted_out';
    return {
      version: 1,
      patient: {key: this.patient, display_name: 'Maya R.'},
      participation: {status: this.participation, since: '2026-02-03T15:00:00Z'},
      ...(out || !this.kid
        ? {}
        : {cache: {kid: this.kid, key: btoa(`${SENTINEL}-key-of-${this.patient}`), max_age: 2592000}}),
      fresh_for: this.freshFor,
      idle_timeout: this.idle,
      routes: out
        ? []
        : [
            {
              id: 'human-api',
              kind: 'aggregator',
              protocol: 'human-api',
              name: 'Human API',
              base_url: 'https://portal.example/human/v1/human',
              token: this.aggregatorConnected ? this.#token() : null,
              connect: {
                kind: 'human-connect',
                url: 'https://connect.example',
                token: `${SENTINEL}-connect-${++this.#serial}`,
                expires_in: 3600,
              },
            },
            {
              id: 'mount-sinai',
              kind: 'direct',
              protocol: 'fhir-r4',
              name: 'Mount Sinai',
              institution: {id: 'mount-sinai', name: 'Mount Sinai', kind: 'hospital'},
              status: this.directConnected ? 'connected' : 'not_connected',
              ...(this.directConnected
                ? {base_url: 'https://fhir.example/R4', patient_id: 'eX7', token: this.#token()}
                : {}),
              connect: {kind: 'instant'},
            },
          ],
      accounts: [{route: 'human-api', name: 'Human API', sign_up_url: 'https://h.example/up', opt_out_url: '/leave'}],
      links: {
        participation: '/my-health/participation',
        connections: '/my-health/connections',
        directory: '/my-health/directory',
        provider_request: '/my-health/provider-requests',
        help: '/help',
      },
    };
  }

  async fetch(url: string, init: RequestInit): Promise<Response> {
    const {pathname} = new URL(url);
    const body = init.body === undefined ? undefined : (JSON.parse(init.body as string) as Record<string, unknown>);
    this.calls.push({url, path: pathname, init, body});
    const action = pathname.split('/').pop()!;
    const planned = await this.faults.pass(action);
    if (planned) return planned;
    if (this.answer) return this.answer();
    if (action === 'participation') this.participation = body?.action === 'opt_out' ? 'opted_out' : 'active';
    if (action === 'connections') {
      const connected = body?.action !== 'disconnect';
      if (body?.route === 'mount-sinai') this.directConnected = connected;
    }
    if (action === 'provider-requests') return new Response(null, {status: 202});
    const dated = this.ahead !== undefined && {date: new Date(this.clock.now() - this.ahead).toUTCString()};
    return json(action === 'directory' ? this.directory() : this.edit(this.document()), {headers: {...dated}});
  }

  directory(): unknown {
    return {
      institutions: [
        {
          id: 'a',
          name: 'A',
          route: 'human-api',
          logo_url: 'https://elsewhere.example/a.png',
          source_id: 's1',
          extra: 1,
        },
        {id: 'b', name: 'B', route: 'mount-sinai', logo_url: '/b.png', aliases: ['Bee'], portal_name: 'MyChart'},
      ],
      next_cursor: 'c2',
    };
  }
}

export const json = (value: unknown, init: ResponseInit = {}): Response =>
  new Response(JSON.stringify(value), {...init, headers: {'Content-Type': 'application/json', ...init.headers}});
