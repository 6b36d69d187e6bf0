import {createServer} from 'vite';
/** WTR + Vite 8 in one process: every URL WTR does not own goes through Vite's own pipeline (oxc, pre-bundled deps). */
export function viteForWtr(inline = {}) {
  let vite;
  const own = /^\/(__web-|__wds-outside-root__|\?|$)/;
  return {
    middleware: async (ctx, next) => {
      if (own.test(ctx.url)) return next();
      ctx.respond = false;
      ctx.res.statusCode = 200;
      await new Promise((ok, bad) => {
        ctx.res.once('close', ok);
        vite.middlewares(ctx.req, ctx.res, e => {
          ctx.respond = true;
          ctx.status = 404;
          e ? bad(e) : ok(next());
        });
      });
    },
    plugin: {
      name: 'vite-for-wtr',
      async serverStart({config}) {
        vite = await createServer({
          root: config.rootDir,
          appType: 'custom',
          clearScreen: false,
          logLevel: 'warn',
          ...inline,
          plugins: [
            {
              // @web/test-runner-commands imports this from WTR's server, and the optimizer makes it relative
              name: 'wtr-socket-external',
              enforce: 'pre',
              resolveId: id =>
                id.endsWith('/__web-dev-server__web-socket.js')
                  ? {id: '/__web-dev-server__web-socket.js', external: true}
                  : undefined,
            },
            ...(inline.plugins ?? []),
          ],
          server: {middlewareMode: true, hmr: false, ws: false, ...inline.server},
        });
      },
      async serverStop() {
        await vite?.close();
      },
    },
  };
}
