import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {CodedError} from '../../../src/errors.js';
import {createHumanApiSource, sinceCursor} from '../../../src/sources/human-api/index.js';
import {codeOf} from '../http-bench.js';
import {CONTEXT} from './helpers.js';
import type {SourceHttp} from '../../../src/sources/http.js';
import type {SourcePage} from '../../../src/sources/source.js';

interface Row {
  readonly id: string;
  readonly updatedAt: string;
}
const row = (n: number, version = 1): Row => ({id: `id${n}`, updatedAt: `2020-01-0${version}T00:00:00.000Z`});
const rows = (count: number, from = 0): Row[] => Array.from({length: count}, (_, n) => row(from + n));

/** Answers reads out of `answer(limit, offset, request number)`; a code instead of a list is a failure. */
function reader(answer: (limit: number, offset: number, index: number) => unknown, stream = 'vitals') {
  const asked: URL[] = [];
  const getJson: SourceHttp['getJson'] = path => {
    const url = new URL(path, 'https://x.example/');
    asked.push(url);
    const params = url.searchParams;
    const body = answer(Number(params.get('limit')), Number(params.get('offset')), asked.length - 1);
    return body instanceof CodedError
      ? Promise.reject(body)
      : Promise.resolve({status: 200, url: url.href, body, contentType: 'application/json'});
  };
  const http: SourceHttp = {getJson, getBlob: () => Promise.reject(new CodedError('internal'))};
  const source = createHumanApiSource(CONTEXT, http, () => Date.UTC(2026, 1, 3, 15));
  const {signal} = new AbortController();
  const read = async (cursor: string | null = null) => {
    const pages: SourcePage[] = [];
    for await (const page of source.read({id: stream, categories: []}, cursor, signal)) pages.push(page);
    return pages;
  };
  return {asked, read, source, signal};
}
const idsOf = (pages: readonly SourcePage[]) => pages.flatMap(page => page.entries.map(entry => (entry as Row).id));
const slice = (all: readonly unknown[]) => (limit: number, offset: number) => all.slice(offset, offset + limit);
const bad = new CodedError('source_bad_request');

describe('Human API reading: pages', () => {
  it('asks for 500, ends at a short page', async () => {
    const {read, asked} = reader(slice(rows(7)));
    const pages = await read();
    expect(asked.map(String)).to.deep.equal(['https://x.example/medical/vitals?limit=500&offset=0']);
    expect(pages).to.deep.equal([
      {stream: 'vitals', entries: rows(7), next: null, retrievedAt: '2026-02-03T15:00:00.000Z'},
    ]);
  });

  it('an empty list is one empty page', async () => {
    const {read, asked} = reader(slice([]));
    expect((await read()).map(page => [page.entries.length, page.next])).to.deep.equal([[0, null]]);
    expect(asked).to.have.length(1);
  });

  for (const count of [499, 500, 501, 505, 995, 1000, 1234, 2500]) {
    it(`reads ${count} rows, each once`, async () => {
      const pages = await reader(slice(rows(count))).read();
      expect(idsOf(pages)).to.deep.equal(rows(count).map(({id}) => id));
      expect(pages.at(-1)!.next).to.equal(null);
      expect(pages.slice(0, -1).every(page => page.next)).to.equal(true);
    });
  }

  for (const clamp of [50, 100, 250, 25, 5]) {
    it(`notices a server that answers with ${clamp} rows at most`, async () => {
      const all = rows(clamp * 3 + 2);
      const {read} = reader((limit, offset) => all.slice(offset, offset + Math.min(limit, clamp)));
      expect(idsOf(await read())).to.deep.equal(all.map(({id}) => id));
    });
  }

  it('asks once more after a round number of rows, and is content with nothing new', async () => {
    const {read, asked} = reader(slice(rows(50)));
    expect(idsOf(await read())).to.have.length(50);
    expect(asked).to.have.length(2);
  });

  it('lowers a limit that is refused', async () => {
    const all = rows(230);
    for (const most of [100, 50]) {
      const {read, asked} = reader((limit, offset) => (limit > most ? bad : all.slice(offset, offset + limit)));
      expect(idsOf(await read())).to.deep.equal(all.map(({id}) => id));
      expect(Number(asked.at(-1)!.searchParams.get('limit'))).to.equal(most);
    }
  });

  it('lowers the limit in the middle when a page is too large', async () => {
    const all = rows(1200);
    const large = new CodedError('source_too_large');
    const {read} = reader((limit, offset) => (offset > 400 && limit > 100 ? large : all.slice(offset, offset + limit)));
    expect(idsOf(await read())).to.deep.equal(all.map(({id}) => id));
  });

  it('fails when even the smallest limit is refused', async () => {
    const {read, asked} = reader(() => bad);
    expect(await codeOf(read())).to.equal('source_bad_request');
    expect(asked).to.have.length(3);
  });

  it('asks for fewer visits at once', async () => {
    const {read, asked} = reader(slice(rows(3)), 'encounters');
    await read();
    expect(asked[0]!.searchParams.get('limit')).to.equal('100');
  });

  it('anything but a bare list is invalid', async () => {
    for (const body of [{data: []}, {statusCode: 500, error: 'x'}, 'x', 1, null, true, undefined]) {
      expect(await codeOf(reader(() => body).read()), JSON.stringify(body)).to.equal('source_invalid');
    }
  });

  it('a profile is one object, or nothing', async () => {
    const one = reader(() => ({id: 'p', demographics: {}}), 'profile');
    expect((await one.read())[0]!.entries).to.deep.equal([{id: 'p', demographics: {}}]);
    const none = reader(() => new CodedError('source_not_found'), 'profile');
    expect((await none.read()).map(page => [page.entries, page.next])).to.deep.equal([[[], null]]);
    expect(await codeOf(reader(() => new CodedError('source_not_found')).read())).to.equal('source_not_found');
  });

  it('passes on what stops a list; pages before stay', async () => {
    const {source, signal} = reader((limit, offset) =>
      offset ? new CodedError('source_refused') : rows(limit, offset),
    );
    const got: string[] = [];
    const all = async () => {
      for await (const page of source.read({id: 'vitals', categories: []}, null, signal)) got.push(...idsOf([page]));
    };
    expect(await codeOf(all())).to.equal('source_refused');
    expect(got).to.have.length(500);
  });
});

describe('Human API reading: moving rows', () => {
  it('rows that move down come twice from the server and once from us', async () => {
    let all = rows(1200);
    const {read} = reader((limit, offset, index) => {
      if (index) all = [row(9000 + index), row(9100 + index), row(9200 + index), ...all];
      return all.slice(offset, offset + limit);
    });
    const ids = idsOf(await read());
    expect(new Set(ids).size).to.equal(ids.length);
    for (const {id} of rows(1200)) expect(ids).to.include(id);
  });

  it('rows that move up are not skipped', async () => {
    let all = rows(1200);
    const {read} = reader((limit, offset, index) => {
      if (index === 1) all = all.slice(20);
      return all.slice(offset, offset + limit);
    });
    const ids = idsOf(await read());
    for (const {id} of rows(1180, 20)) expect(ids).to.include(id);
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it('a row that changed in between comes again', async () => {
    const all = rows(600);
    const {read} = reader((limit, offset, index) =>
      [...all.slice(0, 498), row(498, index ? 2 : 1), ...all.slice(499)].slice(offset, offset + limit),
    );
    const pages = await read();
    expect(pages[1]!.entries[0]).to.deep.equal(row(498, 2));
  });

  it('entries without an id are kept, once', async () => {
    const odd = [null, 42, {}, {id: ''}, 'x', []];
    const all = [...rows(497), ...odd, ...rows(200, 600), ...odd];
    const pages = await reader(slice(all)).read();
    const without = pages.flatMap(page => page.entries).filter(entry => !(entry as Row | null)?.id);
    expect(without).to.have.length(12);
  });

  it('never reads a row twice nor misses one that stayed, whatever is added meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({min: 0, max: 900}),
        fc.array(fc.integer({min: 0, max: 40}), {maxLength: 12}),
        fc.constantFrom(500, 100, 50),
        async (count, inserts, clamp) => {
          let all = rows(count);
          const {read} = reader((limit, offset, index) => {
            all = [...rows(index ? (inserts[index] ?? 0) : 0, 10_000 * index), ...all];
            return all.slice(offset, offset + Math.min(limit, clamp));
          });
          const ids = idsOf(await read());
          expect(new Set(ids).size).to.equal(ids.length);
          for (const {id} of rows(count)) expect(ids).to.include(id);
        },
      ),
      {numRuns: 40},
    );
  }).timeout(30_000);

  it('a server that ignores the offset stops the list instead of turning for ever', async () => {
    const {read, asked} = reader(() => rows(500));
    expect(await codeOf(read())).to.equal('source_paging');
    expect(asked.length).to.be.below(8);
    const small = reader(() => rows(50));
    expect(idsOf(await small.read())).to.have.length(50);
    expect(small.asked).to.have.length(2);
  });

  it('a server that never ends stops after a while', async () => {
    let next = 0;
    const {read} = reader(() => [row(next), row(next + 1), row(next + 2), row(next + 3), row((next += 4))]);
    expect(await codeOf(read())).to.equal('source_paging');
  }).timeout(30_000);
});

describe('Human API reading: checkpoints', () => {
  it('goes on from any page as if it had not stopped', async () => {
    const all = rows(1700);
    const whole = await reader(slice(all)).read();
    for (const stop of [0, 1, 2]) {
      const rest = await reader(slice(all)).read(whole[stop]!.next);
      expect(idsOf([...whole.slice(0, stop + 1), ...rest])).to.deep.equal(all.map(({id}) => id));
    }
  });

  it('keeps a limit that it has learnt', async () => {
    const all = rows(400);
    const clamped = (limit: number, offset: number) => all.slice(offset, offset + Math.min(limit, 100));
    const [first] = await reader(clamped).read();
    const rest = reader(clamped);
    expect(idsOf(await rest.read(first!.next))).to.have.length(300);
  });

  it('starts anew with a cursor that is not its own', async () => {
    for (const cursor of ['', 'x', '[]', 'null', '{"offset":-3,"limit":"9","last":7}', '{"offset":1e99}']) {
      const {read, asked} = reader(slice(rows(3)));
      expect(idsOf(await read(cursor)), cursor).to.have.length(3);
      expect(asked[0]!.search).to.equal('?limit=500&offset=0');
    }
  });

  it('asks for what was updated since, two days earlier, on every page', async () => {
    const {read, asked} = reader(slice(rows(600)));
    await read(sinceCursor(Date.UTC(2026, 1, 3, 15, 4, 5, 678)));
    expect(asked).to.have.length(2);
    for (const url of asked) expect(url.searchParams.get('updated_since')).to.equal('20260201T150405Z');
  });

  it('reads everything where that is refused', async () => {
    const {read, asked} = reader((limit, offset, index) => (index < 3 ? bad : rows(7).slice(offset, offset + limit)));
    expect(idsOf(await read(sinceCursor(Date.UTC(2026, 1, 3))))).to.have.length(7);
    expect(asked.at(-1)!.searchParams.get('updated_since')).to.equal(null);
  });

  it('a since that was tampered with is not sent', async () => {
    const {read, asked} = reader(slice(rows(1)));
    await read('{"since":"x&limit=1"}');
    expect(asked[0]!.search).to.equal('?limit=500&offset=0');
  });
});

describe('Human API reading: sources', () => {
  const full = {
    id: 'c1',
    source: '55a83bdc8d1eb1420aa1a71b',
    sourceName: 'Starfleet Medical',
    connectedSince: '2026-02-03T15:00:00.000Z',
    organization: {href: '/o/1', id: '54dc', name: 'Starfleet Medical Center'},
    historySync: {status: 'completed', oldestDate: '2009-01-02T00:00:00.000Z'},
    syncStatus: {status: 'inProgress', details: 'ok', synchedAt: '2026-02-03T16:00:00.000Z'},
    resync: {active: true},
    expectedSyncDuration: 60,
    another: 'field',
  };
  const read = (body: unknown) => {
    const {source, signal, asked} = reader(() => body);
    return {sources: source.readSources(signal), asked};
  };

  it('reads every field', async () => {
    const {sources, asked} = read([full]);
    expect(await sources).to.deep.equal([
      {
        id: 'c1',
        source: '55a83bdc8d1eb1420aa1a71b',
        name: 'Starfleet Medical',
        institution: {id: '54dc', name: 'Starfleet Medical Center'},
        since: '2026-02-03T15:00:00.000Z',
        syncStatus: {status: 'inProgress', details: 'ok', synchedAt: '2026-02-03T16:00:00.000Z'},
        historyStatus: 'completed',
        oldest: '2009-01-02',
        expectedMinutes: 60,
        resyncing: true,
      },
    ]);
    expect(asked[0]!.pathname).to.equal('/sources');
  });

  it('a listed source without any data', async () => {
    expect(
      await read([{id: 'c1', source: 's', sourceName: 'Pharmacy', expectedSyncDuration: null}]).sources,
    ).to.deep.equal([{id: 'c1', source: 's', name: 'Pharmacy', institution: {id: 's', name: 'Pharmacy'}}]);
  });

  it('wrong fields cost themselves only, wrong rows too', async () => {
    const wrong = {
      ...full,
      syncStatus: 'ok',
      historySync: [1],
      expectedSyncDuration: 'long',
      resync: null,
      connectedSince: 7,
    };
    const sources = await read([null, 7, 'x', [], {}, {id: ''}, wrong, full]).sources;
    expect(sources.map(({id}) => id)).to.deep.equal(['c1', 'c1']);
    expect(sources[0]).to.deep.equal({
      id: 'c1',
      source: full.source,
      name: 'Starfleet Medical',
      institution: {id: '54dc', name: 'Starfleet Medical Center'},
    });
  });

  it('keeps a word that nobody knows', async () => {
    const [source] = await read([{...full, syncStatus: {status: 'credentialsExpired', details: 'login_failed'}}])
      .sources;
    expect(source!.syncStatus).to.deep.equal({status: 'credentialsExpired', details: 'login_failed'});
  });

  it('anything but a bare list is invalid', async () => {
    for (const body of [{sources: []}, null, 'x']) expect(await codeOf(read(body).sources)).to.equal('source_invalid');
  });

  it('survives any list', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(fc.jsonValue(), fc.constant(full))), async body => {
        const sources = await read(body).sources;
        expect(sources.length).to.be.at.most(body.length);
        expect(sources.filter(({id}) => id === 'c1').length).to.be.at.least(body.filter(one => one === full).length);
      }),
      {numRuns: 200},
    );
  });
});

describe('Human API reading: the plan', () => {
  it('has 17 lists, the most wanted first, and none that claims a category which it does not fill', async () => {
    const {source, signal} = reader(() => []);
    const plan = await source.plan(signal);
    expect(plan).to.have.length(17);
    expect(plan[0]).to.deep.equal({id: 'test_results', categories: ['lab']});
    for (const id of ['profile', 'demographics', 'organizations'])
      expect(plan.find(stream => stream.id === id)!.categories).to.deep.equal([]);
  });
});

it('a million rows in one answer end that list', async () => {
  const {read} = reader(() => Array<unknown>(1_000_000).fill(null));
  expect(await codeOf(read())).to.equal('source_too_large');
});
