import {expect} from '@open-wc/testing';
import {connectMessage} from '../../src/session/contract-more.js';
import {createHarness, json, type Json} from './helpers.js';

describe('simulated Human Connect', () => {
  const ask = async (path: string, body: Json, world = createHarness()): Promise<Response> =>
    world.apps.humanConnect.fetch(
      new Request(world.world.urls.humanConnect + path, {
        method: 'POST',
        headers: {'content-type': 'application/json'},
        body: JSON.stringify(body),
      }),
    );

  it('judges tokens in the words of its messages', async () => {
    const harness = createHarness();
    const token = harness.world.tokens.issue('human-connect', 60);
    const status = async (body: Json): Promise<unknown> => (await json(ask('/session', body, harness)))['status'];
    expect(await status({token: ''})).to.equal('MISSING_SESSION_TOKEN');
    expect(await status({token: 'other'})).to.equal('SESSION_TOKEN_INVALID');
    expect((await ask('/session', {token}, harness)).status).to.equal(200);
    harness.pass(61_000);
    expect(await status({token})).to.equal('SESSION_TOKEN_EXPIRED');
  });

  it('connects a place once, however often the patient signs in there', async () => {
    const harness = createHarness();
    const {world, human, pass} = harness;
    const token = world.tokens.issue('human-connect', 3600);
    const institution = 'willow-creek-family-medicine-yonkers';
    expect((await ask('/connect', {token, institution}, harness)).status).to.equal(200);
    pass(61 * 60_000);
    const before = await json<unknown[]>(human('/medical/test_results?limit=500'));
    expect(before.length).to.be.greaterThan(0);
    expect(
      (await ask('/connect', {token: world.tokens.issue('human-connect', 60), institution}, harness)).status,
    ).to.equal(200);
    expect(world.humanApi.sources.map(({name}) => name)).to.deep.equal(['Willow Creek Family Medicine']);
    expect(await json(human('/medical/test_results?limit=500'))).to.deep.equal(before);
    expect(
      (await ask('/connect', {token: world.tokens.issue('human-connect', 60), institution: 'mount-sinai'}, harness))
        .status,
    ).to.equal(404);
  });

  it('plays the whole flow in a frame and posts the documented messages', async () => {
    const harness = createHarness();
    const {world, apps} = harness;
    const page = await (await apps.humanConnect.fetch(new Request(`${world.urls.humanConnect}/`))).text();
    const token = world.tokens.issue('human-connect', 3600);
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const inside = frame.contentWindow as (Window & typeof globalThis) | null;
    if (!inside) throw new Error('no frame');
    const messages: Json[] = [];
    const until = (type: string): Promise<Json> =>
      new Promise(resolve => {
        const listen = (event: MessageEvent<Json | null>): void => {
          if (event.source !== inside || event.data?.['type'] !== type) return;
          removeEventListener('message', listen);
          messages.push(event.data);
          resolve(event.data);
        };
        addEventListener('message', listen);
      });
    const has = (selector: string, text = ''): Promise<HTMLElement> =>
      new Promise(resolve => {
        const find = (): void => {
          const found = [...inside.document.querySelectorAll<HTMLElement>(selector)].find(one =>
            one.textContent?.includes(text),
          );
          if (!found) return;
          watcher.disconnect();
          resolve(found);
        };
        const watcher = new MutationObserver(find);
        watcher.observe(inside.document.body, {childList: true, subtree: true});
        find();
      });
    // the frame has no server here: its calls go to the handler, its address carries the token
    Object.assign(inside, {
      fetch: (path: string, init?: RequestInit) =>
        apps.humanConnect.fetch(new Request(world.urls.humanConnect + path, init)),
      simulatedQuery: `?token=${token}&mode=auth`,
    });
    const [, style = '', body = '', script = ''] =
      /<style>(.*)<\/style>.*<body>(.*)<script>(.*)<\/script>/s.exec(page) ?? [];
    expect(style).to.contain(':focus-visible');
    inside.document.body.innerHTML = body;
    const run = inside.document.createElement('script');
    run.textContent = `{${script.replace('location.search', 'window.simulatedQuery')}}`;
    inside.document.body.append(run);

    const connected = until('hapi-connect-connect-source');
    (await has('li button', 'Willow Creek')).click();
    (await has('button', 'Sign in and share')).click();
    expect(connectMessage.safeParse(await connected).success).to.equal(true);
    expect((await has('.box', 'Human API')).textContent).to.contain('Optional');
    const closed = until('hapi-connect-close');
    (await has('button', 'Finish')).click();
    const close = await closed;
    expect(connectMessage.safeParse(close).success).to.equal(true);
    expect(close['status']).to.equal('SUCCESS');
    expect(
      (close['sessionResults'] as {connectedSources: {name: string}[]}).connectedSources.map(({name}) => name),
    ).to.deep.equal(['Willow Creek Family Medicine']);
    expect(world.humanApi.sources.map(({name}) => name)).to.deep.equal(['Willow Creek Family Medicine']);
    frame.remove();
  });
});
