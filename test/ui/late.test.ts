import {expect, fixture, html} from '@open-wc/testing';
import {LitElement} from 'lit';
import {LatePart} from '../../src/ui/late.js';
import {connection, library, record, snapshot} from '../helpers/snapshots.js';
import type {Problem} from '../../src/session/snapshot.js';
import type {MyHealthElement} from '../../src/ui/element.js';

class LateHost extends LitElement {
  now = snapshot({phase: 'loading'});
  answers: (() => Promise<string>)[] = [];
  readonly late = new LatePart<string>(
    this as unknown as MyHealthElement,
    () => this.answers.shift()!(),
    () => this.now,
  );
  override render(): unknown {
    return this.late.failed ? 'failed' : (this.late.value ?? 'first');
  }
}
customElements.define('test-late-host', LateHost);

const mount = async (...answers: LateHost['answers']): Promise<LateHost> => {
  const host = await fixture<LateHost>(html`<test-late-host></test-late-host>`);
  host.answers = answers;
  return host;
};

describe('LatePart', () => {
  it('is fetched once, however often it is wanted', async () => {
    const host = await mount(() => Promise.resolve('late'));
    expect(await Promise.all([host.late.load(), host.late.load()])).to.deep.equal(['late', 'late']);
    await host.updateComplete;
    expect(host.shadowRoot!.textContent).to.equal('late');
  });

  it('shows that it did not come, and comes with the next wish', async () => {
    const host = await mount(
      () => Promise.reject(new TypeError('offline')),
      () => Promise.resolve('late'),
    );
    let failed = false;
    await host.late.load().catch(() => (failed = true));
    await host.updateComplete;
    expect(failed).to.be.true;
    expect(host.shadowRoot!.textContent).to.equal('failed');
    await host.late.load();
    await host.updateComplete;
    expect(host.shadowRoot!.textContent).to.equal('late');
  });

  it('waits while the first screen may still be painted', async () => {
    const host = await mount();
    const pauses: unknown[] = [];
    const {setTimeout} = window;
    window.setTimeout = ((_act: () => void, pause: number) => pauses.push(pause)) as typeof window.setTimeout;
    const show = async (
      records: number,
      phase: 'reading' | 'done',
      {whole = true, connections = false, problem}: {whole?: boolean; connections?: boolean; problem?: Problem} = {},
    ): Promise<unknown[]> => {
      const all = Array.from({length: records}, () => record('lab', 'Sodium', '2026-01-01'));
      const pass = {route: 'r', routeName: 'R', phase, received: 0, streams: 1, streamsDone: 0};
      host.now = snapshot({
        library: library(all, {whole}),
        progress: [pass],
        connections: connections ? [connection()] : [],
        problem,
      });
      host.requestUpdate();
      await host.updateComplete;
      return pauses.splice(0);
    };
    try {
      expect(await show(0, 'done', {whole: false, connections: true}), 'the cache is being read').to.deep.equal([]);
      expect(await show(0, 'reading'), 'nothing has come yet').to.deep.equal([]);
      expect(await show(0, 'reading', {connections: true}), 'places to list, from slow servers').to.deep.equal([3000]);
      expect(await show(0, 'reading'), 'nothing has come again').to.deep.equal([]);
      expect(await show(9, 'reading'), 'some have come').to.deep.equal([3000]);
      expect(await show(50, 'reading'), 'a screen full').to.deep.equal([400]);
      expect(await show(0, 'reading'), 'taken away').to.deep.equal([]);
      expect(await show(0, 'done'), 'nothing to come').to.deep.equal([400]);
      const problem = {code: 'host_unreachable', retryable: true} as const;
      expect(await show(0, 'done', {whole: false, problem}), 'nothing comes by itself').to.deep.equal([1]);
    } finally {
      window.setTimeout = setTimeout;
    }
  });

  it('comes when somebody turns to the element', async () => {
    const host = await mount(() => Promise.resolve('late'));
    host.dispatchEvent(new Event('focusin'));
    await host.late.load();
    expect(host.late.value).to.equal('late');
    expect(host.answers).to.deep.equal([]);
  });
});
