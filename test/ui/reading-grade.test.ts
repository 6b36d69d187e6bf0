import {expect} from '@open-wc/testing';
import {strings as timelineStrings} from '../../src/my-health-timeline/strings.js';
import {moreStrings as timelineMore} from '../../src/my-health-timeline/strings-more.js';
import {FIRST_STRINGS as leaveFirst} from '../../src/opt-out-panel/strings.js';
import {PANEL_STRINGS as leavePanel} from '../../src/opt-out-panel/panel-strings.js';
import {FIRST_STRINGS as connectFirst} from '../../src/provider-connect/strings.js';
import {PANEL_STRINGS as connectPanel} from '../../src/provider-connect/panel-strings.js';
import {ERROR_CODES} from '../../src/errors.js';
import {problemText} from '../../src/ui/problem-strings.js';
import {grade} from '../helpers/reading-grade.js';

/** Every text of a strings object; functions are called with short stand-ins. */
const texts = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function') {
    const fill = (stand: unknown): string[] => {
      try {
        return texts((value as (...args: unknown[]) => unknown)(stand, stand, stand));
      } catch {
        return [];
      }
    };
    const named = fill('Lake');
    return named.length ? named : fill(3);
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
};

const screens: Record<string, string[]> = {
  'the connections': [...texts(connectFirst), ...texts(connectPanel)],
  leaving: [...texts(leaveFirst), ...texts(leavePanel)],
  'the failures': ERROR_CODES.flatMap(code => [problemText(code), problemText(code, '10:45 AM')]),
  'the timeline': [...texts(timelineStrings), ...texts(timelineMore)],
};

describe('reading grade', () => {
  it('tells easy text from hard text', () => {
    expect(grade('The cat sat on the mat. It was warm.')).to.be.below(2);
    expect(
      grade('Notwithstanding unanticipated administrative complications, authorization necessitates verification.'),
    ).to.be.above(15);
  });

  for (const [screen, all] of Object.entries(screens)) {
    it(`of ${screen} is at most 8`, () => {
      expect(all.length).to.be.above(20);
      expect(grade(all.map(text => (/[.!?:…]$/.test(text) ? text : `${text}.`)).join(' '))).to.be.at.most(8);
    });

    it(`of each longer text of ${screen} is at most 8`, () => {
      const long = all.filter(text => text.split(/\s+/).length >= 8);
      const hard = long.filter(text => grade(text) > 8).map(text => `${grade(text).toFixed(1)}: ${text}`);
      expect(hard).to.deep.equal([]);
    });
  }

  it('puts blame on nobody', () => {
    for (const text of Object.values(screens).flat()) {
      expect(text).not.to.match(/\b(invalid|illegal|wrong password|you failed|you must|your fault|incorrect)\b/i);
    }
  });

  it('says "delete" nowhere: nothing here deletes a record at its source', () => {
    for (const text of Object.values(screens).flat()) expect(text).not.to.match(/\bdelete\b/i);
  });
});
