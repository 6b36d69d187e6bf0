import {expect, fixture, html} from '@open-wc/testing';
import {LitElement} from 'lit';
import {LatePart} from '../../src/ui/late.js';
import {snapshot} from '../helpers/snapshots.js';
import type {MyHealthElement} from '../../src/ui/element.js';

class LateHost extends LitElement {
  answers: (() => Promise<string>)[] = [];
  readonly late = new LatePart<string>(
    this as unknown as MyHealthElement,
    () => this.answers.shift()!(),
    () => snapshot({phase: 'loading'}),
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

  it('comes when somebody turns to the element', async () => {
    const host = await mount(() => Promise.resolve('late'));
    host.dispatchEvent(new Event('focusin'));
    await host.late.load();
    expect(host.late.value).to.equal('late');
    expect(host.answers).to.deep.equal([]);
  });
});
