import {line, type Finding} from './rules.js';

/** What a page must allow for a session document (docs/host-contract.md §11). */
export interface PolicyNeeds {
  /** Origin of the page. */
  readonly origin: string;
  /** Absolute URLs of the host's calls and of each `base_url`. */
  readonly connects: readonly string[];
  /** Absolute URLs of `human-connect` frames. */
  readonly frames: readonly string[];
}

type Policy = ReadonlyMap<string, readonly string[]>;

/** The directives of one policy; of two of a name the first counts (CSP 3, §2.2.1). */
const parse = (text: string): Policy => {
  const policy = new Map<string, readonly string[]>();
  for (const part of text.split(';')) {
    const [name, ...values] = part.trim().split(/\s+/);
    if (name && !policy.has(name.toLowerCase())) policy.set(name.toLowerCase(), values);
  }
  return policy;
};

/** What is allowed over `http:` is over `https:`, too (CSP 3, §6.7.2.9). */
const isScheme = (wanted: string, protocol: string): boolean =>
  protocol === wanted || (wanted === 'http:' && protocol === 'https:');

const STANDARD_PORT: Readonly<Record<string, string>> = {'http:': '80', 'https:': '443'};

/** Whether a source expression allows a URL (CSP 3, §6.7.2.8); paths are compared as far as they are given. */
const matches = (expression: string, url: URL, origin: string): boolean => {
  if (expression === "'self'") return url.origin === origin;
  if (expression === '*') return /^(https?|wss?):$/.test(url.protocol);
  if (/^[a-z][a-z0-9+.-]*:$/i.test(expression)) return isScheme(expression.toLowerCase(), url.protocol);
  const found = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/:]+)(?::(\d+|\*))?(\/.*)?$/i.exec(expression);
  if (!found) return false;
  const [, scheme, host, port, path] = found;
  const wanted = host!.toLowerCase();
  const hostIs = wanted.startsWith('*.')
    ? url.hostname.endsWith(wanted.slice(1))
    : wanted === '*' || url.hostname === wanted;
  const wantedScheme = scheme ? `${scheme.toLowerCase()}:` : new URL(origin).protocol;
  const schemeIs = isScheme(wantedScheme, url.protocol);
  const portIs = port === '*' || (port ? port === (url.port || STANDARD_PORT[url.protocol]) : !url.port);
  const pathIs = !path || path === '/' || (path.endsWith('/') ? url.pathname.startsWith(path) : url.pathname === path);
  return hostIs && schemeIs && portIs && pathIs;
};

const fallback: Readonly<Record<string, readonly string[]>> = {
  'script-src': ['script-src-elem', 'script-src', 'default-src'],
  'style-src': ['style-src-elem', 'style-src', 'default-src'],
  'img-src': ['img-src', 'default-src'],
  'connect-src': ['connect-src', 'default-src'],
  'frame-src': ['frame-src', 'child-src', 'default-src'],
};

/** One policy against what the elements need; a page may have several, and each must allow it. */
const rulesOf = (policy: Policy, {origin, connects, frames}: PolicyNeeds): Finding[] => {
  const allows = (directive: string, url: string): boolean => {
    const name = fallback[directive]!.find(one => policy.has(one));
    return !name || policy.get(name)!.some(one => matches(one, new URL(url), origin));
  };
  const own = `${origin}/`;
  const rule = (directive: string, urls: readonly string[]): Finding[] =>
    [...new Set(urls.map(url => new URL(url).origin))].map(one =>
      line(
        urls.filter(url => new URL(url).origin === one).every(url => allows(directive, url)),
        `page ${directive}`,
        `allows ${one === origin ? 'its own origin' : one}`,
        `must allow ${one === origin ? "'self'" : one}`,
      ),
    );
  const types = policy.get('trusted-types');
  return [
    ...(policy.get('script-src')?.includes("'strict-dynamic'")
      ? [
          line(
            false,
            'page script-src',
            '',
            "with 'strict-dynamic' only a script with your nonce may load the elements",
            'advice',
          ),
        ]
      : rule('script-src', [own])),
    line(
      !(policy.get('script-src') ?? policy.get('default-src') ?? []).some(one => /^'unsafe-(inline|eval)'$/.test(one)),
      'page script-src',
      'no inline script and no eval',
      "'unsafe-inline' or 'unsafe-eval': whoever gets a script into the page reads the records; the elements need neither",
      'advice',
    ),
    ...rule('style-src', [own]),
    ...rule('img-src', [own]),
    ...rule('connect-src', connects),
    ...rule('frame-src', frames),
    ...(types
      ? [
          line(
            types.includes('*') || types.includes('lit-html'),
            'page trusted-types',
            'lit-html',
            "must name lit-html 'allow-duplicates'",
          ),
          line(
            types.includes("'allow-duplicates'"),
            'page trusted-types',
            "'allow-duplicates'",
            "without 'allow-duplicates' the elements fail beside a Lit of your own",
            'advice',
          ),
        ]
      : []),
  ];
};

/**
 * What the page's policies allow of what the elements need.
 * @param policies values of `Content-Security-Policy`, one each
 */
export const policyRules = (policies: readonly string[], needs: PolicyNeeds): Finding[] => {
  // several policies in one header value are set apart by commas
  const all = policies.flatMap(text => text.split(',')).filter(text => text.trim());
  if (!all.length) {
    return [
      line(false, 'page policy', '', 'there is no Content-Security-Policy: nothing keeps other scripts out', 'missing'),
    ];
  }
  return all.flatMap(text => rulesOf(parse(text), needs));
};
