/**
 * A sign-in in a window of its own, in Chromium, over real HTTP: whatever opener policies the portal and the
 * institution set, every way in which it can end is seen for what it was (docs/host-contract.md §5).
 */
import assert from 'node:assert/strict';
import {createServer, type Server, type ServerResponse} from 'node:http';
import {after, before, describe, it} from 'node:test';
import type {AddressInfo} from 'node:net';
import type {Browser, BrowserContext, Page} from 'playwright-core';
import {generatePatient} from '../../demo/patient/generate.js';
import {createWorld, type World} from '../../demo/simulator/world.js';
import {launchChromium, startHost, type TestHost} from './host.js';
import {Visit, watch} from './journey.js';

const PLACE = 'Mount Sinai';
const CONNECT = '<provider-connect token-endpoint="/portal/my-health/token"></provider-connect>';
const POLICIES = [
  ['none', 'none'],
  ['none', 'same-origin'],
  ['same-origin-allow-popups', 'none'],
  ['same-origin-allow-popups', 'same-origin'],
  ['same-origin', 'none'],
  ['same-origin', 'same-origin'],
] as const;

const send = (response: ServerResponse, policy: string, text: string, type = 'text/html'): boolean => {
  if (policy !== 'none') response.setHeader('cross-origin-opener-policy', policy);
  if (text) response.writeHead(200, {'content-type': `${type}; charset=utf-8`}).end(text);
  return Boolean(text);
};
/** The page on which the institution's sign-in ends, as docs/host-contract.md §5 asks for it. */
const RETURN = `new BroadcastChannel('my-health').postMessage({type: 'connect-return', route: 'mount-sinai'});`;

/** The institution's own sign-in page, on an origin of its own. */
const startInstitution = async (policy: string, portal: () => string): Promise<{url: string; server: Server}> => {
  const server = createServer((_, response) =>
    send(
      response,
      policy,
      `<!doctype html><title>${PLACE}</title><h1>Sign in</h1>` +
        `<a href="${portal()}return?allow">Allow</a> <a href="${portal()}return">Deny</a>`,
    ),
  );
  await new Promise<void>(done => server.listen(0, 'localhost', done));
  return {url: `http://localhost:${(server.address() as AddressInfo).port}/`, server};
};

describe('a sign-in in a window of its own', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  for (const [ours, theirs] of POLICIES) {
    describe(`opener policy of the portal: ${ours}, of the institution: ${theirs}`, () => {
      let world: World;
      let host: TestHost;
      let institution: {url: string; server: Server};
      let context: BrowserContext;

      before(async () => {
        world = createWorld({patient: generatePatient({records: 20})});
        world.portal.directConnect = 'popup';
        institution = await startInstitution(theirs, () => host.url);
        host = await startHost(world, CONNECT, (path, request, response) => {
          switch (path) {
            case '/':
              return send(response, ours, '');
            case '/portal/my-health/popup':
              response.writeHead(302, {location: institution.url}).end();
              return true;
            case '/return':
              if (request.url?.endsWith('?allow')) world.fhir.status = 'connected';
              return send(response, ours, '<!doctype html><title>Back</title><script src="/return.js"></script>');
            case '/return.js':
              return send(response, 'none', RETURN, 'text/javascript');
            default:
              return false;
          }
        });
      });
      after(async () => {
        await host.stop();
        institution.server.closeAllConnections();
        institution.server.close();
      });

      /** Runs with the page open, before the press that opens the window. */
      const visit = async (test: (visit: Visit) => Promise<void>, prepare = ''): Promise<void> => {
        world.fhir.status = 'not_connected';
        ({context} = await watch(await browser.newContext()));
        if (prepare) await context.addInitScript(prepare);
        try {
          const visit = await Visit.begin(context, host.url);
          await visit.status(PLACE, 'Not connected').waitFor();
          await test(visit);
          assert.deepEqual(await visit.violations(), []);
        } finally {
          await context.close();
        }
      };
      const press = (visit: Visit): Promise<void> =>
        visit
          .connection(PLACE)
          .getByRole('button', {name: /^Connect/})
          .click();
      /** Presses connect and waits for the institution's page in the window that opens. */
      const open = async (visit: Visit): Promise<Page> => {
        const [popup] = await Promise.all([context.waitForEvent('page'), press(visit)]);
        await popup.getByRole('link', {name: 'Allow'}).waitFor();
        assert.equal(await popup.evaluate(() => window.opener as unknown), null, 'the window cannot steer the page');
        await visit.connections.getByRole('heading', {name: `Sign in at ${PLACE}`}).waitFor();
        return popup;
      };
      const ends = (visit: Visit, heading: string): Promise<void> =>
        visit.connections.getByRole('dialog').getByRole('heading', {name: heading}).waitFor();
      const finish = (visit: Visit): Promise<void> =>
        visit.connections.getByRole('button', {name: 'I have finished'}).click();

      it('finished: connected, says the host', () =>
        visit(async visit => {
          const popup = await open(visit);
          await popup.getByRole('link', {name: 'Allow'}).click();
          await ends(visit, `Connected: ${PLACE}`);
          await visit.connections.getByRole('button', {name: 'Done'}).click();
          await visit.status(PLACE, 'Not connected').waitFor({state: 'detached'});
        }));

      it('denied: nothing is connected, and it can be tried again', () =>
        visit(async visit => {
          const popup = await open(visit);
          await popup.getByRole('link', {name: 'Deny'}).click();
          await ends(visit, 'Nothing new was connected');
          const again = visit.connections.getByRole('button', {name: 'Try again'});
          const [second] = await Promise.all([context.waitForEvent('page'), again.click()]);
          await second.getByRole('link', {name: 'Allow'}).click();
          await ends(visit, `Connected: ${PLACE}`);
        }));

      it('closed: goes on waiting, says "not yet" to who has finished, and claims nothing afterwards', () =>
        visit(async visit => {
          const popup = await open(visit);
          await popup.close();
          await finish(visit);
          await visit.connections.getByText('No connection yet').waitFor();
          const dialog = visit.connections.getByRole('dialog');
          await dialog.getByRole('button', {name: 'Close'}).click();
          await dialog.waitFor({state: 'hidden'});
          await visit.status(PLACE, 'Not connected').waitFor();
        }));

      it('blocked: a link does the same', () =>
        visit(async visit => {
          await press(visit);
          const link = visit.connections.getByRole('link', {name: `Open the sign-in page of ${PLACE}`});
          const [tab] = await Promise.all([context.waitForEvent('page'), link.click()]);
          await tab.getByRole('link', {name: 'Allow'}).click();
          await ends(visit, `Connected: ${PLACE}`);
        }, 'window.open = () => null'));

      it('never comes back: the host’s word counts, as soon as it is there', () =>
        visit(async visit => {
          await open(visit);
          await visit.page.bringToFront();
          await visit.connections.getByRole('button', {name: 'I don’t see the window'}).click();
          await visit.connections.getByRole('link', {name: `Open the sign-in page of ${PLACE}`}).waitFor();
          await finish(visit);
          await visit.connections.getByText('No connection yet').waitFor();
          world.fhir.status = 'connected';
          await finish(visit);
          await ends(visit, `Connected: ${PLACE}`);
        }));
    });
  }
});
