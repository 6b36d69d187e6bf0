import {expect} from '@open-wc/testing';
import {render} from 'lit';
import {useAllIcons} from '../../src/ui/icons-more.js';
import {icon} from '../../src/ui/icons.js';
import {isDirect, originLabels, routeWords} from '../../src/ui/source-label.js';
import {CATEGORIES} from '../../src/records/model.js';
import {aggregated, direct, HUMAN_API_ROUTE, MOUNT_SINAI_ROUTE, record} from '../helpers/snapshots.js';

useAllIcons();

const routes = [HUMAN_API_ROUTE, MOUNT_SINAI_ROUTE];
const words = {direct: 'directly', via: (route: string): string => `via ${route}`};
const textOf = (content: unknown): string => {
  const box = document.createElement('div');
  render(content, box);
  return box.textContent.replace(/\s+/g, ' ').trim();
};

describe('source label', () => {
  it('says the institution and the route in words', () => {
    expect(routeWords(routes, 'mount-sinai', words)).to.equal('directly');
    expect(routeWords(routes, 'human-api', words)).to.equal('via Human API');
  });

  it('does not call a route direct that it does not know', () => {
    expect(isDirect(routes, 'gone')).to.equal(false);
    expect(routeWords(routes, 'gone', words)).to.equal('via gone');
  });

  it('names every place of a record once', () => {
    const sources = [direct('a'), aggregated('b'), aggregated('c')];
    expect(textOf(originLabels(record('lab', 'A', null, {sources}), routes, words))).to.equal(
      'Mount Sinai directly, Quest Diagnostics via Human API',
    );
  });
});

describe('icons', () => {
  it('are there for every category, and hidden from assistive technology', () => {
    for (const category of CATEGORIES) {
      const box = document.createElement('div');
      render(icon(category), box);
      expect(box.querySelector('svg')!.getAttribute('aria-hidden')).to.equal('true');
      expect(box.querySelector('path')!.getTotalLength(), category).to.be.greaterThan(10);
    }
  });
});
