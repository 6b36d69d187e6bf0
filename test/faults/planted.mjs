/**
 * Plants one fault for each invariant of docs/reliability.md in a copy of this repository, runs the tests that guard
 * it, and says whether they noticed. Ends with an error when a fault went unnoticed, or a test fails without one.
 *
 * `node test/faults/planted.mjs [I3 I7 …]`
 */
import {execFileSync, spawn} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Each text stands exactly once in `src`. */
const FAULTS = [
  {
    invariant: 'I1',
    what: 'a page that the disk does not take is not kept in memory either',
    from: '      await this.#spill.commit(write);\n',
    to: '',
    tests: ['test/cache/faults.test.ts'],
  },
  {
    invariant: 'I1',
    what: 'a list that was never begun passes for read',
    from: 'await markBegun(read);',
    to: '{}',
    tests: ['test/session/sync.test.ts'],
  },
  {
    invariant: 'I2',
    what: 'a record that comes again is another one',
    from: 'records.set(record.id, record);\n              if (held)',
    to: 'records.set(`${record.id} ${records.size}`, record);\n              if (held)',
    tests: ['test/session/sync.test.ts', 'test/records/library.test.ts'],
  },
  {
    invariant: 'I3',
    what: 'a checkpoint is stored although pages that it counts were dropped',
    from: 'if (!stands || (!held && (before || told))) return null;',
    to: '',
    tests: ['test/cache/faults.test.ts'],
  },
  {
    invariant: 'I3',
    what: 'the checkpoint is stored a page early',
    from: ': {...mark};\n',
    to: ': {...mark, cursor, pages: mark.pages + rows};\n',
    tests: ['test/session/sync.test.ts'],
  },
  {
    invariant: 'I4',
    what: 'another patient in the same page is not noticed',
    from: "if (this.life && this.life.document.patient.key !== document.patient.key) this.blank('user-changed');",
    to: '',
    tests: ['test/session/tabs.test.ts'],
  },
  {
    invariant: 'I4',
    what: 'a row of another patient opens',
    from: 'salt: patient,',
    to: 'salt: new Uint8Array(32),',
    more: [['SCHEMA, keys.patient, store', 'SCHEMA, store']],
    tests: ['test/cache/sealed-store.test.ts', 'test/cache/sealing.test.ts'],
  },
  {
    invariant: 'I5',
    what: 'an erasing that was cut off is not finished',
    from: 'if (ours && !wipe) return;',
    to: 'if (ours) return;',
    tests: ['test/cache/purge.test.ts'],
  },
  {
    invariant: 'I5',
    what: 'what another tab is about to write brings a disconnected institution back',
    from: '    await store.claim();\n',
    to: '',
    tests: ['test/session/disconnect.test.ts'],
  },
  {
    invariant: 'I6',
    what: 'a token stands in the snapshot',
    from: 'protocol: route.protocol,',
    to: "protocol: route.protocol + (route.token?.access_token ?? ''),",
    tests: ['test/session/requests.test.ts'],
  },
  {
    invariant: 'I7',
    what: 'a token goes to another origin',
    from: 'url.origin === root.origin &&',
    to: '',
    tests: ['test/sources/http.test.ts'],
  },
  {
    invariant: 'I8',
    what: 'a transaction has no deadline',
    from: 'await within(this.deps.clock, RUN_MS, Promise.all([done, answer.catch(() => done)]))',
    to: 'await Promise.all([done, answer.catch(() => done)])',
    tests: ['test/cache/faults.test.ts'],
  },
  {
    invariant: 'I9',
    what: '"none" is said of a place that nobody could ask',
    from: "if (answered || (connection && isCollected(connection.status))) return 'none';",
    to: "return 'none';",
    tests: ['test/session/sync.test.ts'],
  },
  {
    invariant: 'I9',
    what: 'what is left of a route passes for all of it, when a row of it did not open',
    from: '[...streams].map(unfinished).reduce(',
    to: '[].reduce(',
    tests: ['test/cache/sealed-store.test.ts'],
  },
  {
    invariant: 'I10',
    what: 'a route that fails stops the others',
    from: '    } catch (thrown) {\n      if (life.end.signal.aborted) return;\n',
    to: '    } catch (thrown) {\n      life.pause.abort();\n      if (life.end.signal.aborted) return;\n',
    tests: ['test/session/sync.test.ts'],
  },
  {
    invariant: 'I11',
    what: "another patient's resource is shown",
    from: 'if (this.#patientId !== undefined && this.#near.isAnothers(resource, this.#patientId))\n',
    to: 'if (false)\n',
    tests: ['test/sources/fhir-r4/page.test.ts'],
  },
  {
    invariant: 'I12',
    what: 'what did not happen is said as if it did',
    from: 'export const leadOf = (category: Category, status: string): Lead | null => {\n  const code',
    to: 'export const leadOf = (category: Category, status: string): Lead | null => {\n  if (category) return null;\n  const code',
    tests: ['test/sources/fhir-r4/types.test.ts', 'test/sources/human-api/mapping.test.ts'],
  },
];

/** The files of the working tree, without what is ignored; dependencies are those of the repository. */
const copy = () => {
  const folder = mkdtempSync(join(tmpdir(), 'planted-'));
  const list = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {cwd: ROOT, encoding: 'utf8'});
  for (const path of list.split('\0').filter(path => /^(src|test|demo|build)\/|^[^/]+\.(json|mjs|ts)$/.test(path))) {
    mkdirSync(dirname(join(folder, path)), {recursive: true});
    cpSync(join(ROOT, path), join(folder, path));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
};

/** Where the texts of a fault stand. */
const changesOf = (folder, {from, to, more = []}) => {
  const files = readdirSync(join(folder, 'src'), {recursive: true, withFileTypes: true})
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .map(path => ({path, text: readFileSync(path, 'utf8')}));
  return [[from, to], ...more].map(([before, after]) => {
    const [found, ...others] = files.filter(({text}) => text.includes(before));
    if (!found || others.length || found.text.split(before).length !== 2)
      throw new Error(`not exactly once: ${before}`);
    return {...found, before, after};
  });
};

/** @returns {Promise<{passed: number, failed: number}>} a run that says nothing counts as neither */
const run = (folder, tests) =>
  new Promise(done => {
    const args = [join(ROOT, 'node_modules/@web/test-runner/dist/bin.js'), '--files', ...tests];
    const env = {...process.env, WTR_CACHE: '-planted'};
    const child = spawn(process.execPath, args, {cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe']});
    let text = '';
    child.stdout.on('data', data => (text += data));
    child.stderr.on('data', data => (text += data));
    child.on('exit', () => {
      const [, passed = 0, failed = 0] = /(\d+) passed, (\d+) failed/.exec(text) ?? [];
      if (!Number(passed) && !Number(failed)) console.error(text.slice(-2000));
      done({passed: Number(passed), failed: Number(failed)});
    });
  });

const wanted = process.argv.slice(2);
const faults = FAULTS.filter(({invariant}) => !wanted.length || wanted.includes(invariant));
const folder = copy();
let wrong = 0;
try {
  const planned = faults.map(fault => ({...fault, changes: changesOf(folder, fault)}));
  const tests = [...new Set(faults.flatMap(fault => fault.tests))];
  const clean = await run(folder, tests);
  console.log(`${'without a fault'.padEnd(16)} ${clean.passed} passed, ${clean.failed} failed`);
  if (clean.failed || !clean.passed) wrong++;
  for (const {invariant, what, changes, tests: own} of planned) {
    for (const {path, before, after} of changes) {
      writeFileSync(
        path,
        readFileSync(path, 'utf8').replace(before, () => after),
      );
    }
    const {passed, failed} = await run(folder, own);
    for (const {path, text} of changes) writeFileSync(path, text);
    const caught = failed > 0;
    if (!caught) wrong++;
    console.log(
      `${invariant.padEnd(4)} ${caught ? 'caught    ' : 'NOT CAUGHT'} ${failed} of ${passed + failed} tests failed: ${what}`,
    );
  }
} finally {
  rmSync(folder, {recursive: true, force: true});
}
console.log(wrong ? `${wrong} wrong` : `${faults.length} faults, all caught`);
process.exitCode = wrong ? 1 : 0;
