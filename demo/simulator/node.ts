import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {getRequestListener} from '@hono/node-server';
import {createApps, type Apps} from './fetch.js';
import {isDropped, type App} from './serve.js';
import {createWorld, type World} from './world.js';

/** A web-standard handler as a Node request listener; a dropped answer closes the socket. */
export const listener = (app: App): ((request: IncomingMessage, response: ServerResponse) => void) => {
  const listen = getRequestListener(
    async (request, env) => {
      const response = await app.fetch(request);
      if (isDropped(response)) (env as {outgoing: ServerResponse}).outgoing.destroy();
      return response;
    },
    {
      overrideGlobalObjects: false,
      // an aborted request is the page's own doing
      errorHandler: () => new Response(null, {status: 500}),
    },
  );
  return (request, response) => void listen(request, response);
};

export interface Simulator {
  portal: string;
  humanApi: string;
  humanConnect: string;
  fhir: string;
  world: World;
  apps: Apps;
  stop(): Promise<void>;
}

/** All servers of a world on real localhost ports (free ones by default), with real CORS. */
export const startSimulator = async (options: {world?: World; ports?: number} = {}): Promise<Simulator> => {
  const {world = createWorld(), ports = 0} = options;
  const apps = createApps(world);
  const servers: Server[] = [];
  const start = async (app: App): Promise<string> => {
    const server = createServer(listener(app));
    const port = ports === 0 ? 0 : ports + servers.length;
    servers.push(server);
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, 'localhost', resolve));
    return `http://localhost:${(server.address() as AddressInfo).port}`;
  };
  world.urls.portal = await start(apps.portal);
  world.urls.humanApi = await start(apps.humanApi);
  world.urls.humanConnect = await start(apps.humanConnect);
  world.urls.fhir = await start(apps.fhir);
  const {portal, humanApi, humanConnect, fhir} = world.urls;
  return {
    ...{portal, humanApi, humanConnect, fhir, world, apps},
    stop: async () => {
      await Promise.all(
        servers.map(
          server =>
            new Promise<void>(resolve => {
              server.close(() => resolve());
              server.closeAllConnections();
            }),
        ),
      );
    },
  };
};
