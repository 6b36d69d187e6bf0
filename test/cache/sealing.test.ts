import {expect} from '@open-wc/testing';
import {databaseName, deriveKeys} from '../../src/cache/keys.js';
import {bucket, seal} from '../../src/cache/seal.js';
import {open} from '../../src/cache/unseal.js';
import {newKey, rejection, tampered} from './fixtures.js';
import type {RowLabel} from '../../src/cache/unseal.js';

/** Tampered rows to try; the full figure is 10,000. */
const ROWS = 10_000;

const label: RowLabel = {store: 'pages', name: 'n', version: 3};

describe('Sealing', () => {
  it('opens what it sealed', async () => {
    const keys = await deriveKeys(crypto, 'p', {kid: 'k', key: newKey()});
    const value = {text: 'Größe 5′ — “ok” 😀', list: [1, null, {deep: true}], end: '  '};
    expect(await open(crypto, keys, label, await seal(crypto, keys, label, value))).to.deep.equal(value);
  });

  it('never seals the same bytes twice', async () => {
    const keys = await deriveKeys(crypto, 'p', {kid: 'k', key: newKey()});
    const rows = await Promise.all([1, 2].map(() => seal(crypto, keys, label, 'same')));
    expect(new Uint8Array(rows[0]!)).to.not.deep.equal(new Uint8Array(rows[1]!));
    expect(new Uint8Array(rows[0]!.slice(0, 12))).to.not.deep.equal(new Uint8Array(rows[1]!.slice(0, 12)));
  });

  it('opens a row under its own label only', async () => {
    const host = {kid: 'k', key: newKey()};
    const keys = await deriveKeys(crypto, 'p', host);
    const row = await seal(crypto, keys, label, 'x');
    for (const other of [{name: 'm'}, {store: 'raws'}, {version: 2}] as const) {
      expect(await rejection(open(crypto, keys, {...label, ...other}, row))).to.equal('storage_lost');
    }
    for (const stranger of [
      await deriveKeys(crypto, 'q', host),
      await deriveKeys(crypto, 'p', {...host, kid: 'l'}),
      await deriveKeys(crypto, 'p', {kid: 'k', key: newKey()}),
      {...keys, patient: 'another'},
    ]) {
      expect(await rejection(open(crypto, stranger, label, row))).to.equal('storage_lost');
    }
  });

  it(`detects ${ROWS} tampered rows of ${ROWS}`, async function () {
    this.timeout(60_000);
    const keys = await deriveKeys(crypto, 'p', {kid: 'k', key: newKey()});
    const row = await seal(crypto, keys, label, {a: 'b'});
    const bits = row.byteLength * 8;
    let detected = 0;
    for (let from = 0; from < ROWS; from += 100) {
      const batch = Array.from({length: 100}, (_, index) => {
        // every bit once (a stride that shares no factor with their number), then cut and lengthened rows
        const n = from + index;
        if (n < bits) return tampered(row, (n * 7919) % bits);
        return n % 2 ? row.slice(0, n % row.byteLength) : new Uint8Array([...new Uint8Array(row), n % 256]).buffer;
      });
      const answers = await Promise.all(batch.map(bad => rejection(open(crypto, keys, label, bad))));
      detected += answers.filter(answer => answer === 'storage_lost').length;
    }
    expect(detected).to.equal(ROWS);
  });

  it('shows nothing but a size class', async () => {
    for (let bytes = 1; bytes < 5_000_000; bytes = Math.ceil(bytes * 1.07)) {
      expect(bucket(bytes))
        .to.be.at.least(bytes)
        .and.at.most(bytes + Math.max(1024, bytes / 8));
      expect(bucket(bucket(bytes)), `${bytes}`).to.equal(bucket(bytes));
    }
    const keys = await deriveKeys(crypto, 'p', {kid: 'k', key: newKey()});
    const sizes = await Promise.all(
      ['', 'x', 'x'.repeat(90_000)].map(async text => (await seal(crypto, keys, label, text)).byteLength),
    );
    expect(new Set(sizes).size).to.equal(1);
  });
});

describe('Keys', () => {
  it('cannot be taken out', async () => {
    const {page} = await deriveKeys(crypto, 'p', {kid: 'k', key: newKey()});
    expect(page.extractable).to.equal(false);
    expect(page.algorithm).to.deep.include({name: 'AES-GCM', length: 256});
  });

  it('name rows the same for the same patient, kid and key, and else differently', async () => {
    const key = newKey();
    const names = await Promise.all(
      (
        [
          ['p', 'k', key, 'a'],
          ['p', 'k', key, 'a'],
          ['p', 'k', key, 'b'],
          ['q', 'k', key, 'a'],
          ['p', 'l', key, 'a'],
          ['p', 'k', newKey(), 'a'],
        ] as const
      ).map(async ([patient, kid, host, logical]) =>
        (await deriveKeys(crypto, patient, {kid, key: host})).name(logical),
      ),
    );
    expect(names[0]).to.equal(names[1]);
    expect(new Set(names).size).to.equal(5);
    for (const name of names) expect(name).to.match(/^[\w-]{43}$/);
  });

  it('are refused when the host sent something else', async () => {
    for (const key of ['', 'short', '***', newKey().slice(0, 30)]) {
      expect(await rejection(deriveKeys(crypto, 'p', {kid: 'k', key})), key).to.equal('storage_unavailable');
    }
    expect(await rejection(deriveKeys({} as Crypto, 'p', {kid: 'k', key: newKey()}))).to.equal('storage_unavailable');
  });

  it('give each endpoint its own database, whose name tells nothing', async () => {
    const [one, other] = await Promise.all(
      ['https://a.example/t', 'https://a.example/u'].map(url => databaseName(crypto, url)),
    );
    expect(one).to.match(/^my-health\.[\w-]{22}$/);
    expect(one).to.not.equal(other);
    expect(await databaseName(crypto, 'https://a.example/t')).to.equal(one);
  });
});
