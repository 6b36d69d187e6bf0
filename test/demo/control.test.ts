/** What the demo's settings do to the simulated world, beyond its faults. */
import {expect} from '@open-wc/testing';
import {CONTROL_PATH, createControl} from '../../demo/simulator/control.js';
import {patientOfSize} from '../../demo/patient/index.js';
import {createHarness, json, type Harness, type Json} from './helpers.js';

const WILLOW = 'willow-creek-family-medicine-yonkers';

describe('demo settings', () => {
  let harness: Harness;
  let press: (action: Json) => Promise<Response>;
  beforeEach(() => {
    harness = createHarness({patient: patientOfSize(20)});
    const control = createControl(harness.world, patientOfSize);
    press = action =>
      control.fetch(
        new Request(`https://demo.test${CONTROL_PATH}/actions`, {
          method: 'POST',
          headers: {'content-type': 'application/json'},
          body: JSON.stringify(action),
        }),
      );
  });

  /** The direct route as the portal tells it. */
  const direct = async (): Promise<Json> => {
    const {routes} = await json<{routes: Json[]}>(harness.post('/token', {version: 1}));
    return routes.find(({kind}) => kind === 'direct')!;
  };

  it('lets the hospital ask for a sign-in in a window of its own, until everything is put back', async () => {
    await press({do: 'popup'});
    const {status, connect} = await direct();
    expect(status).to.equal('not_connected');
    expect(connect).to.deep.equal({kind: 'popup', url: '/portal/my-health/popup'});
    await press({do: 'reset'});
    expect((await direct())['connect']).to.deep.equal({kind: 'instant'});
  });

  for (const [answer, status] of [
    ['allow', 'connected'],
    ['deny', 'not_connected'],
  ] as const) {
    it(`answers “${answer}” on the hospital’s page, and its return page tells the elements`, async () => {
      await press({do: 'popup'});
      const page = await (await harness.get('/popup')).text();
      const way = new DOMParser().parseFromString(page, 'text/html').querySelector(`a[href$="${answer}"]`);
      const back = await harness.get(way!.getAttribute('href')!.replace('/portal/my-health', ''));
      const channel = new BroadcastChannel('my-health');
      const heard = new Promise<unknown>(resolve => channel.addEventListener('message', ({data}) => resolve(data)));
      const frame = document.createElement('iframe');
      frame.srcdoc = await back.text();
      document.body.append(frame);
      expect(await heard).to.deep.equal({type: 'connect-return', route: 'mount-sinai'});
      channel.close();
      frame.remove();
      expect((await direct())['status']).to.equal(status);
    });
  }

  it('lets the next place that is connected name another person, and only that one', async () => {
    const connect = (institution: string): Promise<Response> =>
      harness.apps.humanConnect.fetch(
        new Request(`${harness.world.urls.humanConnect}/connect`, {
          method: 'POST',
          headers: {'content-type': 'application/json'},
          body: JSON.stringify({token: harness.world.tokens.issue('human-connect', 60), institution}),
        }),
      );
    await press({do: 'other-person'});
    await connect(WILLOW);
    await connect('parkview-eye-associates-queens');
    harness.pass(61 * 60_000);
    const named = await json<Json[]>(harness.human('/medical/demographics'));
    const {source, organization} = harness.world.humanApi.sources.find(
      ({name}) => name === 'Willow Creek Family Medicine',
    )!;
    expect(named.map(({source, organization, name, dob}) => ({source, organization, name, dob}))).to.deep.equal([
      {source, organization, name: 'Mona Rivers', dob: '1971-09-30'},
    ]);
  });
});
