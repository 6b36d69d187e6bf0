import {expect} from '@open-wc/testing';
import {recordKey} from '../../src/records/model.js';

describe('recordKey', () => {
  it('tells the same id of two institutions apart', () => {
    expect(recordKey('human-api', 'a', 'vitals/1')).to.not.equal(recordKey('human-api', 'b', 'vitals/1'));
  });
});
