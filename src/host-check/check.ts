import {policyRules} from './policy.js';
import {documentRules, isSafe, line, stableRules, type Finding} from './rules.js';

export interface CheckOptions {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** What proves a signed-in patient outside a browser: `Cookie`, a CSRF header. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly credentials?: RequestCredentials;
  /** Origin of the page that will hold the elements; default: that of the endpoint. */
  readonly origin?: string;
  /** Address of the page that will hold the elements: its content security policy is checked too. */
  readonly page?: string;
  /** False in a browser, which sends preflights itself and lets nobody see them. */
  readonly canPreflight?: boolean;
}

const DEADLINE_MS = 10_000;
const has = (header: string | null, name: string): boolean =>
  (header ?? '')
    .toLowerCase()
    .split(/\s*,\s*/)
    .includes(name.toLowerCase());
const isJson = (response: Response): boolean =>
  /^application\/(.+\+)?json\b/.test(response.headers.get('content-type') ?? '');
const isRedirect = ({type, status}: Response): boolean => type === 'opaqueredirect' || (status >= 300 && status < 400);

/** An answer that is not 200 holds no document to judge. */
const statusRule = (response: Response): Finding =>
  line(
    response.status === 200,
    'POST',
    'answers 200',
    isRedirect(response)
      ? 'redirects: answer 401 when nobody is signed in'
      : `answers ${response.status}; give what proves a signed-in patient with --header`,
  );

const answerRules = (response: Response): Finding[] => [
  line(isJson(response), 'Content-Type', 'application/json', 'must be application/json'),
  line(
    has(response.headers.get('cache-control'), 'no-store'),
    'Cache-Control',
    'no-store',
    'must be no-store: the answer holds tokens',
  ),
];

/** §11: what a record server on another origin must allow, as its answer to a browser's preflight tells. */
const corsRules = async (
  route: Record<string, unknown>,
  at: string,
  origin: string,
  options: CheckOptions,
): Promise<Finding[]> => {
  const base = String(route.base_url).replace(/\/+$/, '');
  if (new URL(base).origin === origin) return [line(true, `${at}.base_url`, 'on the page’s own origin', '')];
  const url = base + (route.protocol === 'fhir-r4' ? '/metadata' : '/sources');
  const call = (init: RequestInit): Promise<Response | undefined> =>
    options
      .fetch(url, {...init, credentials: 'omit', redirect: 'manual', signal: AbortSignal.timeout(DEADLINE_MS)})
      .catch(() => undefined);
  const findings: Finding[] = [];
  if (options.canPreflight !== false) {
    const asked = {
      Origin: origin,
      'Access-Control-Request-Method': 'GET',
      'Access-Control-Request-Headers': 'authorization',
    };
    const response = await call({method: 'OPTIONS', headers: asked});
    const allowed = response?.headers.get('access-control-allow-origin');
    findings.push(
      line(
        response?.ok === true,
        `${at} CORS`,
        'the preflight is answered',
        'no answer in 2xx to OPTIONS: browsers will refuse every read',
      ),
      line(
        allowed === '*' || allowed === origin,
        `${at} CORS`,
        `${origin} is allowed`,
        `Access-Control-Allow-Origin must be ${origin} or *`,
      ),
      line(
        has(response?.headers.get('access-control-allow-headers') ?? null, 'authorization'),
        `${at} CORS`,
        'Authorization is allowed',
        'Access-Control-Allow-Headers must name Authorization (* does not cover it)',
      ),
    );
  }
  const token = (route.token as {access_token?: unknown} | null | undefined)?.access_token;
  if (typeof token !== 'string') return findings;
  const response = await call({
    method: 'GET',
    headers: {
      Authorization: `Bearer ${token}`,
      Accept: 'application/json',
      ...(options.canPreflight !== false && {Origin: origin}),
    },
  });
  return [
    ...findings,
    line(
      response?.ok === true,
      `${at} read`,
      'the token opens it',
      response ? `answers ${response.status} to the token` : 'cannot be read',
    ),
    line(
      has(response?.headers.get('access-control-expose-headers') ?? null, 'retry-after') ||
        options.canPreflight === false,
      `${at} CORS`,
      'Retry-After can be read',
      'Access-Control-Expose-Headers must name Retry-After, or a busy server’s wait is not known',
    ),
  ];
};

/** Headers by which a portal knows a patient; any other one may be what it asks of nobody, too. */
const PROOF = /^(cookie|authorization)$/i;

const signedOutRule = (out: Response | undefined): Finding => {
  if (out?.status === 403)
    return line(
      false,
      'signed out',
      '',
      'answers 403: right where a forged request is refused; patients whose sign-in has run out must get 401',
      'advice',
    );
  const otherwise =
    out && isRedirect(out) ? 'redirects: must answer 401' : `must answer 401, answers ${out?.status ?? 'nothing'}`;
  return line(out?.status === 401, 'signed out', 'answers 401', otherwise);
};

/** Policies in the page's own markup; its quotes may be written as entities. */
const policiesIn = (markup: string): string[] =>
  [...markup.matchAll(/<meta\b[^>]*>/gi)].flatMap(([tag]) => {
    if (!/http-equiv\s*=\s*["']?content-security-policy["'\s>]/i.test(tag)) return [];
    const content = /content\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(tag);
    return [(content?.[1] ?? content?.[2] ?? '').replaceAll(/&(?:#39|#x27|apos);/gi, "'")];
  });

/** §11: what the page's policy allows of what this document asks for. */
const pageRules = async (
  page: string,
  document: unknown,
  endpoint: string,
  {fetch, headers = {}, credentials = 'same-origin'}: CheckOptions,
): Promise<Finding[]> => {
  const response = await fetch(page, {
    credentials,
    redirect: 'manual',
    headers: {Accept: 'text/html', ...headers},
    signal: AbortSignal.timeout(DEADLINE_MS),
  }).catch(() => undefined);
  if (response?.status !== 200) {
    return [line(false, 'page', '', response ? `answers ${response.status || 'a redirect'}` : 'no answer')];
  }
  const header = response.headers.get('content-security-policy');
  const policies = [...(header ? [header] : []), ...policiesIn(await response.text())];
  const {routes, links} = (document ?? {}) as {
    routes?: {base_url?: unknown; connect?: {kind?: unknown; url?: unknown} | null}[];
    links?: Record<string, unknown>;
  };
  const list = Array.isArray(routes) ? routes : [];
  const absolute = (urls: readonly unknown[]): string[] =>
    urls.filter(url => isSafe(url, endpoint)).map(url => new URL(String(url), endpoint).href);
  return policyRules(policies, {
    origin: new URL(page).origin,
    connects: [
      endpoint,
      ...absolute(['participation', 'connections', 'directory', 'provider_request'].map(name => links?.[name])),
      ...absolute(list.map(route => route?.base_url)),
    ],
    frames: absolute(list.flatMap(({connect}) => (connect?.kind === 'human-connect' ? [connect.url] : []))),
  });
};

/**
 * Calls a token endpoint as the elements do and says what is right, wrong and missing by docs/host-contract.md.
 * Findings never quote a token, a key or a name. Reads one small answer of each record server, changes nothing.
 */
export const checkHost = async (endpoint: string, options: CheckOptions): Promise<Finding[]> => {
  const {headers = {}, credentials = 'same-origin', origin = new URL(endpoint).origin} = options;
  const call = (init: RequestInit): Promise<Response | undefined> =>
    options
      .fetch(endpoint, {
        credentials,
        redirect: 'manual',
        cache: 'no-store',
        signal: AbortSignal.timeout(DEADLINE_MS),
        ...init,
      })
      .catch(() => undefined);
  const ask = (own: Readonly<Record<string, string>>): Promise<Response | undefined> =>
    call({
      method: 'POST',
      headers: {'Content-Type': 'application/json', Accept: 'application/json', ...own},
      body: '{"version":1}',
    });
  const json = async (response: Response | undefined): Promise<unknown> => response?.json().catch(() => undefined);

  const address = line(
    isSafe(endpoint, endpoint),
    'token-endpoint',
    'https, or http on localhost',
    'must be https (http only on localhost)',
  );
  const response = await ask(headers);
  if (!response) return [address, line(false, 'POST', '', 'no answer')];
  if (response.status !== 200) return [address, statusRule(response)];
  const document = await json(response);
  const findings = [address, statusRule(response), ...answerRules(response), ...documentRules(document, endpoint)];
  findings.push(...stableRules(document, await json(await ask(headers))));

  const get = await call({method: 'GET', headers: {Accept: 'application/json', ...headers}});
  findings.push(
    line(
      !get || get.status !== 200 || !isJson(get),
      'GET',
      'hands out nothing',
      'also answers GET: links on other sites could call it',
    ),
  );
  const others = Object.entries(headers).filter(([name]) => !PROOF.test(name));
  if (others.length < Object.keys(headers).length) findings.push(signedOutRule(await ask(Object.fromEntries(others))));
  if (options.page) findings.push(...(await pageRules(options.page, document, endpoint, options)));
  const {routes} = (document ?? {}) as {routes?: unknown};
  for (const [index, route] of (Array.isArray(routes) ? (routes as Record<string, unknown>[]) : []).entries()) {
    if (isSafe(route?.base_url, endpoint)) {
      const absolute = {...route, base_url: new URL(String(route.base_url), endpoint).href};
      findings.push(...(await corsRules(absolute, `routes[${index}]`, origin, options)));
    }
  }
  return findings;
};
