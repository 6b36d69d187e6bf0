#!/usr/bin/env node
/** `npx my-health-elements check <token-endpoint> [--header 'Name: value']… [--page https://portal.example/health]` */
import {checkHost} from './check.js';
import type {Verdict} from './rules.js';

declare const process: {argv: string[]; exitCode: number; stdout: {write(text: string): void}};

const USAGE = `Usage: my-health-elements check <token-endpoint> [options]

  --header 'Name: value'   what proves a signed-in patient: a Cookie, a CSRF header; may be repeated
  --page <url>             page that holds the elements: its content security policy is checked too
  --origin <origin>        origin of the page that holds the elements; default: that of the endpoint

Ends with 1 when something is wrong, with 2 when it was not asked rightly.
`;

const print = (text: string): void => process.stdout.write(text);

const main = async (): Promise<number> => {
  const [command, endpoint, ...rest] = process.argv.slice(2);
  const headers: Record<string, string> = {};
  let origin: string | undefined;
  let page: string | undefined;
  for (let at = 0; at < rest.length; at += 2) {
    const [name, value] = [rest[at], rest[at + 1]];
    const header = /^([\w-]+):\s*(.*)$/.exec(value ?? '');
    // a header that cannot be sent would look like a server that does not answer
    if (name === '--header' && header && /^[\x20-\xff]*$/.test(header[2]!)) headers[header[1]!] = header[2]!;
    else if (name === '--origin' && value && URL.canParse(value)) origin = new URL(value).origin;
    else if (name === '--page' && value && URL.canParse(value)) page = value;
    else return (print(USAGE), 2);
  }
  if (page) origin ??= new URL(page).origin;
  if (command !== 'check' || !endpoint || !URL.canParse(endpoint)) return (print(USAGE), 2);
  const findings = await checkHost(endpoint, {
    fetch: (url, init) => fetch(url, init),
    headers,
    ...(origin && {origin}),
    ...(page && {page}),
  });
  for (const {verdict, subject, detail} of findings) print(`${verdict.padEnd(8)} ${subject}: ${detail}\n`);
  const count = (wanted: Verdict): number => findings.filter(({verdict}) => verdict === wanted).length;
  print(
    `\n${count('right')} right, ${count('wrong')} wrong, ${count('missing')} missing, ${count('advice')} to think about\n`,
  );
  return count('wrong') ? 1 : 0;
};

void main().then(code => (process.exitCode = code));
