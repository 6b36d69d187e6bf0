/**
 * Everything that `npm test` means: the build, the tests in a browser, the tests in Node (end to end, package), and one
 * closing line. `--engines firefox,webkit` runs the browser tests alone, in those engines.
 */
import {spawn} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {ensureChromium} from './ensure-browser.mjs';

const engines = process.argv.includes('--engines') ? process.argv[process.argv.indexOf('--engines') + 1] : null;
const total = {passed: 0, failed: 0};

/** Runs a command, shows its output, and resolves with its exit code and text. */
const run = (command, args, env = {}) =>
  new Promise(done => {
    const child = spawn(command, args, {
      env: {...process.env, ...env},
      stdio: ['ignore', 'pipe', 'inherit'],
      shell: process.platform === 'win32',
    });
    let text = '';
    child.stdout.on('data', chunk => {
      text += chunk;
      process.stdout.write(chunk);
    });
    child.on('close', code => done({code, text}));
  });

/** A step without tests of its own counts only when it fails. */
const step = async (name, command, args) => {
  console.log(`\n== ${name}`);
  const {code} = await run(command, args);
  if (code !== 0) {
    total.failed++;
    console.log(`failed: ${name}`);
  }
};

const browserTests = async names => {
  console.log(`\n== tests in ${names}`);
  const {code, text} = await run('npx', ['wtr'], {WTR_BROWSERS: names});
  const [, passed, failed] = /(\d+) passed, (\d+) failed, \d+ skipped\s*$/.exec(text.trimEnd()) ?? [];
  total.passed += Number(passed ?? 0);
  // a runner that dies without its closing line is a failure too
  total.failed += passed === undefined ? 1 : Number(failed) || (code === 0 ? 0 : 1);
};

function* testFiles(folder) {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* testFiles(path);
    else if (name.endsWith('.test.ts')) yield path;
  }
}

const nodeTests = async () => {
  console.log('\n== tests in Node (end to end, package)');
  const tap = join(mkdtempSync(join(tmpdir(), 'my-health-')), 'result.tap');
  const {code} = await run('node', [
    '--import',
    'tsx',
    '--test',
    '--test-concurrency=1',
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=tap',
    `--test-reporter-destination=${tap}`,
    ...testFiles('test/node'),
  ]);
  const text = readFileSync(tap, 'utf8');
  const count = word => Number(new RegExp(`^# ${word} (\\d+)`, 'm').exec(text)?.[1] ?? 0);
  const failed = count('fail') + count('cancelled');
  total.passed += count('pass');
  total.failed += failed || (code === 0 ? 0 : 1);
};

await ensureChromium();
if (engines) {
  for (const engine of engines.split(',')) await browserTests(engine);
} else {
  await step('types', 'npx', ['tsc', '--noEmit']);
  await step('build', 'npm', ['run', '--silent', 'build']);
  await browserTests('chromium');
  await nodeTests();
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed ? 1 : 0);
