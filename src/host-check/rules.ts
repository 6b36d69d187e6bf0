/**
 * What docs/host-contract.md asks of a session document, rule by rule and in words for the portal's team. No schema
 * library: a schema says that a document is wrong, these say what about it is right, wrong and missing.
 */

/** `advice` breaks no rule; `missing` may be left out, with the effect that is told. */
export type Verdict = 'right' | 'wrong' | 'missing' | 'advice';

export interface Finding {
  readonly verdict: Verdict;
  /** Where: a path in the document, or the part of the answer. */
  readonly subject: string;
  /** What: never a token, key or name from the answer. */
  readonly detail: string;
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const objectOf = (value: unknown): Json => (isObject(value) ? value : {});
const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.map(objectOf) : []);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const finding = (verdict: Verdict, subject: string, detail: string): Finding => ({verdict, subject, detail});
/** One line: right when it holds, else wrong (or another verdict) with what to do. */
export const line = (
  holds: boolean,
  subject: string,
  right: string,
  otherwise: string,
  verdict: Verdict = 'wrong',
): Finding => (holds ? finding('right', subject, right) : finding(verdict, subject, otherwise));

/** §2: `https:`, or `http:` on localhost. */
export const isSafe = (value: unknown, base: string): boolean => {
  if (!isText(value) || !URL.canParse(value, base)) return false;
  const {protocol, hostname, username} = new URL(value, base);
  return (
    !username &&
    (protocol === 'https:' || (protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)))
  );
};

const oneOf = (value: unknown, subject: string, known: readonly string[], verdict: Verdict = 'wrong'): Finding =>
  isText(value) && known.includes(value)
    ? finding('right', subject, value)
    : finding(verdict, subject, `must be one of ${known.join(', ')}`);

const DAY = 86_400;
const seconds = (value: unknown, subject: string, standard: number): Finding[] =>
  value === undefined || value === null
    ? [finding('missing', subject, `the default of ${standard} s holds`)]
    : [
        line(
          typeof value === 'number' && value >= 0,
          subject,
          `${Number(value)} s`,
          'must be a number of seconds, 0 or more',
        ),
      ];

const KEY = /^[\w-]{43}$/;
const cacheRules = (cache: unknown): Finding[] => {
  if (cache === undefined || cache === null) {
    return [finding('missing', 'cache', 'nothing is written to the disk; every visit reads all records again')];
  }
  const {kid, key, max_age} = objectOf(cache);
  return [
    line(isText(kid), 'cache.kid', 'there', 'must be a text; a new one makes older entries unreadable'),
    line(
      isText(key) && KEY.test(key),
      'cache.key',
      '32 bytes, base64url',
      'must be 32 random bytes as base64url without padding: 43 characters',
    ),
    ...seconds(max_age, 'cache.max_age', 30 * DAY),
  ];
};

const tokenRules = (token: unknown, at: string): Finding[] => {
  if (token === null || token === undefined) {
    return [finding('missing', `${at}.token`, 'nothing to read on this route yet')];
  }
  const {access_token, token_type, expires_in} = objectOf(token);
  const lives = typeof expires_in === 'number' && expires_in > 0;
  return [
    line(isText(access_token), `${at}.token.access_token`, 'there', 'must be a text'),
    line(
      token_type === undefined || (isText(token_type) && /^bearer$/i.test(token_type)),
      `${at}.token.token_type`,
      'Bearer',
      'must be Bearer',
    ),
    line(lives, `${at}.token.expires_in`, `${String(expires_in)} s`, 'must be a number of seconds above 0'),
    ...(lives && expires_in > 3600
      ? [
          finding(
            'advice',
            `${at}.token.expires_in`,
            'over an hour: whoever takes a token from the page keeps it as long',
          ),
        ]
      : []),
    ...(lives && expires_in < 60
      ? [finding('advice', `${at}.token.expires_in`, 'under a minute: your endpoint is called again and again')]
      : []),
  ];
};

const connectRules = (connect: unknown, at: string, base: string): Finding[] => {
  if (connect === undefined || connect === null) {
    return [finding('missing', `${at}.connect`, 'there is no button to connect')];
  }
  const {kind, url, token} = objectOf(connect);
  return [
    oneOf(kind, `${at}.connect.kind`, ['human-connect', 'instant', 'popup'], 'advice'),
    ...(kind === 'human-connect' || kind === 'popup'
      ? [
          line(
            isSafe(url, base),
            `${at}.connect.url`,
            'https, or http on localhost',
            'must be a URL with https (http only on localhost)',
          ),
        ]
      : []),
    ...(kind === 'human-connect'
      ? [line(isText(token), `${at}.connect.token`, 'there', 'Human Connect cannot open without a token')]
      : []),
  ];
};

const routeRules = (route: Json, at: string, base: string): Finding[] => {
  const {id, kind, protocol, name, institution, status, base_url, patient_id, token, connect} = route;
  const place = objectOf(institution);
  return [
    line(isText(id), `${at}.id`, 'there', 'must be a text'),
    oneOf(kind, `${at}.kind`, ['aggregator', 'direct']),
    oneOf(protocol, `${at}.protocol`, ['human-api', 'fhir-r4'], 'advice'),
    line(isText(name), `${at}.name`, 'there', 'must be a text: patients read it'),
    line(
      isSafe(base_url, base),
      `${at}.base_url`,
      'https, or http on localhost',
      'must be a URL with https (http only on localhost)',
    ),
    ...(kind === 'direct'
      ? [
          line(isText(place.id) && isText(place.name), `${at}.institution`, 'there', 'a direct route needs {id, name}'),
          oneOf(status, `${at}.status`, ['connected', 'not_connected', 'needs_attention']),
        ]
      : []),
    ...(protocol === 'fhir-r4' && token
      ? [line(isText(patient_id), `${at}.patient_id`, 'there', 'FHIR searches need the patient’s id')]
      : []),
    ...tokenRules(token, at),
    ...connectRules(connect, at, base),
  ];
};

const LINKS = {
  participation: 'patients cannot leave or come back',
  connections: 'patients cannot connect directly, disconnect or read again',
  directory: 'patients cannot search for an institution',
  provider_request: 'patients cannot ask for an institution that is not listed',
  help: 'there is no link to your help page',
} as const;

/** All that §2 asks of the document itself. `base` is the token endpoint's absolute URL. */
export const documentRules = (value: unknown, base: string): Finding[] => {
  if (!isObject(value)) return [finding('wrong', 'body', 'must be a JSON object: the session document')];
  const {version, patient, participation, cache, fresh_for, idle_timeout, routes, links, accounts} = value;
  const {key} = objectOf(patient);
  const {status} = objectOf(participation);
  const ids = listOf(routes).map(({id}) => id);
  return [
    line(version === 1, 'version', '1', 'must be the number 1'),
    line(isText(key), 'patient.key', 'there', 'must be an opaque text, the same for one patient always'),
    ...(isText(key) && /@|^\d{1,9}$/.test(key)
      ? [
          finding(
            'advice',
            'patient.key',
            'looks like an address or a number of yours: give one that means nothing elsewhere',
          ),
        ]
      : []),
    oneOf(status, 'participation.status', ['active', 'opted_out']),
    ...(status === 'opted_out'
      ? [
          line(!cache, 'cache', 'left out after an opt-out', 'must be left out after an opt-out'),
          line(ids.length === 0, 'routes', 'empty after an opt-out', 'must be [] after an opt-out'),
        ]
      : cacheRules(cache)),
    ...seconds(fresh_for, 'fresh_for', 900),
    ...seconds(idle_timeout, 'idle_timeout', 900),
    line(Array.isArray(routes), 'routes', `${ids.length}`, 'must be a list'),
    ...(new Set(ids).size < ids.length ? [finding('wrong', 'routes', 'two routes have the same id')] : []),
    ...listOf(routes).flatMap((route, index) => routeRules(route, `routes[${index}]`, base)),
    ...listOf(accounts).map(({route, name, sign_up_url, opt_out_url}, index) =>
      line(
        isText(route) &&
          isText(name) &&
          [sign_up_url, opt_out_url].every(url => url === undefined || isSafe(url, base)),
        `accounts[${index}]`,
        'there',
        'needs route and name as text, and URLs with https',
      ),
    ),
    ...Object.entries(LINKS).map(([name, without]) => {
      const link = objectOf(links)[name];
      return link === undefined || link === null
        ? finding('missing', `links.${name}`, without)
        : line(isSafe(link, base), `links.${name}`, 'there', 'must be a URL with https (http only on localhost)');
    }),
  ];
};

/** What must not change between two calls for the same patient. */
export const stableRules = (first: unknown, second: unknown): Finding[] => {
  const [one, two] = [objectOf(first), objectOf(second)];
  const [cache, again] = [objectOf(one.cache), objectOf(two.cache)];
  return [
    line(
      objectOf(one.patient).key === objectOf(two.patient).key,
      'patient.key',
      'the same on a second call',
      'changed on a second call: every change erases the patient’s copy',
    ),
    ...(one.cache
      ? [
          line(
            cache.kid !== again.kid || cache.key === again.key,
            'cache.key',
            'the same while kid is',
            'changed although kid did not: nothing that was kept can be read again',
          ),
          line(
            cache.kid === again.kid,
            'cache.kid',
            'the same on a second call',
            'a new kid on every call: nothing is ever kept',
            'advice',
          ),
        ]
      : []),
  ];
};
