import type {Random} from './random.js';

/** Which of the simulated servers. */
export type Target = 'portal' | 'human-api' | 'human-connect' | 'fhir';

/** What goes wrong with one answer. All but `edit` can be switched on over HTTP. */
export type Effect =
  | {kind: 'latency'; ms: number}
  /** No answer at all, or (with `body`) headers and then silence. */
  | {kind: 'stall'; body?: boolean}
  /** The answer in small bites. */
  | {kind: 'drip'; bytesPerSecond: number}
  /** `error`: the code that a JSON body names. */
  | {
      kind: 'status';
      status: number;
      error?: string;
      retryAfter?: string;
      body?: 'json' | 'outcome' | 'html' | 'empty' | 'empty-string';
    }
  /** The connection is refused. */
  | {kind: 'offline'}
  /** The answer ends in the middle of its JSON. */
  | {kind: 'truncate'; share?: number}
  /** `200` with a sign-in page instead of JSON: a captive portal, an ended session. */
  | {kind: 'html'}
  | {kind: 'redirect'; to: string}
  /** The server does not allow browsers. */
  | {kind: 'no-cors'}
  /** Every next link points to the first page. */
  | {kind: 'paging-loop'}
  /** Every next link points elsewhere. */
  | {kind: 'next'; url: string}
  /** One entry nested this deep is put in front. */
  | {kind: 'deep'; levels: number}
  /** Filler of this many bytes is put into the answer. */
  | {kind: 'huge'; bytes: number}
  /** Every nth entry is replaced by something that is no record. */
  | {kind: 'poison'; every: number}
  | {kind: 'edit'; edit: (body: unknown, url: URL) => unknown};

export interface Fault {
  /** For `remove`; given by the board when left out. */
  id?: string;
  target: Target | '*';
  /** Part of path and query; left out: every request. */
  path?: string;
  method?: string;
  /** How many requests it spoils; left out: all. */
  times?: number;
  /** How many matching requests pass before the first is spoiled. */
  after?: number;
  /** Share of the matching requests, by the world's seeded randomness. */
  share?: number;
  effect: Effect;
}

/** The switches of one world. */
export class FaultBoard {
  #faults: (Fault & {id: string})[] = [];
  #count = 0;

  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  get list(): readonly Readonly<Fault & {id: string}>[] {
    return this.#faults;
  }

  /** Switches a fault on. Returns the way to switch it off. */
  add(fault: Fault): () => void {
    const id = fault.id ?? `fault-${++this.#count}`;
    this.remove(id);
    this.#faults.push({...fault, id});
    return () => this.remove(id);
  }

  remove(id: string): void {
    this.#faults = this.#faults.filter(fault => fault.id !== id);
  }

  clear(): void {
    this.#faults = [];
  }

  /** What is to happen to this request; counts it. */
  take(target: Target, request: Request): Effect[] {
    const {pathname, search} = new URL(request.url);
    const effects: Effect[] = [];
    for (const fault of this.#faults) {
      if (fault.target !== '*' && fault.target !== target) continue;
      if (fault.path !== undefined && !(pathname + search).includes(fault.path)) continue;
      if (fault.method !== undefined && fault.method !== request.method) continue;
      if (fault.after !== undefined && fault.after > 0) {
        fault.after--;
        continue;
      }
      if (fault.share !== undefined && !this.#random.chance(fault.share)) continue;
      if (fault.times !== undefined && fault.times-- <= 0) continue;
      effects.push(fault.effect);
    }
    return effects;
  }
}

const SIGN_IN_PAGE =
  '<!doctype html><html lang="en"><title>Sign in</title><body><h1>Please sign in</h1><form method="post"></form></body></html>';

const statusBody = (effect: Effect & {kind: 'status'}): {body: string | null; type: string} => {
  switch (effect.body ?? 'json') {
    case 'html':
      return {body: SIGN_IN_PAGE, type: 'text/html; charset=utf-8'};
    case 'empty':
      return {body: null, type: 'text/plain'};
    case 'empty-string':
      return {body: '""', type: 'application/json'};
    case 'outcome':
      return {
        body: JSON.stringify({
          resourceType: 'OperationOutcome',
          issue: [{severity: 'fatal', code: 'processing', diagnostics: 'Simulated fault'}],
        }),
        type: 'application/fhir+json; charset=utf-8',
      };
    case 'json':
      return {
        body: JSON.stringify({
          error: effect.error ?? `simulated_${effect.status}`,
          error_description: 'Simulated fault',
        }),
        type: 'application/json',
      };
  }
};

/** The answer that stands in for the server's own, if an effect asks for one. */
export const replacement = (effects: readonly Effect[]): Response | null => {
  for (const effect of effects) {
    if (effect.kind === 'status') {
      const {body, type} = statusBody(effect);
      const bare = effect.status === 204 || effect.status === 304;
      const headers = new Headers({'content-type': type, 'cache-control': 'no-store'});
      if (effect.retryAfter !== undefined) headers.set('retry-after', effect.retryAfter);
      return new Response(bare ? null : body, {status: effect.status, headers});
    }
    if (effect.kind === 'html') {
      return new Response(SIGN_IN_PAGE, {headers: {'content-type': 'text/html; charset=utf-8'}});
    }
    if (effect.kind === 'redirect') return new Response(null, {status: 302, headers: {location: effect.to}});
  }
  return null;
};

type Bundle = {link?: {relation: string; url: string}[]; entry?: unknown[]};

const withEntries = (body: unknown, change: (entries: unknown[]) => unknown[]): unknown => {
  if (Array.isArray(body)) return change(body);
  const bundle = body as Bundle;
  return Array.isArray(bundle?.entry) ? {...bundle, entry: change(bundle.entry)} : body;
};

const withNext = (body: unknown, next: string): unknown => {
  const bundle = body as Bundle;
  if (!Array.isArray(bundle?.link)) return body;
  const others = bundle.link.filter(link => link.relation !== 'next');
  return {...bundle, link: [...others, {relation: 'next', url: next}]};
};

const POISON: readonly unknown[] = [null, 17, 'text', [], {resource: {resourceType: 7}}, {id: {}}, {resource: {}}];

/** Rewrites a parsed answer. */
const rewrite = (effect: Effect, body: unknown, url: URL): unknown => {
  switch (effect.kind) {
    case 'edit':
      return effect.edit(body, url);
    case 'paging-loop':
      return withNext(body, url.href);
    case 'next':
      return withNext(body, effect.url);
    case 'deep': {
      let deep: unknown = 'bottom';
      for (let level = 0; level < effect.levels; level++) deep = [deep];
      return withEntries(body, entries => [{resource: {resourceType: 'Observation', id: 'deep', deep}}, ...entries]);
    }
    case 'huge':
      return withEntries(body, entries => [{filler: 'x'.repeat(effect.bytes)}, ...entries]);
    case 'poison':
      return withEntries(body, entries =>
        entries.map((entry, index) =>
          index % effect.every === 0 ? POISON[(index / effect.every) % POISON.length] : entry,
        ),
      );
    default:
      return body;
  }
};

const REWRITES = new Set<Effect['kind']>(['edit', 'paging-loop', 'next', 'deep', 'huge', 'poison']);

/** The server's answer after the effects that change its body. */
export const spoil = async (effects: readonly Effect[], request: Request, response: Response): Promise<Response> => {
  const changes = effects.filter(effect => REWRITES.has(effect.kind) || effect.kind === 'truncate');
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  if (changes.length === 0 || !isJson || response.status !== 200) return response;
  let text = await response.text();
  for (const effect of changes) {
    if (effect.kind === 'truncate') text = text.slice(0, Math.floor(text.length * (effect.share ?? 0.5)));
    else text = JSON.stringify(rewrite(effect, JSON.parse(text) as unknown, new URL(request.url)));
  }
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  return new Response(text, {status: response.status, headers});
};
