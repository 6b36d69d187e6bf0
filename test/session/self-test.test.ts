import {expect} from '@open-wc/testing';
import {selfTest} from '../../src/session/self-test.js';

const {map, filter} = Array.prototype;
const iterate = Array.prototype[Symbol.iterator];

/** Whole pages with more of them: test/node/hostile/pages.test.ts. */
const lies: Readonly<Record<string, PropertyDescriptorMap>> = {
  'are gone through in part': {
    [Symbol.iterator]: {
      *value(this: unknown[]) {
        for (let at = 0; at < this.length; at++) if (at % 3 < 2) yield this[at];
      },
    },
  },
  'leave out what is empty': {
    filter: {
      value(this: unknown[], ...all: Parameters<typeof filter>): unknown[] {
        return filter.call(filter.apply(this, all) as unknown[], Boolean);
      },
    },
  },
  'give a few': {
    map: {
      value(this: unknown[], ...all: Parameters<typeof map>): unknown[] {
        return map.apply(this, all).slice(0, 3);
      },
    },
  },
};

describe('self-test', () => {
  it('passes in a page that has changed nothing', () => expect(selfTest()).to.be.true);

  for (const [what, patch] of Object.entries(lies)) {
    it(`finds arrays that ${what}`, () => {
      let said: boolean;
      try {
        Object.defineProperties(Array.prototype, patch);
        said = selfTest();
      } finally {
        Object.assign(Array.prototype, {map, filter, [Symbol.iterator]: iterate});
      }
      expect(said).to.be.false;
    });
  }
});
