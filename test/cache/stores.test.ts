import {expect} from '@open-wc/testing';
import {MemoryStore} from '../../src/cache/memory-store.js';
import {openRecordStore} from '../../src/cache/open-store.js';
import {purgeEndpoint} from '../../src/cache/purge.js';
import {describeStore} from './describe-store.js';
import {newEndpoint, newKey, realDeps} from './fixtures.js';

describeStore(
  'MemoryStore',
  () => Promise.resolve(new MemoryStore()),
  () => Promise.resolve(),
);

let endpoint = '';
describeStore(
  'SealedStore',
  async () => {
    endpoint = newEndpoint();
    const {store} = await openRecordStore({
      endpoint,
      patientKey: 'p_1',
      cache: {kid: 'k1', key: newKey(), maxAge: 3600},
      deps: realDeps(),
    });
    expect(store.kind).to.equal('sealed');
    return store;
  },
  () => purgeEndpoint({endpoint, deps: realDeps()}),
);
