import {expect, fixture} from '@open-wc/testing';
import '../../src/opt-out-panel/define.js';

describe('an element', () => {
  const own = Object.getOwnPropertyDescriptor(Element.prototype, 'attachShadow')!;
  afterEach(() => Object.defineProperty(Element.prototype, 'attachShadow', own));

  it('shows itself beside what a page puts into every shadow root', async () => {
    Object.defineProperty(Element.prototype, 'attachShadow', {
      ...own,
      value(this: Element, init: ShadowRootInit) {
        const root = (own.value as Element['attachShadow']).call(this, init);
        root.append(document.createElement('style'));
        return root;
      },
    });
    const panel = await fixture<HTMLElementTagNameMap['opt-out-panel']>('<opt-out-panel></opt-out-panel>');
    await panel.updateComplete;
    expect(panel.shadowRoot!.querySelector('section')).to.be.instanceOf(HTMLElement);
  });
});
