import {expect, fixture, waitUntil} from '@open-wc/testing';
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

  it('takes the place of what the page’s markup has put into its shadow root', async () => {
    const place = document.createElement('div');
    document.body.append(place);
    place.setHTMLUnsafe(
      '<opt-out-panel><template shadowrootmode="open"><p>A moment, please</p></template></opt-out-panel>',
    );
    const panel = place.querySelector('opt-out-panel')!;
    await waitUntil(() => panel.shadowRoot!.querySelector('section'), 'it shows itself');
    expect(panel.shadowRoot!.textContent).to.not.include('A moment');
    place.remove();
  });
});
