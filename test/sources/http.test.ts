import {expect} from '@open-wc/testing';
import {bench, codeOf, json, status} from './http-bench.js';

describe('source http', () => {
  it('reads JSON', async () => {
    const {clock, read, sent} = bench(() => json([1]));
    const answer = await clock.until(read());
    expect(answer).to.deep.equal({
      status: 200,
      url: 'https://records.example/api/human/medical/vitals',
      body: [1],
      contentType: 'application/json',
    });
    expect(sent[0]!.authorization).to.equal('Bearer t1');
  });

  it('says not found', async () => {
    const {clock, read} = bench(() => status(404));
    expect(await clock.until(codeOf(read()))).to.equal('source_not_found');
  });
});
