/**
 * `npm run audit`: known vulnerabilities of what the package runs on. Fails when there is one; a registry that offers
 * no audit is said and fails nothing, because then nothing is known.
 */
import {spawnSync} from 'node:child_process';

/** What an answer of `npm audit --json` means. */
export const verdict = text => {
  let answer;
  try {
    answer = JSON.parse(text);
  } catch {
    answer = {};
  }
  const counts = answer.metadata?.vulnerabilities;
  if (!counts)
    return {ok: true, said: `not audited: the registry answered no audit (${answer.message ?? 'no answer'})`};
  const names = Object.values(answer.vulnerabilities ?? {}).map(({name, severity}) => `${name} (${severity})`);
  return counts.total
    ? {ok: false, said: `${counts.total} packages with known vulnerabilities: ${names.join(', ')}`}
    : {ok: true, said: 'audited: no known vulnerability'};
};

if (process.argv[1] === import.meta.filename) {
  const {stdout} = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const {ok, said} = verdict(stdout ?? '');
  console.log(said);
  process.exitCode = ok ? 0 : 1;
}
