import {execFile} from 'node:child_process';
import {cp, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {tmpdir} from 'node:os';
import {extname, join, resolve} from 'node:path';
import {promisify} from 'node:util';
import {listener, startSimulator} from '../../../demo/simulator/node.js';
import type {AddressInfo} from 'node:net';
import type {World} from '../../../demo/simulator/world.js';

export const ROOT = resolve(import.meta.dirname, '../../..');

/** Runs a program; rejects with all that it said. */
export const run = async (command: string, args: readonly string[], cwd: string): Promise<string> => {
  const env = {...process.env, npm_config_audit: 'false', npm_config_fund: 'false', NODE_ENV: ''};
  try {
    const {stdout} = await promisify(execFile)(command, args, {cwd, env, maxBuffer: 2 ** 26});
    return stdout;
  } catch (thrown) {
    const {stdout, stderr} = thrown as {stdout: string; stderr: string};
    throw new Error(`${command} ${args.join(' ')} failed:\n${stdout}\n${stderr}`);
  }
};

export const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'my-health-package-'));

/** Packs what `npm publish` would send. @returns the tarball's path. */
export const pack = async (into: string): Promise<string> => {
  const said = await run('npm', ['pack', '--json', '--pack-destination', into], ROOT);
  return join(into, (JSON.parse(said) as {filename: string}[])[0]!.filename);
};

/** An empty project with the packed package and others from the registry. */
export const project = async (tarball: string, example: string, packages: readonly string[]): Promise<string> => {
  const folder = await newFolder();
  await cp(join(ROOT, 'docs/frameworks', example), folder, {recursive: true});
  await writeFile(join(folder, 'package.json'), JSON.stringify({private: true, type: 'module'}));
  await run('npm', ['install', '--prefer-offline', tarball, ...packages], folder).catch((thrown: Error) => {
    throw new Error(`npm could not install from its registry, so nothing is known of ${example}. ${thrown.message}`);
  });
  return folder;
};

const options = {
  ...{target: 'ES2022', module: 'ESNext', moduleResolution: 'bundler', lib: ['ES2022', 'DOM', 'DOM.Iterable']},
  ...{strict: true, noEmit: true, skipLibCheck: false, jsx: 'react-jsx'},
};

/** Type-checks the project's own files and the package's types, `skipLibCheck` off. */
export const typecheck = async (folder: string, files: readonly string[], more: object = {}): Promise<void> => {
  const compilerOptions = {...options, ...more};
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({compilerOptions, files}));
  await run('node', [join(ROOT, 'node_modules/.bin/tsc'), '-p', 'tsconfig.json'], folder);
};

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** A folder of files and the portal's backend on one origin. */
export const serve = async (
  folder: string,
  world: World,
  policy?: string,
): Promise<{url: string; stop: () => Promise<void>}> => {
  const simulator = await startSimulator({world});
  const portal = listener(simulator.apps.portal);
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    if (path.startsWith('/portal/')) return portal(request, response);
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    const headers = {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      ...(policy && {'content-security-policy': policy}),
    };
    readFile(file).then(
      content => response.writeHead(200, headers).end(content),
      () => response.writeHead(path === '/favicon.ico' ? 204 : 404).end(),
    );
  });
  await new Promise<void>(done => server.listen(0, 'localhost', done));
  const url = `http://localhost:${(server.address() as AddressInfo).port}/`;
  world.urls.page = url;
  return {
    url,
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>(done => server.close(() => done()));
      await simulator.stop();
    },
  };
};

export const remove = (folder: string): Promise<void> => rm(folder, {recursive: true, force: true});
