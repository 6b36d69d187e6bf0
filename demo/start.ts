import {fileURLToPath} from 'node:url';
import {createServer} from 'vite';
import {browserDependencies} from '../build/browser-dependencies.mjs';
import {patientOfSize} from './patient/index.js';
import {CONTROL_PATH, createControl} from './simulator/control.js';
import {listener, startSimulator} from './simulator/node.js';
import {createWorld, type World} from './simulator/world.js';

export interface Demo {
  /** Address of the page. */
  url: string;
  world: World;
  stop(): Promise<void>;
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DEFAULT_PORT = 5173;

/** The demo's page with the portal's backend on one origin, the record servers on others. */
export const startDemo = async (options: {port?: number; watch?: boolean} = {}): Promise<Demo> => {
  // a collection of an hour takes a minute here
  const world = createWorld({seed: 20_260_220, patient: patientOfSize(600), speed: 60});
  const simulator = await startSimulator({world});
  const portal = listener(simulator.apps.portal);
  const control = listener(createControl(world, patientOfSize));
  const vite = await createServer({
    root: ROOT,
    configFile: false,
    appType: 'mpa',
    logLevel: 'warn',
    clearScreen: false,
    cacheDir: 'node_modules/.vite-demo',
    server: {
      host: 'localhost',
      port: options.port ?? DEFAULT_PORT,
      strictPort: false,
      ...(options.watch === false && {watch: null, hmr: false}),
    },
    // named, so that the first visit does not wait for a scan or reload itself
    optimizeDeps: {entries: [], include: browserDependencies()},
    plugins: [
      {
        name: 'my-health-demo',
        configureServer({middlewares}) {
          middlewares.use((request, response, next) => {
            const path = (request.url ?? '/').split('?')[0] ?? '/';
            if (path.startsWith('/portal/')) return portal(request, response);
            if (path === CONTROL_PATH || path.startsWith(`${CONTROL_PATH}/`)) return control(request, response);
            const [, query = ''] = /(\?.*)$/.exec(request.url ?? '') ?? [];
            if (path === '/') request.url = `/demo/index.html${query}`;
            if (path === '/gallery') request.url = `/demo/gallery.html${query}`;
            next();
          });
        },
      },
    ],
  });
  await vite.listen();
  const address = vite.httpServer?.address();
  const port = typeof address === 'object' && address ? address.port : DEFAULT_PORT;
  const url = `http://localhost:${port}/`;
  world.urls.page = url;
  world.urls.portal = url.slice(0, -1);
  return {
    url,
    world,
    stop: async () => {
      await vite.close();
      await simulator.stop();
    },
  };
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const {url, world} = await startDemo();
  process.stdout.write(
    `\nMy Health demo is running. Open this page:\n\n  ${url}\n\n` +
      `Every element in every state:  ${url}gallery\n` +
      `Simulated servers: Human API ${world.urls.humanApi}, Human Connect ${world.urls.humanConnect}, FHIR ${world.urls.fhir}\n` +
      `Stop with Ctrl+C.\n`,
  );
}
