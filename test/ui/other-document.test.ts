import {expect, oneEvent, waitUntil} from '@open-wc/testing';
import '../../src/index.js';
import {loadRowParts} from '../../src/my-health-timeline/rows.js';
import {library, record, snapshot, StandInStore} from '../helpers/snapshots.js';
import type {MyHealthElement} from '../../src/ui/element.js';

await loadRowParts();

/** What shows of each part that sheets give a look. */
const looks = ({shadowRoot, ownerDocument}: MyHealthElement): string[] =>
  [...shadowRoot!.querySelectorAll('*')].map(one => {
    const style = ownerDocument.defaultView!.getComputedStyle(one);
    return `${one.localName} ${style.display} ${style.borderRadius} ${style.minBlockSize} ${style.boxSizing} ${style.paddingBlock}`;
  });

describe('an element that is moved to another document', () => {
  let frame: HTMLIFrameElement;
  let element: MyHealthElement;
  afterEach(() => {
    element.remove();
    frame.remove();
  });

  for (const tag of ['my-health-timeline', 'provider-connect', 'opt-out-panel'] as const) {
    const begin = async (): Promise<void> => {
      frame = document.createElement('iframe');
      Object.assign(frame, {width: '900', height: '900'});
      document.body.append(frame);
      if (frame.contentDocument!.readyState !== 'complete') await oneEvent(frame, 'load');
      element = document.createElement(tag);
      element.store = new StandInStore(
        snapshot({phase: 'ready', library: library([record('lab', 'Hemoglobin A1c', '2026-02-03')])}),
      );
      document.body.append(element);
      await element.updateComplete;
    };
    const ready = async (): Promise<void> => {
      element.dispatchEvent(new Event('focusin'));
      await waitUntil(() => element.shadowRoot!.querySelector('dialog'), 'its late part comes', {timeout: 10_000});
      await element.updateComplete;
    };

    it(`keeps its look, and on the way back: ${tag}`, async () => {
      await begin();
      await ready();
      const own = looks(element);
      for (const other of [frame.contentDocument!, document]) {
        other.body.append(element);
        await element.updateComplete;
        expect(looks(element)).to.deep.equal(own);
      }
    });

    it(`keeps its look through a document that is not on screen: ${tag}`, async () => {
      await begin();
      await ready();
      const own = looks(element);
      document.implementation.createHTMLDocument().body.append(element);
      await element.updateComplete;
      document.body.append(element);
      await element.updateComplete;
      expect(looks(element)).to.deep.equal(own);
    });

    it(`gets it when what loads late comes there: ${tag}`, async () => {
      await begin();
      frame.contentDocument!.body.append(element);
      await ready();
      const there = looks(element);
      document.body.append(element);
      await element.updateComplete;
      expect(there).to.deep.equal(looks(element));
      expect(there.join()).to.include('border-box');
    });
  }
});
